"""What a query may take, and what is raised when it takes more."""

from dataclasses import asdict, dataclass
from typing import Literal

from ..faults import PolicygraphError

MEGABYTE = 1 << 20

Which = Literal["seconds", "megabytes", "answer"]


@dataclass(frozen=True)
class Limits:
    """Seconds, megabytes of memory over what the store takes, and megabytes of the answer.

    The answer is measured as SPARQL JSON; as terms in memory it takes about twice that.
    """

    seconds: float = 60
    megabytes: int = 4000
    answer: int = 500

    def __post_init__(self) -> None:
        """Raises PolicygraphError for a limit that nothing could keep to."""
        for name, value in asdict(self).items():
            if not 0 < value < float("inf"):
                raise PolicygraphError(f"a limit is a number above 0; {name} is {value}")


class LimitReached(PolicygraphError):  # noqa: N818 - no fault of anybody's
    """Raised when a query went over a limit and was ended; `which` of them it was."""

    def __init__(self, which: Which, limits: Limits) -> None:
        self.which, self.limits = which, limits
        super().__init__(told(which, limits))


def told(which: Which, limits: Limits) -> str:
    """In one sentence, which limit was hit."""
    if which == "seconds":
        return f"no answer after {limits.seconds:g} seconds: the query was ended"
    if which == "megabytes":
        return f"the query took more than {limits.megabytes} MB of memory and was ended"
    return f"the answer is bigger than {limits.answer} MB; add LIMIT, or count instead of listing rows"
