"""What the page knows, as columns of numbers and texts, packed small.

Two blocks: what the picture needs, and the prose, which the page unpacks when the picture stands; a third where texts
are embedded, which the reader unpacks. Everything is named by its number in its table.
"""

import base64
import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ..statements import Content, Element, Statement
from ..vocabulary import PG, ROOT, vocabulary
from .embedding import Embedded, Piece
from .style import KINDS, STATUSES

LANGUAGES = ("en", "fr", "nl", "de")
FORCES = ("", "recital", "operative part", "annex")
_FOLDERS = {
    "link": "type/",
    "group": "group/",
    "stance": "stance/",
    "status": "status/",
    "mode": "mode/",
    "verdict": "verdict/",
}


def packed(block: Mapping[str, Any]) -> str:
    """A block as base64 of gzip of JSON: the same block gives the same text."""
    return compressed(json.dumps(block, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))


def compressed(data: bytes) -> str:
    """Bytes as base64 of gzip, without the hour at which it was made."""
    return base64.b64encode(gzip.compress(data, 9, mtime=0)).decode("ascii")


class Columns:
    """The columns of a content, with a place in the plane for each element."""

    def __init__(self, content: Content, places: Mapping[str, tuple[float, ...]]) -> None:
        self.content = content
        self.places = places
        spoken = {name for statement in content.statements for name in _named(statement)}
        spoken |= {document.issuer for document in content.documents.values()}
        above = {broader for name in spoken for broader in content.elements[name].broader}
        self.elements = sorted(spoken | above)
        self.number = {name: number for number, name in enumerate(self.elements)}
        self.documents = {name: number for number, name in enumerate(content.documents)}
        linkages = {statement.linkage for statement in content.statements if statement.linkage}
        self.linkages = sorted(linkages, key=lambda linkage: linkage.id)
        self.linkage = {linkage.id: number for number, linkage in enumerate(self.linkages)}
        self.lists = {
            "kind": tuple(KINDS),
            "type": tuple(vocabulary().element_types),
            "link": vocabulary().names("linkage_type"),
            "group": tuple(dict.fromkeys(vocabulary().groups.values())),
            "stance": vocabulary().names("stance"),
            "status": vocabulary().names("status"),
            "mode": vocabulary().names("mode"),
            "verdict": vocabulary().names("verdict"),
        }
        self._at = {name: {each: i for i, each in enumerate(names)} for name, names in self.lists.items()}

    def graph(self, words: Mapping[str, Mapping[str, str]], held: Sequence[Embedded] = ()) -> dict[str, Any]:
        """The block that the picture needs; `words` are those of the page itself, `held` the texts it will have."""
        content = self.content
        texts = sorted({statement.place for statement in content.statements})
        return {
            "title": content.title,
            "version": content.version,
            "base": content.base,
            "words": words,
            "lists": self.lists,
            "labels": {language: self._labels(language) for language in LANGUAGES},
            "groups": [vocabulary().groups.get(name, "") for name in self.lists["link"]],
            "symmetric": [i for i, name in enumerate(self.lists["link"]) if name in vocabulary().symmetric],
            "asking": [i for i, name in enumerate(self.lists["stance"]) if name in vocabulary().asking],
            "styles": {
                "statuses": {style.name: asdict(style) for style in STATUSES},
                "kinds": {style.name: asdict(style) for style in KINDS.values()},
            },
            "places": texts,
            "documents": self._documents(),
            "elements": self._elements(),
            "linkages": {
                "subject": [self.number[linkage.subject] for linkage in self.linkages],
                "type": [self._at["link"][linkage.type] for linkage in self.linkages],
                "object": [self.number[linkage.object] for linkage in self.linkages],
                "only": [int(linkage.exclusive) for linkage in self.linkages],
            },
            "statements": self._statements({text: i for i, text in enumerate(texts)}),
            "verdicts": self._verdicts(),
            "texts": [
                {"document": self.documents[text.document], "terms": text.terms}
                for text in held
                if text.document in self.documents
            ],
        }

    def _labels(self, language: str) -> dict[str, list[str]]:
        words = vocabulary()
        labels = {
            name: [words.label(f"{ROOT}{folder}{each}", language) for each in self.lists[name]]
            for name, folder in _FOLDERS.items()
        }
        for name in ("kind", "type"):
            labels[name] = [words.label(PG + each, language) for each in self.lists[name]]
        return labels

    def _documents(self) -> dict[str, list[Any]]:
        documents = self.content.documents.values()
        return {
            "id": [document.id for document in documents],
            "title": [document.title for document in documents],
            "date": [document.date for document in documents],
            "version": [document.version for document in documents],
            "issuer": [self.number[document.issuer] for document in documents],
            "identifier": [document.identifier for document in documents],
            "url": [document.url for document in documents],
            "replaces": [self.documents.get(document.replaces, -1) for document in documents],
            "scope": [document.scope for document in documents],
            "passages": [document.passages_in_scope or 0 for document in documents],
            "words": [document.words_in_scope or 0 for document in documents],
        }

    def _elements(self) -> dict[str, Any]:
        elements = [self.content.elements[name] for name in self.elements]
        places = [(*self.places.get(element.id, (0.0, 0.0)), -1)[:3] for element in elements]
        return {
            "id": self.elements,
            "label": {language: [_label(element, language) for element in elements] for language in LANGUAGES},
            "names": ["\n".join(name.replace("\n", " ") for name in element.names) for element in elements],
            "type": [self._at["type"][element.type] for element in elements],
            "kind": [self._at["kind"][element.kind] for element in elements],
            "broader": [
                [self.number[name] for name in element.broader if name in self.number] for element in elements
            ],
            "x": [round(x) for x, _, _ in places],
            "y": [round(y) for _, y, _ in places],
            "region": [round(region) for _, _, region in places],
        }

    def _statements(self, places: Mapping[str, int]) -> dict[str, list[Any]]:
        said = self.content.statements
        return {
            "id": [statement.id.removeprefix(f"{statement.document}.") for statement in said],
            "document": [self.documents[statement.document] for statement in said],
            "linkage": [self.linkage[statement.linkage.id] if statement.linkage else -1 for statement in said],
            "element": [self.number[statement.element] if statement.element else -1 for statement in said],
            **{name: [self._at[name][getattr(s, name)] for s in said] for name in ("stance", "status", "mode")},
            "force": [FORCES.index(statement.force) for statement in said],
            "holder": [self._numbers(statement.holder_ids) for statement in said],
            "addressee": [self._numbers(statement.addressee_ids) for statement in said],
            "via": [self._numbers(statement.via_ids) for statement in said],
            "place": [places[statement.place] for statement in said],
            "start": [-1 if statement.start is None else statement.start for statement in said],
            "end": [-1 if statement.end is None else statement.end for statement in said],
            "words": [statement.words for statement in said],
        }

    def _numbers(self, names: Iterable[str]) -> list[int]:
        return [self.number[name] for name in names]

    def _verdicts(self) -> dict[str, list[Any]]:
        numbers = {statement.id: number for number, statement in enumerate(self.content.statements)}
        verdicts = [verdict for verdict in self.content.verdicts.values() if verdict.ask in numbers]
        return {
            "ask": [numbers[verdict.ask] for verdict in verdicts],
            "verdict": [self._at["verdict"][verdict.verdict] for verdict in verdicts],
            "answers": [[numbers[name] for name in verdict.answers if name in numbers] for verdict in verdicts],
            "reason": [verdict.reason for verdict in verdicts],
            "coder": [verdict.coder for verdict in verdicts],
            "date": [verdict.date for verdict in verdicts],
        }

    def prose(self) -> dict[str, list[str]]:
        """The block of what is read, by statement; several values of one cell are parted by `|`."""
        said = self.content.statements
        joined = ("modality", "degree", "condition", "reported_by")
        plain = ("gloss", "cue", "note", "quote", "coder", "coded")
        block = {name: [getattr(statement, name) for statement in said] for name in plain}
        block |= {name: [" | ".join(getattr(statement, name)) for statement in said] for name in joined}
        block["reported"] = block.pop("reported_by")
        return block

    def texts(self, held: Sequence[Embedded]) -> dict[str, list[Any]]:
        """The block of texts, by the number of the document: blocks as place, kind and pieces.

        A piece is its words; with the numbers of the statements that rest on it, or -1 if it interrupts a sentence.
        """
        numbers = {statement.id: number for number, statement in enumerate(self.content.statements)}
        return {
            str(self.documents[text.document]): [
                [block.place, block.kind, [_piece(piece, numbers) for piece in block.pieces]] for block in text.blocks
            ]
            for text in held
            if text.document in self.documents
        }


def _piece(piece: Piece, numbers: Mapping[str, int]) -> str | list[str | int]:
    carried: list[str | int] = [numbers[name] for name in piece.statements if name in numbers]
    return [piece.text, *([-1] if piece.aside else carried)] if piece.aside or carried else piece.text


def _label(element: Element, language: str) -> str | None:
    """The preferred label in a language; in English always one, of another language if need be."""
    return element.label if language == LANGUAGES[0] else dict(element.labels).get(language)


def _named(statement: Statement) -> set[str]:
    """The elements that a statement names in any part."""
    named = {*statement.holder_ids, *statement.addressee_ids, *statement.via_ids}
    if statement.linkage:
        return named | {statement.linkage.subject, statement.linkage.object}
    return named | ({statement.element} if statement.element else set())
