"""The files that lie beside a module, and pages drawn by templates that are among them."""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def text_beside(package: str, name: str) -> str:
    """The text of a file of a package, its lines ended in the same way on every system."""
    return files(package).joinpath(name).read_text("utf-8").replace("\r\n", "\n")


def environment(*packages: str) -> "Environment":
    """The templates of those packages, of the first that has one of that name.

    What is filled in is text and never markup, and a word that nobody gave is an error.
    """
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    def found(name: str) -> str | None:
        return next((text_beside(each, name) for each in packages if files(each).joinpath(name).is_file()), None)

    return Environment(
        autoescape=True, loader=FunctionLoader(found), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
