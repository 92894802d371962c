"""A report: sentences and tables under headings, and the forms in which it is handed on.

Whatever comes out of a corpus may hold any character; each form escapes what would be mark-up in it.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..answer import Answer, escaped
from ..content_policy import hashed
from ..templates import text_beside

_BLOCK = re.compile(r"^(?:[#+=~-]|\d+(?=[.)]))")
_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{digest}'; base-uri 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>{css}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


@dataclass(frozen=True)
class Part:
    """One heading of a report, what is said under it, a sentence a line, and a table if there is one."""

    heading: str
    says: tuple[str, ...] = ()
    table: Answer | None = None


@dataclass(frozen=True)
class Report:
    """What a comparison found: `says` sums it up, `parts` show it, and `rows` is all of it as one plain table.

    >>> rows = Answer("pairs", ("id",), ("id",), (("a",),))
    >>> print(Report("Pairs", ("One pair.",), (Part("The <pair>", (), rows),), rows).to_markdown())
    # Pairs
    <BLANKLINE>
    One pair.
    <BLANKLINE>
    ## The &lt;pair&gt;
    <BLANKLINE>
    | id |
    | --- |
    | a |
    """

    title: str
    says: tuple[str, ...]
    parts: tuple[Part, ...]
    rows: Answer

    def to_csv(self) -> str:
        """The one plain table, comma-separated."""
        return self.rows.to_csv()

    def to_json(self) -> str:
        """An object: title, says, and parts with the rows of their tables."""
        parts = [
            {"heading": part.heading, "says": part.says, "rows": part.table.to_dicts() if part.table else []}
            for part in self.parts
        ]
        written: dict[str, Any] = {"title": self.title, "says": self.says, "parts": parts}
        return json.dumps(written, ensure_ascii=False, indent=2)

    def to_markdown(self) -> str:
        """Headings, paragraphs and tables."""
        return "\n\n".join(self._markdown())

    def _markdown(self) -> Iterator[str]:
        yield f"# {escaped(self.title)}"
        yield from map(_line, self.says)
        for part in self.parts:
            yield f"## {escaped(part.heading)}"
            yield from map(_line, part.says)
            if part.table is not None and len(part.table):
                yield part.table.to_markdown()

    def to_text(self, width: int | None = None) -> str:
        """For a terminal of that width: its own if none is given, 120 in a pipe."""
        from ..answer import terminal_width

        return "\n\n".join(self._text(width or terminal_width()))

    def _text(self, width: int) -> Iterator[str]:
        import textwrap

        def told(sentences: tuple[str, ...]) -> Iterator[str]:
            for sentence in sentences:
                yield textwrap.fill(sentence, width, break_long_words=False, break_on_hyphens=False)

        yield "\n".join((self.title, "=" * min(width, len(self.title)), *told(self.says)))
        for part in self.parts:
            head = "\n".join((part.heading, "-" * min(width, len(part.heading)), *told(part.says)))
            table = part.table.to_text(width) if part.table is not None and len(part.table) else ""
            yield f"{head}\n\n{table}" if table else head

    def to_html(self) -> str:
        """One page that opens from disk and asks for nothing from outside; it runs no script."""
        css = _css()
        title = html.escape(self.title)
        return _PAGE.format(digest=hashed(css), title=title, css=css, body="\n".join(self._html()))

    def _html(self) -> Iterator[str]:
        yield f"<h1>{html.escape(self.title)}</h1>"
        yield from map(_paragraph, self.says)
        for part in self.parts:
            yield f"<h2>{html.escape(part.heading)}</h2>"
            yield from map(_paragraph, part.says)
            if part.table is not None and len(part.table):
                name = html.escape(part.heading, quote=True)
                yield f'<div class="table" role="region" tabindex="0" aria-label="{name}">'
                yield f"{part.table.to_html()}</div>"

    def _repr_html_(self) -> str:
        return "\n".join(self._html())


def counted(number: int, what: str, several: str = "") -> str:
    """A number of things in words for people.

    >>> counted(1, "statement"), counted(1248, "linkage"), counted(2, "holder of it", "holders of it")
    ('1 statement', '1,248 linkages', '2 holders of it')
    """
    return f"{number:,} {what if number == 1 else several or what + 's'}"


def _line(text: str) -> str:
    """A paragraph of Markdown, which begins neither a heading nor a list nor a rule."""
    return _BLOCK.sub(r"\g<0>\\" if text[:1].isdigit() else r"\\\g<0>", escaped(text))


def _paragraph(text: str) -> str:
    return f"<p>{html.escape(text)}</p>"


@cache
def _css() -> str:
    return text_beside(__package__, "report.css")
