"""Documents are loaded, reloaded and removed one by one: all or nothing, and the others are not touched."""

import gzip
import hashlib
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from places import WORLD, Break
from policygraph import PolicygraphError, build, open_graph, read_corpus
from policygraph.anchor import anchor
from policygraph.command import main
from policygraph.graph import make_graph
from policygraph.store import load_corpus, load_file, remove
from policygraph.vocabulary import term

DOCUMENTS = tuple(document.id for document in read_corpus(WORLD).documents)
BASE = "https://example.org/harbours/"
OWN = "https://example.org/mine"
KILLS = int(os.environ.get("POLICYGRAPH_KILLS", "12"))  # some hundreds, to look for what is rare


def content(store: ox.Store) -> str:
    """The digest of the quads, sorted."""
    return hashlib.sha256("\n".join(sorted(map(str, store))).encode()).hexdigest()


def in_folder(folder: Path) -> str:
    """The digest of what a reader sees."""
    return content(open_graph(folder).store)


def of_graph(folder: Path, name: str) -> str:
    """The digest of one named graph."""
    quads = open_graph(folder).store.quads_for_pattern(None, None, None, ox.NamedNode(name))
    return hashlib.sha256("\n".join(sorted(map(str, quads))).encode()).hexdigest()


@pytest.fixture(scope="module")
def whole() -> str:
    """The digest of the world, built at once."""
    return content(build(WORLD).store)


@given(order=st.permutations(DOCUMENTS))
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_loaded_one_by_one_in_any_order_it_is_what_is_built_at_once(
    order: list[str], whole: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("loaded") / "store"
    for document in order:
        assert load_corpus(folder, WORLD, [document]).documents == (document,)
    assert in_folder(folder) == whole


@pytest.mark.parametrize("document", DOCUMENTS)
def test_removed_and_loaded_again_it_is_what_it_was(document: str, whole: str, tmp_path: Path) -> None:
    load_corpus(tmp_path, WORLD)
    others = [f"{BASE}graph/document/{name}" for name in DOCUMENTS if name != document]
    before = {name: of_graph(tmp_path, name) for name in others}
    assert remove(tmp_path, document) == tuple(sorted(set(DOCUMENTS) - {document}))
    assert {name: of_graph(tmp_path, name) for name in others} == before
    quads = open_graph(tmp_path).store
    assert not any(f"/document/{document}>" in str(q) or f"/statement/{document}." in str(q) for q in quads)
    assert load_corpus(tmp_path, WORLD, [document]).replaced == ()
    assert in_folder(tmp_path) == whole


def test_reloaded_a_changed_document_is_as_in_a_new_build(tmp_path: Path, spoil: Break) -> None:
    load_corpus(tmp_path / "store", WORLD)
    rows = (WORLD / "statements" / "harbour-plan.csv").read_text("utf-8").splitlines()
    changed = spoil("statements/harbour-plan.csv", rows[-1] + "\n", "")
    assert load_corpus(tmp_path / "store", changed, ["harbour-plan"]).replaced == ("harbour-plan",)
    assert in_folder(tmp_path / "store") == content(build(changed).store)


def test_a_file_of_ones_own_is_loaded_reloaded_and_removed(whole: str, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    load_corpus(folder, WORLD)
    data = tmp_path / "own.nt.gz"
    data.write_bytes(gzip.compress(b"<https://e.org/a> <https://e.org/p> <https://e.org/b> .\n", mtime=0))
    assert load_file(folder, data, OWN) == (OWN,)
    assert len(list(open_graph(folder).store.quads_for_pattern(None, None, None, ox.NamedNode(OWN)))) == 1
    load_file(folder, data, OWN)
    load_corpus(folder, WORLD)
    assert len(list(open_graph(folder).store.quads_for_pattern(None, None, None, ox.NamedNode(OWN)))) == 1
    remove(folder, OWN)
    assert in_folder(folder) == whole


@pytest.mark.parametrize(
    ("name", "data", "graph", "said"),
    [
        ("bad.nt", "<https://e.org/a> <https://e.org/p> .\n", OWN, r"bad\.nt:1"),
        ("bad.ttl", "@prefix a: <https://e.org/> .\na:b a:c ]", OWN, r"bad\.ttl:2"),
        ("bad.nt.gz", "no gzip at all", OWN, r"bad\.nt\.gz"),
        ("ours.nt", "<https://e.org/a> <https://e.org/p> 'x' .\n", f"{BASE}graph/linkages", "of the corpus itself"),
        ("no-name.nt", "<https://e.org/a> <https://e.org/p> 'x' .\n", None, "name"),
        ("data.xyz", "x", OWN, r"data\.xyz"),
    ],
)
def test_a_file_that_cannot_be_loaded_changes_nothing(
    name: str, data: str, graph: str | None, said: str, whole: str, tmp_path: Path
) -> None:
    load_corpus(tmp_path / "store", WORLD)
    (tmp_path / name).write_text(data.replace("'", '"'), "utf-8")
    with pytest.raises(PolicygraphError, match=said) as raised:
        load_file(tmp_path / "store", tmp_path / name, graph)
    assert "\n" not in str(raised.value)
    assert in_folder(tmp_path / "store") == whole


def test_what_is_not_there_is_said_with_what_is_near(tmp_path: Path) -> None:
    load_corpus(tmp_path, WORLD)
    with pytest.raises(PolicygraphError, match="the nearest are harbour-plan"):
        remove(tmp_path, "harbor-plan")
    with pytest.raises(PolicygraphError, match="of the corpus itself and cannot be taken out"):
        remove(tmp_path, f"{BASE}graph/linkages")
    with pytest.raises(PolicygraphError):
        load_corpus(tmp_path, WORLD, ["no-such"])


def test_a_corpus_with_another_base_is_refused(tmp_path: Path, whole: str) -> None:
    load_corpus(tmp_path, WORLD)
    with pytest.raises(PolicygraphError, match=r"example\.org/harbours"):
        load_corpus(tmp_path, None, ["eu-2013-esf"])
    assert in_folder(tmp_path) == whole


def test_killed_at_any_moment_the_store_is_the_old_or_the_new(tmp_path: Path, whole: str) -> None:
    folder = tmp_path / "store"
    load_corpus(folder, WORLD)
    load_corpus(tmp_path / "less", WORLD)
    remove(tmp_path / "less", "harbour-plan")
    possible = {whole, in_folder(tmp_path / "less")}
    work = (
        "import sys\n"
        "from policygraph.store import load_corpus, remove\n"
        "print('ready', flush=True)\n"
        "while True:\n"
        "    load_corpus(sys.argv[1], sys.argv[2], ['harbour-plan'])\n"
        "    remove(sys.argv[1], 'harbour-plan')\n"
    )
    draw = random.Random(2012)  # noqa: S311 - nothing is secret
    seen = set()
    for _ in range(KILLS):
        command = [sys.executable, "-c", work, str(folder), str(WORLD)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(draw.uniform(0.3, 1.0))
            assert process.poll() is None
            process.kill()
        found = in_folder(folder)
        assert found in possible
        seen.add(found)
    load_corpus(folder, WORLD)
    assert in_folder(folder) == whole
    assert sorted(path.name for path in folder.iterdir() if path.name not in ("store", ".store.lock")) == []
    assert seen == possible or KILLS < 12  # it was killed while there was something to lose


def test_the_commands_load_and_remove(tmp_path: Path, whole: str, capsys: pytest.CaptureFixture[str]) -> None:
    store = str(tmp_path / "store")
    (tmp_path / "own.ttl").write_text("<https://e.org/a> <https://e.org/p> 3 .\n", "utf-8")
    assert main(["load", store, str(WORLD), "--document", "harbour-plan"]) == 0
    assert main(["load", store, str(WORLD), str(tmp_path / "own.ttl"), "--name", OWN]) == 0
    assert main(["ask", "--graph", store, "which-links-are-found-missing"]) == 0
    assert main(["remove", store, OWN]) == 0
    assert in_folder(tmp_path / "store") == whole
    capsys.readouterr()
    assert main(["load", store, str(WORLD), "--name", OWN]) == 1
    assert "--name goes with a file" in capsys.readouterr().err
    assert main(["remove", store, "no-such"]) == 1
    assert main(["load", store, str(tmp_path / "own.ttl"), "--document", "x"]) == 1


@given(steps=st.lists(st.tuples(st.sampled_from(DOCUMENTS), st.booleans()), min_size=1, max_size=6))
@settings(max_examples=4, deadline=None)
def test_after_each_step_it_is_what_is_built_of_the_documents_that_are_there(
    steps: list[tuple[str, bool]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("steps")
    corpus = read_corpus(WORLD)
    load_corpus(folder, corpus)
    there = set(DOCUMENTS)
    for document, out in steps:
        if out and document in there:
            remove(folder, document)
            there.remove(document)
        else:
            load_corpus(folder, corpus, [document])
            there.add(document)
        part = corpus.of(*(name for name in DOCUMENTS if name in there))
        assert in_folder(folder) == content(make_graph(part, anchor(part, {})).store)


def test_an_element_that_the_corpus_lost_stays_while_somebody_speaks_of_it(tmp_path: Path, empty: Path) -> None:
    (empty / "corpus.toml").write_text(f'title = "Harbours"\nbase = "{BASE}"\n', "utf-8")
    load_corpus(tmp_path / "store", WORLD)
    own = tmp_path / "own.nt"
    own.write_text(f"<https://e.org/project> <https://e.org/about> <{BASE}element/silting> .\n", "utf-8")
    load_file(tmp_path / "store", own, OWN)
    for document in DOCUMENTS:
        remove(tmp_path / "store", document)
    assert load_corpus(tmp_path / "store", empty).strange == ()
    elements = open_graph(tmp_path / "store").store.quads_for_pattern(
        None,
        ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
        None,
        ox.NamedNode(f"{BASE}graph/elements"),
    )
    names = {quad.subject.value.removeprefix(BASE) for quad in elements if isinstance(quad.subject, ox.NamedNode)}
    assert "element/silting" in names
    assert names - {"corpus"} == {"element/silting"} | {name for name in names if name in above("element/silting")}


def above(element: str) -> set[str]:
    """The elements that one stands below, in the world."""
    store, found, waiting = build(WORLD).store, set(), [element]
    while waiting:
        node = ox.NamedNode(BASE + waiting.pop())
        for quad in store.quads_for_pattern(node, term("broader"), None):
            assert isinstance(quad.object, ox.NamedNode)
            name = quad.object.value.removeprefix(BASE)
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


def test_a_corpus_that_knows_only_some_documents_leaves_the_others_whole(tmp_path: Path, copy: Path) -> None:
    load_corpus(tmp_path / "store", WORLD)
    before = in_folder(tmp_path / "store")
    for table in ("documents", "elements", "labels", "passages", "statements", "coverage"):
        (copy / table / "pass-act.csv").unlink()
    (copy / "scopes" / "pass-act.toml").unlink()
    assert load_corpus(tmp_path / "store", copy).strange == ("pass-act",)
    assert in_folder(tmp_path / "store") == before


def test_files_with_graphs_of_their_own(tmp_path: Path, whole: str) -> None:
    folder, data = tmp_path / "store", tmp_path / "own.nq"
    load_corpus(folder, WORLD)
    line = "<https://e.org/a> <https://e.org/p> _:x <https://e.org/g{}> .\n"
    data.write_text(line.format(1) + line.format(2), "utf-8")
    assert load_file(folder, data) == ("https://e.org/g1", "https://e.org/g2")
    data.write_text(line.format(2) + "<https://e.org/a> <https://e.org/p> _:x .\n", "utf-8")
    with pytest.raises(PolicygraphError, match="holds triples that are in no graph: name one for them with --name"):
        load_file(folder, data)
    assert load_file(folder, data, OWN) == ("https://e.org/g2", OWN)
    for name in ("https://e.org/g1", "https://e.org/g2", OWN):
        assert len(list(open_graph(folder).store.quads_for_pattern(None, None, None, ox.NamedNode(name)))) == 1
        remove(folder, name)
    assert in_folder(folder) == whole


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        (
            "cut.nt.gz",
            gzip.compress(b"<https://e.org/a> <https://e.org/p> 'x' .\n" * 999, mtime=0)[:60],
            "cannot be unpacked",
        ),
        ("bad.rdf", b"<rdf:RDF xmlns:rdf='x'>\n<a>\n</b></rdf:RDF>", r"bad\.rdf:3:\d+: not RDF/XML"),
        ("bytes.ttl", b"<https://e.org/a> <https://e.org/p>\n '\xff' .", r"bytes\.ttl:2:\d+: not Turtle"),
        ("bad.trig", b"<https://e.org/g> {\n<https://e.org/a> <https://e.org/p> <no scheme> }", r"bad\.trig:2:"),
        ("blank.nq", b"<https://e.org/a> <https://e.org/p> <https://e.org/b> _:g .", "a graph without an address"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_by_its_line(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    load_corpus(tmp_path / "store", WORLD)
    (tmp_path / name).write_bytes(data.replace(b"'", b'"'))
    with pytest.raises(PolicygraphError, match=said) as raised:
        load_file(tmp_path / "store", tmp_path / name, OWN)
    assert "\n" not in str(raised.value)
    assert in_folder(tmp_path / "store") == content(build(WORLD).store)


def test_a_written_graph_makes_a_new_store_and_is_no_file_of_ones_own(tmp_path: Path, whole: str) -> None:
    written = tmp_path / "graph.nq"
    build(WORLD).store.dump(str(written), format=ox.RdfFormat.N_QUADS)
    load_file(tmp_path / "new", written)
    assert in_folder(tmp_path / "new") == whole
    assert open_graph(tmp_path / "new").base == BASE
    with pytest.raises(PolicygraphError, match="which is of the corpus itself"):
        load_file(tmp_path / "new", written)
    own = tmp_path / "own.nt"
    own.write_text("<https://e.org/a> <https://e.org/p> <https://e.org/b> .\n", "utf-8")
    with pytest.raises(PolicygraphError, match="holds no graph yet: load a corpus first"):
        load_file(tmp_path / "other", own, OWN)
    with pytest.raises(PolicygraphError, match="is no address of a graph"):
        load_file(tmp_path / "new", own, "mine")
    assert not (tmp_path / "other").exists()
