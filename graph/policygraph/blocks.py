"""Turtle files block by block, so that an axiom can be told by file and line.

RDF libraries forget where a triple stood. A *block* is what an editor sees as one: a subject with all that is said
of it, up to the full stop. Turtle's grammar lets a file be cut there without being parsed whole; each block is then
parsed by the RDF library, with the prefixes that stand above it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from .faults import Fault, Place, PolicygraphError

_TOKEN = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)
      |(?P<iri><[^>\s]*>)
      |(?P<text>\"{3}(?:[^\\]|\\.)*?\"{3}|'{3}(?:[^\\]|\\.)*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      |(?P<open>[\[(])
      |(?P<close>[\])])
      |(?P<stop>\.(?![\w]))
      |(?P<word>(?:[^\s<>"'\[\](){};,\#.\\]|\\.|\.(?=[\w:%\-.\\]))+)
      |(?P<mark>[;,.{}])""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    """What is said in one place of a Turtle file: where it begins, and its triples."""

    place: Place
    triples: tuple[ox.Triple, ...]

    @property
    def subject(self) -> str:
        """The address that the block is about; empty where it has none (a list of disjoint classes)."""
        return next((t.subject.value for t in self.triples if isinstance(t.subject, ox.NamedNode)), "")


def read_blocks(path: Path, name: str | None = None) -> tuple[Block, ...]:
    """The blocks of a Turtle file, in its order; `name` is what places call the file.

    Raises PolicygraphError, with file, line and column, if it is no Turtle.
    """
    called = path.as_posix() if name is None else name
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise PolicygraphError(f"{called}:{line}:1: the bytes are no UTF-8; save the file as UTF-8") from None
    try:
        ox_triples(text)
    except SyntaxError as error:
        fault = Fault(Place(called, error.lineno or 1, error.offset or 1), f"not Turtle: {error.msg}", "mend the line")
        raise PolicygraphError(str(fault)) from None
    return tuple(_blocks(text, called))


def ox_triples(text: str) -> list[ox.Triple]:
    """The triples of a Turtle text; raises SyntaxError."""
    return [quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)]


def _blocks(text: str, name: str) -> Iterator[Block]:
    known = ""
    for start, end in _spans(text):
        piece = text[start:end]
        if re.match(r"@prefix|@base|prefix\b|base\b", piece, re.IGNORECASE):
            known += piece + "\n"
            continue
        line = text.count("\n", 0, start) + 1
        column = start - (text.rfind("\n", 0, start) + 1) + 1
        yield Block(Place(name, line, column), tuple(ox_triples(known + piece)))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each block begins and ends; the text is Turtle, so brackets close and strings end."""
    start, depth, at = -1, 0, 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        assert match is not None, text[at : at + 40]  # the parser has read it before us
        at = match.end()
        kind = match.lastgroup
        if kind == "space":
            continue
        if start < 0:
            start = match.start()
        depth += (kind == "open") - (kind == "close")
        sparql_style = kind == "iri" and re.match(r"(?i:prefix|base)\b", text[start:])
        if depth == 0 and (kind == "stop" or sparql_style):
            yield start, at
            start = -1


def triples_of(blocks: Iterable[Block]) -> tuple[ox.Triple, ...]:
    """All triples of those blocks, in order."""
    return tuple(triple for block in blocks for triple in block.triples)
