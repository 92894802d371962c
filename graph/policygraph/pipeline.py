"""The whole way from a corpus to a graph: read, anchor, check, build."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from .anchor import Anchors, anchor
from .checks import check_rows
from .corpus import Corpus, read_corpus
from .faults import CorpusError, Fault, blocking
from .graph import Graph, make_graph
from .shapes import check_shapes
from .texts import Text, find_texts
from .verify import verify

CorpusLike = Corpus | Path | str | None
Tell = Callable[[str, str], None]  # told the name of each stage when it is done, and what came of it


def _quiet(stage: str, outcome: str) -> None:
    """Says nothing."""


@dataclass(frozen=True)
class Built:
    """A graph, and what was learnt on the way to it."""

    graph: Graph
    corpus: Corpus
    anchors: Anchors
    texts: Mapping[str, Text]
    warnings: tuple[Fault, ...]


def check(corpus: CorpusLike = None, sources: Path | str | None = None) -> list[Fault]:
    """Everything that is wrong with a corpus, faults first, then warnings; empty if nothing is.

    With `sources`, a folder of texts, each text is held to be the very edition that was coded. The shapes are
    asked only of a corpus whose rows are sound: a graph of half the rows would have faults that nobody made.
    """
    read = corpus if isinstance(corpus, Corpus) else read_corpus(corpus)
    texts = find_texts(read, sources) if sources is not None else {}
    anchors = anchor(read, texts)
    faults = [*check_rows(read), *anchors.faults, *verify(read, anchors, texts)]
    if sources is not None:
        faults += unheard(read, texts, anchors, sources)
    sound = _sound(read, faults)
    if sound is not None:
        faults += check_shapes(sound, make_graph(sound, anchors))
    return sorted(set(faults), key=lambda fault: (fault.severity, fault))


def _sound(corpus: Corpus, faults: list[Fault]) -> Corpus | None:
    """The corpus without the statements at fault; None if there are faults in any other table."""
    bad = {(fault.place.file, fault.place.line) for fault in blocking(faults)}
    statements = {
        document: tuple(row for row in rows if (row.at("id").file, row.at("id").line) not in bad)
        for document, rows in corpus.statements.items()
    }
    files = {corpus.file(f"statements/{document}.csv") for document in statements}
    return None if any(file not in files for file, _ in bad) else replace(corpus, statements=statements)


def build(corpus: CorpusLike = None, sources: Path | str | None = None) -> Graph:
    """The graph of a corpus, in memory; of the shipped one if none is named.

    With `sources`, a folder of texts, the graph knows the quotes. Raises CorpusError, with all faults, if the
    corpus has any; warnings do not stop it (`check` tells them).
    """
    return run(corpus, sources).graph


def run(corpus: CorpusLike = None, sources: Path | str | None = None, tell: Tell = _quiet) -> Built:
    """As `build`, telling of each stage, and returning what was learnt on the way."""
    read = corpus if isinstance(corpus, Corpus) else read_corpus(corpus)
    number = sum(len(read.live(document.id)) for document in read.documents)
    tell("read", f"{_count(len(read.documents), 'document')}, {_count(number, 'statement')}")
    texts = find_texts(read, sources) if sources is not None else {}
    anchors = anchor(read, texts)
    tell("anchor", _heard(read, texts, anchors))
    faults = [*check_rows(read), *anchors.faults]
    if blocking(faults):
        raise CorpusError(faults)
    if sources is not None:
        faults += unheard(read, texts, anchors, sources)
    graph = make_graph(read, anchors)
    tell("build", f"{len(graph.store):,} quads")
    faults += check_shapes(read, graph)
    if blocking(faults):
        raise CorpusError(faults)
    tell("check", "no faults" + (f", {_count(len(faults), 'warning')}" if faults else ""))
    return Built(graph, read, anchors, texts, tuple(sorted(set(faults))))


def unheard(corpus: Corpus, texts: Mapping[str, Text], anchors: Anchors, sources: Path | str) -> Iterator[Fault]:
    """A warning for each document whose text is not in the folder of sources, or only in part."""
    for document in corpus.documents:
        rows = len(corpus.live(document.id))
        tally = anchors.outcomes.get(document.id, Counter())
        if document.id not in texts:
            found = f"no text of {document.id} was found in {sources}: its statements were not held against it"
            mend = f"put it there as {document.id}.txt, .md or .html"
        elif tally["absent"]:
            found = f"{texts[document.id].path} has {rows - tally['absent']} of the {rows} statements of {document.id}"
            mend = "it is another edition, or a changed one: see `policygraph locate`"
        else:
            continue
        yield Fault(document.at("id"), found, mend, "warning")


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def _heard(corpus: Corpus, texts: Mapping[str, Text], anchors: Anchors) -> str:
    """How much of the corpus is quoted from the texts that are there; documents that are not wholly quoted by name."""
    if not texts:
        return "by offsets and digests (no texts: no quotes)"
    parts, quoted, number = [], 0, 0
    for document in corpus.documents:
        tally = anchors.outcomes.get(document.id, Counter())
        here, whole = sum(tally.values()) - tally["absent"], len(corpus.live(document.id))
        quoted, number = quoted + here, number + whole
        if (text := texts.get(document.id)) is None:
            parts.append(f"{document.id}: no text")
        elif not text.is_edition_of(document):
            parts.append(f"{document.id}: another edition ({text.path.name}), {here} of {whole}")
    return "; ".join([f"{quoted} of {_count(number, 'statement')} quoted", *parts])
