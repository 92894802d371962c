"""What is meant is the same, made of rows or read out of a graph."""

from dataclasses import fields
from pathlib import Path

import pytest

from places import PROJECT, WORLD, WORLD_TEXTS, Break
from policygraph import build
from policygraph.anchor import anchor
from policygraph.corpus import read_corpus
from policygraph.dates import Period
from policygraph.from_graph import content_of
from policygraph.from_rows import content, content_of_rows
from policygraph.statements import Content, Verdict
from policygraph.texts import find_texts

SHIPPED = PROJECT / "graph" / "corpus"


def both(corpus: Path, sources: Path | None = None) -> tuple[Content, Content]:
    read = read_corpus(corpus)
    texts = find_texts(read, sources) if sources else {}
    return content_of_rows(read, anchor(read, texts)), content_of(build(corpus, sources))


@pytest.mark.parametrize(
    ("corpus", "sources"), [(WORLD, None), (WORLD, WORLD_TEXTS), (SHIPPED, None)], ids=["world", "quoted", "shipped"]
)
def test_rows_and_graph_give_the_same(corpus: Path, sources: Path | None) -> None:
    rows, graph = both(corpus, sources)
    for part in fields(Content):
        one, other = getattr(rows, part.name), getattr(graph, part.name)
        assert one == other, part.name
        if isinstance(one, dict):
            assert list(one) == list(other), f"{part.name} in another order"
    assert rows == graph


def test_the_verdicts_of_the_world_are_as_its_table_says() -> None:
    verdicts = content(WORLD).verdicts
    assert list(verdicts) == ["harbour-plan.3-01", "harbour-plan.3-02", "valley-reply.1-04", "valley-reply.2-04"]
    assert verdicts["harbour-plan.3-01"] == Verdict(
        ask="harbour-plan.3-01",
        verdict="notFoundInScope",
        answers=("valley-reply.2-03",),
        reason="Asked was that the regions anchor the pass in the budget. The valley is the one region that speaks of "
        "it, and is against it; the act says nothing of the budget where it was coded.",
        coder="Ines Quay",
        date="2021-06-01",
    )
    assert verdicts["valley-reply.1-04"].answers == ("isle-note.2-01",)


def test_several_answers_stand_in_one_order_whichever_way_they_are_written(spoil: Break) -> None:
    written = "pass-act.anx-01|isle-note.2-01|isle-note.1-02"
    rows, graph = both(spoil("answers.csv", ",isle-note.2-01,", f",{written},"))
    assert rows.verdicts == graph.verdicts
    assert rows.verdicts["valley-reply.1-04"].answers == ("isle-note.1-02", "isle-note.2-01", "pass-act.anx-01")


@pytest.mark.parametrize("corpus", [WORLD, SHIPPED], ids=["world", "shipped"])
def test_what_a_verdict_names_is_there(corpus: Path) -> None:
    found = content(corpus)
    by_id = {statement.id: statement for statement in found.statements}
    for name, verdict in found.verdicts.items():
        assert name == verdict.ask
        assert by_id[name].asks
        assert all(by_id[answer].date > by_id[name].date[:4] for answer in verdict.answers)


def test_of_a_period_the_verdicts_stay_whose_documents_are_of_it() -> None:
    assert list(content(WORLD).between(Period("2019", "2019")).verdicts) == [
        "harbour-plan.3-01",
        "harbour-plan.3-02",
        "valley-reply.2-04",
    ]
