"""Queries that ask other services too, put to a stand-in on this machine that answers from invented data."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql import prepareQuery

from places import PROJECT
from policygraph import Graph, PolicygraphError, ask_sparql, build
from policygraph.command import main
from policygraph.guard import calls, refuse
from policygraph.output import write_output
from policygraph.store import federating, open_store
from policygraph.store import http as http_module
from policygraph.store.federating import federated
from policygraph.store.results import Results, results_of, str_of
from standin import StandIn, standing_in

LIVE = {
    "https://publications.europa.eu/webapi/rdf/sparql": "cellar",
    "https://cordis.europa.eu/datalab/sparql": "cordis",
    "https://query.linkedopendata.eu/sparql": "kohesio",
}
DOCUMENTED = sorted((PROJECT / "docs" / "federation").glob("*.rq"))
GOLDEN = {
    "cohesion-money-where-somebody-speaks": [
        ("Belgium", "237", "Enhancing the competitiveness of small firms", "2", "3000.5"),
        ("Belgium", "237", "Shifting to fewer emissions", "1", "500"),
    ],
    "projects-on-what-is-desired": [
        ("Value chains", "2", "2015-02-01", "2018-09-01"),
        ("Multi-level governance", "1", "2017-01-01", "2017-01-01"),
    ],
    "rules-on-what-is-insufficient": [
        ("Internal market", "http://eurovoc.europa.eu/3299", "2014-03-01", "32014R9901"),
        ("Multi-level governance", "http://eurovoc.europa.eu/c_2212c2c4", "2014-03-01", "32014R9901"),
        ("Value chains", "http://eurovoc.europa.eu/c_ab46334d", "2019-07-09", "32019L9903"),
    ],
    "what-cites-the-documents": [("Industrial Policy Communication Update (2012)", "2014-01-22", "52014DC9905")],
}


@pytest.fixture
def standin() -> Iterator[StandIn]:
    """The stand-in, not asked yet."""
    with standing_in() as service:
        yield service


@pytest.fixture(scope="module")
def shipped() -> Graph:
    """The shipped corpus."""
    return build()


@pytest.fixture(scope="module")
def local() -> Graph:
    """Things that are under EuroVoc, one of them under nothing, and one under a node without a name."""
    store = ox.Store()
    store.load(
        b"""@prefix : <https://example.org/> . @prefix eurovoc: <http://eurovoc.europa.eu/> .
        :governance :under eurovoc:c_2212c2c4 ; :since 2012 . :market :under eurovoc:3299 ; :since 2015 .
        :chains :under eurovoc:c_ab46334d . :tides :under eurovoc:99999999 . :keel :under [] . :alone :since 2000 .""",
        format=ox.RdfFormat.TURTLE,
    )
    return Graph(store, "https://example.org/")


def ask(graph: Graph, sparql: str, services: tuple[str, ...], seconds: float = 60) -> Results:
    """As `ask_sparql` does it: what is allowed, what the services say, and then the graph."""
    refuse(sparql, "query", services)
    return graph.query(federated(sparql, "query", graph.query, graph.prefixes, seconds))


@pytest.mark.parametrize("path", DOCUMENTED, ids=lambda path: path.stem)
def test_a_documented_query_gives_rows(shipped: Graph, standin: StandIn, path: Path) -> None:
    sparql = path.read_text("utf-8")
    assert prepareQuery(sparql)  # it is SPARQL as it stands
    assert {sparql[call.start("where") + 1 : call.end("where") - 1] for call in calls(sparql)} <= set(LIVE)
    for address, name in LIVE.items():
        sparql = sparql.replace(address, standin.at(name))
    results = ask(shipped, sparql, tuple(standin.at(name) for name in LIVE.values()))
    assert [tuple(map(str_of, row)) for row in results.rows] == GOLDEN[path.stem]
    assert len(standin.asked) == 1


def test_the_page_shows_each_query_and_says_that_no_live_service_was_asked() -> None:
    page = (PROJECT / "docs" / "federation.md").read_text("utf-8")
    assert [path.stem for path in DOCUMENTED] == sorted(GOLDEN)
    for path in DOCUMENTED:
        assert f"(federation/{path.name})" in page
    for address in LIVE:
        assert f"`{address}`" in page
    assert "not against the live services" in page


# Oxigraph asks the services itself, if it is let: it is the referee. {} is the address, % the line for values.
JOINED = [
    "SELECT * { ?thing :under ?concept . SERVICE <{}> { % ?work cdm:work_is_about_concept_eurovoc ?concept } }",
    "SELECT * { SERVICE <{}> { ?work cdm:work_is_about_concept_eurovoc ?concept } ?thing :under ?concept }",
    "SELECT * { ?thing :under ?concept OPTIONAL { SERVICE <{}> "
    "{ % ?w cdm:work_is_about_concept_eurovoc ?concept } } }",
    "SELECT * { ?thing :under ?concept MINUS { SERVICE <{}> { ?w cdm:work_is_about_concept_eurovoc ?concept } } }",
    "SELECT * { { ?thing :since ?y } UNION { SERVICE <{}> { ?thing cdm:work_is_about_concept_eurovoc ?concept } } }",
    "SELECT ?thing (COUNT(?w) AS ?n) { ?thing :under ?concept "
    "SERVICE <{}> { % ?w cdm:work_is_about_concept_eurovoc ?concept } } GROUP BY ?thing",
    "SELECT * { ?thing :under ?concept FILTER(?year > 0 || ?thing != :market) "
    "SERVICE <{}> { % ?w cdm:work_is_about_concept_eurovoc ?concept } OPTIONAL { ?thing :since ?year } }",
    "SELECT * { ?thing :under ?concept FILTER NOT EXISTS { ?thing :since ?year FILTER(?year < 2013) } "
    "SERVICE <{}> { % ?w cdm:work_is_about_concept_eurovoc ?concept } }",
    "SELECT * { ?thing :since ?y OPTIONAL { ?thing :under ?concept } "
    "SERVICE <{}> { ?w cdm:work_is_about_concept_eurovoc ?concept } }",
    "SELECT * { ?thing :under ?concept SERVICE <{}> { % { SELECT ?concept (COUNT(*) AS ?n) "
    "{ ?w cdm:work_is_about_concept_eurovoc ?concept } GROUP BY ?concept } } }",
    "SELECT * { ?thing :under ?concept SERVICE <{}> { % ?w cdm:work_is_about_concept_eurovoc ?concept "
    "OPTIONAL { ?w cdm:work_date_document ?date } } SERVICE <{}> { ?w cdm:work_has_resource-type ?kind } }",
    "ASK { ?thing :under ?concept SERVICE <{}> { % ?w cdm:work_is_about_concept_eurovoc ?concept } }",
    "SELECT * { SERVICE <{}> { <http://publications.europa.eu/resource/cellar/invented-1> "
    "cdm:resource_legal_id_celex '32014R9901' } ?thing :since 2012 }",
    "SELECT * { SERVICE <{}> { <http://publications.europa.eu/resource/cellar/invented-1> "
    "cdm:resource_legal_id_celex 'another' } ?thing :since 2012 }",
    "CONSTRUCT { ?thing :told ?w } { ?thing :under ?concept "
    "SERVICE <{}> { % ?w cdm:work_is_about_concept_eurovoc ?concept } }",
]
NAMES = "PREFIX : <https://example.org/>\nPREFIX cdm: <http://publications.europa.eu/ontology/cdm#>\n"


@pytest.mark.parametrize("batch", [200, 1])
@pytest.mark.parametrize("query", JOINED)
def test_the_rows_are_those_of_an_engine_that_asks_itself(
    local: Graph, standin: StandIn, monkeypatch: pytest.MonkeyPatch, query: str, batch: int
) -> None:
    monkeypatch.setattr(federating, "BATCH", batch)
    address = standin.at("cellar")
    sparql = NAMES + query.replace("{}", address)
    found = ask(local, sparql.replace("%", "\n#+ values: ?concept\n"), (address,))
    expected = results_of(local.store.query(sparql.replace("%", "")))
    assert found.columns == expected.columns
    assert sorted(found.rows, key=str) == sorted(expected.rows, key=str)


def test_a_service_is_sent_the_values_that_it_needs_and_no_more(local: Graph, standin: StandIn) -> None:
    sparql = NAMES + JOINED[0].replace("{}", standin.at("cellar")).replace("%", "\n#+ values: ?concept\n")
    assert ask(local, sparql, (standin.at("cellar"),)).rows
    ((_, sent),) = standin.asked
    assert sent == (
        "PREFIX cdm: <http://publications.europa.eu/ontology/cdm#>\n"
        "SELECT * WHERE { \nVALUES (?concept) {\n(<http://eurovoc.europa.eu/3299>)\n"
        "(<http://eurovoc.europa.eu/99999999>)\n(<http://eurovoc.europa.eu/c_2212c2c4>)\n"
        "(<http://eurovoc.europa.eu/c_ab46334d>)\n}\n ?work cdm:work_is_about_concept_eurovoc ?concept }"
    )


def test_where_nothing_is_found_no_service_is_asked(local: Graph, standin: StandIn) -> None:
    sparql = "SELECT * { ?thing <https://example.org/nothing> ?c SERVICE <%s> {\n#+ values: ?c\n?w ?p ?c } }"
    assert ask(local, sparql % standin.at("cellar"), (standin.at("cellar"),)) == Results(("c", "p", "thing", "w"), ())
    assert standin.asked == []


def test_two_variables_have_one_row_of_values_each(local: Graph, standin: StandIn) -> None:
    address = standin.at("cellar")
    sparql = NAMES + (
        "SELECT * { VALUES (?w ?date) { "
        "(<http://publications.europa.eu/resource/cellar/invented-1> '2014-03-01'^^xsd:date) } "
        f"SERVICE <{address}> {{\n#+ values: ?w ?date\n?w cdm:work_date_document ?date }} }}"
    )
    assert str_of(ask(local, sparql, (address,)).rows[0][0]) == "2014-03-01"
    assert '(<http://publications.europa.eu/resource/cellar/invented-1> "2014-03-01"^^<' in standin.asked[0][1]


CELLAR = "SELECT * { ?t <https://example.org/under> ?c SERVICE <{cellar}> {\n#+ values: ?c\n?w ?p ?c } }"


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("SELECT * { SERVICE ?x { ?s ?p ?o } }", "write the service's address in full"),
        ("PREFIX x: <{cellar}> SELECT * { SERVICE x: { ?s ?p ?o } }", "write the service's address in full"),
        ("SELECT * { SERVICE <{cordis}> { ?s ?p ?o } }", "and only .*/cellar, .* may be asked: name it too"),
        ("SELECT * { SERVICE SILENT <{cellar}> { ?s ?p ?o } }", "SILENT would hide"),
        ("SELECT * { SERVICE <http://example.org/x> { ?s ?p ?o } }", "what is not https can be read and changed"),
        ("SELECT * { SERVICE <http://127.0.0.1.example.org/> { ?s ?p ?o } }", "what is not https"),
        ("SELECT * { SERVICE <{cellar}> { SERVICE <{cellar}> { ?s ?p ?o } } }", "is not made to ask another service"),
        ("SELECT * { SERVICE <{cellar}> {\n#+ values: ?c\n?w ?p ?c } ?t ?u ?c }", "no line before the SERVICE"),
        ("SELECT * { ?c ?a ?b SERVICE <{cellar}> {\n#+ values: ?c\n#+ values: ?b\n?w ?p ?c } }", "one line"),
        ("SELECT * FROM <x:y> { ?c ?a ?b SERVICE <{cellar}> {\n#+ values: ?c\n?w ?p ?c } }", "leave FROM out"),
        (
            "SELECT * { ?t ?a ?b OPTIONAL { ?b ?d ?c } SERVICE <{cellar}> {\n#+ values: ?c\n?w ?p ?c } }",
            "may be unbound",
        ),
        ("SELECT * { SERVICE <{slow}> { ?s ?p ?o } }", "/slow did not answer within 0.3 seconds"),
        ("SELECT * { SERVICE <{broken}> { ?s ?p ?o } }", "/broken: its answer cannot be read"),
        ("SELECT * { SERVICE <{page}> { ?s ?p ?o } }", "/page: it answers with a page and not with results"),
        ("SELECT * { SERVICE <{moved}> { ?s ?p ?o } }", "/moved sends on to .*/cellar: name that address"),
        ("SELECT * { SERVICE <{cut}> { ?s ?p ?o } }", "/cut hands out 1 rows and no more"),
        ("SELECT * { SERVICE <{absent}> { ?s ?p ?o } }", "/absent: there is nothing at that address"),
        ("SELECT * { SERVICE <{wants-a-name}> { ?s ?p ?o } }", r"/wants-a-name: it wants a name and password"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "cannot be reached.*is this machine online"),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_sentence(
    local: Graph, standin: StandIn, monkeypatch: pytest.MonkeyPatch, sparql: str, message: str
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    names = ("cellar", "slow", "broken", "page", "moved", "cut", "absent", "wants-a-name")
    services = (
        *map(standin.at, names),
        "http://127.0.0.1:9/",
        "http://example.org/x",
        "http://127.0.0.1.example.org/",
    )
    for name in (*names, "cordis"):
        sparql = sparql.replace("{" + name + "}", standin.at(name))
    with pytest.raises(PolicygraphError, match=message):
        ask(local, sparql, services, seconds=0.3)
    if "SILENT" in message or "address in full" in message or "https" in message or "name it too" in message:
        assert standin.asked == []


def test_our_own_password_is_not_for_the_services_of_others(
    local: Graph, standin: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(http_module.USER, "dba")
    monkeypatch.setenv(http_module.PASSWORD, "secret")
    address = standin.at("wants-a-name")
    with pytest.raises(PolicygraphError, match="it wants a name and password"):
        ask(local, f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}", (address,))
    assert standin.authorizations == [""]


def test_there_is_an_end_to_requests_and_rows(local: Graph, standin: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    address = standin.at("cellar")
    sparql = CELLAR.replace("{cellar}", address)
    monkeypatch.setattr(federating, "BATCH", 1)
    monkeypatch.setattr(federating, "MOST_REQUESTS", 2)
    with pytest.raises(PolicygraphError, match="query would take more than 2 requests"):
        ask(local, sparql, (address,))
    assert len(standin.asked) == 2
    monkeypatch.setattr(federating, "MOST_REQUESTS", 50)
    monkeypatch.setattr(federating, "MOST_ROWS", 2)
    with pytest.raises(PolicygraphError, match="more than 2 rows"):
        ask(local, sparql, (address,))
    with pytest.raises(PolicygraphError, match="4 values are asked in parts, which LIMIT in the block forbids"):
        ask(local, sparql.replace("?w ?p ?c }", "{ SELECT * { ?w ?p ?c } LIMIT 1 } }"), (address,))


def test_a_node_without_a_name_is_one_node_here_too(local: Graph, standin: StandIn) -> None:
    address = standin.at("cellar")
    blocks = (f"SERVICE <{address}> {{ SELECT (BNODE() AS ?{name}) {{}} }}" for name in "ab")
    sparql = f"SELECT ?a ?b {{ {' '.join(blocks)} }}"
    ((first, second),) = ask(local, sparql, (address,)).rows
    assert isinstance(first, ox.NamedNode)
    assert isinstance(second, ox.NamedNode)
    assert first != second


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX : <{}> SELECT * {{ SERVICE : {{ ?s ?p ?o }} }}",
        "PREFIX : <{}> SELECT * {{ SERVICE:x {{ ?s ?p ?o }} }}",
        "PREFIX x: <{}> SELECT * {{ SERVICEx:y {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICESILENT<{}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ ?s ?p 1SERVICE <{}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ ?s ?p trueservice <{}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ ?s ?p ?o.SERVICE\n#:\n<{}>{{ ?s ?p ?o }} }}",
        "PREFIX : <{}> SELECT * {{ SERVICE# :\n:x {{ ?s ?p ?o }} }}",
        "PREFIX x: <{}> SELECT * {{ ?s x:a\\#b ?o . SERVICE x:y {{ ?s ?p ?o }} ?s x:it\\'s ?o }}",
        "SELECT * {{ ?s ?p ?o\n# SERVICE\rSERVICE <{}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ ?s ?p <x:\\u0041#> SERVICE <{}> {{ ?s ?p ?o }} }}",
        'SELECT * {{ ?s ?p "a\\"b#" SERVICE <{}> {{ ?s ?p ?o }} }}',
        "SELECT * {{ BIND(<{}> AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}",
        "SELECT * {{ ?service ?p ?o . SERVICE <{}> {{ ?s ?p ?o }} }}",
    ],
)
def test_no_way_of_writing_it_reaches_a_service_unasked(standin: StandIn, query: str) -> None:
    address = standin.at("cellar")
    sparql = query.format(address)
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal("true")))
    with suppress(OSError):  # of a service that is not there
        store.query(sparql)  # Oxigraph takes it for SPARQL
    with pytest.raises(PolicygraphError, match="everything here works offline"):
        refuse(sparql, "query")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service ?x { ?service ?p ?x }",
        "SELECT ?service { ?service ?p ?x { ?s ?p ?o } }",
        "PREFIX services: <x:> SELECT * { services:a ?p ?o }",
        "PREFIX x: <x:> SELECT * { ?s x:service ?o . GRAPH x:service { ?s a x:Service } }",
        "SELECT * { ?s ?p 'SERVICE <x:y> {' } # SERVICE <x:y> {",
    ],
)
def test_the_word_alone_is_no_request(query: str) -> None:
    refuse(query, "query")
    ox.Store().query(query)


# --- through the door


CONCEPTS = (
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\nPREFIX cdm: <http://publications.europa.eu/ontology/cdm#>\n"
    "SELECT ?element ?work {{ ?element skos:exactMatch ?concept SERVICE <{}> {{\n#+ values: ?concept\n"
    "?work cdm:work_is_about_concept_eurovoc ?concept }} }} ORDER BY ?element ?work"
)


@pytest.mark.parametrize("engine", ["pyoxigraph", "maplib"])
@pytest.mark.parametrize("memory", [True, False])
def test_every_engine_joins_what_a_service_says(
    shipped: Graph, standin: StandIn, tmp_path: Path, engine: str, memory: bool
) -> None:
    if engine == "maplib":
        pytest.importorskip("maplib")
    write_output(shipped, tmp_path / "out", lambda *_: None)
    address = standin.at("cellar")
    asked = open_store(tmp_path / "out", engine, memory if engine == "pyoxigraph" else None)
    answer = ask_sparql(asked, CONCEPTS.format(address), services=(address,))
    expected = ask_sparql(shipped, CONCEPTS.format(address), services=(address,), limits=None)
    assert len(answer) > 2
    assert answer.rows == expected.rows


def test_the_command_asks_a_service_that_is_named(
    standin: StandIn, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    address, file = standin.at("cellar"), tmp_path / "query.rq"
    file.write_text(CONCEPTS.format(address), "utf-8")
    assert main(["ask", "--file", str(file), "--service", address, "--format", "csv"]) == 0
    first, *lines = capsys.readouterr().out.splitlines()
    assert first == "element,work"
    assert "element:internal-market,http://publications.europa.eu/resource/cellar/invented-1" in lines
    assert main(["ask", "--file", str(file)]) == 1
    assert "name those that may be asked (services=…, --service URL)" in capsys.readouterr().err
    file.write_text(CONCEPTS.format("http://127.0.0.1:9/"), "utf-8")
    assert main(["ask", "--file", str(file), "--service", "http://127.0.0.1:9/"]) == 1
    assert "http://127.0.0.1:9/: it cannot be reached, or broke off (connection refused)" in capsys.readouterr().err
    assert main(["ask", "which-links-are-found-missing", "--service", address]) == 1
    assert "--service go with a query of your own (--file)" in capsys.readouterr().err
