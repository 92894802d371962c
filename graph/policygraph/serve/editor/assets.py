"""The script and the style of the editor, as the files that the service hands out."""

from functools import cache
from importlib.resources import files

from ...page.bundle import bundled

# of the explorer's modules, those that the editor has in common with it
_SHARED = (
    "copying",
    "dom",
    "export_file",
    "export_picture",
    "fold",
    "look",
    "scene",
    "sparql_cells",
    "sparql_guard",
)


@cache
def script() -> str:
    """All modules of the editor as one script."""
    page = files("policygraph.page").joinpath("js")
    folder = files(__package__).joinpath("js")
    modules = {name: _text(page.joinpath(f"{name}.js").read_text("utf-8")) for name in _SHARED}
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if file.name.endswith(".js"):
            modules[file.name.removesuffix(".js")] = _text(file.read_text("utf-8"))
    return bundled(modules, "editor_main")


@cache
def own(name: str) -> str:
    """A file beside this module: the style, or the template of the page."""
    return _text(files(__package__).joinpath(name).read_text("utf-8"))


@cache
def starter() -> str:
    """The example that stands in an empty field."""
    return _text(files("policygraph.page").joinpath("starter.rq").read_text("utf-8"))


def _text(text: str) -> str:
    return text.replace("\r\n", "\n")
