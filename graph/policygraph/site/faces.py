"""What stands on the pages of the site, and the pages themselves."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from ..content_policy import hashed
from ..dossiers import chapters, what_it_is
from ..dossiers.mentions import Mentions, beside, by_document, by_passage, mentions_of, tally
from ..dossiers.parts import OWN, kin_of, numbers, questions_behind, verdicts, wanted, wants
from ..dossiers.summing import scope_words, status_of, status_words, summary
from ..page.style import KINDS, STATUSES
from ..report import counted
from ..statements import Content, Document, Statement
from ..templates import environment, text_beside
from ..vocabulary import ROOT, vocabulary
from .names import file_name

_KINDS = {name: style.label[0].upper() + style.label[1:] for name, style in KINDS.items()} | {
    "Document": "Documents spoken of"  # beside the documents that were read
}


def pages(content: Content) -> Iterator[tuple[str, str]]:
    """Each file of the site, by its path, and its HTML; the index comes first."""
    return Site(content).pages()


class Site:
    """The pages of one corpus: what they have in common is made once."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.mentions = mentions_of(content)
        self.passages = by_passage(content.statements)
        self.files = {name: file_name("element", name) for name in self.mentions}
        self.document_files = {name: file_name("document", name) for name in content.documents}
        self.places = {s.id: f"{self.document_files[s.document]}#{s.id}" for s in content.statements}
        self._chunks: dict[str, Any] = {}

    def pages(self) -> Iterator[tuple[str, str]]:
        """The index, the elements by id, the documents by date."""
        yield "index.html", self._drawn("index.html", self._index())
        for name, mentioned in self.mentions.items():
            yield self.files[name], self._drawn("element.html", self._element(mentioned))
        for document in self.content.documents.values():
            yield self.document_files[document.id], self._drawn("document.html", self._document(document))

    @cached_property
    def _environment(self) -> Any:
        templates = environment(__package__)
        css = _css()
        templates.globals.update(
            css=css,
            css_hash=hashed(css),
            title=self.content.title,
            version=self.content.version,
            scope=scope_words(self.content),
            elements=self.content.elements,
            pages=self.files,
            document_pages=self.document_files,
            places=self.places,
            signs={style.name: style.sign for style in STATUSES},
            counted=counted,
            label=lambda folder, name: vocabulary().label(f"{ROOT}{folder}/{name}"),
            status_of=status_of,
            status_words=status_words,
            chunk=self._chunk,
        )
        return templates

    def _drawn(self, template: str, filled: Mapping[str, Any]) -> str:
        text: str = self._environment.get_template(template).render(filled)
        return "\n".join(line for line in text.split("\n") if line.strip()) + "\n"

    def _chunk(self, statement: Statement) -> Any:
        """A statement as HTML, the same on every page: all lie one folder below the index."""
        from markupsafe import Markup

        if statement.id not in self._chunks:
            filled = {
                "s": statement,
                "verdict": self.content.verdicts.get(statement.id),
                "answered": self._answered.get(statement.id, ()),
            }
            text = self._environment.get_template("statement.html").render(filled)
            self._chunks[statement.id] = Markup(text)  # noqa: S704 - rendered by a template that escapes
        return self._chunks[statement.id]

    @cached_property
    def _answered(self) -> Mapping[str, list[str]]:
        """The asks whose verdicts rest on a statement, by its id."""
        found: dict[str, list[str]] = defaultdict(list)
        for verdict in self.content.verdicts.values():
            for answer in verdict.answers:
                found[answer].append(verdict.ask)
        return {answer: sorted(asks) for answer, asks in found.items()}

    def _element(self, mentioned: Mentions) -> dict[str, Any]:
        content, element = self.content, mentioned.element
        kin = kin_of(content, element)
        parts = {
            "numbers": numbers(content, mentioned.said) if len(mentioned.said) > 1 else None,
            "wanted": wanted(mentioned, wants(content, mentioned)) if mentioned.asks else None,
            "judged": next(verdicts(content, mentioned), None),
        }
        told = [
            {
                "anchor": heading.lower().replace(" ", "-"),
                "heading": heading,
                "anchored": heading != OWN,
                "documents": [(content.documents[name], own) for name, own in by_document(statements).items()],
            }
            for heading, statements in chapters(mentioned)
        ]
        neighbours = beside(mentioned, "Instrument", self.passages, content.elements) if mentioned.said else None
        asked = questions_behind(mentioned)
        headings = [
            ("wanted", "What is wanted of it", parts["wanted"]),
            ("judged", "What became of it", parts["judged"]),
            *((chapter["anchor"], chapter["heading"], True) for chapter in told),
            ("numbers", "In numbers", parts["numbers"]),
            ("beside", "Instruments beside it", neighbours is not None),
            ("questions", "Questions", asked),
        ]
        return {
            **parts,
            "element": element,
            "summary": summary(mentioned),
            "what_it_is": what_it_is(element),
            "kin": [(place.capitalize(), [e for where, e in kin if where == place]) for place in ("above", "below")],
            "headings": [(anchor, heading) for anchor, heading, there in headings if there],
            "wants": wants(content, mentioned),
            "verdicts": [(ask, content.verdicts[ask.id]) for ask in mentioned.asks if ask.id in content.verdicts],
            "chapters": told,
            "neighbours": neighbours,
            "questions": asked,
        }

    def _document(self, document: Document) -> dict[str, Any]:
        statements = [s for s in self.content.statements if s.document == document.id]
        return {
            "document": document,
            "statements": statements,
            "passages": [(place, own) for (_, place), own in by_passage(statements).items()],
            "asks": sum(statement.asks for statement in statements),
            "listed": sum(statement.listed for statement in statements),
            "linkable": document.url.startswith(("https://", "http://")),
        }

    def _index(self) -> dict[str, Any]:
        content = self.content
        found = sorted(self.mentions.values(), key=lambda m: (m.element.label.casefold(), m.element.id))
        lines: dict[str, list[dict[str, str]]] = defaultdict(list)
        for mentioned in found:
            element = mentioned.element
            line = {"names": " ".join((element.id, *element.names)), "label": element.label}
            lines[element.kind].append({**line, "page": self.files[element.id], "told": _told(mentioned)})
        by_name = by_document(content.statements)
        documents = [
            {
                "names": f"{document.id} {document.title} {document.identifier}",
                "label": document.title,
                "page": self.document_files[document.id],
                "told": f"{document.date}, {counted(len(by_name.get(document.id, ())), 'statement')}, "
                + ("coded in part" if document.scope else "coded whole"),
            }
            for document in content.documents.values()
        ]
        script = text_beside(__package__, "index.js")
        kinds = [
            {"anchor": name.lower(), "label": label, "lines": lines[name]}
            for name, label in _KINDS.items()
            if lines[name]
        ]
        return {
            "statements": len(content.statements),
            "number": len(found),
            "kinds": kinds,
            "documents": documents,
            "script": script,
            "script_hash": hashed(script),
        }


def _told(mentioned: Mentions) -> str:
    """How much there is to read of an element, for the index."""
    parts: list[tuple[tuple[Statement, ...], Callable[[int], str]]] = [
        (mentioned.said, lambda number: counted(number, "statement")),
        (mentioned.addressed, lambda number: f"{number} addressed to it"),
        (mentioned.held, lambda number: f"{number} of its own"),
    ]
    told = [words(len(statements)) for statements, words in parts if statements]
    only = ", only in lists" if mentioned.said and not mentioned.stated else ""
    return f"{', '.join(told)}{only}, {counted(tally(mentioned.every).documents, 'document')}"


def _css() -> str:
    """The style of reports, that of the site, and the colours of the statuses on light and dark."""
    light = "".join(f".status-{style.name}{{color:{style.light}}}" for style in STATUSES)
    dark = "".join(f".status-{style.name}{{color:{style.dark}}}" for style in STATUSES)
    shared = text_beside("policygraph.report", "report.css")
    coloured = f"{light}\n@media screen and (prefers-color-scheme: dark) {{{dark}}}\n"
    return shared + text_beside(__package__, "site.css") + coloured
