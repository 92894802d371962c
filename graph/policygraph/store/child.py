"""What a process does in which a query runs that may be ended: it asks, and writes what it gets into a pipe.

What it writes is one line `ready`, one that says what follows, and SPARQL JSON or N-Triples; the end of the process
with 0 says that they are whole. What went wrong is the last line that it writes to standard error, as JSON.
"""

import ctypes
import faulthandler
import gc
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, NoReturn

import pyoxigraph as ox

from .results import Results, Term

READY, SOLUTIONS, TRIPLES = b"ready\n", b"solutions\n", b"triples\n"
TOLD = 3  # the exit code of a worker that could say what went wrong
BUFFER = 1 << 16

Found = Results | ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


@dataclass(frozen=True)
class Job:
    """A query, and the folder of the store that it is put to, by which engine."""

    folder: str
    engine: str
    sparql: str
    union: bool
    prefixes: dict[str, str]


def work(out: int, opened: Callable[[], Callable[[], Found]]) -> int:
    """Writes what is given by what is opened to the file descriptor; returns the exit code. No error leaves it."""
    try:
        with open(out, "wb", BUFFER) as pipe:
            run = opened()
            pipe.write(READY)
            pipe.flush()
            _write(pipe, run())
    except BaseException as error:  # noqa: BLE001 - an engine's panic is no Exception, and is told too
        message = str(error.msg if isinstance(error, SyntaxError) else error)
        told = {"kind": type(error).__name__, "message": message or type(error).__name__}
        os.write(2, f"\n{json.dumps(told)}\n".encode())
        return TOLD
    return 0


def _write(pipe: BinaryIO, found: Found) -> None:
    if isinstance(found, ox.QueryTriples):
        pipe.write(TRIPLES)
        found.serialize(pipe, format=ox.RdfFormat.N_TRIPLES)
        return
    pipe.write(SOLUTIONS)
    if isinstance(found, Results):
        for text in results_json(found):
            pipe.write(text.encode())
    else:
        found.serialize(pipe, format=ox.QueryResultsFormat.JSON)


def results_json(results: Results) -> Iterator[str]:
    """The results as SPARQL JSON, row by row."""
    yield f'{{"head":{{"vars":{json.dumps(results.columns)}}},"results":{{"bindings":['
    for number, row in enumerate(results.rows):
        cells = {name: _cell(term) for name, term in zip(results.columns, row, strict=True) if term is not None}
        yield ("," if number else "") + json.dumps(cells)
    yield "]}}"


def _cell(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _cell(part) for name, part in parts.items()}}
    if term.language is None:
        return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
    direction = {} if term.direction is None else {"its:dir": str(term.direction)}
    return {"type": "literal", "value": term.value, "xml:lang": term.language, **direction}


def end_with(lifeline: int) -> None:
    """Ends this process when the other end of the pipe is closed: whoever asked is gone, and nobody reads on.

    An engine that holds the interpreter lets no thread see to that; Linux then does it.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG

    def wait() -> None:
        while os.read(lifeline, 1):
            pass
        os._exit(TOLD)

    threading.Thread(target=wait, daemon=True).start()


def forked(run: Callable[[], Found], out: int, lifeline: int, errors: int, others: tuple[int, int]) -> NoReturn:
    """What a process does that was forked off: nothing but the query; it never returns into what it was forked from.

    `others` are the ends of the pipes that are the parent's. The parent's files stay as they are: their buffers are
    not written out, nor its stores closed, since the process ends without the interpreter's farewell.
    """
    code = TOLD
    try:
        for end in others:
            os.close(end)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})
        faulthandler.disable()  # how it died is told by whoever asked
        gc.disable()  # it would touch, and so copy, every page that is shared with the parent
        os.dup2(errors, 2)
        end_with(lifeline)
        code = work(out, lambda: run)
    finally:
        os._exit(code)
