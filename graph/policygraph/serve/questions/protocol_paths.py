"""The description of SPARQL, of the graphs, and of what the service says of itself."""

from ..negotiation import RESULTS, SHORT, TRIPLES
from .requests import PLAIN
from .schemas import ANY, ASKED, FORMATS, IRI, TEXT, Told, headers, media, refused, triples

_GRAPHS: tuple[Told, ...] = tuple(
    {
        "name": f"{kind}-graph-uri",
        "in": "query",
        "description": f"a {kind} graph that is asked, in place of what the query says by FROM",
        "schema": {"type": "array", "items": IRI},
    }
    for kind in ("default", "named")
)
_QUERY = {"type": "string"}
_FORM, _WHOLE = "application/x-www-form-urlencoded", "application/sparql-query"


def paths() -> Told:
    """The paths."""
    return {
        "/sparql": {"get": _by_get(), "post": _by_post()},
        "/graphs": {"get": _graphs()},
        "/.well-known/void": {"get": _void()},
        "/health": {"get": _plain("health", "Whether questions are answered", "Yes: it says ok")},
        "/metrics": {"get": _plain("metrics", "Counts and times", "Text as Prometheus reads it")},
    }


def _by_get() -> Told:
    query: Told = {
        "name": "query",
        "in": "query",
        "description": "the query; without any parameter the answer is the description of the service",
        "schema": _QUERY,
        "example": "ASK {}",
    }
    told = _asked("sparql", "Asks in SPARQL", [query, *_GRAPHS, FORMATS])
    told["responses"]["303"] = {
        "description": "A browser that brings no query is sent to the editor",
        "headers": {"Location": {"required": True, "schema": {"type": "string", "format": "uri-reference"}}},
    }
    return told


def _by_post() -> Told:
    fields: Told = {each["name"]: each["schema"] for each in (*_GRAPHS, FORMATS)}
    query = {**_QUERY, "examples": ["ASK {}"]}
    form = {"type": "object", "properties": {"query": query, **fields}, "required": ["query"]}
    told = _asked("sparql_by_post", "Asks in SPARQL, where the query is long", [])
    told["requestBody"] = {
        "required": True,
        "content": {_FORM: {"schema": form}, _WHOLE: {"schema": _QUERY, "example": "ASK {}"}},
    }
    told["responses"] |= refused("413", "415")
    return told


def _asked(name: str, summary: str, parameters: list[Told]) -> Told:
    forms = {form.media_type.partition(";")[0] for form in RESULTS.values()}
    forms |= {form.media_type.partition(";")[0] for form in TRIPLES.values()}
    content = {
        **media(sorted(forms)),
        "application/sparql-results+json": {"schema": {"$ref": "#/components/schemas/Results"}},
        "application/ld+json": {},
    }
    return {
        "operationId": name,
        "summary": summary,
        "description": "SPARQL 1.1 Protocol, for queries only. Rows have one group of forms, triples another.",
        "tags": ["sparql"],
        "parameters": parameters,
        "responses": {
            "200": {"description": "The answer", "headers": headers("Vary"), "content": content},
            **refused("400", "406", *ANY, *ASKED),
        },
    }


def _graphs() -> Told:
    forms = [name for name, meant in SHORT.items() if set(meant) & set(TRIPLES)]
    return {
        "operationId": "graphs",
        "summary": "One graph, or the union of all",
        "description": "The Graph Store Protocol, for reading. One of graph and default is given.",
        "tags": ["sparql"],
        "parameters": [
            {"name": "graph", "in": "query", "description": "the address of a graph", "schema": IRI},
            {
                "name": "default",
                "in": "query",
                "description": "the union of all graphs, whatever its value",
                "schema": {"type": "string"},
            },
            {**FORMATS, "schema": {"type": "string", "enum": forms}},
        ],
        "responses": {
            "200": {"description": "The graph", "headers": headers("Vary"), "content": triples()},
            **refused("400", "404", "406", *ANY, *ASKED),
        },
    }


def _void() -> Told:
    return {
        "operationId": "void",
        "summary": "What the service can and what it holds: SPARQL Service Description and VoID",
        "tags": ["service"],
        "responses": {
            "200": {"description": "The description", "headers": headers("Vary"), "content": triples()},
            **refused("406", *ANY),
        },
    }


def _plain(name: str, summary: str, told: str) -> Told:
    return {
        "operationId": name,
        "summary": summary,
        "tags": ["service"],
        "responses": {"200": {"description": told, "content": {PLAIN: TEXT}}, **refused(*ANY, *ASKED)},
    }
