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


def test_it_has_no_faults_and_warns_of_untypical_ends_only() -> None:
    # real texts link things in ways that are not typical: each of these rows was read again for it
    assert [fault for fault in check(CORPUS) if fault.severity == "fault" or "is usually" not in fault.found] == []
    assert len(check(CORPUS)) < 80


def test_it_shows_every_mode_and_all_but_what_the_paper_does_not_say() -> None:
    rows = [row for rows in read_corpus(CORPUS).statements.values() for row in rows]
    assert {row.mode for row in rows} == {"explicit", "implicit", "presupposed", "listed"}
    assert {row.status for row in rows} >= {"existing", "possible", "desired", "insufficient", "missing", "denied"}


def test_it_answers_as_was_read_in_the_text() -> None:
    graph = build(read_corpus(CORPUS).of("be-2012-update"))
    missing = ask(graph, "which-links-are-found-missing").to_dicts()
    assert {"statement": "be-2012-update.5-18", "holder": "Belgium"}.items() <= missing[0].items()
    integrate = ask(graph, "what-should-integrate-a-challenge", challenge="industrial-competitiveness-challenges")
    assert {row["host"] for row in integrate.to_dicts()} >= {"Competition policy", "Cohesion policy"}


def test_no_column_holds_a_quote() -> None:
    for path in CORPUS.rglob("*.csv"):
        assert "quote" not in path.read_text("utf-8").split("\n", 1)[0].split(","), path


@pytest.mark.sources
def test_every_anchor_is_verified_against_the_text(shared_texts: Path) -> None:
    assert set(check(CORPUS, shared_texts)) == set(check(CORPUS))
    corpus = read_corpus(CORPUS)
    found = find_texts(corpus, shared_texts)
    assert set(found) == {document.id for document in corpus.documents}
    assert all(found[document.id].is_edition_of(document) for document in corpus.documents)


@pytest.mark.sources
def test_no_sentence_of_a_source_is_committed(shared_texts: Path) -> None:
    texts = find_texts(read_corpus(CORPUS), shared_texts).values()
    known = {run for text in texts for run in _runs([word.text for word in words_of(text.text)])}
    codings = [*CORPUS.rglob("*.csv"), *(PROJECT / "tests" / "second_coding").glob("*.csv")]
    names = _names()
    for path in [*codings, *PROJECT.glob("docs/*.md"), *PROJECT.glob("*.md")]:
        for line in path.read_text("utf-8").splitlines():
            for cell in re.split(r"[,|]", line):
                if cell.strip(' "') not in names:
                    assert known.isdisjoint(_runs([word.text for word in words_of(cell)])), f"{path}: {cell}"


@pytest.mark.sources
def test_the_cues_are_a_small_part_of_the_words(shared_texts: Path) -> None:
    corpus = read_corpus(CORPUS)
    for name, text in find_texts(corpus, shared_texts).items():
        cues = {(row.cue_start, row.cue) for row in corpus.statements[name] if row.cue}
        assert sum(len(list(words_of(cue))) for _, cue in cues) <= CUE_SHARE * len(text.index.words)


def _names() -> set[str]:
    """Titles of documents and names of elements, cut as cells are: an act may be called what it is called."""
    corpus = read_corpus(CORPUS)
    whole = [*(row.title for row in corpus.documents), *(row.label for row in corpus.labels)]
    return {part.strip(' "') for name in whole for part in re.split(r"[,|]", name)}


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}
