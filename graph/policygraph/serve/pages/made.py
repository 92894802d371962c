"""The explorer and the dossiers as the front knows them: being made, there, or why they are not.

They are begun when somebody first opens a page, in a process of their own, and begun anew when the store was renewed.
"""

import asyncio
import json
import os
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field

from ...store import is_address
from ..pool import Pool

LONGEST = 900.0  # seconds for making them


class Shelf:
    """A file without a name, which is gone when nobody holds it any more."""

    def __init__(self) -> None:
        with tempfile.TemporaryFile() as file:
            self.number = os.dup(file.fileno())

    def __del__(self) -> None:
        os.close(self.number)

    def read(self, at: int, size: int) -> bytes:
        """That part of it."""
        parts = []
        while size and (part := os.pread(self.number, size, at)):
            parts.append(part)
            at, size = at + len(part), size - len(part)
        return b"".join(parts)


@dataclass(frozen=True)
class Kept:
    """A page: where it lies, packed by gzip, and its content policy."""

    shelf: Shelf = field(repr=False)
    at: int
    size: int
    policy: str

    async def read(self) -> bytes:
        """Its bytes, packed."""
        return await asyncio.to_thread(self.shelf.read, self.at, self.size)


class Made:
    """What was made of the store that is served. `why` tells why something is missing that will not come."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._pages: dict[str, Kept] = {}
        self._task: asyncio.Task[None] | None = None
        self._of = -1
        self._has_dossiers = False
        self.why = ""

    def begin(self) -> None:
        """Begins to make them, unless they are there or on their way."""
        if is_address(self._pool.place):
            self.why = (
                "This service stands before an engine elsewhere; the explorer and the dossiers are made of a graph "
                "that lies here. `policygraph page` and `policygraph site` make them from a folder."
            )
            return
        if self._of == self._pool.generation:
            return
        if self._task is not None:
            self._task.cancel()
        self._of, self._pages, self.why = self._pool.generation, {}, ""
        self._has_dossiers = False
        self._task = asyncio.get_running_loop().create_task(self._make(self._pages))

    def page(self, name: str) -> Kept | None:
        """The page of that path; None if there is none, or not yet."""
        return self._pages.get(name) if self._of == self._pool.generation else None

    @property
    def has_dossiers(self) -> bool:
        """Whether the dossiers are whole: the explorer comes after them, and they stay if it cannot be made."""
        return self._has_dossiers and self._of == self._pool.generation

    async def _make(self, pages: dict[str, Kept]) -> None:
        shelf, why = Shelf(), "Making them ended early: see the log."
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", f"{__package__}.making", self._pool.place, str(shelf.number)),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            pass_fds=(shelf.number,),
        )
        assert process.stdout is not None
        try:
            async with asyncio.timeout(LONGEST):
                async for line in process.stdout:
                    told = json.loads(line)
                    if "name" in told:
                        pages[told["name"]] = Kept(shelf, told["at"], told["size"], told["policy"])
                    elif "whole" in told:
                        self._has_dossiers |= pages is self._pages
                    else:
                        why = f"They could not be made: {told['failed']}." if "failed" in told else ""
        except TimeoutError:
            why = f"Making them took more than {LONGEST:g} seconds."
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
            if pages is self._pages:
                self.why = why
