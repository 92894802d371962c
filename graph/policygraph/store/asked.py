"""What can be asked, whichever engine answers: a graph in memory or on disk, or a service somewhere else."""

from abc import ABC, abstractmethod
from functools import cache, cached_property
from pathlib import Path

from ..iris import prefixes
from ..question import Question, read_question
from .results import Results, str_of


class Asked(ABC):
    """Something that SPARQL can be put to.

    Attributes
    ----------
    base : str
        The base of the addresses of the corpus that it holds.
    """

    base: str

    @property
    @abstractmethod
    def name(self) -> str:
        """What messages call it: the engine, or the address of the service."""

    @abstractmethod
    def query(self, sparql: str, *, union: bool = True) -> Results:
        """The results of a query, over the union of all graphs, or else over what the query names by FROM.

        The prefixes of the project are known. Raises SyntaxError where it is not SPARQL, PolicygraphError where the
        engine cannot answer.
        """

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that may be used in questions."""
        return prefixes(self.base)

    @cached_property
    def element_names(self) -> tuple[tuple[str, str], ...]:
        """Each label of each element in any language, with the element's id."""
        rows = self.query(lookup("element-names").sparql).rows
        return tuple((str_of(label), str_of(identifier)) for _, identifier, label in rows)


@cache
def lookup(name: str) -> Question:
    """One of the small queries by which names are turned into addresses."""
    return read_question(Path(__file__).with_name("queries") / f"{name}.rq")
