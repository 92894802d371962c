"""A corpus to begin with: one worked example, which is checked and builds."""

import shutil
from importlib.resources import as_file, files
from pathlib import Path

from .faults import PolicygraphError


def begin(folder: Path | str) -> list[Path]:
    """Makes a new folder with a corpus of one invented document, its text and a README; returns its files."""
    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise PolicygraphError(f"{target} exists and is not an empty folder; name a new one")
    try:
        with as_file(files("policygraph") / "template") as template:
            shutil.copytree(template, target, dirs_exist_ok=True)
    except OSError as error:
        raise PolicygraphError(f"cannot write {target}: {error.strerror or error}") from None
    return sorted(path for path in target.rglob("*") if path.is_file())
