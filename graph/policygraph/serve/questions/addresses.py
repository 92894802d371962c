"""The addresses: `/questions`, one below it for each packaged question, and `/openapi.json`."""

import asyncio
import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from ...question import Question, questions
from ...store import is_address
from ..frame import style
from ..pool import Form, Pool
from ..protocol import endpoint, header, parameters
from ..refusals import NotAnswered, Refused
from ..responses import Headers, send_stream, send_whole, unless_gone
from ..stream import Stream
from .choices import Choices, Names
from .openapi import described
from .pages import LARGEST, again_of, list_page, question_page, table_of
from .requests import FORMAT, HTML, MEDIA, Pairs, form_of, known, may_be, trouble_form, values_of, words
from .sending import FRESH, HTML_SENT, PAGE, VARY, has, reads, root_of, send_same, send_tagged, send_trouble

_LONGEST = 1 << 14  # signs of a parameter, before it is known which
_LISTED: Mapping[Form, str] = {"json": MEDIA["json"], "html": MEDIA["html"]}


def routes(pool: Pool) -> list[BaseRoute]:
    """The packaged questions, answered by a pool, and the description of the service."""
    return [
        Route("/questions", listed),
        Route("/questions/questions.css", File(_style, b"text/css; charset=utf-8")),
        Route("/questions/{name:path}", Answered(pool)),
        Route("/openapi.json", File(_description, b"application/json")),
    ]


class File:
    """Answers with what is the same for everybody until the service ends."""

    def __init__(self, made: Callable[[], bytes], media: bytes) -> None:
        self._made, self._media = made, media

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Answers one request."""
        if await reads(scope, send):
            data = await asyncio.to_thread(self._made)
            await send_tagged(scope, send, _tag_of(data), self._media, data, [])


class Listed:
    """Answers at `/questions`: all of them, as a page or as JSON."""

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Answers one request."""
        if not await reads(scope, send):
            return
        pairs: Pairs = []
        try:
            pairs = parameters(scope["query_string"], _LONGEST)
            if len(pairs) > 1 or any(name != FORMAT for name, _ in pairs):
                raise Refused(f"the list of questions takes {FORMAT}, once, and nothing else")
            form = form_of(pairs, header(scope, b"accept"), _LISTED)
        except NotAnswered as error:
            await send_trouble(scope, send, error, pairs)
            return
        if form == "html":
            data, media, more = await asyncio.to_thread(_list_page), HTML_SENT, PAGE
        else:
            data, media, more = await asyncio.to_thread(_list_json), MEDIA[form].encode(), []
        await send_tagged(scope, send, _tag_of(data), media, data, [*VARY, *more])


listed = Listed()


class Answered:
    """Answers at the address of each question."""

    def __init__(self, pool: Pool) -> None:
        self._pool, self._choices = pool, Choices(pool)
        self._start = secrets.token_hex(8)  # the pool counts anew when the service begins anew

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if not await reads(scope, send):
            return
        name: str = scope["path"].partition("/questions/")[2]  # whole: a route lets go of a last line break
        if not name:
            await send_whole(send, 308, b"text/plain; charset=utf-8", b"", [(b"location", b"../questions")])
            return
        asked, pairs = None, list[tuple[str, str]]()
        try:
            asked = known(name)
            pairs = parameters(scope["query_string"], _LONGEST)
            await self._answer(asked, pairs, scope, receive, send)
        except NotAnswered as error:
            is_page = asked is not None and trouble_form(pairs, header(scope, b"accept")) == HTML
            names = await self._choices.names() if is_page else Names()
            await send_trouble(scope, send, error, pairs, asked, names)

    async def _answer(self, asked: Question, pairs: Pairs, scope: Scope, receive: Receive, send: Send) -> None:
        form = form_of(pairs, header(scope, b"accept"))
        by_hand = form == "html" and all(name != FORMAT for name, _ in pairs)
        if by_hand and not pairs and any(parameter.required for parameter in asked.parameters):
            await self._begin(asked, scope, send)
            return
        values = values_of(asked, pairs, is_form=by_hand)
        tag = self._tag(asked, values, form)
        if has(scope, tag):
            await send_same(send, tag, VARY)
            return
        tagged: Headers = [*VARY, FRESH, *([(b"etag", tag.encode())] if tag else [])]
        if form == "html":
            page = await unless_gone(self._page(asked, values, scope), receive)
            await send_whole(send, 200, HTML_SENT, page, [*tagged, *PAGE])
            return
        stream = await unless_gone(self._pool.table(asked.name, values, form), receive)
        stream.media = f"{MEDIA[form]}; charset=utf-8" if MEDIA[form].startswith("text/") else MEDIA[form]
        await send_stream(stream, send, tagged)

    async def _begin(self, asked: Question, scope: Scope, send: Send) -> None:
        """The page of a question that needs a value, before one is chosen."""
        needed = next(parameter.name for parameter in asked.parameters if parameter.required)
        told = f"Choose {needed} first: this question starts from it."
        page = question_page(asked, {}, await self._choices.names(), root=root_of(scope), hint=told)
        await send_whole(send, 200, HTML_SENT, page.encode(), [*VARY, FRESH, *PAGE])

    async def _page(self, asked: Question, values: Mapping[str, str], scope: Scope) -> bytes:
        data, whole = await _first(await self._pool.table(asked.name, values, "csv"))
        names, root = await self._choices.names(), root_of(scope)
        again = again_of(asked, values, endpoint(scope).removesuffix("sparql"))

        def made() -> bytes:
            table = table_of(asked, data, names, root, whole=whole)
            return question_page(asked, values, names, root=root, table=table, again=again).encode()

        return await asyncio.to_thread(made)

    def _tag(self, asked: Question, values: Mapping[str, str], form: Form) -> str:
        """What stands for an answer as long as the store is the same; nothing before a service that changes unseen.

        It is made before anybody is asked, and so can only be too old: then the answer is sent once more.
        """
        if is_address(self._pool.place):
            return ""
        told = [self._start, self._pool.generation, asked.name, form, sorted(values.items())]
        return f"W/{_tag_of(json.dumps(told).encode())}"


async def _first(stream: Stream) -> tuple[bytes, bool]:
    """As much of an answer as a page is made of, and whether it is all."""
    data = bytearray()
    async for part in stream:
        data += part
        if len(data) > LARGEST:
            await stream.aclose()
            return bytes(data), False
    return bytes(data), True


def told_question(asked: Question) -> dict[str, Any]:
    """A question as the list tells it to programs; its address is relative to the list's."""
    return {
        "name": asked.name,
        "summary": asked.summary,
        "note": asked.note,
        "address": f"questions/{asked.name}",
        "parameters": [
            {
                "name": each.name,
                "kind": each.kind,
                "meaning": each.meaning,
                "required": each.required,
                "mayBe": may_be(each),
                "among": list(words(each.kind)),
            }
            for each in asked.parameters
        ],
        "headings": dict(asked.headings),
        "lists": list(asked.lists),
    }


def _tag_of(data: bytes) -> str:
    return f'"{hashlib.sha256(data).hexdigest()[:32]}"'


@cache
def _list_json() -> bytes:
    return json.dumps([told_question(each) for each in questions().values()], ensure_ascii=False, indent=2).encode()


@cache
def _list_page() -> bytes:
    return list_page().encode()


@cache
def _description() -> bytes:
    return json.dumps(described(), ensure_ascii=False, indent=1).encode()


def _style() -> bytes:
    return style(__package__, "questions.css").encode()
