"""A graph as one HTML file that opens from disk, asks for nothing from outside, and leads to the words.

`content` and `layout` compute, this module and the files beside it draw: another face needs only another drawing.
The drawing is that of pyvis; its template is replaced by ours, since its own fetches Bootstrap from outside.
"""

import base64
import hashlib
import html
import textwrap
from dataclasses import asdict, dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..aside import write_aside
from ..faults import PolicygraphError
from ..graph import Graph
from ..layout import Size, layout
from ..network import by_edge, edge_id, edge_label, linked_elements, network_of
from ..statements import Content, Statement, content_of
from ..vocabulary import ROOT, vocabulary
from .style import KINDS, STATUSES

if TYPE_CHECKING:
    import networkx as nx

STATED_WIDTH, LISTED_WIDTH = 2.0, 0.8  # a link that stands only in lists is drawn thin
LINE = 22  # characters a line of a label
_FRAME = '<iframe srcdoc="{}" style="width:100%;height:640px;border:0" title="{}"></iframe>'


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


def draw(graph: Graph) -> Page:
    """The page of a graph; with quotes, if the graph was built with its texts."""
    content = content_of(graph)
    return draw_network(network_of(content), content, graph.title)


def draw_network(network: "nx.MultiDiGraph[str]", content: Content, title: str) -> Page:
    """As `draw`, from a network and its content that were made already."""
    from jinja2 import Environment
    from pyvis.network import Network

    labels = {node: _wrapped(data["label"]) for node, data in network.nodes(data=True)}
    positions = layout(network, {node: _box(label) for node, label in labels.items()})
    canvas = Network(directed=True, cdn_resources="in_line", height="100%", width="100%")
    for node, data in network.nodes(data=True):
        x, y = positions[node]
        canvas.add_node(
            node,
            label=labels[node],
            shape=KINDS[data["kind"]].shape,
            x=x,
            y=y,
            kind=data["kind"],
            name=labels[node],
            weight=data["statements"] + data["positions"],
        )
    bends = _bends([(a, b, key) for a, b, key in network.edges(keys=True)])
    for subject, target, key, data in network.edges(keys=True, data=True):
        smooth = {"enabled": bool(bends[key]), "type": "curvedCW", "roundness": bends[key]}
        width = LISTED_WIDTH if data["listed"] else STATED_WIDTH
        words = data["label"] + (" (listed)" if data["listed"] else "")
        canvas.add_edge(subject, target, id=key, status=data["status"], verb=words, width=width, smooth=smooth)
        if data["symmetric"]:
            canvas.edges[-1]["arrows"] = ""
    canvas.templateEnv = Environment(autoescape=True, loader=_package_loader())
    canvas.templateEnv.globals.update(_face(content, title))
    canvas.path = "template.html"
    return Page(title, canvas.generate_html(name="index.html"))


def _wrapped(label: str) -> str:
    return "\n".join(textwrap.wrap(label, LINE)) or "·"


def _box(label: str) -> Size:
    """Room for a node's shape and the label below it, in units of the canvas (labels are set at 13)."""
    lines = label.split("\n")
    return max(30.0, 7.0 * max(map(len, lines))), 34.0 + 16.0 * len(lines)


def _bends(edges: list[tuple[str, str, str]]) -> dict[str, float]:
    """How far each edge is bent, so that those between the same two nodes lie side by side."""
    pairs: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for edge in edges:
        pairs.setdefault((min(edge[:2]), max(edge[:2])), []).append(edge)
    bends = {}
    for (first, _), several in pairs.items():
        for number, (subject, _, key) in enumerate(several):
            bend = 0.22 * (number - (len(several) - 1) / 2)
            bends[key] = round(bend if subject == first else -bend, 3)
    return bends


def _face(content: Content, title: str) -> dict[str, Any]:
    """What the template needs beside nodes and edges."""
    scripts = {"vis_js": _vis(), "page_js": _own("page.js")}
    linked = [s for s in content.statements if s.linkage]
    return {
        **scripts,
        "page_css": _own("page.css"),
        "script_hashes": [_hash(script) for script in scripts.values()],
        "title": title,
        "statuses": [s for s in STATUSES if any(st.status == s.name for st in linked)],
        "kinds": [k for k in KINDS.values() if any(e.kind == k.name for e in linked_elements(content))],
        "counts": _counts(content),
        "facts": _facts(content),
        "styles": {style.name: asdict(style) for style in STATUSES},
    }


def _counts(content: Content) -> dict[str, Any]:
    """Statements are counted in all, apart as links and positions; a status by its lines and statements."""
    linked = [s for s in content.statements if s.linkage]
    edges = by_edge(linked)
    return {
        "statements": len(content.statements),
        "linked": len(linked),
        "positions": len(content.statements) - len(linked),
        "linkages": len({s.linkage for s in linked}),
        "documents": len({s.document for s in content.statements}),
        "lines": {x.name: sum(status == x.name for _, status in edges) for x in STATUSES},
        "status": {x.name: sum(s.status == x.name for s in linked) for x in STATUSES},
    }


def _facts(content: Content) -> dict[str, Any]:
    """What the panel shows: elements, edges and positions, with the statements behind them."""
    return {
        "elements": {
            e.id: {
                "label": e.label,
                "type": _words("ontology#", e.type),
                "kind": e.kind,
                "iri": e.iri,
                "names": e.names,
            }
            for e in linked_elements(content)
        },
        "edges": {
            edge_id(linkage, status): {
                "subject": linkage.subject,
                "object": linkage.object,
                "verb": edge_label(linkage, status),
                "status": status,
                "exclusive": linkage.exclusive,
                "listed": all(s.mode == "listed" for s in statements),
                "statements": [s.id for s in statements],
            }
            for (linkage, status), statements in by_edge(content.statements).items()
        },
        "positions": _positions(content),
        "statements": {s.id: _statement(s) for s in content.statements},
    }


def _positions(content: Content) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for statement in content.statements:
        if statement.element:
            found.setdefault(statement.element, []).append(statement.id)
    return found


def _statement(statement: Statement) -> dict[str, Any]:
    fields = asdict(statement)
    for name in ("linkage", "element", "id"):
        del fields[name]
    fields["stance"] = _words("stance/", statement.stance)
    fields["exclusive"] = bool(statement.linkage and statement.linkage.exclusive)
    return {name: value for name, value in fields.items() if value not in ("", (), None)}


def _words(folder: str, name: str) -> str:
    return vocabulary().label(f"{ROOT}{folder}{name}")


def _own(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _vis() -> str:
    """The drawing library that pyvis carries."""
    path = files("pyvis") / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return path.read_text("utf-8").replace("\r\n", "\n")


def _hash(script: str) -> str:
    """The hash by which the page's policy knows a script of ours; no other is run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _package_loader() -> Any:
    from jinja2 import FunctionLoader

    return FunctionLoader(_own)
