"""The description of the service for programs, by OpenAPI 3.1: its questions from their headers."""

import re
from collections.abc import Iterable
from importlib.metadata import version

from ...question import Parameter, Question, questions
from .protocol_paths import paths
from .requests import FORMAT, LONGEST, MEDIA, columns_of, may_be, words
from .schemas import ANY, ASKED, HEADERS, SCHEMAS, TEXT, Told, headers, refused, responses

_EXAMPLE = re.compile(r"\be\.g\. ([\w-]+)")
_SAME = {"304": {"description": "It is what it was when the ETag was sent"}}


def described() -> Told:
    """The description, ready for JSON. The service is where the description is."""
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "policygraph service",
            "version": version("policygraph"),
            "summary": "A graph of stated linkages: packaged questions, SPARQL, and the graph itself. Read only.",
        },
        "servers": [{"url": "./"}],
        "tags": [
            {"name": "questions", "description": "The packaged questions, each at an address of its own."},
            {"name": "sparql", "description": "Questions of one's own, and whole graphs."},
            {"name": "service", "description": "How the service is, and what it holds."},
        ],
        "paths": {
            "/questions": {"get": _list()},
            **{f"/questions/{each.name}": {"get": operation(each)} for each in questions().values()},
            **paths(),
            "/openapi.json": {"get": _itself()},
        },
        "components": {"responses": responses(), "schemas": SCHEMAS, "headers": HEADERS},
        "security": [],
    }


def operation(asked: Question) -> Told:
    """The operation of one question."""
    told: Told = {
        "operationId": asked.name.replace("-", "_"),
        "summary": asked.summary,
        "tags": ["questions"],
        "parameters": [*(_parameter(each) for each in asked.parameters), _format(MEDIA, "the form of the answer")],
        "responses": {
            "200": {"description": "The answer", "headers": headers("Vary", "ETag"), "content": _content(asked)},
            **_SAME,
            **refused("400", "406", *ANY, *ASKED, chosen=True),
        },
    }
    return {**told, "description": asked.note} if asked.note else told


def _content(asked: Question) -> Told:
    columns = list(columns_of(asked.name))
    row = {
        "type": "object",
        "properties": {each: {"type": "string", "description": _meaning(asked, each)} for each in columns},
        "required": columns,
        "additionalProperties": False,
    }
    bound = {
        "type": "object",
        "properties": {each: {"$ref": "#/components/schemas/Term"} for each in columns},
        "additionalProperties": False,
    }
    results = {
        "allOf": [{"$ref": "#/components/schemas/Results"}],
        "properties": {
            "head": {"properties": {"vars": {"const": columns}}, "required": ["vars"]},
            "results": {"properties": {"bindings": {"items": bound}}},
        },
        "required": ["results"],
    }
    return {
        MEDIA["json"]: {"schema": {"type": "array", "items": row}},
        MEDIA["csv"]: {"schema": {"type": "string", "description": f"The first line is {','.join(columns)}"}},
        MEDIA["markdown"]: TEXT,
        MEDIA["html"]: TEXT,
        MEDIA["sparql-json"]: {"schema": results},
    }


def _meaning(asked: Question, column: str) -> str:
    told = asked.headings.get(column, column)
    return told + ('; several are parted by " | "' if column in asked.lists else "")


def _parameter(parameter: Parameter) -> Told:
    among = words(parameter.kind)
    schema: Told = {"type": "string", "maxLength": LONGEST, **({"minLength": 1} if parameter.required else {})}
    if among:
        schema = {"type": "string", "enum": list(among)}
    elif parameter.kind == "number":
        schema = {"type": "integer", "minimum": 0}
    told: Told = {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.meaning if among else f"{parameter.meaning} ({may_be(parameter)})",
        "schema": schema,
    }
    example = _EXAMPLE.search(parameter.meaning)
    return {**told, "example": example[1]} if example else told


def _format(names: Iterable[str], told: str) -> Told:
    return {
        "name": FORMAT,
        "in": "query",
        "description": f"{told}; it goes before the Accept header",
        "schema": {"type": "string", "enum": list(names)},
    }


def _list() -> Told:
    listed = {"schema": {"type": "array", "items": {"$ref": "#/components/schemas/Question"}}}
    return {
        "operationId": "questions",
        "summary": "All packaged questions",
        "tags": ["questions"],
        "parameters": [_format(("json", "html"), "the form of the list")],
        "responses": {
            "200": {
                "description": "The list",
                "headers": headers("Vary", "ETag"),
                "content": {MEDIA["json"]: listed, MEDIA["html"]: TEXT},
            },
            **_SAME,
            **refused("400", "406", *ANY, chosen=True),
        },
    }


def _itself() -> Told:
    content = {MEDIA["json"]: {"schema": {"type": "object", "required": ["openapi", "info", "paths"]}}}
    return {
        "operationId": "openapi",
        "summary": "This description",
        "tags": ["service"],
        "responses": {
            "200": {"description": "It", "headers": headers("ETag"), "content": content},
            **_SAME,
            **refused(*ANY),
        },
    }
