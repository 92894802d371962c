"""The pieces of a picture: boxes, lines and text as SVG that is legible without a style sheet.

Every colour is an attribute, so that a word processor or a converter for print shows the picture too; the style only
turns it dark on a dark screen. Text is text. Widths are estimated, on the wide side, since no font is at hand.
"""

import html
from collections.abc import Iterable, Sequence

SIZE = 13  # of the letters, in units of the picture
INK, SOFT, LINE, FILL, HEAD, GROUND = "#1c1c1a", "#55554f", "#7d7c74", "#f6f6f3", "#e3e2da", "#ffffff"
_DARK = {
    "ink": ("fill", "#ececea"),
    "soft": ("fill", "#b4b5b1"),
    "line": ("stroke", "#8d929a"),
    "tip": ("fill", "#8d929a"),
    "box": ("fill", "#1e2125"),
    "head": ("fill", "#343940"),
    "ground": ("fill", "#16181b"),
}
STYLE = (
    "@media screen and (prefers-color-scheme: dark) { "
    + " ".join(f"svg.picture .{name} {{ {what}: {colour} }}" for name, (what, colour) in _DARK.items())
    + " svg.picture .box, svg.picture .head { stroke: #8d929a } } "
    + "svg.picture a:hover text, svg.picture a:focus text { text-decoration: underline }"
)
FONT = "'Noto Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
_NARROW, _WIDE = frozenset("iljtfrI.,:;'’|!()[] -·"), frozenset("mwMWÆŒ—")


def width(text: str, *, bold: bool = False) -> float:
    """How wide a text is at most, in units of the picture, in the fonts that are asked for.

    >>> width("iii") < width("aaa") < width("AAA") < width("MMM")
    True
    """
    parts = (
        0.36 if c in _NARROW else 0.95 if c in _WIDE else 0.72 if c.isupper() or c.isdigit() else 0.6 for c in text
    )
    return round(sum(parts) * SIZE * (1.06 if bold else 1.0), 1)


def number(value: float) -> str:
    """A coordinate, without digits that nobody sees.

    >>> number(12.0), number(3.25)
    ('12', '3.2')
    """
    return f"{value:.1f}".removesuffix(".0")


def text(x: float, y: float, words: str, *, bold: bool = False, soft: bool = False, href: str = "") -> str:
    """A line of text that begins at x and stands on the line through the middle at y."""
    weight = ' font-weight="600"' if bold else ""
    look = f'class="soft" fill="{SOFT}"' if soft else f'class="ink" fill="{INK}"'
    shown = f'<text x="{number(x)}" y="{number(y + SIZE * 0.36)}" {look}{weight}>{html.escape(words)}</text>'
    return f'<a href="{html.escape(href, quote=True)}" tabindex="-1">{shown}</a>' if href else shown


def box(x: float, y: float, wide: float, high: float, *, head: bool = False, dashed: bool = False) -> str:
    """A rectangle with round corners."""
    dash = ' stroke-dasharray="5 3"' if dashed else ""
    look = f'class="head" fill="{HEAD}"' if head else f'class="box" fill="{FILL}"'
    size = f'x="{number(x)}" y="{number(y)}" width="{number(wide)}" height="{number(high)}"'
    return f'<rect {size} rx="4" {look} stroke="{LINE}"{dash}/>'


def line(points: Sequence[tuple[float, float]], *, arrow: bool = False) -> str:
    """A line through those points, level or upright, with round corners; with a tip at its end if it is an arrow."""
    ends = list(points)
    parts = [f"M{number(ends[0][0])} {number(ends[0][1])}"]
    for before, here, after in zip(ends, ends[1:], ends[2:], strict=False):
        for_before, for_after = _toward(here, before), _toward(here, after)
        parts.append(f"L{_pair(for_before)}Q{_pair(here)} {_pair(for_after)}")
    parts.append(f"L{_pair(ends[-1])}")
    drawn = f'<path d="{"".join(parts)}" class="line" fill="none" stroke="{LINE}"/>'
    if not arrow:
        return drawn
    x, y = ends[-1]
    tip = f"M{_pair((x, y))}L{_pair((x - 8, y - 4))}L{_pair((x - 8, y + 4))}Z"
    return f'{drawn}<path d="{tip}" class="tip" fill="{LINE}"/>'


def _pair(point: tuple[float, float]) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _toward(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    """A point a little way from the start on the way to the end, at most half of it."""
    length = abs(end[0] - start[0]) + abs(end[1] - start[1])
    share = min(5.0, length / 2) / length if length else 0.0
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def picture(name: str, title: str, says: str, size: tuple[float, float], shapes: Iterable[str], language: str) -> str:
    """An SVG of that size; title and description are for those who hear the picture. Its last line ends."""
    wide, high = (number(part) for part in size)
    drawn = list(shapes)
    role = "group" if any("<a " in shape for shape in drawn) else "img"  # an image has nothing in it to press
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="0 0 {wide} {high}" width="{wide}" '
        f'height="{high}" role="{role}" aria-labelledby="{name}-title {name}-says" lang="{language}" '
        f'font-family="{FONT}" font-size="{SIZE}">'
    )
    words = (
        f'<title id="{name}-title">{html.escape(title)}</title>',
        f'<desc id="{name}-says">{html.escape(says)}</desc>',
    )
    ground = f'<rect class="ground" width="{wide}" height="{high}" fill="{GROUND}"/>'
    return "\n".join([head, *words, f"<style>{STYLE}</style>", ground, *drawn, "</svg>\n"])
