"""A network for pyvis, for notebooks and for those who know it: safe, offline, and drawn at once.

pyvis as it comes asks for Bootstrap from outside, waits for a simulation, and takes a tooltip that holds the word
`href` for HTML. `OfflineNetwork` is a pyvis network in all else: what can be done with one can be done with it.
"""

import html
import re
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from pyvis.network import Network

from .aside import write_aside
from .faults import PolicygraphError
from .page.communities import Links
from .page.places import placed, radii
from .page.style import KINDS, STATUSES

if TYPE_CHECKING:
    import networkx as nx

STATED_WIDTH, LISTED_WIDTH = 2.0, 0.8  # a link that stands only in lists is drawn thin
NAMED = 40  # up to so many edges, each bears its linkage type in words
LINE, HALF_LABEL, LARGER = 18, 52.0, 1.4  # labels are broken at so many signs, and want so much room to either side
INK, HOLLOW, LETTERS = "#565e67", "#fdfdfb", "#1d2125"
_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
_OUTSIDE = re.compile(r"<link\b[^>]*\bhref=[^>]*>|<script\b[^>]*\bsrc=[^>]*>\s*</script>")
_HEADING = re.compile(r"<center>\s*<h1>.*?</h1>\s*</center>", re.DOTALL)
_FRAME = '<iframe srcdoc="{}" style="width:100%;height:640px;border:0" title="Network"></iframe>'
_NEEDED = {"label", "kind", "statements", "positions"}, {"id", "label", "status", "statements", "listed", "symmetric"}


class OfflineNetwork(Network):  # type: ignore[misc]  # pyvis has no types
    """A pyvis network whose page holds all that it needs, asks for nothing, and shows texts as texts."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{"cdn_resources": "in_line", "height": "620px", "width": "100%", "directed": True} | options
        )
        self.templateEnv.autoescape = True

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:  # noqa: ARG002
        """The page of pyvis without what it would ask for from outside, and with a policy that lets nothing else in.

        A tooltip is always text: pyvis would write one that holds a link into the page as HTML.
        """
        nodes, edges, heading, height, width, options = self.get_network_data()
        page: str = self.templateEnv.get_template(self.path).render(
            nodes=nodes,
            edges=edges,
            heading=heading,
            height=height,
            width=width,
            options=str(options).replace("<", "\\u003c"),
            physics_enabled=self.options.physics.enabled if hasattr(self.options, "physics") else True,
            use_DOT=self.use_DOT,
            dot_lang=self.dot_lang.replace("<", "\\u003c"),
            widget=self.widget,
            bgcolor=self.bgcolor,
            conf=self.conf,
            tooltip_link=False,
            neighborhood_highlight=self.neighborhood_highlight,
            select_menu=self.select_menu,
            filter_menu=self.filter_menu,
            notebook=notebook,
            cdn_resources="in_line",
        )
        head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        page = _HEADING.sub("", _OUTSIDE.sub("", page), count=1 if heading else 2)
        title = html.escape(heading or "Network")
        self.html = page.replace("<html>", '<html lang="en">', 1).replace(
            '<meta charset="utf-8">', f"{head}<title>{title}</title>", 1
        )
        return self.html

    def write_html(self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False) -> None:
        """The page as one UTF-8 file, whose name must end in .html; nothing is written beside it."""
        path = Path(name)
        if path.suffix.lower() not in (".html", ".htm"):
            raise PolicygraphError(f"{name} is no name for a page: it must end in .html")
        write_aside(path, self.generate_html(name, local, notebook).encode("utf-8"))
        if open_browser:
            import webbrowser

            webbrowser.open(path.resolve().as_uri())

    def _repr_html_(self) -> str:
        return _FRAME.format(html.escape(self.generate_html(), quote=True))


def to_pyvis(network: "nx.Graph[str]") -> OfflineNetwork:
    """A network of `to_network`, or a part of one, for pyvis: `to_pyvis(network).write_html("network.html")`.

    Elements have their places and physics is off, so it stands at once and is the same each time. Statuses and kinds
    look as in the page; what is only listed is thin. Raises PolicygraphError for a network that lacks what
    `to_network` gives.
    """
    _hold(network)
    canvas = OfflineNetwork()
    canvas.toggle_physics(False)
    nodes = sorted(network)
    radius = LARGER * radii(np.array([_spoken(network.nodes[node]) for node in nodes], dtype=np.int64))
    at = _places(network, nodes, np.maximum(radius, HALF_LABEL)).astype(int).tolist()
    for node, (x, y), size in zip(nodes, at, radius.tolist(), strict=True):
        canvas.add_node(node, x=x, y=y, size=round(size), **_node(network.nodes[node]))
    edges = sorted(network.edges(data=True), key=lambda edge: edge[2]["id"])
    named = len(edges) <= NAMED
    for (subject, target, data), bend in zip(edges, _bends(edges), strict=True):
        both = data["symmetric"] or not network.is_directed()
        canvas.add_edge(subject, target, **_edge(network, subject, target, data, named), smooth=bend)
        canvas.edges[-1]["arrows"] = "" if both else "to"
    return canvas


def _hold(network: "nx.Graph[str]") -> None:
    of_nodes, of_edges = _NEEDED
    parts = [(f"the node {node!r}", of_nodes - set(data)) for node, data in network.nodes(data=True)]
    parts += [(f"the edge from {a!r} to {b!r}", of_edges - set(data)) for a, b, data in network.edges(data=True)]
    for what, lacking in parts:
        if lacking:
            raise PolicygraphError(
                f"{what} has no {', '.join(sorted(lacking))}: to_pyvis draws what to_network gives, or a part of it"
            )


def _spoken(data: dict[str, Any]) -> int:
    return int(data["statements"]) + int(data["positions"])


def _places(network: "nx.Graph[str]", nodes: list[str], radius: Any) -> Any:
    """Where the page would put them."""
    number = {node: i for i, node in enumerate(nodes)}
    pairs = Counter((min(number[a], number[b]), max(number[a], number[b])) for a, b in network.edges() if a != b)
    keys = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    weight = np.array([1 + np.log(pairs[one, other]) for one, other in keys.tolist()])
    at, _ = placed(Links(len(nodes), keys[:, 0], keys[:, 1], weight), radius, np.ones(len(nodes), dtype=bool))
    return at


def _node(data: dict[str, Any]) -> dict[str, Any]:
    kind = KINDS[data["kind"]]
    fill = HOLLOW if kind.sign == "○" else INK
    counts = f"statements: {data['statements']}, positions: {data['positions']}"
    return {
        "label": "\n".join(textwrap.wrap(data["label"], LINE)) or "·",
        "font": {"size": 13, "color": LETTERS},
        "scaling": {"label": {"drawThreshold": 8}},  # from afar, names are left out
        "title": f"{data['label']}\n{kind.name}\n{counts}",
        "shape": kind.shape,
        "color": {"background": fill, "border": INK},
    }


def _edge(network: "nx.Graph[str]", subject: str, target: str, data: dict[str, Any], named: bool) -> dict[str, Any]:
    status = next(style for style in STATUSES if style.name == data["status"])
    listed = ", only in lists" if data["listed"] else ""
    ends = [network.nodes[node]["label"] for node in (subject, target)]
    statements = data["statements"].split("|")
    more = f"\nand {len(statements) - 10} more" if len(statements) > 10 else ""
    title = f"{ends[0]} – {data['label']} – {ends[1]}\n{status.name}{listed}\n" + "\n".join(statements[:10]) + more
    made = {
        "id": data["id"],
        "title": title,
        "color": status.light,
        "dashes": list(status.dash) or False,
        "width": LISTED_WIDTH if data["listed"] else STATED_WIDTH,
    }
    return made | ({"label": f"{status.sign} {data['label']}", "font": {"size": 11}} if named else {})


def _bends(edges: list[tuple[str, str, dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    """How each edge is bent, so that those between the same two nodes lie side by side."""
    beside: dict[frozenset[str], list[str]] = defaultdict(list)
    for subject, target, data in edges:
        beside[frozenset((subject, target))].append(data["id"])
    for subject, target, data in edges:
        same = beside[frozenset((subject, target))]
        bend = 0.22 * (same.index(data["id"]) - (len(same) - 1) / 2) * (1 if subject <= target else -1)
        yield {"enabled": bool(bend), "type": "curvedCW", "roundness": round(bend, 3) or 0.0}
