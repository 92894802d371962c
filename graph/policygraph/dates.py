"""Dates as far as they are known: a year, a month or a day; and which of two is the later.

A document of "2012" may be of any day of that year. So a period takes it in if any such day lies in it, and it is
*later* than another only if all its days are.
"""

from collections.abc import Collection
from dataclasses import dataclass

from .faults import PolicygraphError
from .forms import ADVICE, fits


def first_day(date: str) -> str:
    """The first day that the date may mean.

    >>> first_day("2012"), first_day("2013-09"), first_day("2013-12-17")
    ('2012-01-01', '2013-09-01', '2013-12-17')
    """
    return date + "-01-01"[len(date) - 10 :] if len(date) < 10 else date


def last_day(date: str) -> str:
    """The last day that the date may mean; the 31st of any month, since days are only compared.

    >>> last_day("2012"), last_day("2013-09"), last_day("2013-12-17")
    ('2012-12-31', '2013-09-31', '2013-12-17')
    """
    return date + "-12-31"[len(date) - 10 :] if len(date) < 10 else date


def is_later(date: str, than: str) -> bool:
    """Whether the first date is after the second, whichever of their days they mean.

    >>> is_later("2013-09", than="2012"), is_later("2013-12-17", than="2013")
    (True, False)
    """
    return first_day(date) > last_day(than)


def nothing_of(period: "Period", dates: Collection[str]) -> str:
    """What is said where no document has a date of the period."""
    here = f"those here are of {min(dates)} to {max(dates)}" if dates else "there are none at all"
    return f"no document is {period}: {here}"


@dataclass(frozen=True, slots=True)
class Period:
    """From a date until a date, both taken in; an empty one leaves that end open."""

    since: str = ""
    until: str = ""

    def __post_init__(self) -> None:
        for date in (self.since, self.until):
            if date and not fits("date", date):
                raise PolicygraphError(f"{date!r} is no date: {ADVICE['date']}")
        if self.since and self.until and first_day(self.since) > last_day(self.until):
            raise PolicygraphError(f"the period from {self.since} to {self.until} ends before it begins")

    def __bool__(self) -> bool:
        return bool(self.since or self.until)

    def __str__(self) -> str:
        told = [f"from {self.since}" if self.since else "", f"to {self.until}" if self.until else ""]
        return " ".join(part for part in told if part)

    def holds(self, date: str) -> bool:
        """Whether the date may lie in the period.

        >>> Period("2013", "2014-06").holds("2014"), Period("2013").holds("2012")
        (True, False)
        """
        after = not self.since or last_day(date) >= first_day(self.since)
        return after and (not self.until or first_day(date) <= last_day(self.until))
