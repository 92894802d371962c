"""What the parts of the description have in common: refusals, parameters, and what answers look like."""

from collections.abc import Iterable
from typing import Any

from ...question import KINDS
from ..negotiation import SHORT, TRIPLES
from .requests import FORMAT, HTML, PLAIN, PROBLEM

Told = dict[str, Any]
TEXT: Told = {"schema": {"type": "string"}}
IRI: Told = {"type": "string", "format": "iri"}
# What can go wrong with any request, and with any that is put to the engine.
ANY = ("421", "431", "500")
ASKED = ("502", "503", "504", "507")
_WHY = {
    "400": "It is not understood, or not done here: the sentence says why, and what would be",
    "404": "There is nothing of that name",
    "406": "There is no such form",
    "413": "The query is too long",
    "415": "A query is not posted like this",
    "421": "The service is not called by this name",
    "431": "The address, with all that is asked in it, is too long",
    "500": "The engine, or the service, came to grief over it",
    "502": "The engine is another service, and cannot be used",
    "503": "Too many are asking at once: later it may be answered",
    "504": "The query was ended at the limit of time",
    "507": "The query was ended at the limit of memory",
}
_ALWAYS_PLAIN = ("413", "415", "421", "431")
FORMATS: Told = {
    "name": FORMAT,
    "in": "query",
    "description": "the form of the answer; it goes before the Accept header",
    "schema": {"type": "string", "enum": list(SHORT)},
}
HEADERS: Told = {
    "Vary": {"description": "The header that chooses the form", "required": True, "schema": {"type": "string"}},
    "ETag": {"description": "Changes when the answer may have changed", "schema": {"type": "string"}},
    "Retry-After": {"description": "Seconds to wait", "required": True, "schema": {"type": "string"}},
}
SCHEMAS: Told = {
    "Problem": {
        "description": "RFC 9457",
        "type": "object",
        "properties": {
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string", "description": "why there is no answer, in a sentence for people"},
        },
        "required": ["title", "status", "detail"],
    },
    "Question": {
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "summary": {"type": "string"},
            "note": {"type": "string"},
            "address": {"type": "string", "format": "uri-reference"},
            "parameters": {"type": "array", "items": {"$ref": "#/components/schemas/Parameter"}},
            "headings": {
                "description": "how people read the names of columns that do not speak for themselves",
                "type": "object",
                "additionalProperties": {"type": "string"},
            },
            "lists": {
                "description": 'the columns whose cells hold several values, parted by " | "',
                "type": "array",
                "items": {"type": "string"},
            },
        },
        "required": ["name", "summary", "note", "address", "parameters", "headings", "lists"],
        "additionalProperties": False,
    },
    "Parameter": {
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "kind": {"enum": list(KINDS)},
            "meaning": {"type": "string"},
            "required": {"type": "boolean"},
            "mayBe": {"type": "string"},
            "among": {"type": "array", "items": {"type": "string"}},
        },
        "required": ["name", "kind", "meaning", "required", "mayBe", "among"],
        "additionalProperties": False,
    },
    "Term": {
        "type": "object",
        "properties": {
            "type": {"enum": ["uri", "literal", "bnode", "triple"]},
            "value": {"type": ["string", "object"]},
            "datatype": IRI,
            "xml:lang": {"type": "string"},
        },
        "required": ["type", "value"],
    },
    "Results": {
        "description": "SPARQL 1.1 Query Results JSON Format",
        "type": "object",
        "properties": {
            "head": {"type": "object", "properties": {"vars": {"type": "array", "items": {"type": "string"}}}},
            "boolean": {"type": "boolean"},
            "results": {
                "type": "object",
                "properties": {
                    "bindings": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": {"$ref": "#/components/schemas/Term"},
                        },
                    }
                },
                "required": ["bindings"],
            },
        },
        "required": ["head"],
    },
}


def responses() -> Told:
    """Every refusal, as a sentence, and as those have it who may choose its form."""
    as_sentence = {f"Sentence{status}": _refusal(status, {PLAIN: TEXT}) for status in _WHY}
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    chosen = {
        f"Chosen{status}": _refusal(status, {PLAIN: TEXT, PROBLEM: problem, HTML: TEXT})
        for status in _WHY
        if status not in _ALWAYS_PLAIN
    }
    return as_sentence | chosen


def refused(*statuses: str, chosen: bool = False) -> Told:
    """References to the refusals with these statuses; `chosen` if their form is."""
    return {status: {"$ref": f"#/components/responses/{_kind(status, chosen)}{status}"} for status in statuses}


def headers(*names: str) -> Told:
    """References to headers of a response."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def media(names: Iterable[str]) -> Told:
    """Texts of these media types."""
    return dict.fromkeys(names, TEXT)


def triples() -> Told:
    """The forms of triples."""
    forms = {form.media_type.partition(";")[0] for form in TRIPLES.values()}
    return {name: {} if name.endswith("json") else TEXT for name in sorted(forms)}


def _kind(status: str, chosen: bool) -> str:
    return "Chosen" if chosen and status not in _ALWAYS_PLAIN else "Sentence"


def _refusal(status: str, content: Told) -> Told:
    told: Told = {"description": _WHY[status]}
    if status != "431":  # the server has not read what form is wanted
        told["content"] = content
    return {**told, "headers": headers("Retry-After")} if status == "503" else told
