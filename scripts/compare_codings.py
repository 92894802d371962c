"""Compares two codings of the same passages, made apart: `python scripts/compare_codings.py A.csv B.csv`.

Two statements meet if they stand in one passage, have the same two ends (in either order) and their words overlap.
Of those that meet, it is counted in how many the linkage type (with its direction), the status and the mode agree.
"""

import argparse
import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

Row = dict[str, str]


@dataclass(frozen=True)
class Agreement:
    """How many statements each coding has, how many of them meet, and in how many of those a column agrees."""

    first: int
    second: int
    first_met: int
    second_met: int
    type: int
    status: int
    mode: int


def read(path: Path) -> list[Row]:
    """The rows of a coding."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def meet(one: Row, other: Row) -> bool:
    """Whether two statements are of one passage, the same ends, and words that overlap."""
    same = one["passage"] == other["passage"]
    ends = {one["subject"], one["object"]} == {other["subject"], other["object"]}
    overlap = int(one["start"]) < int(other["end"]) and int(other["start"]) < int(one["end"])
    return same and ends and overlap


def nearest(one: Row, others: Sequence[Row]) -> Row | None:
    """Of the statements that meet this one, the one that agrees with it in most columns."""
    met = [other for other in others if meet(one, other)]
    columns = ("subject", "linkage_type", "status", "mode", "start", "end")
    return max(met, key=lambda other: sum(one[c] == other[c] for c in columns), default=None)


def compare(first: Sequence[Row], second: Sequence[Row]) -> Agreement:
    """The agreement of two codings."""
    pairs = [(row, other) for row in first if (other := nearest(row, second)) is not None]

    def same(*columns: str) -> int:
        return sum(all(a[c] == b[c] for c in columns) for a, b in pairs)

    return Agreement(
        first=len(first),
        second=len(second),
        first_met=len(pairs),
        second_met=sum(nearest(row, first) is not None for row in second),
        type=same("linkage_type", "subject"),
        status=same("status"),
        mode=same("mode"),
    )


def told(found: Agreement) -> str:
    """The agreement in words."""
    return "\n".join(
        [
            f"statements: {found.first} in the first coding, {found.second} in the second",
            f"of the first, found in the second: {found.first_met} ({found.first_met / found.first:.0%})",
            f"of the second, found in the first: {found.second_met} ({found.second_met / found.second:.0%})",
            f"of those that meet: type and direction agree in {found.type} ({found.type / found.first_met:.0%}), "
            f"status in {found.status} ({found.status / found.first_met:.0%}), "
            f"mode in {found.mode} ({found.mode / found.first_met:.0%})",
        ]
    )


def main() -> int:
    """Prints the figures, and which statements found no counterpart."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    arguments = parser.parse_args()
    first, second = read(arguments.first), read(arguments.second)
    print(told(compare(first, second)))
    for name, rows, others in (("first", first, second), ("second", second, first)):
        print(f"\nonly in the {name} coding:")
        for row in rows:
            if nearest(row, others) is None:
                print(f"  {row['id']}  {row['subject']} {row['linkage_type']} {row['object']}  ({row['status']})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
