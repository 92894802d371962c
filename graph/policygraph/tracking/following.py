"""From an ask to what may answer it: the verdict of a coder, if there is one, and later statements proposed to judge.

A proposal is found by kinship alone. Whether it answers the ask, no verdict says.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from ..dates import first_day, is_later, last_day
from ..faults import PolicygraphError
from ..kinship import KINDS, Kin, Nearby
from ..statements import Content, Document, Linkage, Statement, Verdict, order
from ..vocabulary import ROOT, vocabulary

PROPOSED = "proposed"  # where an ask stands that nobody has judged, with or without something proposed
OPEN = "open"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A statement of another document that is near to an ask, and how; `surely` if it is later beyond doubt."""

    statement: Statement
    kin: Kin
    surely: bool


@dataclass(frozen=True)
class Ask:
    """An ask, its verdict with the statements that this names, and what else is proposed; `absent` are not here."""

    statement: Statement
    verdict: Verdict | None
    named: tuple[Statement, ...]
    absent: tuple[str, ...]
    proposals: tuple[Proposal, ...]

    @property
    def state(self) -> str:
        """The verdict; `proposed` or `open` where there is none."""
        return self.verdict.verdict if self.verdict else PROPOSED if self.proposals else OPEN

    @property
    def relation(self) -> str:
        """How what the verdict names stands to the ask: an answer, or the nearest that falls short of being one."""
        return "answer" if self.verdict and self.verdict.verdict in vocabulary().answered else "falls short"


class Followed:
    """The asks of a content, followed into later documents."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self._nearby = Nearby(content)
        self._about: dict[Linkage | str | None, list[Statement]] = defaultdict(list)
        for statement in content.statements:
            self._about[about(statement)].append(statement)

    @cached_property
    def by_id(self) -> dict[str, Statement]:
        """The statements by their ids."""
        return {statement.id: statement for statement in self.content.statements}

    def asks(self, statements: Iterable[Statement]) -> tuple[Ask, ...]:
        """Those of the statements that ask for something, in their order."""
        return tuple(self._follow(statement) for statement in statements if statement.asks)

    def _follow(self, statement: Statement) -> Ask:
        verdict = self.content.verdicts.get(statement.id)
        named = verdict.answers if verdict else ()
        proposals = (p for p in self._proposals(statement) if p.statement.id not in named)
        return Ask(
            statement=statement,
            verdict=verdict,
            named=tuple(self.by_id[name] for name in named if name in self.by_id),
            absent=tuple(name for name in named if name not in self.by_id),
            proposals=tuple(sorted(proposals, key=lambda p: (p.kin.rank, not p.surely, order(p.statement)))),
        )

    def _proposals(self, ask: Statement) -> Iterator[Proposal]:
        for kin, key in near_to(ask, self._nearby):
            for statement in self._about[key]:
                surely = is_later(statement.date, than=ask.date)
                if statement.document != ask.document and (surely or may_be_later(statement.date, than=ask.date)):
                    yield Proposal(statement, kin, surely)


def near_to(statement: Statement, nearby: Nearby) -> Iterator[tuple[Kin, Linkage | str | None]]:
    """What is near to that which a statement is about.

    A position is about an element as such: near to it is the same element as such, and nothing else.
    """
    if statement.linkage is None:
        yield Kin("same", "the same element, as such", KINDS.index("same")), about(statement)
    else:
        yield from nearby.of(statement.linkage)


def about(statement: Statement) -> Linkage | str | None:
    """What a statement is about: a linkage, or an element by its id."""
    return statement.linkage or statement.element


def may_be_later(date: str, than: str) -> bool:
    """Whether some day that the first date may mean is after some day that the second may mean.

    >>> may_be_later("2013", than="2013-12-17"), may_be_later("2013-12-17", than="2013-12-17")
    (True, False)
    """
    return last_day(date) > first_day(than)


def later_documents(content: Content, document: Document) -> tuple[list[Document], list[Document]]:
    """The documents that are surely later than that one, and those that may be, by their dates."""
    others = [other for other in content.documents.values() if other.id != document.id]
    surely = [other for other in others if is_later(other.date, than=document.date)]
    maybe = [
        other
        for other in others
        if may_be_later(other.date, than=document.date) and not is_later(other.date, than=document.date)
    ]
    return surely, maybe


def in_order(states: Collection[str]) -> tuple[str, ...]:
    """Where asks stand, each once: verdicts in the order of the ontology, others, then what nobody has judged."""
    known = (*vocabulary().names("verdict"), PROPOSED, OPEN)
    others = sorted(set(states).difference(known))
    return tuple(state for state in (*known[:-2], *others, *known[-2:]) if state in states)


def ask_called(content: Content, name: str) -> Statement:
    """The ask with that id or address. Raises PolicygraphError, which says what it is if it is no ask."""
    wanted = name.removeprefix(f"{content.base}statement/")
    by_id = {statement.id: statement for statement in content.statements}
    if wanted in by_id:
        statement = by_id[wanted]
        if statement.asks:
            return statement
        stance = vocabulary().label(f"{ROOT}stance/{statement.stance}")
        raise PolicygraphError(
            f"{wanted} asks nothing: its stance is “{stance}” ({statement.gloss}); "
            f"`policygraph asks {statement.document}` shows what does"
        )
    content.document(wanted.partition(".")[0])
    near = get_close_matches(wanted, by_id, n=3)
    mend = f"the nearest are {', '.join(near)}" if near else "identifiers look like be-2012-update.c-05"
    raise PolicygraphError(
        f"no statement here is called {wanted!r}; {mend}; "
        f"if it was withdrawn, `policygraph cite {wanted}` tells when and why"
    )
