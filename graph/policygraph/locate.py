"""What of a corpus stands in somebody's own copy of a text."""

from collections import Counter
from pathlib import Path

from .answer import Answer
from .corpus import Corpus, read_corpus
from .faults import PolicygraphError
from .naming import places_of
from .rows import DocumentRow
from .texts import Outcome, Text, locate, read_text, spans_of

KNOWN = 0.1  # the share of a document's statements by which a text is known for a copy of it
_MEANING = {
    "found": "found",
    "moved": "found elsewhere",
    "absent": "absent",
    "ambiguous": "found several times",
}


def report(file: Path | str, folder: Path | str | None, document: str | None) -> tuple[Answer, bool]:
    """A row for each statement of the document: what became of it and in which lines; and whether all stand there."""
    corpus = read_corpus(folder)
    text = read_text(Path(file))
    chosen = _document(corpus, text, document)
    places = places_of(corpus.passages.get(chosen.id, ()), whole=chosen.id not in corpus.scopes)
    rows = []
    tally: Counter[Outcome] = Counter()
    for row in corpus.live(chosen.id):
        outcome, spans = locate(text, row)
        tally[outcome] += 1
        lines = ", ".join(str(text.line(start)) for start, _ in spans[:5])
        rows.append((f"{chosen.id}.{row.id}", places.get(row.passage, row.passage), outcome, lines))
    edition = "the edition that was coded" if text.is_edition_of(chosen) and chosen.sha256 else "another edition"
    counts = ", ".join(f"{tally[name]} {meaning}" for name, meaning in _MEANING.items() if tally[name])  # type: ignore[index]
    title = f"{text.path.name}: {edition} of {chosen.id}: {counts or 'no statements'}"
    answer = Answer(
        title,
        ("statement", "place", "outcome", "lines"),
        ("statement", "place", "outcome", "lines"),
        tuple(rows),
    )
    return answer, not tally["absent"]


def _share(corpus: Corpus, text: Text, document: DocumentRow) -> float:
    """The share of the document's statements that stand in the text."""
    rows = corpus.live(document.id)
    return sum(bool(spans_of(text, row)) for row in rows) / max(1, len(rows))


def _document(corpus: Corpus, text: Text, name: str | None) -> DocumentRow:
    ids = {document.id: document for document in corpus.documents}
    if name is not None:
        if name not in ids:
            raise PolicygraphError(f"no document is called {name!r}; choose among {', '.join(ids)}")
        return ids[name]
    for document in corpus.documents:
        if document.sha256 == text.sha256:
            return document
    found = {document.id: _share(corpus, text, document) for document in corpus.documents}
    best = max(found, key=lambda name: found[name], default=None)
    if best is None or found[best] < KNOWN:
        raise PolicygraphError(
            f"{text.path} is not known for a copy of any document here; name its document with --document"
        )
    return ids[best]
