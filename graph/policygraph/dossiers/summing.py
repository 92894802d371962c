"""What is said of an element in one sentence, and what a statement says in a word; made from what was counted."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..report import counted
from ..statements import Content, Statement
from ..vocabulary import ROOT, vocabulary
from .mentions import Mentions, tally

NOT_ONLY = "not only"  # what is denied is that it is the only one: the link itself is not denied
SAID = {
    "existing": "what is",
    "possible": "what may be",
    "desired": "what should be",
    "insufficient": "what is too little",
    "missing": "that something is missing",
    "undesired": "what should not be",
    "denied": "what is not so",
    NOT_ONLY: "that a link is not the only one of its kind",
}
_IN_ACTS = "what is or what an act lays down"


def status_of(statement: Statement) -> str:
    """The status by its name; what denies an "only" has one of its own, since it denies no link."""
    only = statement.linkage is not None and statement.linkage.exclusive and statement.status == "denied"
    return NOT_ONLY if only else statement.status


def status_words(statement: Statement) -> str:
    """The status in words: "desired", "not only", "possible, in a list"."""
    status = status_of(statement)
    words = status if status == NOT_ONLY else vocabulary().label(f"{ROOT}status/{status}")
    return f"{words}, in a list" if statement.listed else words


def stance_words(statement: Statement) -> str:
    """Who takes which stance: "Belgium calls for"; "Belgium (as Luxembourg reports) warns"."""
    reporters = f" (as {', '.join(statement.reported_by)} reports)" if statement.reported_by else ""
    stance = vocabulary().label(f"{ROOT}stance/{statement.stance}")
    return f"{', '.join(statement.holder)}{reporters} {stance}"


def summary(mentioned: Mentions) -> str:
    """All in a sentence: how much is said of the element, where, by how many, and what kind of thing."""
    name = mentioned.element.label
    if not mentioned.said:
        return f"{name}: nothing is said of it{_besides(mentioned)}."
    parts = [_where(mentioned.said), ", ".join(_kinds(mentioned.stated))]
    if not mentioned.stated:
        lists, links = ("a list", "that link") if len(mentioned.said) == 1 else ("lists", "those links")
        parts[1:] = [f"only in {lists}: nobody took a stance on {links} in particular"]
    elif mentioned.listed:
        parts.append(f"{len(mentioned.listed)} only in lists")
    return f"{name}: {'; '.join(parts)}{_besides(mentioned)}."


def _where(said: Sequence[Statement]) -> str:
    """How many statements, in how many passages and documents, by how many holders; of a single one, whose it is."""
    if len(said) == 1:
        return f"1 statement, by {', '.join(said[0].holder)} in “{said[0].document_title}”, {said[0].date}"
    numbers = tally(said)
    holders = {name for statement in said for name in statement.holder_ids}
    return (
        f"{counted(numbers.statements, 'statement')} in {counted(numbers.passages, 'passage')} "
        f"of {counted(numbers.documents, 'document')}, by {counted(len(holders), 'holder')}"
    )


def _kinds(statements: Iterable[Statement]) -> Iterator[str]:
    """How many of the links are said to be there, wanted …, in the ontology's order of statuses; positions last."""
    rows = list(statements)
    links = [statement for statement in rows if statement.linkage]
    numbers = Counter(map(status_of, links))
    acts = any(statement.stance == "provides" for statement in links if statement.status == "existing")
    first = True
    for status in (*vocabulary().names("status"), NOT_ONLY):
        if number := numbers[status]:
            words = _IN_ACTS if status == "existing" and acts else SAID[status]
            yield f"{number} {('says ' if number == 1 else 'say ') if first else ''}{words}"
            first = False
    if positions := len(rows) - len(links):
        yield counted(positions, "is a position on it as such", "are positions on it as such")


def _besides(mentioned: Mentions) -> str:
    """What is addressed to it and what it says itself."""
    told = ""
    if mentioned.addressed:
        told += f"; {counted(len(mentioned.addressed), 'statement is', 'statements are')} addressed to it"
    if mentioned.held:
        numbers = tally(mentioned.held)
        told += f"; it holds {counted(numbers.statements, 'statement')} in {counted(numbers.documents, 'document')}"
    return told


def scope_words(content: Content) -> str:
    """What the silence of the corpus means: not all of every document was coded."""
    parts = sum(bool(document.scope) for document in content.documents.values())
    if not parts:
        return ""
    return (
        f"{parts} of {counted(len(content.documents), 'document')} {'was' if parts == 1 else 'were'} coded in part: "
        "what was not coded is not absent."
    )
