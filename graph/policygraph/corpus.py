"""Reads a corpus: a folder of tables becomes rows, and what could not be read becomes faults."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .faults import Fault, Place, PolicygraphError
from .forms import is_iri
from .resources import resource
from .rows import (
    AnyRow,
    CoverageRow,
    DocumentRow,
    ElementRow,
    LabelRow,
    MappingRow,
    PassageRow,
    StatementRow,
    columns_of,
    parse,
)
from .table import read_table

LOCAL_BASE = "https://w3id.org/policygraph/local/"  # for corpora that do not say where their IRIs live
_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`?#]+/")


@dataclass(frozen=True)
class Corpus:
    """The rows of a corpus, as written; rows that could not be read are left out and told in `faults`."""

    folder: Path
    title: str
    base: str
    licence: str
    version: str
    documents: tuple[DocumentRow, ...]
    elements: tuple[ElementRow, ...]
    labels: tuple[LabelRow, ...]
    mappings: tuple[MappingRow, ...]
    passages: Mapping[str, tuple[PassageRow, ...]]
    statements: Mapping[str, tuple[StatementRow, ...]]
    coverage: Mapping[str, tuple[CoverageRow, ...]]
    written: Mapping[str, frozenset[str]]  # by file: every id in it, those of rows at fault too
    faults: tuple[Fault, ...]

    def __repr__(self) -> str:
        rows = sum(len(rows) for rows in self.statements.values())
        return f"<Corpus {self.title!r}: {len(self.documents)} documents, {rows} statements>"

    def ids(self, name: str) -> frozenset[str] | None:
        """The ids that are written in a table, those of rows at fault too; None if it could not be read.

        A reference to a row or table at fault is no fault of its own.
        """
        return self.written.get(name)

    def file(self, name: str) -> str:
        """How faults call a file of this corpus."""
        return (self.folder / name).as_posix()


class _Reader:
    """Collects the faults while the files of one folder are read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.written: dict[str, frozenset[str]] = {}

    def rows(self, kind: type[AnyRow], name: str, *, required: bool) -> tuple[AnyRow, ...]:
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
            self.written[name] = frozenset(record["id"].text for record in table.records if "id" in record)
        rows: list[AnyRow] = []
        for record in table.records:
            row = parse(kind, record)
            if isinstance(row, list):
                self.faults += row
            else:
                rows.append(row)
        return tuple(rows)

    def per_document(
        self, kind: type[AnyRow], folder: str, documents: tuple[DocumentRow, ...]
    ) -> dict[str, tuple[AnyRow, ...]]:
        known = self.written.get(DocumentRow.table)
        for path in self._strangers(folder, known) if known is not None else ():
            self.faults.append(
                Fault(
                    Place(path.as_posix()),
                    f"documents.csv has no document {path.stem!r}",
                    "add its row there, or rename this file to the id of its document",
                )
            )
        return {d.id: self.rows(kind, f"{folder}/{d.id}.csv", required=False) for d in documents}

    def _strangers(self, folder: str, known: frozenset[str]) -> Iterator[Path]:
        for path in sorted((self.folder / folder).glob("*.csv")):
            if path.stem not in known and not path.name.startswith(("~$", ".")):  # a spreadsheet's lock files
                yield path

    def about(self) -> dict[str, str]:
        path = self.folder / "corpus.toml"
        about = {"title": self.folder.resolve().name, "base": LOCAL_BASE, "licence": "", "version": ""}
        if not path.is_file():
            return about
        place = Place(path.as_posix())
        try:
            written = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
            self.faults.append(Fault(place, f"not readable as TOML: {error}", "see docs/coding.md"))
            return about
        for key, value in written.items():
            if key not in about or not isinstance(value, str):
                self.faults.append(
                    Fault(place, f"{key!r} is not expected here", "use title, base, licence, version (texts)")
                )
            else:
                about[key] = value
        if not (_BASE.fullmatch(about["base"]) and is_iri(about["base"])):
            self.faults.append(
                Fault(
                    place,
                    f"the base {about['base']!r} is no address that ends in a slash",
                    "e.g. https://…/harbours/",
                )
            )
        return about


def read_corpus(folder: Path | str | None = None) -> Corpus:
    """The corpus in `folder`; the one that is shipped with the package if none is named.

    Faults in the files do not stop the reading: they are collected, and `check` tells them all.
    Raises PolicygraphError if there is no such folder, or no corpus in it.
    """
    path = resource("corpus") if folder is None else Path(folder)
    if not path.is_dir():
        raise PolicygraphError(f"there is no folder {path}")
    if not (path / "documents.csv").is_file():
        raise PolicygraphError(f"{path} is not a corpus: it has no documents.csv (see docs/coding.md)")
    reader = _Reader(path)
    about = reader.about()
    documents = reader.rows(DocumentRow, DocumentRow.table, required=True)
    return Corpus(
        folder=path,
        title=about["title"],
        base=about["base"],
        licence=about["licence"],
        version=about["version"],
        documents=documents,
        elements=reader.rows(ElementRow, ElementRow.table, required=True),
        labels=reader.rows(LabelRow, LabelRow.table, required=True),
        mappings=reader.rows(MappingRow, MappingRow.table, required=False),
        passages=reader.per_document(PassageRow, PassageRow.table, documents),
        statements=reader.per_document(StatementRow, StatementRow.table, documents),
        coverage=reader.per_document(CoverageRow, CoverageRow.table, documents),
        written=reader.written,
        faults=tuple(reader.faults),
    )
