"""The rows of a corpus as they are written: one frozen dataclass a table, one field a column.

A field is text, a number, or a tuple of texts where a cell may hold several values parted by `|`. Nothing else
in the package knows that a corpus is made of CSV files.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, ClassVar, TypeVar, get_type_hints

from .faults import Fault, Place
from .forms import ADVICE, fits
from .gaps import Gaps, read_gaps
from .table import Record

NO_TERM = ("sssom:NoTermFound", "https://w3id.org/sssom/NoTermFound")  # the target of a mapping to nothing


def column(pattern: str | None = None, *, filled: bool = True) -> Any:
    """A column that must be in the header; in every row too, if `filled`."""
    return field(metadata={"pattern": pattern, "filled": filled, "required": True})


def optional(pattern: str | None = None) -> Any:
    """A column that may be left out, and a cell that may be empty."""
    return field(metadata={"pattern": pattern, "filled": False, "required": False})


@dataclass(frozen=True, slots=True)
class Row:
    """What all rows share: the places of their cells."""

    table: ClassVar[str]  # its file in a corpus, or the folder of its files where each document has one
    places: Mapping[str, Place] = field(compare=False, repr=False)  # where each cell stands: not a column

    def at(self, name: str) -> Place:
        """Where the cell of that column stands; where the row begins, if there is no such column."""
        return self.places.get(name) or min(self.places.values())

    def fault(self, name: str, found: str, mend: str) -> Fault:
        """A fault in the cell of that column."""
        return Fault(self.at(name), found, mend)


@dataclass(frozen=True, slots=True)
class DocumentRow(Row):
    """One version of a document."""

    table: ClassVar[str] = "documents.csv"
    id: str = column("id")
    title: str = column()
    issuer: str = column()
    date: str = column("date")
    language: str = column("language")
    identifier: str = optional()
    url: str = optional("iri")
    licence: str = optional()
    version: str = optional()
    replaces: str = optional()
    sha256: str = optional("hex")
    characters: int | None = optional()
    note: str = optional()


@dataclass(frozen=True, slots=True)
class ElementRow(Row):
    """Something that can be linked."""

    table: ClassVar[str] = "elements.csv"
    id: str = column("id")
    type: str = column()
    broader: tuple[str, ...] = optional()
    level: str = optional()
    replaced_by: str = optional()
    note: str = optional()


@dataclass(frozen=True, slots=True)
class LabelRow(Row):
    """A name of an element in a language."""

    table: ClassVar[str] = "labels.csv"
    element: str = column()
    language: str = column("language")
    kind: str = column()
    label: str = column()


@dataclass(frozen=True, slots=True)
class MappingRow(Row):
    """The same, or a near, thing in another vocabulary; or that `source`, where one looked, has none."""

    table: ClassVar[str] = "mappings.csv"
    element: str = column()
    predicate: str = column("curie")
    target: str = column()  # its form is told in `mapping_checks`: an address, or that there is no term
    source: str = optional("iri")
    justification: str = column("curie")
    date: str = column("date")
    comment: str = optional()

    @property
    def found(self) -> bool:
        """Whether there is a term."""
        return self.target not in NO_TERM


@dataclass(frozen=True, slots=True)
class PassageRow(Row):
    """A stretch of a document: a section, a sentence, a bullet."""

    table: ClassVar[str] = "passages"
    id: str = column("id")
    parent: str = optional()
    kind: str = column()
    start: int | None = optional()
    end: int | None = optional()
    gaps: tuple[tuple[int, int], ...] = optional("gaps")
    quote: str = optional()


@dataclass(frozen=True, slots=True)
class StatementRow(Row):
    """One act at one place of one document: a holder takes a stance on a linkage, or on an element as such."""

    table: ClassVar[str] = "statements"
    id: str = column("id")
    passage: str = column()
    start: int | None = optional()
    end: int | None = optional()
    gaps: tuple[tuple[int, int], ...] = optional("gaps")
    words: int | None = optional()
    digest: str = optional("hex")
    quote: str = optional()
    cue_start: int | None = optional()
    cue_end: int | None = optional()
    cue: str = optional()
    subject: str = column()
    linkage_type: str = column(filled=False)
    object: str = column(filled=False)
    holder: tuple[str, ...] = column()
    reported_by: str = optional()
    stance: str = column()
    status: str = column()
    modality: tuple[str, ...] = optional()
    degree: tuple[str, ...] = optional()
    condition: tuple[str, ...] = optional()
    addressee: tuple[str, ...] = optional()
    via: tuple[str, ...] = optional()
    mode: str = column()
    force: str = optional()
    gloss: str = column()
    coder: str = column()
    coded: str = column("date")
    withdrawn: str = optional("date")
    withdrawn_because: str = optional()
    note: str = optional()

    @property
    def exclusive(self) -> bool:
        """Whether a denial is of "only", not of the link (docs/coding.md, rule 5)."""
        return self.status == "denied" and "only" in self.degree


@dataclass(frozen=True, slots=True)
class CoverageRow(Row):
    """A passage that states no linkage, and why."""

    table: ClassVar[str] = "coverage"
    passage: str = column()
    reason: str = column()


@dataclass(frozen=True, slots=True)
class VerdictRow(Row):
    """What a coder found became of an ask in documents that came later; the ask and the answers are statements."""

    table: ClassVar[str] = "answers.csv"
    ask: str = column("statement")
    verdict: str = column()
    answers: tuple[str, ...] = optional("statements")
    reason: str = column()
    coder: str = column()
    date: str = column("date")


AnyRow = TypeVar("AnyRow", bound=Row)


def columns_of(kind: type[Row]) -> tuple[frozenset[str], frozenset[str]]:
    """The columns of a table: those its header must have, and those it may have."""
    specified = [f for f in fields(kind) if f.name != "places"]
    required = frozenset(f.name for f in specified if f.metadata["required"])
    return required, frozenset(f.name for f in specified) - required


def parse(kind: type[AnyRow], record: Record) -> AnyRow | list[Fault]:
    """The record as a row of that kind, or everything that is wrong with its cells."""
    values: dict[str, Any] = {"places": record.places}
    faults: list[Fault] = []
    for name, convert, pattern, filled, empty in _columns(kind):
        text = record.texts.get(name)
        if not text:
            values[name] = empty
            if filled:
                faults.append(Fault(record.at(name), f"the cell {name!r} is empty", "every row needs one"))
            continue
        if pattern and not fits(pattern, text):
            faults.append(Fault(record.at(name), f"{text!r} is no {pattern} for {name!r}", ADVICE[pattern]))
        if convert is None:
            values[name] = text
            continue
        try:
            values[name] = convert(text)
        except ValueError:
            faults.append(Fault(record.at(name), f"{text!r} in {name!r} is no number", "write digits only"))
    return faults or kind(**values)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


_READERS: dict[Any, tuple[Callable[[str], Any] | None, Any]] = {  # how a cell is read, and what an empty one holds
    tuple[str, ...]: (_several, ()),
    int | None: (_number, None),
    str: (None, ""),
    Gaps: (read_gaps, ()),
}
Column = tuple[str, Callable[[str], Any] | None, str | None, bool, Any]  # name, how it is read, form, filled, if empty
_KINDS: dict[type[Row], list[Column]] = {}


def _columns(kind: type[Row]) -> list[Column]:
    if kind not in _KINDS:
        hints = get_type_hints(kind)
        _KINDS[kind] = [
            (f.name, read, f.metadata["pattern"], f.metadata["filled"], empty)
            for f in fields(kind)
            if f.name != "places" and f.default is MISSING
            for read, empty in [_READERS[hints[f.name]]]
        ]
    return _KINDS[kind]
