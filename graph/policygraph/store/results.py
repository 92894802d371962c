"""What a query gave, as terms: the same from every engine."""

from dataclasses import dataclass

import pyoxigraph as ox

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = tuple[Term | None, ...]
_PLAIN = (ox.Literal, ox.NamedNode)  # made once: it is asked of every cell

YES = ox.Literal("true", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean"))
NO = ox.Literal("false", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean"))


@dataclass(frozen=True)
class Results:
    """The columns and rows of a query; None where a variable is not bound.

    A SELECT has its variables as columns, an ASK the column `answer`, a CONSTRUCT subject, predicate and object.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def is_verdict(self) -> bool:
        """Whether it is the yes or no of an ASK."""
        return self.columns == ("answer",) and self.rows in (((YES,),), ((NO,),))


def results_of(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Results:
    """The results that pyoxigraph hands out, of its own queries and of results that it has read, drawn to the end.

    Those of a CONSTRUCT are sorted: they have no order of their own.
    """
    if isinstance(found, ox.QueryBoolean):
        return Results(("answer",), ((YES if found else NO,),))
    if isinstance(found, ox.QueryTriples):
        triples = sorted(((t.subject, t.predicate, t.object) for t in found), key=str)
        return Results(("subject", "predicate", "object"), tuple(triples))
    return Results(tuple(variable.value for variable in found.variables), tuple(tuple(row) for row in found))


def str_of(term: Term | None) -> str:
    """The text of a term: what a literal says, what an address is; nothing where a variable is not bound."""
    if isinstance(term, _PLAIN):
        return term.value
    return "" if term is None else str(term)
