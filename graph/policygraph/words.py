"""Normalised words: what stays the same between two editions of one text.

Another PDF, the Official Journal or a web page breaks lines, hyphenates and marks up in other places. The words
of a stretch of text, taken as below, are the same in all of them, and so is their digest.
"""

import hashlib
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

_HYPHEN = "-‐‑\u00ad"
_LETTER = r"[^\W_]"
_MARK = "\u0300-\u036f\u2060"  # combining marks; the word joiner stands where mark-up was taken out
# A hyphen between two halves of a word joins them, at a line end or not: at a line end nobody can tell
# a hyphenated word from a compound one.
_WORD = re.compile(
    rf"(?:{_LETTER}[{_MARK}]*)+"
    rf"(?:(?:[{_HYPHEN}][{_MARK}]*(?:[ \t]*(?:\r\n|\r|\n)[ \t]*)?)(?:{_LETTER}[{_MARK}]*)+)*"
)
_RUN = re.compile(rf"(?:{_LETTER}[{_MARK}]*)+")
_JOINER = re.compile(rf"[{_HYPHEN}\u2060]|\s+")


@dataclass(frozen=True, slots=True)
class Word:
    """A normalised word and the stretch of the text that it was taken from."""

    text: str
    start: int
    end: int


def normalised(token: str) -> str:
    """One word as it is compared: no hyphenation, lower case, Unicode NFKC.

    >>> normalised("Competi-\\ntiveness"), normalised("ﬁnance")
    ('competitiveness', 'finance')
    """
    return unicodedata.normalize("NFKC", _JOINER.sub("", token)).lower()


def words_of(text: str) -> Iterator[Word]:
    """The normalised words of a text, in order.

    >>> [word.text for word in words_of("**Cross-sector** links, e.g. l’État")]
    ['crosssector', 'links', 'e', 'g', 'l', 'état']
    """
    for match in _WORD.finditer(text):
        yield Word(normalised(match[0]), match.start(), match.end())


def runs_of(text: str) -> Iterator[Word]:
    """The runs of letters of a text, in order: words, and the halves of words that have a hyphen.

    >>> [run.text for run in runs_of("cross-sector links")]
    ['cross', 'sector', 'links']
    """
    for match in _RUN.finditer(text):
        yield Word(normalised(match[0]), match.start(), match.end())


def digest_of(words: Iterable[str]) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the words, joined by single spaces, in UTF-8."""
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:16]


def measure(text: str) -> tuple[int, str]:
    """The number of words of a text, and their digest.

    >>> measure("A **bold** word") == measure("a bold\\nword.")
    True
    """
    words = [word.text for word in words_of(text)]
    return len(words), digest_of(words)


@dataclass(frozen=True)
class WordIndex:
    """A text cut into words, in which stretches are found by their words or by digest."""

    text: str

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words of the text."""
        return tuple(words_of(self.text))

    @cached_property
    def _joined(self) -> tuple[bytes, list[int], list[int]]:
        starts, ends, position, parts = [], [], 0, []
        for word in self.words:
            part = word.text.encode()
            starts.append(position)
            ends.append(position + len(part))
            parts.append(part)
            position += len(part) + 1
        return b" ".join(parts), starts, ends

    @cached_property
    def _digests(self) -> dict[int, dict[str, list[int]]]:
        return {}

    def find_digest(self, count: int, digest: str) -> list[tuple[int, int]]:
        """Every stretch of `count` words with that digest: start and end, in code points of the text."""
        if count < 1 or count > len(self.words):
            return []
        if count not in self._digests:
            joined, starts, ends = self._joined
            found: dict[str, list[int]] = {}
            for first in range(len(starts) - count + 1):
                key = hashlib.sha256(joined[starts[first] : ends[first + count - 1]]).hexdigest()[:16]
                found.setdefault(key, []).append(first)
            self._digests[count] = found
        return [self._span(first, count) for first in self._digests[count].get(digest, [])]

    def find_words(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
        """Every stretch between `start` and `end` with the same words as `text`."""
        sought = " ".join(word.text for word in words_of(text)).encode()
        count = sought.count(b" ") + 1
        if not sought:
            return []
        joined, starts, ends = self._joined
        found: list[tuple[int, int]] = []
        position = joined.find(sought)
        while position >= 0:
            first = bisect_left(starts, position)
            whole = (
                first < len(starts)
                and starts[first] == position
                and position + len(sought) in (ends[first + count - 1 : first + count])
            )
            if whole:
                span = self._span(first, count)
                if span[0] >= start and (end is None or span[1] <= end):
                    found.append(span)
            position = joined.find(sought, position + 1)
        return found

    def _span(self, first: int, count: int) -> tuple[int, int]:
        return self.words[first].start, self.words[first + count - 1].end
