"""What a worker does: it answers one job after the other over one store, each under a clock that ends the process.

The clock is the system's alarm: whatever the engine does, nobody has to be asked. It stands still while a client is
waited for that does not take what is sent, since that is not the query's time.
"""

import json
import pickle
import signal
import socket
from collections.abc import Callable
from typing import Any

import pyoxigraph as ox

from ..answer import Answer
from ..asking import ask
from ..faults import PolicygraphError
from ..frames import to_sparql_json
from ..graph import Graph
from ..guard import names_its_graphs, refuse
from ..question import question_beside
from ..store.asked import Asked
from ..store.service import Service
from .messages import DATA, END, FAILED, FATAL, HEAD, frame_bytes, read_job
from .negotiation import form_of, media_of
from .refusals import Broken, NotAcceptable, NotAnswered, Refused, TooMuch, Unknown
from .remote import answer_graph, answer_query, failed, not_run

CHUNK = 1 << 16
FORMS = {
    "json": "application/json",
    "csv": "text/csv",
    "markdown": "text/markdown",
    "html": "text/html",
    "sparql-json": "application/sparql-results+json",
}
_TABLES: dict[str, Callable[[Answer], str]] = {
    "json": Answer.to_json,
    "csv": Answer.to_csv,
    "markdown": Answer.to_markdown,
    "html": Answer.to_html,
    "sparql-json": to_sparql_json,  # by itself: Answer would look for the module where no more files may be opened
}


class Out:
    """Where an answer is written to: frames on a socket. While it is small it is kept back, to be sent at one stroke.

    It is what an engine can write to as to a file.
    """

    def __init__(self, link: socket.socket, seconds: float) -> None:
        self._link, self._seconds = link, seconds
        self._frames, self._part = bytearray(), bytearray()
        self._sent = False

    def start(self) -> None:
        """Sets the clock for a new answer."""
        self._frames.clear()
        self._part.clear()
        self._sent = False
        signal.setitimer(signal.ITIMER_REAL, self._seconds)

    def head(self, media: str) -> None:
        """Says of which type the answer is."""
        self._frames += frame_bytes(HEAD, media.encode())

    def write(self, content: bytes) -> int:
        """Takes a part of the answer."""
        self._part += content
        if len(self._part) >= CHUNK:
            self.flush_part()
        return len(content)

    def flush(self) -> None:
        """Nothing: what is kept back goes out by size, and at the end."""

    def flush_part(self) -> None:
        """Sends what was kept back; the clock stands still meanwhile."""
        if self._part:
            self._frames += frame_bytes(DATA, self._part)
            self._part.clear()
        left, _ = signal.setitimer(signal.ITIMER_REAL, 0)
        self._link.sendall(self._frames)
        self._frames.clear()
        self._sent = True
        signal.setitimer(signal.ITIMER_REAL, max(left, 0.001))

    def end(self) -> None:
        """The answer is whole."""
        if self._part:
            self._frames += frame_bytes(DATA, self._part)
        self._close(frame_bytes(END))

    def fail(self, error: NotAnswered, kind: bytes = FAILED) -> None:
        """There is no answer, or no more of it: why."""
        if not self._sent:
            self._frames.clear()
        told = json.dumps({"kind": type(error).__name__, "message": str(error)})
        self._close(frame_bytes(kind, told.encode()))

    def _close(self, last: bytes) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        self._link.sendall(bytes(self._frames) + last)


def work(link: socket.socket, asked: Asked, seconds: float) -> None:
    """Answers the jobs that come, until nobody is there who could send one."""
    out = Out(link, seconds)
    while (job := read_job(link)) is not None:
        out.start()
        try:
            _do(asked, job, out)
        except NotAnswered as error:
            out.fail(error)
        except PolicygraphError as error:
            out.fail(failed(asked, error) if isinstance(asked, Service) else Refused(str(error)))
        except MemoryError:
            out.fail(TooMuch("the query took more memory than it may and was ended"))
        except (OSError, RuntimeError, ValueError) as error:
            out.fail(Broken(f"the engine could not answer: {_short(str(error))}"))
        except BaseException as error:
            out.fail(Broken(f"the engine broke down over this: {_short(str(error))}"), FATAL)
            raise  # a panic: nobody knows what it left behind, and so this process ends
        else:
            out.end()


def _do(asked: Asked, job: dict[str, Any], out: Out) -> None:
    match job["do"]:
        case "query":
            _query(asked, job, out)
        case "table":
            answer = ask(asked, job["name"], **job["parameters"])
            media = FORMS[job["form"]]
            out.head(media if media == "application/json" else f"{media}; charset=utf-8")
            out.write(_TABLES[job["form"]](answer).encode())
        case "answer":
            out.head("application/octet-stream")
            out.write(pickle.dumps(ask(asked, job["name"], **job["parameters"])))
        case "describe":
            out.head(ox.RdfFormat.N_QUADS.media_type)
            out.write(_described(asked, job["address"]))
        case "graph":
            _graph(asked, job, out)
        case other:
            raise Broken(f"no worker knows how to {other}")


def _query(asked: Asked, job: dict[str, Any], out: Out) -> None:
    sparql, accept = job["sparql"], job["accept"]
    refuse(sparql, "the query")
    default, named = job["default"], job["named"]  # which count, and what the query says by FROM then does not
    if isinstance(asked, Service):
        answer_query(asked, sparql, accept, out, union=job["union"], default=default, named=named)
        return
    assert isinstance(asked, Graph)
    chosen = bool(default or named)
    try:
        found = asked.store.query(
            sparql,
            prefixes=asked.prefixes,
            use_default_graph_as_union=job["union"] and not chosen and not names_its_graphs(sparql),
            default_graph=[ox.NamedNode(name) for name in default] if chosen else None,
            named_graphs=[ox.NamedNode(name) for name in named] if chosen else None,
        )
    except (SyntaxError, RuntimeError) as error:
        raise not_run(sparql, error, asked.prefixes) from None
    form = form_of(accept, triples=isinstance(found, ox.QueryTriples))
    if form is None:
        raise NotAcceptable(f"there is no form of this answer that is {accept}")
    out.head(media_of(form))
    if isinstance(found, ox.QueryTriples):
        assert isinstance(form, ox.RdfFormat)  # as it was chosen
        ox.serialize(found, out, form, prefixes=asked.prefixes)  # type: ignore[arg-type]  # it writes, and is no file
    else:
        assert isinstance(form, ox.QueryResultsFormat)
        found.serialize(out, format=form)  # type: ignore[arg-type]


def _described(asked: Asked, address: str) -> bytes:
    query = question_beside(__package__, "describe").with_values({"address": ox.NamedNode(address)})
    quads = [
        ox.Quad(subject, predicate, value, graph)  # type: ignore[arg-type]  # what stands in a store are quads
        for graph, subject, predicate, value in asked.query(query).rows
    ]
    lines = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert lines is not None
    return b"".join(sorted(lines.splitlines(keepends=True)))


def _graph(asked: Asked, job: dict[str, Any], out: Out) -> None:
    """One graph as it stands, or all of them as their union."""
    name = job["graph"]
    if isinstance(asked, Service):
        answer_graph(asked, name, job["accept"], out)
        return
    assert isinstance(asked, Graph)
    if name is not None and not asked.store.contains_named_graph(ox.NamedNode(name)):
        raise Unknown(f"there is no graph {name}")
    form = form_of(job["accept"], triples=True)
    if form is None:
        raise NotAcceptable(f"there is no form of a graph that is {job['accept']}")
    assert isinstance(form, ox.RdfFormat)
    out.head(media_of(form))
    if name is None:
        triples = (quad.triple for quad in asked.store)
        ox.serialize(triples, out, form, prefixes=asked.prefixes)  # type: ignore[arg-type]
    else:
        graph = ox.NamedNode(name)
        asked.store.dump(out, form, from_graph=graph, prefixes=asked.prefixes)  # type: ignore[arg-type]


def _short(message: str) -> str:
    return message if len(message) <= 200 else message[:199] + "…"
