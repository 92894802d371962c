"""The page of the ontology: each class, property and word with what it means."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from ...store.results import Term, str_of
from ...vocabulary import DCTERMS, INDIVIDUALS, ONTOLOGY, PG, RDF, RDFS, ROOT, SKOS
from ..editor.naming import named
from .addresses import Places
from .drawing import Drawing, best
from .model import Value
from .reading import facts_of

_OWL = "http://www.w3.org/2002/07/owl#"
_LISTS = {
    "linkage_type": "Linkage types",
    "stance": "Stances",
    "status": "Statuses",
    "mode": "Modes",
    "level": "Levels",
    "kind": "Kinds of passages",
    "verdict": "Verdicts",
}
_ABOUT = (DCTERMS + "description", SKOS + "definition", RDFS + "comment")
_TOLD = (
    ("is a kind of", RDFS + "subClassOf"),
    ("is narrower than", RDFS + "subPropertyOf"),
    ("said of", RDFS + "domain"),
    ("values are", RDFS + "range"),
    ("group", PG + "group"),
)


@dataclass(frozen=True)
class Told:
    """A term of the ontology: `anchor` is what its address has after the `#`."""

    anchor: str
    name: Value
    short: str
    page: str
    means: str
    facts: tuple[tuple[str, tuple[Value, ...]], ...]


@dataclass(frozen=True)
class Part:
    """A part of the ontology."""

    anchor: str
    heading: str
    terms: tuple[Told, ...]


def ontology(triples: Sequence[ox.Triple], places: Places) -> tuple[Value, str, tuple[Part, ...]]:
    """The title of an ontology, what it is, and its parts."""
    facts = facts_of((triple.subject, triple.predicate, triple.object) for triple in triples)
    names = named((t.subject, t.predicate, t.object) for t in triples if _names(t.predicate.value))
    drawing = Drawing(places, names)
    by_kind: dict[str, list[str]] = defaultdict(list)
    for iri, of in facts.items():
        for kind in {str_of(kind) for kind in of.get(RDF + "type", ())}:
            by_kind[kind].append(iri)
    kinds = [("classes", "Classes", [_OWL + "Class"])]
    kinds += [
        ("properties", "Properties", [_OWL + f"{kind}Property" for kind in ("Object", "Datatype", "Annotation")])
    ]
    kinds += [(folder, _LISTS[name], [PG + kind]) for name, (folder, kind) in INDIVIDUALS.items()]
    kinds += [("group", "Groups of linkage types", [PG + "LinkageGroup"])]
    parts = []
    for anchor, heading, classes in kinds:
        iris = dict.fromkeys(iri for each in classes for iri in by_kind[each] if iri.startswith(ROOT))
        terms = [_term(iri, facts[iri], drawing, places) for iri in iris]
        terms.sort(key=lambda each: (each.name.text.casefold(), each.short))
        parts.append(Part(f"list-{anchor}", heading, tuple(terms)))
    about = facts.get(ONTOLOGY, {})
    means = next((str_of(best(about[name])) for name in _ABOUT if about.get(name)), "")
    return drawing.value(ONTOLOGY), means, tuple(part for part in parts if part.terms)


def _term(iri: str, of: Mapping[str, Sequence[Term]], drawing: Drawing, places: Places) -> Told:
    own = iri.startswith(PG)
    means = next((str_of(best(of[name])) for name in (SKOS + "definition", RDFS + "comment") if of.get(name)), "")
    told = ((heading, tuple(map(drawing.value, of[name]))) for heading, name in _TOLD if of.get(name))
    return Told(
        anchor=iri.removeprefix(PG) if own else iri.removeprefix(ROOT),
        name=drawing.value(iri),
        short=places.short(iri),
        page=places.single(iri) if own else places.href(iri),
        means=means,
        facts=tuple(told),
    )


def _names(predicate: str) -> bool:
    return predicate in (RDFS + "label", SKOS + "prefLabel", DCTERMS + "title", SKOS + "definition", RDFS + "comment")
