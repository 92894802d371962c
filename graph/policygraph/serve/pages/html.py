"""Draws pages by the templates beside this module, and sends them."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from starlette.responses import Response

from ...page.style import STATUSES
from ...report import counted
from ..frame import POLICY, style, templates


@cache
def template(name: str) -> Any:
    """One of the templates."""
    environment = templates(__package__)
    environment.globals.update(counted=counted, signs={each.name: each.sign for each in STATUSES})
    return environment.get_template(name)


@cache
def style_sheet() -> bytes:
    """The style sheet, with the colours of the statuses on light and dark."""
    light = "".join(f".status-{each.name}{{color:{each.light}}}" for each in STATUSES)
    dark = "".join(f".status-{each.name}{{color:{each.dark}}}" for each in STATUSES)
    coloured = f"{light}\n@media screen and (prefers-color-scheme: dark) {{{dark}}}\n"
    return (style(__package__, "pages.css") + coloured).encode()


def page(
    name: str, filled: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """A page as it is sent; its form depends on what is accepted."""
    text = template(name).render(filled)
    made = "\n".join(line for line in text.split("\n") if line.strip()) + "\n"
    given = {"Content-Security-Policy": POLICY, "Vary": "Accept", "Cache-Control": "no-cache", **(headers or {})}
    return Response(made, status, headers=given, media_type="text/html")
