"""A graph as it lies on disk: a store of pyoxigraph in the folder `store`, and in it a marker that was written last.

Nothing here changes a store that is there: it is written new, or opened for reading, which leaves every byte of it.
"""

import errno
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

import pyoxigraph as ox

from ..faults import PolicygraphError

FORMAT = 1
STORE = "store"
MARKER = "policygraph.json"
# What stands beside a store while it is changed: the lock, the copy that is being changed, what it takes the place of.
LOCK, NEW, OLD = ".store.lock", ".store.new", ".store.old"
_TRIES = 20  # how often a reader looks again whose store was replaced while it opened it
_OF_DISK = ("Corruption: ", "IO error: ")  # so the engine begins
FAILURES = (OSError, RuntimeError)  # what the engine raises: for what the disk says, and for files that are damaged


@dataclass(frozen=True)
class Marker:
    """What a store says of itself: the form that it has, the base of its addresses, and who wrote it.

    The engine's list of its files and how many bytes that has are there since the engine takes a list that was cut
    off for an older one, without a word.
    """

    format: int
    base: str
    written_by: str
    engine: str
    manifest: str
    manifest_bytes: int


def open_disk(folder: Path | str) -> tuple[ox.Store, Marker]:
    """The store in a folder that `build` or `load` wrote, opened for reading, and what it says of itself.

    If it is replaced meanwhile, it is the old one or the new. Raises PolicygraphError, which says what to do, if there
    is none or it cannot be read.
    """
    path = Path(folder)
    for attempt in range(_TRIES + 1):
        place = standing(path)
        seen = identity(place)
        try:
            marker = read_marker(place)
            store = ox.Store.read_only(str(place))
        except (*FAILURES, PolicygraphError) as error:
            if identity(place) == seen or attempt == _TRIES:
                raise error if isinstance(error, PolicygraphError) else damaged(place, error) from None
        else:
            if identity(place) == seen:
                return store, marker
    raise PolicygraphError(f"{folder} is being changed all the time: try again when that is done")


def standing(folder: Path) -> Path:
    """Where the store of a folder stands; where no two folders can be exchanged at one stroke, it may be beside it."""
    try:
        if not folder.exists():
            raise PolicygraphError(
                f"there is no folder {folder}: `policygraph build` or `policygraph load` writes one"
            )
        if not folder.is_dir():
            raise PolicygraphError(f"{folder} is a file, and no folder that `policygraph build` or `load` wrote")
        for name in (STORE, OLD, STORE):  # put back between the first look and the second
            if (place := folder / name).is_dir():
                return place
    except PermissionError as error:
        raise damaged(folder, error) from None
    raise PolicygraphError(f"{folder} holds no graph: it has no store/ that `policygraph build` or `load` wrote")


def identity(place: Path) -> tuple[int, int] | None:
    """Which folder stands there: another one if it has been replaced; None if there is none."""
    try:
        found = place.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def read_marker(place: Path) -> Marker:
    """What the store at a place says of itself. Raises PolicygraphError if it is unfinished, or newer than we are."""
    path = place / MARKER
    try:
        said = json.loads(path.read_text("utf-8"))
        found = said["format"]
        if isinstance(found, int) and found > FORMAT:
            raise PolicygraphError(
                f"{place} was written by a newer policygraph (format {found}; this one reads {FORMAT}): "
                "upgrade with pip install --upgrade policygraph"
            )
        marker = Marker(
            int(found),
            str(said["base"]),
            str(said["written_by"]),
            str(said["engine"]),
            str(said["manifest"]),
            int(said["manifest_bytes"]),
        )
    except FileNotFoundError:
        raise PolicygraphError(
            f"{place} is half-written, or not of policygraph (it has no {MARKER}): build it again"
        ) from None
    except OSError as error:
        raise damaged(place, error) from None
    except (ValueError, KeyError, TypeError):
        raise PolicygraphError(f"{path} is damaged: build the graph again") from None
    with suppress(FileNotFoundError):  # another program opened it for writing since, and made a list of its own
        if (place / marker.manifest).stat().st_size < marker.manifest_bytes:
            raise damaged(place, OSError(f"{marker.manifest} was cut off"))
    return marker


def write_store(source: Path | Iterable[ox.Quad], folder: Path, base: str) -> None:
    """Quads, or an RDF file of them, as the store of a folder that has none yet."""
    place = folder / STORE
    with plainly(f"cannot write {place}"):
        store = ox.Store(str(place))
        if isinstance(source, Path):
            store.bulk_load(path=str(source), lenient=True)  # as we wrote it
        else:
            store.bulk_extend(source)
        store.optimize()
        store.flush()
        del store
        seal(place, base)


def seal(place: Path, base: str) -> None:
    """Finishes a store that is written and closed: takes out what names the machine and the hour, and marks it."""
    for log in place.glob("LOG*"):
        log.unlink()  # it names the machine and the hour, and a store may be passed on
    files = place / (place / "CURRENT").read_text("utf-8").strip()
    engine = f"pyoxigraph {version('pyoxigraph')}"
    marker = Marker(FORMAT, base, this_version(), engine, files.name, files.stat().st_size)
    aside = place / f"{MARKER}.new"
    with aside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(asdict(marker), ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())  # a marker that outlives a power cut, before what it vouches for does not
    aside.rename(place / MARKER)
    settle(place)


def this_version() -> str:
    """Who we are, as a marker has it."""
    return f"policygraph {version('policygraph')}"


def settle(folder: Path) -> None:
    """Makes the names in a folder outlive a power cut, where the system can."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def plainly(what: str, then: str = "") -> Iterator[None]:
    """Says in one sentence what the disk or the engine complains of: what cannot be done, why, and what then."""
    try:
        yield
    except FAILURES as error:
        if type(error) is not RuntimeError and isinstance(error, RuntimeError):
            raise  # of Python, and not of the engine
        raise PolicygraphError(f"{what}: {reason(error)}{then}") from None


def damaged(place: Path, error: Exception) -> PolicygraphError:
    """That a store cannot be read, at its opening or when a question comes upon it."""
    if isinstance(error, PermissionError) or "Permission denied" in str(error):
        return PolicygraphError(f"{place} may not be read by you: ask its owner for the right to read it")
    return PolicygraphError(f"{place} is damaged ({reason(error)}): build it again")


def is_of_disk(error: Exception) -> bool:
    """Whether it is the files that the engine complains of, and not the query."""
    return str(error).startswith(_OF_DISK)


def reason(error: Exception) -> str:
    """What the disk or the engine complains of, in few words."""
    text = " ".join(str(error).split())
    if getattr(error, "errno", None) == errno.ENOSPC or "No space left" in text:
        return "the disk is full"
    if isinstance(error, OSError) and error.strerror and error.filename:
        return f"{error.strerror}: {error.filename}"
    while text.startswith(_OF_DISK):
        text = text.partition(": ")[2]
    return text if len(text) <= 200 else text[:199] + "…"
