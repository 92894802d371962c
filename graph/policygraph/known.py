"""The fault of a value that nobody knows, with what may have been meant."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from .faults import Fault
from .rows import Row


def one_of(row: Row, column: str, value: str, known: Collection[str] | None, what: str) -> Iterator[Fault]:
    """A fault if the value is not known, with the nearest that is; none if nobody can know."""
    if known is not None and value not in known:
        choice = sorted(known) if isinstance(known, frozenset) else list(known)
        near = get_close_matches(value, choice, n=3)
        mend = f"did you mean {' or '.join(near)}?" if near else _choice(choice, what)
        yield row.fault(column, f"no {what} is called {value!r}", mend)


def _choice(known: list[str], what: str) -> str:
    return f"choose among {', '.join(known)}" if 0 < len(known) <= 25 else f"define the {what} first"
