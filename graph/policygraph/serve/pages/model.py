"""What stands on a page, ready to be drawn: all texts and where they lead."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Value:
    """A text, where it leads (nowhere if `href` is empty), and in small what stands behind it."""

    text: str
    href: str = ""
    small: str = ""
    language: str = ""
    away: bool = False  # it leads out of the service


@dataclass(frozen=True)
class Fact:
    """A heading, and what is said under it."""

    name: Value
    values: tuple[Value, ...]
    more: int = 0  # how many there are besides
    rest: str = ""  # where all are listed
    status: str = ""  # whose colour and sign it has


@dataclass(frozen=True)
class Line:
    """A statement in a list: what it says, who says it and how, and where the words stand."""

    page: Value
    gloss: str
    linkage: Value | None = None
    element: Value | None = None  # that it is a position on
    holders: tuple[Value, ...] = ()
    reporters: tuple[Value, ...] = ()
    stance: Value | None = None
    status: Value | None = None
    status_name: str = ""
    mode: Value | None = None
    listed: bool = False
    withdrawn: str = ""
    document: Value | None = None
    date: str = ""
    passage: Value | None = None
    cue: str = ""


@dataclass(frozen=True)
class Group:
    """Statements about one linkage, or things of one kind; without heading if `name` is empty."""

    name: Value | None
    lines: tuple[Line, ...] = ()
    things: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Section:
    """A part of a page: `total` is how many there are, `rest` where all are listed if these are not all."""

    anchor: str
    heading: str
    groups: tuple[Group, ...]
    total: int
    shown: int
    rest: str = ""


@dataclass(frozen=True)
class Thing:
    """The page of an address."""

    iri: str
    title: Value
    kinds: tuple[Value, ...] = ()
    lead: Value | None = None
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    said: tuple[Fact, ...] = ()
    leads: tuple[Fact, ...] = ()
    buttons: tuple[Value, ...] = ()
    forms: tuple[Value, ...] = ()
    cut: int = 0  # after how many triples the description was cut; 0 if it is whole
    note: str = ""
