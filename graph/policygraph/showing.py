"""The explorer in a notebook."""

from .from_rows import content
from .graph import Graph
from .page import Page, draw
from .statements import Content


def show(what: Graph | Content | None = None) -> Page:
    """The explorer of a graph or of what a corpus says; of the shipped corpus if neither is given.

    In a notebook what comes back shows itself; elsewhere `write` puts it into a file. In the frame of a notebook it
    has no address of its own: what is seen there is kept only as long as the notebook is open.
    """
    return draw(content() if what is None else what)
