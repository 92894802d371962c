"""Which of two wordings says more: an order of statuses, and one of modal words.

Both orders are those by which rows are made (docs/coding.md, rules 2 and 14): "shall support" makes an existing link,
"should support" a desired one, "may support" a possible one.
"""

from collections.abc import Iterable, Sequence

from ..statements import Statement

STATUSES: tuple[str, ...] = ("possible", "desired", "existing")
"""From the weakest to the strongest: what may be, what should be, what is.

The others stand outside: insufficient, missing, undesired and denied do not say less of the same, but something else.
"""

MODALS: tuple[frozenset[str], ...] = (
    frozenset({"could", "might", "would", "would require", "seem", "seems"}),
    frozenset(
        {"can", "may", "able to", "allow", "allows", "has the potential to", "possibility", "possible", "potential"}
        | {"potentially"}
    ),
    frozenset({"should", "ought to", "should not"}),
    frozenset(
        {"must", "shall", "will", "is to", "are to", "to be", "has to", "have to", "had to", "has to be", "have to be"}
        | {"must not", "shall not", "will not", "cannot", "can't", "can not"}
        | {"need", "needs", "need to", "needs to", "needed", "necessary", "prerequisite", "demands"}
        | {"require", "requires", "required", "can only", "will have to", "will need", "will also need"}
        | {"will require"}
    ),
)
"""From the weakest to the strongest: could, might; can, may; should; must, shall, is to.

The words are those of the shipped corpus, in the forms in which they occur there, and their nearest neighbours. "Will"
stands with "shall", as rule 14 reads it in an annex. "Would" supposes, and stands with "could". Words of wish, plan or
expectation ("hopes", "intends to", "is envisaged") have no place in the order, nor has a wording without a modal word:
"asks for" is not weaker than "should". A statement with several words is as strong as the weakest of them: "will have
the possibility" is no more than a possibility.
"""


def status_rank(statuses: Iterable[str]) -> int | None:
    """The place of the strongest of the statuses; None if there is none, or one of them stands outside the order.

    >>> status_rank(["possible", "existing"]), status_rank(["existing", "missing"]), status_rank([])
    (2, None, None)
    """
    found = [STATUSES.index(name) if name in STATUSES else None for name in statuses]
    ranks = [rank for rank in found if rank is not None]
    return max(ranks) if ranks and len(ranks) == len(found) else None


def modal_rank(words: Sequence[str]) -> int | None:
    """The place of the weakest of the modal words of one statement; None if one has no place, or there is none.

    >>> modal_rank(["shall"]), modal_rank(["possibility", "will"]), modal_rank(["hopes"]), modal_rank([])
    (3, 1, None, None)
    """
    found = [next((at for at, group in enumerate(MODALS) if word.casefold() in group), None) for word in words]
    ranks = [rank for rank in found if rank is not None]
    return min(ranks) if ranks and len(ranks) == len(found) else None


def strongest_modal(statements: Sequence[Statement]) -> int | None:
    """The place of the strongest wording among some statements; None if the place of any is not known."""
    found = [modal_rank(statement.modality) for statement in statements]
    ranks = [rank for rank in found if rank is not None]
    return max(ranks) if ranks and len(ranks) == len(found) else None
