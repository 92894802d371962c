"""Measures the store: loading, every packaged question, and analyses of the whole graph, on five engines in one run.

Run it as `python scripts/bench/store.py` (`--sizes 0.1 1 10`, in millions of triples; `--engines memory disk …`;
`--runs N`; `--short` for CI). The data are those of `grow.py`. The engines: `memory` and `disk` (pyoxigraph),
`maplib`, `virtuoso` (a server on this machine, over HTTP, warm), `rdflib` (to one million). Each runs in a process of
its own, one after another, through the same door (`policygraph.ask`). A question that takes longer than `--cut`
seconds is cut off, counted as that long, and the engine begun anew without it.

Printed are medians over the runs after a first one that warms up, in milliseconds, with ratios; answers that differ
from those of pyoxigraph in memory are marked. Everything measured is written to `--out` as JSON.
"""

import argparse
import hashlib
import json
import math
import os
import platform
import selectors
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from engines import ENGINES, opened
from grow import SEED, write_grown

from policygraph import ask, ask_sparql, questions
from policygraph.answer import Answer
from policygraph.store import Asked

VALUES = {
    "element": "clusters",
    "document": "be-2012-update",
    "status": "desired",
    "stance": "asserts",
    "mode": "presupposed",
    "type": "funds",
    "verdict": "inPart",
}
LIMITS = {  # millions of triples: median and slowest of the packaged questions, ms
    0.1: (15.0, 500.0),
    1.0: (30.0, 1_000.0),
    10.0: (300.0, 10_000.0),
}
RATES = {"memory": 200_000, "disk": 120_000}  # triples a second in loading
LOADING = 1800.0  # seconds that an engine may take to load
SLOW = "rdflib"  # asked once, and interrupted in its process: to load it anew takes half a minute
RDFLIB_TO = 1.0  # millions
ANALYSES = Path(__file__).with_name("analyses")
OF_ALL, OF_ONE, WHOLE = "of everything", "of one", "whole graph"


@dataclass(frozen=True)
class Asking:
    """Something to ask: a packaged question with or without a parameter, or an analysis in a file."""

    kind: str
    name: str
    parameters: Mapping[str, str]

    @property
    def label(self) -> str:
        """What the tables call it."""
        return " ".join([self.name, *self.parameters.values()])

    def put(self, asked: Asked) -> Answer:
        """The answer."""
        if self.kind == WHOLE:
            return ask_sparql(asked, (ANALYSES / f"{self.name}.rq").read_text("utf-8"), self.name, limits=None)
        return ask(asked, self.name, **self.parameters)


def askings() -> list[Asking]:
    """All that is asked: each question of everything, unless it needs a parameter; of one thing, if it takes one."""
    found = []
    for name, question in questions().items():
        if not any(parameter.required for parameter in question.parameters):
            found.append(Asking(OF_ALL, name, {}))
        first = next((p for p in question.parameters if p.kind in VALUES), None)
        if first is not None:
            named = "industrial-policy-update-2012"  # the document that a question asks about as an element
            value = named if (first.kind, first.name) == ("element", "document") else VALUES[first.kind]
            found.append(Asking(OF_ONE, name, {first.name: value}))
    return found + [Asking(WHOLE, path.stem, {}) for path in sorted(ANALYSES.glob("*.rq"))]


def digest(answer: Answer) -> str:
    """A digest of the rows as a set: numbers by their value, since engines write them in different ways."""
    return hashlib.sha256(json.dumps(sorted(map(_plain, answer.rows))).encode()).hexdigest()[:16]


def _plain(row: tuple[str, ...]) -> list[str]:
    return [_number(cell) if cell[:1].isdigit() or cell[:1] == "-" else cell for cell in row]


def _number(cell: str) -> str:
    try:
        return f"{float(cell):.9g}"
    except ValueError:
        return cell


def work(engine: str, data: Path, folder: Path, runs: int, cut: float, left_out: list[str]) -> None:
    """In a process of its own: loads, asks, and prints a line of JSON for everything that was measured."""

    def tell(**what: Any) -> None:
        print(json.dumps(what), flush=True)

    with ExitStack() as stack:
        start = time.perf_counter()
        asked, megabytes = opened(engine, data, folder, stack)
        tell(loaded=time.perf_counter() - start, megabytes=megabytes())
        for asking in askings():
            if asking.label in left_out:
                continue
            times: list[float] = []
            try:
                for _ in range(1 if engine == SLOW else runs + 1):
                    tell(asking=asking.label)
                    start = time.perf_counter()
                    with _no_longer_than(cut if engine == SLOW else 0):
                        answer = asking.put(asked)
                    times.append(1000 * (time.perf_counter() - start))
            except Late:
                tell(label=asking.label, ms=1000 * cut, cut=True)
            except Exception as error:  # noqa: BLE001 - what an engine cannot answer is one of the things measured
                tell(label=asking.label, error=f"{type(error).__name__}: {error}"[:300])
            else:
                ms = statistics.median(times[1:] or times)
                tell(label=asking.label, ms=ms, rows=len(answer), digest=digest(answer))
        tell(megabytes=megabytes())
    os._exit(0)  # to let go of ten million triples one by one takes a minute


class Late(Exception):  # noqa: N818 - no fault: not an OSError, which an engine would take for one of its own
    """Raised in a question that has had its time."""


@contextmanager
def _no_longer_than(seconds: float) -> Iterator[None]:
    """Raises Late in what is written in Python, where it can be interrupted; 0 lets it go on."""

    def late(_signal: int, _frame: object) -> None:
        raise Late

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def measure(engine: str, data: Path, folder: Path, runs: int, cut: float) -> dict[str, Any]:
    """What `work` measured, begun anew without what was cut off as long as something is."""
    found: dict[str, Any] = {"asked": {}}
    left_out: list[str] = []
    while True:
        words = [engine, str(data), str(folder), str(runs), str(cut), *left_out]
        process = subprocess.Popen(
            [sys.executable, __file__, "--work", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        current = ""
        for line in _lines(process, cut + 5):
            told = json.loads(line)
            if "asking" in told:
                current = told["asking"]
            elif "label" in told:
                found["asked"][told["label"]] = told
                left_out.append(told["label"])
            else:
                found = {**told, **found, "megabytes": max(told["megabytes"], found.get("megabytes", 0))}
        if process.wait() == 0:
            return found
        if not current or current in left_out:
            said = process.stderr.read().decode()[-2000:] if process.stderr else ""
            raise SystemExit(f"{engine} failed ({process.returncode}), {current or 'loading'}:\n{said}")
        print(f"  {engine}: cut off: {current}", file=sys.stderr, flush=True)
        found["asked"][current] = {"label": current, "ms": 1000 * cut, "cut": True}
        left_out.append(current)


def _lines(process: "subprocess.Popen[bytes]", patience: float) -> Iterator[bytes]:
    """The lines of a process, which is killed with its children when it says nothing for so many seconds."""
    told = False
    assert process.stdout is not None
    selector = selectors.DefaultSelector()
    selector.register(process.stdout, selectors.EVENT_READ)
    while selector.select(patience if told else LOADING):
        line = process.stdout.readline()
        if not line:
            return
        told = True
        yield line
    for child in psutil.Process(process.pid).children(recursive=True):
        child.kill()
    process.kill()


def geometric(values: list[float]) -> float:
    """The geometric mean."""
    return math.exp(statistics.fmean(map(math.log, values)))


def table(name: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Prints a table."""
    print(f"\n{name}\n" + Answer(name, columns, columns, tuple(rows)).to_text(140), flush=True)


def report(size: float, triples: int, found: Mapping[str, Mapping[str, Any]], cut: float) -> bool:
    """Prints the tables of one size; returns whether the limits were kept."""
    engines = list(found)
    rows = [
        (
            e,
            f"{r['loaded']:.1f}",
            f"{triples / r['loaded']:,.0f}",
            _kept(triples / r["loaded"], RATES.get(e), at_least=True),
            f"{r['megabytes']:,.0f}",
        )
        for e, r in found.items()
    ]
    table(f"{size:g} million ({triples:,} triples): loading", ("engine", "s", "triples/s", "limit", "MB"), rows)
    first = found[engines[0]]["asked"]
    for kind in (OF_ALL, OF_ONE, WHOLE):
        here = [asking.label for asking in askings() if asking.kind == kind]
        lines = [
            (
                label,
                str(first[label].get("rows", "")),
                *(_cell(found[e]["asked"].get(label), first[label]) for e in engines),
            )
            for label in here
        ]
        table(f"{size:g} million, {kind}: median ms", (kind, "rows", *engines), lines)
    packaged = [asking.label for asking in askings() if asking.kind != WHOLE]
    lines, kept = [], True
    for engine in engines:
        times = {label: found[engine]["asked"][label].get("ms") for label in packaged}
        answered = [ms for ms in times.values() if ms is not None]
        wrong = sum(_wrong(found[engine]["asked"][label], first[label]) for label in packaged)
        median, slowest = statistics.median(answered), max(answered)
        limits = LIMITS.get(size) if engine == "memory" else None
        verdict = "" if limits is None else _kept(median, limits[0]) + ", " + _kept(slowest, limits[1])
        kept = kept and "MISSED" not in verdict
        both = [label for label in packaged if times[label] and first[label].get("ms")]
        ratio = geometric([times[label] / first[label]["ms"] for label in both])
        whole = sum(times[label] or 0 for label in both) / sum(first[label]["ms"] for label in both)
        lines.append(
            (
                engine,
                str(len(answered)),
                f"{median:.3g}",
                f"{slowest:,.0f}",
                verdict,
                str(wrong),
                f"{ratio:.2f}",
                f"{whole:.2f}",
            )
        )
    columns = (
        "engine",
        "answered",
        "median",
        "slowest",
        "limits",
        "other answers",
        f"× {engines[0]} (geometric)",
        "× (sum)",
    )
    table(f"{size:g} million: the packaged questions, ms (cut off at {cut:g} s)", columns, lines)
    return kept and all("MISSED" not in row[3] for row in rows)


def _kept(value: float, limit: float | None, *, at_least: bool = False) -> str:
    if limit is None:
        return ""
    return f"{limit:,.0f} " + ("kept" if (value >= limit if at_least else value <= limit) else "MISSED")


def _wrong(mine: Mapping[str, Any], first: Mapping[str, Any]) -> bool:
    return "digest" in mine and "digest" in first and mine["digest"] != first["digest"]


def _cell(mine: Mapping[str, Any] | None, first: Mapping[str, Any]) -> str:
    if mine is None:
        return ""
    if "error" in mine:
        return "no answer"
    return f"{'> ' if mine.get('cut') else ''}{mine['ms']:,.1f}" + (
        f" ≠ ({mine['rows']})" if _wrong(mine, first) else ""
    )


def main() -> int:
    """Prints the tables; returns 1 if a limit was missed."""
    if sys.argv[1:2] == ["--work"]:
        engine, loaded, folder, runs, cut, *left_out = sys.argv[2:]
        work(engine, Path(loaded), Path(folder), int(runs), float(cut), left_out)
        return 0
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=float, nargs="+", default=[0.1, 1.0, 10.0], help="millions of triples")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--runs", type=int, default=3, help="how often each thing is asked after the first time (3)")
    parser.add_argument("--cut", type=float, default=60.0, help="seconds after which a question is cut off (60)")
    parser.add_argument("--data", type=Path, help="a folder to keep the data in, for another run")
    parser.add_argument("--out", type=Path, help="a file to write all figures to, as JSON")
    parser.add_argument("--short", action="store_true", help="0.1 million, once, without rdflib: as CI runs it")
    arguments = parser.parse_args()
    if arguments.short:
        arguments.sizes, arguments.runs = [0.1], 1
        arguments.engines = [engine for engine in arguments.engines if engine != "rdflib"]
    kept, figures = True, {}
    with tempfile.TemporaryDirectory() as temporary:
        for size in arguments.sizes:
            data = (arguments.data or Path(temporary)) / f"{size:g}.nq"
            if not data.exists():
                print(f"making {size:g} million triples (seed {SEED})", file=sys.stderr, flush=True)
                data.parent.mkdir(parents=True, exist_ok=True)
                write_grown(round(size * 1_000_000), data)
            with data.open("rb") as file:
                triples = sum(1 for _ in file)
            found = {}
            for engine in arguments.engines:
                if engine == "rdflib" and size > RDFLIB_TO:
                    continue
                print(f"{size:g} million: {engine}", file=sys.stderr, flush=True)
                with tempfile.TemporaryDirectory(dir=temporary) as folder:
                    found[engine] = measure(engine, data, Path(folder), arguments.runs, arguments.cut)
            figures[f"{size:g}"] = {"triples": triples, "engines": found}
            kept = report(size, triples, found, arguments.cut) and kept
    print(f"\n{os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f} at the end")
    if arguments.out:
        arguments.out.write_text(json.dumps(figures, indent=1), "utf-8")
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
