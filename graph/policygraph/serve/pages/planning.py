"""Which parts the page of an address has: statements as one wants to read them, and lists of things."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from ...store.results import str_of
from ...vocabulary import DCTERMS, PG, RDF, RDFS
from .reading import Facts, facts_of, put

SHOWN = 60  # statements or things of a part; the rest is a question away

# by the property that leads to an address, what the statements are to it
_STATEMENTS = {
    "linkage": "Statements",
    "element": "Positions on it",
    "passage": "Statements that stand here",
    "addressee": "Addressed to it",
    "via": "By way of it",
    "holder": "Held by it",
    "reportedBy": "Reported by it",
    "status": "Statements of this status",
    "stance": "Statements of this stance",
    "mode": "Statements of this mode",
    "document": "Statements",
    "answer": "An answer to what was asked here",
    "ask": "What became of it",
}
_THINGS = {
    PG + "broader": "Narrower",
    PG + "within": "What lies within",
    PG + "issuer": "Documents that it issued",
    PG + "linkageType": "Linkages of this type",
    PG + "passageKind": "Passages of this kind",
    PG + "verdictKind": "Verdicts of this kind",
    PG + "level": "At this level",
    PG + "shortcut": "Linkage type",
    RDF + "type": "All of this class",
    RDFS + "subClassOf": "Classes below",
    RDFS + "subPropertyOf": "Properties below",
    DCTERMS + "replaces": "Replaced by",
}


@dataclass(frozen=True)
class Planned:
    """A part to be: its heading, all that belongs to it in order, and the question that lists all."""

    anchor: str
    heading: str
    every: tuple[str, ...]
    rest: str
    statements: bool = True
    grouped: bool = False

    @property
    def first(self) -> tuple[str, ...]:
        """Those that are shown."""
        return self.every[:SHOWN]


@dataclass(frozen=True)
class Described:
    """What is said of an address, and what leads to it, by property."""

    iri: str
    facts: Facts
    leads: Mapping[str, Sequence[str]]
    triples: int

    @property
    def said(self) -> Mapping[str, Sequence[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]:
        """What is said of the address itself."""
        return self.facts.get(self.iri, {})

    def one(self, predicate: str, subject: str = "") -> str:
        """The first value of a property as text; empty if there is none."""
        values = self.facts.get(subject or self.iri, {}).get(predicate, ())
        return str_of(values[0]) if values else ""


def described(iri: str, quads: Sequence[ox.Quad]) -> Described:
    """A description as `Pool.describe` gives it, sorted out."""
    facts = facts_of((quad.subject, quad.predicate, quad.object) for quad in quads)
    leads: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        if isinstance(quad.object, ox.NamedNode) and quad.object.value == iri:
            leads[quad.predicate.value].add(str_of(quad.subject))
    return Described(iri, facts, {name: sorted(iris) for name, iris in sorted(leads.items())}, len(quads))


def planned(found: Described, base: str) -> list[Planned]:
    """The parts of its page, those of statements first."""
    return [part for part in (*_said(found), *_statements(found, base), *_things(found, base)) if part.every]


def _said(found: Described) -> Iterator[Planned]:
    """Statements about the linkages in which an element stands, by the end that it is."""
    node = ox.NamedNode(found.iri)
    about: dict[str, list[str]] = defaultdict(list)
    for subject, of in found.facts.items():
        for linkage in of.get(PG + "linkage", ()):
            about[str_of(linkage)].append(subject)
    for end, heading in (("subject", "Linkages that begin here"), ("object", "Linkages that end here")):
        every = [one for linkage in found.leads.get(PG + end, ()) for one in sorted(about[linkage])]
        rest = put("said", address=node, property=ox.NamedNode(PG + end))
        yield Planned(f"as-{end}", heading, tuple(dict.fromkeys(every)), rest, grouped=True)


def _statements(found: Described, base: str) -> Iterator[Planned]:
    start = base + "statement/"
    for name, heading in _STATEMENTS.items():
        every = [iri for iri in found.leads.get(PG + name, ()) if iri.startswith(start)]
        yield Planned(f"by-{name}", heading, tuple(every), _rest(found.iri, PG + name))


def _things(found: Described, base: str) -> Iterator[Planned]:
    for name, heading in _THINGS.items():
        every = found.leads.get(name, ())
        yield Planned(
            f"things-{name.rpartition('#')[2].rpartition('/')[2]}",
            heading,
            tuple(every),
            _rest(found.iri, name),
            statements=False,
        )
    start = base + "passage/"
    passages = [iri for iri in found.leads.get(PG + "document", ()) if iri.startswith(start)]
    yield Planned("passages", "Passages", tuple(passages), _rest(found.iri, PG + "document"), statements=False)


def _rest(iri: str, name: str) -> str:
    return put("leading", address=ox.NamedNode(iri), property=ox.NamedNode(name))
