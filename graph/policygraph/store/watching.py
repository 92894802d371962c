"""Draws what a child process writes, while a thread looks at its time and memory and ends it at a limit."""

import json
import sys
import threading
import time
from typing import IO, Protocol

import psutil
import pyoxigraph as ox

from ..faults import PolicygraphError
from .child import BUFFER, READY, SOLUTIONS, TOLD, TRIPLES
from .limits import MEGABYTE, LimitReached, Limits, Which
from .results import Results, results_of

OPENING = 600.0  # seconds that an engine may take to read a store; they do not count as the query's
TICK = 0.02  # seconds between two looks; memory grows by some tens of megabytes in that time
_KILLED = -9


class Child(Protocol):
    """A process that was started, as `subprocess` has it."""

    @property
    def pid(self) -> int: ...

    def kill(self) -> None: ...

    def wait(self) -> int: ...


class _Watch:
    """Looks at a child's time and memory, and ends it when it goes over a limit: `hit` says over which."""

    def __init__(self, child: Child, limits: Limits) -> None:
        self.hit: Which | None = None
        self._child, self._limits = child, limits
        self._began, self._seconds, self._start = time.monotonic(), OPENING, sys.maxsize
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def begin(self) -> None:
        """From now on it is the query that takes time and memory."""
        self._start = self._memory()
        self._began, self._seconds = time.monotonic(), self._limits.seconds

    def end(self) -> None:
        """No more looks: the process may be buried, and its number given to another."""
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(TICK):
            if time.monotonic() - self._began > self._seconds:
                self.hit = "seconds"
            elif self._memory() - self._start > self._limits.megabytes * MEGABYTE:
                self.hit = "megabytes"
            if self.hit:
                self._child.kill()
                return

    def _memory(self) -> int:
        try:
            return int(psutil.Process(self._child.pid).memory_info().rss)
        except psutil.Error:
            return 0  # it has just come to an end


class _Reader:
    """A pipe that is read up to a size; `ended` once nothing more can come."""

    def __init__(self, pipe: IO[bytes], most: int) -> None:
        self.ended = False
        self._pipe, self._left = pipe, most

    def line(self) -> bytes:
        return self._counted(self._pipe.readline())

    def read(self, size: int = -1) -> bytes:
        return self._counted(self._pipe.read(size))

    def _counted(self, chunk: bytes) -> bytes:
        self._left -= len(chunk)
        if self._left < 0:
            raise _TooBigError
        self.ended = not chunk
        return chunk


class _TooBigError(Exception):
    """Raised in the middle of an answer that is too big."""


def drawn(child: Child, pipe: IO[bytes], errors: IO[bytes], limits: Limits) -> Results:
    """The results that a child writes to the pipe; however it ends, the child is no more.

    Raises LimitReached, what the child says that went wrong, or PolicygraphError if it died without a word.
    """
    watch, reader = _Watch(child, limits), _Reader(pipe, limits.answer * MEGABYTE)
    results, broken = None, ""
    try:
        results = _received(reader, watch)
    except _TooBigError:
        watch.hit = watch.hit or "answer"
    except (SyntaxError, ValueError) as error:  # broken off, or a term that is none
        broken = str(error.msg if isinstance(error, SyntaxError) else error)
    finally:
        watch.end()
        if not reader.ended:
            child.kill()
        code = child.wait()
    if watch.hit:
        raise LimitReached(watch.hit, limits)
    if code == 0 and results is not None:
        return results
    if broken and (code == 0 or not reader.ended):
        raise PolicygraphError(f"the answer holds something that is no RDF term ({broken}): mend it in the data")
    errors.seek(0)
    raise _failure(code, errors.read().decode("utf-8", "replace").strip())


def _received(reader: _Reader, watch: _Watch) -> Results | None:
    """The results, read to the end; None if there are none."""
    if reader.line() != READY:
        return None
    watch.begin()
    kind = reader.line()
    if kind == SOLUTIONS:
        results = results_of(ox.parse_query_results(reader, ox.QueryResultsFormat.JSON))  # type: ignore[arg-type]
    elif kind == TRIPLES:
        quads = ox.parse(reader, format=ox.RdfFormat.N_TRIPLES, lenient=True)  # type: ignore[arg-type]  # reads
        triples = sorted(((quad.subject, quad.predicate, quad.object) for quad in quads), key=str)
        results = Results(("subject", "predicate", "object"), tuple(triples))
    else:
        return None
    while reader.read(BUFFER):
        pass
    return results


def _failure(code: int, said: str) -> Exception:
    """What a child says that went wrong, or what its death tells."""
    last = said.rpartition("\n")[2]
    if code == TOLD and last.startswith("{"):
        told = json.loads(last)
        kind, message = told["kind"], told["message"]
        if kind == "SyntaxError":
            return SyntaxError(message)
        if kind == "PolicygraphError":
            return PolicygraphError(message)
        if kind == "PanicException":
            return PolicygraphError(f"the engine broke down over this query ({message})")
        if kind != "MemoryError":
            return RuntimeError(message)
    if "MemoryError" in last or "memory allocation of" in said:
        return PolicygraphError("the machine has not enough memory for this query")
    if "overflowed its stack" in said:
        return PolicygraphError("the query is nested too deeply for the engine: make it simpler")
    if code == _KILLED:
        return PolicygraphError("the query was ended from outside: most likely the machine ran out of memory")
    why = f"signal {-code}" if code < 0 else f"exit code {code}"
    return PolicygraphError(f"the engine broke down over this query ({why}{': ' + last[:200] if last else ''})")
