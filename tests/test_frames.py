"""An answer as a frame, an Arrow table and SPARQL JSON: numbers as numbers, empty cells as null, nothing made up."""

import json
from datetime import date

import pyoxigraph as ox
import pytest

from policygraph import Graph, PolicygraphError, ask, ask_sparql, questions
from policygraph.answer import Answer
from policygraph.store.results import results_of

pytest.importorskip("pandas")
pytest.importorskip("polars")
pytest.importorskip("pyarrow")

FREE = [name for name, asked in questions().items() if not any(each.required for each in asked.parameters)]
MIXED = """
SELECT * {
  VALUES (?whole ?number ?yes ?day ?year ?mixed ?text ?broken ?big) {
    (1 1.5 true "2012-10-10"^^xsd:date "2012"^^xsd:gYear 1 "é, \\"x\\"" "x"^^xsd:integer 9223372036854775808)
    (-2 2 false UNDEF "2013"^^xsd:gYear "b"@en UNDEF 3 UNDEF)
  }
}
"""


@pytest.fixture(scope="module")
def mixed(graph: Graph) -> Answer:
    return ask_sparql(graph, MIXED, limits=None)


def test_arrow_has_the_types(mixed: Answer) -> None:
    table = mixed.to_arrow()
    assert {name: str(table.schema.field(name).type) for name in mixed.columns} == {
        "whole": "int64",
        "number": "double",
        "yes": "bool",
        "day": "date32[day]",
        "year": "string",
        "mixed": "string",
        "text": "string",
        "broken": "string",
        "big": "string",
    }
    first, second = table.to_pylist()
    assert first["whole"] == 1
    assert first["day"] == date(2012, 10, 10)
    assert first["text"] == 'é, "x"'
    assert second == {**second, "number": 2.0, "yes": False, "day": None, "mixed": "b", "text": None, "big": None}


def test_polars_and_pandas_say_what_arrow_says(mixed: Answer) -> None:
    rows = mixed.to_arrow().to_pylist()
    assert mixed.to_polars().to_dicts() == rows
    frame = mixed.to_pandas()
    assert list(frame.columns) == list(mixed.columns)
    assert int(frame["whole"].sum()) == -1
    assert frame["day"].isna().tolist() == [False, True]
    assert frame["text"].isna().tolist() == [False, True]
    assert frame["text"][0] == rows[0]["text"]


@pytest.mark.parametrize("name", FREE)
def test_the_answer_to_every_question_becomes_a_frame_and_json(graph: Graph, name: str) -> None:
    answer = ask(graph, name)
    assert answer.to_polars().shape == (len(answer), len(answer.columns)) == answer.to_pandas().shape
    assert answer.to_arrow().num_rows == len(answer)
    read = results_of(ox.parse_query_results(answer.to_sparql_json(), ox.QueryResultsFormat.JSON))
    assert (read.columns, read.rows) == (answer.columns, answer.terms)


def test_an_answer_without_rows_keeps_its_columns(graph: Graph) -> None:
    none = ask_sparql(graph, "SELECT ?a ?b { ?a pg:status ?b FILTER(false) }", limits=None)
    assert none.to_polars().columns == ["a", "b"] == none.to_arrow().column_names == list(none.to_pandas().columns)
    assert json.loads(none.to_sparql_json()) == {"head": {"vars": ["a", "b"]}, "results": {"bindings": []}}


def test_a_yes_is_a_boolean_in_json(graph: Graph) -> None:
    assert json.loads(ask_sparql(graph, "ASK { ?s ?p ?o }", limits=None).to_sparql_json()) == {
        "head": {},
        "boolean": True,
    }


def test_json_is_what_the_engine_itself_writes(graph: Graph) -> None:
    query = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 400"
    found = graph.store.query(query, prefixes=graph.prefixes, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    written = found.serialize(format=ox.QueryResultsFormat.JSON)
    assert written is not None
    assert json.loads(ask_sparql(graph, query, limits=None).to_sparql_json()) == json.loads(written)


def test_a_table_that_has_no_terms_is_handed_on_as_texts() -> None:
    table = Answer("who", ("who", "when"), ("who", "when"), (("Belgium", ""),))
    assert table.to_arrow().to_pylist() == [{"who": "Belgium", "when": None}]
    bindings = json.loads(table.to_sparql_json())["results"]["bindings"]
    assert bindings == [{"who": {"type": "literal", "value": "Belgium"}}]


def test_a_library_that_is_not_there_is_named(mixed: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("policygraph.frames.import_module", absent)
    with pytest.raises(PolicygraphError, match=r"polars is not installed: pip install 'policygraph\[frames\]'"):
        mixed.to_polars()
