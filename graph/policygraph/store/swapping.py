"""Changes a store as a whole or not at all, with one writer at a time and without disturbing anybody who reads.

The change is made in a copy beside the store, whose files are hard links as long as nobody changes them, and the copy
takes the place of the store when all has gone well. Whoever is killed leaves the old content or the new, and beside it
a copy that the next writer sweeps up: it holds the lock, so nobody is at work there.
"""

import contextlib
import ctypes
import os
import shutil
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ..faults import PolicygraphError
from .asked import lookup
from .folder import FAILURES, LOCK, MARKER, NEW, OLD, STORE, Marker, open_disk, plainly, seal, settle
from .results import results_of, str_of

_WAIT = 1.0  # seconds that a second writer waits for the first
_OPENED = 16  # files that the engine opens at once: further ones of a store when it comes to need them
_BIG = 50_000  # quads of a graph: fewer are removed one by one in seconds
_AT_CWD, _EXCHANGE = -100, 2  # of Linux, for renameat2


@dataclass
class Copy:
    """A store that may be written to, and what is known of it; it is taken away when the change is over.

    `files` are the names of those that it shares with the store at `place` that it is a copy of, which had that
    `marker`; marker and files are None for a new one.
    """

    store: ox.Store
    base: str
    place: Path
    marker: Marker | None = None
    files: frozenset[str] | None = None

    def take_out(self, names: Collection[ox.NamedNode]) -> None:
        """Removes graphs. Where they are big and most of the store, what stays is written anew: that is faster.

        It must be the first that is done with the copy.
        """
        gone = _size(self.store, names)
        if gone < _BIG or len(self.store) > 2 * gone or self.marker is None:
            for name in names:
                self.store.remove_graph(name)
            return
        origin, _ = open_disk(self.place.parent)
        staying = [name for name in origin.named_graphs() if name not in names]
        self.store.clear()  # which goes on numbering its files where it was, as `_keep_for_readers` needs it
        self.store.bulk_extend(
            quad for name in (*staying, ox.DefaultGraph()) for quad in origin.quads_for_pattern(None, None, None, name)
        )


def _size(store: ox.Store, names: Collection[ox.NamedNode]) -> int:
    """How many quads some graphs hold, counted by the engine: to count them here takes a hundred times as long."""
    if not names:
        return 0  # of no graph the engine would count the default graph
    rows = results_of(store.query(lookup("size").sparql, default_graph=list(names))).rows
    return int(str_of(rows[0][0]))


@contextmanager
def changing(folder: Path | str, base: str | None = None) -> Iterator[Copy]:
    """A copy of the store of a folder, which takes its place when all has gone well; else all stays as it was.

    Nobody may keep `copy.store` beyond that. If there is no store yet, it is a new one with that `base`, and
    PolicygraphError is raised if there is none; so it is if the base of the store is another, if somebody else is at
    work on it, if it cannot be read or the disk is full.
    """
    path = Path(folder)
    with only_writer(path):
        _sweep(path)
        place, new = path / STORE, path / NEW
        try:
            with plainly(f"cannot change the graph in {path}", "; it is as it was"):
                with _no_other_engine(place):
                    copy = _copied(path, new, base)
                    try:
                        yield copy
                        _finish(copy)
                    finally:
                        del copy.store  # closes it, whether it is to be kept or to be swept up
                    _clear(new)
                    seal(new, copy.base)
                    _keep_for_readers(copy, place, new)
                    _swap(path)
                settle(path)
        finally:
            _sweep(path)


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Keeps all others from writing into a folder; one that we make and that stays empty goes again.

    Raises PolicygraphError if somebody else is at work there.
    """
    from filelock import FileLock, Timeout

    if folder.exists() and not folder.is_dir():
        raise PolicygraphError(f"{folder} is a file, and no folder for a graph: name another")
    ours = not folder.exists()
    lock = folder / LOCK
    with plainly(f"cannot write into {folder}"):
        folder.mkdir(parents=True, exist_ok=True)
        held = FileLock(lock, timeout=_WAIT)
        try:
            held.acquire()
        except Timeout:  # which is an OSError too
            raise PolicygraphError(
                f"{folder} is being changed by somebody else (a `policygraph load` or `remove`, in another window or "
                "notebook?): try again when that is done"
            ) from None
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # another writer finds out that its lock has no name any more
            lock.unlink()
        held.release()
        if ours:
            with contextlib.suppress(OSError):  # it is not empty: all went well
                folder.rmdir()


def _copied(path: Path, new: Path, base: str | None) -> Copy:
    """A copy of the store of a folder, or a new one, open for writing."""
    if not (path / STORE).exists():
        if base is None:
            raise PolicygraphError(f"{path} holds no graph yet: load a corpus first")
        return Copy(ox.Store(str(new)), base, path / STORE)
    store, marker = open_disk(path)
    if base is not None and marker.base != base:
        raise PolicygraphError(
            f"{path} holds the graph of {marker.base}, and this is of {base}: load it into another folder"
        )
    store.backup(str(new))  # as it was opened for reading, that leaves every byte of it
    files = frozenset(file.name for file in new.glob("*.sst"))
    return Copy(ox.Store(str(new)), marker.base, path / STORE, marker, files)


def _finish(copy: Copy) -> None:
    """Writes out what is still in memory."""
    if copy.files is None:
        copy.store.optimize()
    copy.store.flush()


def _clear(new: Path) -> None:
    """Opens the copy once more and closes it, and so has the engine clear away its logs of what is written out."""
    try:
        ox.Store(str(new))
    except FAILURES as error:
        if "lock hold by current process" in str(error):
            raise AssertionError("somebody keeps copy.store in a name of their own") from error
        raise


def _keep_for_readers(copy: Copy, place: Path, new: Path) -> None:
    """Leaves in the new store the files of the old one that somebody who has it open may not have opened yet.

    A big store is opened file by file, as they are needed, by their names. Numbers of files are never used again
    within a store and its copies; the engine passes over files that it does not know, and the next copy lacks them.
    """
    if copy.files is not None and len(copy.files) > _OPENED:
        for name in sorted(copy.files):
            if not (new / name).exists():
                with contextlib.suppress(OSError):  # no hard links here: a reader may have to open it again
                    os.link(place / name, new / name)


def _swap(path: Path) -> None:
    """Puts the copy in the place of the store; what stood there is left to be swept up."""
    place, new, old = path / STORE, path / NEW, path / OLD
    if not place.exists():
        new.rename(place)
    elif not exchanged(new, place):
        place.rename(old)  # who opens it now finds the old one there (`folder.standing`)
        new.rename(place)


def exchanged(one: Path, other: Path) -> bool:
    """Whether the two folders could be exchanged at one stroke: on Linux, unless the file system cannot."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and rename(_AT_CWD, os.fsencode(one), _AT_CWD, os.fsencode(other), _EXCHANGE) == 0


@contextmanager
def _no_other_engine(place: Path) -> Iterator[None]:
    """Keeps other programs from opening the store for writing, whose changes would be lost: they take no lock of ours.

    It is the lock of the engine itself, on the file LOCK. Windows has another, and moves nothing that is open.
    """
    path = place / "LOCK"
    if sys.platform == "win32" or not path.exists():
        yield
        return
    import fcntl

    with path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise PolicygraphError(
                f"{place} is open for writing in another program: close it there, and try again"
            ) from None
        yield


def _sweep(path: Path) -> None:
    """Clears away what a change has left beside the store, one that was killed too; under the lock."""
    place, old = path / STORE, path / OLD
    with plainly(f"cannot write into {path}"):
        if old.is_dir() and not place.exists():
            old.rename(place)  # it was cut off between two renames
    for left in (path / NEW, old):
        (left / MARKER).unlink(missing_ok=True)  # what is half swept up is no store
        shutil.rmtree(left, ignore_errors=True)
