"""What maplib 0.20 answers wrongly, or not at all: such a query is refused, with the reason.

Each rule here has its smallest case in `tests/test_maplib_engine.py`, beside the right answer. The rules ask for more
than the smallest case where the types of the data would have to be known to ask for less.
"""

from collections.abc import Set
from dataclasses import dataclass
from typing import Any

from rdflib import BNode, Literal, URIRef, Variable
from rdflib.plugins.sparql.algebra import translateGroupGraphPattern
from rdflib.plugins.sparql.parserutils import CompValue, Expr

from .algebra import WrongAnswerError, chain, ends_of, is_text, parts_of, refuse_path, variables_of

_TEXT = ("STR", "CONCAT", "CONTAINS", "STRSTARTS", "STRENDS", "LCASE", "UCASE", "STRLEN", "SUBSTR", "STRAFTER",
         "STRBEFORE", "REGEX", "REPLACE")  # fmt: skip
_PLAIN = ("BOUND", "LANG", "LANGMATCHES", "IF", "COALESCE", "isIRI", "isURI", "isLITERAL", "DATATYPE")
_WORDS = {f"Builtin_{name}" for name in (*_TEXT, *_PLAIN, "EXISTS", "NOTEXISTS")}
_SIGNS = {"RelationalExpression", "ConditionalAndExpression", "ConditionalOrExpression", "UnaryNot",
          "AdditiveExpression", "MultiplicativeExpression"}  # fmt: skip
_AGGREGATES = {f"Aggregate_{name}" for name in ("Count", "Sum", "Avg", "Min", "Max", "Sample", "GroupConcat")}
_ONE_GRAPH = "its triples are one graph: GRAPH and FROM have no meaning there"
Variables = frozenset[Variable]
Bound = tuple[Variables, Variables]  # the variables that are bound in every row, and those that may be


@dataclass(frozen=True)
class Shape:
    """What the answer to a query that maplib may be asked has to look like.

    `keys` are the columns that the whole is grouped by, `made` those of SUM, AVG, MIN or MAX, `lists` those of
    GROUP_CONCAT; `one_row` says that there is one row in any case.
    """

    keys: Variables
    made: Variables
    lists: Variables
    one_row: bool


def read(query: CompValue, inexact: Set[str]) -> Shape:
    """The shape of a query's answer; raises WrongAnswerError if maplib would answer it wrongly.

    `inexact` are the predicates whose objects are numbers with a fraction.
    """
    if query.datasetClause:
        raise WrongAnswerError(_ONE_GRAPH)
    reading = Reading(inexact)
    sure, may = reading.bound(query, top=True)
    for keys, top in reading.groups:
        if keys and not keys & (sure if top else sure | reading.joined):
            raise WrongAnswerError("it makes a group of nothing, and its key is not in the answer")
    return Shape(
        frozenset(key for keys, top in reading.groups if top for key in keys & sure),
        frozenset(reading.made) & may,
        frozenset(reading.lists) & may,
        any(top and not keys for keys, top in reading.groups),
    )


class Reading:
    """Reads the algebra of one query, and raises WrongAnswerError at what maplib answers wrongly.

    Parameters
    ----------
    inexact : set of str
        The predicates whose objects are numbers with a fraction.
    """

    def __init__(self, inexact: Set[str]) -> None:
        self.inexact = inexact
        self.loose: set[Variable] = set()  # may hold a number with a fraction
        self.counted: set[Variable] = set()  # made by an aggregate or by reckoning
        self.joined: set[Variable] = set()
        self.made: set[Variable] = set()
        self.lists: set[Variable] = set()
        self.groups: list[tuple[Variables, bool]] = []  # keys of each group, and whether it is the whole query's

    def bound(self, part: CompValue, *, top: bool = False) -> Bound:
        """The variables that are bound in every row of a part, and those that may be."""
        reader = getattr(self, f"_{part.name}", None)
        if reader is None:
            raise WrongAnswerError(f"{part.name} is not among what was tried with it")
        found: Bound = reader(part, top)
        return found

    def _BGP(self, part: CompValue, _: bool) -> Bound:  # noqa: N802 - the algebra's own names
        for triple in part.triples:
            subject, predicate, target = triple
            if not any(isinstance(term, Variable | BNode) for term in triple):
                raise WrongAnswerError("it takes a triple without a variable as true, whether it is there or not")
            refuse_path(predicate, subject, target)
            if isinstance(target, Variable) and (
                isinstance(predicate, Variable) or any(str(step) in self.inexact for step in ends_of(predicate))
            ):
                self.loose.add(target)
        found = frozenset(term for triple in part.triples for term in triple if isinstance(term, Variable))
        return found, found

    def _Join(self, part: CompValue, _: bool) -> Bound:  # noqa: N802
        left, right = self._pair(part)
        return left[0] | right[0], left[1] | right[1]

    def _LeftJoin(self, part: CompValue, _: bool) -> Bound:  # noqa: N802
        left, right = self._pair(part)
        self._expression(part.expr, left[0] | right[0])
        return left[0], left[1] | right[1]

    def _Minus(self, part: CompValue, _: bool) -> Bound:  # noqa: N802
        return self._pair(part)[0]

    def _Union(self, part: CompValue, _: bool) -> Bound:  # noqa: N802
        left, right = self.bound(part.p1), self.bound(part.p2)
        return left[0] & right[0], left[1] | right[1]

    def _pair(self, part: CompValue) -> tuple[Bound, Bound]:
        left, right = self.bound(part.p1), self.bound(part.p2)
        self._meet(left, right)
        return left, right

    def _meet(self, left: Bound, right: Bound) -> None:
        shared = left[1] & right[1]
        for name in sorted(shared - (left[0] & right[0])):
            raise WrongAnswerError(f"it does not join where ?{name} may be unbound")
        for name in sorted(shared & self.counted):
            raise WrongAnswerError(f"it does not join a number that was reckoned (?{name}) with one of the data")
        self.joined |= shared

    def _Filter(self, part: CompValue, top: bool) -> Bound:  # noqa: N802
        found = self.bound(part.p, top=top)
        self._expression(part.expr, found[0])
        return found

    def _Extend(self, part: CompValue, top: bool) -> Bound:  # noqa: N802
        sure, may = self.bound(part.p, top=top)
        self._expression(part.expr, sure)
        inside = set(variables_of(part.expr))
        if inside & self.loose:
            self.loose.add(part.var)
        if inside & self.counted or getattr(part.expr, "name", "") in (
            "AdditiveExpression",
            "MultiplicativeExpression",
        ):
            self.counted.add(part.var)
        for known in (self.made, self.lists):
            if isinstance(part.expr, Variable) and part.expr in known:
                known.add(part.var)
        whole = is_text(part.expr) or isinstance(part.expr, Variable | URIRef)
        return (sure | {part.var} if whole and inside <= sure else sure), may | {part.var}

    def _ToMultiSet(self, part: CompValue, _: bool) -> Bound:  # noqa: N802
        inner = part.p
        if inner.name != "values":
            return self.bound(inner)
        rows = [{name: term for name, term in row.items() if term != "UNDEF"} for row in inner.res]
        names = frozenset(name for row in inner.res for name in row)
        if any(set(row) != names for row in rows):
            raise WrongAnswerError("it takes UNDEF in VALUES for a value of its own")
        return names, names

    def _AggregateJoin(self, part: CompValue, top: bool) -> Bound:  # noqa: N802
        sure, _ = self.bound(part.p.p)
        keys = frozenset(variables_of(part.p.expr or []))
        if not keys <= sure:
            raise WrongAnswerError("it does not group by what may be unbound")
        found = set()
        for known in (self.counted, self.loose, self.made, self.lists):
            known -= {aggregate.res for aggregate in part.A}  # the parts of a query name theirs alike
        for aggregate in part.A:
            of_key = aggregate.name == "Aggregate_Sample" and aggregate.vars in keys
            self._aggregate(aggregate, sure, whole=not part.p.expr, top=top)
            if not of_key:
                (self.lists if aggregate.name == "Aggregate_GroupConcat" else self.counted).add(aggregate.res)
            if aggregate.name in ("Aggregate_Avg", "Aggregate_Sum", "Aggregate_Min", "Aggregate_Max"):
                self.made.add(aggregate.res)
            if of_key or aggregate.name in ("Aggregate_Count", "Aggregate_Sum", "Aggregate_GroupConcat"):
                found.add(aggregate.res)
        self.groups.append((keys, top))
        return frozenset(found), frozenset(aggregate.res for aggregate in part.A)

    def _aggregate(self, part: CompValue, sure: Variables, *, whole: bool, top: bool) -> None:
        name, inside = part.name.removeprefix("Aggregate_"), frozenset(variables_of(part.vars))
        if part.name not in _AGGREGATES or (part.distinct and part.vars == "*"):
            raise WrongAnswerError(f"it does not know {name.upper()} in this form")
        if name == "Count" and part.distinct and not inside <= sure:
            raise WrongAnswerError("COUNT(DISTINCT …) counts what is unbound as one value")
        if name == "GroupConcat" and inside & self.loose:
            raise WrongAnswerError("a number with a fraction becomes a text of twelve places")
        if name in ("Avg", "Min", "Max", "Sum") and not top:
            raise WrongAnswerError(f"{name.upper()} in a part of the query may be lost without a word")
        if whole and name != "Count" and not top:
            raise WrongAnswerError(f"{name.upper()} over no rows gives no row")
        if not isinstance(part.vars, str) or isinstance(part.vars, Variable):
            self._expression(part.vars, sure)

    def _Project(self, part: CompValue, top: bool) -> Bound:  # noqa: N802
        sure, _ = self.bound(part.p, top=top)
        names = frozenset(part.PV)
        return sure & names, names

    def _OrderBy(self, part: CompValue, top: bool) -> Bound:  # noqa: N802
        return self.bound(part.p, top=top)  # the door sorts the whole; a part's order says nothing without LIMIT

    def _Slice(self, part: CompValue, top: bool) -> Bound:  # noqa: N802
        if any(inner.name == "OrderBy" for inner in chain(part.p)):
            raise WrongAnswerError("it sorts languages, and kinds of numbers, in an order of its own")
        return self.bound(part.p, top=top)

    def _Distinct(self, part: CompValue, top: bool) -> Bound:  # noqa: N802
        return self.bound(part.p, top=top)

    _Reduced = _SelectQuery = _ConstructQuery = _AskQuery = _Distinct

    def _Graph(self, part: CompValue, top: bool) -> Bound:  # noqa: N802, ARG002
        raise WrongAnswerError(_ONE_GRAPH)

    def _expression(self, part: Any, sure: Variables) -> None:
        """Raises WrongAnswerError for an expression that it reckons wrongly."""
        if not isinstance(part, CompValue):
            return
        name = part.name
        if name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            graph = part.graph
            inner = self.bound(translateGroupGraphPattern(graph) if graph.name.startswith("Group") else graph)
            self._meet((sure, sure), inner)
            return
        if isinstance(part, Expr) and name not in _WORDS | _SIGNS and name != "TrueFilter":
            raise WrongAnswerError(f"{name.removeprefix('Builtin_')} is not among what was tried with it")
        inside = list(parts_of(part))
        texts = {f"Builtin_{word}" for word in _TEXT}
        if name in texts and {v for v in inside if isinstance(v, Variable)} & self.loose:
            raise WrongAnswerError("a number with a fraction becomes a text of twelve places")
        if name == "MultiplicativeExpression" and "/" in part.op and not any(map(_is_fraction, inside)):
            raise WrongAnswerError("it divides whole numbers without the rest")
        if name == "RelationalExpression" and part.op in ("=", "!=", "IN", "NOT IN"):
            for side in inside:
                if isinstance(side, Variable) and side in self.loose | self.counted:
                    raise WrongAnswerError(
                        f"it finds numbers of different kinds unequal (?{side} {part.op} …): write <= and >="
                    )
                if _is_fraction(side):
                    raise WrongAnswerError(f"it finds numbers of different kinds unequal ({side} {part.op} …)")
        for value in inside:
            self._expression(value, sure)


def _is_fraction(part: Any) -> bool:
    return isinstance(part, Literal) and str(part.datatype).endswith(("decimal", "double", "float"))
