"""Who contradicts whom, and who says more narrowly what another says: pairs of statements, each with its reason."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from ..answer import Answer
from ..kinship import Nearby
from ..report import Part, Report, counted
from ..statements import Content, Linkage, Statement
from ..statements import order as order_of
from ..telling import cells, enumerated, thought
from ..vocabulary import vocabulary
from .oppositions import Opposition, are_versions, kind_of, opposition
from .pairing import PAIR, by_matter, ends, grouped, line, matter, rest_on, summed, with_numbers

_OPPOSED = {
    "between": "between documents or holders",
    "within": "within one document or its versions, by the same holder",
    "answered": "found wanting, and later said to be there",
    "listed": "one of them only listed",
}
_DEGREES = "In fact: there, not there. In will: wanted, not wanted. In degree, the weakest: there, not enough."
_BOTH = "linkages or elements"
_NARROWER = {
    "between": "between documents or holders",
    "within": "within one document or its versions, by the same holder",
    "exception": "opposed: perhaps an exception",
    "listed": "one of them only listed",
}


def contradictions(content: Content) -> Report:
    """The pairs of statements that portray one linkage, or one element as such, oppositely; those of others first.

    What opposes what is the table in `oppositions`. Pairs of one linkage stand together; `rows` has each pair once,
    the earlier statement first.
    """
    about = by_matter(content.statements)
    found = [
        pair
        for statements in about.values()
        for first, second in combinations(statements, 2)
        if (pair := opposition(first, second, content))
    ]
    blocks = grouped((pair.where, matter(pair.first), pair) for pair in found)
    several = sum(len(statements) > 1 for statements in about.values())
    says = (
        _opposed_sentence([pair for pair in found if pair.where == "between"]),
        (
            f"{counted(several, 'linkage or element', 'linkages or elements')} of {len(about):,} "
            f"{'is' if several == 1 else 'are'} spoken of more than once; only there can statements be compared."
        ),
        (
            "What one asks for and another states as existing is no contradiction, nor is a denial that a link is the "
            "only one."
        ),
        rest_on(content),
    )
    order = {where: at for at, where in enumerate(_OPPOSED)}
    sorted_blocks = sorted(blocks.items(), key=lambda block: order[block[0][0]])
    parts = [_opposed_part(where, pairs, content) for (where, _), pairs in sorted_blocks]
    table = summed(_OPPOSED, [(pair.where, pair.kind, matter(pair.first)) for pair in found], "opposed", _BOTH, order)
    return Report("Contradictions", says, with_numbers(table, parts, _DEGREES), _opposed_rows(found, order))


def _opposed_sentence(between: Sequence[Opposition]) -> str:
    if not between:
        return "No two statements of different documents or holders portray one linkage, or one element, oppositely."
    kinds = Counter(pair.kind for pair in between)
    told = enumerated([f"{kinds[kind]} {kind}" for kind in ("in fact", "in will", "in degree") if kinds[kind]])
    documents = {statement.document for pair in between for statement in (pair.first, pair.second)}
    return (
        f"{counted(len(between), 'pair')} of statements of different documents or holders "
        f"{'portrays' if len(between) == 1 else 'portray'} one linkage, or one element as such, oppositely: {told}; "
        f"they stand in {counted(len(documents), 'document')}."
    )


def _opposed_part(where: str, pairs: Sequence[Opposition], content: Content) -> Part:
    reasons = dict.fromkeys(f"Opposed {pair.kind}, {_OPPOSED[where]}: {pair.why}." for pair in pairs)
    statements = dict.fromkeys(statement for pair in pairs for statement in (pair.first, pair.second))
    lines = [line(statement) for statement in sorted(statements, key=order_of)]
    return Part(thought(content, pairs[0].first), (*reasons, *lines))


def _opposed_rows(found: Sequence[Opposition], order: Mapping[str, int]) -> Answer:
    columns = ("where", "opposed", "why", "subject", "linkage_type", "object", *PAIR)
    rows = tuple(
        (pair.where, pair.kind, pair.why, *ends(pair.first), *cells(pair.first), *cells(pair.second))
        for pair in sorted(found, key=lambda pair: order[pair.where])
    )
    return Answer("contradictions", columns, columns, rows)


@dataclass(frozen=True, slots=True)
class Refinement:
    """Two statements of which the second is of a narrower linkage than the first, and by what it is narrower."""

    broader: Statement
    narrower: Statement
    where: str
    why: str

    @property
    def same_status(self) -> bool:
        """Whether both say the same of their links."""
        return self.broader.status == self.narrower.status


def refinements(content: Content) -> Report:
    """The pairs of statements of which one is of a narrower linkage than the other, by the hierarchy of elements.

    A linkage is narrower if each end is the same or below in the corpus, and its type the same, or any other where
    the broader one is only "linked to"; names are not looked at. Two that follow one another are left out: that a
    heading is part of a budget and a chapter part of the heading says one thing after another, and not one more
    narrowly. In `rows` the broader statement is the first.
    """
    about = {key: each for key, each in by_matter(content.statements).items() if isinstance(key, Linkage)}
    nearby = Nearby(content)
    found = [
        Refinement(broader, narrower, _where(broader, narrower, content), kin.why)
        for linkage, statements in about.items()
        for kin, other in nearby.of(linkage)
        if kin.kind == "narrower" and not _follow(linkage, other)
        for broader in statements
        for narrower in about[other]
    ]
    says = (
        _narrower_sentence([pair for pair in found if pair.where == "between"]),
        (
            "A linkage is narrower if an end stands below the other's in the hierarchy of elements, or if it names a "
            "type where the other is only linked. From neither does the other follow."
        ),
        rest_on(content),
    )
    order = {where: at for at, where in enumerate(_NARROWER)}
    blocks = grouped((pair.where, pair.broader.linkage, pair) for pair in found)
    sorted_blocks = sorted(blocks.items(), key=lambda block: order[block[0][0]])
    parts = [_narrower_part(pairs, content) for _, pairs in sorted_blocks]
    statuses = [(pair.where, "same" if pair.same_status else "another", pair.broader.linkage) for pair in found]
    return Report(
        "Refinements",
        says,
        with_numbers(summed(_NARROWER, statuses, "status", "broader linkages", order), parts),
        _narrower_rows(found, order),
    )


def _narrower_sentence(between: Sequence[Refinement]) -> str:
    spoken = "of one linkage more broadly and more narrowly"
    if not between:
        return f"No two statements of different documents or holders speak {spoken}."
    same = sum(pair.same_status for pair in between)
    return (
        f"{counted(len(between), 'pair')} of statements of different documents or holders "
        f"{'speaks' if len(between) == 1 else 'speak'} {spoken}; {same:,} with the same status."
    )


def _follow(broader: Linkage, narrower: Linkage) -> bool:
    """Whether one begins where the other ends; where a type has no direction nothing begins."""
    if {broader.type, narrower.type} & vocabulary().symmetric:
        return False
    return narrower.object == broader.subject or narrower.subject == broader.object


def _where(broader: Statement, narrower: Statement, content: Content) -> str:
    if broader.listed or narrower.listed:
        return "listed"
    if kind_of(broader, narrower):
        return "exception"
    same = broader.document == narrower.document or are_versions(content, broader.document, narrower.document)
    return "within" if same and broader.holder_ids == narrower.holder_ids else "between"


def _narrower_part(pairs: Sequence[Refinement], content: Content) -> Part:
    broader = dict.fromkeys(sorted((pair.broader for pair in pairs), key=order_of))
    narrower = {pair.narrower: pair.why for pair in sorted(pairs, key=lambda pair: order_of(pair.narrower))}
    lines = [f"Broadly, {line(each)}" for each in broader]
    lines += [f"More narrowly, {line(each, why)}" for each, why in narrower.items()]
    return Part(thought(content, pairs[0].broader), tuple(lines))


def _narrower_rows(found: Sequence[Refinement], order: Mapping[str, int]) -> Answer:
    columns = (
        *("where", "same_status", "why"),
        *(f"{which}_{name}" for which in ("first", "second") for name in ("subject", "linkage_type", "object")),
        *PAIR,
    )
    rows = tuple(
        (
            pair.where,
            "true" if pair.same_status else "false",
            pair.why,
            *ends(pair.broader),
            *ends(pair.narrower),
            *cells(pair.broader),
            *cells(pair.narrower),
        )
        for pair in sorted(found, key=lambda pair: order[pair.where])
    )
    return Answer("refinements", columns, columns, rows)
