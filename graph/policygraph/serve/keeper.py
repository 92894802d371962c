"""The front's hold on a nursery: starts it, orders workers of it, and learns how they ended."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from ..faults import PolicygraphError
from ..store.limits import Limits, told
from .channel import Channel
from .messages import READY
from .orders import FORK, ORDER
from .refusals import Broken, NotAnswered, Refused, TooMuch, TooSlow
from .settings import Settings

_KEPT = 1.0  # seconds for which the machine may be busy with others; beyond them the question itself takes long
_NOTE = 2.0  # seconds within which it is known how a worker ended


@dataclass(frozen=True)
class End:
    """How a worker ended: its exit code, negative for a signal, and its last words."""

    code: int
    said: str


@dataclass(eq=False)
class Worker:
    """A worker as the front sees it."""

    number: int
    keeper: "Keeper"
    channel: Channel
    end: "asyncio.Future[End]" = field(repr=False)
    pid: int
    slow: bool = False  # it answers something that takes long
    began: float = 0.0
    used: float = 0.0  # seconds of work that it had done when it began
    seated: float = 0.0  # since when it has its seat
    stalled: float = 0.0  # since when its client takes nothing; 0 if it does
    done: int = 0
    ended: NotAnswered | None = None  # why we ended it
    timer: asyncio.TimerHandle | None = field(default=None, repr=False)

    def begin(self) -> None:
        """It has something to do from now on."""
        self.began, self.used, self.stalled = time.monotonic(), self._work(), 0.0

    def has_worked(self) -> float:
        """The seconds of the processor's time that it has had for what it does."""
        return self._work() - self.used

    def is_kept(self) -> bool:
        """Whether it waits for something else than the processor: its client, or a service elsewhere."""
        return self.channel.is_full or time.monotonic() - self.began > _KEPT

    def _work(self) -> float:
        try:  # the clock of its processor time, as Linux numbers it
            return time.clock_gettime((~self.pid << 3) | 2)
        except OSError:
            return time.monotonic()


class Keeper:
    """A nursery, seen from the front. The constructor starts it; `ready` waits until it has read the store."""

    def __init__(self, place: str, settings: Settings) -> None:
        self.lost, self.place = False, place
        self._ours, theirs = socket.socketpair()
        # -P: no module of the folder one happens to be in
        command = [sys.executable, "-P", "-m", f"{__package__}.nursery", place]
        command += [str(settings.timeout), str(settings.memory)]
        with theirs:
            self._process = _started(command, theirs)
        self._said = bytearray()
        self._ends: dict[int, asyncio.Future[End]] = {}
        self._task: asyncio.Task[None] | None = None
        self._numbers = 0

    def ready(self) -> dict[str, object]:
        """What it says of the store: base, prefixes, engine; raises PolicygraphError if it cannot be opened."""
        while b"\n" not in self._said:
            part = self._ours.recv(65536)
            if not part:
                self.stop()
                raise PolicygraphError("the store could not be opened: see what stands above")
            self._said += part
        line, _, rest = self._said.partition(b"\n")
        self._said = bytearray(rest)
        said: dict[str, object] = json.loads(line)
        if "failed" in said:
            self.stop()
            raise PolicygraphError(str(said["failed"]))
        return said

    def listen(self, lost: Callable[[], None]) -> None:
        """From now on it is known how workers end; `lost` is called when the nursery itself does."""
        self._ours.setblocking(False)
        self._task = asyncio.get_running_loop().create_task(self._listen(lost))

    async def hire(self) -> Worker | None:
        """A worker that is ready; None if it ended before it was."""
        self._numbers += 1
        number = self._numbers
        end: asyncio.Future[End] = asyncio.get_running_loop().create_future()
        self._ends[number] = end
        ours, theirs = socket.socketpair()
        channel = Channel()
        try:
            with theirs:
                await self._order(FORK, number, theirs)
            await asyncio.get_running_loop().create_unix_connection(lambda: channel, sock=ours)
            frame = await channel.next()
        except BaseException:
            ours.close()
            channel.close()
            raise
        return Worker(number, self, channel, end, int(frame[1])) if frame is not None and frame[0] == READY else None

    async def _order(self, order: bytes, number: int, link: socket.socket) -> None:
        message = ORDER.pack(order, number)
        while True:
            try:
                socket.send_fds(self._ours, [message], [link.fileno()])
            except BlockingIOError:
                await asyncio.sleep(0.01)
            else:
                return

    def tell(self, order: bytes, worker: Worker) -> None:
        """Orders something to be done with a worker: kill, lower, halt or resume it."""
        with suppress(OSError):  # the nursery is gone, which is seen elsewhere
            self._ours.send(ORDER.pack(order, worker.number))

    async def end_of(self, worker: Worker) -> End:
        """How a worker ended whose line is closed."""
        with suppress(TimeoutError):
            return await asyncio.wait_for(asyncio.shield(worker.end), _NOTE)
        return End(-signal.SIGKILL, "")

    def stop(self) -> None:
        """Lets the nursery go, and waits until it is gone."""
        if self._task is not None:
            self._task.cancel()
        self._ours.close()
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    async def _listen(self, lost: Callable[[], None]) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                part = await loop.sock_recv(self._ours, 65536)
            except OSError:
                part = b""
            if not part:
                self.lost = True
                lost()
                return
            self._said += part
            *lines, rest = bytes(self._said).split(b"\n")
            self._said = bytearray(rest)
            for line in lines:
                note = json.loads(line)
                waiting = self._ends.pop(note["worker"], None)
                if waiting is not None and not waiting.done():
                    waiting.set_result(End(note["code"], note["said"]))

    @property
    def pid(self) -> int:
        """The process of the nursery."""
        return self._process.pid


def _started(command: list[str], link: socket.socket) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(command, stdin=link.fileno(), stdout=subprocess.DEVNULL)  # noqa: S603 - this very Python


def is_possible() -> bool:
    """Whether processes can be forked here."""
    return hasattr(os, "fork") and hasattr(socket, "send_fds")


def meaning(end: End, settings: Settings) -> NotAnswered:
    """What it means for a question that its worker ended so."""
    limits = Limits(settings.timeout, settings.memory)
    if end.code == -signal.SIGALRM:
        return TooSlow(told("seconds", limits))
    if "memory allocation of" in end.said or "MemoryError" in end.said:
        return TooMuch(told("megabytes", limits))
    if "overflowed its stack" in end.said or end.code == -signal.SIGSEGV:
        return Refused("the query is nested too deeply for the engine: make it simpler")
    if end.code == -signal.SIGKILL:
        return Broken("the query was ended from outside: most likely the machine ran out of memory")
    return Broken("the engine broke down over this query")
