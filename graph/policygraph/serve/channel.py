"""The front's end of the line to a worker: what it sends, frame by frame, and no more of it than is taken."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any, cast

from .messages import END, FAILED, FATAL, Frame, job_bytes, take_frames

_MOST = 1 << 18  # bytes that wait to be taken; beyond them the worker waits


class Channel(asyncio.Protocol):
    """A line to one worker, to which one job at a time is given."""

    def __init__(self) -> None:
        self.lost = False
        self.when_lost: Callable[[], None] | None = None
        self._transport: asyncio.Transport | None = None
        self._received = bytearray()
        self._frames: deque[Frame] = deque()
        self._waiting: asyncio.Future[None] | None = None
        self._bytes = 0
        self._paused = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The line is there."""
        self._transport = cast(asyncio.Transport, transport)  # that of uvloop is none by its class

    def data_received(self, data: bytes) -> None:
        """Takes what comes apart into frames."""
        self._received += data
        for frame in take_frames(self._received):
            self._frames.append(frame)
            self._bytes += len(frame[1])
        if self._bytes > _MOST and not self._paused and self._transport:
            self._paused = True
            self._transport.pause_reading()
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - as asyncio calls it
        """The worker is no more."""
        self.lost = True
        self._wake()
        if self.when_lost is not None:
            self.when_lost()

    def send(self, job: dict[str, Any]) -> None:
        """Gives the worker a job."""
        assert self._transport is not None
        self._transport.write(job_bytes(job))

    async def next(self) -> Frame | None:
        """The next frame; None if there comes none any more."""
        while not self._frames:
            if self.lost:
                return None
            self._waiting = asyncio.get_running_loop().create_future()
            try:
                await self._waiting
            finally:
                self._waiting = None
        frame = self._frames.popleft()
        self._bytes -= len(frame[1])
        if self._paused and self._bytes <= _MOST // 2 and self._transport:
            self._paused = False
            self._transport.resume_reading()
        return frame

    @property
    def has_all(self) -> bool:
        """Whether the whole rest of the answer has come."""
        return bool(self._frames) and self._frames[-1][0] in (END, FAILED, FATAL)

    @property
    def is_full(self) -> bool:
        """Whether so much waits to be taken that the worker waits too."""
        return self._paused

    def close(self) -> None:
        """Lets the worker go, which ends when it has done what it is doing."""
        if self._transport is not None:
            self._transport.abort()

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
