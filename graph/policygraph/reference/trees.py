"""Trees as pictures, from left to right: the classes, and the linkage types in their groups."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..vocabulary import PG, RDFS
from .svg import box, line, picture, text, width
from .terms import Term, Terms

ROW, HIGH, SPACE = 28.0, 22.0, 10.0  # from one leaf to the next, how high a box is, between families
PAD, GAP, MARGIN = 9.0, 34.0, 8.0  # beside a label, between columns, around the picture
Href = Callable[[str], str]  # where the label of a term leads; empty where it leads nowhere


@dataclass(frozen=True)
class Branch:
    """A box of a tree and what hangs on it; `beside` is said to its right."""

    label: str
    href: str = ""
    under: tuple["Branch", ...] = ()
    dashed: bool = False
    beside: str = ""

    @property
    def high(self) -> float:
        """How high the branch is with all that hangs on it."""
        return max(ROW, sum(branch.high + space for branch, space in _spaced(self.under)))


def _spaced(branches: Sequence[Branch]) -> list[tuple[Branch, float]]:
    """Branches that stand below each other, each with the space above it: where a family begins or ends."""
    pairs = pairwise(branches)
    spaces = [0.0, *(SPACE if before.under or after.under else 0.0 for before, after in pairs)]
    return list(zip(branches, spaces, strict=False))


def _widths(branches: Sequence[Branch]) -> list[float]:
    """How wide the boxes of each column are."""
    if not branches:
        return []
    below = _widths([child for branch in branches for child in branch.under])
    return [max(width(branch.label, bold=bool(branch.under)) for branch in branches) + 2 * PAD, *below]


def _drawn(branch: Branch, x: float, top: float, widths: Sequence[float]) -> tuple[list[str], float]:
    """The shapes of a branch that begins at x and stands below top, and the middle of its own box."""
    shapes: list[str] = []
    middles = []
    at = top
    for child, space in _spaced(branch.under):
        at += space
        drawn, middle = _drawn(child, x + widths[0] + GAP, at, widths[1:])
        shapes += drawn
        middles.append(middle)
        at += child.high
    own = (middles[0] + middles[-1]) / 2 if middles else top + ROW / 2
    right = x + widths[0]
    head = bool(branch.under)
    frame = box(x, own - HIGH / 2, widths[0], HIGH, head=head, dashed=branch.dashed)
    words = text(x + PAD, own, branch.label, bold=head, href=branch.href)
    said = [text(right + GAP / 2, own, branch.beside, soft=True)] if branch.beside else []
    return [*_ties(right, own, middles), frame, words, *said, *shapes], own


def _ties(x: float, own: float, middles: Sequence[float]) -> Iterator[str]:
    """The lines from a box to those that hang on it; none is drawn over another, which would make it darker."""
    trunk, end = x + GAP / 2, x + GAP
    if len(middles) == 1:
        yield line([(x, own), (end, own)])
    elif middles:
        yield line([(x, own), (trunk, own)])
        yield from (line([(trunk, own), (trunk, middle), (end, middle)]) for middle in (middles[0], middles[-1]))
        yield from (line([(trunk, middle), (end, middle)]) for middle in middles[1:-1])


def _panels(roots: Sequence[Branch]) -> tuple[list[Branch], list[Branch]]:
    """The roots in two panels of about the same height, in their order."""
    half = sum(root.high for root in roots) / 2
    left: list[Branch] = []
    for root in roots:
        if sum(branch.high for branch in left) >= half:
            break
        left.append(root)
    return left, list(roots[len(left) :])


def classes_picture(terms: Terms, language: str, words: dict[str, str], href: Href = lambda _: "") -> str:
    """All classes of ours, each to the right of the one that it is a kind of; dashed if only reasoners need it."""
    shown = [t for chapter in terms.chapters if chapter.key in ("classes", "defined") for t in chapter.terms]
    known = {term.iri: term for term in shown}
    light = {term.iri for chapter in terms.chapters if chapter.key == "classes" for term in chapter.terms}

    def branch(term: Term) -> Branch:
        under = tuple(branch(known[iri]) for iri in terms.narrower(term.iri) if iri in known)
        return Branch(term.label(language), href(term.iri), under, term.iri not in light)

    roots = [branch(t) for t in shown if not any(iri in known for iri in t.links(RDFS + "subClassOf"))]
    shapes: list[str] = []
    x, lowest = MARGIN, 0.0
    for panel in _panels(roots):
        widths, top = _widths(panel), MARGIN
        for root, space in _spaced(panel):
            drawn, _ = _drawn(root, x, top + space, widths)
            shapes += drawn
            top += space + root.high
        lowest = max(lowest, top)
        x += sum(widths) + GAP * len(widths)
    size = (x - GAP + MARGIN, lowest + MARGIN)
    return picture("classes", words["picture_classes"], words["picture_classes_says"], size, shapes, language)


def types_picture(terms: Terms, language: str, words: dict[str, str], href: Href = lambda _: "") -> str:
    """The linkage types in their groups, each with how it is read from the other end."""
    families = next(chapter.families for chapter in terms.chapters if chapter.key == "type")

    def leaf(term: Term) -> Branch:
        return Branch(term.label(language), href(term.iri), beside=_from_the_other_end(terms, term, language))

    loose = [term for family in families if family.head is None for term in family.terms]
    groups = [
        Branch(family.head.label(language), href(family.head.iri), tuple(map(leaf, family.terms)))
        for family in families
        if family.head is not None and family.terms
    ]
    top = loose[0] if len(loose) == 1 else terms.all[PG + "LinkageType"]
    root = Branch(top.label(language), href(top.iri), (*groups, *(leaf(t) for t in loose if t is not top)))
    widths = _widths([root])
    shapes, _ = _drawn(root, MARGIN, MARGIN + ROW, widths)
    headed = [*_headings(widths, (words["group"], terms.all[PG + "linkageType"].label(language)))]
    end = MARGIN + sum(widths) + GAP * (len(widths) - 1) + GAP / 2
    headed.append(text(end, MARGIN + ROW / 2, words["shortcut_inverse"], soft=True))
    beside = max(width(t) for t in (words["shortcut_inverse"], *_said(root)))
    size = (end + beside + MARGIN, root.high + ROW + 2 * MARGIN)
    says = words["picture_types_says"]
    return picture("linkage-types", words["picture_types"], says, size, [*headed, *shapes], language)


def _headings(widths: Sequence[float], titles: Sequence[str]) -> Iterator[str]:
    x = MARGIN + widths[0] + GAP
    for wide, title in zip(widths[1:], titles, strict=False):
        yield text(x, MARGIN + ROW / 2, title[:1].upper() + title[1:], soft=True)
        x += wide + GAP


def _said(branch: Branch) -> Iterator[str]:
    yield branch.beside
    for child in branch.under:
        yield from _said(child)


def _from_the_other_end(terms: Terms, term: Term, language: str) -> str:
    shortcut = terms.shortcuts.get(term.iri, "")
    inverse = terms.all.get(terms.inverses.get(shortcut, ""))
    symmetric = term.texts(PG + "symmetric").get("") == "true"
    return inverse.label(language) if inverse else term.label(language) if symmetric else ""
