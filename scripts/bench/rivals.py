"""The same network in pages of other engines, each with the positions given, so that only the drawing is compared."""

import html
import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from policygraph.page.places import Place
from policygraph.statements import Content

PACKAGES = ("sigma", "graphology", "force-graph", "cytoscape")
READY = {  # what is true once it has drawn
    "pyvis": "window.network && (network.__on ??= (network.__seen = 0, network.on('afterDrawing', () => {"
    " network.__seen += 1; }), network.redraw(), true), network.__seen > 0)",
    "sigma": "window.drawn > 0",
    "force-graph": "window.drawn > 0",
    "cytoscape": "window.drawn > 0",
}
_AT = "(number) => { const x = 90 * Math.sin(number / 15), y = 60 * Math.sin(number / 9); "
MOVE = {
    "pyvis": _AT + "network.moveTo({ position: { x, y }, animation: false }); }",
    "sigma": _AT + "renderer.getCamera().setState({ x: 0.5 + x / 2000, y: 0.5 + y / 2000 }); }",
    "force-graph": _AT + "graph.centerAt(x, y); }",
    "cytoscape": _AT + "cy.pan({ x: 500 + x, y: 300 + y }); }",
}


def fetched(folder: Path) -> str:
    """Installs the engines of npm into a folder; says why not, if not."""
    if shutil.which("npm") is None:
        return "npm is not here: sigma, force-graph and cytoscape were not measured"
    command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder), *PACKAGES]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode:
        return f"npm could not fetch sigma, force-graph and cytoscape: {done.stderr.strip().splitlines()[-1:]}"
    return ""


def pages(content: Content, places: Mapping[str, Place], folder: Path, modules: Path | None) -> dict[str, Path]:
    """A page for each engine; those of npm only where their modules are."""
    nodes, edges = _plain(content, places)
    found = {"pyvis": _pyvis(nodes, edges, folder / "pyvis.html")}
    if modules is not None:
        for name, make in (("sigma", _sigma), ("force-graph", _force_graph), ("cytoscape", _cytoscape)):
            scripts, body = make()
            found[name] = _page(folder / f"{name}.html", [modules / script for script in scripts], body, nodes, edges)
    return found


def _plain(content: Content, places: Mapping[str, Place]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What every engine is given: places, labels, and for each linkage all that a page would tell of it."""
    linkages = {s.linkage.id: s.linkage for s in content.statements if s.linkage}
    glosses: dict[str, list[str]] = {}
    for statement in content.statements:
        if statement.linkage:
            glosses.setdefault(statement.linkage.id, []).append(statement.gloss)
    linked = sorted({end for linkage in linkages.values() for end in (linkage.subject, linkage.object)})
    nodes = [{"id": n, "label": content.elements[n].label, "x": places[n].x, "y": places[n].y} for n in linked]
    edges = [
        {"id": name, "source": one.subject, "target": one.object, "title": " | ".join(glosses[name])}
        for name, one in sorted(linkages.items())
    ]
    return nodes, edges


def _pyvis(nodes: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, Any]], target: Path) -> Path:
    """The page of pyvis itself, physics off."""
    from pyvis.network import Network

    canvas = Network(directed=True, cdn_resources="in_line", height="800px", width="100%")
    canvas.toggle_physics(False)
    for node in nodes:
        canvas.add_node(node["id"], label=node["label"], x=node["x"], y=node["y"], physics=False)
    for edge in edges:
        canvas.add_edge(edge["source"], edge["target"], title=edge["title"])
    target.write_text(canvas.generate_html(), encoding="utf-8")
    return target


def _sigma() -> tuple[list[str], str]:
    return ["graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js"], (
        "const g = new graphology.MultiDirectedGraph();"
        "for (const n of NODES) g.addNode(n.id, { label: n.label, x: n.x, y: -n.y, size: 4 });"
        "for (const e of EDGES) g.addEdge(e.source, e.target, { title: e.title });"
        "window.renderer = new Sigma(g, STAGE); window.drawn = 0;"
        "renderer.on('afterRender', () => { window.drawn += 1; }); renderer.refresh({ schedule: false });"
    )


def _force_graph() -> tuple[list[str], str]:
    return ["force-graph/dist/force-graph.min.js"], (
        "window.drawn = 0;"
        "window.graph = new ForceGraph(STAGE).graphData({ nodes: NODES.map((n) => ({ ...n, fx: n.x, fy: n.y })),"
        " links: EDGES }).cooldownTicks(0).autoPauseRedraw(false).onRenderFramePost(() => { window.drawn += 1; });"
        "graph.zoom(0.2);"
    )


def _cytoscape() -> tuple[list[str], str]:
    return ["cytoscape/dist/cytoscape.min.js"], (
        "window.drawn = 0;"
        "window.cy = cytoscape({ container: STAGE, layout: { name: 'preset' }, elements: ["
        "...NODES.map((n) => ({ data: { id: n.id, label: n.label }, position: { x: n.x, y: n.y } })),"
        "...EDGES.map((e) => ({ data: e }))], style: [{ selector: 'node', style: { label: 'data(label)', width: 8,"
        " height: 8 } }, { selector: 'edge', style: { width: 1, 'target-arrow-shape': 'triangle' } }] });"
        "cy.on('render', () => { window.drawn += 1; });"
    )


def _page(target: Path, scripts: Sequence[Path], body: str, nodes: Sequence[Any], edges: Sequence[Any]) -> Path:
    """A page that holds an engine, the network, and the few lines that draw it."""
    data = json.dumps({"nodes": nodes, "edges": edges}, ensure_ascii=False).replace("</", "<\\/")
    libraries = "\n".join(f"<script>{_inside(script)}</script>" for script in scripts)
    start = (
        f"const DATA = {data}; const NODES = DATA.nodes, EDGES = DATA.edges, STAGE = document.getElementById('stage');"
    )
    target.write_text(
        f"<!doctype html><meta charset=utf-8><title>{html.escape(target.stem)}</title>"
        f"<div id=stage style='width:1380px;height:820px'></div>{libraries}<script>{start}{body}</script>",
        encoding="utf-8",
    )
    return target


def _inside(script: Path) -> str:
    """A script's text as it may stand inside a page."""
    return script.read_text("utf-8").replace("</script", "<\\/script")
