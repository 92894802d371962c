"""What was loaded or removed while the service runs is served soon after, and no question is lost over it."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from ..faults import PolicygraphError
from ..store import is_address
from ..store.folder import identity, standing
from .pool import Pool

EVERY = 2.0  # seconds between two looks


async def renew_when_replaced(pool: Pool, log: Callable[[str], None]) -> None:
    """Looks whether another store stands in the folder of a pool, and then reads that; never returns."""
    if not pool.place or is_address(pool.place):
        return
    seen = _seen(pool.place)
    while True:
        await asyncio.sleep(EVERY)
        now = _seen(pool.place)
        if now is None or now == seen:
            continue
        try:
            await pool.renew()
        except PolicygraphError as error:
            log(f"the store was replaced and cannot be read, the one before is served on: {error}")
        else:
            log("the store was replaced: the new one is served")
        seen = now


def _seen(place: str) -> tuple[int, int] | None:
    try:
        return identity(standing(Path(place)))
    except PolicygraphError:
        return None
