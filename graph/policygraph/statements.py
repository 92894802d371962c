"""The statements of a corpus as things that are meant: what pages, tables and comparisons are made from.

`from_rows` makes them of a corpus, `from_graph` of a graph; both make the same.
"""

from dataclasses import dataclass, replace

from .dates import Period, nothing_of
from .faults import PolicygraphError
from .finding import found
from .vocabulary import ROOT, vocabulary


@dataclass(frozen=True, slots=True)
class Document:
    """One version of a document: what is needed to cite it; `issuer` is an element, `replaces` a document, by id.

    `scope` says what of it was coded; it is empty, and the numbers None, where the whole was.
    """

    id: str
    iri: str
    title: str
    issuer: str
    date: str
    version: str
    identifier: str
    url: str
    replaces: str
    scope: str
    passages_in_scope: int | None
    words_in_scope: int | None


@dataclass(frozen=True, slots=True)
class Element:
    """Something that can be linked: its id, its class and main class, the name shown, all its names, what is above.

    `labels` holds the preferred label in each language that has one, sorted: `("fr", "Droits de quai")`; `broader`
    the ids of the elements just above it.
    """

    id: str
    iri: str
    type: str
    kind: str
    label: str
    names: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]
    broader: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Linkage:
    """A subject, a linkage type and an object, by their ids; `exclusive` if it is meant as the only one."""

    id: str
    subject: str
    type: str
    object: str
    exclusive: bool

    @property
    def verb(self) -> str:
        """The linkage type in words: "is embedded in"; "(only)" where it is meant as the only one of its kind."""
        return vocabulary().label(f"{ROOT}type/{self.type}") + (" (only)" if self.exclusive else "")


@dataclass(frozen=True, slots=True)
class Statement:
    """What a statement holds, ready to be shown; `linkage` or `element` is None. Names stand for elements.

    Where somebody goes on from the element, `…_ids` has the ids of the same elements in the same order.
    """

    id: str
    iri: str
    linkage: Linkage | None
    element: str | None
    document: str
    document_title: str
    version: str
    date: str
    place: str
    start: int | None
    end: int | None
    words: int
    holder: tuple[str, ...]
    reported_by: tuple[str, ...]
    stance: str
    status: str
    mode: str
    modality: tuple[str, ...]
    degree: tuple[str, ...]
    condition: tuple[str, ...]
    addressee: tuple[str, ...]
    via: tuple[str, ...]
    gloss: str
    cue: str
    coder: str
    coded: str
    note: str
    quote: str
    force: str
    holder_ids: tuple[str, ...]
    addressee_ids: tuple[str, ...]
    via_ids: tuple[str, ...]

    @property
    def asks(self) -> bool:
        """Whether its holder wants something done, or finds that it was not."""
        return self.stance in vocabulary().asking

    @property
    def listed(self) -> bool:
        """Whether the link is only an illustration in a list: nobody took a stance on it in particular."""
        return self.mode == "listed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a coder found became of an ask: the verdict, and the statements of later documents that it rests on.

    The ask and the answers are ids of statements (`be-2012-update.c-05`).
    """

    ask: str
    verdict: str
    answers: tuple[str, ...]
    reason: str
    coder: str
    date: str


@dataclass(frozen=True)
class Content:
    """Documents and elements by id, those in the order of their dates, and the statements in that of the documents.

    Verdicts are by the ask that they are about.
    """

    title: str
    version: str
    base: str
    documents: dict[str, Document]
    elements: dict[str, Element]
    statements: tuple[Statement, ...]
    verdicts: dict[str, Verdict]

    def between(self, period: Period) -> "Content":
        """What the documents of a period say; the elements stay. Raises PolicygraphError if there is no document."""
        if not period:
            return self
        documents = {name: document for name, document in self.documents.items() if period.holds(document.date)}
        if not documents:
            raise PolicygraphError(nothing_of(period, [document.date for document in self.documents.values()]))
        kept = tuple(statement for statement in self.statements if statement.document in documents)
        ids = {statement.id for statement in kept}
        verdicts = {ask: verdict for ask, verdict in self.verdicts.items() if {ask, *verdict.answers} <= ids}
        return replace(self, documents=documents, statements=kept, verdicts=verdicts)

    def document(self, name: str) -> Document:
        """The document with that id; raises PolicygraphError for another, with all there are."""
        if name not in self.documents:
            raise PolicygraphError(f"no document is called {name!r}; choose among {', '.join(sorted(self.documents))}")
        return self.documents[name]

    def element(self, name: str) -> Element:
        """The element with that id, address or label; raises PolicygraphError with the nearest, or the several."""
        labels = [(label, element.id) for element in self.elements.values() for label in element.names]
        start = f"{self.base}element/"
        return self.elements[found(name.removeprefix(start), self.elements, labels)]

    def in_words(self, linkage: Linkage) -> str:
        """A linkage by the labels of its ends: "Clusters – drives – Innovation"."""
        return f"{self.elements[linkage.subject].label} – {linkage.verb} – {self.elements[linkage.object].label}"

    def __repr__(self) -> str:
        return f"<Content {self.title!r}: {len(self.documents)} documents, {len(self.statements)} statements>"


def order(statement: Statement) -> tuple[str, str, int, str]:
    """Where a statement stands among all: by the date of its document, the document, the place in it."""
    return statement.date, statement.document, statement.start or 0, statement.id


def shown_quote(text: str | None) -> str:
    """A quote on one line, without the text's own emphasis, which is none of its words."""
    return " ".join((text or "").replace("**", "").split())
