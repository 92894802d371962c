"""What things are called: the best of their names, and the others beside it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from ...store.results import Row, str_of
from ...vocabulary import DCTERMS, RDFS, SKOS

# from the best on; a name in English is better than one in no language, and that than one in any other
_SAYS = (
    RDFS + "label",
    SKOS + "prefLabel",
    DCTERMS + "title",
    "http://schema.org/name",
    "http://xmlns.com/foaf/0.1/name",
)
_MEANS = (SKOS + "definition", RDFS + "comment")
_LANGUAGES = ("en", "")


@dataclass
class Named:
    """A thing with its names, each with how good it is, and the classes that it is of."""

    names: set[tuple[int, int, str]] = field(default_factory=set)
    means: set[tuple[int, int, str]] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)

    @property
    def label(self) -> str:
        """The best name; empty if it has none."""
        return min(self.names)[2] if self.names else ""

    @property
    def also(self) -> str:
        """Its other names, parted by "|"."""
        return "|".join(sorted({name for *_, name in self.names} - {self.label}))

    @property
    def meaning(self) -> str:
        """What it means; empty if nothing says so."""
        return min(self.means)[2] if self.means else ""


def named(rows: Iterable[Row]) -> dict[str, Named]:
    """Of rows (address, property, name, perhaps class) what each address is called, by address, sorted.

    What is no address, as a blank node, is left out: nobody can write it into a question.
    """
    found: dict[str, Named] = {}
    for term, says, label, *classes in rows:
        if not isinstance(term, ox.NamedNode) or not isinstance(label, ox.Literal):
            continue
        thing = found.setdefault(term.value, Named())
        kept, order = (thing.means, _MEANS) if str_of(says) in _MEANS else (thing.names, _SAYS)
        language = label.language or ""
        kept.add((_place(str_of(says), order), _place(language, _LANGUAGES), label.value))
        thing.classes |= {each.value for each in classes if isinstance(each, ox.NamedNode)}
    return dict(sorted(found.items()))


def _place(value: str, order: tuple[str, ...]) -> int:
    return order.index(value) if value in order else len(order)
