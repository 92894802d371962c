"""RDF files of somebody's own, packed or not: which graphs they go into, and what is wrong with them by line."""

import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast
from xml.parsers import expat

import pyoxigraph as ox

from ..faults import PolicygraphError

_FORMATS = {
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "rdf": ox.RdfFormat.RDF_XML,
    "owl": ox.RdfFormat.RDF_XML,
    "xml": ox.RdfFormat.RDF_XML,
}
_PACKED = ".gz"
_ELEMENTS = "graph/elements"  # under the base of a corpus
_BEFORE = re.compile(r"^Parser error at .*?: ")


@dataclass(frozen=True)
class RdfFile:
    """A file that can be loaded: the graphs that it goes into, and the base of the corpus if it holds a whole one.

    `graph` is the one for what the file has in no graph.
    """

    path: Path
    format: ox.RdfFormat
    graph: str | None
    graphs: tuple[str, ...]
    base: str | None

    def into(self, store: ox.Store) -> None:
        """Loads it. Raises PolicygraphError, by line, if it is not what its name says."""
        into = ox.NamedNode(self.graph) if self.graph else None
        read_before = self.format.supports_datasets  # and found without faults
        with _mended(self.path, self.format), _source(self.path) as source:
            store.bulk_load(**source, format=self.format, to_graph=into, lenient=read_before)


def read_rdf_file(path: Path, graph: str | None) -> RdfFile:
    """What a file holds; one whose format has graphs is read through for them.

    Raises PolicygraphError if it is none that can be loaded, if it has faults, by line, or if what is in no graph of
    its own has nowhere to go.
    """
    form = _format(path)
    if graph is not None:
        _check_address(graph)
    if not form.supports_datasets:
        if graph is None:
            raise PolicygraphError(f"{path} says of no graph that it goes into: name one with --name, an address")
        return RdfFile(path, form, graph, (graph,), None)
    with _mended(path, form), _source(path) as source:
        found = {quad.graph_name for quad in ox.parse(**source, format=form)}
    graphs = tuple(sorted(_graph_names(path, graph, found)))
    bases = [name.removesuffix(_ELEMENTS) for name in graphs if name.endswith("/" + _ELEMENTS)]
    return RdfFile(path, form, graph, graphs, bases[0] if len(bases) == 1 else None)


def _graph_names(
    path: Path, graph: str | None, found: set[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]
) -> Iterator[str]:
    """The graphs that a file goes into, each once."""
    for name in found - {ox.DefaultGraph()}:
        if not isinstance(name, ox.NamedNode):
            raise PolicygraphError(f"{path} has a graph without an address ({name}): give it one")
        if name.value != graph:
            yield name.value
    if ox.DefaultGraph() in found and graph is None:
        raise PolicygraphError(f"{path} holds triples that are in no graph: name one for them with --name, an address")
    if graph is not None:
        yield graph


def _format(path: Path) -> ox.RdfFormat:
    if not path.is_file():
        raise PolicygraphError(f"there is no file {path}")
    inner = path.with_suffix("") if path.suffix == _PACKED else path
    form = _FORMATS.get(inner.suffix.lower().removeprefix("."))
    if form is None:
        names = ", ".join(f".{name}" for name in _FORMATS)
        raise PolicygraphError(f"{path} is no RDF file by its name: it must end in {names}, or in one of them and .gz")
    return form


def _check_address(graph: str) -> None:
    try:
        next(ox.parse(f"<{graph}> <{graph}> <{graph}> .", format=ox.RdfFormat.N_TRIPLES))
    except (SyntaxError, StopIteration):
        raise PolicygraphError(
            f"{graph!r} is no address of a graph: give one such as https://example.org/mine"
        ) from None


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    with gzip.open(path) if path.suffix == _PACKED else path.open("rb") as file:
        yield cast("IO[bytes]", file)


@contextmanager
def _source(path: Path) -> Iterator[dict[str, Any]]:
    """A file as the engine takes it: by its name, which is faster, or unpacked."""
    if path.suffix != _PACKED:
        yield {"path": str(path)}
    else:
        with _opened(path) as file:
            yield {"input": file}


@contextmanager
def _mended(path: Path, form: ox.RdfFormat) -> Iterator[None]:
    """Says where in a file something is wrong, and what."""
    try:
        yield
    except SyntaxError as error:
        line, column = (error.lineno, error.offset) if error.lineno else _where(path) or (None, None)
        place = f"{path}:{line}:{column}" if line else f"{path}"
        raise PolicygraphError(f"{place}: not {form.name}: {_BEFORE.sub('', error.msg)}; nothing was loaded") from None
    except UnicodeDecodeError as error:
        raise PolicygraphError(f"{path} is not UTF-8 ({error.reason}); nothing was loaded") from None
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise PolicygraphError(f"{path} cannot be unpacked ({error}); nothing was loaded") from None


def _where(path: Path) -> tuple[int, int] | None:
    """Where a file stops being XML, which the engine does not tell; None if it is."""
    parser = expat.ParserCreate()
    try:
        with _opened(path) as file:
            parser.ParseFile(file)
    except expat.ExpatError as error:
        return error.lineno, error.offset + 1
    return None
