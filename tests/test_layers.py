"""Modules import only to their left: what reads knows nothing of what draws."""

import ast
from pathlib import Path

import pytest

from places import HERE

PACKAGE = HERE.parent / "graph" / "policygraph"

# From left to right (the words, the facts, the checks, the graph, the answers, the pictures, the doors).
ORDER = [
    "resources",
    "faults",
    "templates",
    "words",
    "masking",
    "gaps",
    "aside",
    "content_policy",
    "cells",
    "table",
    "blocks",
    "forms",
    "dates",
    "finding",
    "rows",
    "reading",
    "scopes",
    "corpus",
    "texts",
    "vocabulary",
    "sssom",
    "alignment_rows",
    "alignments",
    "ontology",
    "expressions",
    "axioms",
    "wording",
    "minimal",
    "iris",
    "guard",
    "anchor",
    "scope_checks",
    "verify",
    "known",
    "references",
    "mapping_checks",
    "verdict_checks",
    "checks",
    "naming",
    "mapping_table",
    "triples",
    "document_triples",
    "verdict_triples",
    "rdf",
    "merging",
    "question",
    "store.results",
    "store.ordering",
    "store.asked",
    "store.folder",
    "store.limits",
    "store.child",
    "graph",
    "store.watching",
    "store.running",
    "shapes",
    "pipeline",
    "store.swapping",
    "store.settling",
    "store.rdf_file",
    "store.settling_links",
    "store.changing",
    "store.algebra",
    "store.maplib_terms",
    "store.maplib_limits",
    "store.maplib_engine",
    "store.http",
    "store.service",
    "store.federating",
    "store.publishing",
    "unquoting",
    "frames",
    "answer",
    "report",
    "locate",
    "store.groups",
    "store.rewriting",
    "store.advising",
    "store.advice",
    "store",
    "store.worker",
    "lint",
    "asking",
    "reasoner",
    "pieces",
    "derivation",
    "reasoning",
    "explaining",
    "classes",
    "statements",
    "from_rows",
    "from_graph",
    "kinship",
    "tracking.following",
    "telling",
    "tracking.tables",
    "tracking.single",
    "tracking",
    "tracking.lacking",
    "opposing.oppositions",
    "opposing.pairing",
    "opposing",
    "comparing.strength",
    "comparing.sides",
    "comparing.differing",
    "comparing.likening",
    "comparing.tables",
    "comparing",
    "tracing",
    "bearing",
    "history",
    "dossiers.mentions",
    "dossiers.summing",
    "dossiers.parts",
    "dossiers",
    "citing",
    "network",
    "exchange",
    "versions",
    "changes",
    "reference.terms",
    "reference.cards",
    "reference.svg",
    "reference.trees",
    "reference.boxes",
    "reference.context",
    "reference.pages",
    "reference.change_page",
    "reference",
    "page.style",
    "page.bundle",
    "page.embedding",
    "page.columns",
    "page.communities",
    "page.nearness",
    "page.forces",
    "page.regions",
    "page.parking",
    "page.places",
    "page.sparql",
    "page.explorer",
    "page",
    "showing",
    "pyvis_view",
    "site.names",
    "site.faces",
    "site",
    "output",
    "serve.settings",
    "serve.frame",
    "serve.reading",
    "serve.gathering",
    "serve.messages",
    "serve.negotiation",
    "serve.refusals",
    "serve.orders",
    "serve.remote",
    "serve.worker",
    "serve.nursery",
    "serve.channel",
    "serve.keeper",
    "serve.seats",
    "serve.staff",
    "serve.stream",
    "serve.pool",
    "serve.measuring",
    "serve.responses",
    "serve.description",
    "serve.protocol",
    "serve.doorway",
    "serve.guarding",
    "serve.renewal",
    "serve.app",
    "serve.running",
    "serve.editor.assets",
    "serve.editor.naming",
    "serve.editor.knowledge",
    "serve.editor.plain",
    "serve.editor.views",
    "serve.editor",
    "serve.pages.addresses",
    "serve.pages.model",
    "serve.pages.reading",
    "serve.pages.planning",
    "serve.pages.headings",
    "serve.pages.drawing",
    "serve.pages.terms",
    "serve.pages.written",
    "serve.pages.known",
    "serve.pages.making",
    "serve.pages.made",
    "serve.pages.html",
    "serve.pages.shelves",
    "serve.pages.answering",
    "serve.pages.views",
    "serve.pages",
    "serve.questions.requests",
    "serve.questions.choices",
    "serve.questions.schemas",
    "serve.questions.protocol_paths",
    "serve.questions.openapi",
    "serve.questions.pages",
    "serve.questions.sending",
    "serve.questions.addresses",
    "serve.questions",
    "serve",
    "serve_command",
    "beginning",
    "report_commands",
    "store_commands",
    "parser",
    "ask_command",
    "command",
    "__main__",
    "__init__",
]


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__") or "__init__"


def imports(path: Path) -> set[str]:
    """The modules of this package that a module imports, anywhere in it."""
    found = set()
    package = path.parent.relative_to(PACKAGE).parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            found.add(".".join([*base, *(node.module or "").split(".")]).strip("."))
    return found


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_imports_only_to_its_left(path: Path) -> None:
    name = name_of(path)
    assert name in ORDER, f"{name} has no place in the order"
    right = [other for other in imports(path) if ORDER.index(other) >= ORDER.index(name)]
    assert right == []


def test_no_name_of_the_front_door_is_a_module() -> None:
    import policygraph

    assert set(policygraph.__all__).isdisjoint(name_of(path) for path in modules())


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_over_250_lines_is_two_modules(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 250
