"""A service that tests start, ask and spoil: a process of its own, on this machine only."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import psutil
import uvicorn
from starlette.applications import Starlette

HOST = "127.0.0.1"
STARTING = 60.0
_START = """
import json, sys
from policygraph.serve import Settings, guarding, responses, serve
settings, guarding.WHOLE, responses.STALL = json.loads(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])
exec(sys.argv[5])
serve(sys.argv[1], Settings(**settings))
"""


@dataclass
class Response:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float = field(compare=False)

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass
class Service:
    """A service that runs."""

    port: int
    process: "subprocess.Popen[bytes]"
    log: Path

    def get(self, path: str, accept: str = "*/*", **parameters: str) -> Response:
        query = "?" + urlencode(parameters) if parameters else ""
        return self.send("GET", path + query, {"Accept": accept})

    def ask(self, sparql: str, accept: str = "text/csv", **parameters: str) -> Response:
        return self.get("/sparql", accept, query=sparql, **parameters)

    def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        timeout: float = 60,
    ) -> Response:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=timeout)
        began = time.monotonic()
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Response(response.status, found, content, time.monotonic() - began)

    def gauge(self, name: str) -> int:
        lines = dict(line.rsplit(" ", 1) for line in self.get("/metrics").text.splitlines() if line[0] != "#")
        return int(lines[f"policygraph_{name}"])

    def wait(self, name: str, value: int, seconds: float = 10) -> None:
        """Waits until a gauge has that value."""
        until = time.monotonic() + seconds
        while (found := self.gauge(name)) != value:
            assert time.monotonic() < until, f"{name} is {found}, and not {value}, after {seconds} seconds"
            time.sleep(0.05)

    def family(self) -> list[psutil.Process]:
        """Its processes, the front first."""
        front = psutil.Process(self.process.pid)
        return [front, *front.children(recursive=True)]

    def workers(self) -> list[psutil.Process]:
        """Its workers: children of the nursery, which is a child of the front."""
        return [worker for nursery in self.family()[0].children() for worker in nursery.children()]

    def connect(self, timeout: float = 30) -> socket.socket:
        return socket.create_connection((HOST, self.port), timeout)

    def start_asking(self, sparql: str, **parameters: str) -> socket.socket:
        """Sends a query and takes nothing of what comes."""
        link = self.connect()
        given = urlencode({"query": sparql, **parameters})
        link.sendall(f"GET /sparql?{given} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        return link


@contextmanager
def served(
    place: Path | str, *, whole: float = 20, stall: float = 20, setup: str = "", **settings: object
) -> Iterator[Service]:
    """A service over a place.

    `whole` and `stall` are the seconds that it has patience with slow clients, `setup` Python that is run before.
    """
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        arguments = [str(place), json.dumps({"port": port, **settings}), str(whole), str(stall), setup]
        with log.open("wb") as file:
            process = subprocess.Popen([sys.executable, "-c", _START, *arguments], stderr=file)
        service = Service(port, process, log)
        try:
            until = time.monotonic() + STARTING
            while not _answers(service):
                assert process.poll() is None, log.read_text("utf-8")
                assert time.monotonic() < until, log.read_text("utf-8")
                time.sleep(0.02)
            yield service
        finally:
            if process.poll() is None:
                os.kill(process.pid, signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _answers(service: Service) -> bool:
    try:
        return service.get("/health").status == 200
    except ConnectionError:
        return False


@contextmanager
def in_a_thread(made: Starlette) -> Iterator[str]:
    """An application that is served by a thread of this process: its address."""
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        server = uvicorn.Server(uvicorn.Config(made, log_level="error", lifespan="on"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            until = time.monotonic() + STARTING
            while not server.started and thread.is_alive() and time.monotonic() < until:
                time.sleep(0.02)
            assert server.started
            yield f"http://{HOST}:{listening.getsockname()[1]}/"
        finally:
            server.should_exit = True
            thread.join(30)
            assert not thread.is_alive()
