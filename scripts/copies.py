"""Makes a bigger corpus out of a corpus: N renamed copies of each of its documents, with all that is theirs.

Run it as `python scripts/copies.py 60 big` (`--corpus DIR`; the shipped one if left out); `big` is then a corpus that
checks and builds like any other, for measuring what grows. What documents share (elements, labels, mappings) is there
once: many documents that speak of the same things, as in a corpus that grows. The copies of a document state the same
linkages in statements of their own. Copy 7 of `harbour-plan` is called `harbour-plan-copy-7`.
"""

import argparse
import csv
import io
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from policygraph.resources import resource

DOCUMENTS = "documents"  # a table of them, or a folder with a table for each, or both
Rows = list[dict[str, str]]


def copy_of(name: str, number: int) -> str:
    """The id of a copy of a document; no id stays none.

    >>> copy_of("harbour-plan", 7), copy_of("", 7)
    ('harbour-plan-copy-7', '')
    """
    return f"{name}-copy-{number}" if name else ""


def make_copies(corpus: Path, number: int, out: Path) -> Path:
    """Writes the corpus of copies to `out`, a folder that does not exist yet, and returns it."""
    out.mkdir(parents=True)
    ids: list[str] = []
    for table in sorted([*corpus.glob(f"{DOCUMENTS}.csv"), *corpus.glob(f"{DOCUMENTS}/*.csv")]):
        columns, rows = _read(table)
        ids += [row["id"] for row in rows]
        for name, copies in _copied(table, corpus, rows, number):
            _write(out / name, columns, copies)
    for path in sorted(corpus.iterdir()):
        if path.is_file() and path.stem != DOCUMENTS:
            shutil.copyfile(path, out / path.name)
        elif path.is_dir() and path.name != DOCUMENTS:
            for file in sorted(file for file in path.iterdir() if file.stem in ids):
                _copy_file(file, out / path.name, number)
    return out


def _copied(table: Path, corpus: Path, rows: Rows, number: int) -> Iterable[tuple[str, Rows]]:
    """The tables of the copies of the documents in a table: one for all, or one a copy where each has its own."""
    copies = [[_renamed(row, copy) for row in rows] for copy in range(1, number + 1)]
    if table.parent == corpus:
        return [(table.name, [row for copy in copies for row in copy])]
    return [(f"{DOCUMENTS}/{copy_of(table.stem, copy)}.csv", each) for copy, each in enumerate(copies, 1)]


def _renamed(row: dict[str, str], copy: int) -> dict[str, str]:
    """The row of a copy of a document, which replaces the copy of what its original replaces."""
    return {**row, **{name: copy_of(row[name], copy) for name in ("id", "replaces") if name in row}}


def _copy_file(file: Path, folder: Path, number: int) -> None:
    """Copies a file that belongs to one document; a scope names its document inside as well."""
    folder.mkdir(exist_ok=True)
    text = file.read_bytes().decode("utf-8")
    for copy in range(1, number + 1):
        name = copy_of(file.stem, copy)
        renamed = re.sub(r'(?m)^(\s*document\s*=\s*)"[^"\n]*"', rf'\1"{name}"', text)
        content = renamed if file.suffix == ".toml" else text
        (folder / f"{name}{file.suffix}").write_bytes(content.encode())


def _read(table: Path) -> tuple[list[str], Rows]:
    with table.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        return list(reader.fieldnames or ()), list(reader)


def _write(table: Path, columns: list[str], rows: Rows) -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    table.parent.mkdir(exist_ok=True)
    table.write_bytes(text.getvalue().encode())


def main() -> int:
    """Writes the corpus, and says where."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, help="how many copies of each document")
    parser.add_argument("out", type=Path, help="the folder to write, which does not exist yet")
    parser.add_argument("--corpus", type=Path, help="a corpus; the shipped one if left out")
    arguments = parser.parse_args()
    print(make_copies(arguments.corpus or resource("corpus"), arguments.number, arguments.out))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
