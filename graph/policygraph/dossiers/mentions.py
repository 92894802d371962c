"""Where an element comes up: what is said of it, what is asked of it, and what it says itself."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..statements import Content, Element, Statement
from ..vocabulary import vocabulary

Passage = tuple[str, str]
ROLES = ("as such", "subject", "object", "one end", "means", "addressee")


@dataclass(frozen=True)
class Mentions:
    """The statements in which an element comes up, each in the order of all.

    `said`: of it, as an end of the link, as the way it goes by, or as such. `addressed`: those that are addressed to
    it. `held`: those that it holds itself. One statement may be in all three.
    """

    element: Element
    said: tuple[Statement, ...]
    addressed: tuple[Statement, ...]
    held: tuple[Statement, ...]

    @property
    def every(self) -> tuple[Statement, ...]:
        """All of them, each once: those of it, then those addressed to it, then its own."""
        return tuple(dict.fromkeys((*self.said, *self.addressed, *self.held)))

    @property
    def stated(self) -> tuple[Statement, ...]:
        """What is said of it by somebody who took a stance on it: the links that only illustrate are left out."""
        return tuple(statement for statement in self.said if not statement.listed)

    @property
    def listed(self) -> tuple[Statement, ...]:
        """What is said of it in lists only."""
        return tuple(statement for statement in self.said if statement.listed)

    @property
    def asks(self) -> tuple[Statement, ...]:
        """The asks among what is said of it and addressed to it."""
        return tuple(s for s in dict.fromkeys((*self.said, *self.addressed)) if s.asks)

    def roles(self, statement: Statement) -> tuple[str, ...]:
        """As what it comes up in a statement that it does not hold; a link without direction has no subject."""
        return tuple(_roles(statement, self.element.id))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many statements, how many passages they stand in, and how many documents those."""

    statements: int
    passages: int
    documents: int


def tally(statements: Iterable[Statement]) -> Tally:
    """The numbers behind some statements, each counted once."""
    counted = {statement.id: passage(statement) for statement in statements}
    passages = {*counted.values()}
    return Tally(len(counted), len(passages), len({document for document, _ in passages}))


def passage(statement: Statement) -> Passage:
    """The document, and the place in it, that a statement stands at."""
    return statement.document, statement.place


def mentions_of(content: Content) -> Mapping[str, Mentions]:
    """The mentions of each element that comes up in a statement or holds one, by its id, in the order of the ids."""
    said = _index(content, about)
    addressed = _index(content, lambda statement: statement.addressee_ids)
    held = _index(content, lambda statement: statement.holder_ids)
    names = sorted({*said, *addressed, *held})
    return {
        name: Mentions(content.elements[name], *(tuple(index.get(name, ())) for index in (said, addressed, held)))
        for name in names
    }


def mentions(content: Content, element: Element) -> Mentions:
    """The mentions of one element, empty if it comes up nowhere."""
    name = element.id
    return Mentions(
        element,
        said=tuple(statement for statement in content.statements if name in about(statement)),
        addressed=tuple(statement for statement in content.statements if name in statement.addressee_ids),
        held=tuple(statement for statement in content.statements if name in statement.holder_ids),
    )


def about(statement: Statement) -> tuple[str, ...]:
    """The ids of the elements that a statement says something of: the ends of its link and its means, or the one."""
    if statement.linkage is not None:
        return (statement.linkage.subject, statement.linkage.object, *statement.via_ids)
    assert statement.element is not None  # what is said of no link is said of an element
    return (statement.element, *statement.via_ids)


def by_passage(statements: Iterable[Statement]) -> Mapping[Passage, list[Statement]]:
    """The statements by the passage that they stand in."""
    found: dict[Passage, list[Statement]] = defaultdict(list)
    for statement in statements:
        found[passage(statement)].append(statement)
    return dict(found)


def beside(
    mentioned: Mentions, kind: str, passages: Mapping[Passage, list[Statement]], elements: Mapping[str, Element]
) -> list[tuple[Element, Tally]]:
    """The other elements of a main class that are spoken of in the same passages, with the numbers of what is said.

    Those that share the most passages come first.
    """
    found: dict[str, list[Statement]] = defaultdict(list)
    for place in {passage(statement) for statement in mentioned.said}:
        for statement in passages[place]:
            for name in about(statement):
                if name != mentioned.element.id and elements[name].kind == kind:
                    found[name].append(statement)
    counted = [(elements[name], tally(statements)) for name, statements in found.items()]
    return sorted(counted, key=lambda pair: (-pair[1].passages, -pair[1].documents, pair[0].label, pair[0].id))


def by_document(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """The statements by the id of their document, in the order in which they come."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        found[statement.document].append(statement)
    return dict(found)


def _index(content: Content, names: Callable[[Statement], Iterable[str]]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in content.statements:
        for name in dict.fromkeys(names(statement)):
            found[name].append(statement)
    return found


def _roles(statement: Statement, name: str) -> Iterator[str]:
    if statement.element == name:
        yield "as such"
    if statement.linkage:
        ends = {"subject": statement.linkage.subject, "object": statement.linkage.object}
        found = [role for role, end in ends.items() if end == name]
        yield from ["one end"] if found and statement.linkage.type in vocabulary().symmetric else found
    if name in statement.via_ids:
        yield "means"
    if name in statement.addressee_ids:
        yield "addressee"
