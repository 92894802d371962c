"""Measures what is promised of reasoning: the ontology before the reasoner, the links derived, a link explained.

Run it as `python scripts/bench_reason.py` (`--runs N`); it prints a table of medians with their spread. The first
line is the whole command in a process of its own, the start of Java among it; the others are asked in one process.
"""

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

import pyoxigraph as ox

from policygraph import build, explain
from policygraph.answer import Answer
from policygraph.graph import derive
from policygraph.ontology import read_ontology
from policygraph.reasoning import check_links, check_ontology

LIMITS = {"ontology: profile, consistency, classes, s": 10.0, "links derived by the rules, ms": 20.0}
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


def main() -> int:
    """Prints the table; returns 1 if a limit was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="how often each thing is done (5)")
    runs = parser.parse_args().runs
    command = [sys.executable, "-c", "from policygraph.reasoning import *; check_ontology(read_ontology())"]
    whole = [sys.executable, "-m", "policygraph", "reason"]
    graph, ontology = build(), read_ontology()

    times = []
    for _ in range(runs):
        store = ox.Store()
        store.bulk_extend(quad for quad in graph.quads() if "/graph/status/" not in str(quad.graph_name))
        start = time.perf_counter()
        derive(store)
        times.append(1000 * (time.perf_counter() - start))
    rows = [
        row(
            "ontology: profile, consistency, classes, s",
            seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL), runs),
        ),
        row("policygraph reason, s", seconds(lambda: subprocess.run(whole, check=True, capture_output=True), runs)),
        row("ontology again, in the same process, s", seconds(lambda: check_ontology(ontology), runs)),
        row("links: rules and axioms say the same, s", seconds(lambda: check_links(ontology, graph), runs)),
        row("a link explained, s", seconds(lambda: explain(None, "clusters", "drives", "innovation"), runs)),
        row("links derived by the rules, ms", times),
    ]
    print(Answer("bench", COLUMNS, COLUMNS, tuple(rows)).to_text(110))
    return 1 if any("MISSED" in line[-1] for line in rows) else 0


if __name__ == "__main__":
    raise SystemExit(main())
