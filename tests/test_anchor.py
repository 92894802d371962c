"""Evidence: found in the edition that was coded, in another edition, and not at all."""

import shutil
from pathlib import Path

import pytest

from places import WORLD, WORLD_TEXTS, Break
from policygraph import build, check
from policygraph.anchor import anchor
from policygraph.corpus import Corpus, read_corpus
from policygraph.faults import PolicygraphError
from policygraph.texts import find_texts, locate, read_text, view


def change(path: Path, old: str, new: str) -> None:
    data = path.read_bytes()
    assert data.count(old.encode()) == 1
    path.write_bytes(data.replace(old.encode(), new.encode()))


def told(corpus: Path, texts: Path) -> str:
    return "\n".join(str(fault) for fault in check(corpus, texts))


def test_offsets_are_those_of_the_words(world: Corpus) -> None:
    anchors = anchor(world, find_texts(world, WORLD_TEXTS))
    assert anchors.evidence["harbour-plan", "1-06"].span.text == "boatbuilding makes winter ferries possible"
    assert anchors.evidence["isle-note", "2-03"].span.text == "Les droits de quai sont dépassés"
    assert all(tally.total() == tally["found"] for tally in anchors.outcomes.values())


def test_without_texts_a_statement_keeps_its_digest_and_has_no_quote(world: Corpus) -> None:
    anchors = anchor(world)
    assert len(anchors.evidence) == 41
    span = anchors.evidence["harbour-plan", "1-06"].span
    assert (span.start, span.end, span.text) == (369, 411, None)
    own = anchors.evidence["isle-note", "2-03"].span  # coded with a quote: its words are known, its place is not
    assert (own.start, own.words, own.text) == (None, 6, "Les droits de quai sont dépassés")


def test_one_changed_letter_is_a_fault_of_the_document_and_of_the_statement(texts: Path) -> None:
    change(texts / "harbour-plan.txt", "Tidal power drives", "Tidal power drivel")
    found = told(WORLD, texts)
    assert "documents.csv:2:128: " in found
    assert "has another digest" in found
    assert "statements/harbour-plan.csv:6:21: the words of 1-05 do not stand in" in found
    assert found.count("do not stand in") == 1


def test_a_changed_digest_in_a_row_is_a_fault(spoil: Break) -> None:
    corpus = spoil("statements/harbour-plan.csv", "f1e90c7d346788d8", "f1e90c7d346788d9")
    assert check(corpus) == []  # nobody can know without the text
    found = told(corpus, WORLD_TEXTS)
    assert "statements/harbour-plan.csv:6:21: the text at 332–363 has other words than were coded" in found


def test_modal_words_must_stand_in_the_span_or_the_cue(spoil: Break) -> None:
    corpus = spoil("statements/valley-reply.csv", "callsFor,desired,must", "callsFor,desired,shall")
    found = told(corpus, WORLD_TEXTS)
    assert "'shall' stands neither in the statement's words nor in its cue" in found


def test_another_edition_is_found_by_its_name_and_quoted_by_its_words(texts: Path, world: Corpus) -> None:
    plan = texts / "harbour-plan.txt"
    plain = plan.read_text("utf-8").replace("competi-\ntive", "competitive").replace("**", "")
    plan.write_text("Official Journal of the Harbours, page 1\n\n" + plain.replace("\n", "\r\n"), "utf-8")
    anchors = anchor(world, find_texts(world, texts))
    assert anchors.faults == ()
    assert anchors.outcomes["harbour-plan"]["absent"] == 0
    evidence = anchors.evidence["harbour-plan", "2-03"]
    assert "".join((evidence.span.text or "").split()).endswith("keepingsmallyardscompetitive")
    assert evidence.span.start == anchor(world).evidence["harbour-plan", "2-03"].span.start  # as in the edition coded


def test_a_text_under_any_name_is_known_by_its_statements(texts: Path, world: Corpus) -> None:
    html = (texts / "valley-reply.txt").read_text("utf-8").replace("\n\n", "</p><p>")
    (texts / "valley-reply.txt").unlink()
    (texts / "download (3).html").write_text(f"<html><script>var no;</script><p>{html}</p>", "utf-8")
    found = find_texts(world, texts)
    assert found["valley-reply"].path.name == "download (3).html"


def test_a_build_with_another_edition_tells_how_many_are_quoted(texts: Path) -> None:
    change(texts / "harbour-plan.txt", "Tidal power drives", "Tidal power drivel")
    graph = build(WORLD, texts)
    assert len(graph.quotes) == 39


def test_a_quote_that_stands_twice_or_nowhere_is_a_fault(spoil: Break) -> None:
    corpus = spoil("statements/isle-note.csv", "Les droits de quai sont dépassés", "s")
    assert "the quote stands 6 times in the passage 2-s3 (line 7); quote more words" in told(corpus, WORLD_TEXTS)
    assert check(corpus) == []  # without the text nobody can know
    corpus = spoil("statements/isle-note.csv", ",s,harbour-dues", ",Les droits de port,harbour-dues")
    assert "the quote does not stand in the passage" in told(corpus, WORLD_TEXTS)


def test_a_long_cue_and_a_cue_that_stands_elsewhere_are_faults(spoil: Break) -> None:
    corpus = spoil("statements/harbour-plan.csv", "3-02,3-b2", "3-02,3-b2")
    path = corpus / "statements" / "harbour-plan.csv"
    rows = path.read_text("utf-8").replace("The Ministry urges the regions to", "The Ministry asks the regions to", 1)
    path.write_text(rows, "utf-8")
    assert "the cue 'The Ministry asks the regions to' does not stand at" in told(corpus, WORLD_TEXTS)
    path.write_text(rows.replace("The Ministry asks the regions to", "one two three four five six seven", 1), "utf-8")
    assert "the cue has 7 words; take the 6 words" in told(corpus, WORLD_TEXTS)


def test_locate_tells_found_moved_absent_and_ambiguous(world: Corpus, tmp_path: Path) -> None:
    text = (WORLD_TEXTS / "valley-reply.txt").read_text("utf-8")
    copy = tmp_path / "copy.txt"
    rows = {row.id: row for row in world.statements["valley-reply"]}
    copy.write_text("Preface.\n" + text.replace("navigate by church towers", "We welcome the Harbour Plan"), "utf-8")
    read = read_text(copy)
    assert locate(read, rows["1-02"])[0] == "moved"
    assert locate(read, rows["1-01"])[0] == "ambiguous"
    copy.write_text("nothing of the kind", "utf-8")
    assert locate(read_text(copy), rows["1-01"])[0] == "absent"
    assert locate(read_text(WORLD_TEXTS / "valley-reply.txt"), rows["1-01"])[0] == "found"


def test_carriage_returns_count_as_they_lie(tmp_path: Path, copy: Path) -> None:
    texts = tmp_path / "t"
    texts.mkdir()
    (texts / "isle-note.md").write_bytes((WORLD_TEXTS / "isle-note.md").read_bytes().replace(b"\n\n", b"\r\r\n"))
    read = read_text(texts / "isle-note.md")
    assert "\r\r\n" in read.text
    rows = {row.id: row for row in read_corpus(copy).statements["isle-note"]}
    assert locate(read, rows["2-03"])[0] == "found"


@pytest.mark.parametrize("text", ["<!--" * 50_000, "<a " * 50_000, "&" * 100_000, "<script>" * 50_000, "](" * 50_000])
def test_broken_mark_up_does_not_hang(text: str) -> None:
    assert len(view(text, ".html")) == len(text)
    assert len(view(text, ".md")) == len(text)


def test_a_text_that_is_no_utf_8_and_a_missing_folder_are_told(texts: Path, tmp_path: Path) -> None:
    (texts / "harbour-plan.txt").write_bytes(b"caf\xe9")
    with pytest.raises(PolicygraphError, match="is not UTF-8"):
        check(WORLD, texts)
    with pytest.raises(PolicygraphError, match="there is no folder"):
        check(WORLD, tmp_path / "nowhere")


def test_published_without_quotes_the_corpus_says_the_same(tmp_path: Path) -> None:
    from policygraph.unquoting import unquote

    unquote(WORLD, WORLD_TEXTS, tmp_path / "out")
    assert "quote" not in (tmp_path / "out" / "statements" / "isle-note.csv").read_text("utf-8").split("\n")[0]
    assert check(tmp_path / "out", WORLD_TEXTS) == []
    assert build(tmp_path / "out", WORLD_TEXTS).quotes == build(WORLD, WORLD_TEXTS).quotes
    with pytest.raises(PolicygraphError, match="exists"):
        unquote(WORLD, WORLD_TEXTS, tmp_path / "out")
    shutil.copytree(WORLD_TEXTS, tmp_path / "t")
    (tmp_path / "t" / "isle-note.md").unlink()
    with pytest.raises(PolicygraphError, match="isle-note"):
        unquote(WORLD, tmp_path / "t", tmp_path / "other")
    assert not (tmp_path / "other").exists()
