"""Writes the pages of `docs/` that are made from other files. A test holds them fresh."""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from policygraph import Graph, ask, build, questions
from policygraph.ontology import read_ontology
from policygraph.question import Question
from policygraph.vocabulary import PG, RDF, RDFS, ROOT, SKOS

DOCS = Path(__file__).resolve().parent.parent / "docs"
OWL = "http://www.w3.org/2002/07/owl#"
Facts = dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]

# Each chapter: its title, what it is, and how its terms are known.
INDIVIDUALS = (
    ("Linkage types", "type", "How two elements are linked."),
    ("Groups of linkage types", "group", "What the types have in common."),
    ("Stances", "stance", "What a holder does in saying it."),
    ("Statuses", "status", "What is said of the link."),
    ("Modes", "mode", "How plainly it is said."),
    ("Levels", "level", "Where an element belongs."),
    ("Kinds of passage", "passage-kind", "What a document is cut into."),
    ("Verdicts", "verdict", "What a coder found became of an ask in later documents."),
)
KINDS = (
    ("Classes", f"{OWL}Class"),
    ("Properties between things", f"{OWL}ObjectProperty"),
    ("Properties with a value", f"{OWL}DatatypeProperty"),
    ("Annotations", f"{OWL}AnnotationProperty"),
)


@cache
def facts() -> Facts:
    """The triples of the ontology and its axioms by subject and predicate, in the order of its files."""
    found: Facts = {}
    for triple in read_ontology().triples:
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
            found.setdefault(triple.subject.value, {}).setdefault(triple.predicate.value, []).append(triple.object)
    return found


def texts(of: dict[str, list[ox.NamedNode | ox.Literal]], predicate: str) -> dict[str, str]:
    """The literals of a predicate by language."""
    return {value.language or "": value.value for value in of.get(predicate, []) if isinstance(value, ox.Literal)}


def entry(iri: str, name: str, of: dict[str, list[ox.NamedNode | ox.Literal]]) -> Iterator[str]:
    """One term: names, definition, rule and example."""
    labels = texts(of, RDFS + "label")
    yield f"### `{name}`\n"
    yield " · ".join(f"{labels[language]} ({language})" for language in ("en", "fr", "nl", "de") if language in labels)
    yield f"\n{texts(of, SKOS + 'definition').get('en', '')}\n"
    ours = [value.value for value in of.get(RDFS + "subClassOf", []) if value.value.startswith(PG)]
    above = [texts(facts()[iri], RDFS + "label")["en"] for iri in ours]
    if above:
        yield f"A kind of {', '.join(above)}.\n"
    if note := texts(of, SKOS + "scopeNote").get("en"):
        yield f"*{note}*\n"
    yield f"Example: {texts(of, SKOS + 'example').get('en', '')}\n"
    yield f"<{iri}>\n"


def terms() -> str:
    """The page of all terms."""
    lines = [
        "# Terms\n",
        "Generated from `ontology/*.ttl` by `scripts/write_docs.py`: edit those files, not this one. "
        "The addresses begin with `https://w3id.org/policygraph/`, which is not registered yet.\n",
    ]
    known = facts()
    for title, folder, says in INDIVIDUALS:
        lines.append(f"## {title}\n\n{says}\n")
        start = f"{ROOT}{folder}/"
        for iri, of in known.items():
            if iri.startswith(start):
                lines += entry(iri, iri.removeprefix(start), of)
    for title, kind in KINDS:
        lines.append(f"## {title}\n")
        for iri, of in known.items():
            if iri.startswith(PG) and any(value.value == kind for value in of.get(RDF + "type", [])):
                lines += entry(iri, iri.removeprefix(PG), of)
    return "\n".join(lines)


# What a question with a parameter is shown with.
EXAMPLES = {
    "element": {"what-does-an-element-drive-or-enable": "clusters", "what-is-reachable-from-an-element": "clusters"},
    "challenge": {"": "industrial-competitiveness-challenges"},
    "document": {"": "industrial-policy-update-2012", "what-became-of-each-ask": "be-2012-update"},
    "policy": {"": "eu-industrial-policy"},
    "actor": {"": "regions"},
    "gap": {"": "valley-of-death"},
    "section": {"": "conclusion"},
}
MOST = 40  # rows of an answer that are shown


def example(question: Question) -> dict[str, str]:
    """The values that a question is shown with; none for a parameter that only narrows it."""
    values = {}
    for parameter in question.parameters:
        choices = EXAMPLES.get(parameter.name, {})
        if parameter.name == "element":
            values["element"] = choices.get(question.name, "cohesion-policy")
        elif choices:
            values[parameter.name] = choices.get(question.name, choices[""])
    return values


def asked(question: Question, graph: Graph) -> Iterator[str]:
    """One question: in words, as a command, its answer, its query."""
    values = example(question)
    words = "".join(f" --param {name}={value}" for name, value in values.items())
    yield f"## {question.summary}\n"
    if question.note:
        yield f"{question.note}\n"
    for parameter in question.parameters:
        yield f"`{parameter.name}`: {parameter.meaning}.\n"
    yield f"```sh\npolicygraph ask {question.name}{words}\n```\n"
    answer = ask(graph, question.name, **values)
    lines = answer.to_markdown().split("\n")
    yield "\n".join(lines[: MOST + 2]) + "\n" if len(answer) else "No rows.\n"
    if len(answer) > MOST:
        yield f"… and {len(answer) - MOST} more rows.\n"
    query = "\n".join(line for line in question.sparql.strip().split("\n") if not line.startswith("#+"))
    yield f"<details><summary>The query</summary>\n\n```sparql\n{query}\n```\n\n</details>\n"


def questions_page() -> str:
    """The page of all questions, with their answers on the shipped corpus."""
    graph = build()
    lines = [
        "# Questions\n",
        "Generated from `graph/questions/*.rq` and the shipped corpus by `scripts/write_docs.py`: edit "
        "those, not this page. What was not coded is not absent, and what stands only in a list is nobody's "
        "stance on that element.\n",
        "*Status* is what is said of a link; *mode* is how plainly: explicit, implicit (something has to be "
        "taken from the context), presupposed (taken for granted in a noun phrase or clause), listed (only an "
        "illustration). *Weight* holds the words that weigh a link, *via* what it works by way of. Statements are "
        "named by document, section and number. See [coding.md](coding.md).\n",
    ]
    for question in questions().values():
        lines += asked(question, graph)
    return "\n".join(lines)


PAGES = {"terms.md": terms, "questions.md": questions_page}


def main() -> int:
    """Writes every page."""
    for name, make in PAGES.items():
        (DOCS / name).write_bytes(make().encode("utf-8"))
        print(f"docs/{name}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
