"""Who among the questions that take long is at work, and who halts: they take turns, and who had least goes first."""

import asyncio
import time

from .keeper import Worker
from .orders import HALT, LOWER, RESUME
from .settings import HALTED_A_SEAT

TURN = 0.5  # seconds that one may keep a seat while others halt
_STALLED = 2.0  # seconds after which a client that takes nothing gives up its seat to one that waits


class Seats:
    """A number of seats, and a row before them. Who halts does nothing, and its clock goes on."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.taken: list[Worker] = []  # who sits longest is first
        self.halted: list[Worker] = []
        self._clock: asyncio.TimerHandle | None = None

    @property
    def are_full(self) -> bool:
        """Whether there is room neither on a seat nor in the row."""
        return len(self.taken) >= self.number and len(self.halted) >= HALTED_A_SEAT * self.number

    def enter(self, worker: Worker) -> None:
        """Takes a seat: a free one, or that of whoever has had its turn; or else halts. Short questions go before."""
        worker.keeper.tell(LOWER, worker)
        if len(self.taken) < self.number or self._rise():
            self._sit(worker)
        else:
            self._halt(worker)

    def leave(self, worker: Worker) -> None:
        """Gives up its seat, or its place in the row; who has worked least goes on."""
        if worker in self.halted:
            self.halted.remove(worker)
        elif worker in self.taken:
            self.taken.remove(worker)
            self._call()

    def stalled(self) -> Worker | None:
        """Whose client has taken nothing for longest, if it is too long when others wait."""
        now = time.monotonic()
        waiting = [worker for worker in self.taken if worker.stalled and now - worker.stalled > _STALLED]
        return min(waiting, key=lambda worker: worker.stalled, default=None)

    def _rotate(self) -> None:
        """Whoever has had its turn halts, as far as others do."""
        self._clock = None
        for _ in range(min(len(self.taken), len(self.halted))):
            if not self._rise():
                break
            self._call()
        self._begin_rotation()

    def _begin_rotation(self) -> None:
        if self._clock is None and self.halted:
            self._clock = asyncio.get_running_loop().call_later(TURN, self._rotate)

    def _rise(self) -> bool:
        """Lets the one halt that sits longest, if it has had its turn."""
        if time.monotonic() - self.taken[0].seated < TURN:
            return False
        self._halt(self.taken.pop(0))
        return True

    def _call(self) -> None:
        if self.halted:
            following = min(self.halted, key=Worker.has_worked)
            self.halted.remove(following)
            following.keeper.tell(RESUME, following)
            self._sit(following)

    def _sit(self, worker: Worker) -> None:
        worker.seated = time.monotonic()
        self.taken.append(worker)

    def _halt(self, worker: Worker) -> None:
        worker.keeper.tell(HALT, worker)
        self.halted.append(worker)
        self._begin_rotation()
