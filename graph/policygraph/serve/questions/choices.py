"""What the fields of a question propose: the elements and documents of this graph by name, and words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from ...iris import Iris
from ...question import Question, question_beside
from ...store.results import Row, str_of
from ..gathering import Gathered
from ..pool import Pool
from ..reading import rows
from ..refusals import NotAnswered
from .requests import may_be, words

_MOST_NAMES = 20_000  # of one kind; the queries say one more
_MOST_PROPOSED = 2_000  # more would make a page that nobody waits for


@dataclass(frozen=True)
class Things:
    """Things of one kind: the name of each by its id, and the id by the name where one thing only is called so."""

    names: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Names:
    """What the elements and documents of a graph are called."""

    elements: Things = Things()
    documents: Things = Things()


@dataclass(frozen=True)
class Field:
    """A field of the form: `choices` are pairs of value and label; `closed` if nothing else will do."""

    name: str
    meaning: str
    may_be: str
    required: bool
    value: str
    choices: tuple[tuple[str, str], ...]
    closed: bool


class Choices:
    """Names, gathered when the first page is asked for, and again when the store was read again."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._names = Gathered(pool, self._gathered)

    async def names(self) -> Names:
        """What things are called; of what no answer came in time there are none, and a page does without."""
        return await self._names.get()

    async def _gathered(self) -> tuple[Names, bool]:
        found = [await self._things("elements", "element"), await self._things("documents", "document")]
        return Names(*(things or Things() for things in found)), None not in found

    async def _things(self, query: str, kind: str) -> Things | None:
        try:
            found = await rows(self._pool, question_beside(__package__, query).sparql)
        except NotAnswered:
            return None
        iris = Iris(self._pool.base)
        return things_of(found.rows, (iris.element if kind == "element" else iris.document)("").value)


def things_of(found: tuple[Row, ...], start: str) -> Things:
    """Of rows (address, id, name) those whose addresses begin so; none if there are too many to know them all."""
    if len(found) > _MOST_NAMES:
        return Things()
    names: dict[str, str] = {}
    owners: dict[str, set[str]] = {}
    for term, identifier, label in sorted(found, key=str):
        name = str_of(identifier)
        if isinstance(term, ox.NamedNode) and term.value == start + name:
            names.setdefault(name, str_of(label))
            owners.setdefault(str_of(label), set()).add(name)
    return Things(names, {label: next(iter(ids)) for label, ids in owners.items() if len(ids) == 1})


def fields_of(asked: Question, values: Mapping[str, str], names: Names) -> list[Field]:
    """The fields of a question's form, with what stands in them."""
    made = []
    for parameter in asked.parameters:
        things = {"element": names.elements, "document": names.documents}.get(parameter.kind, Things()).names
        proposed = words(parameter.kind) or (things if len(things) <= _MOST_PROPOSED else {})
        choices = (
            sorted(proposed.items(), key=lambda each: (each[1].casefold(), each[0])) if things else proposed.items()
        )
        value = values.get(parameter.name, "")
        closed = parameter.kind not in ("element", "text", "number") and bool(proposed)
        if closed and value not in proposed:  # so that the field says what was asked
            choices = [*choices, (value, value)] if value else choices
        meaning = parameter.meaning[:1].upper() + parameter.meaning[1:]
        made.append(
            Field(parameter.name, meaning, may_be(parameter), parameter.required, value, tuple(choices), closed)
        )
    return made
