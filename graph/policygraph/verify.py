"""The checks that need the texts themselves: is it the edition that was coded, and does it say what a row says?"""

from collections.abc import Iterator, Mapping

from .anchor import Anchors, Evidence
from .corpus import Corpus
from .faults import Fault
from .rows import DocumentRow, StatementRow
from .scope_checks import unmet
from .texts import Text, spans_of
from .words import words_of

CUE_SHARE = 0.15  # of the words of a document: the text is not ours to copy


def verify(corpus: Corpus, anchors: Anchors, texts: Mapping[str, Text]) -> list[Fault]:
    """What is wrong when `texts` are held to be the very editions that were coded: the check of a maintainer."""
    faults: list[Fault] = []
    for document in corpus.documents:
        if text := texts.get(document.id):
            rows = corpus.live(document.id)
            faults += _edition_faults(document, text, rows)
            faults += _cue_faults(document, text, rows)
            changed = (
                {fault.place.line for fault in anchors.faults if fault.place.file == rows[0].at("id").file}
                if rows
                else ()
            )
            for row in rows:
                evidence = anchors.evidence.get((document.id, row.id))
                if evidence and row.at("id").line not in changed and spans_of(text, row):
                    faults += _unheard(row, evidence)
    return [*faults, *unmet(corpus, anchors.passages, texts)]


def _edition_faults(document: DocumentRow, text: Text, rows: tuple[StatementRow, ...]) -> Iterator[Fault]:
    if not text.is_edition_of(document):
        yield document.fault(
            "sha256",
            f"{text.path} has another digest ({text.sha256[:12]}…) than the edition that was coded",
            "get that edition, or see with `policygraph locate` what of it stands in this one",
        )
        for row in rows:
            if not spans_of(text, row):
                yield row.fault(
                    "digest", f"the words of {row.id} do not stand in {text.path}", "see `policygraph locate`"
                )
    elif document.characters is not None and document.characters != len(text.text):
        found = f"{text.path} has {len(text.text)} characters, the row says {document.characters}"
        yield document.fault("characters", found, "mend the number")


def _cue_faults(document: DocumentRow, text: Text, rows: tuple[StatementRow, ...]) -> Iterator[Fault]:
    cues = {(row.cue_start, row.cue): len(list(words_of(row.cue))) for row in rows if row.cue}
    share = sum(cues.values()) / max(1, len(text.index.words))
    if share > CUE_SHARE:
        found = f"the cues of {document.id} are {share:.0%} of its words"
        yield document.fault("id", found, f"shorten them to {CUE_SHARE:.0%} in all: the text is not ours to copy")


def _unheard(row: StatementRow, evidence: Evidence) -> Iterator[Fault]:
    """The modal, weight and conditional words of a row that stand neither in its span nor in its cue."""
    stretches = [span.text for span in (evidence.span, evidence.cue) if span and span.text]
    heard = [f" {_plain(stretch)} " for stretch in stretches]
    for column, values in (("modality", row.modality), ("degree", row.degree), ("condition", row.condition)):
        for value in values:
            if row.exclusive and column == "degree" and value == "only":
                continue  # a marker for what "not confined to" means, not the words as they stand
            if not any(f" {_plain(value)} " in stretch for stretch in heard):
                yield row.fault(
                    column,
                    f"{value!r} stands neither in the statement's words nor in its cue",
                    "copy the words as they stand, or widen the evidence",
                )


def _plain(text: str) -> str:
    return " ".join(word.text for word in words_of(text))
