"""Verdicts: what a coder found became of an ask, held to the statements that it names, and never made into a link."""

import re
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from places import WORLD, WORLD_TEXTS, Break
from policygraph import CorpusError, Graph, ask, ask_sparql, build, check
from policygraph.corpus import Corpus, read_corpus
from policygraph.from_graph import content_of
from policygraph.graph import Graph as Built
from policygraph.ontology import read_ontology
from policygraph.pieces import pieces_of
from policygraph.reasoner import reasoner_here
from policygraph.reasoning import ContradictionError, blame_rows
from policygraph.shapes import check_shapes, shapes_text
from policygraph.unquoting import unquote
from policygraph.verdict_checks import UNCHECKABLE
from policygraph.vocabulary import PG, ROOT, term, vocabulary

ANSWERS = "answers.csv"
FOLDERS = ("documents", "elements", "labels", "passages", "statements", "coverage", "scopes")


def told(corpus: Path) -> list[str]:
    return [str(fault).removeprefix(f"{corpus.as_posix()}/") for fault in check(corpus)]


def take_out(corpus: Path, document: str) -> None:
    """Takes out a document that stands in files of its own, or in a row of the root table."""
    root = corpus / "documents.csv"
    rows = root.read_text("utf-8").splitlines(keepends=True)
    root.write_text("".join(row for row in rows if not row.startswith(f"{document},")), "utf-8")
    for folder in FOLDERS:
        for path in (corpus / folder).glob(f"{document}.*"):
            path.unlink()


# Faults, each told at its cell and with what to do


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("1-04,weaker,", "1-04,weeker,", "answers.csv:4:19: no verdict is called 'weeker'; did you mean weaker?"),
        (
            "1-04,weaker,",
            "1-04,refused,",
            "answers.csv:4:19: no verdict is called 'refused'; choose among takenUp, inPart, weaker, byOtherMeans, "
            "notFoundInScope, notCheckable",
        ),
        (
            "harbour-plan.3-02,",
            "harbour-plan.3-20,",
            "answers.csv:3:1: no statement is called 'harbour-plan.3-20'; did you mean harbour-plan.3-0",
        ),
        (
            ",isle-note.2-01,",
            ",isle-note.2-11,",
            "answers.csv:4:26: no statement is called 'isle-note.2-11'; did you mean isle-note.2-01",
        ),
        (
            "harbour-plan.3-02,",
            "harbour-plan.2-04,",
            "answers.csv:3:1: harbour-plan.2-04 asks for nothing: its stance is acknowledges; "
            "judge statements only whose stance is callsFor, urges or findsMissing",
        ),
        (
            "valley-reply.2-04,",
            "pass-act.r1-02,",
            "answers.csv:5:1: the statement pass-act.r1-02 was withdrawn on 2021-05-20; judge again, or take this row",
        ),
        (
            ",isle-note.2-01,",
            ",pass-act.r1-02,",
            "answers.csv:4:26: the statement pass-act.r1-02 was withdrawn on 2021-05-20; judge again",
        ),
        (
            "harbour-plan.3-02,",
            "harbour-plan.3-01,",
            "answers.csv:3:1: harbour-plan.3-01 is judged in line 2 already; keep one of the two rows",
        ),
        (
            ",isle-note.2-01,",
            ",,",
            "answers.csv:4:26: the verdict weaker names no answer; name the statements of later documents that it",
        ),
        (
            "notCheckable,,",
            "notCheckable,pass-act.a1-01,",
            "answers.csv:5:32: the verdict is notCheckable, and pass-act.a1-01 is named; leave answers empty",
        ),
        (
            ",isle-note.2-01,",
            ",valley-reply.1-05,",
            "answers.csv:4:26: valley-reply.1-05 stands in the document that asks, and is no answer to it; "
            "name statements only of documents that are surely later than the ask",
        ),
        (
            ",isle-note.2-01,",
            ",harbour-plan.1-02,",
            "answers.csv:4:26: harbour-plan.1-02 is of 2019-04 and the ask of 2019-09-14: it is no later",
        ),
        (
            ",isle-note.2-01,",
            ",isle-note.2-01|pass-act.a1-01 | isle-note.2-01,",
            "answers.csv:4:26: isle-note.2-01 is named 2 times; name it once",
        ),
        (
            "harbour-plan.3-02,",
            "harbour-plan 3-02,",
            "answers.csv:3:1: 'harbour-plan 3-02' is no statement for 'ask'; write document.statement, such as",
        ),
        (
            ",isle-note.2-01,",
            ",isle-note.2-01; isle-note.2-02,",
            "answers.csv:4:26: 'isle-note.2-01; isle-note.2-02' is no statements for 'answers'; write document.state",
        ),
        (",Ines Quay,2021-06-01\nharbour-plan.3-02", ",,2021-06-01\nharbour-plan.3-02", "the cell 'coder' is empty"),
        (
            ",Ines Quay,2021-06-01\nharbour-plan.3-02",
            ",Ines Quay,June\nharbour-plan.3-02",
            "answers.csv:2:245: 'June' is no date for 'date'",
        ),
        ("answers,reason", "answer,reason", "answers.csv:1:13: no column is called 'answer' here; rename it"),
    ],
)
def test_a_verdict_that_is_wrong_is_told_at_its_cell(spoil: Break, old: str, new: str, message: str) -> None:
    corpus = spoil(ANSWERS, old, new)
    found = told(corpus)
    assert [message in fault for fault in found] == [True], found
    with pytest.raises(CorpusError):
        build(corpus)


def test_an_answer_of_which_nobody_can_tell_that_it_is_later_is_none(spoil: Break) -> None:
    corpus = spoil("documents.csv", "isle-of-brume,2020,fr", "isle-of-brume,2019,fr")
    assert told(corpus) == [
        "answers.csv:4:26: isle-note.2-01 is of 2019 and the ask of 2019-09-14: nobody can tell that it is later; "
        "name statements only of documents that are surely later than the ask"
    ]
    spoil("documents.csv", "isle-of-brume,2019,fr", "isle-of-brume,2019-09-14,fr")
    assert "is of 2019-09-14 and the ask of 2019-09-14: it is no later" in told(corpus)[0]
    spoil("documents.csv", "isle-of-brume,2019-09-14,fr", "isle-of-brume,2019-09-15,fr")
    assert told(corpus) == []


def test_what_cannot_be_looked_up_since_its_table_is_at_fault_is_no_fault_of_the_verdict(copy: Path) -> None:
    path = copy / "statements" / "isle-note.csv"
    path.write_text(path.read_text("utf-8").replace(",", ";", 4), "utf-8")
    assert [fault for fault in told(copy) if fault.startswith(ANSWERS)] == []


def test_a_statement_at_fault_takes_its_verdict_out_of_what_is_checked_and_no_more(spoil: Break) -> None:
    corpus = spoil("statements/isle-note.csv", ",callsFor,desired,", ",asksFor,desired,")
    (fault,) = told(corpus)
    assert "no stance is called 'asksFor'" in fault


# A document comes and goes, and no other file is touched


def test_a_verdict_that_names_a_document_which_is_not_there_is_left_out_with_a_warning(copy: Path) -> None:
    take_out(copy, "isle-note")
    assert told(copy) == [
        "answers.csv:4:26: warning: the verdict on valley-reply.1-04 is left out: no document is called 'isle-note'; "
        "put it back, or judge again without it"
    ]
    graph = build(copy)
    assert list(content_of(graph).verdicts) == ["harbour-plan.3-01", "harbour-plan.3-02", "valley-reply.2-04"]
    assert not [quad for quad in graph.quads() if "isle-note" in str(quad)]
    take_out(copy, "valley-reply")
    assert [fault.partition(";")[0] for fault in told(copy)] == [
        "answers.csv:2:35: warning: the verdict on harbour-plan.3-01 is left out: "
        "no document is called 'valley-reply'",
        "answers.csv:4:1: warning: the verdict on valley-reply.1-04 is left out: "
        "no document is called 'isle-note' or 'valley-reply'",
        "answers.csv:5:1: warning: the verdict on valley-reply.2-04 is left out: no document is called 'valley-reply'",
    ]


def test_a_document_that_is_misspelt_is_told_with_the_nearest(spoil: Break) -> None:
    (fault,) = told(spoil(ANSWERS, ",isle-note.2-01,", ",ilse-note.2-01,"))
    assert "no document is called 'ilse-note'; did you mean isle-note? Else put it back, or judge again" in fault


def test_verdicts_may_stand_in_the_file_of_the_document_that_asks(copy: Path, graph: Graph) -> None:
    header, *rows = (copy / ANSWERS).read_text("utf-8").splitlines(keepends=True)
    (copy / "answers").mkdir()
    (copy / "answers" / "valley-reply.csv").write_text("".join((header, *rows[2:])), "utf-8")
    assert build(copy, WORLD_TEXTS).quads() == graph.quads()  # what two files say alike counts once
    (copy / ANSWERS).write_text("".join((header, *rows[:2])), "utf-8")
    assert build(copy, WORLD_TEXTS).quads() == graph.quads()
    (copy / "answers" / "valley-reply.csv").write_text(header + rows[2].replace(",weaker,", ",inPart,"), "utf-8")
    (copy / ANSWERS).write_text("".join((header, *rows)), "utf-8")
    (fault,) = told(copy)
    assert f"valley-reply.1-04 is judged in {copy.as_posix()}/answers.csv:4 already" in fault
    shutil.move(copy / "answers" / "valley-reply.csv", copy / "answers" / "nobody.csv")
    assert "answers/nobody.csv:1:1: documents.csv has no document 'nobody'" in told(copy)[0]


def test_a_corpus_without_verdicts_is_one(copy: Path) -> None:
    (copy / ANSWERS).unlink()
    assert told(copy) == []
    assert content_of(build(copy)).verdicts == {}


def test_of_some_documents_the_verdicts_stay_on_what_they_ask(world: Corpus) -> None:
    some = world.of("harbour-plan", "isle-note")
    assert [row.ask for row in some.verdicts] == ["harbour-plan.3-01", "harbour-plan.3-02"]
    assert [row.ask for row in some.judged()] == ["harbour-plan.3-02"]
    assert check(some) == []


def test_published_the_verdicts_are_carried_along(tmp_path: Path) -> None:
    unquote(WORLD, WORLD_TEXTS, tmp_path / "out")
    assert (tmp_path / "out" / ANSWERS).read_bytes() == (WORLD / ANSWERS).read_bytes()


# In the graph: nodes of their own, from which nothing follows


def test_a_verdict_tells_an_answer_from_what_falls_short(graph: Graph) -> None:
    node = "https://example.org/harbours/verdict/"
    found = ask_sparql(graph, "SELECT ?v ?p ?s { ?v pg:answer|pg:nearest ?s ; ?p ?s FILTER(ISIRI(?s)) } ORDER BY ?p")
    assert found.rows == (
        (f"{node}valley-reply.1-04", "pg:answer", "statement:isle-note.2-01"),
        (f"{node}harbour-plan.3-01", "pg:nearest", "statement:valley-reply.2-03"),
    )
    graphs = {str(quad.graph_name) for quad in graph.store.quads_for_pattern(None, term("verdictKind"), None)}
    assert graphs == {"<https://example.org/harbours/graph/verdicts>"}


def test_nothing_but_the_verdicts_themselves_is_in_the_graph_for_them(graph: Graph, copy: Path) -> None:
    (copy / ANSWERS).unlink()
    more = set(graph.quads()) - set(build(copy, WORLD_TEXTS).quads())
    assert {str(quad.graph_name) for quad in more} == {"<https://example.org/harbours/graph/verdicts>"}
    assert len({quad.subject for quad in more}) == 4
    known = ("ask", "verdictKind", "answer", "nearest", "verdictReason", "coder")
    assert {quad.predicate for quad in more if quad.predicate.value.startswith(PG)} == {term(name) for name in known}


def test_every_ask_is_judged_or_told_as_not_judged(graph: Graph) -> None:
    judged = [row["ask"] for row in ask(graph, "what-became-of-each-ask").to_dicts()]
    others = [row["ask"] for row in ask(graph, "which-asks-were-not-judged").to_dicts()]
    asks = {statement.id for statement in content_of(graph).statements if statement.asks}
    assert sorted(judged + others) == sorted(asks)
    assert asks & {"isle-note.2-02", "harbour-plan.4-02"} == set()  # to warn and to propose are no asks


def test_a_shape_that_a_verdict_breaks_is_told_at_its_row(world: Corpus, graph: Graph) -> None:
    node = ox.NamedNode("https://example.org/harbours/verdict/valley-reply.1-04")
    home = ox.NamedNode("https://example.org/harbours/graph/verdicts")
    store = ox.Store()
    store.extend(graph.quads())
    store.add(ox.Quad(node, term("verdictKind"), vocabulary().individual("verdict", "inPart"), home))
    (fault,) = check_shapes(world, Built(store, graph.base))
    row = next(row for row in world.verdicts if row.ask == "valley-reply.1-04")
    assert fault.place == row.at("verdict") != row.at("ask")


@pytest.mark.skipif(not reasoner_here(), reason="no Java here: the reasoner was not asked")
def test_a_verdict_that_contradicts_the_model_is_blamed(world: Corpus, graph: Graph) -> None:
    store = ox.Store()
    store.extend(graph.quads())
    for quad in graph.store.quads_for_pattern(None, term("ask"), None):
        if str(quad.subject).endswith("valley-reply.2-04>"):
            store.remove(quad)
            asserted = ox.NamedNode("https://example.org/harbours/statement/harbour-plan.1-05")
            store.add(ox.Quad(quad.subject, quad.predicate, asserted, quad.graph_name))
    error = blame_rows(read_ontology(), pieces_of(world, Built(store, graph.base)))
    assert isinstance(error, ContradictionError)
    words = [row.words for row in error.rows]
    assert "Ines Quay judges that valley-reply.2-04 is notCheckable" in words
    assert len(words) == 2
    assert any(word.startswith("harbour-plan.1-05") for word in words)


# What is said in several places is said alike


def test_which_stances_ask_is_said_alike_by_stances_shapes_and_axioms() -> None:
    ontology = (Path(file) for file in {block.place.file for block in read_ontology().blocks})
    texts = [path.read_text("utf-8") for path in ontology if path.name == "axioms.ttl"] + [shapes_text()]
    for text in texts:
        after = (
            text[text.index("pg:ask ") :] if "sh:path" in text else text[text.index("pg:Verdict rdfs:subClassOf") :]
        )
        lists = re.findall(r"(?:sh:in|owl:oneOf) \( (stance:[^)]+) \)", after)
        assert set(lists[0].split()) == {f"stance:{name}" for name in vocabulary().asking}


def test_which_verdicts_rest_on_an_answer_is_said_alike_by_verdicts_and_shapes() -> None:
    lists = re.findall(r"sh:in \( (verdict:[^)]+) \)", shapes_text())
    every = {f"verdict:{name}" for name in vocabulary().names("verdict")}
    answered = {f"verdict:{name}" for name in vocabulary().answered}
    assert [set(found.split()) for found in lists] == [every, answered, answered]
    assert every - answered == {f"verdict:{UNCHECKABLE}", "verdict:notFoundInScope"}
    assert vocabulary().individual("verdict", UNCHECKABLE).value == f"{ROOT}verdict/notCheckable"


def test_the_world_shows_an_answer_what_falls_short_and_what_nobody_can_check(world: Corpus) -> None:
    found = {(row.verdict, bool(row.answers)) for row in read_corpus(world.folder).verdicts}
    assert found == {
        ("weaker", True),
        ("notFoundInScope", True),
        ("notFoundInScope", False),
        ("notCheckable", False),
    }
