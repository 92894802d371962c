"""Reads a corpus: a folder of tables becomes rows, and what could not be read becomes faults."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .dates import Period, nothing_of
from .faults import Fault, Place, PolicygraphError
from .forms import is_iri
from .reading import Reader, is_corpus
from .resources import resource
from .rows import (
    CoverageRow,
    DocumentRow,
    ElementRow,
    LabelRow,
    MappingRow,
    PassageRow,
    StatementRow,
    VerdictRow,
)
from .scopes import Scope, read_scope

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
    verdicts: tuple[VerdictRow, ...]
    scopes: Mapping[str, Scope]  # of the documents that were coded in part
    written: Mapping[str, frozenset[str]]  # by table or file: every id in it, those of rows at fault too
    strays: Mapping[str, Place]  # elements that only files of documents which are not there declare
    faults: tuple[Fault, ...]

    def __repr__(self) -> str:
        rows = sum(len(self.live(name)) for name in self.statements)
        return f"<Corpus {self.title!r}: {len(self.documents)} documents, {rows} statements>"

    def live(self, document: str) -> tuple[StatementRow, ...]:
        """The statements of a document that were not withdrawn."""
        return tuple(row for row in self.statements.get(document, ()) if not row.withdrawn)

    def judged(self) -> tuple[VerdictRow, ...]:
        """The verdicts whose ask and answers are all here: with a document, those that name its statements go away."""
        here = {f"{name}.{row.id}" for name in self.statements for row in self.live(name)}
        return tuple(row for row in self.verdicts if here.issuperset((row.ask, *row.answers)))

    def of(self, *documents: str) -> "Corpus":
        """The same corpus with those documents only, by id; its elements stay, and the verdicts on what they ask.

        Raises PolicygraphError for other documents.
        """
        known = {document.id for document in self.documents}
        if strangers := [name for name in documents if name not in known]:
            raise PolicygraphError(f"no document is called {strangers[0]!r}; choose among {', '.join(sorted(known))}")

        def chosen(tables: Mapping[str, Any]) -> dict[str, Any]:
            return {name: table for name, table in tables.items() if name in documents}

        return replace(
            self,
            documents=tuple(document for document in self.documents if document.id in documents),
            passages=chosen(self.passages),
            statements=chosen(self.statements),
            coverage=chosen(self.coverage),
            verdicts=tuple(row for row in self.verdicts if row.ask.partition(".")[0] in documents),
            scopes=chosen(self.scopes),
        )

    def between(self, period: Period) -> "Corpus":
        """The same corpus with the documents of a period only. Raises PolicygraphError if there are none."""
        if not period:
            return self
        chosen = [document.id for document in self.documents if period.holds(document.date)]
        if not chosen:
            raise PolicygraphError(nothing_of(period, [document.date for document in self.documents]))
        return self.of(*chosen)

    def ids(self, name: str) -> frozenset[str] | None:
        """The ids that are written in a table, those of rows at fault too; None if it could not be read.

        A reference to a row or table at fault is no fault of its own.
        """
        return self.written.get(name)

    def file(self, name: str) -> str:
        """How faults call a file of this corpus."""
        return (self.folder / name).as_posix()


def _about(folder: Path, faults: list[Fault]) -> dict[str, str]:
    path = folder / "corpus.toml"
    about = {"title": folder.resolve().name, "base": LOCAL_BASE, "licence": "", "version": ""}
    if not path.is_file():
        return about
    place = Place(path.as_posix())
    try:
        written = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        faults.append(Fault(place, f"not readable as TOML: {error}", "see docs/coding.md"))
        return about
    for key, value in written.items():
        if key not in about or not isinstance(value, str):
            faults.append(Fault(place, f"{key!r} is not expected here", "use title, base, licence, version (texts)"))
        else:
            about[key] = value
    if not (_BASE.fullmatch(about["base"]) and is_iri(about["base"])):
        found = f"the base {about['base']!r} is no address that ends in a slash"
        faults.append(Fault(place, found, "e.g. https://…/harbours/"))
    return about


def read_corpus(folder: Path | str | None = None) -> Corpus:
    """The corpus in `folder`; the one that is shipped with the package if none is named.

    Faults in the files do not stop the reading: they are collected, and `check` tells them all.
    Raises PolicygraphError if there is no such folder, or no corpus in it.
    """
    path = resource("corpus") if folder is None else Path(folder)
    if not path.is_dir():
        raise PolicygraphError(f"there is no folder {path}")
    if not is_corpus(path):
        raise PolicygraphError(f"{path} is not a corpus: it has no documents.csv (see docs/coding.md)")
    reader = Reader(path)
    about = _about(path, reader.faults)
    documents = reader.documents()
    return Corpus(
        folder=path,
        title=about["title"],
        base=about["base"],
        licence=about["licence"],
        version=about["version"],
        documents=documents,
        elements=reader.shared(ElementRow, required=True),
        labels=reader.shared(LabelRow, required=True),
        mappings=reader.shared(MappingRow, required=False),
        passages=reader.per_document(PassageRow, documents),
        statements=reader.per_document(StatementRow, documents),
        coverage=reader.per_document(CoverageRow, documents),
        verdicts=reader.shared(VerdictRow, required=False),
        scopes=_scopes(reader, documents),
        written=reader.written,
        strays=reader.strays,
        faults=tuple(reader.faults),
    )


def _scopes(reader: Reader, documents: tuple[DocumentRow, ...]) -> dict[str, Scope]:
    """The scopes of the documents that have one; each file that cannot be read is told."""
    reader.strangers("scopes", "toml")
    found: dict[str, Scope] = {}
    for document in documents:
        if (path := reader.folder / "scopes" / f"{document.id}.toml").is_file():
            scope = read_scope(path)
            if isinstance(scope, list):
                reader.faults += scope
            else:
                found[document.id] = scope
    return found
