"""Questions: each has a golden answer on the invented world, checked by hand against its three texts."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from places import HERE, Break
from policygraph import Graph, ask, ask_file, ask_sparql, build, questions
from policygraph.answer import Answer
from policygraph.faults import PolicygraphError
from policygraph.question import Question, read_question

GOLDEN = sorted((HERE / "world" / "answers").glob("*.csv"))


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_a_question_has_its_golden_answer(graph: Graph, golden: Path) -> None:
    name, *pairs = golden.stem.split(".")
    parameters = dict(pair.split("=") for pair in pairs)
    assert ask(graph, name, **parameters).to_csv() + "\n" == golden.read_text("utf-8")


def test_every_question_has_a_golden_answer() -> None:
    assert {path.stem.split(".")[0] for path in GOLDEN} == set(questions())


@pytest.mark.parametrize("name", questions())
def test_a_question_says_what_it_asks_and_is_valid_as_it_stands(graph: Graph, name: str) -> None:
    question = questions()[name]
    assert question.summary
    assert question.sparql.startswith("#+ summary: ")
    ox.Store().query(question.sparql, use_default_graph_as_union=True)  # without any prefix of ours
    values = {each.name: "joint-tide-programme" for each in question.parameters if each.required}
    columns = ask(graph, name, **values).columns
    assert set(question.headings) <= set(columns)
    assert "NOT EXISTS" not in question.sparql  # stores do not correlate it: a minute where MINUS takes a moment


@pytest.mark.parametrize(
    "value",
    [
        "joint-tide-programme",
        "JTP",
        "jtp",
        "PCM",
        "https://example.org/harbours/element/joint-tide-programme",
    ],
)
def test_an_element_is_known_by_id_label_and_address(graph: Graph, value: str) -> None:
    assert len(ask(graph, "what-is-linked-to-an-element", element=value)) == 8


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        (
            "which-link-are-missing",
            {},
            "there is no question 'which-link-are-missing'; did you mean which-links-are-found-missing",
        ),
        ("xyz", {}, "there is no question 'xyz'; `policygraph ask` lists them all"),
        ("which-links-are-found-missing", {"element": "x"}, "has no parameter 'element'; it takes none"),
        ("what-is-linked-to-an-element", {"elment": "x"}, "has no parameter 'elment'; it takes element"),
        (
            "what-is-linked-to-an-element",
            {"element": "Green Keel"},
            "no element is called 'Green Keel'; the nearest are green-keel-strategy",
        ),
        ("what-is-linked-to-an-element", {"element": "qqqq"}, "no element is called 'qqqq'; none is near"),
        ("what-is-linked-to-an-element", {"element": '"> } DROP ALL #'}, "no element is called"),
        ("what-is-linked-to-an-element", {"element": ""}, "no element is called ''"),
    ],
)
def test_what_is_not_known_is_told_with_what_is(
    graph: Graph, name: str, parameters: dict[str, str], message: str
) -> None:
    with pytest.raises(PolicygraphError) as error:
        ask(graph, name, **parameters)
    assert message in str(error.value)


def test_a_label_of_two_elements_lists_them(spoil: Break) -> None:
    corpus = spoil(
        "labels.csv",
        "silting,en,preferred,Silting",
        "silting,en,preferred,Silting\nsilting,en,hidden,mud\nwinter-gap,en,hidden,Mud",
    )
    with pytest.raises(
        PolicygraphError, match="'mud' is a label of several elements; choose among silting, winter-gap"
    ):
        ask(build(corpus), "what-is-linked-to-an-element", element="mud")


def test_queries_of_ones_own_give_tables(graph: Graph, tmp_path: Path) -> None:
    assert ask_sparql(graph, "ASK { ?s a pg:Statement }").rows == (("yes",),)
    constructed = ask_sparql(graph, "CONSTRUCT { ?s pg:holder ?h } WHERE { ?s pg:holder ?h ; pg:stance stance:warns }")
    assert constructed.rows == (("statement:isle-note.2-02", "pg:holder", "element:isle-of-brume"),)
    optional = ask_sparql(graph, "SELECT ?s ?n { ?s pg:stance stance:warns OPTIONAL { ?s pg:nothing ?n } }")
    assert optional.rows == (("statement:isle-note.2-02", ""),)
    query = tmp_path / "my.rq"
    query.write_text("SELECT ?s { ?s a pg:Statement", "utf-8")
    with pytest.raises(PolicygraphError, match=r"my\.rq: not SPARQL: "):
        ask_file(graph, query)
    with pytest.raises(PolicygraphError, match="cannot be read"):
        ask_file(graph, tmp_path / "none.rq")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "#+ summary: x\n#+ nonsense: y\nASK { ?s ?p ?o }",
            "the header line '#+ nonsense: y' is not understood",
        ),
        ("#+ parameters: x = thing, y\nASK { ?s ?p ?o }", "the kind one of element, document"),
        ("#+ parameters: x = element, y\nASK { ?s ?p ?o }", "each parameter needs a place"),
        ("ASK {\n  #+ values: ?x\n  ?s ?p ?o }", "each parameter needs a place"),
    ],
)
def test_a_question_whose_header_is_not_understood_is_told(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "q.rq"
    path.write_text(text, "utf-8")
    with pytest.raises(PolicygraphError) as error:
        read_question(path)
    assert message in str(error.value)


def test_an_answer_cannot_inject_into_html_or_markdown() -> None:
    hostile = Answer("q", ("a",), ("<b>",), (("<script>alert(1)</script> | *x* [l](javascript:1) `c`\nnew",),))
    assert "<script>" not in hostile._repr_html_()
    assert "<b>" not in hostile._repr_html_()
    line = hostile.to_markdown().split("\n")[2]
    assert line == r"| &lt;script&gt;alert(1)&lt;/script&gt; \| \*x\* \[l\](javascript:1) \`c\` new |"


def test_a_table_fits_a_terminal_of_100_columns_and_breaks_no_identifier(graph: Graph) -> None:
    for name, asked in questions().items():
        values = {each.name: "joint-tide-programme" for each in asked.parameters if each.required}
        lines = ask(graph, name, **values).to_text(100).split("\n")
        assert max(map(len, lines)) <= 100
    text = ask(graph, "what-is-linked-to-an-element", element="JTP").to_text(100)
    assert all(name in text for name in ("valley-reply.1-04", "harbour-plan.1-02"))


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("INSERT DATA { <a:b> <a:b> <a:b> }", "is an update; only questions are answered"),
        ("PREFIX a: <b:c>\nDELETE WHERE { ?s ?p ?o }", "is an update"),
        ("SELECT * { SERVICE <http://169.254.169.254/> { ?s ?p ?o } }", "asks another service (SERVICE)"),
        ("SELECT * { ?s ?p ?o FILTER(" + "(" * 5000 + "1=1" + ")" * 5000 + ") }", "levels deep"),
        ("SELECT * { ?s ?p ?o FILTER(" + "!" * 50000 + "true) }", "steps in a row"),
        ("SELECT * { ?s " + "/".join(["<a:b>"] * 20000) + " ?o }", "steps in a row"),
        ("SELECT * { ?s foo:bar ?o }", "the prefix foo: is not known; add a line PREFIX foo:"),
    ],
)
def test_what_is_no_question_or_would_bring_the_engine_down_is_refused(
    graph: Graph, sparql: str, message: str
) -> None:
    with pytest.raises(PolicygraphError) as error:
        ask_sparql(graph, sparql)
    assert message in str(error.value)
    assert len(str(error.value)) < 400


def test_words_of_refusal_inside_texts_and_comments_do_no_harm(graph: Graph) -> None:
    found = ask_sparql(graph, '# INSERT SERVICE {{{\nSELECT ("SERVICE FROM <x>" AS ?x) { }')
    assert found.rows == (("SERVICE FROM <x>",),)


def test_from_is_heeded(graph: Graph) -> None:
    status = "https://example.org/harbours/graph/status/missing"
    counted = "SELECT (COUNT(*) AS ?n) "
    inside = ask_sparql(graph, counted + f"{{ GRAPH <{status}> {{ ?s ?p ?o }} }}").rows
    assert ask_sparql(graph, counted + f"FROM <{status}> {{ ?s ?p ?o }}").rows == inside != (("0",),)


def test_a_byte_order_mark_before_a_query_is_no_fault(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_bytes(b"\xef\xbb\xbfASK { ?s ?p ?o }")
    assert ask_file(graph, tmp_path / "q.rq").rows == (("yes",),)


@pytest.mark.parametrize("value", ["<", ">", "{", '"', "[", "\\", "^", "|", "%zz", "`", "\n"])
def test_signs_that_no_address_may_hold_are_no_element(graph: Graph, value: str) -> None:
    with pytest.raises(PolicygraphError, match="no element is called"):
        ask(graph, "what-is-linked-to-an-element", element=value)


def test_several_terms_stand_in_every_place_of_a_parameter() -> None:
    asked = Question(
        "q", "", "", (), {}, "SELECT * {\n  #+ values: ?a\n  { ?a ?b ?c }\n  UNION {\n    #+ values: ?a\n  }\n}"
    )
    terms = (ox.NamedNode(f"https://example.org/{name}") for name in "xy")
    row = "VALUES ?a { <https://example.org/x> <https://example.org/y> }"
    assert asked.with_values({"a": terms}).count(row) == 2
    assert "VALUES ?a { }" not in asked.with_values({})
