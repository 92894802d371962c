"""Statements, and the scopes of documents, in words: what reports of asks and of absences have in common."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from .answer import Answer
from .report import Part, counted
from .statements import Content, Document, Statement
from .vocabulary import ROOT, vocabulary

NOT_ABSENT = "What was not coded is not absent."
STATEMENT = (
    "statement",
    "document",
    "date",
    "place",
    "holder",
    "stance",
    "status",
    "mode",
    "modality",
    "gloss",
    "quote",
)


def label(folder: str, name: str) -> str:
    """What a person calls a stance, a status or another term that a row names."""
    return vocabulary().label(f"{ROOT}{folder}/{name}")


def sentence(statement: Statement, *more: str) -> str:
    """The gloss, the quote if the texts are there, and in brackets what else is to be known of it."""
    listed = "only listed, as an illustration" if statement.listed else ""
    words = f" “{statement.quote}”" if statement.quote else ""
    known = "; ".join(part for part in (*more, listed) if part)
    return f"{statement.gloss}{words}" + (f" ({known})" if known else "")


def stance_and_status(statement: Statement) -> tuple[str, str]:
    """The stance and the status by their labels."""
    return label("stance", statement.stance), label("status", statement.status)


def cells(statement: Statement | None) -> tuple[str, ...]:
    """The cells of a plain table that tell a statement, as `STATEMENT` names them; empty ones for none."""
    if statement is None:
        return ("",) * len(STATEMENT)
    return (
        statement.id,
        statement.document,
        statement.date,
        statement.place,
        "|".join(statement.holder),
        statement.stance,
        statement.status,
        statement.mode,
        "|".join(statement.modality),
        statement.gloss,
        statement.quote,
    )


def thought(content: Content, statement: Statement) -> str:
    """What a statement is about in words: its linkage, or an element as such."""
    linkage = statement.linkage
    if linkage is None:
        return f"{content.elements[statement.element or ''].label}, as such"
    return f"{content.elements[linkage.subject].label} – {linkage.verb} – {content.elements[linkage.object].label}"


def passages(statements: Iterable[Statement]) -> int:
    """In how many passages the statements stand."""
    return len({(statement.document, statement.place) for statement in statements})


def enumerated(names: Sequence[str]) -> str:
    """Names in a sentence.

    >>> enumerated(["a"]), enumerated(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def coded(documents: Collection[Document]) -> str:
    """How much of the documents was coded: "2 coded whole, 1 in part (5 passages with 37 words)"."""
    part = [document for document in documents if document.scope]
    told = [f"{len(documents) - len(part):,} coded whole"] if len(part) < len(documents) else []
    if part:
        within = sum(document.passages_in_scope or 0 for document in part)
        words = sum(document.words_in_scope or 0 for document in part)
        told.append(f"{len(part):,} in part ({counted(within, 'passage')} with {counted(words, 'word')})")
    return ", ".join(told)


def within(document: Document) -> str:
    """How much of one document was coded."""
    if not document.scope:
        return "the whole"
    return (
        f"{counted(document.passages_in_scope or 0, 'passage')} with {counted(document.words_in_scope or 0, 'word')}"
    )


def scopes(heading: str, says: tuple[str, ...], documents: Iterable[Document], content: Content) -> Part:
    """A part that says of each document how much of it was coded, and how many statements came of it."""
    number = Counter(statement.document for statement in content.statements)
    says = (*says, "What was coded of each, and why: `policygraph ask what-is-the-scope-of-each-document`.")
    return Part(
        heading,
        says,
        Answer(
            "scopes",
            ("document", "date", "statements", "passages", "words"),
            ("document", "date", "statements", "passages coded", "words"),
            tuple(
                (
                    document.id,
                    document.date,
                    str(number[document.id]),
                    str(document.passages_in_scope) if document.scope else "all",
                    str(document.words_in_scope) if document.scope else "all",
                )
                for document in documents
            ),
        ),
    )
