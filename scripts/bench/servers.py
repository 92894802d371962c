"""Starts real SPARQL services on this machine, for the tests and the benchmark: Virtuoso, and Oxigraph's server.

Each lies in a folder of its own, listens on 127.0.0.1 at a port that was free, and ends with its `with`:

    with virtuoso(folder) as server:
        server.load(Path("big.nq"))
        policygraph.ask(open_store(server.query_url), "what-hinders-what")

Virtuoso is Debian's `virtuoso-opensource`; Oxigraph's server is in the wheel `oxigraph`.
"""

import os
import shutil
import signal
import socket
import subprocess
import sysconfig
import time
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
STARTING, STOPPING, LOADING = 60.0, 20.0, 3600.0  # seconds
BUFFER = 8192 + 700  # bytes of memory that a page of Virtuoso's takes

INI = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
ErrorLogLevel = 7
FileExtend = 200
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
MaxCheckpointRemap = 2000
Striping = 0
[Parameters]
ServerPort = {host}:{sql_port}
DisableUnixSocket = 1
MaxClientConnections = 20
CheckpointInterval = 60
CaseMode = 2
DirsAllowed = .
ThreadsPerQuery = 2
AsyncQueueMaxThreads = 4
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
MaxQueryMem = 4G
VectorSize = 1000
MaxVectorSize = 1000000
[HTTPServer]
ServerPort = {host}:{port}
ServerRoot = .
MaxClientConnections = 20
ServerThreads = 20
MaxKeepAlives = 20
KeepAliveTimeout = 30
EnabledGzipContent = 0
[Client]
SQL_QUERY_TIMEOUT = 0
SQL_TXN_TIMEOUT = 0
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryCostEstimationTime = 100000
MaxQueryExecutionTime = {timeout}
"""


class Server(ABC):
    """A service that was started here. It can be ended and started again: what it holds on disk is there again."""

    name = ""
    credentials: tuple[str, str] | None = None  # of who may write

    def __init__(self, folder: Path, query: str, update: str, graph_store: str) -> None:
        self.folder, self.port = folder, free_port()
        root = f"http://{HOST}:{self.port}"
        self.query_url, self.update_url, self.graph_store_url = root + query, root + update, root + graph_store
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process that answers."""
        assert self._process is not None  # only while it runs
        return self._process.pid

    @abstractmethod
    def command(self) -> Sequence[str]:
        """What starts it."""

    @abstractmethod
    def load(self, path: Path) -> None:
        """Loads a file of N-Quads in bulk, beside what is there."""

    def start(self) -> None:
        """Starts it, and returns when it answers; raises RuntimeError if it does not."""
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(self.command(), cwd=self.folder, stdout=log, stderr=log)
        deadline = time.monotonic() + STARTING
        while not _answers(self.query_url + "?query=ASK%7B%7D"):
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop(kill=True)
                raise RuntimeError(f"{self.name} did not start: {(self.folder / 'server.log').read_text()[-500:]}")
            time.sleep(0.05)

    def stop(self, *, kill: bool = False) -> None:
        """Ends it; with `kill` at once, as when the power goes."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
        try:
            self._process.wait(STOPPING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None


class OxigraphServer(Server):
    """Oxigraph's server on a folder."""

    name = "Oxigraph"

    def __init__(self, folder: Path, *, read_only: bool, timeout: int | None, union: bool) -> None:
        super().__init__(folder, "/query", "/update", "/store")
        self._program = oxigraph_here() or "oxigraph"
        self._options = ["--union-default-graph"] if union else []
        self._options += ["--timeout-s", str(timeout)] if timeout is not None else []
        self._verb = "serve-read-only" if read_only else "serve"
        self._store = folder / "oxigraph"

    def command(self) -> Sequence[str]:
        """What starts it."""
        place = ["--location", str(self._store), "--bind", f"{HOST}:{self.port}"]
        return [self._program, self._verb, *place, *self._options]

    def load(self, path: Path) -> None:
        """Loads the file through the service if it runs, and else straight into its folder: several times as fast."""
        if self._process is None:
            load = [self._program, "load", "--location", str(self._store), "--file", str(path), "--lenient"]
            subprocess.run(load, check=True, capture_output=True, timeout=LOADING)
            return
        with path.open("rb") as data:
            head = {"Content-Type": "application/n-quads", "Content-Length": str(path.stat().st_size)}
            request = urllib.request.Request(self.graph_store_url, data, head, method="POST")  # noqa: S310 - ours
            with urllib.request.urlopen(request, timeout=LOADING):  # noqa: S310 - ours
                pass


class VirtuosoServer(Server):
    """Virtuoso on a folder. Anybody on this machine may read; `credentials` may write, by digest."""

    name = "Virtuoso"
    credentials = ("dba", "dba")

    def __init__(self, folder: Path, *, megabytes: int, timeout: int, rows: int) -> None:
        super().__init__(folder, "/sparql", "/sparql-auth", "/sparql-graph-crud-auth")
        self.sql_port = free_port()
        buffers = megabytes * 1_000_000 // BUFFER
        options = {"buffers": buffers, "dirty": buffers * 3 // 4, "timeout": timeout, "rows": rows}
        ini = INI.format(host=HOST, port=self.port, sql_port=self.sql_port, **options)
        (folder / "virtuoso.ini").write_text(ini, "utf-8")
        self._program = shutil.which("virtuoso-t") or "virtuoso-t"

    def command(self) -> Sequence[str]:
        """What starts it."""
        return [self._program, "-f", "-c", "virtuoso.ini"]

    def start(self) -> None:
        """Starts it; the lock that one which was killed has left is taken away."""
        (self.folder / "virtuoso.lck").unlink(missing_ok=True)
        super().start()

    def load(self, path: Path) -> None:
        """Loads the file with its bulk loader, which reads only from folders that it was told of: by a link there."""
        folder = self.folder / "load"
        folder.mkdir(exist_ok=True)
        (folder / "data.nq").unlink(missing_ok=True)
        (folder / "data.nq").symlink_to(path.resolve())
        self.sql("DELETE FROM DB.DBA.LOAD_LIST;")
        self.sql("ld_dir('load', 'data.nq', 'urn:none');")
        self.sql("rdf_loader_run();")
        self.sql("checkpoint;")
        told = self.sql("SELECT 'loaded', ll_state, ll_error FROM DB.DBA.LOAD_LIST;")
        if not any(line.split()[:3] == ["loaded", "2", "NULL"] for line in told.splitlines()):
            raise RuntimeError(f"Virtuoso did not load {path}: {told}")

    def sql(self, statement: str) -> str:
        """What Virtuoso says to a statement of SQL."""
        isql = shutil.which("isql-vt") or shutil.which("isql") or "isql-vt"
        place = [isql, f"{HOST}:{self.sql_port}", *self.credentials, "VERBOSE=OFF", "BANNER=OFF"]
        done = subprocess.run(
            [*place, f"exec={statement}"], check=True, capture_output=True, text=True, timeout=LOADING
        )
        if "*** Error" in done.stdout + done.stderr:
            raise RuntimeError(f"Virtuoso: {(done.stdout + done.stderr).strip()}")
        return done.stdout


def oxigraph_here() -> str | None:
    """The program of Oxigraph's server, if there is one: beside this Python, or on the path."""
    beside = Path(sysconfig.get_path("scripts")) / "oxigraph"
    return str(beside) if os.access(beside, os.X_OK) else shutil.which("oxigraph")


def virtuoso_here() -> str | None:
    """The program of Virtuoso, if there is one."""
    return shutil.which("virtuoso-t")


@contextmanager
def oxigraph_server(
    folder: Path,
    data: Path | None = None,
    read_only: bool = False,
    timeout: int | None = None,
    union: bool = False,
) -> Iterator[OxigraphServer]:
    """Oxigraph's server in a folder, with a file of N-Quads loaded first; `timeout` of a query in seconds.

    With `union` its default graph is the union of all graphs.
    """
    server = OxigraphServer(folder, read_only=read_only, timeout=timeout, union=union)
    if data is not None:
        server.load(data)
    yield from _running(server)


@contextmanager
def virtuoso(
    folder: Path, megabytes: int = 2700, timeout: int = 60, rows: int = 10_000_000
) -> Iterator[VirtuosoServer]:
    """Virtuoso in a folder; with so much memory for its pages, so many seconds for a query, so many rows of an answer.

    It begins to give part of an answer for the whole at the `rows` of an answer, and says so in a header.
    """
    yield from _running(VirtuosoServer(folder, megabytes=megabytes, timeout=timeout, rows=rows))


def _running(server: Any) -> Iterator[Any]:
    try:
        server.start()
        yield server
    finally:
        server.stop()


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - on this machine
            return True
    except urllib.error.HTTPError:
        return True  # it answers, if only to complain
    except OSError:
        return False
