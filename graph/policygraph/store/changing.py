"""Loads, reloads and removes: documents of a corpus, and files of somebody's own. All of it, or nothing.

A store to which documents were loaded one by one, in any order, is the same as one that was built of them together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import pyoxigraph as ox

from ..corpus import Corpus, read_corpus
from ..faults import PolicygraphError
from ..iris import Iris
from ..pipeline import CorpusLike, Tell, run
from ..vocabulary import ONTOLOGY
from .folder import this_version
from .rdf_file import read_rdf_file
from .settling import (
    Difference,
    linkages_of,
    pattern,
    settle_documents,
    settle_elements,
    settle_linkages,
    settle_verdicts,
)
from .settling import documents as documents_of
from .settling_links import derive_anew, links_of, settle_links
from .swapping import Copy, changing


def _quiet(stage: str, outcome: str) -> None:
    """Says nothing."""


@dataclass(frozen=True)
class Loaded:
    """What a load of documents did: those loaded, those of them that were there before, and those left as they were.

    `strange` are documents of the store that the corpus does not have.
    """

    documents: tuple[str, ...]
    replaced: tuple[str, ...]
    strange: tuple[str, ...]


def load_corpus(
    folder: Path | str, corpus: CorpusLike = None, documents: Sequence[str] = (), tell: Tell = _quiet
) -> Loaded:
    """Loads a corpus, or those of its documents, into the store of a folder, which may be there or not.

    The whole corpus is checked, and CorpusError raised if it has faults. A document that is there is replaced;
    elements, names, mappings, linkages and verdicts are then as the corpus has them, and links by status are derived
    anew. What the store has of other corpora stays. Raises PolicygraphError as `changing` does.
    """
    read = corpus if isinstance(corpus, Corpus) else read_corpus(corpus)
    read.of(*documents)  # says so if it does not have one of them, before everything is checked
    whole = tuple(document.id for document in read.documents)
    chosen = tuple(name for name in whole if name in set(documents)) if documents else whole
    made, iris = run(read, tell=tell).graph.store, Iris(read.base)
    with changing(folder, read.base) as copy:
        before = documents_of(copy.store, iris)
        _settle(copy.store, iris, made, whole, chosen, (*before, *chosen))
        if copy.marker and copy.marker.written_by != this_version():
            derive_anew(copy.store, iris)  # the rule may be another
    tell("load", ", ".join(chosen))
    return Loaded(chosen, tuple(n for n in chosen if n in before), tuple(sorted(before.keys() - set(whole))))


def load_file(folder: Path | str, path: Path | str, graph_name: str | None = None) -> tuple[str, ...]:
    """Loads an RDF file of somebody's own into the store of a folder, in place of what the same graphs had before.

    What a file has in no graph of its own goes into `graph_name`. A file that holds a whole corpus, as `build` writes
    it, makes a new store. Returns the graphs that were loaded. Raises PolicygraphError if the file cannot be read (by
    line and what is wrong with it), if it would write into the graphs of the corpus itself, and as `changing` does.
    """
    file = read_rdf_file(Path(path), graph_name)
    with changing(folder, file.base) as copy:
        if copy.marker is not None:
            if ours := [graph for graph in file.graphs if is_ours(graph, Iris(copy.base))]:
                raise PolicygraphError(
                    f"{path} would write into {ours[0]}, which is of the corpus itself: "
                    "load the corpus, or the file into a new folder"
                )
            copy.take_out([ox.NamedNode(graph) for graph in file.graphs])
        file.into(copy.store)
    return file.graphs


def remove(folder: Path | str, name: str) -> tuple[str, ...]:
    """Takes a document out of the store of a folder, by its id, or a graph of somebody's own by its address.

    Linkages that nobody states any more go, and verdicts whose ask or answers went; links by status are derived anew.
    The elements stay. Returns the documents that are left. Raises PolicygraphError, with what may have been meant, if
    nothing is called that, and as `changing` does.
    """
    with changing(folder) as copy:
        return _without(copy, Iris(copy.base), name)


def _without(copy: Copy, iris: Iris, name: str) -> tuple[str, ...]:
    """Takes out what goes by that name; the documents that are left."""
    here = documents_of(copy.store, iris)
    document = name.removeprefix(iris.graph("document", "").value).removeprefix(iris.document("").value)
    if document in here:
        del here[document]
        _settle(copy.store, iris, None, (), (document,), tuple(here))
    else:
        own = [graph for graph in _named(copy.store) if not is_ours(graph, iris)]
        if name not in own:
            raise PolicygraphError(_unknown(name, [*here, *own], iris))
        copy.take_out([ox.NamedNode(name)])
    return tuple(sorted(here))


def is_ours(graph: str, iris: Iris) -> bool:
    """Whether a graph is one of the corpus itself, or the vocabulary."""
    return graph == ONTOLOGY or graph.startswith(iris.graph("").value)


def _settle(
    store: ox.Store,
    iris: Iris,
    loaded: ox.Store | None,
    whole: Sequence[str],
    chosen: Sequence[str],
    present: Sequence[str],
) -> None:
    """Makes the chosen documents what they are in what is `loaded`, the graph of a corpus with the `whole` of them.

    `present` are those that are then in the store. If nothing is loaded, the chosen ones go.
    """
    made = ox.Store() if loaded is None else loaded
    old = linkages_of(store, iris, chosen)
    touched = old | linkages_of(made, iris, chosen)
    before = links_of(store, iris, touched)
    stated = Difference()
    for name in chosen:
        graph = iris.graph("document", name)
        if name in present:
            stated.of(pattern(store, graph=graph), pattern(made, graph=graph))
        else:
            store.remove_graph(graph)
    words = Difference()
    if loaded is not None:
        vocabulary = ox.NamedNode(ONTOLOGY)
        words.of(pattern(store, graph=vocabulary), pattern(made, graph=vocabulary))
        stated.of(words.gone, words.come)
    stated.into(store)
    listed = {quad.subject for quad in pattern(made, graph=iris.graph("linkages"))}
    looked_at = old | {node for node in listed if isinstance(node, ox.NamedNode)}
    settle_linkages(store, iris, looked_at, made).into(store)
    settle_verdicts(store, iris, made, whole).into(store)
    if loaded is not None:
        settle_elements(store, iris, made, present).into(store)
    else:
        settle_documents(store, iris, present).into(store)
    if words.gone or words.come:
        derive_anew(store, iris)
    else:
        settle_links(store, iris, touched, before).into(store)


def _named(store: ox.Store) -> list[str]:
    return sorted(graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode))


def _unknown(name: str, known: Sequence[str], iris: Iris) -> str:
    if is_ours(name, iris):
        return f"{name} is of the corpus itself and cannot be taken out: name a document, or a graph of your own"
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    return f"no document or graph is called {name!r}; " + (
        f"the nearest are {', '.join(near)}" if near else f"there are {', '.join(known)}" if known else "there is none"
    )
