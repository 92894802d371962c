"""Networks for pyvis, and the explorer in a notebook: drawn at once, asking for nothing, texts read as texts."""

import re
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest

from browser import Watched
from policygraph import Graph, PolicygraphError, build, read_corpus, to_network
from policygraph.from_graph import content_of
from policygraph.page.style import KINDS, STATUSES
from policygraph.pyvis_view import HALF_LABEL, OfflineNetwork, to_pyvis
from policygraph.showing import show

HOSTILE = {
    "silting": "</script><script>alert(1)</script>",
    "ferry-charter": '<a href="#" onclick="alert(1)"><img src=x onerror=alert(2)></a>',
    "harbour-pass": "\u202e" + "x" * 9_000,
    "pilots": "{{ 7*7 }} {% raw %}",
}


@pytest.fixture(scope="module")
def network(graph: Graph) -> Any:
    return to_network(graph)


def opened(browser: Any, canvas: OfflineNetwork, folder: Path) -> Watched:
    path = folder / "network.html"
    canvas.write_html(str(path))
    page = path.read_text("utf-8").replace(
        "</body>", "<script>document.documentElement.dataset.ready='1'</script></body>"
    )
    path.write_text(page, "utf-8")
    return Watched(browser, path)


def test_all_of_a_network_is_in_it_and_looks_as_in_the_page(network: Any) -> None:
    canvas = to_pyvis(network)
    assert [node["id"] for node in canvas.nodes] == sorted(network)
    assert {edge["id"] for edge in canvas.edges} == {data["id"] for _, _, data in network.edges(data=True)}
    for node in canvas.nodes:
        assert node["shape"] == KINDS[network.nodes[node["id"]]["kind"]].shape
    looks = {style.name: (style.light, list(style.dash) or False) for style in STATUSES}
    for edge in canvas.edges:
        data = next(data for _, _, data in network.edges(data=True) if data["id"] == edge["id"])
        assert (edge["color"], edge["dashes"]) == looks[data["status"]]
        assert (edge["width"] < 1) == data["listed"]
        assert (edge["arrows"] == "") == data["symmetric"]
        assert data["statements"].split("|")[0] in edge["title"]
    denied = next(edge for edge in canvas.edges if ", denied" in edge["id"] and "-only--" in edge["id"])
    assert "(not only)" in denied["title"]  # the link itself is not denied


def test_it_stands_at_once_and_is_the_same_each_time(network: Any) -> None:
    canvas = to_pyvis(network)
    assert canvas.options.physics.enabled is False
    assert canvas.generate_html() == to_pyvis(network).generate_html()
    at = np.array([[node["x"], node["y"]] for node in canvas.nodes], dtype=float)
    apart = np.hypot(*(at[:, None] - at[None, :]).T)
    np.fill_diagonal(apart, np.inf)
    assert apart.min() >= 2 * HALF_LABEL  # room for a label between any two


def test_lines_between_the_same_two_lie_side_by_side(network: Any) -> None:
    beside: dict[frozenset[str], set[float]] = {}
    count: dict[frozenset[str], int] = {}
    for edge in to_pyvis(network).edges:
        pair = frozenset((edge["from"], edge["to"]))
        bend = edge["smooth"]["roundness"] * (1 if edge["from"] <= edge["to"] else -1)
        beside.setdefault(pair, set()).add(bend)
        count[pair] = count.get(pair, 0) + 1
    assert max(count.values()) > 2
    assert {pair: len(bends) for pair, bends in beside.items()} == count


def test_a_part_of_a_network_is_drawn_and_what_is_none_is_told(network: Any) -> None:
    part = network.subgraph(["tidal-power", "boatbuilding", "winter-ferries"])
    canvas = to_pyvis(part)
    assert canvas.num_nodes() == len(part)
    assert all(edge["label"] for edge in canvas.edges)  # so few that each bears its words
    assert not any(edge["arrows"] for edge in to_pyvis(nx.MultiGraph(part)).edges)
    assert to_pyvis(nx.MultiDiGraph()).num_nodes() == 0
    with pytest.raises(PolicygraphError, match=r"the node 'a' has no kind, label, .*what to_network gives"):
        to_pyvis(nx.MultiDiGraph([("a", "b")]))


def test_nothing_is_written_but_the_file(network: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    to_pyvis(network).write_html("network.html")
    assert [path.name for path in tmp_path.iterdir()] == ["network.html"]
    html = (tmp_path / "network.html").read_text("utf-8")
    assert "bootstrap" not in html.split("<script>")[0].lower()
    assert re.findall(r"<(?:link|script)\b[^>]*\b(?:href|src)=", html) == []
    assert "default-src 'none'" in html
    with pytest.raises(PolicygraphError, match=r"must end in \.html"):
        to_pyvis(network).write_html("network.txt")


@pytest.mark.browser
@pytest.mark.parametrize("menus", [{}, {"select_menu": True, "filter_menu": True, "heading": "<img src=x>"}])
def test_it_is_drawn_and_asks_for_nothing(browser: Any, network: Any, tmp_path: Path, menus: dict[str, Any]) -> None:
    canvas = to_pyvis(network)
    for name, value in menus.items():
        setattr(canvas, name, value)
    watched = opened(browser, canvas, tmp_path)
    assert (watched.outside(), watched.complaints) == ([], [])
    assert watched.page.locator("img").count() == 0
    assert watched.page.title() == menus.get("heading", "Network")
    painted = watched.page.evaluate(
        "() => { const c = document.querySelector('canvas');"
        " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        " return d.filter((v, i) => i % 4 === 3 && v > 0).length }"
    )
    assert painted > 2_000


@pytest.mark.browser
def test_a_label_does_nothing_but_be_read(browser: Any, copy: Path, tmp_path: Path) -> None:
    labels = copy / "labels.csv"
    text = labels.read_text("utf-8")
    for name, label in HOSTILE.items():
        line = next(line for line in text.splitlines() if line.startswith(f"{name},en,preferred,"))
        cell = label.replace('"', '""')
        text = text.replace(line, f'{name},en,preferred,"{cell}"')
    labels.write_text(text, "utf-8")
    canvas = to_pyvis(to_network(build(copy)))
    watched = opened(browser, canvas, tmp_path)
    page = watched.page
    for name in HOSTILE:
        page.evaluate(
            "name => { const { x, y } = network.canvasToDOM(network.getPositions([name])[name]);"
            " const box = document.querySelector('canvas').getBoundingClientRect();"
            " window.spot = [x + box.x, y + box.y]; }",
            name,
        )
        page.mouse.move(*page.evaluate("() => window.spot"))
        page.wait_for_timeout(500)
        if name == "ferry-charter":
            assert HOSTILE[name] in page.inner_text(".vis-tooltip")
    assert (watched.outside(), watched.complaints) == ([], [])
    assert page.locator("img, a").count() == 0


# The explorer in a notebook


@pytest.mark.browser
@pytest.mark.parametrize("frame", ["", " sandbox='allow-scripts'"], ids=["free", "sandboxed"])
def test_in_a_frame_the_explorer_works_though_it_has_no_address(
    browser: Any, graph: Graph, tmp_path: Path, frame: str
) -> None:
    shown = show(graph)._repr_html_().replace("<iframe", f"<iframe{frame}", 1)
    path = tmp_path / "notebook.html"
    path.write_text(f"<!doctype html><html data-ready='1'><meta charset='utf-8'><body>{shown}</body></html>", "utf-8")
    watched = Watched(browser, path, viewport={"width": 1300, "height": 800})
    inside = watched.page.frames[1]
    inside.wait_for_selector("html[data-ready=all]")
    inside.click("#tabs [data-view=table]")
    inside.wait_for_selector(".table-view")
    inside.click("#undo")
    inside.wait_for_selector("#view[data-view=start]")
    assert (watched.outside(), watched.complaints) == ([], [])


def test_show_takes_a_graph_content_or_nothing(graph: Graph, tmp_path: Path) -> None:
    page = show(graph)
    assert page.html == show(content_of(graph)).html
    assert show().title == read_corpus().title != page.title
    assert page.write(tmp_path / "page.html").read_text("utf-8") == page.html
