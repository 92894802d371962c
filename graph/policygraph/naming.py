"""What elements and passages are called when they are shown to a person."""

from collections.abc import Iterable, Mapping

from .rows import LabelRow, PassageRow


def names_of(labels: Iterable[LabelRow]) -> Mapping[str, tuple[str, str]]:
    """One name for each element, and its language: the preferred label in English, else in the first language."""
    chosen: dict[str, tuple[str, str]] = {}
    for row in sorted(labels, key=lambda row: (row.language != "en", row.language)):
        if row.kind == "preferred":
            chosen.setdefault(row.element, (row.label, row.language))
    return chosen


def places_of(passages: Iterable[PassageRow]) -> dict[str, str]:
    """How a person names each passage: "section 9, bullet 2, sentence 1".

    A passage at the top goes by its id, one below another by its number among its like.
    """
    places: dict[str, str] = {}
    counts: dict[tuple[str, str], int] = {}
    for row in passages:
        counts[row.parent, row.kind] = number = counts.get((row.parent, row.kind), 0) + 1
        if row.parent:
            places[row.id] = f"{places.get(row.parent, row.parent)}, {row.kind} {number}"
        else:
            places[row.id] = f"{row.kind} {row.id}" if row.id[0].isdigit() else row.id.replace("-", " ")
    return places
