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
from policygraph.command import main
from policygraph.store import load_corpus, load_file, remove

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
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
    data.write_bytes(gzip.compress(b"<https://e.org/a> <https://e.org/p> <https://e.org/b> .\n"))
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
