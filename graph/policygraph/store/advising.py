"""Finds in the groups of a query what multiplies: the rules behind `advice`, each as it was measured."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from math import prod
from typing import Any

from rdflib import BNode, URIRef, Variable
from rdflib.namespace import NamespaceManager
from rdflib.paths import Path
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from .groups import (
    EXISTS,
    Group,
    Names,
    Part,
    Triple,
    Unknown,
    components,
    conjuncts,
    endless,
    expressions_in,
    has_not,
    inside_of,
    names_of,
    predicates_in,
    steps,
    variables_in,
)
from .rewriting import without_exists

Size = Callable[[Node | None, Node | None, Node | None], int]
MANY = 20_000  # what is counted up to; more is as bad
ALL = 200_000  # triples in all, from where on it takes seconds to go through them
PAIRS = 10_000_000  # combinations that take pyoxigraph some ten seconds
_INSIDE = "put it inside the braces of that one (it then adds nothing where that one finds nothing)"
_LOOKS = ("Builtin_REGEX", "Builtin_CONTAINS", "Builtin_STRSTARTS", "Builtin_STRENDS", "Builtin_REPLACE")


@dataclass(frozen=True)
class Advice:
    """What is slow, how to write it, and the engine that takes it as it is, if one does."""

    kind: str
    found: str
    mend: str
    engine: str = ""

    def __str__(self) -> str:
        return f"{self.found}: {self.mend}"


class Advising:
    """Goes through the groups of a query."""

    def __init__(self, size: Size, names: NamespaceManager, cut: bool) -> None:
        self._size, self._cut, self._space = size, cut, names

    def of(self, group: Group, outer: Names) -> Iterator[Advice]:
        """What is slow in a group that stands where those variables are known already, and in those inside it."""
        known = outer | group.known()
        yield from self._exists(group, known)
        yield from self._products(group)
        yield from self._optionals(group, outer)
        yield from self._paths(group, outer)
        yield from self._pairs(group)
        if not self._cut:
            yield from self._everything(group, outer)
        for part in group.items:
            if isinstance(part, Part):
                beside = outer | _beside(group, part)
                for inner in part.inside:
                    yield from self.of(inner, beside if part.kind in ("optional", "union") else frozenset())

    # How much there is of something

    def _weight(self, item: Triple | Part) -> int:
        """About how many rows a triple or part gives by itself, counted up to MANY."""
        if isinstance(item, Part):
            rows = sum(self._rows(inner) for inner in item.inside)
            return min(rows, item.few) if item.few is not None else rows
        subject, predicate, target = (None if isinstance(term, Unknown) else term for term in item)
        if isinstance(predicate, Path):
            return max((self._size(None, name, None) for name in predicates_in(predicate)), default=MANY)
        return self._size(subject, predicate, target)

    def _rows(self, group: Group) -> int:
        """About how many rows a group gives: of each connected part what its smallest pattern does."""
        return prod(min(map(self._weight, items)) for items in components(group))

    # What is slow

    def _exists(self, group: Group, known: Names) -> Iterator[Advice]:
        alone = [part for expression in group.filters for part in conjuncts(expression)]
        for whole in (*group.filters, *(expression for _, expression in group.binds)):
            for part in expressions_in(whole):
                if isinstance(part, CompValue) and part.name in EXISTS:
                    inside = inside_of(part)
                    if inside is None:
                        continue
                    single = [step for triple in inside.all_triples() for step in steps(triple)]
                    loose = [step for step in single if not names_of(step) & known]
                    if loose and len(loose) < len(single):
                        worst = max(loose, key=self._weight)
                        if self._rows(group) * self._weight(worst) >= PAIRS:
                            word = part.name.removeprefix("Builtin_").replace("NOTEX", "NOT EX")
                            found = f"{word} goes through all of {self._written(worst)} for each row outside it"
                            mend = without_exists(group, inside, word, any(part is other for other in alone))
                            yield Advice("exists", found, mend, "maplib")

    def _products(self, group: Group) -> Iterator[Advice]:
        parts = components(group)
        if len(parts) < 2 or self._rows(group) < PAIRS:
            return
        first, second = sorted(parts, key=lambda items: -min(map(self._weight, items)))[:2]
        conditions = [part for expression in group.filters for part in conjuncts(expression)]
        tied = [part for part in conditions if _is_equal(part) and {part.expr, part.other} <= group.known()]
        found = f"{self._written(first[0])} and {self._written(second[0])} share no variable, so all pairs are formed"
        if tied:
            mend = f"write one variable for ?{tied[0].expr} and ?{tied[0].other}, in place of the FILTER"
        else:
            mend = "tie them together by a pattern between them, or ask two questions"
        yield Advice("product", found, mend)

    def _optionals(self, group: Group, outer: Names) -> Iterator[Advice]:
        for place, part in enumerate(group.items):
            if not isinstance(part, Part) or part.kind not in ("optional", "minus"):
                continue
            before, after = Group(group.items[:place]), Group(group.items[place + 1 :])
            made = outer | {name for name, _ in group.binds}
            sure, may = (before.known(sure=True) | made) & part.names, before.known() & part.names
            here = f"{part.kind.upper()} {{ {self._written(part)} … }}"
            many = self._rows(part.inside[0]) * self._rows(before if before.items else after) >= PAIRS
            if sure or not many:
                continue
            if may and part.kind == "optional":
                found = f"{here} hangs on {self._term(min(may))} alone, which an OPTIONAL before it may leave open"
                yield Advice("optional after optional", found, _INSIDE)
            elif before.items and not may:
                found = f"{here} shares no variable with what stands before it"
                why = ", so that all pairs are formed" if part.kind == "optional" else " and takes nothing away"
                yield Advice("product", found + why, "tie the two together by a variable, or leave it out")
            elif later := [item for item in after.required if names_of(item) & part.names]:
                found = f"{here} stands before what it adds to, {self._written(later[0])}"
                yield Advice("optional first", found, "put it last", "maplib")

    def _paths(self, group: Group, outer: Names) -> Iterator[Advice]:
        paths = {triple: endless(triple[1]) for triple in group.triples if endless(triple[1])}
        known = outer.union(*(names_of(item) for item in group.required if item not in paths))
        for triple, sign in paths.items():
            ends = names_of(triple)
            if triple[0] not in ends or triple[2] not in ends or ends & (known | {name for name, _ in group.binds}):
                continue
            if self._size(None, None, None) >= ALL if sign == "*" else self._weight(triple) ** 2 >= PAIRS:
                begin = f"a path with {sign} begins and ends anywhere ({self._written(triple)})"
                mend = f"say where it begins, by an address, by VALUES or by a pattern with {self._term(triple[0])}"
                if sign == "*":
                    mend += ", or write + and leave out what is linked to itself by no step"
                yield Advice("path", begin, mend)

    def _pairs(self, group: Group) -> Iterator[Advice]:
        """What shares an object: many may. A subject seldom has many values of one property."""
        single = [step for triple in group.triples for step in steps(triple) if isinstance(step[1], URIRef)]
        for one, other in combinations(single, 2):
            apart = isinstance(one[0], Unknown) and isinstance(other[0], Unknown) and one[0] != other[0]
            if apart and one[1:] == other[1:] and isinstance(one[2], Unknown) and self._rows(group) >= MANY:
                what = (
                    f"{self._term(one[1])} stands twice, so all pairs are formed of what shares {self._term(one[2])}"
                )
                mend = f"if their number is wanted, count for each {self._term(one[2])} first, in a sub-SELECT"
                yield Advice("pairs", what, mend, "maplib")
                return

    def _everything(self, group: Group, outer: Names) -> Iterator[Advice]:
        for triple in group.triples:
            others = outer.union(*(names_of(item) for item in group.items if item is not triple))
            if len(names_of(triple)) == 3 and not names_of(triple) & others and self._weight(triple) >= ALL:
                looked = {
                    name
                    for part in expressions_in(group.filters)
                    if getattr(part, "name", "") in _LOOKS
                    for name in variables_in(part)
                }
                what = "looks through every text there is" if triple[2] in looked else "takes every triple there is"
                yield Advice(
                    "everything", f"{self._written(triple)} {what}", "name the property, or the class of what has it"
                )

    # How it is shown

    def _term(self, term: Any) -> str:
        """A term as the query may have it; a path with !, which rdflib does not always write, as three dots."""
        if isinstance(term, Path):
            return "…" if has_not(term) else str(term.n3(self._space))
        return "[]" if isinstance(term, BNode) else str(term.n3(self._space))

    def _written(self, item: Triple | Part | None) -> str:
        """A triple, or the first of a part, as it is written."""
        if isinstance(item, Part):
            first = next((triple for inner in item.inside for triple in inner.all_triples()), None)
            return self._written(first) if first else " ".join(sorted(name.n3() for name in item.names))
        return " ".join(map(self._term, item)) if item else ""


def _beside(group: Group, part: Part) -> Names:
    """The variables that a group binds beside one of its parts."""
    return Group(tuple(item for item in group.items if item is not part), (), group.binds).known()


def _is_equal(expression: Any) -> bool:
    """Whether it says that two variables are the same."""
    if not isinstance(expression, CompValue) or expression.name != "RelationalExpression" or expression.op != "=":
        return False
    return isinstance(expression.expr, Variable) and isinstance(expression.other, Variable)
