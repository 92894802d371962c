"""What elements and passages are called when they are shown to a person."""

from collections import Counter
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

    A section at the top goes by its id ("section 9", "conclusion"), anything else by its number among its like.
    """
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
