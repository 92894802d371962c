"""A JSON-LD context of the vocabulary: statements as plain JSON that is RDF all the same.

    {"@context": "context.jsonld", "id": "…/statement/x.1-01", "type": "Statement", "status": "desired", …}

Values of a closed list are written by their names: the context of such a property forgets all other terms, since
*drives* is a linkage type there and a property elsewhere. Whole numbers are given no datatype: JSON's own become
xsd:integer, which is what a graph holds. A property that may have several values is always read as several.
"""

import json
from typing import Any

from ..iris import compact, prefixes
from ..ontology import OWL
from ..vocabulary import DCTERMS, INDIVIDUALS, PG, RDF, RDFS, ROOT, SKOS, XSD
from .terms import Term, Terms

_PREFIXES = prefixes("https://example.org/")
_REUSED = ("pg", "rdfs", "owl", "xsd", "skos", "dcterms", "oa", "void")  # the others are names of ours too
# JSON has these itself; a graph holds whole numbers as xsd:integer
_AS_IN_JSON = frozenset(XSD + name for name in ("string", "integer", "nonNegativeInteger", "positiveInteger"))
_BY_LANGUAGE = frozenset(SKOS + name for name in ("prefLabel", "altLabel", "hiddenLabel", "definition", "scopeNote"))
_THINGS = frozenset([DCTERMS + "source"])  # an annotation that leads to an address in graphs
_SEVERAL = frozenset(SKOS + name for name in ("altLabel", "hiddenLabel"))


def context(terms: Terms) -> dict[str, Any]:
    """The context, with the one key `@context`: every class and property of ours, and those that graphs reuse."""
    found: dict[str, Any] = {"@version": 1.1, "id": "@id", "type": "@type"}
    found |= {name: _PREFIXES[name] for name in _REUSED}
    found["label"] = {"@id": "rdfs:label", "@container": "@language"}
    lists = {PG + kind: folder for folder, kind in INDIVIDUALS.values()}
    own = [term for iri, term in terms.all.items() if iri.startswith(PG)]
    for term in [*own, *terms.foreign]:
        name = term.name.partition(":")[2]
        # ours come first: pg:hasPart is `hasPart`, and that of another vocabulary `dcterms:hasPart`
        found[name if name not in found else term.name] = _meaning(term, lists)
    order = {key: found[key] for key in list(found)[: 4 + len(_REUSED)]}
    return {"@context": {**order, **{key: found[key] for key in sorted(found.keys() - order.keys())}}}


def context_text(terms: Terms) -> str:
    """The context as the text of a file."""
    return json.dumps(context(terms), ensure_ascii=False, indent=2) + "\n"


def _meaning(term: Term, lists: dict[str, str]) -> str | dict[str, Any]:
    """What a name stands for: an address, and for a property how its values are read."""
    name = compact(term.iri, _PREFIXES)
    meaning: dict[str, Any] = {}
    ranges = term.links(RDFS + "range")
    if listed := [lists[iri] for iri in ranges if iri in lists]:
        meaning |= {"@type": "@vocab", "@context": [None, _names(term, listed[0])]}
    elif term.kind == "ObjectProperty" or term.iri in _THINGS or _is_mapping(term):
        meaning["@type"] = "@id"
    elif term.kind == "DatatypeProperty" and ranges and ranges[0] not in _AS_IN_JSON:
        meaning["@type"] = compact(ranges[0], _PREFIXES)
    if term.iri in _BY_LANGUAGE:
        meaning["@container"] = ["@language", "@set"] if term.iri in _SEVERAL else "@language"
    elif term.iri.startswith(PG) and term.kind.endswith("Property") and not _at_most_one(term):
        meaning["@container"] = "@set"
    return {"@id": name, **meaning} if meaning else name


def _names(term: Term, folder: str) -> dict[str, Any]:
    """The names of a closed list; the property itself is in it, since that it leads to names must not be forgotten."""
    itself = {term.name.partition(":")[2]: {"@id": term.iri, "@type": "@vocab"}}
    return {"@vocab": f"{ROOT}{folder}/", "id": "@id", **itself}


def _is_mapping(term: Term) -> bool:
    return term.iri.startswith(SKOS) and term.iri.endswith("Match")


def _at_most_one(term: Term) -> bool:
    return OWL + "FunctionalProperty" in term.links(RDF + "type")
