"""Everything that can be asked answers alike: rows in order, lists in cells, names found, whichever engine it is."""

from collections.abc import Sequence

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph import Graph, PolicygraphError, ask, ask_sparql, build, questions
from policygraph.question import read_question
from policygraph.store import open_store
from policygraph.store.ordering import ordered
from policygraph.store.results import Results, Term

XSD = "http://www.w3.org/2001/XMLSchema#"
TERMS = st.one_of(
    st.none(),
    st.sampled_from("ab").map(lambda name: ox.NamedNode(f"https://example.org/{name}")),
    st.text("aäZ1 ", max_size=3).map(ox.Literal),
    st.sampled_from(["b", "a"]).map(lambda text: ox.Literal(text, language="en")),
    st.integers(-3, 12).map(ox.Literal),
    st.decimals(-2, 2, places=1).map(lambda n: ox.Literal(str(n), datatype=ox.NamedNode(XSD + "decimal"))),
    st.just(ox.Literal("not a number", datatype=ox.NamedNode(XSD + "integer"))),
)


def one_column(values: Sequence[Term | None]) -> Results:
    """Results of one column."""
    return Results(("x",), tuple((value,) for value in values))


@given(st.lists(TERMS, max_size=8))
def test_the_order_does_not_depend_on_what_came_first(values: list[Term | None]) -> None:
    assert ordered(one_column(values), [("x", False)]) == ordered(one_column(values[::-1]), [("x", False)])


@given(st.lists(st.one_of(st.none(), st.integers(-30, 300).map(ox.Literal)), max_size=8), st.booleans())
def test_numbers_are_sorted_as_sparql_does(values: list[Term | None], falling: bool) -> None:
    rows = " ".join("(UNDEF)" if value is None else f"({value})" for value in values)
    word = "DESC(?x)" if falling else "?x"
    by_engine = ox.Store().query(f"SELECT ?x {{ VALUES (?x) {{ {rows} }} }} ORDER BY {word}")
    assert isinstance(by_engine, ox.QuerySolutions)
    assert [row[0] for row in ordered(one_column(values), [("x", falling)]).rows] == [row[0] for row in by_engine]


def test_infinite_and_broken_numbers_are_sorted_without_a_fall() -> None:
    double = ox.NamedNode(XSD + "double")
    values = [ox.Literal(text, datatype=double) for text in ("INF", "NaN", "-INF", "1e3", "x")]
    assert len(ordered(one_column(values), [("x", False)]).rows) == 5


@pytest.mark.parametrize("name", questions())
def test_a_question_is_sorted_by_what_its_last_line_says(graph: Graph, name: str) -> None:
    asked = questions()[name]
    last = asked.sparql.rstrip().splitlines()[-1]
    assert last.startswith("ORDER BY ")
    assert len(asked.order) == last.count("?")
    assert "ORDER BY" not in asked.unordered({})  # nor is anything sorted inside, where it says nothing in SPARQL
    if any(parameter.required for parameter in asked.parameters):
        return
    answer = ask(graph, name)
    assert {column for column, _ in asked.order} <= set(answer.columns)
    by_engine = graph.query(asked.sparql)
    keys = [by_engine.columns.index(column) for column, _ in asked.order]
    assert [[row[k] for k in keys] for row in answer.terms] == [[row[k] for k in keys] for row in by_engine.rows]


@pytest.mark.parametrize("name", questions())
def test_what_is_gathered_in_a_cell_is_said_to_be_a_list(name: str) -> None:
    asked = questions()[name]
    assert asked.sparql.count("GROUP_CONCAT(") == len(asked.lists) == asked.sparql.count('SEPARATOR = " | "')


def test_values_in_a_cell_are_sorted_and_parted_by_commas() -> None:
    results = ordered(one_column([ox.Literal("b, c | a")]), [], ["x"])
    assert results.rows == ((ox.Literal("a, b, c"),),)


def test_no_label_of_the_corpus_holds_what_parts_the_values_of_a_list() -> None:
    assert not [label for label, _ in build().element_names if "|" in label]


def test_a_question_that_needs_an_element_says_so(graph: Graph) -> None:
    with pytest.raises(PolicygraphError, match=r"what-is-reachable-from-an-element needs element: where to start"):
        ask(graph, "what-is-reachable-from-an-element")


def test_an_answer_has_its_terms(graph: Graph) -> None:
    answer = ask(graph, "how-many-statements-per-status")
    column = answer.columns.index("statements")
    assert [row[column] for row in answer.terms] == [ox.Literal(int(row[column])) for row in answer.rows]
    assert ask_sparql(graph, "ASK { ?s ?p ?o }").rows == (("yes",),)
    assert ask_sparql(graph, "SELECT (true AS ?x) (false AS ?y) {}").rows == (("true", "false"),)


@pytest.mark.parametrize(
    ("place", "engine", "said"),
    [
        ("nowhere", "pyoxigraph", "nowhere"),
        (".", "redis", "no engine is called 'redis'; choose among pyoxigraph, maplib"),
        ("https://example.org/sparql", "maplib", "has an engine of its own"),
    ],
)
def test_what_cannot_be_opened_is_said(place: str, engine: str, said: str) -> None:
    with pytest.raises(PolicygraphError, match=said):
        open_store(place, engine)


def test_a_required_parameter_is_read_from_the_header(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("q") / "one.rq"
    file.write_text(
        "#+ summary: One\n#+ parameters: it = element, required, which one\nSELECT * {\n  #+ values: ?it\n}\n"
    )
    (parameter,) = read_question(file).parameters
    assert (parameter.required, parameter.kind, parameter.meaning) == (True, "element", "which one")
