"""Reads the tables of one corpus folder, and collects what is wrong with them on the way.

What documents share stands in a root table (`elements.csv`); what one of them brings stands in a file of its own
beside it (`elements/<document>.csv`), so that a document is added or taken out without touching any other file.
"""

from collections.abc import Iterator
from pathlib import Path

from .faults import Fault, Place
from .rows import AnyRow, DocumentRow, Row, columns_of, parse
from .table import read_table


class Reader:
    """Collects the faults while the files of one folder are read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.written: dict[str, frozenset[str]] = {}  # by file: every id in it; no entry if it could not be read
        self.strays: dict[str, Place] = {}  # elements that are declared only for documents that are not there

    def rows(self, kind: type[AnyRow], name: str, *, required: bool) -> tuple[AnyRow, ...]:
        """The rows of one file that could be read."""
        path = self.folder / name
        if not path.is_file():
            self.written[name] = frozenset()
            if required:
                place = Place(path.as_posix())
                columns = ",".join(sorted(columns_of(kind)[0]))
                self.faults.append(Fault(place, "the file is missing", f"make it, with the header {columns}"))
            return ()
        table = read_table(path, path.as_posix(), *columns_of(kind))
        self.faults += table.faults
        if table.records or not table.faults:
            self.written[name] = frozenset(r.texts["id"] for r in table.records if "id" in r.texts)
        rows: list[AnyRow] = []
        for record in table.records:
            row = parse(kind, record)
            if isinstance(row, list):
                self.faults += row
            else:
                rows.append(row)
        return tuple(rows)

    def documents(self) -> tuple[DocumentRow, ...]:
        """The documents of the root table and of `documents/`, whose files hold one row each."""
        parts = tuple(parts_of(self.folder, DocumentRow.table))
        rows = self._together(DocumentRow, parts, required=not parts)
        for row in rows:
            path = Path(row.at("id").file)
            if path.parent != self.folder and path.stem != row.id:
                found = f"the file of the document {path.stem} holds the document {row.id}"
                self.faults.append(row.fault("id", found, f"move the row to {path.with_stem(row.id).as_posix()}"))
        return rows

    def shared(self, kind: type[AnyRow], *, required: bool) -> tuple[AnyRow, ...]:
        """The rows of a root table and of the files beside it that documents have; call `documents` before.

        A row that several files have counts once. A file of a document that is not there is a fault, and is not
        read but for the elements that it would declare.
        """
        known = self.written.get(DocumentRow.table)
        here: list[Path] = []
        strangers: list[Path] = []
        for path in parts_of(self.folder, kind.table):
            (here if known is None or path.stem in known else strangers).append(path)
        for path in strangers:
            self._stranger(path)
            records = read_table(path, path.as_posix(), *columns_of(kind)).records
            self.strays |= {r.texts["id"]: r.places["id"] for r in records if "id" in r.texts}
        return self._together(kind, tuple(here), required=required)

    def per_document(self, kind: type[AnyRow], documents: tuple[DocumentRow, ...]) -> dict[str, tuple[AnyRow, ...]]:
        """The rows of each document's file in a folder; a file of a document that is not there is a fault."""
        self.strangers(kind.table, "csv")
        return {d.id: self.rows(kind, f"{kind.table}/{d.id}.csv", required=False) for d in documents}

    def strangers(self, folder: str, suffix: str) -> None:
        """The faults of files in a folder whose documents are not there."""
        known = self.written.get(DocumentRow.table)
        for path in _files(self.folder / folder, suffix):
            if known is not None and path.stem not in known:
                self._stranger(path)

    def _stranger(self, path: Path) -> None:
        found = f"documents.csv has no document {path.stem!r}, and there is no documents/{path.stem}.csv"
        mend = "add its row in one of the two, rename this file to the id of its document, or take it out"
        self.faults.append(Fault(Place(path.as_posix()), found, mend))

    def _together(self, kind: type[AnyRow], parts: tuple[Path, ...], *, required: bool) -> tuple[AnyRow, ...]:
        """The rows of the root table and of those files; what a file says again as it stands elsewhere, once."""
        names = [path.relative_to(self.folder).as_posix() for path in parts]
        files = [self.rows(kind, kind.table, required=required)]
        files += [self.rows(kind, name, required=False) for name in names]
        ids = [self.written.get(name) for name in (kind.table, *names)]
        if any(of is None for of in ids):
            self.written.pop(kind.table, None)
        else:
            self.written[kind.table] = frozenset().union(*(of for of in ids if of is not None))
        return tuple(_once(files))


def _once(files: list[tuple[AnyRow, ...]]) -> Iterator[AnyRow]:
    seen: set[Row] = set()
    for rows in files:
        yield from (row for row in rows if row not in seen)
        seen.update(rows)  # after the file: what one file says twice is a fault of that file


def parts_of(folder: Path, table: str) -> Iterator[Path]:
    """The files beside a root table, one a document, sorted: `elements/<document>.csv` for `elements.csv`."""
    return _files(folder / table.removesuffix(".csv"), "csv")


def _files(folder: Path, suffix: str) -> Iterator[Path]:
    for path in sorted(folder.glob(f"*.{suffix}")):
        if not path.name.startswith(("~$", ".")):  # a spreadsheet's lock files
            yield path


def is_corpus(folder: Path) -> bool:
    """Whether the folder holds documents, in one table or in a file each."""
    return (folder / DocumentRow.table).is_file() or any(parts_of(folder, DocumentRow.table))
