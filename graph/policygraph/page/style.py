"""How a status and a kind of element look. Colours hold without colour: every status has a dash and a sign too."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StatusStyle:
    """A status: its colours on light and on dark ground, its dash in canvas units, its sign, and what it says."""

    name: str
    light: str
    dark: str
    dash: tuple[int, ...]
    sign: str
    meaning: str


@dataclass(frozen=True, slots=True)
class KindStyle:
    """A kind of element: the shape of its nodes in the drawing and in the legend."""

    name: str
    label: str
    shape: str
    sign: str


# Okabe and Ito's palette (2008), made for colour-blind eyes, darkened or lightened for contrast with the ground.
STATUSES = (
    StatusStyle("existing", "#006b4e", "#35c99b", (), "=", "said to be there"),
    StatusStyle("possible", "#56548f", "#b3b0f2", (2, 5), "~", "may or can be"),
    StatusStyle("desired", "#0060a8", "#6db8f2", (10, 5), "+", "asked for"),
    StatusStyle("insufficient", "#8a5a00", "#e8b64c", (14, 4, 3, 4), "<", "there, but not enough"),
    StatusStyle("missing", "#b03a00", "#ff9a66", (3, 10), "∅", "found missing"),
    StatusStyle("undesired", "#8f2d6b", "#eb9ccb", (6, 3, 2, 3, 2, 3), "−", "to be prevented"),
    StatusStyle("denied", "#4d4d4d", "#c2c2c2", (5, 3), "≠", "said not to be so"),
)

KINDS = {
    style.name: style
    for style in (
        KindStyle("Policy", "policies", "dot", "●"),
        KindStyle("Strategy", "strategies", "dot", "○"),
        KindStyle("Measure", "measures", "triangleDown", "▼"),
        KindStyle("Instrument", "instruments", "square", "■"),
        KindStyle("Actor", "actors", "triangle", "▲"),
        KindStyle("GovernanceProcess", "governance processes", "star", "★"),
        KindStyle("Document", "documents", "hexagon", "⬢"),
        KindStyle("Concept", "concepts", "diamond", "◆"),
    )
}
