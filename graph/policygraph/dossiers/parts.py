"""The parts of a dossier: each a heading, what is said under it, and a table."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..answer import Answer
from ..report import Part, counted
from ..statements import Content, Document, Element, Statement
from ..vocabulary import ROOT, vocabulary
from .mentions import ROLES, Mentions, Passage, about, beside, tally
from .summing import stance_words, status_words

NUMBERS = ("statements", "passages", "documents")
OWN = "It says itself"


@dataclass(frozen=True)
class Want:
    """What one holder asks of an element: in which roles, what it is, with which status; the asks behind it."""

    roles: str
    what: str
    holder: str
    status: str
    asks: tuple[Statement, ...]


def kin_of(content: Content, element: Element) -> list[tuple[str, Element]]:
    """The elements just above and just below it, each with the word for that."""
    above = [("above", content.elements[name]) for name in element.broader]
    below = [("below", other) for other in content.elements.values() if element.id in other.broader]
    return above + below


def around(content: Content, kin: list[tuple[str, Element]]) -> Part:
    """The elements above and below, and how much is said of each."""
    names = {element.id for _, element in kin}
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in content.statements:
        for name in names.intersection(about(statement)):
            said[name].append(statement)
    rows = [(place, element.label, *cells(said[element.id])) for place, element in kin]
    says = "What is said of these is not counted as said of it."
    return Part("Above and below it", (says,), table("around", ("place", "element", *NUMBERS), rows))


def cells(statements: Iterable[Statement]) -> tuple[str, str, str]:
    """How many statements, passages and documents, for a table."""
    found = tally(statements)
    return str(found.statements), str(found.passages), str(found.documents)


def numbers(content: Content, statements: Iterable[Statement]) -> Part:
    """The statements counted by document, holder, stance, status and modal word, those in lists once more apart."""
    rows = list(statements)
    by: dict[str, Callable[[Statement], Iterable[str]]] = {
        "document": lambda s: (f"{content.documents[s.document].title}, {s.date}",),
        "holder": lambda s: s.holder,
        "stance": lambda s: (vocabulary().label(f"{ROOT}stance/{s.stance}"),),
        "status": lambda s: (status_words(s).removesuffix(", in a list"),),
        "modal word": lambda s: s.modality or ("none",),
    }
    lines = []
    for name, values in by.items():
        groups: dict[str, list[Statement]] = defaultdict(list)
        for statement in rows:
            for value in values(statement):
                groups[value].append(statement)
        ordered = groups if name == "document" else sorted(groups, key=lambda value: (-len(groups[value]), value))
        lines += [(name, value, *cells(groups[value]), _listed(groups[value])) for value in ordered]
    told = table("numbers", ("by", "which", *NUMBERS, "in lists"), lines)
    return Part("What is said of it, in numbers", (), told)


def _listed(statements: Iterable[Statement]) -> str:
    return str(sum(statement.listed for statement in statements))


def wants(content: Content, mentioned: Mentions) -> list[Want]:
    """Who wants what of it, by role, then holder."""
    groups: dict[tuple[tuple[int, ...], str, str, str], list[Statement]] = defaultdict(list)
    for statement in mentioned.asks:
        roles = tuple(ROLES.index(role) for role in mentioned.roles(statement))
        what = statement.gloss if lies_around(statement) else link_words(content, statement)
        groups[roles, ", ".join(statement.holder), what, status_words(statement)].append(statement)
    return [
        Want(
            ", ".join(ROLES[role] for role in roles), what, holder, status, tuple(groups[roles, holder, what, status])
        )
        for roles, holder, what, status in sorted(groups)
    ]


def lies_around(ask: Statement) -> bool:
    """Whether an ask wants something around its link, as more attention to it, and not the link."""
    return ask.status in ("existing", "possible")


def wanted(mentioned: Mentions, found: list[Want]) -> Part:
    """Who wants what of it, as a table with the number of asks."""
    heading = "What is wanted of it"
    if not found:
        return Part(heading, ("Nobody asks for anything of it, in what was coded.",))
    whole = tally(mentioned.asks)
    says = [
        f"{counted(whole.statements, 'ask')} in {counted(whole.passages, 'passage')} of "
        f"{counted(whole.documents, 'document')}, told in full below. What is asked for may be there or not: an "
        "ask is no fact."
    ]
    if around_it := sum(map(lies_around, mentioned.asks)):
        says.append(
            f"In {counted(around_it, 'ask')} the link is told as existing or possible, and not as wanted: what is "
            "asked for is something around it, so the whole sentence stands in place of the link."
        )
    rows = [(want.roles, want.what, want.holder, want.status, *cells(want.asks)[::2]) for want in found]
    headings = ("as", "what", "who wants it", "status", "asks", "documents")
    return Part(heading, tuple(says), table("wanted", headings, rows))


def link_words(content: Content, statement: Statement) -> str:
    """What a statement is about: "Clusters – drives – Innovation", or the element that it takes a position on."""
    if statement.linkage is None:
        assert statement.element is not None
        return f"{content.elements[statement.element].label}, as such"
    ends = [content.elements[name].label for name in (statement.linkage.subject, statement.linkage.object)]
    return f"{ends[0]} – {statement.linkage.verb} – {ends[1]}"


def verdicts(content: Content, mentioned: Mentions) -> Iterator[Part]:
    """What a coder found became of the asks; nothing if there are none, or if the corpus has no verdict at all."""
    if not mentioned.asks or not content.verdicts:
        return
    found = [content.verdicts[ask.id] for ask in mentioned.asks if ask.id in content.verdicts]
    verb = "was" if 1 in (len(found), len(mentioned.asks)) else "were"
    says = [
        f"{len(found)} of {counted(len(mentioned.asks), 'ask')} {verb} judged by a "
        "coder. A verdict says what later documents of this corpus hold, and never that they do because of the ask."
    ]
    for verdict in found:
        answers = f" Rests on {', '.join(verdict.answers)}." if verdict.answers else ""
        says.append(f"{verdict.ask}: {verdict_words(verdict.verdict)}. {verdict.reason}{answers}")
    yield Part("What became of it", tuple(says))


def verdict_words(name: str) -> str:
    """The verdict in words."""
    return vocabulary().label(f"{ROOT}verdict/{name}")


def listing(document: Document, heading: str, statements: list[Statement], mentioned: Mentions) -> Part:
    """The statements of one document under one heading; what all of them share is said once, over the table."""
    found = tally(statements)
    alone = {(statement.holder, statement.reported_by) for statement in statements} == {(statements[0].holder, ())}
    by = f", by {', '.join(statements[0].holder)}" if alone and heading != OWN else ""
    says = (
        f"{counted(found.statements, 'statement')} in {counted(found.passages, 'passage')}{by}. "
        f"Ids begin with “{document.id}.”"
    )
    columns = ("statement", *(() if heading == OWN else ("as",)), "what is said", "stance and status", "place")
    rows = []
    for statement in statements:
        stance = vocabulary().label(f"{ROOT}stance/{statement.stance}") if alone else stance_words(statement)
        row = (
            statement.id.removeprefix(f"{document.id}."),
            *(() if heading == OWN else (", ".join(mentioned.roles(statement)),)),
            statement.gloss + (f" “{statement.quote}”" if statement.quote else ""),
            f"{stance}: {status_words(statement)}",
            statement.place,
        )
        rows.append(row)
    return Part(f"{heading}: {document.title}, {document.date}", (says,), table("statements", columns, rows))


def neighbours(mentioned: Mentions, passages: Mapping[Passage, list[Statement]], content: Content) -> Part:
    """The instruments that are named in the same passages."""
    found = beside(mentioned, "Instrument", passages, content.elements)
    heading = "Instruments named in the same passages"
    if not found:
        return Part(heading, ("None.",))
    rows = [(element.label, str(numbers.passages), str(numbers.documents)) for element, numbers in found]
    says = "To be named in one passage is not to be linked."
    return Part(heading, (says,), table("beside", ("instrument", "passages", "documents"), rows))


def questions_behind(mentioned: Mentions) -> list[tuple[str, str]]:
    """Which packaged questions give the same rows or numbers, each with what they are of."""
    element, links = mentioned.element, [statement for statement in mentioned.said if statement.linkage]
    found = []
    if links:
        of = f"{counted(len(links), 'statement')} of a link, with their status and holder"
        found.append((of, f"policygraph ask what-is-linked-to-an-element --param element={element.id}"))
    if element.kind == "Actor":
        of = "how much it says, is asked and is spoken of: one row"
        found.append((of, "policygraph ask who-speaks-and-who-is-only-spoken-about"))
    return found


def questions(found: list[tuple[str, str]]) -> Part:
    """The packaged questions, as the command that asks them."""
    says = "They give the same rows or numbers from the graph."
    return Part("The questions behind this", (says,), table("questions", ("for", "question"), found))


def table(name: str, headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Answer:
    """A table whose columns are called as they are headed."""
    columns = tuple(heading.replace(" ", "_") for heading in headings)
    return Answer(name, columns, headings, tuple(rows))
