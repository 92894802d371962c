"""A store on disk: opening it changes nothing, and what is wrong with it is said in one sentence."""

import errno
import hashlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from places import WORLD
from policygraph import Graph, build, open_graph
from policygraph.faults import PolicygraphError
from policygraph.store.folder import MARKER, NEW, OLD, STORE, open_disk, reason, write_store
from policygraph.store.swapping import changing

BASE = "https://example.org/harbours/"


def digests(folder: Path) -> dict[str, tuple[str, int]]:
    """Each file of a folder with the digest of its bytes and its time."""
    return {
        path.relative_to(folder).as_posix(): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def content(folder: Path) -> list[str]:
    """The quads of the store of a folder, sorted."""
    return sorted(map(str, open_disk(folder)[0]))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented world in a folder."""
    folder = tmp_path_factory.mktemp("written")
    write_store(build(WORLD).store, folder, BASE)
    return folder


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    return Path(shutil.copytree(written, tmp_path / "out"))


def told(folder: Path) -> str:
    """What is said when the folder is opened and read: one line, which names the place."""
    with pytest.raises(PolicygraphError) as caught:
        open_graph(folder)
    said = str(caught.value)
    assert "\n" not in said
    assert folder.name in said
    return said


def test_what_was_written_is_read_again(written: Path) -> None:
    store, marker = open_disk(written)
    assert sorted(map(str, store)) == sorted(map(str, build(WORLD).store))
    assert (marker.format, marker.base) == (1, BASE)
    assert marker.written_by.startswith("policygraph ")
    assert marker.engine.startswith("pyoxigraph ")


def test_opening_and_asking_leave_every_byte(folder: Path) -> None:
    before = digests(folder)
    for memory in (None, True, False):
        graph = open_graph(folder, memory)
        assert graph.base == BASE
        assert len(graph.query("SELECT * { ?s a pg:Statement }").rows) == 40
        del graph
    assert digests(folder) == before


def test_a_store_says_neither_on_which_machine_nor_when_it_was_written(written: Path) -> None:
    assert not list((written / STORE).glob("LOG*"))
    assert str(written).encode() not in b"".join(p.read_bytes() for p in (written / STORE).iterdir())
    assert set(json.loads((written / STORE / MARKER).read_text("utf-8"))) == {
        "format",
        "base",
        "written_by",
        "engine",
        "manifest",
        "manifest_bytes",
    }


def test_a_graph_knows_its_folder_if_it_is_asked_there(written: Path) -> None:
    assert open_graph(written, memory=False).folder == written
    assert open_graph(written).folder is None  # it is small: read into memory, as that of a `build` is
    assert open_graph(written, memory=True).folder is None


def test_there_is_no_such_folder(tmp_path: Path) -> None:
    assert "there is no folder" in told(tmp_path / "nowhere")


def test_it_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", "utf-8")
    assert "is a file, and no folder" in told(tmp_path / "notes.txt")


def test_there_is_no_store_in_it(tmp_path: Path) -> None:
    assert "holds no graph: it has no store/" in told(tmp_path)


def test_a_store_without_a_marker_is_half_written(folder: Path) -> None:
    (folder / STORE / MARKER).unlink()
    assert told(folder).endswith(f"half-written, or not of policygraph (it has no {MARKER}): build it again")


@pytest.mark.parametrize(
    "said", ["", "{", "[]", '{"format": 1}', '{"format": "x", "base": "", "written_by": ""}', "\xff"]
)
def test_a_spoilt_marker_is_told(folder: Path, said: str) -> None:
    (folder / STORE / MARKER).write_bytes(said.encode("latin-1"))
    assert told(folder).endswith(f"{MARKER} is damaged: build the graph again")


def test_a_newer_store_asks_for_an_upgrade(folder: Path) -> None:
    before = digests(folder)
    path = folder / STORE / MARKER
    path.write_text(json.dumps({"format": 2, "all else": "unknown to us"}), "utf-8")
    changed = digests(folder)
    assert told(folder).endswith(
        "was written by a newer policygraph (format 2; this one reads 1): "
        "upgrade with pip install --upgrade policygraph"
    )
    with pytest.raises(PolicygraphError, match="newer policygraph"), changing(folder):
        pass
    assert digests(folder) == changed != before


def tables(folder: Path) -> list[Path]:
    return sorted((folder / STORE).glob("*.sst"), key=lambda path: path.stat().st_size)


@pytest.mark.parametrize("which", ["CURRENT", "MANIFEST", "biggest", "smallest"])
@pytest.mark.parametrize("how", ["missing", "cut", "empty", "flipped"])
def test_a_damaged_file_is_told_and_left(folder: Path, which: str, how: str) -> None:
    names = {"biggest": tables(folder)[-1], "smallest": tables(folder)[0], "CURRENT": folder / STORE / "CURRENT"}
    path = names.get(which) or next((folder / STORE).glob("MANIFEST*"))
    data = path.read_bytes()
    if how == "missing":
        path.unlink()
    else:
        flipped = bytes(byte ^ 0xFF for byte in data)
        cut = {"cut": bytes(data[: len(data) // 2]), "empty": b"", "flipped": flipped}
        path.write_bytes(cut[how])
    before = digests(folder)
    assert told(folder).endswith("): build it again")
    assert "is damaged (" in told(folder)
    with pytest.raises(PolicygraphError, match="is damaged"), changing(folder):
        pass
    assert digests(folder) == before
    assert [path.name for path in folder.iterdir()] == [STORE]


def test_a_flipped_byte_that_is_met_only_by_reading_is_told(folder: Path) -> None:
    """The engine has a sum over each block: it raises an error where one is wrong, and gives no wrong answer."""
    seen = asked = 0
    for path in tables(folder)[-6:]:
        data = path.read_bytes()
        for part in (5, 3, 2):
            spoilt = bytearray(data)
            spoilt[len(data) // part] ^= 0xFF
            path.write_bytes(spoilt)
            try:
                open_disk(folder)
            except PolicygraphError:
                continue  # it is met at the opening
            try:
                open_graph(folder, memory=True)
            except PolicygraphError as error:
                assert "is damaged (block checksum mismatch" in str(error)  # noqa: PT017 - some are in other indexes
                seen += 1
            graph = open_graph(folder, memory=False)
            try:
                graph.query("SELECT * { ?s ?p ?o }")
                graph.query("SELECT * { ?s ?p ?o . ?o ?q ?t }")
            except PolicygraphError as error:
                assert f"{folder / STORE} is damaged (block checksum mismatch" in str(error)  # noqa: PT017
                asked += 1
            del graph
        path.write_bytes(data)
    assert seen > 0
    assert asked > 0
    assert content(folder)


def as_nobody(folder: Path, call: str) -> str:
    """What a child process without any rights prints when it makes that call."""
    code = f"""
import os, sys
from policygraph.graph import open_graph
from policygraph.store.swapping import changing
import filelock
from policygraph.faults import PolicygraphError
import importlib.metadata
os.setgid(65534); os.setuid(65534)
try:
    {call}
except PolicygraphError as error:
    print(error)
"""
    run = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=False)
    return (run.stdout + run.stderr).strip()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give up its rights for this test")
def test_rights_that_are_lacking_are_told(written: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        folder = Path(shutil.copytree(written, Path(place) / "out"))
        folder.chmod(0o700)
        for call in ("open_graph(sys.argv[1])", "open_graph(sys.argv[1] + '/deeper')"):
            assert as_nobody(folder, call).endswith("may not be read by you: ask its owner for the right to read it")
        folder.chmod(0o755)
        before = digests(folder)
        said = as_nobody(folder, "with changing(sys.argv[1]): pass")
        assert said == f"cannot write into {folder}: Permission denied: {folder}/.store.lock"
        assert digests(folder) == before
        for path in (folder / STORE / MARKER, tables(folder)[-1], folder / STORE):
            mode = path.stat().st_mode
            path.chmod(0)
            said = as_nobody(folder, "open_graph(sys.argv[1])")
            assert said == f"{folder / STORE} may not be read by you: ask its owner for the right to read it"
            path.chmod(mode)
        assert as_nobody(folder, "print(len(open_graph(sys.argv[1]).store) > 0)") == "True"


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of two megabytes, of its own."""
    with tempfile.TemporaryDirectory() as place:
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place], capture_output=True, check=False
        )
        if made.returncode:
            pytest.skip("no disk can be mounted here: not tried with a full one")
        try:
            yield Path(place)
        finally:
            subprocess.run(["umount", "-l", place], check=True)


def triples(number: int) -> Iterator[ox.Quad]:
    for count in range(number):
        node = ox.NamedNode(f"https://example.org/mine/{hashlib.sha256(str(count).encode()).hexdigest()}")
        yield ox.Quad(node, node, ox.Literal(node.value[::-1]), ox.NamedNode("https://example.org/mine"))


def test_a_full_disk_leaves_the_old_store_and_nothing_beside_it(written: Path, small_disk: Path) -> None:
    folder = Path(shutil.copytree(written, small_disk / "out"))
    before = digests(folder)
    for write in (ox.Store.bulk_extend, ox.Store.extend):
        with (
            pytest.raises(PolicygraphError, match=r"cannot change the graph in .*: the disk is full; it is as it was"),
            changing(folder) as copy,
        ):
            write(copy.store, triples(40_000))
        assert digests(folder) == before
        assert [path.name for path in folder.iterdir()] == [STORE]
    with changing(folder) as copy:
        copy.store.extend(triples(10))
    assert len(content(folder)) == len(build(WORLD).store) + 10


def test_a_full_disk_while_a_new_store_is_written(small_disk: Path) -> None:
    with pytest.raises(PolicygraphError, match=r"cannot write .*: the disk is full"):
        write_store(triples(40_000), small_disk, BASE)
    with pytest.raises(PolicygraphError, match="half-written"):
        open_disk(small_disk)


@pytest.mark.skipif(os.name != "posix", reason="there is no limit on the size of files to set")
def test_a_limit_on_the_size_of_files_is_told_like_a_full_disk(folder: Path) -> None:
    before = digests(folder)
    old, ignored = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, old[1]))
    try:
        with (
            pytest.raises(PolicygraphError, match=r"File too large.*; it is as it was"),
            changing(folder) as copy,
        ):
            copy.store.bulk_extend(triples(40_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, ignored)
    assert digests(folder) == before


def test_a_store_that_another_program_opened_for_writing_is_read_on(folder: Path) -> None:
    before = content(folder)
    ox.Store(str(folder / STORE))  # it writes a list of its files anew
    assert content(folder) == before
    with changing(folder):
        pass
    assert content(folder) == before


def test_between_two_renames_the_old_one_is_found(folder: Path) -> None:
    before = content(folder)
    (folder / STORE).rename(folder / OLD)
    shutil.copytree(folder / OLD, folder / NEW)
    assert content(folder) == before
    with changing(folder):
        pass
    assert [path.name for path in folder.iterdir()] == [STORE]
    assert content(folder) == before


def test_reasons_are_short() -> None:
    assert reason(OSError(errno.ENOSPC, "No space left on device", "x")) == "the disk is full"
    assert reason(RuntimeError("Corruption: Corruption: IO error: gone\n over")) == "gone over"
    assert len(reason(RuntimeError("x" * 1000))) == 200


def test_a_built_folder_has_a_marker(tmp_path: Path, graph: Graph) -> None:
    from policygraph.output import write_output

    write_output(graph, tmp_path / "out", lambda *_: None)
    assert open_disk(tmp_path / "out")[1].base == graph.base
