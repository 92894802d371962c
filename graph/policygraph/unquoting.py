"""A corpus without its texts: every quote becomes offsets, a number of words and a digest."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from .anchor import Anchors, anchor
from .aside import folder_aside
from .checks import check_rows
from .corpus import Corpus, read_corpus
from .faults import CorpusError, PolicygraphError, blocking
from .gaps import written
from .reading import parts_of
from .texts import Text, find_texts

SHARED = ("elements", "labels", "mappings", "answers")

_EVIDENCE = ("start", "end", "gaps", "words", "digest", "cue_start", "cue_end", "cue")
_COPIED = (*(f"{table}.csv" for table in SHARED), *(f"{folder}/*.csv" for folder in (*SHARED, "coverage")))


def unquote(folder: Path | str, sources: Path | str, out: Path | str) -> list[Path]:
    """The corpus in a new folder `out`, with offsets in place of quotes; returns its files.

    Only the tables of the corpus are written, and nothing else that lies in its folder. Every document must have
    its text in `sources`, and every quote must be found once: else CorpusError, and nothing is written.
    """
    source, target = Path(folder), Path(out)
    if target.exists():
        raise PolicygraphError(f"{target} exists; name a new folder with --out")
    if source.resolve() in target.resolve().parents:
        raise PolicygraphError(f"{target} lies inside the corpus; name a folder outside it with --out")
    corpus = read_corpus(source)
    texts = find_texts(corpus, sources)
    anchors = anchor(corpus, texts)
    if faults := blocking([*check_rows(corpus), *anchors.faults]):
        raise CorpusError(faults)
    for document in corpus.documents:
        if document.id not in texts:
            raise PolicygraphError(f"the text of {document.id} is not in {sources}: call it {document.id}.txt")
    tables = {**dict(_copied(corpus)), **dict(_tables(corpus, anchors, texts))}
    with folder_aside(target) as made:
        for name, content in tables.items():
            (made / name).parent.mkdir(exist_ok=True)
            (made / name).write_bytes(content)
    return [target / name for name in sorted(tables)]


def _copied(corpus: Corpus) -> Iterator[tuple[str, bytes]]:
    """The tables that have no quotes, as they are."""
    for pattern in ("corpus.toml", *_COPIED, "scopes/*.toml"):
        for path in sorted(corpus.folder.glob(pattern)):
            if not path.name.startswith(("~$", ".")):
                yield path.relative_to(corpus.folder).as_posix(), path.read_bytes()


def _tables(corpus: Corpus, anchors: Anchors, texts: Mapping[str, Text]) -> Iterator[tuple[str, bytes]]:
    documents = {
        document.id: {"sha256": texts[document.id].sha256, "characters": str(len(texts[document.id].text))}
        for document in corpus.documents
        if texts[document.id].is_edition_of(document)
    }
    for path in (corpus.folder / "documents.csv", *parts_of(corpus.folder, "documents.csv")):
        if path.is_file():
            name = path.relative_to(corpus.folder).as_posix()
            yield name, _rewritten(path, ("sha256", "characters"), documents)
    for document in corpus.documents:
        for kind, columns, cells in (
            ("passages", ("start", "end", "gaps"), _passage_cells(document.id, anchors)),
            ("statements", _EVIDENCE, _statement_cells(document.id, anchors)),
        ):
            path = corpus.folder / kind / f"{document.id}.csv"
            if path.is_file():
                yield f"{kind}/{document.id}.csv", _rewritten(path, columns, cells)


def _passage_cells(document: str, anchors: Anchors) -> dict[str, dict[str, str]]:
    return {
        name: {"start": str(start), "end": str(end), "gaps": written(gaps)}
        for (owner, name), (start, end, gaps) in anchors.passages.items()
        if owner == document
    }


def _statement_cells(document: str, anchors: Anchors) -> dict[str, dict[str, str]]:
    cells: dict[str, dict[str, str]] = {}
    for (owner, name), evidence in anchors.evidence.items():
        if owner == document:
            span, cue = evidence.span, evidence.cue
            found = (span.start, span.end, written(span.gaps), span.words, span.digest)
            of_cue = (cue.start, cue.end, cue.text) if cue else ("", "", "")
            cells[name] = dict(zip(_EVIDENCE, map(str, (*found, *of_cue)), strict=True))
    return cells


def _rewritten(path: Path, columns: tuple[str, ...], cells: Mapping[str, Mapping[str, str]]) -> bytes:
    """The table with those cells in those columns, which are added if need be, and without `quote`."""
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    header = [name for name in (rows[0] if rows else {}) if name != "quote"]
    place = (
        header.index("parent") + 2
        if "parent" in header
        else header.index("passage") + 1
        if "passage" in header
        else len(header)
    )
    used = {name for of in cells.values() for name, value in of.items() if value} | ({*columns} - {"gaps"})
    missing = [name for name in columns if name not in header and name in used]
    header[place:place] = missing
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, header, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        if any((value or "").strip() for value in row.values()):
            writer.writerow({**row, **cells.get(row["id"].strip(), {})})
    return buffer.getvalue().encode("utf-8")
