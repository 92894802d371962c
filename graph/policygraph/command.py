"""The command `policygraph`: does its work through the package, and tells faults to whoever can mend them.

Heavy libraries are imported by the parts that use them, so that `--help` answers at once.
"""

import argparse
import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .ask_command import graph_for, run_ask
from .dates import Period
from .faults import CorpusError, PolicygraphError
from .parser import FORMATS, parser
from .report_commands import REPORTS, content_for, run_report
from .serve_command import run_serve
from .store_commands import run_load, run_publish, run_remove

if TYPE_CHECKING:
    from .pipeline import Built


def _tell() -> Callable[[str, str], None]:
    """A line a stage on a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        return lambda _stage, _outcome: None
    return lambda stage, outcome: print(f"{stage:<8} {outcome}", file=sys.stderr, flush=True)


def _run(arguments: argparse.Namespace) -> "Built":
    from .corpus import read_corpus
    from .pipeline import run

    read = read_corpus(arguments.corpus).between(Period(arguments.since or "", arguments.until or ""))
    built = run(read, arguments.sources, _tell())
    if arguments.sources is not None:  # whoever names texts wants to know if they were not found, in a pipe too
        for warning in built.warnings:
            path = Path(warning.place.file)
            if path.name == "documents.csv" or path.parent.name == "documents":
                print(warning, file=sys.stderr)
    return built


def _build(arguments: argparse.Namespace) -> int:
    from .output import write_output

    built = _run(arguments)
    folder = write_output(built.graph, arguments.out, _tell(), built.corpus, built.anchors)
    _tell()("done", f"open {folder / 'index.html'}" + (_warned(len(built.warnings))))
    return 0


def _warned(number: int) -> str:
    return f"  (`policygraph check` tells of {number} warning{'' if number == 1 else 's'})" if number else ""


def _check(arguments: argparse.Namespace) -> int:
    from .faults import blocking
    from .pipeline import check

    found = check(arguments.corpus, arguments.sources)
    if arguments.lint and blocking(found):
        print("not linted: mend the faults first, since half a corpus uses half of the terms", file=sys.stderr)
    elif arguments.lint:
        from .lint import lint

        found += lint(arguments.corpus)
    for fault in found:
        print(fault)
    faults = len(blocking(found))
    if sys.stderr.isatty():
        warnings = len(found) - faults
        print(
            f"{faults} fault{'' if faults == 1 else 's'}, {warnings} warning{'' if warnings == 1 else 's'}",
            file=sys.stderr,
        )
    return 1 if faults else 0


def _page(arguments: argparse.Namespace) -> int:
    from .from_rows import content_of_rows
    from .page import draw
    from .page.embedding import embedded
    from .page.sparql import engine_for

    if arguments.embed_texts and arguments.sources is None:
        raise PolicygraphError("--embed-texts puts the texts into the page: name their folder with --sources")
    built = _run(arguments)
    texts = embedded(built.corpus, built.texts, built.anchors) if arguments.embed_texts else ()
    engine = engine_for(built.graph) if arguments.sparql else None
    path = draw(content_of_rows(built.corpus, built.anchors), texts, engine).write(arguments.out)
    if texts:
        print(f"{path} holds {len(texts)} texts whole: pass it on only if you may pass these on", file=sys.stderr)
    _tell()("page", f"open {path}")
    return 0


def _site(arguments: argparse.Namespace) -> int:
    from .site import write_site

    folder = write_site(content_for(arguments), arguments.out, _tell())
    _tell()("done", f"open {folder / 'index.html'}")
    return 0


def _locate(arguments: argparse.Namespace) -> int:
    from .locate import report

    answer, whole = report(arguments.file, arguments.corpus, arguments.document)
    print(getattr(answer, FORMATS[arguments.format])())
    return 0 if whole else 1


def _init(arguments: argparse.Namespace) -> int:
    from .beginning import begin

    begin(arguments.folder)
    place = arguments.folder
    _tell()("next", f"policygraph build {place}/corpus --sources {place}/texts --out {place}/graph")
    return 0


def _cite(arguments: argparse.Namespace) -> int:
    from .citing import cite

    print(cite(graph_for(arguments), arguments.statement))
    return 0


def _reason(arguments: argparse.Namespace) -> int:
    if arguments.explain:
        from .explaining import explain

        subject, kind, target = arguments.explain
        explanation = explain(arguments.corpus, subject, kind, target, arguments.ontology)
        print(explanation.to_text())
        return 0 if explanation.follows else 1
    from .reasoning import reason

    reason(arguments.corpus, arguments.ontology, lambda stage, outcome: print(f"{stage:<9} {outcome}", flush=True))
    return 0


def _ontology(arguments: argparse.Namespace) -> int:
    from .merging import write_ontology

    path = write_ontology(arguments.out, axioms=arguments.axioms, align=arguments.align)
    _tell()("wrote", str(path))
    return 0


def _anchor(arguments: argparse.Namespace) -> int:
    from .unquoting import unquote

    for path in unquote(arguments.corpus, arguments.sources, arguments.out):
        _tell()("wrote", str(path))
    return 0


def _changing(run: Callable[[argparse.Namespace, Callable[[str, str], None]], int]) -> Callable[..., int]:
    return lambda arguments: run(arguments, _tell())


ACTIONS: dict[str, Callable[[argparse.Namespace], int]] = {
    "build": _build,
    "check": _check,
    "ask": run_ask,
    **dict.fromkeys(REPORTS, run_report),
    "site": _site,
    "page": _page,
    "cite": _cite,
    "init": _init,
    "locate": _locate,
    "reason": _reason,
    "ontology": _ontology,
    "anchor": _anchor,
    "serve": run_serve,
    "load": _changing(run_load),
    "remove": _changing(run_remove),
    "publish": lambda arguments: run_publish(arguments, graph_for(arguments), _tell()),
}


def _speak_utf8() -> None:
    """In a pipe or a file, UTF-8 as in every file of ours; on a terminal, what it cannot show as a question mark."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        encoding = None if sys.stdout.isatty() or "PYTHONIOENCODING" in os.environ else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="replace")


def _stopped(_signal: int, _frame: object) -> None:
    """A polite kill is like Ctrl-C: what was begun aside is taken away."""
    raise KeyboardInterrupt


def main(words: Sequence[str] | None = None) -> int:
    """The command; returns its exit code: 0, 1 for faults in what was given, 2 for a call that is not understood."""
    arguments = parser().parse_args(words)
    _speak_utf8()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _stopped)
    try:
        code = ACTIONS[arguments.command](arguments)
        sys.stdout.flush()
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 1
    except PolicygraphError as error:
        print(f"policygraph: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # somebody closed the pipe (`| head`): nothing is wrong, and nothing more is to be said
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        print(f"policygraph: cannot read or write{where}: {error.strerror or error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("policygraph: stopped", file=sys.stderr)
        return 130
    return code
