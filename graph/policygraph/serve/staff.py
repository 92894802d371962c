"""Workers that wait for questions, and what becomes of one whose question takes long.

One whose question takes longer than a blink of the processor's time gives up its place among those that wait, which
a fresh worker takes; it steps back behind the short questions, and has a seat among the long ones, which take turns.
When too many of those are there, its question is not answered. So however many long questions there are, a short one
is answered at once, and one that takes a second is not kept by those that take an hour.
"""

import asyncio
from collections import deque
from collections.abc import Coroutine
from contextlib import suppress

from ..faults import PolicygraphError
from .keeper import Keeper, Worker, meaning
from .orders import KILL
from .refusals import Broken, Crowded, NotAnswered
from .seats import Seats
from .settings import Settings

HURRY = 0.02  # seconds of work after which a question takes long if others wait
BLINK = 0.05  # seconds after which a question takes long
WAITING = 1000  # questions that wait for a worker; more are turned away
PATIENCE = 10.0  # seconds that one waits at most
RETIRES = 100_000  # answers after which a worker is let go
_AGAIN = 2.0  # seconds after which a store that could not be read is tried again
_FAILURES = 5  # workers one after the other that end before they are ready
_CROWDED = "too many ask at once: try again in a while"


class Staff:
    """The workers of one service; `start` is called in the event loop that asks."""

    def __init__(self, keeper: Keeper, settings: Settings) -> None:
        self.ended = 0  # workers that were ended in the middle of an answer
        self._keeper, self._settings = keeper, settings
        self._seats = Seats(settings.seats)
        self._idle: list[Worker] = []
        self._queue: deque[asyncio.Future[Worker]] = deque()
        self._workers: set[Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._failures = 0
        self._stopped = False
        self._renewing = asyncio.Lock()

    def start(self) -> None:
        """Lets workers begin."""
        self._keeper.listen(self._begin_anew)
        for _ in range(self._settings.workers):
            self._hire()

    async def renew(self) -> dict[str, object]:
        """Reads the store again, and lets new workers take the place of the old ones, which finish what they do.

        Returns what the store says of itself; raises PolicygraphError if it cannot be read: all stays as it was.
        """
        async with self._renewing:
            keeper = Keeper(self._keeper.place, self._settings)
            said = await asyncio.to_thread(keeper.ready)
            if self._stopped:
                keeper.stop()
                return said
            old, self._keeper = self._keeper, keeper
            keeper.listen(self._begin_anew)
            for worker in tuple(self._idle):
                self._dismiss(worker)
            old.stop()
            return said

    def _begin_anew(self) -> None:
        """The nursery is gone, whoever ended it: another takes its place."""
        if not self._stopped:
            self._do(self._renewed())

    async def _renewed(self) -> None:
        while True:  # until it can be read again: the workers that are left go on meanwhile
            with suppress(PolicygraphError):
                await self.renew()
                return
            await asyncio.sleep(_AGAIN)

    async def stop(self) -> None:
        """Lets all workers go."""
        self._stopped = True
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for worker in tuple(self._workers):
            self.end(worker, Broken("the service is closing"))
        self._turn_away(Crowded("the service is closing"))
        await asyncio.sleep(0)  # their lines are closed
        self._keeper.stop()

    @property
    def gauges(self) -> dict[str, int]:
        """How many workers there are, and what they do."""
        return {
            "workers": len(self._workers),
            "idle": len(self._idle),
            "waiting": len(self._queue),
            "long": len(self._seats.taken),
            "halted": len(self._seats.halted),
        }

    async def take(self) -> Worker:
        """A worker that has nothing to do, from now on with one; raises Crowded if there is none in good time."""
        worker = self._next_idle() or await self._queued()
        loop = asyncio.get_running_loop()
        worker.begin()
        worker.timer = loop.call_later(HURRY, self._takes_long, worker)
        return worker

    def release(self, worker: Worker) -> None:
        """The worker has answered. One that took long is let go, since its rank cannot be raised again."""
        self._unclock(worker)
        worker.done += 1
        if worker.slow or worker.done >= RETIRES or worker.keeper is not self._keeper:
            self._dismiss(worker)
        elif not worker.channel.lost:
            self._place(worker)

    def end(self, worker: Worker, error: NotAnswered) -> None:
        """Ends the worker in the middle of what it does; who waits for it is told that error."""
        worker.ended = worker.ended or error
        self.ended += 1
        worker.keeper.tell(KILL, worker)
        self._dismiss(worker)

    async def loss(self, worker: Worker) -> NotAnswered:
        """Why a worker was lost in the middle of what it did."""
        self._dismiss(worker)
        if worker.ended is not None:
            return worker.ended
        self.ended += 1
        return meaning(await worker.keeper.end_of(worker), self._settings)

    def _next_idle(self) -> Worker | None:
        while self._idle:
            worker = self._idle.pop()
            if not worker.channel.lost:
                return worker
            self._dismiss(worker)
        return None

    async def _queued(self) -> Worker:
        if len(self._queue) >= WAITING or self._stopped:
            raise Crowded(_CROWDED)
        waiting: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._queue.append(waiting)
        late = asyncio.get_running_loop().call_later(PATIENCE, _late, waiting)
        try:
            return await waiting
        except asyncio.CancelledError:
            if waiting.done() and not waiting.cancelled() and waiting.exception() is None:
                self._place(waiting.result())  # it came at the very moment when nobody wanted it any more
            raise
        finally:
            late.cancel()

    def _place(self, worker: Worker) -> None:
        """Gives a worker to whom waits longest, or lets it wait."""
        while self._queue:
            waiting = self._queue.popleft()
            if not waiting.done():
                waiting.set_result(worker)
                return
        self._idle.append(worker)

    def _takes_long(self, worker: Worker) -> None:
        enough = HURRY if self._queue and not self._seats.are_full else BLINK
        if worker.has_worked() < enough and not worker.is_kept():  # it is the machine that has much to do
            worker.timer = asyncio.get_running_loop().call_later(HURRY, self._takes_long, worker)
            return
        if self._seats.are_full and (stalled := self._seats.stalled()) is not None:
            self.end(stalled, Crowded("the answer was not taken while others waited"))
        if self._seats.are_full:
            self.end(worker, Crowded("too many long questions are asked at once: try again in a while"))
            return
        worker.slow = True
        self._seats.enter(worker)
        self._hire()

    def _dismiss(self, worker: Worker) -> None:
        """Lets a worker go, and begins another if it was one of those that wait for questions."""
        self._unclock(worker)
        if worker not in self._workers:
            return
        self._workers.remove(worker)
        if worker in self._idle:
            self._idle.remove(worker)
        worker.channel.close()
        if worker.slow:
            self._seats.leave(worker)
        else:
            self._hire()

    def _hire(self) -> None:
        if not self._stopped:
            self._do(self._hired())

    def _do(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _hired(self) -> None:
        try:
            worker = await self._keeper.hire()
        except OSError:
            worker = None
        if worker is not None:
            self._failures = 0
            self._workers.add(worker)
            worker.channel.when_lost = lambda: self._lost(worker)
            self._place(worker)
        elif (failures := self._failures + 1) < _FAILURES:
            self._failures = failures
            self._hire()
        else:
            self._turn_away(Broken("no worker can be begun: see what the service wrote"))

    def _lost(self, worker: Worker) -> None:
        """A worker that has nothing to do came to an end."""
        if worker in self._idle:
            self._dismiss(worker)

    def _turn_away(self, error: NotAnswered) -> None:
        while self._queue:
            waiting = self._queue.popleft()
            if not waiting.done():
                waiting.set_exception(error)

    def _unclock(self, worker: Worker) -> None:
        if worker.timer is not None:
            worker.timer.cancel()
            worker.timer = None


def _late(waiting: "asyncio.Future[Worker]") -> None:
    if not waiting.done():
        waiting.set_exception(Crowded(f"no worker was free within {PATIENCE:g} seconds: try again in a while"))
