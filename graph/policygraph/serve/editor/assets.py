"""The script and the style of the editor, as the files that the service hands out."""

from functools import cache
from importlib.resources import files

from ...page.bundle import bundled
from ...templates import text_beside

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
    folder = files(__package__).joinpath("js")
    modules = {name: text_beside("policygraph.page", f"js/{name}.js") for name in _SHARED}
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if file.name.endswith(".js"):
            modules[file.name.removesuffix(".js")] = text_beside(__package__, f"js/{file.name}")
    return bundled(modules, "editor_main")


@cache
def starter() -> str:
    """The example that stands in an empty field."""
    return text_beside("policygraph.page", "starter.rq")
