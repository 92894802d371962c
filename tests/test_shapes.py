"""Shapes: each has a graph that breaks it and one that holds to it, the engines agree, and a row is blamed."""

import difflib
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from places import HERE, WORLD, Break, script
from policygraph import Graph, build, check
from policygraph.anchor import CUE_WORDS
from policygraph.checks import FORCES
from policygraph.corpus import Corpus
from policygraph.faults import PolicygraphError
from policygraph.rdf import serialized
from policygraph.rows import DocumentRow, ElementRow, PassageRow, StatementRow, VerdictRow, columns_of
from policygraph.shapes import check_shapes, shapes_text, triples_of, validate, with_pyshacl, with_shacl
from policygraph.vocabulary import OA, PG, RDF, RDFS, ROOT, XSD, vocabulary
from policygraph.words import measure

SH = "http://www.w3.org/ns/shacl#"
OWN = f"{ROOT}shapes#"
S = "https://example.org/harbours/"
STATEMENT = ox.NamedNode(f"{S}statement/harbour-plan.1-05")
LINKAGE = ox.NamedNode(f"{S}linkage/tidal-power--drives--boatbuilding")
FIXTURES = HERE / "shapes"
Change = Callable[[ox.Store], None]
Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def read(text: str | bytes) -> list[ox.Triple]:
    data = text.encode() if isinstance(text, str) else text
    return [quad.triple for quad in ox.parse(data, format=ox.RdfFormat.TURTLE)]


def as_nt(triples: Iterable[ox.Triple]) -> str:
    return serialized(list(triples), ox.RdfFormat.N_TRIPLES).decode()


@cache
def shapes() -> ox.Store:
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in read(shapes_text()))
    return store


def sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(SH + name)


def pg(name: str) -> ox.NamedNode:
    return ox.NamedNode(PG + name)


def term(path: str) -> ox.NamedNode:
    return ox.NamedNode(ROOT + path)


def objects(subject: Node, predicate: ox.NamedNode) -> list[Node]:
    assert isinstance(subject, ox.NamedNode | ox.BlankNode)
    return [quad.object for quad in shapes().quads_for_pattern(subject, predicate, None)]


def shape(name: str) -> ox.NamedNode:
    return ox.NamedNode(OWN + name)


def name_of(iri: str) -> str:
    return iri.strip("<>").removeprefix(OWN)


SHAPES = sorted(name_of(str(quad.subject)) for quad in shapes().quads_for_pattern(None, sh("message"), None))
TYPICAL = [name for name in SHAPES if re.fullmatch(r"[a-z][A-Za-z]+-(subject|object)", name) and name[:7] != "linkage"]


def listed(head: Node) -> list[Node]:
    """The members of a list in RDF."""
    first, rest = ox.NamedNode(RDF + "first"), ox.NamedNode(RDF + "rest")
    found: list[Node] = []
    while members := objects(head, first):
        found += members
        head = objects(head, rest)[0]
    return found


# Each shape is a rule for people, and has two graphs that show what it means


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_says_its_rule_how_grave_it_is_and_what_to_do(name: str) -> None:
    (label,) = objects(shape(name), ox.NamedNode(RDFS + "label"))
    (message,) = objects(shape(name), sh("message"))
    (severity,) = objects(shape(name), sh("severity"))
    assert isinstance(label, ox.Literal)
    assert isinstance(message, ox.Literal)
    assert re.fullmatch(r"[A-Z].*\.", label.value)
    assert re.fullmatch(r"[^;]+[^;.]; [^;]+[^;.]", message.value)  # what was found; what to do
    assert severity in (sh("Violation"), sh("Warning"))


def test_no_two_shapes_state_the_same_rule() -> None:
    labels = [label for name in SHAPES for label in objects(shape(name), ox.NamedNode(RDFS + "label"))]
    assert len(set(labels)) == len(labels)


def test_a_shape_points_at_a_column_that_there_is() -> None:
    rows = (StatementRow, PassageRow, DocumentRow, ElementRow, VerdictRow)
    columns = {column for row in rows for columns in columns_of(row) for column in columns}
    pointed = {str(quad.object).strip('"') for quad in shapes().quads_for_pattern(None, shape("column"), None)}
    assert pointed <= columns


def test_every_shape_has_its_fixtures_and_every_fixture_its_shape() -> None:
    folders = [path for path in sorted(FIXTURES.iterdir()) if path.is_dir()]
    assert [path.name for path in folders] == sorted(SHAPES)
    assert all({file.name for file in path.iterdir()} == {"fails.ttl", "passes.ttl"} for path in folders)


def test_a_typical_end_is_that_of_a_linkage_type() -> None:
    assert len(TYPICAL) == 20
    assert {name.partition("-")[0] for name in TYPICAL} <= set(vocabulary().names("linkage_type"))
    for name in TYPICAL:
        assert objects(shape(name), sh("severity")) == [sh("Warning")]


@pytest.mark.parametrize("name", TYPICAL)
def test_a_typical_end_names_the_classes_that_it_looks_for(name: str) -> None:
    (choice,) = objects(shape(name), sh("or"))
    (message,) = objects(shape(name), sh("message"))
    properties = [node for branch in listed(choice) for node in objects(branch, sh("property"))]
    classes = {kind for node in properties for kind in objects(node, sh("class"))}
    widest = {kind for kind in classes if not any(kind in below(other, WORDS) for other in classes - {kind})}
    labels = {vocabulary().label(kind.value) for kind in widest if isinstance(kind, ox.NamedNode)}
    named = re.search(r" usually an? (.+); see", str(message))
    assert named
    assert set(re.split(r", | or ", named[1])) == labels
    end = name.partition("-")[2]
    assert {path for node in properties for path in objects(node, sh("path"))} == {pg(end)}


def test_the_shapes_use_no_word_that_shacl_has_not() -> None:
    used = {str(node).strip("<>") for quad in shapes() for node in (quad.predicate, quad.object)}
    for word in sorted(iri.removeprefix(SH) for iri in used if iri.startswith(SH)):
        assert word in rdflib.SH, f"sh:{word}: an engine would pass over it in silence"


def test_the_shapes_use_no_term_that_the_vocabulary_has_not() -> None:
    known = {str(triple.subject) for triple in vocabulary().triples}
    ours = re.compile(rf"<{ROOT}(?!shapes#).*>")
    used = {str(node) for quad in shapes() for node in (quad.predicate, quad.object) if ours.fullmatch(str(node))}
    assert used - known == set()


# What shapes look at in the vocabulary: what is a class of what
WORDS = [triple for triple in vocabulary().triples if triple.predicate.value in (RDF + "type", RDFS + "subClassOf")]


@cache
def ground() -> tuple[ox.Triple, ...]:
    """What every fixture stands on."""
    return (*WORDS, *read((FIXTURES / "ground.ttl").read_bytes()))


def fixture(name: str, kind: str) -> str:
    return (FIXTURES / name / f"{kind}.ttl").read_text("utf-8")


def names(data: str) -> set[str]:
    return {name_of(result.shape) for result in with_shacl(data)}


@pytest.mark.parametrize("name", SHAPES)
def test_a_graph_that_breaks_a_rule_breaks_that_one_and_no_other(name: str) -> None:
    text = fixture(name, "fails")
    also = re.search(r"^# Also: (.+)$", text, re.MULTILINE)
    assert names(as_nt([*ground(), *read(text)])) == {name, *(also[1].split(", ") if also else ())}


@pytest.mark.parametrize("name", SHAPES)
def test_a_graph_that_keeps_the_rule_passes_and_the_shape_has_looked(name: str) -> None:
    triples = [*ground(), *read(fixture(name, "passes"))]
    assert names(as_nt(triples)) == set()
    if name not in ("Shortcut", "Quote"):  # whose rule is that there be nothing to look at
        assert set(focus_nodes(name, triples)) - set(focus_nodes(name, ground())), "the shape looks at nothing here"


@pytest.mark.parametrize("name", SHAPES)
def test_the_two_graphs_of_a_rule_differ_in_little(name: str) -> None:
    fails, passes = (
        [line for line in fixture(name, kind).splitlines() if line and not line.startswith(("#", "@prefix"))]
        for kind in ("fails", "passes")
    )
    changed = [line for line in difflib.ndiff(fails, passes) if line.startswith(("-", "+"))]
    assert 0 < len(changed) <= 12


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("kind", ["fails", "passes"])
def test_the_fast_engine_says_what_the_referee_says(name: str, kind: str) -> None:
    data = as_nt([*ground(), *read(fixture(name, kind))])
    assert set(with_shacl(data)) == set(with_pyshacl(data))


def focus_nodes(name: str, triples: Iterable[ox.Triple]) -> Iterator[Node]:
    """The nodes that a shape looks at: those of its own targets, and of the shapes that name it as their property."""
    triples = list(triples)
    owners = [quad.subject for quad in shapes().quads_for_pattern(None, sh("property"), shape(name))]
    for owner in (shape(name), *owners):
        classes = {node for target in objects(owner, sh("targetClass")) for node in below(target, triples)}
        subjects, ends = objects(owner, sh("targetSubjectsOf")), objects(owner, sh("targetObjectsOf"))
        for triple in triples:
            if triple.predicate.value == RDF + "type" and triple.object in classes:
                yield triple.subject
            if triple.predicate in subjects:
                yield triple.subject
            if triple.predicate in ends:
                yield triple.object


def below(kind: Node, triples: list[ox.Triple]) -> set[Node]:
    """A class and those below it."""
    found, todo = set(), [kind]
    while todo:
        found.add(current := todo.pop())
        todo += [t.subject for t in triples if t.predicate.value == RDFS + "subClassOf" and t.object == current]
    return found


# Of what a rule asks of a value, a fixture breaks one thing; the others are broken here, from the graph that passes


def asked(constraint: str) -> list[str]:
    """The shapes that ask that of the values of one property."""
    of = {name_of(str(quad.subject)) for quad in shapes().quads_for_pattern(None, sh(constraint), None)}
    paths = {name: objects(shape(name), sh("path")) for name in of & set(SHAPES)}
    simple = {name for name, path in paths.items() if path and isinstance(path[0], ox.NamedNode)}
    assert simple, constraint
    return sorted(simple - {"Quote"})  # which asks that there be no value


def with_values(name: str, change: Callable[[list[Node]], list[Node]]) -> set[str]:
    """The shapes that are broken by the graph that passes if the values of the property are others."""
    (path,) = objects(shape(name), sh("path"))
    fixed, own = ground(), read(fixture(name, "passes"))
    new = [node for node in focus_nodes(name, [*fixed, *own]) if any(node == triple.subject for triple in own)]
    assert isinstance(new[0], ox.NamedNode)
    assert isinstance(path, ox.NamedNode)
    before = [triple for triple in own if triple.subject == new[0] and triple.predicate == path]
    values = change([triple.object for triple in before])
    rest = [triple for triple in own if triple not in before]
    return names(as_nt([*fixed, *rest, *(ox.Triple(new[0], path, value) for value in values)]))


def another(name: str, value: Node) -> Node:
    """A value that differs, and is such as the shape asks for."""
    for kind in objects(shape(name), sh("class")):
        return next(t.subject for t in WORDS if t.object == kind and t.subject != value)
    for members in objects(shape(name), sh("in")):
        return next(member for member in listed(members) if member != value)
    if objects(shape(name), sh("node")):
        return ox.Literal("1999", datatype=ox.NamedNode(XSD + "gYear"))
    if isinstance(value, ox.NamedNode):
        return ox.NamedNode(f"{value.value}-again")
    assert isinstance(value, ox.Literal)
    if value.datatype.value == XSD + "boolean":
        return ox.Literal({"true": "false", "false": "true"}[value.value], datatype=value.datatype)
    (pattern,) = objects(shape(name), sh("pattern")) or [ox.Literal("")]
    assert isinstance(pattern, ox.Literal)
    texts = (value.value[::-1], value.value + "1")
    text = next(text for text in texts if text != value.value and re.search(pattern.value, text))
    return ox.Literal(text, datatype=value.datatype) if value.language is None else ox.Literal(text, language="nl")


@pytest.mark.parametrize("name", asked("minCount"))
def test_a_value_that_is_asked_for_is_missed(name: str) -> None:
    assert name in with_values(name, lambda _: [])


@pytest.mark.parametrize("name", asked("maxCount"))
def test_a_second_value_is_too_many(name: str) -> None:
    assert name in with_values(name, lambda values: [*values, another(name, values[0])])


@pytest.mark.parametrize("name", [*asked("class"), *asked("in"), *asked("node"), *asked("datatype"), *asked("not")])
def test_a_value_of_another_kind_is_refused(name: str) -> None:
    wrong = {"acts": "element/ebb-report", "usual": "element/round-table"}.get(name.rpartition("-")[2], "nonsense")
    assert name in with_values(name, lambda _: [ox.NamedNode(S + wrong)])


@pytest.mark.parametrize("name", asked("pattern"))
def test_a_text_that_says_nothing_is_refused(name: str) -> None:
    assert (name in with_values(name, lambda _: [ox.Literal("")])) == (name != "cue-length")


@pytest.mark.parametrize("name", asked("minInclusive"))
def test_a_number_that_counts_nothing_is_refused(name: str) -> None:
    for wrong in (ox.Literal("-1", datatype=ox.NamedNode(XSD + "integer")), ox.Literal("five")):
        assert name in with_values(name, lambda _, wrong=wrong: [wrong])  # type: ignore[misc]


PREFIXES = f"""@prefix pg: <{PG}> . @prefix oa: <{OA}> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix element: <{S}element/> . @prefix linkage: <{S}linkage/> . @prefix passage: <{S}passage/> .
@prefix document: <{S}document/> . @prefix stance: <{ROOT}stance/> . @prefix : <{S}> ."""
OTHER_WAYS = [
    ("statement-about", ":s a pg:Statement ."),
    ("statement-about", ":s pg:element element:silting , element:pilots ; a pg:Statement ."),
    ("statement-about", ":s pg:linkage linkage:tidal-power--drives--boatbuilding , :l ; a pg:Statement ."),
    ("statement-identifier-shared", ':s a pg:WithdrawnStatement ; dcterms:identifier "harbour-plan.1-05" .'),
    ("Provides", ":s a pg:Statement ; pg:stance stance:provides ."),
    ("linkage-class", ":s pg:linkage :nothing-else-said-of-it ."),
    ("evidence-class", ":s pg:evidence :nothing-else-said-of-it ."),
    ("evidence-class", ":s pg:cue :nothing-else-said-of-it ."),
    ("position-start", ":place pg:gap :nothing-else-said-of-it ."),
    ("position-end", ":place pg:gap :nothing-else-said-of-it ."),
    ("passage-class", ":s pg:passage :nothing-else-said-of-it ."),
    ("passage-class", "passage:harbour-plan.1 pg:within :nothing-else-said-of-it ."),
    ("document-class", ":s pg:document :nothing-else-said-of-it ."),
    ("document-class", ":d pg:issuer element:pilots ."),
    ("document-edition", "document:harbour-plan pg:characters 1453 ."),
    ("element-class", "element:nobody a pg:Element ."),
    ("element-class", "element:nobody pg:broader element:pilots ."),
    ("element-class", ':l pg:object "boats" .'),
    ("Address", "[] a pg:Statement ."),
    ("element-circle", "element:pilots pg:broader element:pilots ."),
    ("passage-circle", "passage:harbour-plan.1 pg:within passage:harbour-plan.1 ."),
    ("Shortcut", "element:pilots pg:drivenBy element:silting ."),
]


@pytest.mark.parametrize(("name", "text"), OTHER_WAYS)
def test_a_rule_can_be_broken_in_other_ways(name: str, text: str) -> None:
    data = as_nt([*ground(), *read(PREFIXES + text)])
    assert name in names(data)
    assert set(with_shacl(data)) == set(with_pyshacl(data))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("passage-identifier-shared", ':other dcterms:identifier "harbour-plan.1" .'),
        ("statement-identifier-shared", 'passage:x a pg:Passage ; dcterms:identifier "harbour-plan.1-05" .'),
        ("document-identifier-shared", 'element:harbour-plan a pg:Document ; dcterms:identifier "harbour-plan" .'),
        ("element-class", "pg:Shoal <http://www.w3.org/2000/01/rdf-schema#subClassOf> pg:Element . :s a pg:Shoal ."),
        ("holder-acts", ":s pg:holder :nobody-knows-what-it-is ."),
        ("holder-usual", ":table a pg:GovernanceProcess , pg:Institution . :s pg:holder :table ."),
    ],
)
def test_a_rule_is_not_stretched(name: str, text: str) -> None:
    assert name not in names(as_nt([*ground(), *read(PREFIXES + text)]))


# The lists in the shapes are copies of the vocabulary


@pytest.mark.parametrize("column", ["status", "mode"])
def test_a_closed_list_is_that_of_the_vocabulary(column: str) -> None:
    (members,) = objects(shape(f"statement-{column}"), sh("in"))
    assert listed(members) == [vocabulary().individual(column, name) for name in vocabulary().names(column)]


def test_the_parts_of_a_legal_text_are_those_that_a_row_may_name() -> None:
    (members,) = objects(shape("statement-force"), sh("in"))
    assert listed(members) == [ox.Literal(name) for name in FORCES]


def test_every_shortcut_property_and_every_inverse_of_one_is_refused() -> None:
    plain = {t.object for t in vocabulary().triples if t.predicate == pg("shortcut")}
    inverse = ox.NamedNode("http://www.w3.org/2002/07/owl#inverseOf")
    both = plain | {t.subject for t in vocabulary().triples if t.predicate == inverse and t.object in plain}
    (path,) = objects(shape("Shortcut"), sh("path"))
    (members,) = objects(path, sh("alternativePath"))
    assert set(listed(members)) == set(objects(shape("Shortcut"), sh("targetSubjectsOf"))) == both
    assert len(both) == 40


# Patterns

CUES = [
    "", "must", "The Ministry is sure", "one two three four five six", "one two three four five six seven",
    "cross-sector links, e.g. l’État", "a-b c-d e-f g-h i-j k-l", "a - b - c - d", "a-\nb c d e f g", "a- b c d e f g",
    "a/b/c/d/e/f", "a/b/c/d/e/f/g", "**must** – not _so_ !", "a_b_c_d_e_f_g",
    "É\u0301t\u0301at un deux trois quatre cinq",
    "soft\u00adhyphen two three four five six", "1 2 3 4 5 6", "1 2 3 4 5 6 7", "– – – – – – – –",
]  # fmt: skip


def pattern_of_cues() -> str:
    (pattern,) = objects(shape("cue-length"), sh("pattern"))
    assert isinstance(pattern, ox.Literal)
    return pattern.value


@given(st.text(alphabet="ab1é-‐_ \n’,–\u0301\u00ad", max_size=40))
def test_the_words_of_a_cue_are_counted_as_those_of_its_digest(cue: str) -> None:
    assert bool(re.search(pattern_of_cues(), cue)) == (measure(cue)[0] <= CUE_WORDS)


def test_both_engines_count_the_words_of_a_cue_alike() -> None:
    nodes = [ox.NamedNode(f"{S}cue/{number}") for number, _ in enumerate(CUES)]
    data = as_nt(
        triple
        for node, cue in zip(nodes, CUES, strict=True)
        for triple in (ox.Triple(node, pg("cueText"), ox.Literal(cue)),)
    )
    long = {str(node) for node, cue in zip(nodes, CUES, strict=True) if measure(cue)[0] > CUE_WORDS}
    assert len(long) >= 4
    assert {result.focus for result in with_shacl(data)} == long == {result.focus for result in with_pyshacl(data)}


# Whole graphs


def spoilt(graph: Graph, change: Change) -> Graph:
    store = ox.Store()
    store.extend(graph.store)
    change(store)
    return Graph(store, graph.base)


def plus(subject: ox.NamedNode, predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal) -> Change:
    def change(store: ox.Store) -> None:
        quad = next(iter(store.quads_for_pattern(subject, None, None)))
        store.add(ox.Quad(subject, predicate, value, quad.graph_name))

    return change


def without(subject: ox.NamedNode, predicate: ox.NamedNode) -> Change:
    def change(store: ox.Store) -> None:
        quads = list(store.quads_for_pattern(subject, predicate, None))
        assert quads
        for quad in quads:
            store.remove(quad)

    return change


def with_other(subject: ox.NamedNode, predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal) -> Change:
    def change(store: ox.Store) -> None:
        quad = next(iter(store.quads_for_pattern(subject, predicate, None)))
        store.remove(quad)
        store.add(ox.Quad(subject, predicate, value, quad.graph_name))

    return change


def test_the_invented_world_holds_to_all_shapes_and_so_says_the_referee(graph: Graph) -> None:
    assert validate(graph) == []
    assert list(with_pyshacl(as_nt(quad.triple for quad in graph.quads()))) == []


def test_what_is_derived_is_held_to_the_shapes_too(graph: Graph) -> None:
    wanted = ox.NamedNode(f"{ROOT}link/desired/integrates")
    broken = spoilt(graph, plus(wanted, ox.NamedNode(RDFS + "subPropertyOf"), pg("integrates")))
    assert [(result.focus, name_of(result.shape)) for result in validate(broken)] == [(str(wanted), "derived-link")]


def test_the_fallback_is_taken_where_the_fast_engine_is_missing(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = spoilt(graph, with_other(STATEMENT, pg("stance"), term("stance/findsMissing")))
    fast = validate(broken)
    assert fast
    monkeypatch.setitem(sys.modules, "shacl", None)
    assert validate(broken) == fast


def test_a_statement_without_its_type_is_not_passed_over(graph: Graph) -> None:
    broken = spoilt(graph, without(STATEMENT, ox.NamedNode(RDF + "type")))
    assert [(result.focus, name_of(result.shape)) for result in validate(broken)] == [
        (str(STATEMENT), "statement-class")
    ]


# Results are told at the cell to mend


def node(path: str) -> ox.NamedNode:
    return ox.NamedNode(S + path)


MINUS = ox.Literal("-1", datatype=ox.NamedNode(XSD + "integer"))
CUE = "statement/harbour-plan.3-01.cue"
AT = {
    "a statement": (with_other(STATEMENT, pg("gloss"), ox.Literal("short")), "statements", "1-05", "gloss"),
    "a linkage": (plus(LINKAGE, pg("object"), node("element/silting")), "statements", "1-05", "object"),
    "evidence": (
        with_other(node("statement/harbour-plan.1-05.evidence"), pg("digest"), ox.Literal("F1E9")),
        "statements", "1-05", "digest",
    ),
    "a place of evidence": (
        with_other(node("statement/harbour-plan.1-05.evidence.position"), ox.NamedNode(OA + "start"), MINUS),
        "statements", "1-05", "start",
    ),
    "a cue": (with_other(node(CUE), pg("cueText"), ox.Literal("a b c d e f g")), "statements", "3-01", "cue"),
    "a place of a cue": (
        with_other(node(f"{CUE}.position"), ox.NamedNode(OA + "start"), MINUS), "statements", "3-01", "cue_start",
    ),
    "a passage": (plus(node("passage/harbour-plan.1-s5"), pg("within"), node("passage/harbour-plan.2")),
                  "passages", "1-s5", "parent"),
    "a place of a passage": (
        with_other(node("passage/harbour-plan.1-s5.position"), ox.NamedNode(OA + "start"), MINUS),
        "passages", "1-s5", "start",
    ),
    "a document": (
        with_other(node("document/harbour-plan"), pg("sha256"), ox.Literal("e1ef")), "documents.csv", "harbour-plan",
        "sha256",
    ),
    "an element": (
        plus(node("element/silting"), pg("level"), term("level/nowhere")), "elements.csv", "silting", "level",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", AT)
def test_a_result_is_told_at_the_row_and_column_that_make_its_node(what: str, world: Corpus, graph: Graph) -> None:
    change, table, identifier, column = AT[what]
    rows = {
        "statements": world.statements["harbour-plan"],
        "passages": world.passages["harbour-plan"],
        "documents.csv": world.documents,
        "elements.csv": world.elements,
    }[table]
    row = next(row for row in rows if getattr(row, "id") == identifier)  # noqa: B009 - all four kinds have one
    (fault,) = check_shapes(world, spoilt(graph, change))
    assert fault.place == row.at(column) != row.at("id")
    assert fault.severity == "fault"
    assert fault.mend


def test_a_gap_is_told_at_the_row_whose_words_it_interrupts(world: Corpus, graph: Graph) -> None:
    place = node("statement/harbour-plan.1-05.evidence.position")
    gap = ox.NamedNode(f"{place.value}.gap-1")
    faults = check_shapes(world, spoilt(graph, plus(place, pg("gap"), gap)))
    row = next(row for row in world.statements["harbour-plan"] if row.id == "1-05")
    assert {fault.place for fault in faults} == {row.at("gaps")}
    assert len(faults) == 2  # neither start nor end


def test_a_node_that_no_row_makes_is_told_as_such(world: Corpus, graph: Graph) -> None:
    stranger = node("linkage/from-elsewhere")

    def change(store: ox.Store) -> None:
        store.add(ox.Quad(stranger, ox.NamedNode(RDF + "type"), pg("Linkage"), node("graph/linkages")))

    faults = check_shapes(world, spoilt(graph, change))
    assert len(faults) == 4  # subject, type, object, and whether it is exclusive
    for fault in faults:
        assert fault.place.file == world.folder.as_posix()
        assert fault.found.startswith(f"no row makes {stranger}")


def test_a_blank_node_is_told_by_both_engines(graph: Graph) -> None:
    data = as_nt([*(quad.triple for quad in graph.quads()), *read(f"[] a <{PG}Linkage> .")])
    found = set(with_shacl(data))
    assert "Address" in {name_of(result.shape) for result in found}
    assert found == set(with_pyshacl(data))


def test_turtle_and_n_triples_have_the_same_results(graph: Graph) -> None:
    store = ox.Store()
    store.extend([*graph.quads(), *(ox.Quad(t.subject, t.predicate, t.object) for t in ground())])
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in read(f"[] a <{PG}Linkage> ; <{PG}subject> 1 ."))
    store.update(f"DELETE WHERE {{ GRAPH ?g {{ ?statement <{PG}holder> ?holder }} }}")
    found = set(with_shacl(triples_of(Graph(store, graph.base))))
    assert {"Address", "statement-holder", "linkage-type"} <= {name_of(result.shape) for result in found}
    assert found == set(with_shacl(as_nt(quad.triple for quad in store)))


def test_where_the_referee_gives_up_it_says_so_and_the_fast_engine_goes_on() -> None:
    data = as_nt([*ground(), *read(f"<{S}place> <{OA}start> [] ; <{OA}end> 9 .")])
    assert "position-start" in names(data)
    with pytest.raises(PolicygraphError, match="BlankNode"):
        list(with_pyshacl(data))


def test_what_the_rows_tell_with_names_is_not_told_again_by_the_shapes(spoil: Break) -> None:
    text = (WORLD / "coverage" / "harbour-plan.csv").read_text("utf-8")
    row = text.splitlines(keepends=True)[1]
    corpus = spoil("coverage/harbour-plan.csv", row, "")
    assert "passage-covered" in {name_of(result.shape) for result in validate(build(corpus))}
    (fault,) = check(corpus)
    assert "neither statements nor a reason" in fault.found


def test_copies_of_a_corpus_state_the_same_linkages_in_statements_of_their_own(world: Corpus, tmp_path: Path) -> None:
    corpus = script("copies").make_copies(WORLD, 3, tmp_path / "copies")
    assert check(corpus) == []
    many, one = build(corpus), build(world)
    for kind, times in (("SourceDocument", 3), ("Statement", 3), ("Passage", 3), ("Linkage", 1), ("Concept", 1)):
        counts = [
            len(list(g.store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), pg(kind)))) for g in (many, one)
        ]
        assert counts[0] == times * counts[1], kind
