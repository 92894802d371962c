"""How a service is set up."""

import os
from dataclasses import dataclass

from ..faults import PolicygraphError
from ..guard import LOOPBACK
from ..store.limits import MEGABYTE

_LEAST, _MOST = 100, 1000  # megabytes for a query, if nobody says
_SLOW_A_WORKER = 2
HALTED_A_SEAT = 8  # questions that may halt for each that takes long and is at work


@dataclass(frozen=True)
class Settings:
    """Where a service listens, what a query may take, and what it says and hides.

    `memory` is in megabytes, for each query over what the store takes. `workers` are the processes that wait for
    questions; `seats` how many questions may take long at the same time. `hosts` are the names that it is called by,
    if it is more than this machine. `longest` is the most bytes of a query.
    """

    host: str = "127.0.0.1"
    port: int = 8777
    timeout: float = 30
    memory: int = 0
    workers: int = 0
    cors: str = ""
    hosts: tuple[str, ...] = ()
    log_queries: bool = False
    longest: int = 1 << 20

    def __post_init__(self) -> None:
        """Chooses what was left open by the machine; raises PolicygraphError for what no service could keep to."""
        if not 0 < self.timeout < float("inf"):
            raise PolicygraphError(f"a limit of time is a number of seconds above 0, not {self.timeout:g}")
        if self.memory < 0 or self.workers < 0:
            raise PolicygraphError("memory and workers are numbers above 0")
        if not self.workers:
            object.__setattr__(self, "workers", max(2, min(8, os.cpu_count() or 2)))
        if not self.memory:
            share = _machine() * 3 // (4 * self.processes) // MEGABYTE
            object.__setattr__(self, "memory", max(_LEAST, min(_MOST, share)))

    @property
    def seats(self) -> int:
        """How many questions may take long at the same time."""
        return _SLOW_A_WORKER * self.workers

    @property
    def processes(self) -> int:
        """How many processes there are at most that answer: those that halt keep what they have."""
        return self.workers + self.seats * (1 + HALTED_A_SEAT)

    @property
    def is_local(self) -> bool:
        """Whether it listens to this machine only."""
        return self.host in LOOPBACK


def _machine() -> int:
    """The bytes of memory of this machine, or of 4 GB where it does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 4096 * MEGABYTE
