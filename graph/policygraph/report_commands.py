"""The commands that compare, follow and sum up: what each takes, and the report that it prints or writes.

Each report is a function from what a corpus says to a `Report`; nothing is decided here.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from .faults import PolicygraphError

if TYPE_CHECKING:
    from .statements import Content

FORMS = {"table": "to_text", "csv": "to_csv", "json": "to_json", "markdown": "to_markdown", "html": "to_html"}


class Handed(Protocol):
    """What can be handed on in each of the forms."""

    def to_text(self, width: int | None = None) -> str: ...
    def to_csv(self) -> str: ...
    def to_json(self) -> str: ...
    def to_markdown(self) -> str: ...
    def to_html(self) -> str: ...


@dataclass(frozen=True)
class ReportCommand:
    """A command whose outcome is a report."""

    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    report: Callable[["Content", argparse.Namespace], Handed]


def _compare_arguments(added: argparse.ArgumentParser) -> None:
    added.add_argument("first", metavar="A", help="a document or a holder, by its id")
    added.add_argument("second", metavar="B", help="another document or holder")


def _compare(content: "Content", arguments: argparse.Namespace) -> Handed:
    from .comparing import compare

    return compare(content, arguments.first, arguments.second)


def _document(help_text: str) -> Callable[[argparse.ArgumentParser], None]:
    def add(added: argparse.ArgumentParser) -> None:
        added.add_argument("document", nargs="?", metavar="DOCUMENT", help=help_text)

    return add


def _asks(content: "Content", arguments: argparse.Namespace) -> Handed:
    from .tracking import asks

    return asks(content, arguments.document)


def _absences(content: "Content", arguments: argparse.Namespace) -> Handed:
    from .tracking.lacking import absences

    return absences(content, arguments.document)


def _nothing(_added: argparse.ArgumentParser) -> None:
    """Takes nothing of its own."""


def _contradictions(content: "Content", _arguments: argparse.Namespace) -> Handed:
    from .opposing import contradictions

    return contradictions(content)


def _refinements(content: "Content", _arguments: argparse.Namespace) -> Handed:
    from .opposing import refinements

    return refinements(content)


def _path_arguments(added: argparse.ArgumentParser) -> None:
    added.add_argument("start", metavar="A", help="an element, by its id or one of its names")
    added.add_argument("end", metavar="B", help="another")
    added.add_argument("--steps", type=int, default=3, metavar="K", help="the most linkages of a path (3)")
    added.add_argument(
        "--status", action="append", metavar="STATUS", help="of these links only; may be repeated (existing)"
    )
    added.add_argument("--mixed", action="store_true", help="links of several statuses in one path")
    added.add_argument("--either-way", action="store_true", help="walk links from their object to their subject too")


def _path(content: "Content", arguments: argparse.Namespace) -> Handed:
    from .tracing import path

    return path(
        content,
        arguments.start,
        arguments.end,
        steps=arguments.steps,
        status=arguments.status or ["existing"],
        mixed=arguments.mixed,
        either_way=arguments.either_way,
    )


def _load_bearing(content: "Content", arguments: argparse.Namespace) -> Handed:
    from .bearing import load_bearing

    return load_bearing(content, arguments.document)


def _element(help_text: str, *, needed: bool) -> Callable[[argparse.ArgumentParser], None]:
    def add(added: argparse.ArgumentParser) -> None:
        added.add_argument("element", nargs=None if needed else "?", metavar="ELEMENT", help=help_text)

    return add


def _timeline(content: "Content", arguments: argparse.Namespace) -> Handed:
    from .history import timeline

    return timeline(content, arguments.element)


def _dossier(content: "Content", arguments: argparse.Namespace) -> Handed:
    from .dossiers import dossier

    return dossier(content, arguments.element)


REPORTS = {
    "compare": ReportCommand(
        "compare two documents or holders linkage by linkage: what both state, what only one does, how they differ",
        _compare_arguments,
        _compare,
    ),
    "asks": ReportCommand(
        "list what documents ask for, the verdicts on what became of it, and later statements proposed to judge",
        _document("a document, or one ask by its identifier; all documents if left out"),
        _asks,
    ),
    "absences": ReportCommand(
        "list the links that are found missing or wanting, and who states them as existing",
        _document("a document; all if left out"),
        _absences,
    ),
    "contradictions": ReportCommand(
        "list the pairs of statements that portray one linkage oppositely", _nothing, _contradictions
    ),
    "refinements": ReportCommand(
        "list the pairs of statements of which one says more narrowly what the other says", _nothing, _refinements
    ),
    "path": ReportCommand(
        "find the paths of links from one element to another, and which documents tell them", _path_arguments, _path
    ),
    "load-bearing": ReportCommand(
        "tell what hangs on one statement or document, and what would go if a document went",
        _document("a document; all if left out"),
        _load_bearing,
    ),
    "timeline": ReportCommand(
        "show what is said of linkages from date to date",
        _element("an element; the linkages that several dates state if left out", needed=False),
        _timeline,
    ),
    "dossier": ReportCommand(
        "gather all that is said of an element",
        _element("an element, by its id or one of its names", needed=True),
        _dossier,
    ),
}


def add_reports(command: Callable[[str, str], argparse.ArgumentParser], graph: str) -> None:
    """Adds the commands to a parser; `graph` is the help on what they read."""
    for name, each in REPORTS.items():
        added = command(name, each.help)
        each.arguments(added)
        added.add_argument("--graph", metavar="DIR", help=graph)
        added.add_argument("--sources", metavar="DIR", help="a folder with the source texts, to quote them")
        period(added)
        added.add_argument("--format", choices=FORMS, default="table", help="how to print the report (table)")
        added.add_argument("--out", metavar="FILE", help="write it to a file instead; its ending says the format")


def period(added: argparse.ArgumentParser) -> None:
    """Adds the two ends of a period to a command."""
    added.add_argument("--from", dest="since", metavar="DATE", help="documents of that date or later: 2013, 2013-06 …")
    added.add_argument("--to", dest="until", metavar="DATE", help="documents of that date or earlier")


_ENDINGS = {".txt": "table", ".csv": "csv", ".json": "json", ".md": "markdown", ".html": "html", ".htm": "html"}


def run_report(arguments: argparse.Namespace) -> int:
    """Makes the report that the arguments ask for, and prints or writes it."""
    form = arguments.format
    if arguments.out:
        ending = Path(arguments.out).suffix.lower()
        if ending not in _ENDINGS:
            raise PolicygraphError(f"{arguments.out}: the ending says the format, one of {', '.join(_ENDINGS)}")
        form = _ENDINGS[ending]
    report = REPORTS[arguments.command].report(content_for(arguments), arguments)
    text = report.to_text(120 if arguments.out else None) if form == "table" else getattr(report, FORMS[form])()
    if arguments.out:
        from .aside import write_aside

        write_aside(Path(arguments.out), f"{text}\n".encode())
    else:
        print(text)
    return 0


def content_for(arguments: argparse.Namespace) -> "Content":
    """What the corpus or built folder says that the arguments name, in their period."""
    from .dates import Period
    from .reading import is_corpus

    within = Period(arguments.since or "", arguments.until or "")
    place = arguments.graph
    if place is not None and not is_corpus(Path(place)):
        if arguments.sources:
            raise PolicygraphError("--sources goes with a corpus: name that with --graph")
        from .from_graph import content_of
        from .graph import open_graph

        return content_of(open_graph(place)).between(within)
    from .from_rows import content

    return content(place, arguments.sources).between(within)
