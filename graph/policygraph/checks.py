"""Everything that is wrong with the rows of a corpus, found at once.

Here are the faults that show in the tables themselves; `anchor` finds those of the evidence, `verify` those
that need the texts, `shapes` those of the graph that the rows become.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from difflib import get_close_matches

from .corpus import Corpus
from .faults import Fault, Place
from .rows import DocumentRow, LabelRow, PassageRow, Row, StatementRow
from .vocabulary import vocabulary

MAPPING_PREDICATES = tuple(f"skos:{name}Match" for name in ("exact", "close", "broad", "narrow", "related"))
LABEL_KINDS = ("preferred", "alternative", "hidden", "abbreviation")


def check_rows(corpus: Corpus) -> list[Fault]:
    """The faults of reading, and those of identifiers, references and terms; warnings last."""
    faults = [*corpus.faults]
    for part in (_documents, _elements, _labels, _mappings, _passages, _statements, _coverage):
        faults += part(corpus)
    return sorted(set(faults), key=lambda fault: (fault.severity, fault))


def _twice(rows: Iterable[Row], key: Callable[[Row], object], name: str) -> Iterator[Fault]:
    seen: dict[object, Row] = {}
    for row in rows:
        value = key(row)
        if first := seen.get(value):
            line = first.at(name).line
            yield row.fault(name, f"{getattr(row, name)!r} stands already in line {line}", "give it another id")
        seen.setdefault(value, row)


def _id(row: Row) -> object:
    return getattr(row, "id")  # noqa: B009 - only called for rows with an id


def _one_of(row: Row, column: str, value: str, known: Collection[str] | None, what: str) -> Iterator[Fault]:
    """A fault if the value is not known, with the nearest that is; none if nobody can know."""
    if known is not None and value not in known:
        choice = sorted(known) if isinstance(known, frozenset) else list(known)
        near = get_close_matches(value, choice, n=3)
        mend = f"did you mean {' or '.join(near)}?" if near else _choice(choice, what)
        yield row.fault(column, f"no {what} is called {value!r}", mend)


def _choice(known: list[str], what: str) -> str:
    return f"choose among {', '.join(known)}" if 0 < len(known) <= 25 else f"define the {what} first"


def _documents(corpus: Corpus) -> Iterator[Fault]:
    yield from _twice(corpus.documents, _id, "id")
    ids, elements = corpus.ids("documents.csv"), corpus.ids("elements.csv")
    before = {document.id: {document.replaces} for document in corpus.documents}
    for row in corpus.documents:
        yield from _one_of(row, "issuer", row.issuer, elements, "element")
        if row.replaces:
            yield from _one_of(row, "replaces", row.replaces, ids, "document")
        if row.id in _ancestors(row.id, before):
            yield row.fault("replaces", f"the document {row.id} replaces itself", "name the version before it")
        if bool(row.sha256) != (row.characters is not None):
            yield row.fault("sha256", "one of sha256 and characters is empty", "fill in both or none")
        if row.sha256 and len(row.sha256) != 64:
            yield row.fault("sha256", f"the digest has {len(row.sha256)} digits", "a SHA-256 has 64")
        if corpus.ids(f"passages/{row.id}.csv") == frozenset():
            where = corpus.file(f"passages/{row.id}.csv")
            yield row.fault("id", f"the document {row.id} has no passages", f"write them in {where}")


def _elements(corpus: Corpus) -> Iterator[Fault]:
    yield from _twice(corpus.elements, _id, "id")
    ids = corpus.ids("elements.csv")
    named = {label.element for label in corpus.labels if label.kind == "preferred"}
    types = vocabulary().names("type")
    above = {element.id: set(element.broader) for element in corpus.elements}
    for row in corpus.elements:
        yield from _one_of(row, "type", row.type, types, "element type")
        for broader in row.broader:
            yield from _one_of(row, "broader", broader, ids, "element")
        if row.replaced_by:
            yield from _one_of(row, "replaced_by", row.replaced_by, ids, "element")
            if row.replaced_by == row.id:
                yield row.fault("replaced_by", f"the element {row.id} replaces itself", "name the one to use instead")
        if row.level:
            yield from _one_of(row, "level", row.level, vocabulary().names("level"), "level")
        if row.id not in named and corpus.labels:
            yield row.fault("id", f"the element {row.id} has no preferred label", "add one in labels.csv")
        if row.id in _ancestors(row.id, above):
            yield row.fault("broader", f"the element {row.id} is broader than itself", "break the circle")


def _ancestors(start: str, above: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    todo = list(above.get(start, ()))
    while todo:
        if (current := todo.pop()) not in seen:
            seen.add(current)
            todo += above.get(current, ())
    return seen


def _labels(corpus: Corpus) -> Iterator[Fault]:
    ids = corpus.ids("elements.csv")
    preferred: dict[tuple[str, str], LabelRow] = {}
    owners: dict[tuple[str, str], LabelRow] = {}
    for row in corpus.labels:
        yield from _one_of(row, "element", row.element, ids, "element")
        yield from _one_of(row, "kind", row.kind, LABEL_KINDS, "kind of label")
        if not any(character.isalnum() for character in row.label) or "\n" in row.label:
            yield row.fault(
                "label", f"{row.label!r} is no name to show", "write it on one line, with letters or digits"
            )
        if row.kind != "preferred":
            continue
        if first := preferred.get((row.element, row.language)):
            found = (
                f"{row.element} has a preferred label in {row.language!r} already, in line {first.at('label').line}"
            )
            yield row.fault("label", found, "make one of them alternative")
        preferred.setdefault((row.element, row.language), row)
        key = (row.language, row.label.lower())
        if (other := owners.get(key)) and other.element != row.element:
            found = f"{row.label!r} is the preferred label of {other.element} too, in line {other.at('label').line}"
            yield row.fault("label", found, "tell the two apart, or merge the elements (replaced_by)")
        owners.setdefault(key, row)


def _mappings(corpus: Corpus) -> Iterator[Fault]:
    ids = corpus.ids("elements.csv")
    for row in corpus.mappings:
        yield from _one_of(row, "element", row.element, ids, "element")
        yield from _one_of(row, "predicate", row.predicate, MAPPING_PREDICATES, "mapping predicate")


def _passages(corpus: Corpus) -> Iterator[Fault]:
    for document in corpus.documents:
        rows = corpus.passages.get(document.id, ())
        yield from _twice(rows, _id, "id")
        before: set[str] = set()
        for row in rows:
            yield from _one_of(row, "kind", row.kind, vocabulary().names("kind"), "kind of passage")
            if row.parent:
                if row.parent not in before and row.parent in (corpus.ids(f"passages/{document.id}.csv") or ()):
                    yield row.fault(
                        "parent", f"the parent {row.parent} does not stand above", "put its row above this one"
                    )
                else:
                    yield from _one_of(row, "parent", row.parent, before, "passage of this document")
            if not row.quote and (row.start is None or row.end is None):
                yield row.fault("start", "the passage has neither offsets nor a quote", "fill in start and end")
            before.add(row.id)
        yield from _overlaps(rows)


def _overlaps(rows: tuple[PassageRow, ...]) -> Iterator[Fault]:
    last: dict[str, PassageRow] = {}
    for row in sorted((r for r in rows if r.start is not None), key=lambda r: (r.parent, r.start or 0)):
        previous = last.get(row.parent)
        if previous and (previous.end or 0) > (row.start or 0):
            yield row.fault("start", f"the passage overlaps with {previous.id} beside it", "mend the offsets")
        last[row.parent] = row


def _statements(corpus: Corpus) -> Iterator[Fault]:
    elements = corpus.ids("elements.csv")
    given_up = {element.id: element.replaced_by for element in corpus.elements if element.replaced_by}
    for document in corpus.documents:
        rows = corpus.statements.get(document.id, ())
        passages = corpus.ids(f"passages/{document.id}.csv")
        yield from _twice(rows, _id, "id")
        for row in rows:
            yield from _one_of(row, "passage", row.passage, passages, "passage of this document")
            yield from _terms(row)
            for column, ids in _references(row):
                for value in ids:
                    yield from _one_of(row, column, value, elements, "element")
                    if value in given_up:
                        yield row.fault(column, f"the element {value!r} was given up", f"use {given_up[value]}")


def _references(row: StatementRow) -> Iterator[tuple[str, tuple[str, ...]]]:
    for column in ("subject", "object", "reported_by"):
        if value := getattr(row, column):
            yield column, (value,)
    for column in ("holder", "addressee", "via"):
        yield column, getattr(row, column)


def _terms(row: StatementRow) -> Iterator[Fault]:
    known = vocabulary()
    yield from _one_of(row, "stance", row.stance, known.names("stance"), "stance")
    yield from _one_of(row, "status", row.status, known.names("status"), "status")
    yield from _one_of(row, "mode", row.mode, known.names("mode"), "mode")
    if row.linkage_type:
        yield from _one_of(row, "linkage_type", row.linkage_type, known.names("linkage_type"), "linkage type")
    if bool(row.linkage_type) != bool(row.object):
        found = "one of linkage_type and object is empty"
        yield row.fault("object", found, "fill in both; leave both empty for a position on the subject as such")


def _coverage(corpus: Corpus) -> Iterator[Fault]:
    at_fault = {fault.place.file for fault in corpus.faults}
    for document in corpus.documents:
        passages = corpus.passages.get(document.id, ())
        statements = corpus.statements.get(document.id, ())
        coded = Counter(row.passage for row in statements)
        parents = {row.parent for row in passages}
        known = corpus.ids(f"passages/{document.id}.csv")
        reasons = corpus.coverage.get(document.id, ())
        for row in reasons:
            yield from _one_of(row, "passage", row.passage, known, "passage of this document")
            if row.passage in coded:
                found = f"the passage {row.passage} has {coded[row.passage]} statements and a reason to have none"
                yield row.fault("passage", found, "remove one or the other")
        if corpus.file(f"statements/{document.id}.csv") in at_fault:
            continue  # a row that could not be read may be what covers a passage
        accounted = coded.keys() | {row.passage for row in reasons}
        for passage in passages:
            if passage.id not in accounted and passage.id not in parents:
                yield _uncovered(passage, document)


def _uncovered(passage: PassageRow, document: DocumentRow) -> Fault:
    place: Place = passage.at("id")
    found = f"the passage {passage.id} of {document.id} has neither statements nor a reason to have none"
    return Fault(place, found, f"code it, or say why not in coverage/{document.id}.csv", "warning")
