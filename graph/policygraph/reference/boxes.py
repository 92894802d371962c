"""The picture of what a statement holds: a box for each class with its properties, and where these lead.

Boxes stand in columns by how far they are from the class that nothing leads to. Lines are level or upright; the lanes
of a gutter are given out so that no two lines cross in it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..vocabulary import RDF, RDFS
from .svg import box, line, picture, text, width
from .terms import Term, Terms
from .trees import Href

HEAD, ROW, PAD = 26.0, 21.0, 10.0
SPACE, LANE, SIDE, MARGIN = 16.0, 9.0, 20.0, 8.0  # between boxes, between lanes, beside the lanes, around the picture


@dataclass(frozen=True)
class Line:
    """A property in the box of its class, and the box that it leads to, if there is one."""

    name: str
    href: str
    to: str
    told: str  # what the property leads to, in words
    soft: bool

    @property
    def label(self) -> str:
        """The property, and where it leads if no arrow shows it."""
        return self.name if self.to or not self.told else f"{self.name} → {self.told}"


@dataclass
class Box:
    """A class in the picture, with its place once it has one."""

    iri: str
    title: str
    href: str
    lines: list[Line]
    column: int = 0
    x: float = 0.0
    y: float = 0.0

    @property
    def wide(self) -> float:
        rows = [width(row.label) for row in self.lines]
        return max(width(self.title, bold=True), *rows, 60.0) + 2 * PAD

    @property
    def high(self) -> float:
        return HEAD + (len(self.lines) * ROW + 5 if self.lines else 0)

    def middle(self, row: int) -> float:
        """How low a row stands."""
        return self.y + HEAD + 2 + (row + 0.5) * ROW

    @property
    def port(self) -> tuple[float, float]:
        """Where arrows arrive."""
        return self.x, self.y + HEAD / 2


def _boxes(terms: Terms, language: str, href: Href) -> dict[str, Box]:
    """The classes that properties start from or lead to, unless they are a kind of another."""
    shown = [t for chapter in terms.chapters if chapter.key in ("links", "values") for t in chapter.terms]
    classes = [t for iri, t in terms.all.items() if t.kind == "Class" and iri in terms.home]
    tops = {t.iri for t in classes if not t.links(RDFS + "subClassOf")}
    placed = [t for t in shown if tops.intersection(t.links(RDFS + "domain"))]
    sources = [iri for t in placed for iri in t.links(RDFS + "domain") if iri in tops]
    targets = [iri for t in placed for iri in t.links(RDFS + "range")]
    found = {}
    for iri in dict.fromkeys([*sources, *(iri for iri in targets if iri in tops)]):
        own = [t for t in shown if iri in t.links(RDFS + "domain")]
        found[iri] = Box(iri, terms.all[iri].label(language) + _count(terms, iri), href(iri), [])
        found[iri].lines = [_line(terms, term, language, href, tops) for term in own]
    return found


def _line(terms: Terms, term: Term, language: str, href: Href, tops: set[str]) -> Line:
    targets = [iri for iri in term.links(RDFS + "range") if iri in terms.all]
    to = next((iri for iri in targets if iri in tops), "")
    told = ", ".join(terms.all[iri].label(language) for iri in targets)
    return Line(term.label(language), href(term.iri), to, told, term.kind != "ObjectProperty")


def _count(terms: Terms, iri: str) -> str:
    """How many individuals a class has in the ontology, in brackets, if it has any."""
    number = sum(1 for t in terms.all.values() if t.kind == "NamedIndividual" and iri in t.links(RDF + "type"))
    return f" ({number})" if number else ""


@dataclass
class Layout:
    """Gives every box its place and every line its way."""

    boxes: dict[str, Box]
    order: list[list[Box]] = field(default_factory=list)
    widths: dict[str, float] = field(default_factory=dict)  # of each box: all boxes of a column are as wide

    def __post_init__(self) -> None:
        self._straighten()
        for one in self.boxes.values():
            one.column = self._distance(one.iri)
        last = max((one.column for one in self.boxes.values()), default=-1)
        self.order = [[one for one in self.boxes.values() if one.column == column] for column in range(last + 1)]
        self._sort()
        self._place()

    def _straighten(self) -> None:
        """Takes away the arrows that would close a circle: what they would show is said in words."""
        led: dict[str, set[str]] = {iri: set() for iri in self.boxes}  # what each box leads to, by any way
        for one in self.boxes.values():
            for place, row in enumerate(one.lines):
                if row.to == one.iri or one.iri in led.get(row.to, ()):
                    one.lines[place] = replace(row, to="")
                elif row.to:
                    for here, onward in led.items():
                        if here == one.iri or one.iri in onward:
                            onward |= {row.to, *led[row.to]}

    def _distance(self, iri: str) -> int:
        """The longest way to a box from one that nothing leads to."""
        before = [one.iri for one in self.boxes.values() if any(row.to == iri for row in one.lines)]
        return max((1 + self._distance(other) for other in before), default=0)

    def _sort(self) -> None:
        """Boxes in the order of the lines that lead to them, lines in the order of the boxes that they lead to."""
        for column, after in zip(self.order, [*self.order[1:], []], strict=True):
            led = [row.to for one in column for row in one.lines]
            after.sort(key=lambda one, led=led: led.index(one.iri) if one.iri in led else len(led))  # type: ignore[misc]
            place = {one.iri: number for number, one in enumerate(after)}
            for one in column:
                one.lines.sort(key=lambda row, place=place: self._rank(row, place))  # type: ignore[misc]

    def _rank(self, row: Line, place: Mapping[str, int]) -> tuple[int, int]:
        """Lines that pass over a column come first, then those to the next one, then those that lead nowhere."""
        if not row.to:
            return (3, 0) if row.soft else (2, 0)
        return (1, place[row.to]) if row.to in place else (0, 0)

    @cached_property
    def long(self) -> list[str]:
        """The boxes that a line comes to over the head of a column."""
        far = (row.to for one in self.boxes.values() for row in one.lines if row.to and self._far(one, row))
        return list(dict.fromkeys(far))

    def _far(self, one: Box, row: Line) -> bool:
        return self.boxes[row.to].column > one.column + 1

    def _place(self) -> None:
        x, top = MARGIN, MARGIN + SPACE * len(self.long)
        for number, column in enumerate(self.order):
            low = top
            for one in column:
                sources = [before.middle(i) for before, i, row in self.leaving(number - 1) if row.to == one.iri]
                wanted = sum(sources) / len(sources) - HEAD / 2 if sources and number > 1 else 0.0
                one.x, one.y = x, max(low, wanted)
                low = one.y + one.high + SPACE
            lanes = len(self.leaving(number)) + len(self.long)
            widest = max(one.wide for one in column)
            x += widest + 2 * SIDE + LANE * max(0, lanes - 1)
            self.widths.update({one.iri: widest for one in column})

    def leaving(self, column: int) -> list[tuple[Box, int, Line]]:
        """The lines that leave a column, from top to bottom, each with its box and its row."""
        if not 0 <= column < len(self.order):
            return []
        return [(one, i, row) for one in self.order[column] for i, row in enumerate(one.lines) if row.to]

    @property
    def size(self) -> tuple[float, float]:
        """How wide and how high the picture is."""
        all_boxes = list(self.boxes.values())
        wide = max(one.x + self.widths[one.iri] for one in all_boxes)
        return wide + MARGIN, max(one.y + one.high for one in all_boxes) + MARGIN

    def ways(self) -> Iterator[list[tuple[float, float]]]:
        """The way of every line, from its row to its box."""
        for number, column in enumerate(self.order):
            leaving = self.leaving(number)
            up = [k for k, (one, i, row) in enumerate(leaving) if self._rises(one, i, row)]
            down = [k for k in range(len(leaving)) if k not in up]
            lane = {**{k: n for n, k in enumerate(up)}, **{k: n for n, k in enumerate(reversed(down))}}
            start = column[0].x + self.widths[column[0].iri] + SIDE
            for k, (one, i, row) in enumerate(leaving):
                target = self.boxes[row.to]
                right, y = one.x + self.widths[one.iri], one.middle(i)
                turn, port = start + LANE * lane[k], target.port
                if not self._far(one, row):
                    yield [(right, y), (turn, y), (turn, port[1]), port] if y != port[1] else [(right, y), port]
                    continue
                over = MARGIN + SPACE * (self.long.index(row.to) + 0.25)
                fall = target.x - SIDE
                yield [(right, y), (turn, y), (turn, over), (fall, over), (fall, port[1]), port]

    def _rises(self, one: Box, row: int, to: Line) -> bool:
        return self._far(one, to) or self.boxes[to.to].port[1] < one.middle(row)


def statement_picture(terms: Terms, language: str, words: Mapping[str, str], href: Href = lambda _: "") -> str:
    """What a statement holds: classes, properties, and where these lead."""
    layout = Layout(_boxes(terms, language, href))
    shapes = [line(way, arrow=True) for way in layout.ways()]
    for one in layout.boxes.values():
        wide = layout.widths[one.iri]
        if one.lines:
            shapes.append(box(one.x, one.y, wide, one.high))
        shapes.append(box(one.x, one.y, wide, HEAD, head=True))
        shapes.append(text(one.x + PAD, one.y + HEAD / 2, one.title, bold=True, href=one.href))
        for i, row in enumerate(one.lines):
            shapes.append(text(one.x + PAD, one.middle(i), row.label, soft=row.soft, href=row.href))
    says = words["picture_statement_says"]
    return picture("statement", words["picture_statement"], says, layout.size, shapes, language)
