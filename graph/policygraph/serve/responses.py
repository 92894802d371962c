"""How an answer leaves: at one stroke if it is small, and else as it comes and as the client takes it."""

import asyncio
import time
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.types import Receive, Send

from .refusals import Broken, Crowded, NotAnswered
from .stream import Stream

STALL = 20.0  # seconds in which a client is to take what it was sent
_SOON = 0.25  # seconds after which it is worth looking whether the client is still there
_Any = TypeVar("_Any")

Headers = list[tuple[bytes, bytes]]


class Gone(Exception):  # noqa: N818 - nobody did wrong
    """Raised when the client is gone before it was answered."""


class BrokenOff(Exception):  # noqa: N818
    """Raised in the middle of an answer that cannot be brought to its end: the connection is cut, so that it shows."""


async def send_text(send: Send, status: int, text: str, headers: Headers | None = None) -> None:
    """A sentence for people, and for programs that show it to them."""
    await send_whole(send, status, b"text/plain; charset=utf-8", (text + "\n").encode(), headers)


async def send_error(send: Send, error: NotAnswered) -> None:
    """Why there is no answer."""
    later = [(b"retry-after", b"10")] if isinstance(error, Crowded) else []
    await send_text(send, error.status, str(error), [*later, (b"cache-control", b"no-store")])


async def send_whole(send: Send, status: int, media: bytes, body: bytes, headers: Headers | None = None) -> None:
    """A body that is there."""
    length = (b"content-length", str(len(body)).encode())
    start = [(b"content-type", media), length, *(headers or [])]
    await send({"type": "http.response.start", "status": status, "headers": start})
    await send({"type": "http.response.body", "body": body})


async def send_stream(stream: Stream, send: Send, headers: Headers) -> None:
    """An answer; raises BrokenOff if it ends before its end, and Gone if the client takes nothing any more."""
    media = stream.media.encode()
    if stream.whole is not None:
        await send_whole(send, 200, media, stream.whole, headers)
        return
    try:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", media), *headers]})
        async for part in stream:
            stream.stalls(time.monotonic())
            async with asyncio.timeout(STALL):
                await send({"type": "http.response.body", "body": part, "more_body": True})
            stream.stalls(0)
        await send({"type": "http.response.body", "body": b""})
    except NotAnswered as error:
        raise BrokenOff(str(error)) from None
    except TimeoutError:
        raise BrokenOff(f"the client took nothing for {STALL:g} seconds") from None
    finally:
        await stream.aclose()


async def unless_gone(work: Coroutine[Any, Any, _Any], receive: Receive) -> _Any:
    """What the work gives, which is let be when the client is gone: Gone is raised then.

    Only what takes a while is watched: the request has been received whole, and the next message is its end.
    """
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait((task,), timeout=_SOON)
        if done:
            return task.result()
        watch = asyncio.ensure_future(_gone(receive))
        try:
            await asyncio.wait((task, watch), return_when=asyncio.FIRST_COMPLETED)
        finally:
            watch.cancel()
        if task.done():
            return task.result()
        raise Gone
    finally:
        task.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def read_body(receive: Receive, longest: int) -> bytes:
    """The body of a request; raises TooLong where it is longer, and Gone where it does not come whole."""
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        body = message.get("body", b"")
        size += len(body)
        if size > longest:
            raise TooLong(f"a query has at most {longest} bytes")
        parts.append(body)
        if not message.get("more_body"):
            return b"".join(parts)


class TooLong(Broken):
    """The request is bigger than anything that would be answered."""

    status = 413
