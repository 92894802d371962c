"""How to write what EXISTS asks for without it, so that it means the same."""

from collections.abc import Iterator
from typing import Any

from rdflib import Variable

from .groups import Group, Part, variables_in


def without_exists(group: Group, inside: Group, word: str, alone: bool) -> str:
    """How to ask in a group for what is inside an EXISTS or NOT EXISTS; `alone` if it is a condition by itself.

    MINUS means the same as NOT EXISTS where one variable at least is bound in every row of both sides, all that they
    share is bound in every row inside, and no FILTER inside speaks of what only the outside binds. OPTIONAL with
    !BOUND may have such a FILTER in its own braces. A sub-SELECT in the place of EXISTS must not bind what the
    outside leaves open.
    """
    before, within = group.known(), inside.known()
    shared = before & within
    sure = shared <= inside.known(sure=True) and bool(shared & group.known(sure=True))
    foreign = {name for name in _spoken_of(inside) if name in before and name not in within}
    own = {name for expression in inside.filters for name in variables_in(expression)}
    names = " ".join(sorted(name.n3() for name in shared if isinstance(name, Variable)))
    if alone and word == "NOT EXISTS" and sure and not foreign:
        return "MINUS { … } in the place of FILTER NOT EXISTS { … } is fast, and means the same here"
    if alone and word == "NOT EXISTS" and sure and foreign <= own and (marks := _marks(inside, group)):
        why = "; MINUS would mean something else here"
        return f"OPTIONAL {{ … }} FILTER(!BOUND({marks[0].n3()})) is fast, and means the same here{why}"
    if foreign or not sure or not shared <= group.known(sure=True):
        return "ask for what has it in a sub-SELECT, and join that to the rest, or take it away by MINUS"
    if alone and word == "EXISTS":
        return (
            f"{{ SELECT DISTINCT {names} {{ … }} }} in the place of FILTER EXISTS {{ … }} is fast, and means the same"
        )
    hint = f"OPTIONAL {{ SELECT DISTINCT {names} (1 AS ?has) {{ … }} }} before it"
    return f"{hint}, and {'!' if word == 'NOT EXISTS' else ''}BOUND(?has) in its place, means the same"


def _marks(inside: Group, group: Group) -> list[Variable]:
    """The variables that only the inside binds, and binds whenever it holds."""
    return sorted(name for name in inside.known(sure=True) - group.known() if isinstance(name, Variable))


def _spoken_of(group: Group) -> Iterator[Any]:
    """The variables of all expressions in a group and in those inside it."""
    for expression in (*group.filters, *(made for _, made in group.binds)):
        yield from variables_in(expression)
    for item in group.items:
        if isinstance(item, Part):
            for inner in item.inside:
                yield from _spoken_of(inner)
