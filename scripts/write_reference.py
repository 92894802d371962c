"""Writes `docs/reference/` from the files of the ontology, all but its alignments. A test holds it fresh.

With `--release VERSION` it first keeps the vocabulary as it is under that name: later ones are compared with it.
"""

import argparse
import re
import sys
from pathlib import Path

from policygraph.ontology import read_ontology
from policygraph.reference import reference_files
from policygraph.versions import read_release, release_text

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
RELEASES = FOLDER / "releases"


def last_release() -> Path:
    """The file of the last release: versions are compared number by number."""
    return max(RELEASES.glob("*.nt"), key=lambda path: tuple(int(part) for part in path.stem.split(".")))


def files() -> dict[str, str]:
    """The text of each file by its name."""
    last = last_release()
    return reference_files(read_ontology(), last.stem, read_release(last))


def numbers(version: str) -> str:
    """The version, if it is made of numbers."""
    if not re.fullmatch(r"\d+(\.\d+)*", version):
        raise argparse.ArgumentTypeError(f"{version!r} is no version; write numbers and dots, as 0.2.0")
    return version


def main(arguments: list[str] | None = None) -> int:
    """Writes every file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--release", metavar="VERSION", type=numbers, help="keep the vocabulary as it is, as 0.2.0")
    version = parser.parse_args(arguments).release
    if version:
        RELEASES.mkdir(parents=True, exist_ok=True)
        (RELEASES / f"{version}.nt").write_bytes(release_text(read_ontology().triples).encode("utf-8"))
        print(f"docs/reference/releases/{version}.nt", file=sys.stderr)
    for name, text in files().items():
        (FOLDER / name).write_bytes(text.encode("utf-8"))
        print(f"docs/reference/{name}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
