"""The terms of the ontology as a reader meets them: chapter by chapter, in the order of the files.

What a term is called and what is said of it comes from `ontology/*.ttl` alone. No term is listed here, so one that is
added there appears by itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from ..iris import compact, prefixes
from ..ontology import OWL, Ontology
from ..vocabulary import INDIVIDUALS, ONTOLOGY, PG, RDF, RDFS, ROOT

LANGUAGES = ("en", "fr", "nl", "de")
KINDS = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual")
Node = ox.NamedNode | ox.Literal
_PREFIXES = {**prefixes("https://example.org/"), "role": f"{ROOT}role/"}


@dataclass(frozen=True)
class Term:
    """A term and what is said of it in so many words: the values of each property, in the order of the files."""

    iri: str
    kind: str  # one of KINDS
    about: Mapping[str, tuple[Node, ...]]

    @property
    def name(self) -> str:
        """What the term is called in a query, as `pg:drives` or `type:drives`."""
        return compact(self.iri, _PREFIXES)

    @property
    def anchor(self) -> str:
        """Where the term stands in a page: the end of its address, so that `#drives` is where the address leads."""
        return self.iri.removeprefix(PG).removeprefix(ROOT)

    def texts(self, predicate: str) -> dict[str, str]:
        """The texts of a property by language; the last one, where a language has several."""
        return {v.language or "": v.value for v in self.about.get(predicate, ()) if isinstance(v, ox.Literal)}

    def label(self, language: str) -> str:
        """The label in that language, in English where there is none, or the end of the address."""
        labels = self.texts(RDFS + "label")
        return labels.get(language) or labels.get("en") or self.name.rpartition(":")[2]

    def links(self, predicate: str) -> tuple[str, ...]:
        """The addresses that a property leads to."""
        return tuple(v.value for v in self.about.get(predicate, ()) if isinstance(v, ox.NamedNode))


@dataclass(frozen=True)
class Family:
    """Terms that stand together, and the term that they are headed by, if any: a group of linkage types."""

    head: Term | None
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Chapter:
    """A chapter of the reference; `key` is what `interface.toml` calls it."""

    key: str
    families: tuple[Family, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms of the chapter, heads among them, in order."""
        return tuple(t for family in self.families for t in ((family.head,) if family.head else ()) + family.terms)


@dataclass(frozen=True)
class Terms:
    """The terms of an ontology, by address and by chapter."""

    ontology: Ontology

    @cached_property
    def about(self) -> dict[str, dict[str, tuple[Node, ...]]]:
        """What is said of each address, by property, expressions left out."""
        found: dict[str, dict[str, tuple[Node, ...]]] = {}
        for triple in self.ontology.triples:
            if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
                of = found.setdefault(triple.subject.value, {})
                of[triple.predicate.value] = (*of.get(triple.predicate.value, ()), triple.object)
        return found

    @cached_property
    def all(self) -> dict[str, Term]:
        """Every term that is declared, by its address, those of other vocabularies among them."""
        found = {}
        for iri, about in self.about.items():
            types = {v.value for v in about.get(RDF + "type", ())}
            kinds = [kind for kind in KINDS if OWL + kind in types]
            if kinds:
                found[iri] = Term(iri, kinds[0], about)
        return found

    @cached_property
    def home(self) -> dict[str, str]:
        """Which ontology each term of ours is defined by: the vocabulary, or the axioms for reasoners."""
        return {iri: term.links(RDFS + "isDefinedBy")[0] for iri, term in self.all.items() if self._ours(term)}

    def _ours(self, term: Term) -> bool:
        return bool(term.links(RDFS + "isDefinedBy"))

    @cached_property
    def shortcuts(self) -> dict[str, str]:
        """The property that stands for each linkage type in derived links, by the type's address."""
        return {iri: to for iri, term in self.all.items() for to in term.links(PG + "shortcut")}

    @cached_property
    def inverses(self) -> dict[str, str]:
        """The inverse of each property, said in either direction."""
        pairs = [(iri, to) for iri, term in self.all.items() for to in term.links(OWL + "inverseOf")]
        return {**dict(pairs), **{to: iri for iri, to in pairs}}

    def narrower(self, iri: str) -> tuple[str, ...]:
        """The classes or properties directly under one, in the order of the files."""
        up = (RDFS + "subClassOf", RDFS + "subPropertyOf")
        return tuple(other for other, term in self.all.items() if any(iri in term.links(p) for p in up))

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters in the order of the page; one without terms is left out."""
        found = [Chapter("classes", self._one(self._tree(ONTOLOGY)))]
        for folder, _ in INDIVIDUALS.values():
            here = [t for iri, t in self.all.items() if iri.startswith(f"{ROOT}{folder}/")]
            found.append(Chapter(folder, self._by_group(here) if folder == "type" else self._one(here)))
        paired = set(self.shortcuts.values()) | {self.inverses.get(iri, "") for iri in self.shortcuts.values()}
        links = [t for t in self._of_kind("ObjectProperty") if t.iri not in paired]
        found += [
            Chapter("links", self._one(links)),
            Chapter("values", self._one(self._of_kind("DatatypeProperty"))),
            Chapter("annotations", self._one(self._of_kind("AnnotationProperty"))),
            Chapter("shortcuts", self._one(t for t in self._of_kind("ObjectProperty") if t.iri in paired)),
        ]
        elsewhere = sorted({home for home in self.home.values() if home != ONTOLOGY})
        found += [Chapter("defined", self._one(t for home in elsewhere for t in self._tree(home)))]
        roles = [t for home in elsewhere for t in self._of_kind("ObjectProperty", home)]
        found += [Chapter("roles", self._one(roles))]
        return tuple(chapter for chapter in found if chapter.terms)

    @cached_property
    def foreign(self) -> tuple[Term, ...]:
        """The terms of other vocabularies that are used, by their names."""
        others = [t for t in self.all.values() if not self._ours(t)]
        return tuple(sorted(others, key=lambda term: (KINDS.index(term.kind), term.name)))

    def header(self, iri: str = ONTOLOGY) -> Term:
        """The ontology itself, as a term: its title, version, licence, remarks."""
        return Term(iri, "Ontology", self.about.get(iri, {}))

    def _one(self, terms: Iterable[Term]) -> tuple[Family, ...]:
        return (Family(None, tuple(terms)),)

    def _of_kind(self, kind: str, home: str = ONTOLOGY) -> list[Term]:
        return [t for iri, t in self.all.items() if t.kind == kind and self.home.get(iri) == home]

    def _tree(self, home: str) -> Iterator[Term]:
        """The classes of one home, each followed by those under it."""
        here = {t.iri: t for t in self._of_kind("Class", home)}

        def below(iri: str) -> Iterator[Term]:
            yield here[iri]
            for other in self.narrower(iri):
                if other in here:
                    yield from below(other)

        seen = set()
        for iri, term in here.items():
            if not any(parent in here for parent in term.links(RDFS + "subClassOf")):
                for found in below(iri):
                    if found.iri not in seen:
                        seen.add(found.iri)
                        yield found

    def _by_group(self, types: list[Term]) -> tuple[Family, ...]:
        heads = [t for iri, t in self.all.items() if iri.startswith(f"{ROOT}group/")]
        loose = Family(None, tuple(t for t in types if not t.links(PG + "group")))
        grouped = (Family(head, tuple(t for t in types if head.iri in t.links(PG + "group"))) for head in heads)
        return (loose, *grouped)
