"""The source texts that a user has: which file holds which document, and how its words are got at.

Texts are decoded from their bytes and never read in text mode, which would rewrite bare carriage returns and
shift every offset after them.
"""

import hashlib
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from .corpus import Corpus
from .faults import PolicygraphError
from .gaps import Gaps, Letters, joined, parts_of, pieces
from .rows import DocumentRow, StatementRow
from .words import WordIndex, measure

Outcome = Literal["found", "moved", "absent", "ambiguous"]
SUFFIXES = (".txt", ".md", ".html", ".htm", ".xhtml")
PROBES = 20  # statements that are looked for when a file's name does not tell whose text it is

_COMMENT = r"<!--(?:.*?-->|.*)"
_SCRIPT = r"<(?P<raw>script|style)\b(?:.*?</(?P=raw)\s*>|.*)"
_TAG = r"</?(?P<tag>[A-Za-z][A-Za-z0-9]*)[^<>]*>"
_ENTITY = r"&[A-Za-z0-9#]+;"
_HTML = re.compile(f"{_COMMENT}|{_SCRIPT}|{_TAG}|{_ENTITY}", re.DOTALL | re.IGNORECASE)
_MARKDOWN_TARGET = re.compile(r"(?<=\])\([^()\s]*\)")
# tags that may stand inside a word without ending it; <sup> is not one of them: it holds footnote numbers
_INLINE = frozenset(["b", "i", "em", "strong", "span", "u", "a", "font", "small", "mark"])


def view(text: str, suffix: str) -> str:
    """The text with its mark-up blanked out, of the same length, so that offsets stay those of the file.

    >>> view("<p>trans<b>port</b> &amp; l&eacute;ger</p>", ".html").replace("\\u2060", "·")
    '   trans···port···· &···· lé·······ger    '
    """
    if suffix in (".html", ".htm", ".xhtml"):
        return _HTML.sub(_blank, text)
    if suffix == ".md":
        return _MARKDOWN_TARGET.sub(lambda match: " " * len(match[0]), text)
    return text


def _blank(match: re.Match[str]) -> str:
    whole = match[0]
    if whole.startswith("&"):
        character = html.unescape(whole)
        return character + "\u2060" * (len(whole) - 1) if len(character) == 1 else whole
    joined = (match["tag"] or "").lower() in _INLINE
    return ("\u2060" if joined else " ") * len(whole)


@dataclass(frozen=True)
class Text:
    """A file that holds a document, as its bytes decode."""

    path: Path
    text: str
    sha256: str

    @cached_property
    def index(self) -> WordIndex:
        """The text cut into words, its mark-up left out."""
        return WordIndex(view(self.text, self.path.suffix.lower()))

    @cached_property
    def letters(self) -> Letters:
        """The letters of the text, in which interrupted sentences are found."""
        return Letters(self.index)

    def measure(self, start: int, end: int, gaps: Gaps) -> tuple[int, str]:
        """The number and the digest of the words between two offsets, without the gaps."""
        return measure(joined(pieces(self.index.text, start, end, gaps)))

    def is_edition_of(self, document: DocumentRow) -> bool:
        """Whether this is the very file that was coded; while a document has no digest, any file is."""
        return document.sha256 in ("", self.sha256)

    def line(self, offset: int) -> int:
        """The line, from 1, in which that code point stands."""
        return self.text.count("\n", 0, offset) + 1


def read_text(path: Path) -> Text:
    """The file as a text; raises PolicygraphError if it cannot be read as UTF-8."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PolicygraphError(f"{path} is not UTF-8 (byte {error.start}): save it as UTF-8 text") from None
    except OSError as error:
        raise PolicygraphError(f"{path} cannot be read: {error.strerror}") from None
    return Text(path, text, hashlib.sha256(data).hexdigest())


def spans_of(text: Text, row: StatementRow) -> list[tuple[int, int]]:
    """Every stretch of the text that has the words of the statement.

    An interrupted one stands where it was coded, around its gaps; or in one piece, in an edition without them.
    """
    if row.quote:
        spans = text.index.find_words(joined(parts_of(row.quote)))
        return spans or [(start, end) for start, end, _ in text.letters.interrupted(row.quote, 0, len(text.text))]
    if row.gaps and row.start is not None and row.end is not None:
        here = text.measure(row.start, row.end, row.gaps)
        if here == (row.words, row.digest):
            return [(row.start, row.end)]
    return text.index.find_digest(row.words or 0, row.digest)


def locate(text: Text, row: StatementRow) -> tuple[Outcome, list[tuple[int, int]]]:
    """Where the words of a statement stand in somebody's copy of its document, and what that says of the copy."""
    if _stands_there(text, row):  # to look through the whole text as well would take a thousand times as long
        assert row.start is not None
        assert row.end is not None
        return "found", [(row.start, row.end)]
    spans = spans_of(text, row)
    if row.start is not None and any(_same(span, row) for span in spans):
        return "found", [span for span in spans if _same(span, row)]
    if not spans:
        return "absent", spans
    if len(spans) > 1:
        return "ambiguous", spans
    return ("moved" if row.start is not None else "found"), spans


def _stands_there(text: Text, row: StatementRow) -> bool:
    """Whether the words stand at the very offsets of the row."""
    if row.start is None or row.end is None or not row.digest:
        return False
    return text.measure(row.start, row.end, row.gaps) == (row.words, row.digest)


def _same(span: tuple[int, int], row: StatementRow) -> bool:
    """Whether the words begin and end within the row's offsets, punctuation at either end aside."""
    if row.gaps:  # without the interruption they take less room, and may lie anywhere in it
        return span == (row.start, row.end)
    return row.start is not None and row.end is not None and row.start <= span[0] and span[1] <= row.end


def gaps_of(row: StatementRow, span: tuple[int, int]) -> Gaps:
    """The gaps of a stretch that `spans_of` found: only where it was coded are there any."""
    return row.gaps if span == (row.start, row.end) else ()


def find_texts(corpus: Corpus, folder: Path | str) -> Mapping[str, Text]:
    """The documents of the corpus whose text lies in that folder, each with its file.

    A file is a document's if it has its digest; failing that, if it is called by its id; failing that, if at
    least half of the statements that are looked for are found in it by their words.
    """
    directory = Path(folder)
    if not directory.is_dir():
        raise PolicygraphError(f"there is no folder {directory} with source texts")
    ids = {document.id for document in corpus.documents}
    files = []
    for path in sorted(directory.iterdir()):
        if path.suffix.lower() in SUFFIXES and path.is_file():
            try:
                files.append(read_text(path))
            except PolicygraphError:
                if path.stem in ids:
                    raise  # any other file that is no UTF-8 text may be anybody's
    return {document.id: text for document in corpus.documents if (text := _text_of(document, corpus, files))}


def _text_of(document: DocumentRow, corpus: Corpus, files: list[Text]) -> Text | None:
    taken = {other.sha256 for other in corpus.documents if other.id != document.id}
    named = [text for text in files if text.path.stem == document.id]
    if exact := [text for text in files if document.sha256 == text.sha256]:
        return next((text for text in exact if text in named), exact[0])
    if named:
        return named[0]
    candidates = [text for text in files if text.sha256 not in taken]
    return max(
        _scored(candidates, corpus.live(document.id)),
        key=lambda pair: pair[0],
        default=(0, None),
    )[1]


def _scored(files: list[Text], statements: tuple[StatementRow, ...]) -> Iterator[tuple[int, Text]]:
    step = max(1, len(statements) // PROBES)
    probes = statements[::step]
    for text in files:
        found = sum(bool(spans_of(text, row)) for row in probes)
        if probes and found * 2 >= len(probes):
            yield found, text
