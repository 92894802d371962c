"""Answers that a service elsewhere gives: it is asked for us, and what it found is written in the form that is wanted.

Only what our own engine reads as a query is sent there. So no words reach it that other engines know beside SPARQL,
by which some read files, fetch addresses or change what they hold.
"""

import json
import re
from collections.abc import Sequence
from typing import Protocol

import pyoxigraph as ox

from ..faults import PolicygraphError
from ..guard import complaint, names_its_graphs
from ..question import question_beside
from ..rdf import serialized
from ..store.child import results_json
from ..store.http import Http, NoAnswer
from ..store.results import YES, Results
from ..store.service import PART, Service
from .negotiation import Format, form_of, media_of
from .refusals import Away, Broken, Crowded, NotAcceptable, NotAnswered, NotSparql, Refused, TooMuch, TooSlow, Unknown

_TRIES = 2  # who asks can ask again, and waits for us
_BEHIND = "the engine behind this service"  # where it is, nobody else needs to know
_OURS_TO_MEND = (401, 403, 404)  # who serves has named a wrong address, name or password
Found = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_FOREIGN = re.compile(r"(?<=custom function )<[^>]*>")
_LIMIT = re.compile(r"execution time|timed? ?out", re.IGNORECASE)  # of the engine's own, as Virtuoso tells of it


class Out(Protocol):
    """Where an answer is written to."""

    def head(self, media: str) -> None:
        """Says of which type the answer is."""

    def write(self, content: bytes) -> int:
        """Takes a part of the answer."""


def remote(url: str, seconds: float) -> Service:
    """A service by its address, for processes that are forked off; raises PolicygraphError if it holds no corpus."""
    service = Service(url, seconds, http=Http(url, seconds, tries=_TRIES))
    service.rest()
    return service


def answer_query(
    service: Service, sparql: str, accept: str, out: Out, *, union: bool, default: Sequence[str], named: Sequence[str]
) -> None:
    """Writes what a query gives there; raises NotAnswered."""
    kind = kind_of(sparql, service.prefixes)
    form = form_of(accept, triples=kind is ox.QueryTriples)
    if form is None:
        raise NotAcceptable(f"there is no form of this answer that is {accept}")
    if default or named:
        if names_its_graphs(sparql):  # which of them count, not all engines hold as the protocol has it
            raise Refused("the query names its graphs by FROM and the request names others: name them at one place")
        found = service.query_graphs(sparql, default, named)
    else:
        found = service.query(sparql, union=union and not names_its_graphs(sparql))
    out.head(media_of(form))
    _write(found, form, out, service.prefixes, verdict=kind is ox.QueryBoolean)


def answer_graph(service: Service, name: str | None, accept: str, out: Out) -> None:
    """Writes one graph, or if none is named the union of all; raises NotAnswered."""
    form = form_of(accept, triples=True)
    if form is None:
        raise NotAcceptable(f"there is no form of a graph that is {accept}")
    query = question_beside(__package__, "union").sparql
    found = service.query(query) if name is None else service.query_graphs(query, [name], [])
    if name is not None and not found.rows:
        raise Unknown(f"there is no graph {name}")
    out.head(media_of(form))
    _write(found, form, out, service.prefixes)


def kind_of(sparql: str, names: dict[str, str]) -> type[Found]:
    """What a query gives: rows, triples or a verdict; raises NotSparql."""
    try:
        return type(ox.Store().query(sparql, prefixes=names))
    except (SyntaxError, RuntimeError) as error:
        raise not_run(sparql, error, names) from None


def not_run(sparql: str, error: SyntaxError | RuntimeError, names: dict[str, str]) -> NotAnswered:
    """What our own engine's refusal to begin with a query means."""
    if isinstance(error, SyntaxError):
        return NotSparql(f"not SPARQL: {complaint(sparql, str(error.msg), names)}")
    if function := _FOREIGN.search(str(error)):
        return Refused(f"the function {function[0]} is not one of SPARQL, and is not known here")
    return Broken(f"the engine could not answer: {str(error)[:200]}")


def failed(service: Service, error: PolicygraphError) -> NotAnswered:
    """What it means for who asks us that the service failed so."""
    told = str(error).replace(service.name, _BEHIND)
    if not isinstance(error, NoAnswer):
        return Refused(told)
    if error.status == 400:
        return NotSparql(told)
    if error.status in (408, 504) or (error.status == 500 and _LIMIT.search(told)):
        return TooSlow(told)
    if error.status in (429, 503):
        return Crowded(told)
    if error.status == PART:
        return TooMuch(told)
    if error.status in _OURS_TO_MEND:
        return Away(f"{_BEHIND} does not let it in ({error.status}): whoever serves this can mend it")
    return Away(told.replace("; is this machine online?", "; try again in a while"))


def _write(found: Results, form: Format, out: Out, names: dict[str, str], *, verdict: bool = False) -> None:
    """The terms, which are written by way of JSON where they are rows."""
    if isinstance(form, ox.RdfFormat):
        out.write(serialized((ox.Triple(*row) for row in found.rows), form, names))  # type: ignore[arg-type]
        return
    told = json.dumps({"head": {}, "boolean": found.rows == ((YES,),)}) if verdict else "".join(results_json(found))
    again = ox.parse_query_results(told.encode(), ox.QueryResultsFormat.JSON)
    assert not isinstance(again, ox.QueryTriples)
    again.serialize(out, format=form)  # type: ignore[arg-type]  # it writes, and is no file
