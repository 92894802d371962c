"""A query under limits: it runs in a process of its own, which is ended when it goes over one."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import warnings
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, NoReturn

from ..graph import Graph
from .child import Found, Job, forked
from .folder import write_store
from .limits import Limits
from .results import Results
from .watching import drawn

CAN_FORK = hasattr(os, "fork")
_FORKING = threading.Lock()  # a child forked meanwhile by another thread would hold our pipe open


def limited(graph: Graph, sparql: str, union: bool, limits: Limits, *, fork: bool = CAN_FORK) -> Results:
    """The results of a query put to a graph, as `Graph.query` gives them.

    A graph in memory is asked in a process forked off, or where that cannot be had a copy of it on disk is; a store on
    disk is opened by a process of its own. Raises LimitReached, SyntaxError where it is not SPARQL, and
    PolicygraphError if the process dies of it.
    """
    if graph.folder is not None:
        return spawned(graph.folder, sparql, limits, union=union, prefixes=graph.prefixes)
    if fork:
        store, prefixes = graph.store, graph.prefixes
        return in_fork(lambda: store.query(sparql, prefixes=prefixes, use_default_graph_as_union=union), limits)
    with tempfile.TemporaryDirectory(prefix="policygraph-") as folder:
        write_store(graph.store, Path(folder), graph.base)
        return spawned(Path(folder), sparql, limits, union=union, prefixes=graph.prefixes)


def in_fork(run: Callable[[], Found], limits: Limits) -> Results:
    """What `run` gives in a process forked off.

    It may touch neither a store on disk nor an engine with threads of its own: they do not live on in a fork.
    """
    with tempfile.TemporaryFile() as errors, ExitStack() as ends:
        with _FORKING:
            results, out = _pipe(ends)
            lifeline, held = _pipe(ends)
            others = results.fileno(), held.fileno()
            child = _Forked(lambda: forked(run, out.fileno(), lifeline.fileno(), errors.fileno(), others))
            out.close()
        return drawn(child, results, errors, limits)


def spawned(
    folder: Path,
    sparql: str,
    limits: Limits,
    *,
    engine: str = "pyoxigraph",
    union: bool = True,
    prefixes: Mapping[str, str] | None = None,
) -> Results:
    """What a query gives in a fresh process that opens the store in the folder read only.

    The folder is one that `build` or `load` wrote. Opening it does not count as the query's time or memory.
    """
    job = json.dumps(asdict(Job(str(folder.resolve()), engine, sparql, union, dict(prefixes or {}))))
    command = [sys.executable, "-P", "-m", f"{__package__}.worker"]  # -P: no module of the folder one happens to be in
    pipe = subprocess.PIPE
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=errors) as child,  # noqa: S603 - this very Python
    ):
        assert child.stdin is not None
        assert child.stdout is not None
        with suppress(OSError):  # it is gone already, and has told why
            child.stdin.write(job.encode() + b"\n")
            child.stdin.flush()
        return drawn(child, child.stdout, errors, limits)


def _pipe(ends: ExitStack) -> tuple[IO[bytes], IO[bytes]]:
    """The two ends of a pipe, to be read from and to be written to."""
    read, write = os.pipe()
    return ends.enter_context(os.fdopen(read, "rb")), ends.enter_context(os.fdopen(write, "wb", 0))


class _Forked:
    """A process that was forked off, and does what it was forked off to do."""

    def __init__(self, do: Callable[[], NoReturn]) -> None:
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
        try:  # a Ctrl-C between the fork and the child's own business would unwind two processes
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # of threads: the child needs none of them
                self.pid = os.fork()
            if not self.pid:
                do()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
