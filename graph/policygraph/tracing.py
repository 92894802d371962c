"""Paths between two elements, each honest about how many documents had to be read to tell it.

A path is made of linkages that follow one another. That A drives B and B drives C does not say that A drives C: a path
is a way to read on, and no statement of anybody's.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from .answer import Answer
from .faults import PolicygraphError
from .report import Part, Report, counted
from .statements import Content, Linkage, Statement
from .vocabulary import ROOT, vocabulary

MOST_STEPS = 6
_COUNTED = 20_000  # paths beyond these are not counted: between some elements there are millions
_SHOWN = 25  # of each kind


@dataclass(frozen=True, slots=True)
class Step:
    """A linkage with one status, walked from its subject to its object or, `backwards`, the other way."""

    linkage: Linkage
    status: str
    backwards: bool

    @property
    def start(self) -> str:
        """The element that the step leaves."""
        return self.linkage.object if self.backwards else self.linkage.subject

    @property
    def end(self) -> str:
        """The element that the step leads to."""
        return self.linkage.subject if self.backwards else self.linkage.object


@dataclass(frozen=True)
class Path:
    """Steps that follow one another, and the statements behind each."""

    steps: tuple[Step, ...]
    statements: tuple[tuple[Statement, ...], ...]

    @property
    def tellers(self) -> tuple[str, ...]:
        """The documents that tell the whole path each by itself."""
        told = [{s.document for s in several} for several in self.statements]
        return tuple(dict.fromkeys(s.document for s in self.statements[0] if all(s.document in each for each in told)))

    @property
    def documents(self) -> tuple[str, ...]:
        """All documents that tell any of it, in order."""
        return tuple(sorted({s.document for several in self.statements for s in several}))


def path(
    content: Content,
    start: str,
    end: str,
    *,
    steps: int = 3,
    status: Collection[str] = ("existing",),
    mixed: bool = False,
    either_way: bool = False,
) -> Report:
    """The paths from one element to another of at most that many steps: those one document tells whole, then others.

    Only linkages with one of the statuses count, and each path keeps to one of them unless `mixed`: a path across what
    is and what is wanted says neither. Steps go from subject to object unless `either_way`. What is only listed, and
    what is said of "only", is no step. Raises PolicygraphError for elements or statuses that are not known.
    """
    first, last = content.element(start).id, content.element(end).id
    if first == last:
        raise PolicygraphError(f"a path leads from one element to another: {start!r} and {end!r} are both {first}")
    if not 1 <= steps <= MOST_STEPS:
        raise PolicygraphError(f"a path has 1 to {MOST_STEPS} steps, not {steps}")
    if strangers := [name for name in status if name not in vocabulary().names("status")]:
        known = ", ".join(vocabulary().names("status"))
        raise PolicygraphError(f"no status is called {strangers[0]!r}; choose among {known}")
    groups = [tuple(dict.fromkeys(status))] if mixed else [(name,) for name in dict.fromkeys(status)]
    walks = [_Walk(content, group, either_way=either_way) for group in groups]
    found = [found for walk in walks for found in islice(walk.paths(first, last, steps), _COUNTED)]
    told = sorted(found, key=lambda each: (len(each.steps), len(each.documents), [s.linkage.id for s in each.steps]))
    names = (content.elements[first].label, content.elements[last].label)
    says = _says(told, names, steps, status, mixed=mixed)
    if not told and not either_way:
        backwards = path(content, first, last, steps=steps, status=status, mixed=mixed, either_way=True)
        if len(backwards.rows):
            says += ("There are paths if links are walked in either direction (--either-way).",)
    whole, stitched = [p for p in told if p.tellers], [p for p in told if not p.tellers]
    parts = [
        _part("Told whole by one document", whole, content),
        _part("Stitched from several documents", stitched, content),
    ]
    return Report(f"From {names[0]} to {names[1]}", says, tuple(p for p in parts if p), _rows(told))


class _Walk:
    """The steps that may be walked, and the search among them."""

    def __init__(self, content: Content, statuses: Collection[str], *, either_way: bool) -> None:
        behind: dict[tuple[Linkage, str], list[Statement]] = defaultdict(list)
        for statement in content.statements:
            linkage = statement.linkage
            if linkage and statement.status in statuses and not statement.listed and not linkage.exclusive:
                behind[linkage, statement.status].append(statement)
        self._behind = {key: tuple(several) for key, several in behind.items()}
        self._leaving: dict[str, list[Step]] = defaultdict(list)
        for linkage, status in sorted(self._behind, key=lambda key: (key[0].id, key[1])):
            self._leaving[linkage.subject].append(Step(linkage, status, backwards=False))
            if either_way or linkage.type in vocabulary().symmetric:
                self._leaving[linkage.object].append(Step(linkage, status, backwards=True))

    def paths(self, first: str, last: str, most: int) -> Iterator[Path]:
        """The paths without a circle, in the order of their length; no branch is tried that cannot arrive."""
        far = self._distances(last, most)
        for length in range(1, most + 1):
            for steps in self._of_length(first, last, length, far, frozenset({first})):
                yield Path(steps, tuple(self._behind[step.linkage, step.status] for step in steps))

    def _of_length(
        self, here: str, last: str, left: int, far: Mapping[str, int], seen: frozenset[str]
    ) -> Iterator[tuple[Step, ...]]:
        for step in self._leaving[here]:
            if step.end in seen or far.get(step.end, left) > left - 1:
                continue
            if left == 1:
                yield (step,)
            elif step.end != last:
                for rest in self._of_length(step.end, last, left - 1, far, seen | {step.end}):
                    yield (step, *rest)

    def _distances(self, last: str, most: int) -> dict[str, int]:
        """How many steps it is at least to the end, from wherever it is not more than that many."""
        arriving: dict[str, set[str]] = defaultdict(set)
        for steps in self._leaving.values():
            for step in steps:
                arriving[step.end].add(step.start)
        far, waiting = {last: 0}, deque([last])
        while waiting:
            here = waiting.popleft()
            for before in arriving[here] - far.keys() if far[here] < most else ():
                far[before] = far[here] + 1
                waiting.append(before)
        return far


def _says(
    told: list[Path], names: tuple[str, str], steps: int, status: Iterable[str], *, mixed: bool
) -> tuple[str, ...]:
    kinds = ", ".join(vocabulary().label(f"{ROOT}status/{name}") for name in status)
    across = "links of any of these statuses in one path" if mixed else "links of one status in a path"
    asked = f"up to {counted(steps, 'step')}; status {kinds}" + (f", {across}" if "," in kinds else "")
    if not told:
        return (
            f"No path leads from {names[0]} to {names[1]} ({asked}).",
            "What was not coded is not absent.",
        )
    whole = sum(bool(each.tellers) for each in told)
    number = counted(len(told), "path") if len(told) < _COUNTED else f"{len(told):,} paths and more"
    verb = "leads" if len(told) == 1 else "lead"
    return (
        f"{number} {verb} from {names[0]} to {names[1]} ({asked}): {whole:,} told whole by one document, "
        f"{len(told) - whole:,} stitched from several.",
        "A path is a way to read on: that two links follow one another says nothing of the two ends.",
    )


def _part(heading: str, paths: list[Path], content: Content) -> Part | None:
    if not paths:
        return None
    says = (f"The first {_SHOWN} of {len(paths):,}, the shortest first.",) if len(paths) > _SHOWN else ()
    rows = [row for number, each in enumerate(paths[:_SHOWN], 1) for row in _shown(each, str(number), content)]
    headings = ("path", "from", "how", "to", "status", "documents", "statements")
    return Part(heading, says, Answer("path", headings, headings, tuple(rows)))


def _shown(each: Path, number: str, content: Content) -> Iterator[tuple[str, ...]]:
    """A row a step; what stands already in the row above is not said again."""
    for index, (step, several) in enumerate(zip(each.steps, each.statements, strict=True)):
        ids = [s.id for s in several if not each.tellers or s.document in each.tellers]
        more = f" and {len(ids) - 2} more" if len(ids) > 2 else ""
        yield (
            "" if index else number,
            "" if index else content.elements[step.start].label,
            f"← {step.linkage.verb}" if step.backwards else step.linkage.verb,
            content.elements[step.end].label,
            step.status,
            str(len({s.document for s in several})),
            " ".join(ids[:2]) + more,
        )


_COLUMNS = ("path", "step", "subject", "linkage_type", "object", "status", "backwards", "told_whole_by", "statements")


def _rows(paths: list[Path]) -> Answer:
    """All paths, a row a step; `told_whole_by` is empty where no one document tells the path."""
    rows = tuple(
        (
            str(number),
            str(index),
            step.linkage.subject,
            step.linkage.type,
            step.linkage.object,
            step.status,
            "true" if step.backwards else "false",
            "|".join(each.tellers),
            "|".join(s.id for s in several),
        )
        for number, each in enumerate(paths, 1)
        for index, (step, several) in enumerate(zip(each.steps, each.statements, strict=True), 1)
    )
    return Answer("path", _COLUMNS, _COLUMNS, rows)
