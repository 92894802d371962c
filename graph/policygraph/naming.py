"""What elements and passages are called when they are shown to a person."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from .rows import LabelRow, PassageRow

_PARTS = {"r": "recital", "a": "article", "anx": "annex"}
_PART = re.compile(r"(anx|a|r)(\d*[a-z]?)")
_LETTERS = {"p": "paragraph", "s": "sentence", "b": "bullet", "h": "heading", "l": "lead-in"}
_NUMBERED = re.compile(r"([psbhl])(\d+[a-z]?|(?<=[hl]))")


def names_of(labels: Iterable[LabelRow]) -> Mapping[str, tuple[str, str]]:
    """One name for each element, and its language: the preferred label in English, else in the first language."""
    chosen: dict[str, tuple[str, str]] = {}
    for row in sorted(labels, key=lambda row: (row.language != "en", row.language)):
        if row.kind == "preferred":
            chosen.setdefault(row.element, (row.label, row.language))
    return chosen


def places_of(passages: Iterable[PassageRow], *, whole: bool = True) -> dict[str, str]:
    """How a person names each passage: "section 9, bullet 2, sentence 1".

    A section at the top goes by its id ("section 9", "conclusion"), anything else by its number among its like. Where
    the document was not coded `whole` nobody can count: all go by their ids, as `places_by_id` tells.
    """
    if not whole:
        return places_by_id(passages)
    rows = list(passages)
    alike = Counter((row.parent, row.kind) for row in rows)
    places: dict[str, str] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        counts[row.parent, row.kind] += 1
        number = f" {counts[row.parent, row.kind]}" if row.parent or alike[row.parent, row.kind] > 1 else ""
        if row.parent:
            places[row.id] = f"{places.get(row.parent, row.parent)}, {row.kind}{number}"
        elif row.kind == "section":
            places[row.id] = f"section {row.id}" if row.id[0].isdigit() else row.id.replace("-", " ")
        else:
            places[row.id] = row.kind + number
    return places


def places_by_id(passages: Iterable[PassageRow]) -> dict[str, str]:
    """The same by ids, part by part: `r7-s2` is "recital 7, sentence 2".

    A bullet `a5-3-b` within the section `a5-3` within `a5` is "article 5, section 3, bullet b": of an id that begins
    with that of its parent the rest is told. `r`, `a` and `anx` stand for parts of a legal act at the beginning of an
    id; `p`, `s` and `b` with a number, `h` and `l` for parts of a text further on.
    """
    places: dict[str, str] = {}
    for row in passages:
        inside = row.parent and row.id.startswith(f"{row.parent}-")
        first, _, rest = row.id.partition("-")
        if inside:
            above, rest = [places.get(row.parent, row.parent)], row.id.removeprefix(f"{row.parent}-")
        elif part := _PART.fullmatch(first):
            above = [f"{_PARTS[part[1]]} {part[2]}".rstrip()]
        elif row.kind == "section" and not first[0].isdigit():
            above, rest = [row.id.replace("-", " ")], ""
        else:
            above, rest = [places[row.parent]] if row.parent in places else [], row.id
        places[row.id] = ", ".join([*above, *_parts_of(rest, row.kind)])
    return places


def _parts_of(rest: str, kind: str) -> Iterator[str]:
    """What the parts of an id stand for; those that say no kind of passage are numbers of the kind of the whole.

    >>> list(_parts_of("1-2", "section")), list(_parts_of("3-p2-s1", "sentence")), list(_parts_of("h", "heading"))
    (['section 1.2'], ['point 3', 'paragraph 2', 'sentence 1'], ['heading'])
    """
    parts = rest.split("-") if rest else []
    numbered = [match for part in parts if (match := _NUMBERED.fullmatch(part))]
    others = [part for part in parts if not _NUMBERED.fullmatch(part)]
    if others:
        yield f"{'point' if numbered else kind} {'.'.join(others)}"
    for match in numbered:
        yield f"{_LETTERS[match[1]]} {match[2]}".rstrip()
