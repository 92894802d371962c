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
VERDICTS = "answers"  # likewise
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
    for folder, rename in ((DOCUMENTS, _renamed), (VERDICTS, _judged)):
        for table in sorted([*corpus.glob(f"{folder}.csv"), *corpus.glob(f"{folder}/*.csv")]):
            columns, rows = _read(table)
            ids += [row["id"] for row in rows if folder == DOCUMENTS]
            copies = [[rename(row, copy) for row in rows] for copy in range(1, number + 1)]
            for name, each in _copied(table, corpus, copies):
                _write(out / name, columns, each)
    for path in sorted(corpus.iterdir()):
        if path.is_file() and path.stem not in (DOCUMENTS, VERDICTS):
            shutil.copyfile(path, out / path.name)
        elif path.is_dir() and path.name not in (DOCUMENTS, VERDICTS):
            for file in sorted(file for file in path.iterdir() if file.stem in ids):
                _copy_file(file, out / path.name, number)
    return out


def _copied(table: Path, corpus: Path, copies: list[Rows]) -> Iterable[tuple[str, Rows]]:
    """The tables of the copies of a table's rows: one for all, or one a copy where each document has its own."""
    if table.parent == corpus:
        return [(table.name, [row for copy in copies for row in copy])]
    folder = table.parent.name
    return [(f"{folder}/{copy_of(table.stem, copy)}.csv", each) for copy, each in enumerate(copies, 1)]


def _renamed(row: dict[str, str], copy: int) -> dict[str, str]:
    """The row of a copy of a document, which replaces the copy of what its original replaces."""
    return {**row, **{name: copy_of(row[name], copy) for name in ("id", "replaces") if name in row}}


def _judged(row: dict[str, str], copy: int) -> dict[str, str]:
    """The verdict on the copy of an ask, which names the copies of the answers made in the same round."""

    def renamed(cell: str) -> str:
        return re.sub(r"([^|.\s]+)(?=\.)", lambda name: copy_of(name[1], copy), cell)

    return {**row, "ask": renamed(row["ask"]), "answers": renamed(row.get("answers") or "")}


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
