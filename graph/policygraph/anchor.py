"""Holds the evidence of a corpus against the texts: where the words stand, and whether they are the same.

What is learnt of each statement is an `Evidence`; the offsets are always those of the edition that was coded,
the quote is taken from whatever edition the user has.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from .corpus import Corpus
from .faults import Fault
from .gaps import Gaps, Stretch, faults_of, joined, parts_of, pieces, shown
from .rows import DocumentRow, PassageRow, StatementRow
from .texts import Outcome, Text, gaps_of, locate
from .words import measure

Key = tuple[str, str]  # a document's id and the id of a passage or statement in it
CUE_WORDS = 6


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document: offsets in code points (None where only the words are known), words, digest.

    Words and digest are those without the gaps: what stands there interrupts the words, and is none of them.
    """

    start: int | None
    end: int | None
    words: int
    digest: str
    text: str | None = None
    gaps: Gaps = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the words of a statement stand, and where its cue does."""

    span: Span
    cue: Span | None


@dataclass(frozen=True, slots=True)
class Anchors:
    """Evidence by statement, stretches by passage, the faults met, and how the statements of each text were found."""

    evidence: Mapping[Key, Evidence]
    passages: Mapping[Key, Stretch]
    faults: tuple[Fault, ...]
    outcomes: Mapping[str, Counter[Outcome]]


def anchor(corpus: Corpus, texts: Mapping[str, Text] | None = None) -> Anchors:
    """The evidence of every statement of `corpus`, verified against those of `texts` that are the coded edition.

    In another edition a statement that is not found is no fault: it goes without a quote, and is counted. One that was
    withdrawn is anchored if it can be, and is neither counted nor at fault.
    """
    evidence: dict[Key, Evidence] = {}
    passages: dict[Key, Stretch] = {}
    faults: list[Fault] = []
    outcomes: dict[str, Counter[Outcome]] = {}
    for document in corpus.documents:
        text = (texts or {}).get(document.id)
        desk = _Desk(document, text if text and text.is_edition_of(document) else None)
        for passage in corpus.passages.get(document.id, ()):
            if place := desk.passage(passage):
                passages[document.id, passage.id] = place
        for row in corpus.statements.get(document.id, ()):
            before = len(desk.faults)
            if found := desk.statement(row):
                evidence[document.id, row.id] = found
            if row.withdrawn:
                del desk.faults[before:]
        faults += desk.faults
        if text:
            tally: Counter[Outcome] = Counter()
            outcomes[document.id] = tally
            for row in corpus.live(document.id):
                outcome, spans = locate(text, row)
                tally[outcome] += 1
                if (key := (document.id, row.id)) in evidence and spans and evidence[key].span.text is None:
                    # where it stands several times, it is the same words
                    quote = shown(pieces(text.text, *spans[0], gaps_of(row, spans[0])))
                    evidence[key] = replace(evidence[key], span=replace(evidence[key].span, text=quote))
    return Anchors(evidence, passages, tuple(faults), outcomes)


class _Desk:
    """One document on the desk, with the edition that was coded where the user has it."""

    def __init__(self, document: DocumentRow, text: Text | None) -> None:
        self.document = document
        self.text = text
        self.length = len(text.text) if text else document.characters
        self.faults: list[Fault] = []
        self.ranges: dict[str, tuple[int, int]] = {}

    def passage(self, row: PassageRow) -> Stretch | None:
        within = self.ranges.get(row.parent)
        place = self._offsets(row, row.start, row.end, row.quote, within, "start")
        if place and within and not (within[0] <= place[0] and place[1] <= within[1]):
            self.faults.append(
                row.fault(
                    "start",
                    f"the passage {row.id} reaches outside its parent {row.parent}",
                    "mend its offsets",
                )
            )
        if where := place[:2] if place else within:
            self.ranges[row.id] = where
        return place

    def statement(self, row: StatementRow) -> Evidence | None:
        if not row.quote and (row.start is None or row.end is None or row.words is None or not row.digest):
            found = "the statement has no evidence"
            self.faults.append(row.fault("start", found, "give start, end, words and digest, or a quote"))
            return None
        within = self.ranges.get(row.passage)
        faults_before = len(self.faults)
        place = self._offsets(row, row.start, row.end, row.quote, within, "quote" if row.quote else "start")
        if len(self.faults) > faults_before:
            return None
        if place and within and not (within[0] <= place[0] and place[1] <= within[1]):
            found = f"the words stand outside the passage {row.passage}"
            self.faults.append(row.fault("start", found, "name the passage that holds them, or mend the offsets"))
        return Evidence(self._span(row, place), self._cue(row))

    def _offsets(
        self,
        row: PassageRow | StatementRow,
        start: int | None,
        end: int | None,
        quote: str,
        within: tuple[int, int] | None,
        column: str,
    ) -> Stretch | None:
        """The offsets as written, if they can be right; those of the quote, if the text is there."""
        if wrong := list(faults_of(row.start, row.end, row.gaps)) if column in ("start", "quote") else []:
            self.faults += [row.fault("gaps", *told) for told in wrong]
            return None
        if start is not None and end is not None:
            if start >= end:
                self.faults.append(
                    row.fault("start", f"start {start} is not before end {end}", "exchange or mend them")
                )
                return None
            if self.length is not None and end > self.length:
                found = f"end {end} lies outside the text, which has {self.length} characters"
                self.faults.append(row.fault("end", found, "count in characters of the coded edition"))
                return None
            return start, end, row.gaps
        if start is not None or end is not None:
            self.faults.append(row.fault("start", "one of start and end is empty", "fill in both, or give a quote"))
        if not quote or self.text is None:
            return None
        return self._only(row, quote, within, column)

    def _only(
        self, row: PassageRow | StatementRow, quote: str, within: tuple[int, int] | None, column: str
    ) -> Stretch | None:
        """Where the quote stands; a fault if it stands nowhere or several times."""
        assert self.text is not None
        low, high = within or (0, len(self.text.text))
        plain = joined(parts_of(quote))  # where the text has nothing in place of a […]
        spans = list(_literal(self.text.text, quote, low, high)) or self.text.index.find_words(plain, low, high)
        stretches: list[Stretch] = [(*span, ()) for span in spans] or self.text.letters.interrupted(quote, low, high)
        if len(stretches) == 1:
            return stretches[0]
        where = f"in the passage {row.passage}" if within and isinstance(row, StatementRow) else "in the text"
        if stretches:
            lines = ", ".join(dict.fromkeys(str(self.text.line(start)) for start, _, _ in stretches[:5]))
            found, mend = f"the quote stands {len(stretches)} times {where} (line {lines})", "quote more words"
        else:
            found, mend = f"the quote does not stand {where}", "copy the words from the text as they are"
            if len(parts_of(quote)) == 1:
                mend += "; where a page header or a footnote interrupts them, write […] in its place"
        self.faults.append(row.fault(column, found, mend))
        return None

    def _span(self, row: StatementRow, place: Stretch | None) -> Span:
        start, end, gaps = place or (None, None, ())
        if self.text is None or place is None:
            words, digest = measure(joined(parts_of(row.quote))) if row.quote else (row.words or 0, row.digest)
            return Span(start, end, words, digest, row.quote or None, gaps)
        quote = shown(pieces(self.text.text, *place))
        words, digest = self.text.measure(*place)
        if not row.quote and (words, digest) != (row.words, row.digest):
            self.faults.append(
                row.fault(
                    "digest",
                    f"the text at {start}–{end} has other words than were coded "
                    f"({words} words, digest {digest}; the row says {row.words}, {row.digest})",
                    "somebody changed the text or the row: restore it, or code the statement again",
                )
            )
        return Span(start, end, words, digest, quote, gaps)

    def _cue(self, row: StatementRow) -> Span | None:
        if not row.cue:
            if row.cue_start is not None or row.cue_end is not None:
                self.faults.append(row.fault("cue_start", "offsets of a cue without its words", "fill in cue"))
            return None
        words, digest = measure(row.cue)
        if words > CUE_WORDS:
            found = f"the cue has {words} words"
            self.faults.append(row.fault("cue", found, f"take the {CUE_WORDS} words that carry the status"))
        span = Span(row.cue_start, row.cue_end, words, digest, row.cue)
        if row.cue_start is None or row.cue_end is None:
            if not row.quote:
                self.faults.append(row.fault("cue", "the cue has no offsets", "fill in cue_start and cue_end"))
            elif self.text and (place := self._only(row, row.cue, None, "cue")):
                return replace(span, start=place[0], end=place[1])
            return span
        place = self._offsets(row, row.cue_start, row.cue_end, "", None, "cue_start")
        if place and self.text and self.text.measure(*place[:2], ()) != (words, digest):
            found = f"the cue {row.cue!r} does not stand at {row.cue_start}–{row.cue_end}"
            self.faults.append(row.fault("cue", found, "mend the offsets or the words"))
        return span


def _literal(text: str, quote: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = text.find(quote, start, end)
    while position >= 0:
        yield position, position + len(quote)
        position = text.find(quote, position + 1, end)
