"""Every address of ours answers people and programs; the pages lead to each other and let nothing in."""

import contextlib
import gzip
import http.client
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode, urljoin, urlsplit

import pyoxigraph as ox
import pytest

from browser import needs_axe
from policygraph import Graph, PolicygraphError
from policygraph.store.folder import write_store
from policygraph.store.results import str_of
from policygraph.vocabulary import ONTOLOGY, PG, RDF, RDFS, ROOT, SKOS

pytest.importorskip("starlette", reason="the service is not installed (pip install 'policygraph[serve]')")
pytest.importorskip("uvicorn", reason="the service is not installed (pip install 'policygraph[serve]')")

from policygraph.question import question_beside
from policygraph.serve.app import app
from policygraph.serve.editor.views import routes as editor_routes
from policygraph.serve.pages import making, routes
from policygraph.serve.pages.addresses import Places, candidates
from policygraph.serve.pages.known import matching, near
from policygraph.serve.pool import Pool
from policygraph.serve.settings import Settings
from serving import in_a_thread

HOSTILE = "</title></h1><script>alert(1)</script><img src=x onerror=alert(1)>'\" {{ 7*7 }} \u202e gnirts"
PAGE, TURTLE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/turtle"
BASE = "https://example.org/harbours/"
ODD = (
    "/evil.example/",
    "element/caf\u00e9",
    "element/caf%C3%A9-packed",
    "element/what?now=1",
    "element/part#one",
    "element/a:b",
    "javascript:alert(1)",
)
ELSEWHERE = ("questions", "openapi.json")  # addresses of the service that other modules answer


@dataclass
class Got:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass
class Served:
    url: str
    graph: Graph
    log: list[str]

    def get(self, path: str, accept: str = PAGE, method: str = "GET", **headers: str) -> Got:
        """What is at a path, which is sent as it stands."""
        link = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=60)
        try:
            link.putrequest(method, path, skip_accept_encoding=True)
            for name, value in {"Accept": accept, **headers}.items():
                link.putheader(name.replace("_", "-"), value)
            link.endheaders()
            response = link.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Got(response.status, found, response.read())
        finally:
            link.close()

    def page(self, iri: str, accept: str = PAGE) -> Got:
        """What stands at the path of an address of ours."""
        return self.get(path_of(iri), accept)

    def wait(self, path: str, seconds: float = 90) -> Got:
        """What is at a path once it is made."""
        until = time.monotonic() + seconds
        while (got := self.get(path)).status == 503:
            assert time.monotonic() < until, got.text
            time.sleep(0.1)
        return got


def path_of(iri: str) -> str:
    href = Places(BASE, "/").href(iri) if not iri.startswith(PG) else Places(BASE, "/").single(iri)
    return href.partition("#")[0]


@contextlib.contextmanager
def running(pool: Pool, graph: Graph) -> Iterator[Served]:
    """A service in a thread, at a port of this machine."""
    log: list[str] = []
    with in_a_thread(
        app(pool, routes=[*editor_routes(pool), *routes(pool, pool.settings)], log=log.append)
    ) as address:
        yield Served(address, graph, log)


@pytest.fixture(scope="module")
def hostile(graph: Graph) -> Graph:
    """The invented world, and things whose names and addresses would do harm or are odd."""
    label, kind, named = ox.NamedNode(RDFS + "label"), ox.NamedNode(RDF + "type"), ox.NamedNode(BASE + "graph/odd")
    store = ox.Store()
    store.extend(graph.quads())
    for rest in ODD:
        node = ox.NamedNode(BASE + rest)
        store.add(ox.Quad(node, label, ox.Literal(HOSTILE), named))
        store.add(ox.Quad(node, kind, ox.NamedNode(PG + "Concept"), named))
        store.add(ox.Quad(node, ox.NamedNode(SKOS + "exactMatch"), ox.NamedNode("javascript:alert(1)"), named))
        store.add(ox.Quad(node, ox.NamedNode(SKOS + "note"), ox.Literal(HOSTILE, language="en"), named))
    return Graph(store, graph.base)


@pytest.fixture(scope="module")
def folder(hostile: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    write_store(hostile.quads(), folder, hostile.base)
    return folder


@pytest.fixture(scope="module")
def served(hostile: Graph, folder: Path) -> Iterator[Served]:
    with running(Pool(str(folder), Settings(timeout=20, workers=2)), hostile) as service:
        yield service


def ours(graph: Graph) -> list[str]:
    """All addresses of ours that something is said of."""
    found = {str_of(quad.subject) for quad in graph.quads()}
    return sorted(iri for iri in found if iri.startswith((BASE, ROOT)))


def name_of(quad: ox.Quad) -> str:
    """The graph in which it stands."""
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""


def told(graph: Graph, iri: str) -> set[ox.Triple]:
    """What the description of an address says, asked of the graph itself."""
    rows = graph.query(
        question_beside("policygraph.serve", "describe").with_values({"address": ox.NamedNode(iri)})
    ).rows
    return {ox.Triple(subject, predicate, value) for _, subject, predicate, value in rows}  # type: ignore[arg-type]


def triples_in(body: bytes, form: ox.RdfFormat) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(body, format=form, lenient=True)}


# --- every address


def test_every_address_of_ours_has_a_page_and_all_links_lead_somewhere(served: Served) -> None:
    links: dict[str, str] = {}
    for iri in ours(served.graph):
        got = served.page(iri)
        assert got.status == 200, (iri, got.text[:300])
        assert got.headers["content-type"] == "text/html; charset=utf-8"
        assert "Accept" in got.headers["vary"]
        assert unescape(got.text).count(iri) >= 1, iri
        assert "<script" not in got.text, iri
        at = served.url + path_of(iri)[1:]
        for href in re.findall(r'(?:href|action)="([^"]*)"', got.text):
            links.setdefault(urljoin(at, unescape(href)).partition("#")[0], iri)
    own = {link: iri for link, iri in links.items() if link.startswith(served.url)}
    served.wait("/explorer")
    for link, iri in sorted(own.items()):
        path = link.removeprefix(served.url)
        if not path.startswith((*ELSEWHERE, "editor?query=")):
            assert served.get("/" + path).status == 200, (link, "from", iri)
    assert len(own) > len(ours(served.graph)) / 2
    away = {urlsplit(link).scheme for link in links.keys() - own.keys()}
    assert away <= {"http", "https", "data"}


def test_every_address_of_ours_is_described_for_programs(served: Served) -> None:
    whole = {quad.triple for quad in served.graph.quads() if name_of(quad) == ONTOLOGY}
    for iri in ours(served.graph):
        got = served.page(iri, TURTLE)
        assert got.status == 200, iri
        assert got.headers["content-type"] == "text/turtle; charset=utf-8"
        expected = whole if iri == ONTOLOGY else told(served.graph, iri)
        assert triples_in(got.body, ox.RdfFormat.TURTLE) == expected, iri
        assert any(str_of(triple.subject) == iri for triple in expected)


def test_named_graphs_have_pages_and_are_handed_out_whole(served: Served) -> None:
    names = sorted({name_of(quad) for quad in served.graph.quads()} - {ONTOLOGY})
    assert all(name.startswith(BASE + "graph/") for name in names)
    for name in names:
        quads = {quad.triple for quad in served.graph.quads() if name_of(quad) == name}
        assert triples_in(served.page(name, TURTLE).body, ox.RdfFormat.TURTLE) == quads
        assert f"{len(quads):,} triple" in served.page(name).text


@pytest.mark.parametrize(
    ("form", "accept", "media", "graphs"),
    [
        (ox.RdfFormat.TURTLE, "text/turtle", "text/turtle; charset=utf-8", False),
        (ox.RdfFormat.N_TRIPLES, "application/n-triples", "application/n-triples", False),
        (ox.RdfFormat.JSON_LD, "application/ld+json", "application/ld+json", False),
        (ox.RdfFormat.RDF_XML, "application/rdf+xml", "application/rdf+xml", False),
        (ox.RdfFormat.N_QUADS, "application/n-quads", "application/n-quads", True),
        (ox.RdfFormat.TRIG, "application/trig", "application/trig", True),
    ],
)
def test_each_form_says_the_same(served: Served, form: ox.RdfFormat, accept: str, media: str, graphs: bool) -> None:
    iri = BASE + "element/boatbuilding"
    expected = told(served.graph, iri)
    got = served.page(iri, accept)
    assert (got.status, got.headers["content-type"]) == (200, media)
    assert triples_in(got.body, form) == expected
    named = {name_of(quad) for quad in ox.parse(got.body, format=form, lenient=True)}
    assert (BASE + "graph/linkages" in named) == graphs


def test_a_form_is_chosen_by_header_or_by_its_short_name(served: Served) -> None:
    path = "/element/boatbuilding"
    for accept, media in (
        ("*/*", "text/html"),
        ("text/html;q=0.4, text/turtle;q=0.9", "text/turtle"),
        ("application/json", "application/ld+json"),
        ("application/rdf+xml;q=0.5, text/*;q=0.1", "application/rdf+xml"),
    ):
        got = served.get(path, accept)
        assert got.headers["content-type"].partition(";")[0] == media, accept
        assert got.headers["vary"] == "Accept"
    for name, media in (("ttl", "text/turtle"), ("jsonld", "application/ld+json"), ("html", "text/html")):
        for accept in (PAGE, "application/n-triples"):
            assert served.get(f"{path}?format={name}", accept).headers["content-type"].startswith(media)
    for query, accept in (("?format=csv", PAGE), ("?format=pdf", "*/*"), ("", "image/png")):
        got = served.get(path + query, accept)
        assert got.status == 406
        assert "Accept" in got.headers["vary"]


def test_what_a_page_describes_stands_in_its_header(served: Served) -> None:
    link = served.get("/element/boatbuilding").headers["link"]
    assert f'<{BASE}element/boatbuilding>; rel="describes"' in link
    assert '<?format=turtle>; rel="alternate"; type="text/turtle"' in link
    assert served.page(BASE + "element/caf\u00e9").headers["link"].startswith(f"<{BASE}element/caf%C3%A9>")


def test_head_is_get_without_the_page(served: Served) -> None:
    for path in ("/", "/element/boatbuilding", "/ontology", "/nothing-of-the-kind"):
        for accept in (PAGE, TURTLE):
            get, head = served.get(path, accept), served.get(path, accept, "HEAD")
            assert (head.status, head.body) == (get.status, b"")
            assert head.headers["content-type"] == get.headers["content-type"]
    assert served.get("/element/boatbuilding", method="DELETE").status == 405
    assert served.get("/element/boatbuilding", method="PUT").headers["allow"] in ("GET, HEAD", "HEAD, GET")


# --- what is not there


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/element/nothing",
        "/element/",
        "/element",
        "/graph/nothing",
        "/%3Cscript%3Ealert(1)%3C/script%3E",
        "/element/%00",
        "/element/%ff%fe",
        "/element/a%20b%22%3E",
        "/../../../../etc/passwd",
        "/..%2f..%2f..%2fetc%2fpasswd",
        "/dossiers/../../../etc/passwd",
        "/dossiers/..%2f..%2f..%2fetc%2fpasswd",
        "/dossiers/%2e%2e/%2e%2e/etc/passwd",
        "/dossiers//etc/passwd",
        "/dossiers/explorer",
        "/explorer/etc",
        "/pages.css/..",
        "/queries/there.rq",
        "//",
        "/element/boatbuilding%3E%20%3Fp%20%3Fo%20%7D%20%23",
    ],
)
def test_what_is_not_there_is_told_so(served: Served, path: str) -> None:
    served.wait("/explorer")
    for accept, media in ((PAGE, "text/html"), ("*/*", "text/plain"), (TURTLE, "text/plain")):
        got = served.get(path, accept)
        assert got.status == 404, (path, got.text[:200])
        assert got.headers["content-type"].startswith(media)
        assert "find" in got.text
        assert "Accept" in got.headers["vary"]
        assert "root:" not in got.text
        assert "<script" not in got.text


def test_an_endless_path_is_not_looked_up(served: Served) -> None:
    assert served.get("/element/" + "a" * 3000).status == 414


def test_all_pages_say_what_they_may_do(served: Served) -> None:
    for path in (
        "/",
        "/element/boatbuilding",
        "/ontology",
        "/find?words=x",
        "/nothing",
        "/pages.css",
        "/graph/elements",
    ):
        headers = served.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]


# --- what stands on them


def read(html: str) -> str:
    """The text of a page, its signs as people see them."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_the_page_of_an_element_tells_who_says_what_and_where(served: Served) -> None:
    text = read(served.page(BASE + "element/boatbuilding").text)
    assert re.search(r"Boatbuilding Told of in \d+ statements of \d documents\. https://example.org/", text)
    assert "Joint Tide Programme – funds – Boatbuilding" in text
    assert "The Harbour Plan , 2019-04" in text
    gloss = (
        "The Ministry of Tides says that the Joint Tide Programme pays for boatbuilding, "
        "by way of the Saltworks Cluster and the guilds."
    )
    assert f"{gloss} = existing Ministry of Tides asserts" in text
    assert "insufficient" in text
    subject = {str_of(row[0]) for row in _statements(served.graph, "subject")}
    target = {str_of(row[0]) for row in _statements(served.graph, "object")}
    assert f"Linkages that begin here {len(subject)}" in text
    assert f"Linkages that end here {len(target)}" in text
    own = read(served.page(BASE + "element/ministry-of-tides").text)
    assert "Held by it" in own
    assert own.count(gloss + " = existing Ministry of Tides asserts") == 1  # who says it stands there all the same
    html = served.page(BASE + "element/boatbuilding").text
    for iri in subject | target:
        assert f'href="../statement/{iri.rpartition("/")[2]}"' in html


def _statements(graph: Graph, end: str) -> tuple[Any, ...]:
    query = f"SELECT ?s WHERE {{ ?s pg:linkage ?l . ?l pg:{end} <{BASE}element/boatbuilding> . ?s a ?class }}"
    return graph.query(query).rows


def test_the_page_of_a_statement_has_all_its_fields_and_the_evidence(served: Served) -> None:
    graph = served.graph
    for name in ("harbour-plan.3-01", "pass-act.a1-01", "valley-reply.1-01"):
        iri = f"{BASE}statement/{name}"
        html = served.page(iri).text
        text = read(html)
        for quad in graph.store.quads_for_pattern(ox.NamedNode(iri), None, None):
            if isinstance(quad.object, ox.Literal):
                assert " ".join(quad.object.value.split()) in text, quad
        node = ox.NamedNode(f"{iri}.evidence")
        (digest,) = graph.store.quads_for_pattern(node, ox.NamedNode(PG + "digest"), None)
        assert str_of(digest.object) in text
        position = ox.NamedNode(f"{iri}.evidence.position")
        (start,) = graph.store.quads_for_pattern(position, ox.NamedNode("http://www.w3.org/ns/oa#start"), None)
        assert f"characters {int(str_of(start.object)):,} to" in text
        assert "texts/" in html  # the source of the document
    cue = served.page(f"{BASE}statement/harbour-plan.3-01.cue", "application/n-triples").text
    words = re.search(r'cueText> "([^"]*)"', cue)
    assert words is not None
    assert f"“{words[1]}”" in read(served.page(f"{BASE}statement/harbour-plan.3-01").text)


def test_withdrawn_statements_verdicts_and_linkages_are_told(served: Served) -> None:
    text = read(served.page(f"{BASE}statement/pass-act.r1-02").text)
    assert "Withdrawn on" in text
    assert "Withdrawn because" in text
    linkage = read(served.page(f"{BASE}linkage/joint-tide-programme--funds--boatbuilding").text)
    assert "Subject Joint Tide Programme Linkage type funds Object Boatbuilding" in linkage
    assert "= existing" in linkage
    assert "< insufficient" in linkage
    assert "Upper Valley" in linkage
    verdict = read(served.page(f"{BASE}verdict/valley-reply.1-04").text)
    assert "Verdict weaker" in verdict
    asked = served.page(f"{BASE}statement/valley-reply.1-04").text
    assert 'href="../verdict/valley-reply.1-04"' in asked


def test_the_vocabulary_stands_on_one_page_each_term_at_its_anchor(served: Served) -> None:
    html = served.get("/ontology").text
    for iri in ours(served.graph):
        if iri.startswith(PG) and _is_term(served.graph, iri):
            assert f'id="{iri.removeprefix(PG)}"' in html, iri
    assert "Said of" in read(served.page(PG + "holder").text)
    text = read(served.page(ROOT + "status/existing").text)
    assert "The link is said to be there." in text
    assert "Tidal power – drives – Boatbuilding" in text


def _is_term(graph: Graph, iri: str) -> bool:
    kinds = {
        str_of(quad.object)
        for quad in graph.store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(RDF + "type"), None)
    }
    return any(kind.endswith(("#Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")) for kind in kinds)


def test_a_long_list_is_cut_with_a_way_to_the_rest(served: Served) -> None:
    iri = PG + "Passage"
    html = served.page(iri).text
    total = len(list(served.graph.store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(iri))))
    assert f"60 of {total} are shown" in read(html)
    (rest,) = re.findall(r'class="more">.*?href="\./editor\?query=([^"]*)"', html)
    rows = served.get("/sparql?" + urlencode({"query": unquote(unescape(rest))}), "text/csv").text.splitlines()
    assert len(rows) - 1 == total


def test_hostile_names_are_only_text(served: Served) -> None:
    for rest in ODD:
        got = served.page(BASE + rest)
        assert got.status == 200, rest
        assert "<script" not in got.text
        assert "<img" not in got.text
        assert "49" not in re.sub(r"#[0-9]+;", "", got.text.partition("<h1")[2].partition("</h1>")[0])
        assert 'href="javascript:' not in got.text.lower()
    found = served.get("/find?" + urlencode({"words": HOSTILE[:90]}))
    assert found.status == 200
    assert "<script" not in found.text


# --- the start page, and finding


def test_the_start_page_counts_what_is_there(served: Served, graph: Graph) -> None:
    text = read(served.get("/").text)
    for kind, word in (("SourceDocument", "documents"), ("Statement", "statements"), ("Linkage", "linkages")):
        rows = graph.store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(PG + kind))
        assert f"{len(list(rows))} {word}" in text
    elements = {quad.subject for quad in graph.store if str_of(quad.subject).startswith(BASE + "element/")}
    assert f"{len(elements)} elements" in text
    html = served.get("/").text
    for href in (
        "explorer",
        "dossiers/",
        "ontology",
        "questions",
        "editor",
        "sparql",
        "openapi.json",
        ".well-known/void",
    ):
        assert f'href="{href}"' in html
    assert 'action="./find"' in html
    command = unescape(html.partition("<pre")[2].partition("</pre>")[0])
    sparql = re.search(r"query=\n(.*)\n'", command)
    assert sparql is not None
    assert len(served.get("/sparql?" + urlencode({"query": sparql[1]}), "text/csv").text.splitlines()) > 1


def test_things_are_found_by_any_of_their_names(served: Served) -> None:
    def hits(words: str) -> list[str]:
        html = served.get("/find?" + urlencode({"words": words})).text
        return re.findall(r'href="\./([^"]*)"', html.partition('class="hits"')[2].partition("</ul>")[0])

    assert hits("tide programme")[0] == "element/joint-tide-programme"
    assert hits("TIDE  joint") == ["element/joint-tide-programme"]
    assert hits("office des phares")[0] == "element/office-des-phares"
    assert hits("harbour-plan")[:2] == ["document/harbour-plan", "element/harbour-plan"]
    assert hits("harbour-plan.1-01") == ["statement/harbour-plan.1-01"]
    assert hits("boatbiulding") == ["element/boatbuilding"]
    assert hits("xyzzyx") == []
    assert hits("") == []
    assert served.get("/find?words=" + "x" * 101).status == 400
    assert served.get("/find").status == 200


def test_the_nearest_name_comes_first() -> None:
    names = [("Ship clusters", "b"), ("Clusters", "a"), ("Cluster", "c"), ("supercluster", "d"), ("cluster", "a")]
    assert [hit.iri for hit in matching(names, "cluster")] == ["a", "c", "b", "d"]
    assert [hit.iri for hit in near(names[:3], "clutsers")] == ["a", "c", "b"]


def test_paths_and_addresses_are_each_others_way_back() -> None:
    for base in (BASE, ROOT):
        for rest in ODD:
            href = Places(base, "./").href(base + rest)
            path = urlsplit(urljoin("http://service.example/", href))
            assert path.netloc == "service.example"
            assert base + rest in candidates(base, path.path)
    assert Places(BASE, "./").href(BASE + "element/../../x") == ""
    assert Places(BASE, "./").href("javascript:alert(1)") == ""
    assert Places(BASE, "../").href(PG + "Actor") == "../ontology#Actor"


def test_the_data_set_is_described_where_the_service_is(served: Served) -> None:
    got = served.get("/dataset", TURTLE)
    assert (got.status, got.headers["location"]) == (303, ".well-known/void")


# --- what is made in a process of its own


def test_the_explorer_and_the_dossiers_are_handed_out_as_they_were_made(served: Served) -> None:
    got = served.wait("/explorer")
    assert got.status == 200
    assert got.headers["content-security-policy"] == making.policy_of(got.text)
    packed = served.get("/explorer", Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == got.body
    index = served.wait("/dossiers/")
    assert index.status == 200
    seen, ahead = set[str](), [served.url + "dossiers/"]
    while ahead:
        at = ahead.pop()
        seen.add(at)
        page = served.get("/" + at.removeprefix(served.url))
        assert page.status == 200, at
        assert page.headers["content-security-policy"] == making.policy_of(page.text)
        links = {urljoin(at, unescape(href)).partition("#")[0] for href in re.findall(r'href="([^"]*)"', page.text)}
        ahead += [link for link in links if link.startswith(served.url) and link not in seen and link not in ahead]
    assert len(seen) > 30
    assert served.get("/dossiers").headers["location"] == "dossiers/"
    assert 'href="../dossiers/element/boatbuilding.html"' in served.page(BASE + "element/boatbuilding").text


def test_while_they_are_made_a_page_says_so_and_anew_when_the_store_is_renewed(graph: Graph, tmp_path: Path) -> None:
    write_store(graph.quads(), tmp_path, graph.base)
    with running(Pool(str(tmp_path), Settings(timeout=20, workers=2)), graph) as service:
        first = service.get("/explorer")
        assert first.status == 503
        assert int(first.headers["retry-after"]) > 0
        assert '<meta http-equiv="refresh" content="3">' in first.text
        assert service.get("/dossiers/").status == 503
        before = service.wait("/explorer")
        assert "Renamed for a test" not in service.wait("/dossiers/").text
        renamed = [
            ox.Quad(q.subject, q.predicate, ox.Literal("Renamed for a test", language="en"), q.graph_name)
            if isinstance(q.object, ox.Literal) and q.object.value == "Boatbuilding"
            else q
            for q in graph.quads()
        ]
        (tmp_path / "store").rename(tmp_path / "before")
        write_store(renamed, tmp_path, graph.base)
        until = time.monotonic() + 60
        while "Renamed for a test" not in service.get("/element/boatbuilding").text:
            assert time.monotonic() < until
            time.sleep(0.2)
        assert "Renamed for a test" in service.wait("/dossiers/").text
        assert service.wait("/explorer").body != before.body


def test_what_is_too_large_for_a_page_is_told(tmp_path: Path, graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    write_store(graph.quads(), tmp_path, graph.base)
    monkeypatch.setattr(making, "MOST", 10)
    with pytest.raises(PolicygraphError, match="too many for pages that hold it whole"):
        making.opened(str(tmp_path))
    with pytest.raises(PolicygraphError, match="says nothing of what it may do"):
        making.policy_of("<html></html>")


def test_the_dossiers_are_there_even_if_the_explorer_cannot_be_made(graph: Graph, tmp_path: Path) -> None:
    kind, named = ox.NamedNode(PG + "verdictKind"), ox.NamedNode(BASE + "graph/verdicts")
    quads = [
        ox.Quad(q.subject, kind, ox.NamedNode(ROOT + "verdict/notOfOurs"), named) if q.predicate == kind else q
        for q in graph.quads()
    ]
    write_store(quads, tmp_path, graph.base)
    with running(Pool(str(tmp_path), Settings(timeout=20, workers=2)), graph) as service:
        got = service.wait("/explorer")
        assert (got.status, "see the log" in got.text) == (404, True)
        assert service.get("/dossiers/").status == 200
        assert 'href="../dossiers/element/boatbuilding.html"' in service.page(BASE + "element/boatbuilding").text


def test_a_store_that_vanished_is_told_of_at_the_explorer_and_the_rest_goes_on(graph: Graph, tmp_path: Path) -> None:
    write_store(graph.quads(), tmp_path, graph.base)
    with running(Pool(str(tmp_path), Settings(timeout=20, workers=2)), graph) as service:
        (tmp_path / "store").rename(tmp_path / "away")
        got = service.wait("/explorer")
        assert got.status == 404
        assert "could not be made" in read(got.text)
        assert service.get("/element/boatbuilding").status == 200
        assert service.get("/dossiers/").status == 404


# --- in the browser


@pytest.fixture
def opened(browser: Any, served: Served) -> Iterator[Callable[..., Any]]:
    """Opens a page; in the end nothing was asked for elsewhere, and nothing complained of."""
    contexts: list[Any] = []
    asked: list[str] = []
    complaints: list[str] = []

    def open_at(path: str, **context: Any) -> Any:
        contexts.append(browser.new_context(**context))
        page = contexts[-1].new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("dialog", stopped)
        page.goto(served.url + path)
        return page

    def stopped(dialog: Any) -> None:
        complaints.append("a dialog")
        dialog.dismiss()

    yield open_at
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith((served.url, "data:", "blob:"))] == []
    assert complaints == []


PAGES = (
    "",
    "find?words=tide",
    "element/boatbuilding",
    "element/a:b",
    "statement/harbour-plan.3-01",
    "document/harbour-plan",
    "linkage/joint-tide-programme--funds--boatbuilding",
    "status/existing",
    "verdict/valley-reply.1-04",
    "passage/harbour-plan.1-s1",
    "ontology",
    "ontology%23Passage",
    "graph/elements",
)


@needs_axe
@pytest.mark.parametrize("width", [380, 1300])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_for_everybody(opened: Callable[..., Any], scheme: str, width: int) -> None:
    axe = import_module("axe_playwright_python.sync_playwright").Axe()
    for path in PAGES:
        page = opened(path, color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
        found = [(each["id"], each["nodes"][0]["html"][:200]) for each in axe.run(page).response["violations"]]
        assert found == [], path
        assert page.evaluate("() => document.documentElement.scrollWidth") == width, path


def test_one_walks_from_the_start_to_the_words_and_back_without_a_script(opened: Callable[..., Any]) -> None:
    page = opened("", java_script_enabled=False)
    page.fill("#words", "boatb")
    page.click(".find button")
    page.click(".hits a")
    assert page.inner_text("h1") == "Boatbuilding"
    page.click("ul.statements .gloss a >> nth=0")
    assert page.inner_text("h1").startswith("Statement harbour-plan.")
    page.click("dl.facts >> text=The Harbour Plan")
    assert page.inner_text("h1") == "The Harbour Plan"
    page.click(".home")
    assert page.inner_text("h1") == "The harbour regions"


def test_the_explorer_runs_under_its_headers(opened: Callable[..., Any], served: Served) -> None:
    served.wait("/explorer")
    page = opened("explorer")
    page.wait_for_selector("html[data-ready]", timeout=20_000)
    index = opened("dossiers/")
    index.fill("input", "boatb")
    index.wait_for_selector("text=Boatbuilding")


def test_the_editor_opens_with_the_question_of_a_page(opened: Callable[..., Any]) -> None:
    page = opened("element/boatbuilding", java_script_enabled=False)
    page.click("text=Ask further in SPARQL")
    sparql = page.input_value("#query")
    assert f"<{BASE}element/boatbuilding>" in sparql
    page.click("#ask")
    assert "rows" in page.inner_text("#answer")
