"""maplib answers as pyoxigraph does, or says why it does not answer: it never answers otherwise."""

import pytest

from policygraph import Graph, PolicygraphError, ask, ask_sparql, build, questions
from policygraph.store import Asked, with_engine

pytest.importorskip("maplib")


@pytest.fixture(scope="module")
def shipped() -> Graph:
    """The shipped corpus."""
    return build()


@pytest.fixture(scope="module")
def engine(shipped: Graph) -> Asked:
    """Its triples in maplib."""
    return with_engine(shipped, "maplib")


ASKED = [(name, "") for name in questions()] + [
    (name, "clusters") for name, asked in questions().items() if any(p.kind == "element" for p in asked.parameters)
]


@pytest.mark.parametrize(("name", "value"), ASKED)
def test_a_question_has_the_same_answer_or_none(engine: Asked, shipped: Graph, name: str, value: str) -> None:
    takes = [p for p in questions()[name].parameters if p.kind == "element" and (value or p.required)][:1]
    values = {each.name: value or "clusters" for each in takes}
    try:
        answer = ask(engine, name, **values)
    except PolicygraphError as refusal:
        assert "maplib could not answer this; ask pyoxigraph (" in str(refusal)  # noqa: PT017 - either is right
        return
    assert answer.rows == ask(shipped, name, **values).rows
    assert answer.columns == ask(shipped, name, **values).columns


def test_many_questions_are_answered(engine: Asked) -> None:
    answered = 0
    for name, asked in questions().items():
        try:
            ask(engine, name, **{each.name: "clusters" for each in asked.parameters if each.required})
        except PolicygraphError:
            continue
        answered += 1
    assert answered >= len(questions()) // 3


RIGHT = [
    "SELECT ?type (COUNT(*) AS ?n) { ?l pg:linkageType ?type } GROUP BY ?type ORDER BY ?type",
    "SELECT ?e { ?e a pg:Instrument . FILTER NOT EXISTS { ?l pg:subject ?e } } ORDER BY ?e",
    "SELECT ?e { ?e a pg:Instrument . MINUS { ?l pg:object ?e } } ORDER BY ?e",
    "SELECT ?a ?b { ?s pg:holder ?a . OPTIONAL { ?s pg:addressee ?b } } ORDER BY ?a ?b LIMIT 50",
    "SELECT ?s ?d { ?s pg:degree ?d } ORDER BY DESC(?d) ?s LIMIT 20 OFFSET 5",
    "SELECT ?l ?words { ?l rdfs:label ?words . FILTER(CONTAINS(?words, 'cluster')) } ORDER BY ?words ?l",
    "ASK { ?s pg:status status:missing }",
    "ASK { ?s pg:status status:nothing }",
    "CONSTRUCT { ?a ?type ?b } WHERE { ?l pg:subject ?a ; pg:linkageType ?type ; pg:object ?b ; pg:exclusive true }",
    "SELECT (SUM(?w) AS ?words) (MAX(?w) AS ?most) { ?e pg:words ?w }",
]


@pytest.mark.parametrize("query", RIGHT)
def test_a_query_of_ones_own_has_the_same_answer(engine: Asked, shipped: Graph, query: str) -> None:
    assert ask_sparql(engine, query).rows == ask_sparql(shipped, query, limits=None).rows


REFUSED = [
    ("SELECT ?s FROM <https://w3id.org/policygraph/graph/linkages> { ?s ?p ?o }", "all triples are one graph"),
    ("SELECT ?e ?b { ?e a pg:Actor ; pg:broader* ?b }", r"a path with \*"),
    ("SELECT ?v (COUNT(*) AS ?n) { ?s a pg:Statement . OPTIONAL { ?s pg:via ?v } } GROUP BY ?v", "may be unbound"),
]


@pytest.mark.parametrize(("query", "reason"), REFUSED)
def test_what_it_would_answer_wrongly_is_refused_with_the_reason(engine: Asked, query: str, reason: str) -> None:
    with pytest.raises(PolicygraphError, match=reason):
        ask_sparql(engine, query)


def test_what_is_no_sparql_is_told_as_elsewhere(engine: Asked) -> None:
    with pytest.raises(PolicygraphError, match="query: not SPARQL: the prefix nowhere: is not known"):
        ask_sparql(engine, "SELECT ?s { ?s nowhere:p ?o }")
