"""An answer on its way: its media type, and its bytes as they come."""

import json
from collections.abc import AsyncIterator
from typing import Protocol

from .keeper import Worker
from .messages import DATA, END, FAILED, FATAL, Frame
from .refusals import KINDS, Broken, NotAnswered


class Staff(Protocol):
    """Who takes a worker back."""

    def release(self, worker: Worker) -> None: ...

    def end(self, worker: Worker, error: NotAnswered) -> None: ...

    async def loss(self, worker: Worker) -> NotAnswered: ...


class Stream:
    """The bytes of an answer, to be taken once: by `async for`, or all by `read`. Who takes no more calls `aclose`.

    A small answer is `whole` from the beginning; it needs no closing. Taking raises NotAnswered where an answer breaks
    off in the middle.

    Attributes
    ----------
    media : str
        The media type of the answer.
    """

    def __init__(self, media: str, worker: Worker, staff: Staff) -> None:
        self.media = media
        self.whole: bytes | None = None
        self._worker: Worker | None = worker
        self._staff = staff

    async def gather(self) -> None:
        """Takes all that there is, and lets the worker go."""
        self.whole = b"".join([part async for part in self])

    async def read(self) -> bytes:
        """All bytes."""
        if self.whole is None:
            await self.gather()
        assert self.whole is not None
        return self.whole

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if self.whole is not None:
            yield self.whole
            return
        while self._worker is not None:
            frame = await self._worker.channel.next()
            if frame is None:
                worker, self._worker = self._worker, None
                raise await self._staff.loss(worker)
            kind, content = frame
            if kind == DATA:
                yield content
                continue
            worker, self._worker = self._worker, None
            if kind != END:
                raise failure((kind, content), worker, self._staff)
            self._staff.release(worker)

    def stalls(self, since: float) -> None:
        """Says since when the client takes nothing of what it was sent; 0 if it takes it."""
        if self._worker is not None:
            self._worker.stalled = since

    async def aclose(self) -> None:
        """No more of it is wanted: what is still at work is ended."""
        if self._worker is not None:
            worker, self._worker = self._worker, None
            self._staff.end(worker, Broken("nobody waits for it any more"))


def failure(frame: Frame, worker: Worker, staff: Staff) -> NotAnswered:
    """What a worker says that went wrong, as an exception; the worker is given back, or given up if it ends of it."""
    kind, content = frame
    said = json.loads(content)
    error = KINDS[said["kind"]](said["message"])
    if kind == FATAL:
        staff.end(worker, error)
    else:
        assert kind == FAILED
        staff.release(worker)
    return error
