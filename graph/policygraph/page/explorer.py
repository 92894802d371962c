"""The explorer: what a corpus says as one HTML file that opens from disk and asks for nothing from outside."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from ..content_policy import hashed
from ..statements import Content
from ..templates import environment, text_beside
from .bundle import bundled
from .columns import Columns, compressed, packed
from .embedding import Embedded
from .sparql import Engine

_POLICY = (
    "default-src 'none'; script-src {script}; style-src 'unsafe-inline'; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'"
)
_ENGINE = "'wasm-unsafe-eval'; worker-src blob:"  # what an engine needs: to be compiled, and to run beside the page


def page_html(
    content: Content,
    places: Mapping[str, tuple[float, ...]],
    texts: Sequence[Embedded] = (),
    engine: Engine | None = None,
) -> str:
    """The page; `places` gives each element its place in the network (x, y, and its region if it has one).

    With `texts` it holds them whole, and says in its head whose they are: who passes the page on passes them on.
    With an `engine` it answers questions in SPARQL.
    """
    words = _words(engine=engine is not None)
    columns = Columns(content, places)
    script, boot = _script(engine=engine is not None), text_beside(__package__, "boot.js")
    return (
        environment(__package__)
        .get_template("shell.html")
        .render(
            policy=_policy([script, boot, *([engine.script] if engine else [])], engine=engine is not None),
            title=content.title,
            words=words["en"],
            css=compressed(_style(engine=engine is not None).encode()),
            graph=packed(columns.graph(words, texts)),
            prose=packed(columns.prose()),
            texts=packed(columns.texts(texts)) if texts else "",
            holds=_holds(content, texts),
            engine=engine,
            script=compressed(script.encode()),
            boot=boot,
        )
    )


def _policy(scripts: Sequence[str], *, engine: bool) -> str:
    """What the browser is told to let through: our scripts, each known by its hash, and nothing else."""
    known = " ".join(f"'{hashed(script)}'" for script in scripts)
    return _POLICY.format(script=f"{known} {_ENGINE}" if engine else known)


def _holds(content: Content, texts: Sequence[Embedded]) -> str:
    """Of whom the texts are that the page holds, for those who look into its head; empty if it holds none."""
    held = [content.documents[text.document] for text in texts if text.document in content.documents]
    told = "; ".join(f"{document.title} ({content.elements[document.issuer].label})" for document in held)
    return f"This page holds the texts of documents, which belong to their issuers: {told}" if held else ""


@cache
def interface() -> dict[str, dict[str, str]]:
    """The words of the page itself, by language and key."""
    tables: dict[str, Any] = tomllib.loads(text_beside(__package__, "interface.toml"))
    return tables


def _words(*, engine: bool) -> dict[str, dict[str, str]]:
    """The words that a page needs: without an engine, of those on SPARQL only that it is not there."""
    if engine:
        return interface()
    left_out = re.compile(r"sparql\.(?!nothere$)")
    return {
        language: {key: text for key, text in words.items() if not left_out.match(key)}
        for language, words in interface().items()
    }


@cache
def _script(*, engine: bool) -> str:
    """All modules as one script; without an engine, without those that speak with it."""
    folder = files(__package__).joinpath("js")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".js"))
    modules = {name.removesuffix(".js"): text_beside(__package__, f"js/{name}") for name in names}
    return bundled(modules if engine else {**modules, "sparql": modules["no_sparql"]}, "main")


def _style(*, engine: bool) -> str:
    """All style sheets as one, those of the views in the order of their names; without comments and indentation."""
    folder = files(__package__).joinpath("css")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".css"))
    sheets = [
        text_beside(__package__, "explorer.css"),
        *(text_beside(__package__, f"css/{name}") for name in names if engine or name != "sparql.css"),
    ]
    text = re.sub(r"/\*.*?\*/", "", "\n".join(sheets), flags=re.DOTALL)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
