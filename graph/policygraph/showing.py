"""The explorer in a notebook."""

from .from_graph import content_of
from .from_rows import content
from .graph import Graph
from .page import Page
from .page.explorer import page_html
from .page.places import places
from .statements import Content


def show(what: Graph | Content | None = None) -> Page:
    """The explorer of a graph or of content; of the shipped corpus if none is given.

    In a notebook what comes back shows itself; elsewhere `write` puts it into a file. In the frame of a notebook it
    has no address of its own: what is seen there is kept only as long as the notebook is open.
    """
    meant = content() if what is None else content_of(what) if isinstance(what, Graph) else what
    return Page(meant.title, page_html(meant, places(meant)))
