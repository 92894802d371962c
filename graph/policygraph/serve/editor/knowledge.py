"""What an editor knows of the graph that it asks: properties, classes, things, questions."""

from collections.abc import Awaitable, Iterable
from typing import Any, TypeVar

import pyoxigraph as ox

from ...iris import Iris
from ...page.style import STATUSES
from ...question import KINDS, Question, Value, question_beside, questions
from ...store.asked import lookup
from ...store.results import str_of
from ...vocabulary import vocabulary
from ..gathering import Gathered
from ..reading import Asks, rows
from ..refusals import NotAnswered
from .naming import Named, named

MOST_THINGS = 40_000  # rows of names that a page is sent; the query says one more
_BATCH = 400
_OWL = "http://www.w3.org/2002/07/owl#"

Told = list[tuple[str, str, int, str]]
T = TypeVar("T")


class Knowledge:
    """Gathered when the first editor is opened, and again when the store was read again.

    What takes longer than a query may is left out, and named in `lacking`.
    """

    def __init__(self, pool: Asks) -> None:
        self._pool = pool
        self._terms = Gathered(pool, self._gathered)

    def frame(self) -> dict[str, Any]:
        """What is known without asking, ready for JSON: prefixes, questions, and the words of the vocabulary."""
        words = vocabulary()
        return {
            "base": self._pool.base,
            "root": "./",
            "prefixes": self._pool.prefixes,
            "questions": [told_question(each) for each in questions().values()],
            "values": individuals(),
            "statuses": {
                each.name: {
                    "light": each.light,
                    "dark": each.dark,
                    "dash": list(each.dash),
                    "sign": each.sign,
                    "label": words.label(words.individual("status", each.name).value),
                }
                for each in STATUSES
            },
        }

    async def terms(self) -> dict[str, Any]:
        """What the graph holds, ready for JSON; one gathers, and the others wait for it."""
        return await self._terms.get()

    async def _gathered(self) -> tuple[dict[str, Any], bool]:
        pool, lacking = self._pool, set[str]()
        properties = await _or_none(self._counted("properties"), "properties", lacking) or []
        classes = await _or_none(self._counted("classes"), "classes", lacking) or []
        found = await _or_none(rows(pool, _put("things")), "things", lacking)
        more = found is None or len(found.rows) > MOST_THINGS
        things = {} if found is None or more else named(found.rows)
        if more:
            names = await _or_none(rows(pool, lookup("element-names").sparql), "elements", lacking)
            things = named((term, None, label) for term, _, label in names.rows) if names else {}
        known = {iri for iri, *_ in (*properties, *classes)}
        words = {iri: _word(thing) for iri, thing in things.items() if iri not in known}
        properties += [(iri, things[iri].label, 0, "") for iri, word in words.items() if word == "property"]
        classes += [(iri, things[iri].label, 0, "") for iri, word in words.items() if word == "class"]
        told = {
            "properties": properties,
            "classes": classes,
            "things": [
                (iri, things[iri].label, things[iri].also, _class_of(things[iri]))
                for iri, word in words.items()
                if not word
            ],
            "documents": await _or_none(self._documents(), "documents", lacking) or [],
            "more": more,
            "lacking": sorted(lacking),
        }
        return told, not lacking

    async def labels(self, iris: Iterable[str]) -> dict[str, Named]:
        """What those addresses are called; raises ValueError if one of them is no address."""
        nodes = [ox.NamedNode(iri) for iri in iris]
        found: dict[str, Named] = {}
        for start in range(0, len(nodes), _BATCH):
            some = await rows(self._pool, _put("labels", term=nodes[start : start + _BATCH]))
            found |= named(some.rows)
        return found

    async def find(self, words: str) -> list[tuple[str, str]]:
        """Things in whose names the words stand, with the best of those names, the shortest first."""
        found = await rows(self._pool, _put("find", words=ox.Literal(words.casefold())))
        return sorted(((iri, thing.label) for iri, thing in named(found.rows).items()), key=lambda each: len(each[1]))

    async def _counted(self, name: str) -> Told:
        """Each term with its name, how often it stands in the graph, and what it means; the most used first."""
        found = await rows(self._pool, _put(name))
        counts = {term.value: int(str_of(uses)) for term, uses in found.rows if isinstance(term, ox.NamedNode)}
        names = await self.labels(counts)
        none = Named()
        return [
            (iri, names.get(iri, none).label, uses, names.get(iri, none).meaning)
            for iri, uses in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        ]

    async def _documents(self) -> list[tuple[str, str]]:
        found = await rows(self._pool, lookup("documents").sparql)
        start = Iris(self._pool.base).document("").value
        ids = sorted({str_of(row[0]) for row in found.rows})
        names = await self.labels(ids)
        return [(iri, names[iri].label if iri in names else iri.removeprefix(start)) for iri in ids]


def _put(name: str, **values: Value | Iterable[Value]) -> str:
    return question_beside(__package__, name).with_values(values)


def told_question(asked: Question) -> dict[str, Any]:
    """A packaged question as the page takes it."""
    return {
        "name": asked.name,
        "summary": asked.summary,
        "note": asked.note,
        "headings": dict(asked.headings),
        "lists": list(asked.lists),
        "parameters": [(each.name, each.kind, each.meaning, each.required) for each in asked.parameters],
        "sparql": asked.sparql,
    }


def individuals() -> dict[str, list[tuple[str, str]]]:
    """By kind of parameter, what it is chosen among: addresses of the vocabulary with their labels."""
    words = vocabulary()
    columns = {kind: {"type": "linkage_type"}.get(kind, kind) for kind in KINDS}
    among = {
        kind: column
        for kind, column in columns.items()
        if column in ("linkage_type", "status", "stance", "mode", "verdict")
    }
    return {
        kind: [
            (iri, words.label(iri)) for name in words.names(column) for iri in [words.individual(column, name).value]
        ]
        for kind, column in among.items()
    }


def _word(thing: Named) -> str:
    """Whether a thing is a property or class that is declared, and used by nothing; neither if it is empty."""
    kinds = {each.removeprefix(_OWL) for each in thing.classes if each.startswith(_OWL)}
    return "property" if any(each.endswith("Property") for each in kinds) else "class" if "Class" in kinds else ""


def _class_of(thing: Named) -> str:
    """The class by which a thing is told: one of the vocabulary's own before one of OWL."""
    return min(thing.classes, key=lambda each: (each.startswith(_OWL), each), default="")


async def _or_none(found: Awaitable[T], what: str, lacking: set[str]) -> T | None:
    """What is awaited; None, and a word in `lacking`, if the service gives no answer to it."""
    try:
        return await found
    except NotAnswered:
        lacking.add(what)
        return None
