"""A stand-in for the public services: a server on this machine that answers from invented data, or misbehaves."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox

from places import HERE

DATA = HERE / "federation"
JSON = "application/sparql-results+json"
SLOW = 3.0  # seconds


@dataclass
class StandIn:
    """Where it listens, and what it was asked so far: path and query."""

    address: str
    asked: list[tuple[str, str]] = field(default_factory=list)
    authorizations: list[str] = field(default_factory=list)

    def at(self, name: str) -> str:
        return f"{self.address}/{name}"


@contextmanager
def standing_in() -> Iterator[StandIn]:
    """The stand-in, while it runs: `cellar`, `cordis`, `kohesio`, and services that are slow, broken or a page."""
    stores = {}
    for path in sorted(DATA.glob("*.ttl")):
        stores[path.stem] = ox.Store()
        stores[path.stem].load(path=str(path), format=ox.RdfFormat.TURTLE)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            name = self.path.strip("/")
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = self.headers["Content-Type"] == "application/x-www-form-urlencoded"
            query = parse_qs(body)["query"][0] if form else body
            service.asked.append((name, query))
            service.authorizations.append(self.headers.get("Authorization", ""))
            if name == "slow":
                threading.Event().wait(SLOW)
            if name == "broken":
                self.reply(200, JSON, b'{"head": {"vars": ["x"]}, "results": {"bindi')
            elif name == "page":
                self.reply(200, "text/html", b"<html><p>We are moving</p></html>")
            elif name == "wants-a-name":
                self.reply(401, "text/plain", b"who are you?", {"WWW-Authenticate": "Basic realm=x"})
            elif name == "moved":
                self.reply(302, "text/plain", b"", {"Location": service.at("cellar")})
            elif name == "cut":
                self.reply(200, JSON, self.found("cellar", query), {"X-SPARQL-MaxRows": "1"})
            elif name in stores:
                try:
                    self.reply(200, JSON, self.found(name, query))
                except SyntaxError as error:
                    self.reply(400, "text/plain", str(error).encode())
            else:
                self.reply(404, "text/plain", b"nothing here")

        def found(self, name: str, query: str) -> bytes:
            results = stores[name].query(query)
            assert not isinstance(results, ox.QueryTriples)
            data = results.serialize(format=ox.QueryResultsFormat.JSON)
            assert data is not None
            return data

        def reply(self, status: int, kind: str, body: bytes, headers: dict[str, str] | None = None) -> None:
            self.send_response(status)
            for key, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})}.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing: the tests' own output is read."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Says nothing of those who hung up."""

    with Quiet(("127.0.0.1", 0), Handler) as server:
        service = StandIn(f"http://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield service
        finally:
            server.shutdown()
            thread.join()
