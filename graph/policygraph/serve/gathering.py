"""What is gathered from a store once, for as long as that store is served."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from ..store import is_address
from .reading import Asks

_AGAIN = 300.0  # seconds after which what could not be had, or may have changed unseen, is gathered again
T = TypeVar("T")


class Gathered(Generic[T]):
    """Gathered when it is first asked for, when the store was read again, and later where it was not whole.

    `gather` tells what it found, and whether that is all. What lies behind a service may change unseen.
    """

    def __init__(self, pool: Asks, gather: Callable[[], Awaitable[tuple[T, bool]]]) -> None:
        self._pool, self._gather, self._lock = pool, gather, asyncio.Lock()
        self._kept: tuple[T, int, float] | None = None  # what, of which generation, until when

    async def get(self) -> T:
        """What was found; one gathers, and the others wait for it."""
        async with self._lock:
            if self._kept is None or self._kept[1] != self._pool.generation or time.monotonic() > self._kept[2]:
                generation = self._pool.generation
                found, whole = await self._gather()
                lasts = whole and not is_address(self._pool.place)
                self._kept = found, generation, float("inf") if lasts else time.monotonic() + _AGAIN
            return self._kept[0]
