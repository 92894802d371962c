"""How pages, lists and refusals of these addresses leave."""

import json
from http import HTTPStatus

from starlette.types import Scope, Send

from ...question import Question
from ..frame import POLICY
from ..protocol import header
from ..refusals import Crowded, NotAnswered
from ..responses import Headers, send_text, send_whole
from .choices import Names
from .pages import question_page, trouble_page
from .requests import HTML, PROBLEM, Pairs, trouble_form

VARY: Headers = [(b"vary", b"Accept")]
FRESH = (b"cache-control", b"no-cache")  # kept only with the tag in hand
HTML_SENT = b"text/html; charset=utf-8"
PAGE: Headers = [(b"content-security-policy", POLICY.encode())]


async def reads(scope: Scope, send: Send) -> bool:
    """Whether a request reads; else it is told that nothing else can be done."""
    if scope["method"] in ("GET", "HEAD"):
        return True
    await send_text(send, 405, "this is read by GET, and not changed", [(b"allow", b"GET, HEAD, OPTIONS")])
    return False


async def send_same(send: Send, tag: str, headers: Headers) -> None:
    """It is what the client has: nothing but that."""
    given: Headers = [(b"etag", tag.encode()), FRESH, *headers]
    await send({"type": "http.response.start", "status": 304, "headers": given})
    await send({"type": "http.response.body", "body": b""})


async def send_tagged(scope: Scope, send: Send, tag: str, media: bytes, body: bytes, headers: Headers) -> None:
    """A body, unless the client has it."""
    if has(scope, tag):
        await send_same(send, tag, headers)
    else:
        await send_whole(send, 200, media, body, [(b"etag", tag.encode()), FRESH, *headers])


def has(scope: Scope, tag: str) -> bool:
    """Whether the client says that it has what the tag stands for."""
    return bool(tag) and tag in (each.strip() for each in header(scope, b"if-none-match").split(","))


async def send_trouble(
    scope: Scope,
    send: Send,
    error: NotAnswered,
    pairs: Pairs,
    asked: Question | None = None,
    names: Names | None = None,
) -> None:
    """Why there is no answer: a page for people, a sentence or a problem of RFC 9457 for programs."""
    headers: Headers = [*VARY, (b"cache-control", b"no-store")]
    if isinstance(error, Crowded):
        headers.append((b"retry-after", b"10"))
    told, media = " ".join(str(error).splitlines()), trouble_form(pairs, header(scope, b"accept"))
    if media == HTML:
        root = root_of(scope)
        page = (
            question_page(asked, dict(pairs), names or Names(), root=root, trouble=told)
            if asked
            else trouble_page(told, root)
        )
        await send_whole(send, error.status, HTML_SENT, page.encode(), [*headers, *PAGE])
    elif media == PROBLEM:
        problem = {"title": HTTPStatus(error.status).phrase, "status": error.status, "detail": told}
        body = json.dumps(problem, ensure_ascii=False).encode()
        await send_whole(send, error.status, PROBLEM.encode(), body, headers)
    else:
        await send_text(send, error.status, told, headers)


def root_of(scope: Scope) -> str:
    """The way from a page to the beginning of the service, however deep the path is by which it was called."""
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    return "../" * (path.count(b"/") - 1) or "./"
