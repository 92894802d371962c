"""What is meant, made of the rows of a corpus without a graph between: for commands that answer while one waits."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from .anchor import Anchors, anchor
from .checks import check_rows
from .corpus import Corpus, read_corpus
from .faults import CorpusError, blocking
from .iris import Iris, ends
from .naming import names_of, places_of
from .rows import DocumentRow, LabelRow, StatementRow, VerdictRow
from .statements import Content, Document, Element, Linkage, Statement, Verdict, order, shown_quote
from .texts import find_texts
from .vocabulary import vocabulary

_KINDS = ("preferred", "alternative", "hidden")
_AS = {"abbreviation": "alternative"}  # of an abbreviation the graph makes another name


def content(corpus: Corpus | Path | str | None = None, sources: Path | str | None = None) -> Content:
    """What a corpus says, by document, element and statement; the shipped one if none is named.

    With `sources`, a folder of texts, the statements know their quotes. Raises CorpusError with all faults of the
    tables, if there are any; the shapes are held against a graph, by `check` and `build`.
    """
    read = corpus if isinstance(corpus, Corpus) else read_corpus(corpus)
    anchors = anchor(read, find_texts(read, sources) if sources is not None else {})
    if faults := blocking([*check_rows(read), *anchors.faults]):
        raise CorpusError(faults)
    return content_of_rows(read, anchors)


def content_of_rows(corpus: Corpus, anchors: Anchors) -> Content:
    """What the rows of a corpus without faults say; the same as is read out of the graph that they become."""
    iris = Iris(corpus.base)
    documents = sorted(_documents(corpus, iris), key=lambda document: (document.date, document.id))
    by_id = {document.id: document for document in documents}
    elements = {element.id: element for element in sorted(_elements(corpus, iris), key=lambda element: element.id)}
    statements = sorted(
        (
            statement
            for row in corpus.documents
            for statement in _statements(corpus, row, by_id[row.id], anchors, elements, iris)
        ),
        key=order,
    )
    verdicts = {row.ask: _verdict(row) for row in corpus.judged()}
    return Content(
        title=corpus.title,
        version=corpus.version,
        base=corpus.base,
        documents=by_id,
        elements=elements,
        statements=tuple(statements),
        verdicts={one.id: verdicts[one.id] for one in statements if one.id in verdicts},
    )


def _documents(corpus: Corpus, iris: Iris) -> Iterator[Document]:
    for row in corpus.documents:
        scope = corpus.scopes.get(row.id)
        yield Document(
            id=row.id,
            iri=iris.document(row.id).value,
            title=row.title,
            issuer=row.issuer,
            date=row.date,
            version=row.version or "1",
            identifier=row.identifier,
            url=row.url,
            replaces=row.replaces,
            scope=scope.why if scope else "",
            passages_in_scope=scope.passages if scope else None,
            words_in_scope=scope.words if scope else None,
        )


def _elements(corpus: Corpus, iris: Iris) -> Iterator[Element]:
    shown = names_of(corpus.labels)
    labels: dict[str, list[LabelRow]] = {}
    for row in corpus.labels:
        labels.setdefault(row.element, []).append(row)
    for element in corpus.elements:
        yield Element(
            id=element.id,
            iri=iris.element(element.id).value,
            type=element.type,
            kind=vocabulary().element_types[element.type],
            label=shown[element.id][0],
            names=_names(labels.get(element.id, [])),
            labels=_labels(labels.get(element.id, [])),
            broader=_ids(element.broader),
        )


def _names(labels: list[LabelRow]) -> tuple[str, ...]:
    """All names, preferred ones first, each as a store sorts them."""
    sorted_labels = sorted(labels, key=lambda row: str(ox.Literal(row.label, language=row.language)))
    names = [row.label for kind in _KINDS for row in sorted_labels if _AS.get(row.kind, row.kind) == kind]
    return tuple(dict.fromkeys(names))


def _labels(labels: list[LabelRow]) -> tuple[tuple[str, str], ...]:
    """The preferred label in each language."""
    return tuple(sorted({(row.language, row.label) for row in labels if row.kind == _KINDS[0]}))


def _ids(names: Iterable[str]) -> tuple[str, ...]:
    """The ids, each once, in the order in which a store sorts their addresses."""
    return tuple(sorted(dict.fromkeys(names), key=lambda name: f"{name}>"))


def _texts(values: Iterable[str]) -> tuple[str, ...]:
    """The texts, each once, as a store sorts them."""
    return tuple(sorted(dict.fromkeys(values), key=lambda value: str(ox.Literal(value))))


def _statements(
    corpus: Corpus,
    row: DocumentRow,
    document: Document,
    anchors: Anchors,
    elements: Mapping[str, Element],
    iris: Iris,
) -> Iterator[Statement]:
    """The statements of one document that were not withdrawn."""
    places = places_of(corpus.passages.get(row.id, ()), whole=row.id not in corpus.scopes)

    def labels(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(elements[name].label for name in names)

    for line in corpus.live(row.id):
        span = anchors.evidence[row.id, line.id].span
        holder, addressee, via = _ids(line.holder), _ids(line.addressee), _ids(line.via)
        yield Statement(
            id=f"{row.id}.{line.id}",
            iri=iris.statement(row.id, line.id).value,
            linkage=_linkage(line, iris) if line.linkage_type else None,
            element=None if line.linkage_type else line.subject,
            document=row.id,
            document_title=document.title,
            version=document.version,
            date=document.date,
            place=places[line.passage],
            start=span.start,
            end=span.end,
            words=span.words,
            holder=labels(holder),
            reported_by=labels([line.reported_by] if line.reported_by else []),
            stance=line.stance,
            status=line.status,
            mode=line.mode,
            modality=_texts(line.modality),
            degree=_texts(line.degree),
            condition=_texts(line.condition),
            addressee=labels(addressee),
            via=labels(via),
            gloss=line.gloss,
            cue=line.cue if anchors.evidence[row.id, line.id].cue else "",
            coder=line.coder,
            coded=line.coded,
            note=line.note,
            quote=shown_quote(span.text),
            force=line.force,
            holder_ids=holder,
            addressee_ids=addressee,
            via_ids=via,
        )


def _verdict(row: VerdictRow) -> Verdict:
    return Verdict(row.ask, row.verdict, _ids(row.answers), row.reason, row.coder, row.date)


def _linkage(line: StatementRow, iris: Iris) -> Linkage:
    subject, target = ends(line.subject, line.linkage_type, line.object)
    start = iris.linkage("", "", "").value.removesuffix("----")
    return Linkage(
        id=iris.linkage_of(line).value.removeprefix(start),
        subject=subject,
        type=line.linkage_type,
        object=target,
        exclusive=line.exclusive,
    )
