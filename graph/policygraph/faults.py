"""What is wrong with a corpus, told to whoever can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["fault", "warning"]


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A place in a file of a corpus; line and column count from 1, in characters."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    def seen_from(self, other: "Place") -> str:
        """How somebody who reads the other place is told of this one: by its line, and its file if that is another.

        >>> Place("labels.csv", 3).seen_from(Place("labels.csv", 9)), Place("labels.csv", 3).seen_from(Place("a.csv"))
        ('line 3', 'labels.csv:3')
        """
        return f"line {self.line}" if self.file == other.file else f"{self.file}:{self.line}"


@dataclass(frozen=True, order=True, slots=True)
class Fault:
    """One thing that is wrong, where it is, and what to do about it.

    >>> print(Fault(Place("elements.csv", 7, 9), "no element has the type 'Fundd'", "write Fund"))
    elements.csv:7:9: no element has the type 'Fundd'; write Fund
    """

    place: Place
    found: str
    mend: str
    severity: Severity = "fault"

    def __str__(self) -> str:
        warning = "warning: " if self.severity == "warning" else ""
        return f"{self.place}: {warning}{self.found}; {self.mend}"


class CorpusError(Exception):
    """Raised when something is asked of a corpus that has faults; `faults` holds all of them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class PolicygraphError(Exception):
    """Something a user can put right: a missing folder, an unknown question, a wrong parameter."""


def blocking(faults: Iterable[Fault]) -> list[Fault]:
    """Those of `faults` that keep a graph from being built: all but the warnings."""
    return [fault for fault in faults if fault.severity == "fault"]
