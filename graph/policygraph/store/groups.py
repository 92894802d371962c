"""The groups of a query: what stands between a pair of braces, in the order in which it is written.

rdflib reads the query; the engine may take what rdflib does not, so whoever reads must be ready for its failing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rdflib import BNode, Variable
from rdflib.namespace import NamespaceManager
from rdflib.paths import AlternativePath, InvPath, MulPath, NegatedPath, Path, SequencePath
from rdflib.plugins.sparql.algebra import translateGroupGraphPattern, translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

Unknown = Variable | BNode  # a blank node in a query stands for anything, as a variable does
Names = frozenset[Unknown]
Triple = tuple[Node, Any, Node]
EXISTS = ("Builtin_EXISTS", "Builtin_NOTEXISTS")
WRAPPINGS = (
    *("SelectQuery", "ConstructQuery", "AskQuery"),
    *("Project", "Distinct", "Reduced", "Slice", "OrderBy", "Extend", "Filter", "AggregateJoin"),
)


@dataclass(frozen=True, eq=False)
class Part:
    """Something in a group that is no triple: `kind` is union, rows (VALUES), query (a sub-SELECT), optional or minus.

    `few` is the number of rows that it is known to have at most, where the query tells.
    """

    kind: str
    inside: tuple["Group", ...]
    names: Names
    few: int | None = None


@dataclass(frozen=True, eq=False)
class Group:
    """The triples and other parts of a group, the expressions of its FILTERs, and what it makes by BIND."""

    items: tuple[Triple | Part, ...]
    filters: tuple[Any, ...] = ()
    binds: tuple[tuple[Variable, Any], ...] = ()

    @cached_property
    def required(self) -> tuple[Triple | Part, ...]:
        """All but OPTIONAL and MINUS."""
        return tuple(
            item for item in self.items if not (isinstance(item, Part) and item.kind in ("optional", "minus"))
        )

    @property
    def triples(self) -> tuple[Triple, ...]:
        """The triples that stand in the group itself."""
        return tuple(item for item in self.items if not isinstance(item, Part))

    def known(self, *, sure: bool = False) -> Names:
        """The variables that the group may bind, or those that it binds in every row as far as one can see."""
        items = self.required if sure else [item for item in self.items if not _takes_away(item)]
        found = {name for item in items for name in names_of(item)}
        return frozenset(found | (set() if sure else {name for name, _ in self.binds}))

    def all_triples(self) -> Iterator[Triple]:
        """Its triples and those of all the groups inside it."""
        for item in self.items:
            if isinstance(item, Part):
                for group in item.inside:
                    yield from group.all_triples()
            else:
                yield item


def _takes_away(item: Triple | Part) -> bool:
    return isinstance(item, Part) and item.kind == "minus"


def names_of(item: Triple | Part) -> Names:
    """The variables of a triple, or those that a part hands on."""
    return item.names if isinstance(item, Part) else frozenset(term for term in item if isinstance(term, Unknown))


@dataclass
class _Reading:
    items: list[Triple | Part] = field(default_factory=list)
    filters: list[Any] = field(default_factory=list)
    binds: list[tuple[Variable, Any]] = field(default_factory=list)

    def read(self, node: Any) -> None:
        name = node.name
        if name == "BGP":
            self.items += _in_order(node.triples)
        elif name == "Join":
            self.read(node.p1)
            self.read(node.p2)
        elif name == "Filter":
            self.read(node.p)
            self.filters.append(node.expr)
        elif name == "Extend":
            self.read(node.p)
            self.binds.append((node.var, node.expr))
        elif name in ("LeftJoin", "Minus"):
            self.read(node.p1)
            inside = group_of(node.p2)
            if name == "LeftJoin" and node.expr.name != "TrueFilter":
                inside = Group(inside.items, (*inside.filters, node.expr), inside.binds)
            kind = "optional" if name == "LeftJoin" else "minus"
            self.items.append(Part(kind, (inside,), inside.known()))
        elif name == "Graph":
            self.read(node.p)
        elif name == "Union":
            sides = group_of(node.p1), group_of(node.p2)
            self.items.append(Part("union", sides, sides[0].known() | sides[1].known()))
        elif name == "ToMultiSet":
            self.items.append(_rows(node.p) if node.p.name == "values" else _query(node.p))
        elif "p" in node:  # Project, Distinct, Slice and the like around a whole query
            self.read(node.p)


def _in_order(triples: Iterable[Triple]) -> list[Triple]:
    return sorted(triples, key=lambda triple: [str(term) for term in triple])


def _rows(node: CompValue) -> Part:
    names = frozenset(name for row in node.res for name in row)
    return Part("rows", (), names, few=len(node.res))


def _query(node: CompValue) -> Part:
    few = None
    for inner in _wrappings(node):
        if inner.name == "Slice" and inner.length is not None:
            few = int(inner.length)
        elif inner.name == "AggregateJoin" and not inner.p.expr:
            few = 1  # an aggregate over everything
    names = next((inner.PV for inner in _wrappings(node) if inner.PV is not None), ())
    return Part("query", (group_of(node),), frozenset(names), few)


def _wrappings(node: Any) -> Iterator[Any]:
    """A query, and what it is wrapped around, down to what is counted or joined."""
    while node is not None and node.name in WRAPPINGS:
        yield node
        node = node.p


def group_of(node: Any) -> Group:
    """The group that a part of rdflib's algebra is."""
    reading = _Reading()
    reading.read(node)
    return Group(tuple(reading.items), tuple(reading.filters), tuple(reading.binds))


def read_group(sparql: str, prefixes: Mapping[str, str]) -> tuple[Group, bool, NamespaceManager]:
    """The outermost group of a query, whether LIMIT cuts it off before all rows are formed, and its prefixes."""
    query = translateQuery(parseQuery(sparql), initNs=dict(prefixes))
    kinds = {node.name for node in _wrappings(query.algebra)}
    cut = "Slice" in kinds and not kinds & {"OrderBy", "AggregateJoin"}
    return group_of(query.algebra), cut, query.prologue.namespace_manager


def inside_of(exists: CompValue) -> Group | None:
    """The group that an EXISTS or NOT EXISTS asks for; None where rdflib leaves it unread, in a SELECT or HAVING."""
    graph = exists.graph
    try:
        return group_of(translateGroupGraphPattern(graph) if graph.name.startswith("GroupGraphPattern") else graph)
    except TypeError:  # its prefixes are not resolved there
        return None


def variables_in(part: Any) -> Iterator[Variable]:
    """The variables of an expression, those of an EXISTS inside it left out."""
    for inner in expressions_in(part):
        if isinstance(inner, Variable):
            yield inner


def expressions_in(part: Any) -> Iterator[Any]:
    """An expression and all that it is made of; an EXISTS is not entered."""
    yield part
    if isinstance(part, CompValue) and part.name not in EXISTS:
        for key, value in part.items():
            if key != "_vars":
                yield from expressions_in(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from expressions_in(value)


def steps(triple: Triple) -> list[Triple]:
    """A triple whose predicate is a sequence `a/b/c` as the triples that it stands for."""
    subject, predicate, target = triple
    if isinstance(predicate, InvPath):
        return steps((target, predicate.arg, subject))
    if not isinstance(predicate, SequencePath):
        return [triple]
    between: list[Node] = [BNode() for _ in predicate.args[1:]]
    ends = zip([subject, *between], predicate.args, [*between, target], strict=True)
    return [step for start, part, end in ends for step in steps((start, part, end))]


def predicates_in(path: Any) -> Iterable[Any]:
    """The predicates that a path is made of; nothing for one with `!`, which is made of all others."""
    if isinstance(path, SequencePath | AlternativePath):
        return [inner for part in path.args for inner in predicates_in(part)]
    if isinstance(path, InvPath):
        return predicates_in(path.arg)
    if isinstance(path, MulPath):
        return predicates_in(path.path)
    return [] if isinstance(path, NegatedPath) else [path]


def endless(path: Any) -> str:
    """The sign `*` or `+` of a path that is of any length as a whole; empty for any other."""
    if isinstance(path, InvPath):
        return endless(path.arg)
    return str(path.mod) if isinstance(path, MulPath) and path.mod in "*+" else ""


def conjuncts(expression: Any) -> list[Any]:
    """What an expression says all of: the sides of its `&&`, those of its sides and so on."""
    if isinstance(expression, CompValue) and expression.name == "ConditionalAndExpression":
        sides = [expression.expr, *(expression.other or ())]
        return [part for side in sides for part in conjuncts(side)]
    return [expression]


def components(group: Group) -> list[list[Triple | Part]]:
    """What a group requires, in pieces that share no variable; what has no variable belongs to none."""
    pieces: list[tuple[set[Unknown], list[Triple | Part]]] = []
    made = [(name, *variables_in(expression)) for name, expression in group.binds]
    ties: list[tuple[Names, list[Triple | Part]]] = [(names_of(item), [item]) for item in group.required]
    for names, items in [*ties, *((frozenset(names), list[Triple | Part]()) for names in made)]:
        if not names:
            continue
        touched = [piece for piece in pieces if piece[0] & names]
        pieces = [piece for piece in pieces if not piece[0] & names]
        joined = [item for piece in touched for item in piece[1]]
        pieces.append((set(names).union(*(piece[0] for piece in touched)), [*joined, *items]))
    return [items for _, items in pieces if items]


def has_not(path: Any) -> bool:
    """Whether there is a `!` in a path."""
    parts = getattr(path, "args", None) or [getattr(path, "arg", None) or getattr(path, "path", None)]
    return isinstance(path, NegatedPath) or any(has_not(part) for part in parts if isinstance(part, Path))
