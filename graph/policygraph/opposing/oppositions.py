"""When two statements portray one linkage oppositely: which statuses oppose each other, and how far.

Each status is taken as `ontology/statuses.ttl` defines it; what is not in the table opposes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..dates import is_later
from ..statements import Content, Statement

Kind = Literal["in fact", "in will", "in degree"]
Where = Literal["between", "within", "answered", "listed"]

IN_WORDS: Mapping[str, str] = {
    "existing": "is there",
    "possible": "may be there or come about",
    "desired": "is wanted",
    "insufficient": "is there, but too weak",
    "missing": "is absent, though it should be there",
    "undesired": "should not come about, or should end",
    "denied": "is not so",
}
_AS_SUCH: Mapping[str, str] = {
    "desired": "is wanted, and yet to come",
    "insufficient": "has shortcomings",
    "missing": "is not there, though it should be",
    "undesired": "has had its day",
}
_APPROVING = frozenset({"welcomes", "supports"})


def _opposed(kind: Kind, *pairs: str) -> dict[frozenset[str], Kind]:
    return {frozenset(pair.split()): kind for pair in pairs}


OPPOSITIONS: Mapping[frozenset[str], Kind] = {
    **_opposed("in fact", "existing denied", "existing missing", "insufficient denied"),
    **_opposed("in will", "desired undesired", "missing undesired", "insufficient undesired", "existing undesired"),
    **_opposed("in degree", "existing insufficient", "insufficient missing", "possible denied"),
}
"""Which two statuses oppose each other.

*In fact*: the one says that the link is there (existing; insufficient, which is there too), the other that it is not
(denied, missing). *In will*: the one wants it (desired; missing and insufficient, which say that it should be there),
the other does not (undesired). *In degree*, the weakest: both say that it is there, the one that it is too weak; both
find it wanting, the one altogether; it may be there or come about, and is not so.

"Existing" is a fact and "undesired" a wish, and both may well be: they oppose each other only if what exists is
welcomed or supported. For the same reason desired does not oppose existing, missing, denied or insufficient, nor
possible undesired, missing or insufficient. Missing and denied both say that the link is not there. A denial of "only"
opposes nothing, since its linkage is another one (`Linkage.exclusive`). Of an element as such, what exists opposes its
shortcomings only if it is welcomed or supported.
"""


@dataclass(frozen=True, slots=True)
class Opposition:
    """Two statements of one linkage or element, the earlier first, how they are opposed, and why in words.

    `where`: "between" documents or holders; "within" one document, or versions of it, by the same holders; "answered",
    if a link was found wanting and a surely later document says that it is there, which may be the answer; "listed",
    if one of them only illustrates, so that nobody took a stance on it.
    """

    first: Statement
    second: Statement
    kind: Kind
    where: Where
    why: str


def kind_of(first: Statement, second: Statement) -> Kind | None:
    """How two statements of one linkage are opposed; None if they are not."""
    kind = OPPOSITIONS.get(frozenset({first.status, second.status}))
    existing = next((each for each in (first, second) if each.status == "existing"), None)
    merely = existing is not None and not _approves(existing)
    if merely and (kind == "in will" or (kind == "in degree" and first.element)):
        return None
    return kind


def _approves(statement: Statement) -> bool:
    return statement.status == "existing" and statement.stance in _APPROVING


def opposition(first: Statement, second: Statement, content: Content) -> Opposition | None:
    """How a statement opposes an earlier one of the same linkage or element; None if it does not."""
    kind = kind_of(first, second)
    if kind is None:
        return None
    return Opposition(first, second, kind, _where(first, second, content), _why(first, second))


def _where(first: Statement, second: Statement, content: Content) -> Where:
    if first.listed or second.listed:
        return "listed"
    same = first.document == second.document or are_versions(content, second.document, first.document)
    if same and first.holder_ids == second.holder_ids:
        return "within"
    wanting = first.status in ("missing", "insufficient") and second.status == "existing"
    if wanting and first.document != second.document and is_later(second.date, than=first.date):
        return "answered"
    return "between"


def _why(first: Statement, second: Statement) -> str:
    """The reason in words, and what keeps the two from speaking of quite the same; the same whichever is the first."""
    one, other = sorted((first, second), key=lambda each: (list(IN_WORDS).index(each.status), each.stance))
    thing = "the link" if first.linkage else "it"
    told = [f"the one says that {thing} {_says(one)}, the other that it {_says(other)}"]
    if one.via_ids != other.via_ids:
        told.append(f"not by the same means ({_named(one.via)} / {_named(other.via)})")
    if one.condition != other.condition:
        told.append(f"not on the same condition ({_named(one.condition)} / {_named(other.condition)})")
    return "; ".join(told)


def _named(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"


def _says(statement: Statement) -> str:
    words = IN_WORDS[statement.status]
    if statement.element:
        words = _AS_SUCH.get(statement.status, words)
        return "is welcome or supported as it is" if _approves(statement) else words
    return words + (", and approves of it" if _approves(statement) else "")


def are_versions(content: Content, first: str, second: str) -> bool:
    """Whether of two documents either is a version of the other."""
    return second in earlier_versions(content, first) or first in earlier_versions(content, second)


def earlier_versions(content: Content, document: str) -> set[str]:
    """The documents that it replaces, over whatever versions between; one that is not here breaks the line."""
    seen: set[str] = set()
    while (found := content.documents.get(document)) and found.replaces and found.replaces not in seen:
        document = found.replaces
        seen.add(document)
    return seen
