"""Measures the service: how soon it answers, how many requests a second and how late the latest, and its memory.

    python scripts/bench/serve.py [DIR] [--requests 20000] [--connections 16] [--seconds 120] [--long 0]

The load comes from this process, on the same cores; it is bounded in count and time, and goes to 127.0.0.1 only. With
`--long N`, N queries that would take hours run meanwhile, and are asked again when they are ended.
"""

import argparse
import asyncio
import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from policygraph.output import write_output
from policygraph.pipeline import build

HOST = "127.0.0.1"
QUERIES = Path(__file__).parent / "queries"
STARTING = 30.0
MEGABYTE = 1 << 20
FIRST, LEAST, LATEST, GROWTH = 1.5, 1000, 50, 10  # seconds, requests a second, milliseconds, megabytes
START = (
    "import sys; from policygraph.serve import Settings, serve; serve(sys.argv[1], Settings(port=int(sys.argv[2])))"
)


@dataclass
class Load:
    """What a load came to: the seconds that each request took, and the responses that were not as they should be."""

    seconds: list[float] = field(default_factory=list)
    wrong: list[bytes] = field(default_factory=list)
    took: float = 0.0

    def share(self, part: float) -> float:
        """The milliseconds within which that part of the requests was answered."""
        return 1000 * sorted(self.seconds)[min(len(self.seconds) - 1, int(part * len(self.seconds)))]


class Client(asyncio.Protocol):
    """One connection that sends a request as soon as the one before is answered."""

    def __init__(
        self, request: bytes, load: Load, left: Iterator[int], ends: float, done: asyncio.Future[None]
    ) -> None:
        self._request, self._load, self._left, self._ends, self._done = request, load, left, ends, done
        self._received = bytearray()
        self._began = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._send()

    def _send(self) -> None:
        if time.perf_counter() > self._ends or next(self._left, None) is None:
            self._transport.close()
            if not self._done.done():
                self._done.set_result(None)
            return
        self._began = time.perf_counter()
        self._transport.write(self._request)  # type: ignore[attr-defined]  # a transport that writes

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, sign, body = bytes(self._received).partition(b"\r\n\r\n")
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r")[0]
        if not sign or len(body) < int(length):
            return
        self._load.seconds.append(time.perf_counter() - self._began)
        if not head.startswith(b"HTTP/1.1 200 ") or b'"value"' not in body:
            self._load.wrong.append(bytes(self._received[:300]))
        self._received.clear()
        self._send()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - as asyncio calls it
        if not self._done.done():
            self._load.wrong.append(b"the connection was lost")
            self._done.set_result(None)


async def load(port: int, query: str, requests: int, connections: int, seconds: float) -> Load:
    """Puts a query so many times, over so many connections, for so many seconds at most."""
    request = f"GET /sparql?query={urllib.parse.quote(query)} HTTP/1.1\r\nHost: {HOST}:{port}\r\n\r\n".encode()
    found, left, began = Load(), iter(range(requests)), time.perf_counter()
    loop = asyncio.get_running_loop()
    ends = []
    for _ in range(connections):
        done: asyncio.Future[None] = loop.create_future()
        ends.append(done)
        await loop.create_connection(lambda d=done: Client(request, found, left, began + seconds, d), HOST, port)  # type: ignore[misc]
    await asyncio.wait(ends, timeout=seconds + 30)
    found.took = time.perf_counter() - began
    return found


@contextmanager
def served(place: str) -> Iterator[tuple[int, subprocess.Popen[bytes], float]]:
    """The service over a folder: its port, its process, and the seconds until its first answer."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryFile() as log:
        began = time.perf_counter()
        process = subprocess.Popen([sys.executable, "-c", START, place, str(port)], stderr=log)
        try:
            while not answers(port):
                if process.poll() is not None or time.perf_counter() - began > STARTING:
                    log.seek(0)
                    raise RuntimeError(log.read().decode()[-2000:])
                time.sleep(0.005)
            yield port, process, time.perf_counter() - began
        finally:
            process.terminate()
            process.wait(60)


def answers(port: int) -> bool:
    """Whether a question is answered there."""
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/sparql?query=ASK%7B%7D", timeout=STARTING) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, ConnectionError):
        return False


def memory(process: subprocess.Popen[bytes]) -> float:
    """Megabytes of the service and all its workers; what they share is counted once."""
    family = [psutil.Process(process.pid)]
    family += family[0].children(recursive=True)
    total = 0
    for one in family:
        with suppress(psutil.NoSuchProcess):  # it has just done its work
            total += one.memory_full_info().pss
    return total / MEGABYTE


async def ask_long(port: int, query: str, ends: float) -> int:
    """Asks a query that is ended at the limit, again and again; returns how often it was ended."""
    number = 0
    while time.perf_counter() < ends:
        reader, writer = await asyncio.open_connection(HOST, port)
        writer.write(f"GET /sparql?query={urllib.parse.quote(query)} HTTP/1.0\r\nHost: {HOST}\r\n\r\n".encode())
        try:
            await asyncio.wait_for(reader.read(), max(0.1, ends - time.perf_counter()))
            number += 1
        except TimeoutError:
            pass
        finally:
            writer.close()
    return number


async def measure(arguments: argparse.Namespace, port: int, process: subprocess.Popen[bytes]) -> dict[str, Any]:
    """All figures of one service."""
    query = (QUERIES / "serve-one-row.rq").read_text("utf-8")
    await load(port, query, 500, arguments.connections, 30)  # warm
    memories = [memory(process)]
    whole = Load()
    began = time.perf_counter()
    long = [
        asyncio.ensure_future(
            ask_long(port, (QUERIES / "serve-hours.rq").read_text("utf-8"), began + arguments.seconds)
        )
        for _ in range(arguments.long)
    ]
    for _ in range(4):
        part = await load(port, query, arguments.requests // 4, arguments.connections, arguments.seconds / 4)
        whole.seconds += part.seconds
        whole.wrong += part.wrong
        whole.took += part.took
        memories.append(memory(process))
    for task in long:
        task.cancel()
    return {
        "requests": len(whole.seconds),
        "wrong": len(whole.wrong),
        "first wrong": whole.wrong[:1],
        "requests a second": round(len(whole.seconds) / whole.took),
        **{f"p{part}": round(whole.share(part / 100), 1) for part in (50, 90, 99)},
        "slowest": round(whole.share(1), 1),
        "memory, MB": [round(number) for number in memories],
    }


def main() -> int:
    """Measures the service over a folder, or over the corpus that is shipped; returns 1 if a limit was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("place", nargs="?", help="a folder that build or load wrote")
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--long", type=int, default=0)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = arguments.place or str(write_output(build(), Path(folder) / "out", lambda *_: None))
        with served(place) as (port, process, first):
            figures = asyncio.run(measure(arguments, port, process))
    figures = {"first answer, s": round(first, 2), **figures}
    print(json.dumps(figures, indent=2, default=str))
    memories = figures["memory, MB"]
    kept = (
        first <= FIRST
        and not figures["wrong"]
        and figures["requests a second"] >= LEAST
        and figures["p99"] <= LATEST
        and (arguments.long or memories[-1] <= memories[1] + GROWTH)
    )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
