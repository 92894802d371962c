"""The two sides of a comparison: a document, or a holder with all that it says."""

from dataclasses import dataclass
from difflib import get_close_matches

from ..faults import PolicygraphError
from ..finding import NEAREST
from ..opposing.oppositions import earlier_versions
from ..report import counted
from ..statements import Content, Document, Statement
from ..telling import coded, enumerated


@dataclass(frozen=True)
class Side:
    """One side: its id, the documents that it stands in, who speaks (an element, by id), and its statements."""

    name: str
    documents: tuple[Document, ...]
    speaker: str
    statements: tuple[Statement, ...]
    is_document: bool

    @property
    def in_part(self) -> bool:
        """Whether only a part of what it says was coded."""
        return any(document.scope for document in self.documents)

    def short(self, statement: Statement) -> str:
        """A statement's id as it stands under the side's name: of a document, what follows the document's."""
        return statement.id.removeprefix(f"{self.name}.") if self.is_document else statement.id


def side(content: Content, name: str) -> Side:
    """The document with that id; or else the holder with that id, address or label.

    Raises PolicygraphError, with the nearest, if there is neither, and for an element that holds no statement.
    """
    if name in content.documents:
        document = content.documents[name]
        statements = tuple(s for s in content.statements if s.document == name)
        return Side(name, (document,), document.issuer, statements, is_document=True)
    element = _holder(content, name)
    statements = tuple(s for s in content.statements if element in s.holder_ids)
    if not statements:
        raise PolicygraphError(f"{element} holds no statement here; compare two documents or two holders")
    within = {statement.document for statement in statements}
    documents = tuple(document for document in content.documents.values() if document.id in within)
    return Side(element, documents, element, statements, is_document=False)


def _holder(content: Content, name: str) -> str:
    wanted = name.removeprefix(f"{content.base}element/")
    if wanted in content.elements:
        return wanted
    labels = [(label.casefold(), each.id) for each in content.elements.values() for label in each.names]
    called = sorted({element for label, element in labels if label == wanted.casefold()})
    if len(called) == 1:
        return called[0]
    if called:
        raise PolicygraphError(f"{name!r} is a label of several elements; choose among {', '.join(called)}")
    holders = sorted({element for statement in content.statements for element in statement.holder_ids})
    known = {label: element for label, element in labels if element in holders}
    known |= {word: word for word in (*holders, *content.documents)}
    close = get_close_matches(wanted.casefold(), known, n=3 * NEAREST, cutoff=0.5)
    close += [word for word in known if wanted.casefold() in word]
    near = list(dict.fromkeys(known[word] for word in close))[:NEAREST]
    mend = f"the nearest are {', '.join(near)}" if near else f"choose among {', '.join(sorted(content.documents))}"
    raise PolicygraphError(f"no document or holder is called {name!r}; {mend}")


def sides(content: Content, first: str, second: str) -> tuple[Side, Side, bool]:
    """Both sides, and whether the second is a later version of the first; versions come in that order.

    Raises PolicygraphError if they are one and the same, or have the same statements.
    """
    one, other = side(content, first), side(content, second)
    if one.name == other.name and one.is_document == other.is_document:
        raise PolicygraphError(f"{one.name} is compared with itself; name two documents or two holders")
    if one.statements and set(one.statements) == set(other.statements):
        raise PolicygraphError(f"{one.name} and {other.name} are the same statements; there is nothing to compare")
    if not (one.is_document and other.is_document):
        return one, other, False
    if other.name in earlier_versions(content, one.name):
        return other, one, True
    return one, other, one.name in earlier_versions(content, other.name)


def introduced(which: str, each: Side, content: Content) -> str:
    """A side in a sentence: what it is, who speaks, how much it says, and what of it was coded."""
    linkages = len({statement.linkage for statement in each.statements if statement.linkage})
    positions = sum(statement.element is not None for statement in each.statements)
    listed = sum(statement.listed for statement in each.statements)
    told = f"{counted(len(each.statements), 'statement')} on {counted(linkages, 'linkage')}"
    if positions:
        told += f" and {counted(positions, 'position on an element as such', 'positions on elements as such')}"
    if listed:
        told += f"; {listed:,} only listed"
    speaker = content.elements[each.speaker].label
    if each.is_document:
        (document,) = each.documents
        name = f"{each.name}: “{document.title}”, {document.date}, of {speaker}"
        return f"{which}, {name}: {told}; {coded_of(document)}."
    where = f"{counted(len(each.documents), 'document')} ({', '.join(document.id for document in each.documents)})"
    return f"{which}, {each.name}: {speaker} as a holder, in {where}: {told}; {coded(each.documents)}."


def coded_of(document: Document) -> str:
    """What of a document was coded, in words."""
    if not document.scope:
        return "coded whole"
    within = counted(document.passages_in_scope or 0, "passage")
    return f"coded in part ({within} with {counted(document.words_in_scope or 0, 'word')})"


def caution(first: Side, second: Side) -> str:
    """What it does not say that something was found on one side only."""
    part = [each.name for each in (first, second) if each.in_part]
    if not part:
        return "Both were coded whole. What is told as only in one may still stand in the other in another reading."
    verb = "was" if len(part) == 1 else "were"
    return (
        f"{enumerated(part)} {verb} coded in part: what is told as only in the other may stand in what was not coded. "
        "What was not coded is not absent."
    )
