"""What keeps slow, greedy and broken clients from the others: limits on how a request may come in.

A request has so many seconds to be here whole, its line and headers so many bytes, and there are so many connections.
When there are too many, the one goes that has kept us waiting longest.
"""

import asyncio
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

WHOLE = 20.0  # seconds in which a request is to come in whole
HEAD = 1 << 16  # bytes of its line and headers
CONNECTIONS = 4000

_LATE = b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class Guarded(HttpToolsProtocol):
    """uvicorn's protocol, under those limits."""

    unfinished: ClassVar[dict["Guarded", None]] = {}  # connections whose request is not here, the oldest first
    open: ClassVar[int] = 0

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._clock: asyncio.TimerHandle | None = None
        self._in_head = True
        self._bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """A client is there, and may take so long until it has said what it wants."""
        super().connection_made(transport)
        Guarded.open += 1
        if Guarded.open > CONNECTIONS and Guarded.unfinished:
            next(iter(Guarded.unfinished)).transport.abort()
        self._await_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        Guarded.open -= 1
        self._request_is_here()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Takes what comes; of a head only so much."""
        if self._in_head:
            self._bytes += len(data)
        super().data_received(data)
        if self._in_head and self._bytes > HEAD:
            self._refuse(_LARGE)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._in_head = True
        self._await_request()

    def on_headers_complete(self) -> None:
        """Its line and headers are here."""
        self._in_head = False
        self._bytes = 0
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """It is here whole."""
        self._request_is_here()
        super().on_message_complete()

    def _await_request(self) -> None:
        if self._clock is None:
            self._clock = self.loop.call_later(WHOLE, self._refuse, _LATE)
            Guarded.unfinished[self] = None

    def _request_is_here(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None
            Guarded.unfinished.pop(self, None)

    def _refuse(self, answer: bytes) -> None:
        """Says why, if nothing was answered yet, and hangs up."""
        if self.transport.is_closing():
            return
        if self.cycle is None or self.cycle.response_complete:
            self.transport.write(answer)
            self.transport.close()
        else:
            self.transport.abort()
