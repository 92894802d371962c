"""The addresses of what a corpus holds. Every node has one: a blank node cannot be cited, nor compared."""

from dataclasses import dataclass

import pyoxigraph as ox

from .rows import StatementRow
from .vocabulary import DCTERMS, OA, PG, RDFS, ROOT, SKOS, VOID, XSD, vocabulary


@dataclass(frozen=True, slots=True)
class Iris:
    """Addresses under the base of one corpus."""

    base: str

    def _node(self, path: str) -> ox.NamedNode:
        return ox.NamedNode(self.base + path)

    def corpus(self) -> ox.NamedNode:
        """The corpus itself."""
        return self._node("corpus")

    def element(self, name: str) -> ox.NamedNode:
        """An element by its id."""
        return self._node(f"element/{name}")

    def document(self, name: str) -> ox.NamedNode:
        """A document by its id."""
        return self._node(f"document/{name}")

    def passage(self, document: str, name: str) -> ox.NamedNode:
        """A passage of a document."""
        return self._node(f"passage/{document}.{name}")

    def statement(self, document: str, name: str) -> ox.NamedNode:
        """A statement of a document; the two ids, parted by a dot, are how the world cites it."""
        return self.cited(f"{document}.{name}")

    def cited(self, name: str) -> ox.NamedNode:
        """A statement as the world cites it: `be-2012-update.5-18`."""
        return self._node(f"statement/{name}")

    def verdict(self, ask: str) -> ox.NamedNode:
        """The verdict on an ask, which is named as the world cites it."""
        return self._node(f"verdict/{ask}")

    def linkage(self, subject: str, kind: str, target: str, *, exclusive: bool = False) -> ox.NamedNode:
        """A linkage, made from its content: the same thought in two documents is one node.

        >>> iris = Iris("https://example.org/")
        >>> iris.linkage("a", "coordinatesWith", "b") == iris.linkage("b", "coordinatesWith", "a")
        True
        """
        first, second = ends(subject, kind, target)
        return self._node(f"linkage/{first}--{kind}{'-only' if exclusive else ''}--{second}")

    def linkage_of(self, row: StatementRow) -> ox.NamedNode:
        """The linkage that a statement is about; the row must have a linkage type."""
        return self.linkage(row.subject, row.linkage_type, row.object, exclusive=row.exclusive)

    def graph(self, *path: str) -> ox.NamedNode:
        """A named graph: `elements`, `linkages`, `verdicts`, `document/<id>` or `status/<name>`."""
        return self._node("/".join(("graph", *path)))


def ends(subject: str, kind: str, target: str) -> tuple[str, str]:
    """The two ends of a linkage, sorted where its type has no direction."""
    if kind in vocabulary().symmetric and target < subject:
        return target, subject
    return subject, target


def prefixes(base: str) -> dict[str, str]:
    """The prefixes that queries and written graphs may use, for a corpus with that base."""
    lists = ("type", "group", "stance", "status", "mode", "level", "passage-kind", "verdict")
    ours = {name: f"{ROOT}{name}/" for name in lists}
    links = {name: f"{ROOT}link/{name}/" for name in vocabulary().names("status")}
    data = {name: f"{base}{name}/" for name in ("element", "document", "passage", "statement", "linkage", "graph")}
    reused = {
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": RDFS,
        "owl": "http://www.w3.org/2002/07/owl#",
        "xsd": XSD,
        "skos": SKOS,
        "dcterms": DCTERMS,
        "oa": OA,
        "void": VOID,
        "prov": "http://www.w3.org/ns/prov#",
        "org": "http://www.w3.org/ns/org#",
        "semapv": "https://w3id.org/semapv/vocab/",
    }
    return {"pg": PG, **ours, **links, **data, **reused}


def compact(iri: str, names: dict[str, str]) -> str:
    """The address with the longest prefix that fits, for people to read; unchanged if none does.

    >>> compact(PG + "Linkage", {"pg": PG})
    'pg:Linkage'
    """
    fitting = [(len(space), name) for name, space in names.items() if iri.startswith(space) and iri != space]
    if not fitting:
        return iri
    length, name = max(fitting)
    return f"{name}:{iri[length:]}"
