"""All that a corpus says of one element: the dossier that somebody reads who looks for an instrument.

`mentions` finds the statements, `summing` says them in a sentence, `dossier_parts` makes tables of them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..answer import Answer
from ..report import Part, Report
from ..statements import Content, Element, Statement
from ..vocabulary import ROOT, vocabulary
from .mentions import Mentions, by_document, by_passage, mentions
from .parts import (
    OWN,
    around,
    kin_of,
    listing,
    neighbours,
    numbers,
    questions,
    questions_behind,
    verdicts,
    wanted,
    wants,
)
from .summing import scope_words, summary

_COLUMNS = (
    "statement",
    "document",
    "document_title",
    "date",
    "place",
    "as",
    "element",
    "subject",
    "linkage_type",
    "object",
    "only",
    "holder",
    "reported_by",
    "stance",
    "status",
    "listed",
    "modality",
    "degree",
    "condition",
    "addressee",
    "via",
    "gloss",
    "quote",
    "ask",
    "verdict",
    "iri",
)


@dataclass(frozen=True)
class Dossier(Report):
    """A report of all that is said of one element, asked of it, and said by it; its rows are the statements."""

    element: Element
    mentioned: Mentions

    def to_json(self) -> str:
        """An object: title, says and parts as of any report; the element; all statements as rows."""
        element = {"id": self.element.id, "iri": self.element.iri, "type": self.element.type}
        written: dict[str, Any] = {**json.loads(super().to_json()), "element": element, "rows": self.rows.to_dicts()}
        return json.dumps(written, ensure_ascii=False, indent=2)


def dossier(content: Content, name: str) -> Dossier:
    """The dossier of the element with that id, label or address.

    Raises PolicygraphError with the nearest three for a name that nothing has, and with all that have it if they are
    several.
    """
    element = content.element(name)
    mentioned = mentions(content, element)
    return Dossier(
        title=element.label,
        says=tuple(line for line in (summary(mentioned), what_it_is(element), scope_words(content)) if line),
        parts=tuple(_parts(content, mentioned)),
        rows=_rows(content, mentioned),
        element=element,
        mentioned=mentioned,
    )


def what_it_is(element: Element) -> str:
    """Its class, its id and its other names."""
    kind = vocabulary().label(f"{ROOT}ontology#{element.type}")
    others = [f"“{name}”" for name in element.names if name != element.label]
    also = f"; also called {', '.join(others)}" if others else ""
    return f"Class: {kind}; id: {element.id}{also}."


def chapters(mentioned: Mentions) -> list[tuple[str, tuple[Statement, ...]]]:
    """The statements, under what is written over them: said of it, named in lists, addressed to it, its own.

    What is addressed to it and says something of it as well stands once, in the first.
    """
    above = {statement.id for statement in mentioned.said}
    addressed = tuple(statement for statement in mentioned.addressed if statement.id not in above)
    parts = (
        ("Said of it", mentioned.stated),
        ("In lists only", mentioned.listed),
        ("Addressed to it", addressed),
        (OWN, mentioned.held),
    )
    return [(heading, statements) for heading, statements in parts if statements]


def _parts(content: Content, mentioned: Mentions) -> Iterator[Part]:
    if kin := kin_of(content, mentioned.element):
        yield around(content, kin)
    if len(mentioned.said) > 1:
        yield numbers(content, mentioned.said)
    if mentioned.said or mentioned.addressed:
        yield wanted(mentioned, wants(content, mentioned))
    yield from verdicts(content, mentioned)
    for heading, statements in chapters(mentioned):
        for document, own in by_document(statements).items():
            yield listing(content.documents[document], heading, own, mentioned)
    if mentioned.said:
        yield neighbours(mentioned, by_passage(content.statements), content)
    if asked := questions_behind(mentioned):
        yield questions(asked)


def _rows(content: Content, mentioned: Mentions) -> Answer:
    """Every statement in one plain table; `as` tells all the parts that the element has in it."""
    rows = tuple(_row(content, mentioned, statement) for statement in mentioned.every)
    return Answer(f"dossier of {mentioned.element.id}", _COLUMNS, _COLUMNS, rows)


def _row(content: Content, mentioned: Mentions, statement: Statement) -> tuple[str, ...]:
    linkage, verdict = statement.linkage, content.verdicts.get(statement.id)
    holds = ("holder",) if mentioned.element.id in statement.holder_ids else ()
    ends = (linkage.subject, linkage.type, linkage.object) if linkage else ("", "", "")
    texts = (statement.modality, statement.degree, statement.condition, statement.addressee, statement.via)
    return (
        *(statement.id, statement.document, statement.document_title, statement.date, statement.place),
        *("|".join((*mentioned.roles(statement), *holds)), statement.element or "", *ends),
        _yes(linkage is not None and linkage.exclusive),
        *("|".join(statement.holder), "|".join(statement.reported_by), statement.stance, statement.status),
        *(_yes(statement.listed), *map("|".join, texts), statement.gloss, statement.quote),
        *(_yes(statement.asks), verdict.verdict if verdict else "", statement.iri),
    )


def _yes(holds: bool) -> str:
    return "yes" if holds else ""
