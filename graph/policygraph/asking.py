"""Asks a graph: packaged questions with parameters, and anybody's own SPARQL."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from .answer import Answer
from .faults import PolicygraphError
from .finding import found
from .forms import ID
from .graph import Graph
from .guard import complaint, names_its_graphs, refuse
from .iris import Iris, compact
from .question import Parameter, Question, question
from .triples import A
from .vocabulary import RDFS, SKOS, term, vocabulary

Value = str | int
_SCOPES = "what-is-the-scope-of-each-document"


def ask(graph: Graph, name: str, **parameters: Value) -> Answer:
    """The answer to a packaged question. `policygraph ask` lists them, and so does `questions()`.

    A parameter for an element takes its id, one of its labels in any language, or its address. Raises
    PolicygraphError if the question, a parameter or a value is not known, and says what is.
    """
    asked = question(name)
    known = {parameter.name: parameter for parameter in asked.parameters}
    for given in parameters:
        if given not in known:
            takes = f"it takes {', '.join(known)}" if known else "it takes none"
            raise PolicygraphError(f"the question {name} has no parameter {given!r}; {takes}")
    values = {key: _term(graph, known[key], str(value)) for key, value in parameters.items()}
    return _run(graph, asked, values)


def ask_sparql(graph: Graph, sparql: str, name: str = "query") -> Answer:
    """The answer to a query of one's own, over the union of all graphs or those it names by FROM.

    The prefixes of the project are known. Updates and SERVICE are refused.

    A SELECT gives its variables as columns, an ASK the column `answer`, a CONSTRUCT subject, predicate, object.
    """
    refuse(sparql, name)
    return _run(graph, Question(name, "", "", (), {}, sparql), {})


def ask_file(graph: Graph, path: Path | str) -> Answer:
    """The answer to the query in a file."""
    file = Path(path)
    try:
        sparql = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PolicygraphError(f"{file} cannot be read: {error}") from None
    return ask_sparql(graph, sparql, str(file))


def silence(graph: Graph) -> str:
    """What an answer without rows means: nothing that was coded says so, and not everything was coded."""
    told = "no rows: nothing in this graph says so; what was not coded is not absent"
    parts = {quad.subject for quad in graph.store.quads_for_pattern(None, term("scope"), None, None)}
    if not parts:
        return told
    kind = graph.store.quads_for_pattern(None, A, term("SourceDocument"), None)
    return f"{told}, and {len(parts)} of {len(set(kind))} documents were coded in part: `policygraph ask {_SCOPES}`"


def _run(graph: Graph, asked: Question, values: Mapping[str, ox.NamedNode | ox.Literal]) -> Answer:
    try:
        results = graph.store.query(
            asked.with_values(values),
            prefixes=graph.prefixes,
            use_default_graph_as_union=not names_its_graphs(asked.sparql),
        )
        columns, rows = _table(results, graph.prefixes)
    except SyntaxError as error:
        message = complaint(asked.sparql, str(error.msg), graph.prefixes)
        raise PolicygraphError(f"{asked.name}: not SPARQL: {message}") from None
    except (OSError, RuntimeError) as error:
        raise PolicygraphError(f"{asked.name} could not be answered: {error}") from None
    headings = tuple(asked.headings.get(column, column) for column in columns)
    return Answer(asked.name, columns, headings, rows)


def _table(
    results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, prefixes: dict[str, str]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    if isinstance(results, ox.QueryBoolean):
        return ("answer",), (("yes" if results else "no",),)
    if isinstance(results, ox.QueryTriples):
        triples = [tuple(_shown(term, prefixes) for term in triple) for triple in results]
        return ("subject", "predicate", "object"), tuple(sorted(triples))
    columns = tuple(variable.value for variable in results.variables)
    return columns, tuple(tuple(_shown(value, prefixes) for value in solution) for solution in results)


def _shown(term: object, prefixes: dict[str, str]) -> str:
    if isinstance(term, ox.NamedNode):
        return compact(term.value, prefixes)
    return term.value if isinstance(term, ox.Literal) else "" if term is None else str(term)


def _term(graph: Graph, parameter: Parameter, value: str) -> ox.NamedNode | ox.Literal:
    """The value of a parameter as a term: never pasted into the query."""
    if parameter.kind == "text":
        return ox.Literal(value)
    if parameter.kind == "number":
        if not value.isdigit():
            raise PolicygraphError(f"{parameter.name} is a number, not {value!r}")
        return ox.Literal(int(value))
    if parameter.kind == "element":
        return find_element(graph, value)
    if parameter.kind == "document":
        return _document(graph, value)
    column = {"type": "linkage_type"}.get(parameter.kind, parameter.kind)
    known = vocabulary().names(column)
    if value not in known:
        raise PolicygraphError(f"no {parameter.kind} is called {value!r}; choose among {', '.join(known)}")
    return vocabulary().individual(column, value)


def find_element(graph: Graph, name: str) -> ox.NamedNode:
    """The element with that id, address or label; raises PolicygraphError with the nearest, or the several."""
    iris = Iris(graph.base)
    ids = {element for _, element in _named(graph, RDFS + "label")}
    labels = [pair for kind in ("prefLabel", "altLabel", "hiddenLabel") for pair in _named(graph, SKOS + kind)]
    return iris.element(found(name.removeprefix(iris.element("").value), ids, labels))


def _named(graph: Graph, predicate: str) -> Iterator[tuple[str, str]]:
    """The names that elements have by that predicate, each with the id of its element."""
    start = Iris(graph.base).element("").value
    for quad in graph.store.quads_for_pattern(None, ox.NamedNode(predicate), None):
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(start):
            assert isinstance(quad.object, ox.Literal)  # the shapes hold labels to that
            yield quad.object.value, quad.subject.value.removeprefix(start)


def _document(graph: Graph, value: str) -> ox.NamedNode:
    iris = Iris(graph.base)
    pattern = graph.store.quads_for_pattern(iris.corpus(), None, None)
    known = [q.object.value for q in pattern if isinstance(q.object, ox.NamedNode)]
    for address in (iris.document(value).value if ID.fullmatch(value) else "", value):
        if address in known:
            return ox.NamedNode(address)
    ids = ", ".join(sorted(iri.removeprefix(iris.document("").value) for iri in known))
    raise PolicygraphError(f"no document is called {value!r}; choose among {ids}")
