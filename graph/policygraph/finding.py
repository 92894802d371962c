"""Finds an element by what a person calls it: its id, or one of its names in any language."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches

from .faults import PolicygraphError

NEAREST = 3


def found(name: str, ids: Collection[str], labels: Iterable[tuple[str, str]]) -> str:
    """The id that `name` stands for, among the ids, and labels each with its id.

    Raises PolicygraphError with the nearest three if nothing is called that, and with all whose name it is if several
    are.

    >>> found("Mud", ["silting"], [("mud", "silting")])
    'silting'
    """
    if name in ids:
        return name
    pairs = sorted(labels)
    called = sorted({owner for label, owner in pairs if label.casefold() == name.casefold()})
    if len(called) == 1:
        return called[0]
    if called:
        raise PolicygraphError(f"{name!r} is a label of several elements; choose among {', '.join(called)}")
    raise PolicygraphError(f"no element is called {name!r}; {_nearest(name, pairs)}")


def _nearest(name: str, pairs: list[tuple[str, str]]) -> str:
    by_word = {label.casefold(): owner for label, owner in pairs}
    by_word |= {owner: owner for owner in by_word.values()}
    near = get_close_matches(name.casefold(), by_word, n=3 * NEAREST, cutoff=0.5)
    near += [word for word in by_word if name.casefold() in word]
    ids = list(dict.fromkeys(by_word[word] for word in near))[:NEAREST]
    return f"the nearest are {', '.join(ids)}" if ids else "none is near"
