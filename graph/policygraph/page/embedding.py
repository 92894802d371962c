"""The texts of documents, cut for the page into what is read at a stretch, each piece with what rests on it.

Offsets count code points, and a browser counts otherwise: all cutting is done here. A text belongs to whoever wrote
it, so nothing is embedded unless somebody asks for it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..anchor import Anchors, anchor
from ..corpus import Corpus
from ..faults import PolicygraphError
from ..gaps import Stretch
from ..naming import places_of
from ..rows import PassageRow
from ..texts import Text

STRETCH = 2_000  # characters of a block that was not coded, about
_BLANK = re.compile(r"\n\s*\n|\f")
_LINES = re.compile(r"[^\S\n]*\n\s*")
_CLOSING = re.compile(r"[.,;:!?…)\]”’»\u2060]*")
_EMPHASIS = re.compile(r"\*\*")
_Span = tuple[int, int, str]  # start, end, and the statement that rests on it
_JOINER = "\u2060"  # stands for mark-up that was taken out


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that the same statements rest on, by their ids; `aside` if it interrupts a sentence."""

    text: str
    statements: tuple[str, ...] = ()
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A passage at the lowest level, with its place and kind; both are empty for what stands between passages."""

    place: str
    kind: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Embedded:
    """The text of a document, by its id, and the terms that it comes under."""

    document: str
    terms: str
    blocks: tuple[Block, ...]


def embedded(corpus: Corpus, texts: Mapping[str, Text], anchors: Anchors | None = None) -> tuple[Embedded, ...]:
    """The texts that are the editions which were coded, in the order of the documents; of another, no offset holds.

    Raises PolicygraphError if there is none.
    """
    found = anchors or anchor(corpus, texts)
    held = tuple(
        Embedded(row.id, row.licence, tuple(_blocks(corpus, row.id, texts[row.id], found)))
        for row in corpus.documents
        if row.id in texts and texts[row.id].is_edition_of(row)
    )
    if not held:
        raise PolicygraphError("none of the sources is the edition of a document that was coded: no text to embed")
    return held


def _blocks(corpus: Corpus, document: str, text: Text, anchors: Anchors) -> Iterator[Block]:
    read = _EMPHASIS.sub(_JOINER * 2, text.index.text)
    rows = corpus.passages.get(document, ())
    places = places_of(rows, whole=document not in corpus.scopes)
    cutter = _Cutter(read, *_spans(corpus, document, anchors))
    at = 0
    lowest = _lowest(rows, document, anchors)
    following = [start for _, (start, _, _) in lowest[1:]] + [len(read)]
    for (row, (start, stop, _)), after in zip(lowest, following, strict=True):
        first = max(start, at)
        if first >= stop:
            continue  # it lies within another one
        end = _closed(read, stop, max(stop, after))
        between = _number(read, at, first)
        yield from cutter.between(at, between)
        if pieces := cutter.pieces(between, end):
            yield Block(places[row.id], row.kind, pieces)
        at = end
    yield from cutter.between(at, len(read))


def _lowest(rows: Sequence[PassageRow], document: str, anchors: Anchors) -> list[tuple[PassageRow, Stretch]]:
    """The passages that hold no other, in the order of the text."""
    placed = [(row, anchors.passages[document, row.id]) for row in rows if (document, row.id) in anchors.passages]
    parents = {row.parent for row, _ in placed}
    return sorted(((row, place) for row, place in placed if row.id not in parents), key=lambda pair: pair[1][:2])


def _closed(read: str, end: int, after: int) -> int:
    """Where the signs end that close a sentence whose passage ends before them."""
    match = _CLOSING.match(read, end, after)
    return match.end() if match else end


def _number(read: str, start: int, end: int) -> int:
    """Where the number or bullet of a passage begins, which stands before it and has no letters; else its start."""
    at = end
    while at > start and not read[at - 1].isalpha():
        at -= 1
    if at == start:
        return start
    line = read.find("\n", at, end)
    return end if line < 0 else line


def _spans(corpus: Corpus, document: str, anchors: Anchors) -> tuple[list[_Span], list[tuple[int, int]]]:
    """The stretches that carry statements, and those that interrupt statements or passages."""
    words: list[_Span] = []
    gaps = {gap for (name, _), place in anchors.passages.items() if name == document for gap in place[2]}
    for row in corpus.live(document):
        span = anchors.evidence[document, row.id].span
        if span.start is None or span.end is None:
            continue
        edges = [span.start, *(edge for gap in span.gaps for edge in gap), span.end]
        words += [(a, b, f"{document}.{row.id}") for a, b in zip(edges[::2], edges[1::2], strict=True)]
        gaps |= set(span.gaps)
    return sorted(words), sorted(gaps)


class _Cutter:
    """Cuts a text at the edges of stretches."""

    def __init__(self, read: str, words: list[_Span], gaps: list[tuple[int, int]]) -> None:
        self.read = read
        self.words = words
        self.gaps = gaps
        self.longest = max((end - start for start, end, _ in words), default=0)

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """What stands between two offsets, without white space about a line end, or at either end of the whole."""
        low = bisect_left(self.words, (start - self.longest, 0, ""))
        high = bisect_left(self.words, (end, 0, ""))
        here = [span for span in self.words[low:high] if span[1] > start]
        gaps = [gap for gap in self.gaps if gap[0] < end and gap[1] > start]
        stretches = [*((a, b) for a, b, _ in here), *gaps]
        cuts = [start, *sorted({edge for pair in stretches for edge in pair if start < edge < end}), end]
        made: list[Piece] = []
        for first, last in pairwise(cuts):
            carried = tuple(dict.fromkeys(name for a, b, name in here if a <= first and last <= b))
            aside = not carried and any(a <= first and last <= b for a, b in gaps)
            text = _LINES.sub("\n", self.read[first:last].replace(_JOINER, ""))
            if not made or made[-1].text.endswith((" ", "\n")):
                text = text.lstrip()
            if text:
                made.append(Piece(text, carried, aside))
        if made:
            made[-1] = Piece(made[-1].text.rstrip(), made[-1].statements, made[-1].aside)
        return tuple(piece for piece in made if piece.text)

    def between(self, start: int, end: int) -> Iterator[Block]:
        """What is no part of a passage, cut at blank lines, and at line ends where these are far apart."""
        for first, last in _stretches(self.read, start, end):
            if pieces := self.pieces(first, last):
                yield Block("", "", pieces)


def _stretches(read: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    edges = [start, *(match.end() for match in _BLANK.finditer(read, start, end)), end]
    for first, last in pairwise(edges):
        at = first
        while last - at > STRETCH and (line := read.find("\n", at + STRETCH, last)) >= 0:
            yield at, line
            at = line
        yield at, last
