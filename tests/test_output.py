"""Outputs: the same bytes for the same corpus, all of them or none, and readable by other tools."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from places import WORLD, WORLD_TEXTS
from policygraph import Graph, build, open_graph, to_network
from policygraph.corpus import read_corpus
from policygraph.faults import PolicygraphError
from policygraph.mapping_table import sssom_table
from policygraph.output import FILES, MAPPINGS, write_output
from policygraph.pipeline import run as run_pipeline


def quiet(_stage: str, _outcome: str) -> None:
    """Tells nobody."""


def run(out: Path, **environment: str) -> None:
    command = [
        sys.executable,
        "-m",
        "policygraph",
        "build",
        str(WORLD),
        "--sources",
        str(WORLD_TEXTS),
        "--out",
        str(out),
    ]
    subprocess.run(command, check=True, env=os.environ | environment, capture_output=True)


def test_two_builds_are_the_same_to_the_byte_whatever_the_hash_seed_and_the_clock(tmp_path: Path) -> None:
    run(tmp_path / "a", PYTHONHASHSEED="1", TZ="UTC")
    run(tmp_path / "b", PYTHONHASHSEED="4711", TZ="Pacific/Kiritimati", LC_ALL="C")
    for name in FILES:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name
    assert open_graph(tmp_path / "a").quads() == open_graph(tmp_path / "b").quads()


def test_no_file_holds_a_date_of_writing_or_a_version_of_a_library(tmp_path: Path, graph: Graph) -> None:
    from datetime import UTC, datetime
    from importlib.metadata import version

    write_output(graph, tmp_path / "out", quiet)
    for name in FILES:
        text = (tmp_path / "out" / name).read_text("utf-8")
        assert datetime.now(UTC).strftime("%Y-%m-%d") not in text, name
        assert f"NetworkX {version('networkx')}" not in text, name
        assert str(tmp_path) not in text, name


def test_other_tools_read_what_is_written(tmp_path: Path, graph: Graph) -> None:
    out = write_output(graph, tmp_path / "out", quiet)
    network = to_network(graph)
    graphml = nx.read_graphml(out / "network.graphml", force_multigraph=True)
    assert set(graphml.nodes) == set(network.nodes)
    assert graphml.number_of_edges() == network.number_of_edges() == 37
    gexf = nx.read_gexf(out / "network.gexf")
    assert set(gexf.nodes) == set(network.nodes)
    assert gexf.nodes["silting"]["label"] == "Silting"
    quads = {str(q) for q in ox.parse(path=str(out / "graph.trig"), format=ox.RdfFormat.TRIG)}
    assert quads == {str(q) for q in graph.quads()}
    with (out / "linkages.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 37
    assert sum(int(row["statement_count"]) for row in rows) == 38  # all but the two positions
    quoted = {row["statements"]: row["quotes"] for row in rows}
    assert quoted["harbour-plan.1-06"] == "boatbuilding makes winter ferries possible"


def test_without_texts_there_are_no_quotes(tmp_path: Path) -> None:
    corpus = read_corpus(WORLD)
    bare = build(corpus)
    out = write_output(Graph(bare.store, bare.base), tmp_path / "out", quiet)
    assert not (out / "linkages.csv").read_text("utf-8").split("\n")[0].endswith("quotes")


def test_with_the_corpus_its_mappings_are_written_too(tmp_path: Path, graph: Graph) -> None:
    corpus = read_corpus(WORLD)
    out = write_output(graph, tmp_path / "out", quiet, corpus)
    assert {path.name for path in out.iterdir()} == {*FILES, MAPPINGS, "store"}
    assert (out / MAPPINGS).read_bytes() == sssom_table(corpus).encode("utf-8")
    again = write_output(graph, out, quiet)  # what an earlier build wrote is replaced as a whole
    assert {path.name for path in again.iterdir()} == {*FILES, "store"}


def test_what_is_drawn_is_the_same_from_rows_and_from_the_graph(tmp_path: Path) -> None:
    built = run_pipeline(WORLD, WORLD_TEXTS)
    slow = write_output(built.graph, tmp_path / "graph", quiet, built.corpus)
    fast = write_output(built.graph, tmp_path / "rows", quiet, built.corpus, built.anchors)
    for name in (*FILES, MAPPINGS):
        assert (slow / name).read_bytes() == (fast / name).read_bytes(), name


def test_a_built_folder_answers_like_the_graph_it_was_built_from(tmp_path: Path, graph: Graph) -> None:
    write_output(graph, tmp_path / "out", quiet)
    opened = open_graph(tmp_path / "out")
    assert opened.quads() == graph.quads()
    assert (opened.base, opened.title) == (graph.base, graph.title)


def test_a_build_that_fails_leaves_the_last_good_output(
    tmp_path: Path, graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = write_output(graph, tmp_path / "out", quiet)
    before = {name: (out / name).read_bytes() for name in FILES}

    def full_disk(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("policygraph.output.to_gexf", full_disk)
    with pytest.raises(PolicygraphError, match="No space left on device"):
        write_output(graph, out, quiet)
    assert {name: (out / name).read_bytes() for name in FILES} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_build_cut_off_between_its_two_renames_is_mended_by_the_next(tmp_path: Path, graph: Graph) -> None:
    out = write_output(graph, tmp_path / "out", quiet)
    out.rename(tmp_path / ".out.old")
    write_output(graph, out, quiet)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_somebody_elses_is_left_alone(tmp_path: Path, graph: Graph) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "thesis.docx").write_text("ten years", "utf-8")
    with pytest.raises(PolicygraphError, match=r"holds 'thesis\.docx', which was not written by this command"):
        write_output(graph, tmp_path / "home", quiet)
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(PolicygraphError, match="is a file or a link"):
        write_output(graph, tmp_path / "file", quiet)
    with pytest.raises(PolicygraphError, match="cannot write"):
        write_output(graph, tmp_path / "file" / "below", quiet)
