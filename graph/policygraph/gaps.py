"""Interruptions: a page header or a footnote that stands in the middle of a sentence, and is no part of it.

A quote leaves them out and says so by `[…]`. The stretch of the text that it stands for has *gaps*: its words are
those between them, so that another edition, without the header, is known by the same words.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from .words import WordIndex, runs_of, words_of

Gaps = tuple[tuple[int, int], ...]  # stretches inside a stretch, by offsets in the text, in order
Stretch = tuple[int, int, Gaps]
SIGN = "[…]"
_SIGNS = re.compile(r"[^\w\s]*")
_GAP = re.compile(r"(\d+)-(\d+)")
_SIGN = re.compile(r"\s*\[(?:…|\.\.\.)\]\s*")


def parts_of(quote: str) -> list[str]:
    """The parts of a quote between its signs of omission.

    >>> parts_of("the regions of […] the Union"), parts_of("the regions")
    (['the regions of', 'the Union'], ['the regions'])
    """
    return [part for part in _SIGN.split(quote) if part.strip()]


def pieces(text: str, start: int, end: int, gaps: Gaps) -> list[str]:
    """What of a text stands between `start` and `end`, without the gaps."""
    edges = [start, *(edge for gap in gaps for edge in gap), end]
    return [text[first:last] for first, last in zip(edges[::2], edges[1::2], strict=True)]


def joined(parts: Iterable[str]) -> str:
    """The parts as they would stand without what lies between them, one a line: a word may be broken over two.

    >>> [word.text for word in words_of(joined(["the competi-\\n", " tive regions"]))]
    ['the', 'competitive', 'regions']
    """
    return "\n".join(part.strip() for part in parts)


def shown(parts: Sequence[str]) -> str:
    """The parts for people to read, with a sign where something was left out.

    >>> shown(["the regions of\\n", "the Union"])
    'the regions of […] the Union'
    """
    return parts[0] if len(parts) == 1 else f" {SIGN} ".join(part.strip() for part in parts)


def written(gaps: Gaps) -> str:
    """Gaps as a cell holds them.

    >>> written(((12, 40), (51, 60)))
    '12-40|51-60'
    """
    return "|".join(f"{start}-{end}" for start, end in gaps)


def read_gaps(cell: str) -> Gaps:
    """The gaps that a cell holds.

    >>> read_gaps("12-40|51-60")
    ((12, 40), (51, 60))
    """
    return tuple((int(start), int(end)) for start, end in _GAP.findall(cell))


class Letters:
    """The letters of a text in one row, in which parts of words are found that an interruption broke."""

    def __init__(self, index: WordIndex) -> None:
        self._text = index.text

    @cached_property
    def _row(self) -> tuple[str, list[int], list[int], list[tuple[int, int]]]:
        parts, starts, ends, places, position = [], [], [], [], 0
        for run in runs_of(self._text):
            starts.append(position)
            position += len(run.text)
            ends.append(position)
            parts.append(run.text)
            places.append((run.start, run.end))
        return "".join(parts), starts, ends, places

    def interrupted(self, quote: str, low: int, high: int) -> list[Stretch]:
        """Every shortest stretch between `low` and `high` that has the parts of the quote in order, and their words.

        A part begins and ends where letters do; the words are those of the parts put together again, hyphens at the
        end of a part undone.
        """
        parts = parts_of(quote)
        sought = ["".join(word.text for word in words_of(part)) for part in parts]
        if len(parts) < 2 or not all(sought):
            return []
        wanted = [word.text for word in words_of(joined(parts))]
        places = [self._found(letters, low, high) for letters in sought]
        stretches: dict[int, Stretch] = {}
        for last in places[-1]:
            chain = _backwards(places, last)
            if chain and (stretch := self._stretch(chain))[0] >= low:
                heard = words_of(joined(pieces(self._text, *stretch)))
                if [word.text for word in heard] == wanted:
                    end = stretch[1] if parts[-1][-1].isalnum() else self._signs(stretch[1], high)
                    stretches.setdefault(stretch[0], (stretch[0], end, stretch[2]))
        return list(stretches.values())

    def _found(self, letters: str, low: int, high: int) -> list[tuple[int, int]]:
        row, starts, ends, places = self._row
        found, position = [], row.find(letters)
        while position >= 0:
            first, last = bisect_left(starts, position), bisect_left(ends, position + len(letters))
            if starts[first : first + 1] == [position] and ends[last] == position + len(letters):
                start, end = places[first][0], places[last][1]
                if low <= start and end <= high:
                    found.append((start, end))
            position = row.find(letters, position + 1)
        return found

    def _stretch(self, chain: list[tuple[int, int]]) -> Stretch:
        """The chain as one stretch: a part holds the signs that follow its last letter, a hyphen above all."""
        gaps = tuple((self._signs(before[1], after[0]), after[0]) for before, after in pairwise(chain))
        return chain[0][0], chain[-1][1], gaps

    def _signs(self, start: int, end: int) -> int:
        """Where the signs end that stand from `start` on without a space."""
        match = _SIGNS.match(self._text, start, end)
        return match.end() if match else start


def _backwards(places: Sequence[Sequence[tuple[int, int]]], last: tuple[int, int]) -> list[tuple[int, int]]:
    """The last part, and before it each part where it stands nearest; empty if one stands nowhere before."""
    chain = [last]
    for those in reversed(places[:-1]):
        before = [place for place in those if place[1] < chain[0][0]]
        if not before:
            return []
        chain.insert(0, before[-1])
    return chain


def faults_of(start: int | None, end: int | None, gaps: Gaps) -> Iterator[tuple[str, str]]:
    """What is wrong with the gaps of a stretch: what was found, and what to do."""
    if not gaps:
        return
    if start is None or end is None:
        yield "gaps without start and end", "fill in both, or write […] in the quote and leave gaps empty"
        return
    edges = [start, *(edge for gap in gaps for edge in gap), end]
    if any(first >= last for first, last in pairwise(edges)):
        yield f"the gaps {written(gaps)} are not in order inside {start}–{end}", "write them as start-end|start-end"
