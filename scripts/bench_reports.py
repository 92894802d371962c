"""Measures the commands that compare, follow and sum up, and the site of all dossiers.

Run it as `python scripts/bench_reports.py` (`--runs N`, `--corpus DIR`); it prints a table of medians with their
spread. Whole commands are started anew each time, so the figures hold the start of Python, all imports and the reading
of the corpus.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from policygraph.answer import Answer
from policygraph.from_rows import content

LIMIT, SITE_LIMIT = 0.5, 10.0  # seconds


def seconds(*words: str) -> float:
    """How long the command took by the clock on the wall."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "policygraph", *words], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def calls(corpus: str | None) -> list[tuple[str, ...]]:
    """The commands, each on what the corpus says most about."""
    said = content(corpus)
    counts = {name: sum(s.document == name for s in said.statements) for name in said.documents}
    first, second, *_ = sorted(counts, key=lambda name: (-counts[name], name))
    ends = Counter(end for s in said.statements if s.linkage for end in (s.linkage.subject, s.linkage.object))
    busy, next_busy, *_ = sorted(ends, key=lambda name: (-ends[name], name))
    return [
        ("compare", first, second),
        ("asks",),
        ("asks", max(said.documents, key=lambda name: sum(s.asks and s.document == name for s in said.statements))),
        ("absences",),
        ("contradictions",),
        ("refinements",),
        ("path", busy, next_busy),
        ("load-bearing",),
        ("timeline",),
        ("timeline", busy),
        ("dossier", busy),
    ]


def row(name: str, values: Sequence[float], limit: float) -> tuple[str, ...]:
    """A line of the table: median, least, most, and the limit."""
    median = statistics.median(values)
    verdict = f"{limit:g} ({'kept' if median <= limit else 'MISSED'})"
    return name, f"{median:.2f}", f"{min(values):.2f}", f"{max(values):.2f}", verdict


def main() -> int:
    """Prints the table; returns 1 if a limit was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7, help="how often each thing is done (7)")
    parser.add_argument("--corpus", help="a corpus; the shipped one if left out")
    arguments = parser.parse_args()
    place = ("--graph", arguments.corpus) if arguments.corpus else ()
    rows = [
        row(" ".join(call), [seconds(*call, *place) for _ in range(arguments.runs)], LIMIT)
        for call in calls(arguments.corpus)
    ]
    with tempfile.TemporaryDirectory() as folder:
        times = [seconds("site", *place, "--out", str(Path(folder) / "site")) for _ in range(min(3, arguments.runs))]
    rows.append(row("site", times, SITE_LIMIT))
    headings = ("command", "median, s", "least", "most", "limit")
    print(Answer("bench", headings, headings, tuple(rows)).to_text(110))
    return 1 if any("MISSED" in line[-1] for line in rows) else 0


if __name__ == "__main__":
    raise SystemExit(main())
