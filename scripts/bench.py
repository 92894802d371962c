"""Measures what is promised: the build, each question on the store, a question from the shell.

Run it as `python scripts/bench.py` (`--runs N`, `--corpus DIR`); it prints a table of medians with their spread.
With `--copies N` the corpus is N renamed copies of itself, and the limits are those of a corpus that has grown.
Whole commands are started anew each time, so the figures hold the start of Python and all imports.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from policygraph import Graph, ask, build, open_graph, questions
from policygraph.answer import Answer
from policygraph.resources import resource

LIMITS = {
    "build, s": 6.0,
    "build, MB": 300.0,
    "ask from the shell, s": 1.0,
    "--help, s": 0.3,
    "slowest question, ms": 50.0,
}
GROWN = {"build, s": 90.0, "--help, s": 0.3, "slowest question, ms": 2000.0}


def command(*words: str) -> tuple[float, float]:
    """Wall seconds and peak memory (MB) of one run of the command."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "policygraph", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"policygraph {' '.join(words)} failed")
    return seconds, usage.ru_maxrss / 1024


def milliseconds(graph: Graph, name: str, runs: int) -> list[float]:
    """How long the question took, each time that it was asked."""
    times = []
    values = {each.name: "clusters" for each in questions()[name].parameters if each.required}
    for _ in range(runs):
        start = time.perf_counter()
        ask(graph, name, **values)
        times.append(1000 * (time.perf_counter() - start))
    return times


def row(name: str, values: Sequence[float], limits: Mapping[str, float]) -> tuple[str, ...]:
    """A line of the table: median, least, most, and the limit where there is one."""
    limit = limits.get(name)
    median = statistics.median(values)
    verdict = "" if limit is None else f"{limit:g} ({'kept' if median <= limit else 'MISSED'})"
    return name, f"{median:.3g}", f"{min(values):.3g}", f"{max(values):.3g}", verdict


def main() -> int:
    """Prints the table; returns 1 if a limit was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9, help="how often each thing is done (9)")
    parser.add_argument("--corpus", help="a corpus; the shipped one if left out")
    parser.add_argument("--copies", type=int, help="measure that many copies of the corpus instead of it")
    arguments = parser.parse_args()
    limits = GROWN if arguments.copies else LIMITS
    rows: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory() as folder:
        if arguments.copies:
            source = Path(arguments.corpus) if arguments.corpus else resource("corpus")
            arguments.corpus = str(Path(folder) / "copies")
            words = [str(arguments.copies), arguments.corpus, "--corpus", str(source)]
            subprocess.run([sys.executable, str(Path(__file__).with_name("copies.py")), *words], check=True)
        corpus = [arguments.corpus] if arguments.corpus else []
        out = Path(folder) / "out"
        builds = [command("build", *corpus, "--out", str(out)) for _ in range(arguments.runs)]
        rows.append(row("build, s", [seconds for seconds, _ in builds], limits))
        rows.append(row("build, MB", [megabytes for _, megabytes in builds], limits))
        place = ["--graph", arguments.corpus] if arguments.corpus else []
        asked = [command("ask", "which-links-are-found-missing", *place)[0] for _ in range(arguments.runs)]
        rows.append(row("ask from the shell, s", asked, limits))
        rows.append(row("--help, s", [command("--help")[0] for _ in range(arguments.runs)], limits))
        for kind, graph in (("memory", build(arguments.corpus)), ("built folder", open_graph(out))):
            times = {name: milliseconds(graph, name, arguments.runs) for name in questions()}
            rows += [row(f"{name} ({kind}), ms", values, limits) for name, values in times.items()]
            rows.append(row("slowest question, ms", [max(statistics.median(v) for v in times.values())], limits))
    print(
        Answer(
            "bench",
            ("what", "median", "least", "most", "limit"),
            ("what", "median", "least", "most", "limit"),
            tuple(rows),
        ).to_text(110)
    )
    return 1 if any("MISSED" in line[-1] for line in rows) else 0


if __name__ == "__main__":
    raise SystemExit(main())
