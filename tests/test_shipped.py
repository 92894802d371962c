"""The corpus that is shipped: a ring of its own, the last part of it against the source texts."""

import re
from pathlib import Path

import pytest

from places import PROJECT
from policygraph import ask, build, check, read_corpus
from policygraph.texts import find_texts
from policygraph.verify import CUE_SHARE
from policygraph.words import words_of

CORPUS = PROJECT / "graph" / "corpus"
RUN = 9  # words in a row that would be a sentence of the source, and not a name of something


def test_it_has_no_faults_and_no_warnings() -> None:
    assert check(CORPUS) == []


def test_it_shows_every_mode_and_all_but_what_the_paper_does_not_say() -> None:
    rows = [row for rows in read_corpus(CORPUS).statements.values() for row in rows]
    assert {row.mode for row in rows} == {"explicit", "implicit", "presupposed", "listed"}
    assert {row.status for row in rows} >= {"existing", "possible", "desired", "insufficient", "missing", "denied"}


def test_it_answers_as_was_read_in_the_text() -> None:
    graph = build(CORPUS)
    missing = ask(graph, "which-links-are-found-missing").to_dicts()
    assert {"statement": "be-2012-update.5-18", "holder": "Belgium"}.items() <= missing[0].items()
    integrate = ask(graph, "what-should-integrate-a-challenge", challenge="industrial-competitiveness-challenges")
    assert {row["host"] for row in integrate.to_dicts()} >= {"Competition policy", "Cohesion policy"}


def test_no_column_holds_a_quote() -> None:
    for path in CORPUS.rglob("*.csv"):
        assert "quote" not in path.read_text("utf-8").split("\n", 1)[0].split(","), path


@pytest.mark.sources
def test_every_anchor_is_verified_against_the_text(shared_texts: Path) -> None:
    assert check(CORPUS, shared_texts) == []
    corpus = read_corpus(CORPUS)
    found = find_texts(corpus, shared_texts)
    assert set(found) == {document.id for document in corpus.documents}
    assert all(found[document.id].is_edition_of(document) for document in corpus.documents)


@pytest.mark.sources
def test_no_sentence_of_a_source_is_committed(shared_texts: Path) -> None:
    texts = find_texts(read_corpus(CORPUS), shared_texts).values()
    known = {run for text in texts for run in _runs([word.text for word in words_of(text.text)])}
    codings = [*CORPUS.rglob("*.csv"), *(PROJECT / "tests" / "second_coding").glob("*.csv")]
    for path in [*codings, *PROJECT.glob("docs/*.md"), *PROJECT.glob("*.md")]:
        for line in path.read_text("utf-8").splitlines():
            for cell in re.split(r"[,|]", line):
                assert known.isdisjoint(_runs([word.text for word in words_of(cell)])), f"{path}: {cell}"


@pytest.mark.sources
def test_the_cues_are_a_small_part_of_the_words(shared_texts: Path) -> None:
    corpus = read_corpus(CORPUS)
    for name, text in find_texts(corpus, shared_texts).items():
        cues = {(row.cue_start, row.cue) for row in corpus.statements[name] if row.cue}
        assert sum(len(list(words_of(cue))) for _, cue in cues) <= CUE_SHARE * len(text.index.words)


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}
