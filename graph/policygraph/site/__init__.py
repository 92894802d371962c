"""A corpus as a folder of HTML pages: one for each element that anything is said of, one for each document.

The pages open from disk, ask for nothing from outside, and lead to each other; only the index runs a script, of ours,
which finds as one types. `faces` says what is on them, the templates beside this file draw it.
"""

from pathlib import Path

from ..aside import folder_aside, refuse_strangers
from ..pipeline import Tell
from ..statements import Content
from .faces import pages

FOLDERS = ("element", "document")
INDEX = "index.html"


def write_site(content: Content, folder: Path | str, tell: Tell = lambda _stage, _outcome: None) -> Path:
    """The pages of a corpus in `folder`, which is replaced as a whole; begin with `index.html`.

    A folder that holds anything else is left alone: PolicygraphError says so. The same content gives the same bytes.
    """
    target = Path(folder)
    refuse_strangers(target, (INDEX, *FOLDERS))
    size = number = 0
    with folder_aside(target) as made:
        for name in FOLDERS:
            (made / name).mkdir()
        for name, html in pages(content):
            data = html.encode("utf-8")
            size, number = size + len(data), number + 1
            (made / name).write_bytes(data)
        tell("site", f"{number:,} pages, {size / 1e6:,.1f} MB")
    return target
