"""Draws pages by the templates beside this module, and sends them."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from starlette.responses import Response

from ...page.style import STATUSES
from ...report import counted

POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@cache
def template(name: str) -> Any:
    """One of the templates."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(own),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(counted=counted, signs={each.name: each.sign for each in STATUSES})
    return environment.get_template(name)


@cache
def own(name: str) -> str:
    """A file beside this module."""
    return files(__package__).joinpath(name).read_text("utf-8").replace("\r\n", "\n")


@cache
def style() -> bytes:
    """The style sheet, with the colours of the statuses on light and dark."""
    light = "".join(f".status-{each.name}{{color:{each.light}}}" for each in STATUSES)
    dark = "".join(f".status-{each.name}{{color:{each.dark}}}" for each in STATUSES)
    coloured = f"{light}\n@media screen and (prefers-color-scheme: dark) {{{dark}}}\n"
    return (own("pages.css") + coloured).encode()


def page(
    name: str, filled: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """A page as it is sent; its form depends on what is accepted."""
    text = template(name).render(filled)
    made = "\n".join(line for line in text.split("\n") if line.strip()) + "\n"
    given = {"Content-Security-Policy": POLICY, "Vary": "Accept", "Cache-Control": "no-cache", **(headers or {})}
    return Response(made, status, headers=given, media_type="text/html")
