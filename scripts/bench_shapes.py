"""Measures how long a graph is held against the shapes: the whole check of them, and where its time goes.

Run it as `python scripts/bench_shapes.py` (`--runs N`, `--triples N`, `--corpus DIR`); it prints a table of medians
with their spread. The graph is that of as many copies of the corpus (`copies.py`) as make the number of triples; it is
built once, outside the measure. pyshacl, the referee and fallback, is asked once (`--no-referee`: not at all).
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from policygraph import Graph, build
from policygraph.answer import Answer
from policygraph.corpus import read_corpus
from policygraph.shapes import check_shapes, triples_of, validate, with_pyshacl, with_shacl

LIMITS = {"validate: all of the above, s": 1.0}
COLUMNS = ("what", "median", "least", "most", "limit")


def seconds(work: Callable[[], object], runs: int) -> list[float]:
    """How long it took, each time that it was done."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return times


def row(name: str, values: Sequence[float]) -> tuple[str, ...]:
    """A line of the table."""
    limit, median = LIMITS.get(name), statistics.median(values)
    verdict = "" if limit is None else f"{limit:g} ({'kept' if median <= limit else 'MISSED'})"
    return name, f"{median:.3g}", f"{min(values):.3g}", f"{max(values):.3g}", verdict


def big_corpus(corpus: str | None, triples: int, folder: Path) -> tuple[Path, Graph]:
    """A corpus of copies whose graph has that many triples at least, and its graph."""
    one, number = len(build(corpus).store), 1
    while True:
        number = max(number + 1, -(-number * triples // one))
        out = folder / f"copies-{number}"
        words = [str(number), str(out), *(["--corpus", corpus] if corpus else [])]
        subprocess.run([sys.executable, str(Path(__file__).with_name("copies.py")), *words], check=True, stdout=-3)
        graph = build(out)
        one = len(graph.store)
        if one >= triples:
            return out, graph


def main() -> int:
    """Prints the table; returns 1 if a limit was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7, help="how often each thing is done (7)")
    parser.add_argument("--triples", type=int, default=50_000, help="how many triples the graph has at least (50,000)")
    parser.add_argument("--corpus", help="a corpus; the shipped one if left out")
    parser.add_argument("--no-referee", action="store_true", help="do not ask pyshacl, which takes half a minute")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out, graph = big_corpus(arguments.corpus, arguments.triples, Path(folder))
        corpus, data = read_corpus(out), triples_of(graph)
        print(f"{len(graph.store):,} triples in {len(corpus.documents)} documents, {len(data) / 1e6:.1f} MB\n")
        rows = [
            row("the triples as N-Triples, s", seconds(lambda: triples_of(graph), arguments.runs)),
            row("the fast engine on them, s", seconds(lambda: with_shacl(data), arguments.runs)),
            row("validate: all of the above, s", seconds(lambda: validate(graph), arguments.runs)),
            row("check_shapes: told at rows as well, s", seconds(lambda: check_shapes(corpus, graph), arguments.runs)),
        ]
        if not arguments.no_referee:
            rows.append(row("pyshacl on the same, s", seconds(lambda: list(with_pyshacl(data)), 1)))
    print(Answer("bench", COLUMNS, COLUMNS, tuple(rows)).to_text(110))
    return 1 if any("MISSED" in line[-1] for line in rows) else 0


if __name__ == "__main__":
    raise SystemExit(main())
