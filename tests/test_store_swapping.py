"""A store is changed as a whole or not at all: nobody who reads is disturbed, and only one writes."""

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest

from places import WORLD
from policygraph import PolicygraphError, build
from policygraph.store import load_file, swapping
from policygraph.store.folder import LOCK, MARKER, NEW, OLD, STORE, open_disk, write_store
from policygraph.store.swapping import changing, exchanged
from test_store_folder import digests

BASE = "https://example.org/harbours/"
OWN = "https://example.org/mine"
KILLS = int(os.environ.get("POLICYGRAPH_KILLS", "12"))  # some hundreds, to look for what is rare


def quads(number: int, start: int = 0) -> Iterator[ox.Quad]:
    for count in range(start, start + number):
        node = ox.NamedNode(f"https://example.org/mine/{count}")
        yield ox.Quad(node, node, ox.Literal(str(count)), ox.NamedNode(OWN))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a store of a hundred quads."""
    made = tmp_path / "out"
    made.mkdir()
    write_store(quads(100), made, BASE)
    return made


def size(folder: Path) -> int:
    return len(open_disk(folder)[0])


def alone(folder: Path) -> bool:
    """Whether there is nothing beside the store."""
    return [path.name for path in folder.iterdir()] == [STORE]


@contextmanager
def without_exchange(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A system that cannot exchange two folders at one stroke."""
    with monkeypatch.context() as patched:
        patched.setattr(swapping, "exchanged", lambda *_: False)
        yield


def test_while_a_copy_is_changed_the_store_stays_as_it_is_to_the_byte(folder: Path) -> None:
    before = digests(folder / STORE)
    files = {path.stat().st_ino for path in (folder / STORE).glob("*.sst")}
    with changing(folder) as copy:
        assert {path.stat().st_ino for path in (folder / NEW).glob("*.sst")} == files  # nothing was copied
        copy.store.extend(quads(500, 100))
        copy.store.bulk_extend(quads(500, 600))
        copy.store.remove_graph(ox.NamedNode(OWN))
        copy.store.extend(quads(7))
        copy.store.optimize()
        copy.store.flush()
        assert digests(folder / STORE) == before
        assert size(folder) == 100
    assert size(folder) == 7
    assert alone(folder)


def test_what_fails_leaves_the_store_to_the_byte(folder: Path) -> None:
    before = digests(folder)
    for error in (ValueError("x"), KeyboardInterrupt(), OSError("x"), RuntimeError("x")):
        with pytest.raises((type(error), PolicygraphError)), changing(folder) as copy:  # noqa: PT012 - it fails at its end
            copy.store.extend(quads(500, 100))
            raise error
        assert digests(folder) == before


def test_a_new_folder_that_came_to_nothing_goes_again(tmp_path: Path) -> None:
    with pytest.raises(PolicygraphError, match="load a corpus first"), changing(tmp_path / "a" / "b"):
        pass
    with pytest.raises(ZeroDivisionError), changing(tmp_path / "b", BASE):
        raise ZeroDivisionError
    assert not (tmp_path / "a" / "b").exists()
    assert not (tmp_path / "b").exists()
    with changing(tmp_path / "b", BASE) as copy:
        copy.store.extend(quads(3))
    assert size(tmp_path / "b") == 3


def test_a_folder_named_store_of_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / STORE).mkdir()
    (tmp_path / STORE / "thesis.docx").write_text("ten years", "utf-8")
    with pytest.raises(PolicygraphError, match="not of policygraph"), changing(tmp_path, BASE):
        pass
    assert digests(tmp_path).keys() == {f"{STORE}/thesis.docx"}


def test_who_keeps_the_copy_is_told_so_and_nothing_changes(folder: Path) -> None:
    with pytest.raises(AssertionError, match=r"keeps copy\.store"), changing(folder) as copy:  # noqa: PT012 - at its end
        kept = copy.store
        kept.extend(quads(1, 1000))
    del kept
    assert size(folder) == 100
    assert alone(folder)


def test_a_second_writer_is_told_to_wait(folder: Path) -> None:
    code = "import sys\nfrom policygraph.store.swapping import changing\nwith changing(sys.argv[1]): pass"
    with changing(folder) as copy:
        copy.store.extend(quads(1, 1000))
        run = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=False)
        assert run.stderr.splitlines()[-1].endswith(
            f"{folder} is being changed by somebody else (a `policygraph load` or `remove`, in another window or "
            "notebook?): try again when that is done"
        )
    assert size(folder) == 101
    assert subprocess.run([sys.executable, "-c", code, str(folder)], check=False).returncode == 0
    assert alone(folder)


def test_threads_that_write_at_once_lose_nothing(folder: Path) -> None:
    done: list[int] = []
    told: list[str] = []

    def write(number: int) -> None:
        for _ in range(50):
            try:
                with changing(folder) as copy:
                    copy.store.extend(quads(1, 1000 + number))
            except PolicygraphError as error:
                told.append(str(error))
            else:
                done.append(number)
                return

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == list(range(6))
    assert all("somebody else" in each for each in told)
    assert size(folder) == 106


@pytest.mark.skipif(os.name != "posix", reason="the engine's lock is another on Windows")
def test_a_store_that_another_program_writes_to_is_not_changed(folder: Path) -> None:
    code = "import sys, pyoxigraph as ox\nstore = ox.Store(sys.argv[1])\nprint('open', flush=True)\nsys.stdin.read()\n"
    command = [sys.executable, "-c", code, str(folder / STORE)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(PolicygraphError, match="is open for writing in another program"), changing(folder):
            pass
        other.communicate()
    with changing(folder) as copy:
        copy.store.extend(quads(1, 1000))
    assert size(folder) == 101


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux is asked for it")
def test_two_folders_are_exchanged_at_one_stroke(tmp_path: Path) -> None:
    (tmp_path / "a" / "was-a").mkdir(parents=True)
    (tmp_path / "b").mkdir()
    assert exchanged(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b" / "was-a").is_dir()
    assert not exchanged(tmp_path / "a", tmp_path / "nowhere")


@pytest.mark.parametrize("exchange", [True, False])
def test_who_opens_it_while_it_changes_finds_the_old_or_the_new(
    folder: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool
) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom policygraph.store.folder import open_disk\n"
        "print('ready', flush=True)\n"
        "while not Path(sys.argv[2]).exists():\n    print(len(open_disk(sys.argv[1])[0]), flush=True)\n"
    )
    stop = folder.parent / "stop"
    with subprocess.Popen([sys.executable, "-c", code, str(folder), str(stop)], stdout=subprocess.PIPE) as reader:
        assert reader.stdout is not None
        reader.stdout.readline()
        if exchange:
            change_often(folder)
        else:
            with without_exchange(monkeypatch):
                change_often(folder)
        stop.touch()
        seen = {int(line) for line in reader.stdout.read().splitlines()}
    assert reader.returncode == 0
    assert seen <= {100, 101}
    assert len(seen) == 2


def change_often(folder: Path) -> None:
    """Twenty changes, to and fro between 100 and 101 quads."""
    for count in range(20):
        with changing(folder) as copy:
            if count % 2:
                copy.store.remove(next(quads(1, 1000)))
            else:
                copy.store.extend(quads(1, 1000))


def test_who_has_a_big_store_open_reads_on_after_a_change(folder: Path) -> None:
    """The engine opens sixteen files at once and others when it needs them: those must still be there."""
    for count in range(3):
        with changing(folder) as copy:
            copy.store.bulk_extend(quads(3000, 10_000 * count))
    assert len(list((folder / STORE).glob("*.sst"))) > 16
    store, _ = open_disk(folder)
    before = size(folder)
    with changing(folder) as copy:
        copy.store.remove_graph(ox.NamedNode(OWN))
        copy.store.extend(quads(5))
        copy.store.optimize()  # no file stays as it was
    assert sum(1 for _ in store) == len(store) == before
    assert len(list(store.quads_for_pattern(None, None, ox.Literal("20007"), None))) == 1
    assert size(folder) == 5
    left = len(list((folder / STORE).glob("*.sst")))
    with changing(folder):
        pass
    assert len(list((folder / STORE).glob("*.sst"))) <= left  # what was kept for readers goes with the next change


def test_a_big_graph_is_taken_out_and_what_stays_is_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = [
        ox.Quad(ox.BlankNode("b"), q.predicate, q.object, ox.NamedNode(f"{OWN}/{n % 3}"))
        for n, q in zip(range(90), quads(90), strict=True)
    ]
    with changing(folder) as copy:
        copy.store.extend(other)
    monkeypatch.setattr(swapping, "_BIG", 50)
    with changing(folder) as copy:
        copy.take_out([ox.NamedNode(OWN)])
    assert set(open_disk(folder)[0]) == set(other)
    with changing(folder) as copy:
        copy.take_out([ox.NamedNode(f"{OWN}/1")])  # it is less than what stays
    assert set(open_disk(folder)[0]) == {quad for quad in other if quad.graph_name != ox.NamedNode(f"{OWN}/1")}


def test_what_killed_writers_left_is_swept_up(folder: Path) -> None:
    (folder / LOCK).write_text("", "utf-8")
    for name in (NEW, OLD):
        (folder / name).mkdir()
        (folder / name / MARKER).write_text("{}", "utf-8")
    assert size(folder) == 100
    with changing(folder) as copy:
        copy.store.extend(quads(1, 1000))
    assert alone(folder)
    assert size(folder) == 101


@pytest.mark.parametrize("exchange", [True, False])
def test_killed_while_files_are_loaded_it_has_all_of_one_of_them(folder: Path, tmp_path: Path, exchange: bool) -> None:
    sizes = {1: "one", 2000: "two"}
    for number, name in sizes.items():
        lines = "".join(f"<{OWN}/{n}> <{OWN}/p> <{OWN}/{n}> .\n" for n in range(number))
        (tmp_path / f"{name}.nt").write_text(lines, "utf-8")
    code = (
        "import sys\nfrom policygraph.store import load_file, swapping\n"
        + ("" if exchange else "swapping.exchanged = lambda *_: False\n")
        + "print('ready', flush=True)\nwhile True:\n"
        "    for name in sys.argv[2:]:\n        load_file(sys.argv[1], name, 'https://example.org/other')\n"
    )
    names = [str(tmp_path / f"{name}.nt") for name in sizes.values()]
    draw = random.Random(2012)  # noqa: S311 - nothing is secret
    seen = set()
    for _ in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", code, str(folder), *names], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(draw.uniform(0.05, 0.6))
            assert process.poll() is None
            process.kill()
        seen.add(size(folder) - 100)
        assert seen <= {0, *sizes}
    assert len(seen) > 1
    load_file(folder, names[0], "https://example.org/other")
    assert size(folder) == 101
    assert alone(folder)


def test_a_world_and_its_marker_survive_many_changes(tmp_path: Path) -> None:
    write_store(build(WORLD).store, tmp_path, BASE)
    before = sorted(map(str, open_disk(tmp_path)[0]))
    for _ in range(12):
        with changing(tmp_path):
            pass
    store, marker = open_disk(tmp_path)
    assert sorted(map(str, store)) == before
    assert marker.base == BASE
    assert len(list((tmp_path / STORE).iterdir())) < 40  # nothing piles up
