"""Answers over a store that nobody changes, from worker processes that are ended at their limit.

>>> from policygraph.serve.pool import Pool
>>> async def first() -> bytes:
...     async with Pool("policygraph-out") as pool:
...         return await (await pool.stream("ASK {}", "text/csv")).read()
"""

import asyncio
import pickle
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Self

import pyoxigraph as ox

from ..faults import PolicygraphError
from .keeper import Keeper, is_possible
from .messages import HEAD
from .refusals import Broken
from .settings import Settings
from .staff import Staff
from .stream import Stream, failure

if TYPE_CHECKING:
    from ..answer import Answer

Form = Literal["json", "csv", "markdown", "html", "sparql-json"]


class Pool:
    """Worker processes over one store: that of a folder, of a service, or of the shipped corpus if `place` is empty.

    The constructor begins to read the store; `base` and `prefixes` wait until it is read, and raise PolicygraphError
    if it cannot be. `start`, or `async with`, is called in the event loop that asks.
    """

    def __init__(self, place: str = "", settings: Settings | None = None) -> None:
        if not is_possible():
            raise PolicygraphError("this system cannot fork processes: serve from Linux, macOS, WSL or a container")
        self.place, self.settings = place, settings or Settings()
        self._keeper = Keeper(place, self.settings)
        self._staff = Staff(self._keeper, self.settings)
        self._said: dict[str, Any] | None = None
        self.generation = 0  # how often the store was read again

    @property
    def said(self) -> dict[str, Any]:
        """What the store says of itself: base, prefixes, engine, and whether it lies on disk."""
        if self._said is None:
            self._said = self._keeper.ready()
        return self._said

    @property
    def base(self) -> str:
        """The base of the addresses of the corpus."""
        return str(self.said["base"])

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that questions may use."""
        return dict(self.said["prefixes"])

    @property
    def gauges(self) -> dict[str, int]:
        """How many workers there are, and what they do."""
        return {**self._staff.gauges, "ended": self._staff.ended}

    async def start(self) -> None:
        """Lets workers begin; returns when the first is ready."""
        _ = self.said
        self._staff.start()
        self._staff.release(await self._staff.take())

    async def stop(self) -> None:
        """Lets all workers go; the answers that are on their way break off."""
        await self._staff.stop()

    async def renew(self) -> None:
        """Reads the store again: what was loaded meanwhile is there, and no question is lost."""
        self._said = await self._staff.renew()
        self.generation += 1

    def close(self) -> None:
        """Lets the store go, if it was never asked or its event loop is gone."""
        self._keeper.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def stream(
        self,
        sparql: str,
        media: str,
        *,
        union: bool = True,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Stream:
        """The answer to a query, in the form that is accepted most gladly: `media` is what an Accept header says.

        Graphs that are named here take the place of what the query says by FROM; else it is put to the union of all,
        or, if `union` is not wanted, to the default graph. Raises NotAnswered, of the kind that tells why.
        """
        graphs = {"default": list(default_graphs), "named": list(named_graphs)}
        return await self.run({"do": "query", "sparql": sparql, "accept": media, "union": union, **graphs})

    async def answer(self, name: str, parameters: Mapping[str, str]) -> "Answer":
        """The answer to a packaged question; raises NotAnswered, with the sentence that `policygraph.ask` has."""
        stream = await self.run({"do": "answer", "name": name, "parameters": dict(parameters)})
        answer: Answer = pickle.loads(await stream.read())  # noqa: S301 - from a worker of our own
        return answer

    async def table(self, name: str, parameters: Mapping[str, str], form: Form) -> Stream:
        """The answer to a packaged question, as `Answer.to_json`, `to_csv` and so on have it; the worker writes it."""
        return await self.run({"do": "table", "name": name, "parameters": dict(parameters), "form": form})

    async def describe(self, address: str) -> list[ox.Quad]:
        """Everything said of one of our addresses, in order: what stands at it, what leads to it, its statements."""
        stream = await self.run({"do": "describe", "address": address})
        return list(ox.parse(await stream.read(), format=ox.RdfFormat.N_QUADS, lenient=True))

    async def graph(self, name: str | None, media: str) -> Stream:
        """One named graph, or if none is named all of them as their union."""
        return await self.run({"do": "graph", "graph": name, "accept": media})

    async def run(self, job: dict[str, Any]) -> Stream:
        """What a worker answers to a job."""
        worker = await self._staff.take()
        worker.channel.send(job)
        try:
            frame = await worker.channel.next()
        except asyncio.CancelledError:  # whoever asked is gone
            self._staff.end(worker, Broken("nobody waits for it any more"))
            raise
        if frame is None:
            raise await self._staff.loss(worker)
        kind, content = frame
        if kind != HEAD:
            raise failure(frame, worker, self._staff)
        stream = Stream(content.decode(), worker, self._staff)
        if worker.channel.has_all:
            await stream.gather()
        return stream
