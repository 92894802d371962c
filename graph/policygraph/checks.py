"""Everything that is wrong with the rows of a corpus, found at once.

Here are the faults that show in the tables themselves; `anchor` finds those of the evidence, `verify` those
that need the texts, `shapes` those of the graph that the rows become.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from .corpus import Corpus
from .faults import Fault, Place
from .known import one_of
from .mapping_checks import mapping_faults
from .references import known_element, known_version
from .rows import DocumentRow, ElementRow, LabelRow, PassageRow, Row, StatementRow
from .scope_checks import scope_faults
from .verdict_checks import verdict_faults
from .vocabulary import vocabulary

LABEL_KINDS = ("preferred", "alternative", "hidden", "abbreviation")
FORCES = ("recital", "operative part", "annex")
BINDING = FORCES[1:]  # a recital gives reasons and lays nothing down


def check_rows(corpus: Corpus) -> list[Fault]:
    """The faults of reading, and those of identifiers, references and terms; warnings last."""
    faults = [*corpus.faults]
    shared = (_documents, _elements, _labels, mapping_faults, verdict_faults)
    for part in (*shared, _passages, _statements, _coverage, scope_faults):
        faults += part(corpus)
    return sorted(set(faults), key=lambda fault: (fault.severity, fault))


def _twice(rows: Iterable[Row], key: Callable[[Row], object], name: str) -> Iterator[Fault]:
    seen: dict[object, Row] = {}
    for row in rows:
        value = key(row)
        if first := seen.get(value):
            where = first.at(name).seen_from(row.at(name))
            yield row.fault(name, f"{getattr(row, name)!r} stands already in {where}", "give it another id")
        seen.setdefault(value, row)


def _id(row: Row) -> object:
    return getattr(row, "id")  # noqa: B009 - only called for rows with an id


def _documents(corpus: Corpus) -> Iterator[Fault]:
    yield from _twice(corpus.documents, _id, "id")
    before = {document.id: {document.replaces} for document in corpus.documents}
    for row in corpus.documents:
        yield from known_element(corpus, row, "issuer", row.issuer, row.id)
        yield from known_version(row, corpus.ids("documents.csv"))
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
    yield from _declared_twice(corpus.elements)
    named = {label.element for label in corpus.labels if label.kind == "preferred"}
    types = vocabulary().names("type")
    above = {element.id: set(element.broader) for element in corpus.elements}
    for row in corpus.elements:
        yield from one_of(row, "type", row.type, types, "element type")
        for broader in row.broader:
            yield from known_element(corpus, row, "broader", broader)
        if row.replaced_by:
            yield from known_element(corpus, row, "replaced_by", row.replaced_by)
            if row.replaced_by == row.id:
                yield row.fault("replaced_by", f"the element {row.id} replaces itself", "name the one to use instead")
        if row.level:
            yield from one_of(row, "level", row.level, vocabulary().names("level"), "level")
        if row.id not in named and corpus.labels:
            yield row.fault("id", f"the element {row.id} has no preferred label", "add one in labels.csv")
        if row.id in _ancestors(row.id, above):
            yield row.fault("broader", f"the element {row.id} is broader than itself", "break the circle")


def _declared_twice(rows: Iterable[ElementRow]) -> Iterator[Fault]:
    """Elements that stand in two rows of one file, or in two files that say different things of them."""
    seen: dict[str, ElementRow] = {}
    for row in rows:
        first = seen.setdefault(row.id, row)
        if first is row:
            continue
        where = first.at("id").seen_from(row.at("id"))
        columns = ("type", "broader", "level", "replaced_by", "note")
        differs = [name for name in columns if getattr(first, name) != getattr(row, name)]
        if first.at("id").file == row.at("id").file:
            yield row.fault("id", f"{row.id!r} stands already in {where}", "give it another id")
        else:
            found = f"{row.id!r} stands in {where} too, with another {' and another '.join(differs)}"
            yield row.fault(differs[0], found, "make the rows say the same, or give one of the two another id")


def _ancestors(start: str, above: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    todo = list(above.get(start, ()))
    while todo:
        if (current := todo.pop()) not in seen:
            seen.add(current)
            todo += above.get(current, ())
    return seen


def _labels(corpus: Corpus) -> Iterator[Fault]:
    preferred: dict[tuple[str, str], LabelRow] = {}
    owners: dict[tuple[str, str], LabelRow] = {}
    for row in corpus.labels:
        yield from known_element(corpus, row, "element", row.element)
        yield from one_of(row, "kind", row.kind, LABEL_KINDS, "kind of label")
        if not any(character.isalnum() for character in row.label) or "\n" in row.label:
            yield row.fault(
                "label", f"{row.label!r} is no name to show", "write it on one line, with letters or digits"
            )
        if row.kind != "preferred":
            continue
        if first := preferred.get((row.element, row.language)):
            where = first.at("label").seen_from(row.at("label"))
            found = f"{row.element} has a preferred label in {row.language!r} already, in {where}"
            yield row.fault("label", found, "make one of them alternative")
        preferred.setdefault((row.element, row.language), row)
        key = (row.language, row.label.lower())
        if (other := owners.get(key)) and other.element != row.element:
            where = other.at("label").seen_from(row.at("label"))
            found = f"{row.label!r} is the preferred label of {other.element} too, in {where}"
            yield row.fault("label", found, "tell the two apart, or merge the elements (replaced_by)")
        owners.setdefault(key, row)


def _passages(corpus: Corpus) -> Iterator[Fault]:
    for document in corpus.documents:
        rows = corpus.passages.get(document.id, ())
        yield from _twice(rows, _id, "id")
        before: set[str] = set()
        parents = {row.parent for row in rows}  # one that only names the place of others may go without words
        for row in rows:
            yield from one_of(row, "kind", row.kind, vocabulary().names("kind"), "kind of passage")
            if row.parent:
                if row.parent not in before and row.parent in (corpus.ids(f"passages/{document.id}.csv") or ()):
                    yield row.fault(
                        "parent", f"the parent {row.parent} does not stand above", "put its row above this one"
                    )
                else:
                    yield from one_of(row, "parent", row.parent, before, "passage of this document")
            if not row.quote and (row.start is None or row.end is None) and row.id not in parents:
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
    given_up = {element.id: element.replaced_by for element in corpus.elements if element.replaced_by}
    for document in corpus.documents:
        rows = corpus.statements.get(document.id, ())
        passages = corpus.ids(f"passages/{document.id}.csv")
        yield from _twice(rows, _id, "id")
        for row in rows:
            yield from one_of(row, "passage", row.passage, passages, "passage of this document")
            yield from _terms(row)
            yield from _withdrawal(row)
            for column, ids in _references(row):
                for value in ids:
                    yield from known_element(corpus, row, column, value, document.id)
                    if value in given_up:
                        yield row.fault(column, f"the element {value!r} was given up", f"use {given_up[value]}")


def _withdrawal(row: StatementRow) -> Iterator[Fault]:
    if bool(row.withdrawn) != bool(row.withdrawn_because):
        column = "withdrawn_because" if row.withdrawn else "withdrawn"
        yield row.fault(column, "one of withdrawn and withdrawn_because is empty", "fill in both or none")


def _references(row: StatementRow) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The elements that a statement names, by column; none if it was withdrawn: they may be given up since."""
    if row.withdrawn:
        return
    for column in ("subject", "object", "reported_by"):
        if value := getattr(row, column):
            yield column, (value,)
    for column in ("holder", "addressee", "via"):
        yield column, getattr(row, column)


def _terms(row: StatementRow) -> Iterator[Fault]:
    known = vocabulary()
    yield from one_of(row, "stance", row.stance, known.names("stance"), "stance")
    yield from one_of(row, "status", row.status, known.names("status"), "status")
    yield from one_of(row, "mode", row.mode, known.names("mode"), "mode")
    if row.linkage_type:
        yield from one_of(row, "linkage_type", row.linkage_type, known.names("linkage_type"), "linkage type")
    if bool(row.linkage_type) != bool(row.object):
        found = "one of linkage_type and object is empty"
        yield row.fault("object", found, "fill in both; leave both empty for a position on the subject as such")
    if row.force:
        yield from one_of(row, "force", row.force, FORCES, "part of a legal text")
    if row.stance == "provides" and row.force not in BINDING:
        found = f"the stance is provides and the force {row.force or 'empty'}"
        mend = f"write {' or '.join(BINDING)}, or take another stance: only these lay something down"
        yield row.fault("force", found, mend)


def _coverage(corpus: Corpus) -> Iterator[Fault]:
    at_fault = {fault.place.file for fault in corpus.faults}
    for document in corpus.documents:
        passages = corpus.passages.get(document.id, ())
        statements = corpus.statements.get(document.id, ())
        coded = Counter(row.passage for row in statements if not row.withdrawn)
        parents = {row.parent for row in passages}
        known = corpus.ids(f"passages/{document.id}.csv")
        reasons = corpus.coverage.get(document.id, ())
        for row in reasons:
            yield from one_of(row, "passage", row.passage, known, "passage of this document")
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
