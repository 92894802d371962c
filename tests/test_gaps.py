"""A sentence that a page header or a footnote interrupts: one stretch with gaps, known by its own words."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from places import WORLD, WORLD_TEXTS, Break
from policygraph import Graph, ask_sparql, build, check
from policygraph.anchor import anchor
from policygraph.corpus import Corpus, read_corpus
from policygraph.gaps import Letters, pieces, shown, written
from policygraph.texts import find_texts, locate, read_text
from policygraph.unquoting import unquote
from policygraph.words import WordIndex, measure

ACT = "statements/pass-act.csv"
WHOLE = "The Joint Tide Programme shall promote apprenticeships through the harbour guilds"


def told(corpus: Path, texts: Path) -> str:
    return "\n".join(str(f).removeprefix(f"{corpus.as_posix()}/") for f in check(corpus, texts))


def found(text: str, quote: str) -> list[str]:
    """The stretches of the text that have the parts of the quote, as they are shown."""
    stretches = Letters(WordIndex(text)).interrupted(quote, 0, len(text))
    return [shown(pieces(text, *stretch)) for stretch in stretches]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("the regions of\n\nL 347/290 EN Official Journal\n\nthe Union", "regions of […] the Union"),
        ("the regions of\n\nL 347/290 EN Official Journal\n\nthe Union", "Regions of [...] the Union"),
        ("the regions of (1)\n(1) OJ L 119, p. 1.\nthe Union", "regions of […] the Union"),
        (
            "a com-\nPage 4\npetitive and inno-\nPage 5\nvative region",
            "a com- […] petitive and inno- […] vative region",
        ),
        ("regions of EN regions of\nEN\nthe Union", "regions of […] the Union"),
        ("“the ﬁnancial,\nEN\n“tools”", "the financial […] tools"),
        ("cafe\u0301 of\nEN\nthe Union", "café of […] the Union"),
    ],
)
def test_a_quote_with_a_sign_finds_its_parts_around_what_interrupts_them(text: str, quote: str) -> None:
    (stretch,) = Letters(WordIndex(text)).interrupted(quote, 0, len(text))
    parts = quote.replace("[...]", "[…]").split(" […] ")
    assert len(stretch[2]) == len(parts) - 1
    heard = shown(pieces(text, *stretch))
    assert measure(heard.replace(" […] ", "\n")) == measure("\n".join(parts))


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("the regions of EN the Union", "the Union […] the regions"),  # in the other order
        ("the regionsof EN the Union", "regions of […] the Union"),  # other words
        ("subregions of EN the Union", "regions of […] the Union"),  # a part of a word
        ("the regions of EN the Unions", "regions of […] the Union"),
        ("a compe EN titive region", "a compe- […] titive region"),  # two words, and not one that was broken
        ("the regions", "the […] "),
        ("", "the […] Union"),
        ("the", "he […] e"),
    ],
)
def test_parts_that_do_not_stand_so_are_not_found(text: str, quote: str) -> None:
    assert found(text, quote) == []


def test_of_two_places_the_shortest_is_taken_and_two_sentences_are_two() -> None:
    text = "We ask the regions to act. We ask the regions\nEN\nto pay. We ask the regions\nEN\nto pay."
    assert found(text, "We ask the regions […] to pay") == ["We ask the regions […] to pay"] * 2


def test_an_interrupted_statement_has_the_words_of_the_sentence_and_no_others(world: Corpus, graph: Graph) -> None:
    span = anchor(world, find_texts(world, WORLD_TEXTS)).evidence["pass-act", "a1-01"].span
    assert (span.words, span.digest) == measure(WHOLE)
    assert written(span.gaps) == "249-358"
    assert span.text == WHOLE.replace("appren", "appren- […] ")
    assert graph.quotes["https://example.org/harbours/statement/pass-act.a1-01"] == span.text


def test_another_edition_without_the_header_is_known_by_the_same_words(texts: Path, world: Corpus) -> None:
    path = texts / "pass-act.txt"
    text = path.read_text("utf-8")
    path.write_text(f"Page 9\n\n{text[:248]}{text[358:]}", "utf-8")
    row = next(row for row in world.statements["pass-act"] if row.id == "a1-01")
    outcome, spans = locate(read_text(path), row)
    assert outcome == "moved"
    assert len(spans) == 1
    anchors = anchor(world, find_texts(world, texts))
    assert anchors.outcomes["pass-act"]["absent"] == 0
    assert anchors.evidence["pass-act", "a1-01"].span.text == WHOLE
    assert locate(read_text(WORLD_TEXTS / "pass-act.txt"), row) == ("found", [(203, 394)])


def test_a_quote_with_a_sign_is_known_in_an_edition_that_has_no_interruption(texts: Path, copy: Path) -> None:
    publish_back(copy)
    row = next(row for row in read_corpus(copy).statements["pass-act"] if row.id == "a1-01")
    text = (texts / "pass-act.txt").read_text("utf-8")
    (texts / "pass-act.txt").write_text(text[:248] + text[358:], "utf-8")
    assert locate(read_text(texts / "pass-act.txt"), row)[0] == "found"


def publish_back(corpus: Path) -> None:
    """The act coded by quotes again, as a coder would begin it."""
    for kind, name in (("passages", "passages/pass-act.csv"), ("statements", ACT)):
        path = corpus / name
        text = path.read_text("utf-8").replace("start,end,gaps", "start,end,gaps,quote")
        lines = [text.split("\n")[0]]
        source = (WORLD_TEXTS / "pass-act.txt").read_text("utf-8")
        for line in text.split("\n")[1:]:
            cells = line.split(",")
            if len(cells) > 3:
                first = 3 if kind == "passages" else 2
                start, end, gaps = cells[first : first + 3]
                pair = tuple(map(int, gaps.split("-"))) if gaps else ()
                quote = shown(pieces(source, int(start), int(end), (pair,) if pair else ()))  # type: ignore[arg-type]
                cells[first : first + 3] = ["", "", "", f'"{quote}"']
            lines.append(",".join(cells))
        path.write_text("\n".join(lines), "utf-8")


def test_anchor_writes_the_gaps_and_verify_holds_to_them(tmp_path: Path, copy: Path) -> None:
    publish_back(copy)
    assert told(copy, WORLD_TEXTS) == ""
    unquote(copy, WORLD_TEXTS, tmp_path / "out")
    for name in ("passages/pass-act.csv", ACT):
        assert (tmp_path / "out" / name).read_bytes() == (WORLD / name).read_bytes()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("203,394,249-358", "203,394,249-350", "the text at 203–394 has other words than were coded"),
        ("203,394,249-358", "203,394,", "the text at 203–394 has other words than were coded"),
        ("203,394,249-358", "203,394,358-249", "the gaps 358-249 are not in order inside 203–394; write them as"),
        ("203,394,249-358", "203,394,249-500", "the gaps 249-500 are not in order inside 203–394"),
        ("203,394,249-358", "203,394,249-300|290-358", "the gaps 249-300|290-358 are not in order inside"),
        ("203,394,249-358", "203,394,here", "'here' is no gaps for 'gaps'; write 120-181, or"),
    ],
)
def test_gaps_that_are_wrong_are_told(spoil: Break, old: str, new: str, message: str) -> None:
    assert message in told(spoil(ACT, old, new), WORLD_TEXTS)


def test_gaps_of_nothing_are_told(spoil: Break) -> None:
    corpus = spoil("passages/pass-act.csv", "a1-s1,a1,sentence,203,395,", "a1-s1,a1,sentence,,,")
    assert "passages/pass-act.csv:5:21: gaps without start and end; fill in both, or" in told(corpus, WORLD_TEXTS)


def test_a_quote_that_breaks_off_is_told_how_to_go_on(copy: Path) -> None:
    publish_back(copy)
    path = copy / ACT
    path.write_text(path.read_text("utf-8").replace("appren- […] ticeships", "apprenticeships"), "utf-8")
    faults = told(copy, WORLD_TEXTS)
    assert "statements/pass-act.csv:4:" in faults
    assert "where a page header or a footnote interrupts them, write […] in its place" in faults


def test_in_the_graph_a_gap_is_a_stretch_inside_the_evidence(graph: Graph) -> None:
    pattern = (
        "statement:pass-act.a1-01 pg:evidence/oa:hasSelector ?s . ?s oa:start ?a ; oa:end ?d ; pg:gap ?g . "
        "?g a oa:TextPositionSelector ; oa:start ?b ; oa:end ?c"
    )
    assert ask_sparql(graph, f"SELECT ?a ?b ?c ?d {{ {pattern} }}").rows == (("203", "249", "358", "394"),)
    passage = "passage:pass-act.a1-s1 oa:hasSelector/pg:gap/oa:start ?b"
    assert ask_sparql(graph, f"SELECT ?b {{ {passage} }}").rows == (("249",),)
    assert not [q for q in graph.quads() if isinstance(q.subject, ox.BlankNode)]


def test_the_graph_is_the_same_with_the_text_and_without(graph: Graph) -> None:
    kept = [quad for quad in graph.quads() if "pass-act" in str(quad)]
    assert kept == [quad for quad in build(WORLD).quads() if "pass-act" in str(quad)]


def test_a_row_without_words_may_name_the_place_of_others(copy: Path) -> None:
    path = copy / "passages" / "pass-act.csv"
    text = path.read_text("utf-8")
    path.write_text(text.replace("a1,,section,192,395,249-358", "a1,,section,,,"), "utf-8")
    assert told(copy, WORLD_TEXTS) == ""
    path.write_text(text.replace("a1-s1,a1,sentence,203,395,249-358", "a1-s1,a1,sentence,,,"), "utf-8")
    assert "the passage has neither offsets nor a quote" in told(copy, WORLD_TEXTS)
