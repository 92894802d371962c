"""What changed between two versions of the vocabulary: one table a kind of change, and what each change breaks.

A change *breaks* what was right before and no longer is: data or queries that use a term that is gone, data that
can contradict a new axiom. What only adds words, or lets more follow, breaks nothing. Axioms, domains and ranges
matter to those who reason; shapes and rules are not looked at.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from .axioms import Axiom
from .expressions import owl
from .ontology import OWL
from .versions import KINDS, NO_LOGIC, TYPE, UP, Version, pairs_of, short
from .vocabulary import PG, RDFS, SKOS

_ABOVE = dict(zip(UP, ("superclass", "superproperty"), strict=True))
_ENDS = {RDFS + "domain": "what has it", RDFS + "range": "what it leads to"}
_LABELS = (RDFS + "label", *(SKOS + n for n in ("prefLabel", "altLabel", "notation")))
_WORDS = (*(SKOS + n for n in ("definition", "scopeNote", "example")), RDFS + "comment")
_OF_TYPES = {PG + "group": "queries by group", PG + "shortcut": "queries on derived links"}
_OF_TYPES[PG + "symmetric"] = "addresses of linkages, whose ends are sorted where the type is symmetric"
_GIVEN_UP = OWL + "deprecated"
# what only lets more follow; every other axiom forbids something
_GIVES = {owl(n) for n in ("SymmetricProperty", "TransitiveProperty", "ReflexiveProperty")}
_GIVES |= {owl(n) for n in ("inverseOf", "propertyChainAxiom", "equivalentProperty", "sameAs")}
_REASONED = "data, for those who reason: "
_IN_TABLES = frozenset([*UP, *_ENDS, *_LABELS, *_WORDS, *_OF_TYPES, _GIVEN_UP])


@dataclass(frozen=True, order=True)
class Change:
    """One change: the term (empty for an axiom on several), what of it, before, now, and what breaks, if anything."""

    term: str
    what: str
    before: str
    now: str
    breaks: str = ""


@dataclass(frozen=True)
class Table:
    """All changes of one kind, in order."""

    kind: str
    changes: tuple[Change, ...]


def changes(old: Iterable[ox.Triple], new: Iterable[ox.Triple]) -> tuple[Table, ...]:
    """What changed from the old vocabulary to the new: every kind of change has its table, empty or not."""
    before, now = Version(tuple(old)), Version(tuple(new))
    moved = _moved(before, now)
    kinds: dict[str, Callable[[], Iterable[Change]]] = {
        "Terms added": lambda: _added(before, now, set(moved.values())),
        "Terms removed": lambda: _removed(before, now, set(moved)),
        "Terms with a new address": lambda: (
            Change(old, "address", old, new, "data and queries that use the old address") for old, new in moved.items()
        ),
        "Terms given up": lambda: _texts(before, now, (_GIVEN_UP,)),
        "Labels": lambda: _texts(before, now, _LABELS),
        "Definitions, notes and examples": lambda: _texts(before, now, _WORDS),
        "Hierarchy": lambda: _hierarchy(before, now),
        "Domains and ranges": lambda: _ends(before, now),
        "Characteristics": lambda: _characteristics(before, now),
        "Group, shortcut and symmetry of linkage types": lambda: _of_types(before, now),
        "Other": lambda: _other(before, now),
    }
    return tuple(Table(kind, tuple(sorted(make()))) for kind, make in kinds.items())


def _shown(values: Iterable[ox.NamedNode | ox.Literal | str]) -> str:
    """Values as a reader takes them in: addresses by their short names, in order."""
    return ", ".join(
        sorted(v.value if isinstance(v, ox.Literal) else short(getattr(v, "value", str(v))) for v in values)
    )


def _moved(before: Version, now: Version) -> dict[str, str]:
    """Terms that are gone, and the one new term of the same kind that has their labels and definitions."""

    def like(version: Version, iri: str) -> tuple[frozenset[object], ...]:
        kinds = frozenset(version.links(iri, TYPE) & KINDS)
        return (kinds, *(version.values(iri, p) for p in (RDFS + "label", SKOS + "definition")))

    gone, come = sorted(before.terms - now.terms), sorted(now.terms - before.terms)
    pairs = {old: [new for new in come if like(now, new) == like(before, old)] for old in gone}
    return {old: new[0] for old, new in pairs.items() if len(new) == 1 and all(like(before, old))}


def _label(version: Version, iri: str) -> str:
    labels = [v for v in version.values(iri, RDFS + "label") if isinstance(v, ox.Literal) and v.language == "en"]
    return _shown(labels)


def _kind(version: Version, iri: str) -> str:
    return _shown(version.links(iri, TYPE) - {OWL + "NamedIndividual"})


def _added(before: Version, now: Version, moved: set[str]) -> Iterator[Change]:
    for iri in now.terms - before.terms - moved:
        yield Change(iri, _kind(now, iri), "", _label(now, iri))


def _removed(before: Version, now: Version, moved: set[str]) -> Iterator[Change]:
    for iri in before.terms - now.terms - moved:
        yield Change(iri, _kind(before, iri), _label(before, iri), "", "data and queries that use it")


def _both(before: Version, now: Version) -> set[str]:
    """All that both versions speak of, and what one of them does without defining it: headers, foreign terms."""
    return (before.about.keys() | now.about.keys()) - (before.terms ^ now.terms)


def _texts(before: Version, now: Version, predicates: Iterable[str]) -> Iterator[Change]:
    for iri in _both(before, now):
        for predicate in predicates:
            was, has = before.values(iri, predicate), now.values(iri, predicate)
            for language in sorted({getattr(v, "language", None) or "" for v in was ^ has}):
                parts = [[v for v in vs if (getattr(v, "language", None) or "") == language] for vs in (was, has)]
                what = short(predicate).rpartition(":")[2] + (f" ({language})" if language else "")
                breaks = "queries that compare it" if predicate == SKOS + "notation" and parts[0] else ""
                yield Change(iri, what, _shown(parts[0]), _shown(parts[1]), breaks)


def _hierarchy(before: Version, now: Version) -> Iterator[Change]:
    for iri in _both(before, now):
        for predicate in UP:
            was, has = before.links(iri, predicate), now.links(iri, predicate)
            if was != has:
                lost = was - has - now.above(iri)
                breaks = f"queries that count on its being under {_shown(lost)}" if lost else ""
                yield Change(iri, _ABOVE[predicate], _shown(was), _shown(has), breaks)


def _ends(before: Version, now: Version) -> Iterator[Change]:
    for iri in _both(before, now):
        for predicate, whose in _ENDS.items():
            was, has = before.links(iri, predicate), now.links(iri, predicate)
            if was == has:
                continue
            implied = {up for one in was for up in now.above(one)}
            unmet = has - implied
            breaks = f"{_REASONED}{whose} must be {_shown(unmet)} now" if unmet else ""
            yield Change(
                iri, short(predicate).rpartition(":")[2], _shown(was) or "anything", _shown(has) or "anything", breaks
            )


def _characteristics(before: Version, now: Version) -> Iterator[Change]:
    """What is said of an added term, or of a removed one, is not told again."""
    come, gone = now.terms - before.terms, before.terms - now.terms
    for key in now.axioms.keys() - before.axioms.keys():
        axiom = now.axioms[key]
        if key[0] not in come and not (_is_general(axiom) and _speaks_of(axiom, come)):
            yield Change(key[0], "axiom", "", key[1], _forbids(axiom, before, come))
    for key in before.axioms.keys() - now.axioms.keys():
        axiom = before.axioms[key]
        if key[0] not in gone and not (_is_general(axiom) and _speaks_of(axiom, gone)):
            lost = _gives(axiom) or axiom.says.predicate == owl("equivalentClass")
            yield Change(key[0], "axiom", key[1], "", "queries, for those who reason: less follows" if lost else "")


def _is_general(axiom: Axiom) -> bool:
    return not isinstance(axiom.says.subject, ox.NamedNode) and axiom.says.predicate.value == RDFS + "subClassOf"


def _speaks_of(axiom: Axiom, terms: set[str]) -> bool:
    return any(isinstance(t.object, ox.NamedNode) and t.object.value in terms for t in axiom.triples)


def _gives(axiom: Axiom) -> bool:
    return axiom.says.predicate in _GIVES or axiom.says.object in _GIVES


def _forbids(axiom: Axiom, before: Version, come: set[str]) -> str:
    """What a new axiom breaks: nothing if more follows by it, or if it tells nothing apart that was there before."""
    if _gives(axiom):
        return ""
    pairs = pairs_of(axiom)
    if pairs and all(pair in before.apart or pair & come for pair in pairs):
        return ""
    return "data that do not keep to it, for those who reason"


def _of_types(before: Version, now: Version) -> Iterator[Change]:
    for iri in _both(before, now):
        for predicate, breaks in _OF_TYPES.items():
            was, has = before.values(iri, predicate), now.values(iri, predicate)
            if was != has:
                yield Change(iri, short(predicate).rpartition(":")[2], _shown(was), _shown(has), breaks)


def _other(before: Version, now: Version) -> Iterator[Change]:
    """What stands in no other table: what a term is, where it is defined, headers, terms of other vocabularies."""
    for iri in _both(before, now):
        for predicate in (before.about.get(iri, {}).keys() | now.about.get(iri, {}).keys()) - _IN_TABLES:
            was, has = before.values(iri, predicate), now.values(iri, predicate)
            if predicate == TYPE or predicate.startswith(OWL):
                logical = {n for n in was | has if _is_logical(predicate, n)}
                was, has = was - logical, has - logical
            if was != has:
                lost = predicate == TYPE and iri in before.terms and was - has
                breaks = "data and queries that use it as what it was" if lost else ""
                yield Change(iri, short(predicate), _shown(was), _shown(has), breaks)


def _is_logical(predicate: str, value: ox.NamedNode | ox.Literal) -> bool:
    """Whether it is told under characteristics."""
    if predicate == TYPE:
        return value.value.startswith(OWL) and value.value not in KINDS and value != owl("Ontology")
    return predicate not in NO_LOGIC
