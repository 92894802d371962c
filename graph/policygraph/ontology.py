"""The ontology as its files hold it: block by block, each with its place, for those who must point at a line.

The light vocabulary alone is in `vocabulary`; here are the axioms too, which only reasoners are given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from .blocks import Block, read_blocks, triples_of
from .faults import Place, PolicygraphError
from .resources import resource
from .vocabulary import ontology_files

OWL = "http://www.w3.org/2002/07/owl#"
_IMPORTS = ox.NamedNode(OWL + "imports")


@dataclass(frozen=True)
class Ontology:
    """The blocks of the vocabulary and of its axioms, in the order of the files."""

    blocks: tuple[Block, ...]

    @cached_property
    def triples(self) -> tuple[ox.Triple, ...]:
        """All triples, without imports: what is imported is here, and a reasoner must not look for it elsewhere."""
        return tuple(triple for triple in triples_of(self.blocks) if triple.predicate != _IMPORTS)

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Where each term is declared, by its address: the first block that is about it."""
        return {block.subject: block.place for block in reversed(self.blocks) if block.subject}


def read_ontology(folder: Path | str | None = None, *, axioms: bool = True) -> Ontology:
    """The ontology in a folder; the one that is shipped if none is named.

    Raises PolicygraphError if a file is missing or is no Turtle, with its file, line and column.
    """
    place = resource("ontology") if folder is None else Path(folder)
    blocks: list[Block] = []
    for path in ontology_files(place, axioms=axioms):
        if not path.is_file():
            raise PolicygraphError(f"{path} is missing: an ontology has {_names(axioms=axioms)}")
        blocks += read_blocks(path, _called(path))
    return Ontology(tuple(blocks))


def _names(*, axioms: bool) -> str:
    return ", ".join(path.name for path in ontology_files(axioms=axioms))


def _called(path: Path) -> str:
    """The path as a person who stands in this folder would type it."""
    whole = path.resolve()
    return (whole.relative_to(Path.cwd()) if whole.is_relative_to(Path.cwd()) else path).as_posix()
