"""What docs/serve.md shows is run: the examples in four languages, the addresses, the texts for whoever deploys it."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from places import PROJECT
from policygraph import Graph, ask, build
from policygraph.serve.refusals import KINDS

pytest.importorskip("starlette", reason="the service is not installed (pip install 'policygraph[serve]')")

DOCS = PROJECT / "docs" / "serve"
PAGE = (PROJECT / "docs" / "serve.md").read_text("utf-8")
QUESTION = "which-links-are-found-missing"
TEXTS = ("policygraph.service", "nginx.conf", "Containerfile")
CURL = ("curl", "-sk", "-w", "\n%{http_code}")
NAMED = ("-days", "2", "-subj", "/CN=graph.example.org")
SELF_SIGNED = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *NAMED)
STATUS = "https://w3id.org/policygraph/status/"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Elsewhere(SimpleHTTPRequestHandler):
    """Hands out the examples at another address, as a group's own site would."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}  # noqa: RUF012

    def log_message(self, *_: object) -> None:
        """Says nothing: the tests' own output is read."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The origin of another site, which the service is told of."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Elsewhere, directory=str(DOCS))) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def address(site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service over the shipped corpus, as the command starts it."""
    port = free_port()
    log = tmp_path_factory.mktemp("examples") / "log"
    command = [sys.executable, "-m", "policygraph", "serve", "--port", str(port), "--cors", site]
    with log.open("wb") as file:
        process = subprocess.Popen(command, stderr=file)
    try:
        until = time.monotonic() + 60
        while status(f"http://127.0.0.1:{port}/health") != 200:
            assert process.poll() is None, log.read_text("utf-8")
            assert time.monotonic() < until, log.read_text("utf-8")
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(40)


def status(url: str, accept: str = "*/*") -> int:
    """The status with which an address answers; 0 if nobody does."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept": accept}), timeout=60) as response:  # noqa: S310
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


@pytest.fixture(scope="module")
def shipped() -> Graph:
    return build()


def counts(graph: Graph) -> dict[str, int]:
    """How many statements there are of each status, counted from its triples."""
    found: dict[str, int] = {}
    for row in graph.query("SELECT ?o WHERE { ?s a pg:Statement ; pg:status ?o }").rows:
        name = str(row[0]).strip("<>").removeprefix(STATUS)
        found[name] = found.get(name, 0) + 1
    assert len(found) > 4
    return found


# --- the examples


def run(*command: str, address: str, element: str | None = None) -> str:
    """What an example prints."""
    more = [address, *([element] if element else [])]
    done = subprocess.run([*command, *more], capture_output=True, text=True, timeout=120, cwd="/")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


COMMANDS = {
    "ask.py": (sys.executable, "-W", "error"),
    "ask.sh": ("sh",),
    "ask.R": ("Rscript",),
    "ask.mjs": ("node",),
}


def command(name: str) -> tuple[str, ...]:
    program = COMMANDS[name][0]
    if shutil.which(program) is None or (name == "ask.sh" and shutil.which("curl") is None):
        pytest.skip(f"{program} is not installed: {name} was not run")
    return (*COMMANDS[name], str(DOCS / name))


@pytest.mark.parametrize("name", COMMANDS)
def test_an_example_counts_asks_and_describes(address: str, shipped: Graph, name: str) -> None:
    said = run(*command(name), address=address + "/")
    for each, number in counts(shipped).items():
        both = rf"\b{each}\W+{number}\b|\b{number}\W+{each}\b"
        assert re.search(both, said), f"{number} {each} in {said}"
    answer = ask(shipped, QUESTION)
    assert len(answer.rows) >= 1
    for row in answer.rows:
        for cell in (row[0], row[2]):
            assert cell in said
    about = said[re.search(r"^\d\. All that is said", said, re.MULTILINE).start() :]  # type: ignore[union-attr]
    assert "clusters" in about.lower()
    if name in ("ask.py", "ask.R"):
        assert '"Clusters"@en' in about
        assert int(re.search(r"(\d+) triples|triples: (\d+)", about)[0].strip(" triples:")) > 100  # type: ignore[index]


@pytest.mark.parametrize("name", COMMANDS)
def test_an_example_says_what_went_wrong(address: str, name: str) -> None:
    done = subprocess.run(
        [*command(name), address, "there-is-no-such-element"], capture_output=True, text=True, timeout=120, cwd="/"
    )
    assert done.returncode != 0
    assert "404" in done.stdout + done.stderr


def test_an_example_asks_of_another_element(address: str) -> None:
    said = run(*command("ask.py"), address=address, element="smart-growth")
    assert "smart growth" in said.lower()


def asked_in_a_page(browser: Any, site: str, address: str) -> Any:
    page = browser.new_context().new_page()
    page.goto(f"{site}/")  # its list of files: any page will do
    try:
        return page.evaluate(
            "async (address) => { const { ask } = await import('/ask.mjs');"
            " try { return await ask(address) } catch (error) { return String(error) } }",
            address,
        )
    finally:
        page.context.close()


@pytest.mark.browser
def test_the_same_script_runs_in_a_page_that_the_service_lets_in(
    browser: Any, site: str, address: str, shipped: Graph
) -> None:
    lines = asked_in_a_page(browser, site, address)
    assert f"  {counts(shipped)['existing']} existing" in lines
    other = site.replace("127.0.0.1", "localhost")
    assert "Failed to fetch" in asked_in_a_page(browser, other, address)


def test_sparqlwrapper_is_answered_too(address: str, shipped: Graph) -> None:
    module = pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper is not installed")
    asked = module.SPARQLWrapper(f"{address}/sparql")
    asked.setQuery("SELECT (COUNT(*) AS ?n) WHERE { ?s a pg:Statement }")
    asked.setReturnFormat(module.JSON)
    for method in (module.GET, module.POST):
        asked.setMethod(method)
        (row,) = asked.queryAndConvert()["results"]["bindings"]
        assert int(row["n"]["value"]) == sum(counts(shipped).values())


# --- the page


def table(heading: str) -> list[tuple[str, str]]:
    """The rows of a table of the page, under the first heading with that beginning."""
    rows = PAGE.split(f"| {heading} |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    pairs = [tuple(cell.strip() for cell in row.strip("|").split("|", 1)) for row in rows]
    assert len(pairs) > 5
    return [(name, meaning) for name, meaning in pairs]


@pytest.mark.parametrize("place", [name.strip("`") for name, _ in table("address")])
def test_every_address_of_the_page_answers(address: str, place: str) -> None:
    until = time.monotonic() + 90
    while (found := status(address + place, "text/html, */*;q=0.5")) == 503 and time.monotonic() < until:
        time.sleep(1)  # the explorer and the dossiers are made after the start
    assert found == 200


def test_the_page_tells_of_every_status_and_every_figure(address: str) -> None:
    told = {int(name) for name, _ in table("status")}
    assert {kind.status for kind in KINDS.values()} | {405, 408, 413, 415, 421, 431} == told
    with urllib.request.urlopen(f"{address}/metrics", timeout=20) as response:  # noqa: S310 - on this machine
        figures = set(re.findall(r"^# TYPE (\w+)", response.read().decode(), re.MULTILINE))
    assert figures == {name.strip("`") for name, _ in table("figure")}


def test_the_page_shows_only_options_that_there_are() -> None:
    help_ = subprocess.run(
        [sys.executable, "-m", "policygraph", "serve", "--help"], capture_output=True, text=True, check=True
    ).stdout
    known = set(re.findall(r"--[a-z][a-z-]+", help_))
    assert known - {"--help", "--port"} <= set(re.findall(r"--[a-z][a-z-]+", PAGE)), "the page tells of each"
    texts = [(DOCS / name).read_text("utf-8") for name in ("policygraph.service", "nginx.conf")]
    for text in (PAGE.replace("`policygraph build --out`", ""), *texts):
        assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) <= known
    container = (DOCS / "Containerfile").read_text("utf-8")
    words = json.loads(re.findall(r"^CMD (\[.*\])$", container, re.MULTILINE)[-1])
    assert words[0] == "serve"
    assert {word for word in words if word.startswith("--")} <= known


# --- the texts for whoever deploys it


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze: the unit was not looked at")
def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    unit = (DOCS / "policygraph.service").read_text("utf-8")
    assert "/opt/policygraph/bin/policygraph serve" in unit
    file = tmp_path / "policygraph.service"
    file.write_text(unit.replace("/opt/policygraph/bin/policygraph serve", "/bin/true serve"), "utf-8")
    done = subprocess.run(["systemd-analyze", "verify", str(file)], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_unit_waits_longer_than_the_service_takes_to_end() -> None:
    from policygraph.serve.running import _LEAVING
    from policygraph.serve.settings import Settings

    unit = (DOCS / "policygraph.service").read_text("utf-8")
    found = re.search(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)
    assert found is not None
    assert int(found[1]) > Settings().timeout + _LEAVING
    assert "KillMode=mixed" in unit, "the workers are not told to end before they have answered"


@pytest.mark.skipif(
    shutil.which("nginx") is None or shutil.which("openssl") is None, reason="no nginx: its text was not tried"
)
def test_nginx_stands_before_the_service(tmp_path: Path) -> None:
    port, secure = free_port(), free_port()
    subprocess.run(
        [*SELF_SIGNED, "-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem")],
        check=True,
        capture_output=True,
    )
    text = (DOCS / "nginx.conf").read_text("utf-8")
    for old, new in {
        "127.0.0.1:8777": f"127.0.0.1:{port}",
        "listen 443 ssl": f"listen 127.0.0.1:{secure} ssl",
        "listen [::]:443 ssl;": "",
        "/etc/letsencrypt/live/graph.example.org/fullchain.pem": str(tmp_path / "cert.pem"),
        "/etc/letsencrypt/live/graph.example.org/privkey.pem": str(tmp_path / "key.pem"),
    }.items():
        assert old in text
        text = text.replace(old, new)
    paths = "".join(
        f"{kind}_temp_path {tmp_path}/{kind}; " for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root; " if os.geteuid() == 0 else ""  # who may write into the folder of this test
    around = f"{user}pid {tmp_path}/pid; daemon off; events {{}} http {{ access_log off; {paths}"
    (tmp_path / "nginx.conf").write_text(f"{around}\n{text}\n}}\n", "utf-8")
    serve = [sys.executable, "-m", "policygraph", "serve", "--port", str(port), "--name", "graph.example.org"]
    service = subprocess.Popen(serve, stderr=subprocess.DEVNULL)
    proxy = subprocess.Popen(["nginx", "-e", "stderr", "-c", str(tmp_path / "nginx.conf")], stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while status(f"http://127.0.0.1:{port}/health") != 200:
            assert time.monotonic() < until
            time.sleep(0.05)

        def through(place: str, host: str = "graph.example.org", *more: str) -> tuple[str, str]:
            done = subprocess.run(
                [*CURL, "--resolve", f"{host}:{secure}:127.0.0.1", *more, f"https://{host}:{secure}{place}"],
                capture_output=True,
                text=True,
                timeout=60,
            )
            body, _, code = done.stdout.rpartition("\n")
            return body.strip(), code

        assert through("/sparql?query=ASK%7B%7D&format=csv") == ("true", "200")
        assert through("/sparql?query=ASK%7B%7D", "other.example.org")[1] == "421"
        assert through("/metrics")[1] == "200", "from this machine"
        body, code = through("/graphs?default", "graph.example.org", "-H", "Accept: application/n-triples")
        assert (code, len(body) > 1_000_000) == ("200", True)
        long = tmp_path / "long.rq"
        long.write_text("ASK {}" + "#" * 900_000, "utf-8")
        posted = ("-H", "Content-Type: application/sparql-query", "--data-binary", f"@{long}")
        assert through("/sparql?format=csv", "graph.example.org", *posted) == ("true", "200")
    finally:
        for process in (proxy, service):
            process.terminate()
            process.wait(40)


def test_the_container_runs_as_nobody_who_owns_anything() -> None:
    container = (DOCS / "Containerfile").read_text("utf-8")
    user = re.search(r"^USER (\d+):\d+$", container, re.MULTILINE)
    assert user is not None
    assert int(user[1]) > 1000
    assert container.index("RUN ") < container.index("USER ") < container.index("ENTRYPOINT ")


def test_the_texts_name_no_place_but_examples() -> None:
    for name in (*TEXTS, *COMMANDS):
        text = (DOCS / name).read_text("utf-8")
        hosts = set(re.findall(r"https?://([\w.-]+)", text))
        assert hosts <= {"127.0.0.1", "w3id.org", "policygraph", "where-the-page-is.example.org", "www.w3.org"}, name
    assert os.sep + "work" + os.sep not in PAGE
