"""Asks a graph or a service: packaged questions with parameters, and anybody's own SPARQL."""

from collections.abc import Collection
from pathlib import Path

import pyoxigraph as ox

from .answer import Answer
from .faults import PolicygraphError
from .finding import found
from .forms import ID
from .graph import Graph
from .guard import calls, complaint, names_its_graphs, refuse
from .iris import Iris, compact
from .question import Parameter, Question, question
from .store.asked import Asked, lookup
from .store.limits import LimitReached, Limits
from .store.ordering import ordered
from .store.results import YES, Results, Term, str_of
from .vocabulary import vocabulary

Value = str | int
LIMITS = Limits()
_SCOPES = "what-is-the-scope-of-each-document"


def ask(graph: Asked, name: str, **parameters: Value) -> Answer:
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
    for parameter in asked.parameters:
        if parameter.required and parameter.name not in parameters:
            raise PolicygraphError(f"the question {name} needs {parameter.name}: {parameter.meaning}")
    values = {key: _term(graph, known[key], str(value)) for key, value in parameters.items()}
    results = _results(graph, asked, asked.unordered(values))
    return _answer(graph, asked, ordered(results, asked.order, asked.lists))


def ask_sparql(
    graph: Asked,
    sparql: str,
    name: str = "query",
    *,
    limits: Limits | None = LIMITS,
    services: Collection[str] = (),
) -> Answer:
    """The answer to a query of one's own, over the union of all graphs or those it names by FROM.

    The prefixes of the project are known. Updates are refused, and SERVICE but for the addresses in `services`: these
    are asked from here, each within the seconds of `limits`, and what they find is joined with the graph.
    Put to a graph on this machine, it runs in a process that is ended at the `limits` (60 seconds, 4,000 MB); None
    runs it here and without any.

    A SELECT gives its variables as columns, an ASK the column `answer`, a CONSTRUCT subject, predicate, object.
    """
    if not services and calls(sparql):
        raise PolicygraphError(
            f"{name} asks another service (SERVICE): name those that may be asked (services=…, --service URL)"
        )
    refuse(sparql, name, services)
    asked = Question(name, "", "", (), {}, sparql)

    def put(query: str) -> Results:
        return _results(graph, asked, query, limits if isinstance(graph, Graph) else None)

    if services:
        from .store.federating import federated

        sparql = federated(sparql, name, put, graph.prefixes, (limits or LIMITS).seconds)
    return _answer(graph, asked, put(sparql))


def ask_file(
    graph: Asked, path: Path | str, *, limits: Limits | None = LIMITS, services: Collection[str] = ()
) -> Answer:
    """The answer to the query in a file."""
    file = Path(path)
    try:
        sparql = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PolicygraphError(f"{file} cannot be read: {error}") from None
    return ask_sparql(graph, sparql, str(file), limits=limits, services=services)


def silence(graph: Asked) -> str:
    """What an answer without rows means: nothing that was coded says so, and not everything was coded."""
    told = "no rows: nothing in this graph says so; what was not coded is not absent"
    documents, parts = (str_of(number) for number in graph.query(lookup("coverage").sparql).rows[0])
    if parts == "0":
        return told
    return f"{told}, and {parts} of {documents} documents were coded in part: `policygraph ask {_SCOPES}`"


def _results(graph: Asked, asked: Question, sparql: str, limits: Limits | None = None) -> Results:
    union = not names_its_graphs(sparql)
    try:
        if limits is not None and isinstance(graph, Graph):
            return _limited(graph, sparql, union, limits)
        return graph.query(sparql, union=union)
    except SyntaxError as error:
        message = complaint(asked.sparql, str(error.msg), graph.prefixes)
        raise PolicygraphError(f"{asked.name}: not SPARQL: {message}") from None
    except (OSError, RuntimeError) as error:
        raise PolicygraphError(f"{asked.name} could not be answered: {error}") from None


def _limited(graph: Graph, sparql: str, union: bool, limits: Limits) -> Results:
    from .store.running import limited

    try:
        return limited(graph, sparql, union, limits)
    except LimitReached as reached:
        from .store.advice import explain_limit  # rdflib reads the query, only where there is something to explain

        raise PolicygraphError(explain_limit(reached, sparql, graph)) from None


def _answer(graph: Asked, asked: Question, results: Results) -> Answer:
    headings = tuple(asked.headings.get(column, column) for column in results.columns)
    names = graph.prefixes
    rows = tuple(tuple(_shown(term, names) for term in row) for row in results.rows)
    if results.is_verdict:
        rows = (("yes" if results.rows[0][0] == YES else "no",),)
    return Answer(asked.name, results.columns, headings, rows, results.rows)


def _shown(term: Term | None, names: dict[str, str]) -> str:
    return compact(term.value, names) if isinstance(term, ox.NamedNode) else str_of(term)


def _term(graph: Asked, parameter: Parameter, value: str) -> ox.NamedNode | ox.Literal:
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


def find_element(graph: Asked, name: str) -> ox.NamedNode:
    """The element with that id, address or label; raises PolicygraphError with the nearest, or the several."""
    start = Iris(graph.base).element("").value
    name = name.removeprefix(start)
    if ID.fullmatch(name):  # an id, most often: looked up, and no label read
        element = Iris(graph.base).element(name)
        if graph.query(lookup("element").with_values({"element": element})).rows[0][0] == YES:
            return element
    return Iris(graph.base).element(found(name, {owner for _, owner in graph.element_names}, graph.element_names))


def _document(graph: Asked, value: str) -> ox.NamedNode:
    iris = Iris(graph.base)
    known = {str_of(row[0]) for row in graph.query(lookup("documents").sparql).rows}
    for address in (iris.document(value).value if ID.fullmatch(value) else "", value):
        if address in known:
            return ox.NamedNode(address)
    ids = ", ".join(sorted(iri.removeprefix(iris.document("").value) for iri in known))
    raise PolicygraphError(f"no document is called {value!r}; choose among {ids}")
