"""What the pages of the service have in common: their frame, their colours, and what a browser may do with them."""

from typing import TYPE_CHECKING

from ..templates import environment, text_beside

if TYPE_CHECKING:
    from jinja2 import Environment

# nothing but our own style; a form leads to us
POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def templates(package: str) -> "Environment":
    """The templates of a package, with the parts that all pages of the service have."""
    return environment(package, __package__)


def style(package: str, name: str) -> str:
    """A style sheet of a package, after that of the frame."""
    return text_beside(__package__, "frame.css") + text_beside(package, name)
