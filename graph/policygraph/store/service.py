"""Any service that speaks SPARQL 1.1, by its address: asked in the same way as a graph on this machine."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import pyoxigraph as ox

from ..faults import PolicygraphError
from ..iris import prefixes
from ..masking import masked
from .asked import Asked, lookup
from .http import Http, NoAnswer
from .results import Results, results_of, str_of

_FORM = re.compile(r"(?<![\w:.?$-])(SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w:.-])", re.IGNORECASE)
_JSON, _TRIPLES = "application/sparql-results+json", "application/n-triples"
PART = 206  # the status of an answer that is not whole
# By what the union of all graphs is had, where the default graph is not it: as it is, Oxigraph, Jena.
_UNIONS: tuple[dict[str, str], ...] = (
    {},
    {"union-default-graph": "true"},
    {"default-graph-uri": "urn:x-arq:UnionGraph"},
)


class Service(Asked):
    """A service, and the corpus that it holds. Who may ask is told by the environment or a netrc file (see `Http`).

    Raises PolicygraphError if it cannot be reached or holds no corpus, or if a question cannot be answered; an answer
    that the service cut off never passes for the whole.
    """

    def __init__(self, url: str, seconds: float = 60, *, http: Http | None = None) -> None:
        self._http = http or Http(url, seconds)
        self._union: dict[str, str] = {}
        self.base = self._found()

    @property
    def name(self) -> str:
        """The address of the service."""
        return self._http.url

    def query(self, sparql: str, *, union: bool = True) -> Results:
        """The results of a query, over the union of all graphs, or else over what it names by FROM."""
        return self._asked(sparql, prefixes(self.base), self._union if union else {})

    def query_graphs(self, sparql: str, default: Sequence[str], named: Sequence[str]) -> Results:
        """The results over those graphs; what the query says by FROM does not count."""
        return self._asked(sparql, prefixes(self.base), {"default-graph-uri": default, "named-graph-uri": named})

    def rest(self) -> None:
        """Lets go of the connections that are kept for the next query: two processes cannot share them."""
        self._http.rest()

    def _found(self) -> str:
        """The base of the corpus, which is looked for in the default graph and in the unions that services have."""
        for union in _UNIONS:
            try:
                rows = self._asked(lookup("corpus").sparql, {}, union).rows
            except PolicygraphError:
                if not union:
                    raise
                continue  # it does not know that way of asking for the union
            if rows:
                self._union = dict(union)
                return str_of(rows[0][0]).removesuffix("corpus")
        raise PolicygraphError(
            f"{self._http.url} holds no corpus of policygraph that is seen without naming its graph: "
            "publish one there, or let its default graph be the union of all graphs"
        )

    def _asked(self, sparql: str, names: dict[str, str], graphs: Mapping[str, str | Sequence[str]]) -> Results:
        form = _FORM.search(masked(sparql))
        triples = form is not None and form[1].upper() in ("CONSTRUCT", "DESCRIBE")
        # on the query's own first line, so that the service's complaints name the right one
        before = "".join(f"PREFIX {name}: <{space}> " for name, space in names.items() if f"{name}:" in sparql)
        return answer_of(self._http, before + sparql, triples=triples, more=graphs)


def answer_of(http: Http, sparql: str, *, triples: bool, more: Mapping[str, str | Sequence[str]]) -> Results:
    """What a service answers to a query, put as it stands; `more` are further fields of the request."""
    # as a form: Virtuoso 7.2 hangs, for ever, over a query that comes as application/sparql-query
    response, body = http.send(
        "POST",
        headers={"Content-Type": "application/x-www-form-urlencoded", "Accept": _TRIPLES if triples else _JSON},
        data=urlencode({"query": sparql, **more}, doseq=True).encode(),
    )
    state = response.headers.get("X-SQL-State")
    if state:
        raise NoAnswer(f"{http.url} gave a part of the answer only ({state}): ask for less", PART)
    results = _read(body, triples, f"{http.url}: ", response.headers.get("Content-Type", ""))
    most = response.headers.get("X-SPARQL-MaxRows")
    if most and len(results.rows) >= int(most):
        raise NoAnswer(f"{http.url} hands out {most} rows and no more: add LIMIT and OFFSET", PART)
    return results


def _read(body: bytes, triples: bool, where: str, media: str) -> Results:
    if "html" in media:
        raise NoAnswer(f"{where}it answers with a page and not with results: is it the address for queries?")
    try:
        if triples:
            quads = ox.parse(body, format=ox.RdfFormat.N_TRIPLES, lenient=True)
            rows = sorted(((q.subject, q.predicate, q.object) for q in quads), key=str)
            return Results(("subject", "predicate", "object"), tuple(rows))
        return results_of(ox.parse_query_results(body, ox.QueryResultsFormat.JSON))
    except (SyntaxError, ValueError) as error:
        raise NoAnswer(f"{where}its answer cannot be read ({media or 'no type'}): {error}") from None
