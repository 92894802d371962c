"""What a corpus says as one HTML file that opens from disk, asks for nothing from outside, and leads to the words."""

import html
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..aside import write_aside
from ..faults import PolicygraphError
from ..from_graph import content_of
from ..graph import Graph
from ..statements import Content
from .embedding import Embedded
from .explorer import page_html
from .sparql import Engine

_FRAME = '<iframe srcdoc="{}" style="width:100%;height:720px;border:0" title="{}"></iframe>'


@dataclass(frozen=True)
class Page:
    """One HTML page. In a notebook it shows itself; `write` puts it into a file."""

    title: str
    html: str = field(repr=False)

    def write(self, path: Path | str) -> Path:
        """The page as a UTF-8 file, whose name must end in .html, at one stroke; returns its path."""
        target = Path(path)
        if target.suffix.lower() not in (".html", ".htm"):
            raise PolicygraphError(f"{target} is no name for a page: it must end in .html")
        write_aside(target, self.html.encode("utf-8"))
        return target

    def _repr_html_(self) -> str:
        return _FRAME.format(html.escape(self.html, quote=True), html.escape(self.title, quote=True))


def draw(said: Graph | Content, texts: Sequence[Embedded] = (), engine: Engine | None = None) -> Page:
    """The page of a graph, or of what a corpus says; with quotes, if they were made with its texts.

    With `texts` it holds these whole; with an `engine` it answers questions in SPARQL.
    """
    from .places import places

    content = said if isinstance(said, Content) else content_of(said)
    return Page(content.title, page_html(content, places(content), texts, engine))
