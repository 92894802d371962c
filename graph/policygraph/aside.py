"""Writes aside and moves: a folder or file is replaced as a whole, or stays as it was."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .faults import PolicygraphError

STALE = 3600  # seconds after which what a killed run left beside its target is swept up


@contextmanager
def folder_aside(target: Path) -> Iterator[Path]:
    """A new folder beside `target` that takes its place when all has gone well, and vanishes otherwise.

    What stood at `target` is gone afterwards: whoever calls this has made sure that it may go.
    """
    place = Path(os.path.abspath(target))  # noqa: PTH100 - resolve() would follow a link
    old = place.with_name(f".{place.name}.old")
    with _plainly(target):
        if old.is_dir() and not place.exists():
            old.rename(place)  # a run was cut off between its two renames: the last good output comes back
        place.parent.mkdir(parents=True, exist_ok=True)
        _sweep(place)
        made = Path(tempfile.mkdtemp(prefix=f".{place.name}.new-", dir=place.parent))
    try:
        with _plainly(target):
            yield made
            mask = os.umask(0)
            os.umask(mask)
            made.chmod(0o777 & ~mask)  # mkdtemp makes a folder for one pair of eyes
            if place.exists():
                shutil.rmtree(old, ignore_errors=True)
                place.rename(old)
            made.rename(place)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)


def write_aside(target: Path, data: bytes) -> None:
    """The bytes as a file, which is replaced at one stroke."""
    with _plainly(target):
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.new-", dir=target.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            mask = os.umask(0)
            os.umask(mask)
            Path(name).chmod(0o666 & ~mask)
            Path(name).replace(target)
        finally:
            Path(name).unlink(missing_ok=True)


def refuse_strangers(target: Path, ours: tuple[str, ...]) -> None:
    """Keeps a slip of the hand (`--out ~`) from replacing somebody's folder: only what is `ours` may be in it."""
    place = Path(os.path.abspath(target))  # noqa: PTH100 - resolve() would follow a link
    with _plainly(target):
        if place == Path.cwd() or place in Path.cwd().parents:
            raise PolicygraphError(f"{target} is the folder you are in, or one above it; name another with --out")
        if place.is_symlink() or (place.exists() and not place.is_dir()):
            raise PolicygraphError(f"{target} is a file or a link, and no folder; choose another place with --out")
        if place.is_dir():
            strangers = sorted(path.name for path in place.iterdir() if path.name not in ours)
            if strangers:
                raise PolicygraphError(
                    f"{target} holds {strangers[0]!r}, which was not written by this command; "
                    "choose another folder with --out"
                )


@contextmanager
def _plainly(target: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, shutil.Error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise PolicygraphError(f"cannot write {target}: {reason}") from None


def _sweep(place: Path) -> None:
    """Removes what runs that were killed have left, once it is too old to belong to one that is still at work."""
    for left in place.parent.glob(f".{place.name}.new-*"):
        if left.is_dir() and time.time() - left.stat().st_mtime > STALE:
            shutil.rmtree(left, ignore_errors=True)
