"""The reference: fresh, whole, the same every time, legible for everybody, and asking for nothing from outside."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from importlib import import_module
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
import rdflib

from browser import needs_axe
from places import PROJECT, script
from policygraph import Graph
from policygraph.blocks import read_blocks
from policygraph.faults import PolicygraphError
from policygraph.ontology import Ontology, read_ontology
from policygraph.reference import reference_files
from policygraph.reference.boxes import Box, Layout, Line
from policygraph.reference.cards import Cards, Ref, Said, Word
from policygraph.reference.context import context
from policygraph.reference.pages import html_page, interface
from policygraph.reference.terms import LANGUAGES, Terms
from policygraph.versions import read_release
from policygraph.vocabulary import PG, RDF, RDFS, ROOT, SKOS

FOLDER = PROJECT / "docs" / "reference"
OTHERS = {"alignments", "releases"}  # in the same folder, and not made from the terms


@pytest.fixture(scope="module")
def terms() -> Terms:
    return Terms(read_ontology())


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    files: dict[str, str] = script("write_reference").files()
    return files


# Fresh, and the same every time


def test_the_reference_is_fresh(made: dict[str, str]) -> None:
    for name, text in made.items():
        assert (FOLDER / name).read_text("utf-8") == text, f"run scripts/write_reference.py: {name} is stale"
    assert {path.name for path in FOLDER.iterdir()} == made.keys() | OTHERS


def test_another_process_makes_the_same_bytes(made: dict[str, str]) -> None:
    code = (
        "import hashlib, sys; sys.path.insert(0, 'tests'); from places import script;"
        "print({k: hashlib.sha256(v.encode()).hexdigest() for k, v in script('write_reference').files().items()})"
    )
    other = subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROJECT,
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout.strip() == str({k: hashlib.sha256(v.encode()).hexdigest() for k, v in made.items()})


def test_a_release_is_kept_and_from_then_on_compared_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    job = script("write_reference")
    monkeypatch.setattr(job, "FOLDER", tmp_path)
    monkeypatch.setattr(job, "RELEASES", tmp_path / "releases")
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "0.9.0.nt").write_bytes((FOLDER / "releases" / "0.1.0.nt").read_bytes())
    assert job.last_release().name == "0.9.0.nt"
    assert job.main(["--release", "0.10.0"]) == 0
    assert job.last_release().name == "0.10.0.nt"
    page = (tmp_path / "changes.md").read_text("utf-8")
    assert page.startswith("# Changes since 0.10.0\n")
    assert page.count("\nNone.\n") == 11
    with pytest.raises(SystemExit):
        job.main(["--release", "next"])
    assert "'next' is no version; write numbers and dots" in capsys.readouterr().err


def test_every_link_of_the_pages_beside_leads_somewhere(made: dict[str, str]) -> None:
    for name in ("README.md", "changes.md"):
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", made[name]):
            assert (FOLDER / target).exists(), f"{name}: {target}"


def test_a_kept_release_that_is_no_triples_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "9.9.9.nt"
    path.write_text("<https://example.org/a> <https://example.org/b> .\n", "utf-8")
    with pytest.raises(PolicygraphError, match=r"9\.9\.9\.nt:1:\d+: not N-Triples"):
        read_release(path)


# The pages


class Read(HTMLParser):
    """What a page holds: identifiers, where its links lead, its tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.links.append(str(found["href"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_an_anchor_and_every_link_leads_somewhere(
    made: dict[str, str], terms: Terms, language: str
) -> None:
    page = Read(made[f"{language}.html"])
    assert [name for name, number in Counter(page.ids).items() if number > 1] == []
    declared = {t.subject.value for t in read_ontology().triples if t.predicate.value == RDFS + "isDefinedBy"}  # type: ignore[union-attr]
    ours = {iri.removeprefix(PG).removeprefix(ROOT) for iri in declared}
    assert len(ours) > 150
    assert ours <= set(page.ids)
    assert {"drives", "type/drives", "status/missing", "Linkage", "role/drives"} <= ours
    for link in page.links:
        if link.startswith("#"):
            assert link[1:] in page.ids, link
        elif not link.startswith("http"):
            assert (FOLDER / link).is_file(), link
    for term in terms.all.values():
        assert f">{html(term.label(language))}</a>" in made[f"{language}.html"] or term in terms.foreign


def html(text: str) -> str:
    return text.replace("&", "&amp;").replace("'", "&#39;").replace("<", "&lt;")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_asks_for_nothing_and_runs_nothing(made: dict[str, str], language: str) -> None:
    text = made[f"{language}.html"]
    tags = Read(text).tags
    assert {tag for tag, _ in tags}.isdisjoint({"script", "link", "img", "iframe", "object", "base", "form"})
    assert not [of for _, of in tags if {"src", "style", "srcset"} & of.keys() or any(k.startswith("on") for k in of)]
    assert not re.search(r"@import|url\(", text)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    assert policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy[1]
    for style in re.findall(r"<style>(.*?)</style>", text, re.DOTALL):
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_english_is_marked_where_it_is_not_the_language_of_the_page(made: dict[str, str], language: str) -> None:
    text = made[f"{language}.html"]
    assert f'<html lang="{language}">' in text
    linkage = Terms(read_ontology()).all[PG + "Linkage"]
    shown = linkage.texts(SKOS + "definition")[language if language == "fr" else "en"]
    at = text.index(html(shown))
    assert ('<span lang="en">' in text[at - 120 : at]) == (language in ("nl", "de"))


def test_the_page_speaks_every_language_with_its_own_words() -> None:
    def flat(words: dict[str, Any], path: str = "") -> dict[str, str]:
        found: dict[str, str] = {}
        for key, value in words.items():
            found |= flat(value, f"{path}{key}.") if isinstance(value, dict) else {path + key: value}
        return found

    english = flat(interface("en"))
    same = {"fr": {"version", "licence", "inverse", "chapter.classes", "chapter.annotations"}, "de": {"version"}}
    for language in LANGUAGES:
        words = flat(interface(language))
        assert words.keys() == english.keys()
        assert all(words[key].strip() for key in words.keys() - {"english_note"})
        if language != "en":
            assert {key for key in words if words[key] == english[key]} == same.get(language, set())


def test_every_word_of_the_page_is_used() -> None:
    package = PROJECT / "graph" / "policygraph" / "reference"
    code = "".join(path.read_text("utf-8") for path in package.iterdir() if path.suffix in (".py", ".html"))
    pictures = {f"picture_{name}{end}" for name in ("statement", "classes", "types") for end in ("", "_says")}
    for key in interface("en").keys() - pictures:
        assert re.search(rf'"{key}"|words\.{key}\b', code), f"nobody uses the word {key!r}"


BOATS = """@prefix pg: <https://w3id.org/policygraph/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix o: <https://w3id.org/policygraph/ontology> . @prefix type: <https://w3id.org/policygraph/type/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
o: a owl:Ontology ; dcterms:title "boats"@en .
pg:LinkageType a owl:Class ; rdfs:isDefinedBy o: ; rdfs:label "linkage type"@en .
pg:linkageType a owl:ObjectProperty ; rdfs:isDefinedBy o: ; rdfs:label "linkage type"@en .
type:tows a owl:NamedIndividual , pg:LinkageType ; rdfs:isDefinedBy o: ; rdfs:label "tows"@en .
type:tugs a owl:NamedIndividual , pg:LinkageType ; rdfs:isDefinedBy o: ; rdfs:label "tugs"@en .
pg:Boat a owl:Class ; rdfs:isDefinedBy o: ; rdfs:label "boat"@en ; skos:definition "It floats."@en .
pg:Raft a owl:Class ; rdfs:isDefinedBy o: ; owl:deprecated true ; owl:disjointWith pg:Boat ;
  rdfs:label "<script>alert(1)</script>"@en , "radeau"@fr ; rdfs:subClassOf pg:Boat .
pg:owner a owl:ObjectProperty , owl:FunctionalProperty ; rdfs:isDefinedBy o: ; rdfs:label "owner"@en ;
  rdfs:domain pg:Boat ; rdfs:range pg:Boat .
"""


@pytest.fixture(scope="module")
def boats(tmp_path_factory: pytest.TempPathFactory) -> Terms:
    """An ontology of our own making: a term without a French label, one that is given up, a label that is code."""
    path = tmp_path_factory.mktemp("ontology") / "boats.ttl"
    path.write_text(BOATS, "utf-8")
    return Terms(Ontology(read_blocks(path)))


def test_the_page_follows_the_files(boats: Terms) -> None:
    page = html_page(boats, "fr")
    assert "<script" not in html_page(boats, "en")
    assert '<h3 class="head"><a href="#Raft">radeau</a> <code>pg:Raft</code></h3>' in page
    assert "Abandonné" in page
    assert '<span lang="en"><abbr class="tongue" lang="fr" title="en anglais">EN</abbr> It floats.</span>' in page
    assert "un au plus" in page
    assert "Jamais aussi (disjoint)" in page
    assert page.count("<svg") == 3
    files = reference_files(boats.ontology, "0.0.0", boats.ontology.triples)
    assert "&lt;script&gt;" in files["classes.svg"]


# An axiom on boats, and the rows that it gives to terms: the term, the row, its values in short.
AXIOMS = [
    ("[] a owl:AllDisjointClasses ; owl:members ( pg:Boat pg:Buoy pg:Tide ) .", "Buoy", "disjoint", ["Boat", "Tide"]),
    ("pg:Boat owl:disjointWith pg:Tide .", "Tide", "disjoint", ["Boat"]),
    (
        "pg:Tide owl:equivalentClass [ a owl:Class ; owl:oneOf ( type:tows type:tugs ) ] .",
        "Tide",
        "one_of",
        ["tows", "tugs"],
    ),
    (
        "pg:Boat rdfs:subClassOf [ a owl:Restriction ; owl:onProperty pg:owner ; owl:someValuesFrom pg:Buoy ] .",
        "Boat",
        "required",
        ["owner → Buoy"],
    ),
    ("pg:Boat owl:hasKey ( pg:owner pg:berth ) .", "Boat", "key", ["owner", "berth"]),
    ("pg:owner owl:propertyDisjointWith pg:berth .", "owner", "never_same", ["berth"]),
    ("pg:berth owl:inverseOf pg:owner .", "owner", "inverse", ["berth"]),
    ("pg:berth rdfs:subPropertyOf pg:owner .", "owner", "super_property", ["berth"]),
    (
        "pg:berth a owl:AsymmetricProperty , owl:IrreflexiveProperty .",
        "berth",
        "direction",
        ["never_both", "never_self"],
    ),
    ("pg:berth a owl:SymmetricProperty , owl:TransitiveProperty .", "berth", "direction", ["both_ways", "handed_on"]),
    (
        "pg:berth owl:propertyChainAxiom ( [ owl:inverseOf pg:owner ] pg:berth ) .",
        "berth",
        "chain",
        ["owner backwards → berth"],
    ),
    (
        "pg:Boat rdfs:subClassOf [ a owl:Class ; owl:complementOf pg:Tide ] .",
        "Boat",
        "in_words",
        ["Every boat is a thing that is not a tide."],
    ),
    ("pg:owner rdfs:comment 'mind the gap'@en .", "owner", "remark", ["mind the gap"]),
    ("type:tows pg:shortcut pg:berth .", "berth", "shortcut_of", ["tows"]),
    ("type:tows pg:symmetric true .", "type/tows", "direction", ["symmetric"]),
]


@pytest.mark.parametrize(("axiom", "term", "key", "values"), AXIOMS, ids=[f"{a[1]}, {a[2]}" for a in AXIOMS])
def test_what_reasoners_are_told_stands_on_the_cards(
    tmp_path: Path, axiom: str, term: str, key: str, values: list[str]
) -> None:
    path = tmp_path / "boats.ttl"
    more = "".join(
        f'pg:{name} a owl:{kind} ; rdfs:isDefinedBy o: ; rdfs:label "{name.lower()}"@en .\n'
        for name, kind in (("Buoy", "Class"), ("Tide", "Class"), ("berth", "ObjectProperty"))
    )
    path.write_text(f"{BOATS}\n{more}\n{axiom}\n", "utf-8")
    terms = Terms(Ontology(read_blocks(path)))
    (about,) = [found for found in terms.all.values() if found.anchor == term]
    rows = {row.key: row.values for row in Cards(terms).rows(about)}
    assert [" ".join(map(short_piece, value)) for value in rows[key]] == values


def test_what_only_reasoners_are_told_is_told_apart(terms: Terms) -> None:
    def rows(name: str) -> dict[str, list[str]]:
        about = terms.all[PG + name]
        found = Cards(terms).rows(about)
        return {row.key: [" ".join(map(short_piece, value)) for value in row.values] for row in found}

    assert rows("holder")["range"] == ["nothing_said"]
    assert rows("holder")["range_reasoning"] == ["Actor"]
    assert "range_reasoning" not in rows("subject")
    assert "missing" in rows("Status")["one_of"]
    assert "instances" not in rows("Status")  # the list is closed, which says more
    assert "urges" in rows("Stance")["instances"]


def short_piece(piece: Ref | Word | Said) -> str:
    if isinstance(piece, Ref):
        return piece.iri.rpartition("/")[2].rpartition("#")[2]
    return piece.key if isinstance(piece, Word) else piece.text


def test_without_the_axioms_there_is_a_reference_too() -> None:
    page = html_page(Terms(read_ontology(axioms=False)), "en")
    assert 'id="Linkage"' in page
    assert 'id="role/drives"' not in page
    assert "chapter-general" not in page


# The pictures

PICTURES = ("statement.svg", "classes.svg", "linkage-types.svg")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_legible_by_itself(made: dict[str, str], name: str) -> None:
    root = ElementTree.fromstring(made[name])  # noqa: S314  # our own
    assert root.attrib["role"] == "img"
    title, says = root.attrib["aria-labelledby"].split()
    assert root.find(f"{SVG}title").attrib["id"] == title  # type: ignore[union-attr]
    assert root.find(f"{SVG}desc").attrib["id"] == says  # type: ignore[union-attr]
    assert len(root.findall(f"{SVG}text")) > 15
    for shape in [*root.iter(f"{SVG}rect"), *root.iter(f"{SVG}text"), *root.iter(f"{SVG}path")]:
        assert "fill" in shape.attrib  # a converter for print knows no style sheet
    assert not re.search(r"href|url\(|@import|<image", made[name])


@pytest.mark.parametrize("name", PICTURES)
def test_no_two_boxes_of_a_picture_overlap(made: dict[str, str], name: str) -> None:
    root = ElementTree.fromstring(made[name])  # noqa: S314  # our own
    width, height = (float(part) for part in root.attrib["viewBox"].split()[2:])
    boxes = []
    for rect in root.findall(f"{SVG}rect")[1:]:
        x, y, wide, high = (float(rect.attrib[key]) for key in ("x", "y", "width", "height"))
        assert x >= 0
        assert y >= 0
        assert x + wide <= width
        assert y + high <= height
        boxes.append((x, y, x + wide, y + high))
    assert len(boxes) > 10
    for one, other in combinations(boxes, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        heads = one[0] == other[0] and one[2] == other[2] and one[1] == other[1]  # the head of a box lies on it
        assert apart or heads, (one, other)


Point = tuple[float, float]


def crossings(ways: list[list[Point]], targets: list[str]) -> list[tuple[int, int]]:
    """The pairs of lines that cross, and do not lead to the same box."""
    found = []
    for (i, one), (j, other) in combinations(list(enumerate(ways)), 2):
        if targets[i] == targets[j]:
            continue
        pairs = [(a, b) for a in pairwise(one) for b in pairwise(other)]
        if any(_cross(a, b) or _cross(b, a) for a, b in pairs):
            found.append((i, j))
    return found


def _cross(level: tuple[Point, Point], upright: tuple[Point, Point]) -> bool:
    (x1, y1), (x2, y2) = level
    (x3, y3), (x4, y4) = upright
    crossing = min(x1, x2) <= x3 <= max(x1, x2) and min(y3, y4) <= y1 <= max(y3, y4)
    return y1 == y2 and x3 == x4 and crossing


def small_world(lines: dict[str, str]) -> Layout:
    """Boxes named by letters; each letter of a value is a line to that box."""
    return Layout(
        {name: Box(name, name, "", [Line(f"to {to}", "", to, to, False) for to in led]) for name, led in lines.items()}
    )


@pytest.mark.parametrize(
    "lines",
    [
        {"a": "bcd", "b": "e", "c": "", "d": "f", "e": "", "f": ""},
        {"a": "ebbccd", "b": "e", "c": "f", "d": "g", "e": "h", "f": "", "g": "", "h": ""},
        {"a": "ba", "b": "ca", "c": "ab"},  # in a circle
        {"a": "xbxc", "b": "x", "c": "xy", "x": "z", "y": "", "z": ""},
    ],
    ids=["fan", "over a column", "circle", "late"],
)
def test_lines_do_not_cross(lines: dict[str, str]) -> None:
    layout = small_world(lines)
    rows = [row for column in range(len(layout.order)) for _, _, row in layout.leaving(column)]
    ways = list(layout.ways())
    assert len(ways) == len(rows)
    assert crossings(ways, [row.to for row in rows]) == []
    for way in ways:
        assert way[-1][0] > way[0][0]
        for one in layout.boxes.values():
            inner = (one.x + 1, one.y + 1, one.x + layout.widths[one.iri] - 1, one.y + one.high - 1)
            for (x1, y1), (x2, y2) in pairwise(way):
                beside = max(x1, x2) <= inner[0] or min(x1, x2) >= inner[2]
                above = max(y1, y2) <= inner[1] or min(y1, y2) >= inner[3]
                assert beside or above, (way, one.iri)


# The JSON-LD context

DEPRECATED = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # in rdflib


def value_of(term: ox.NamedNode | ox.Literal, meaning: Any) -> Any:
    """A value as JSON, by what the context says of its property."""
    means = meaning if isinstance(meaning, dict) else {}
    if isinstance(term, ox.NamedNode):
        if means.get("@type") == "@vocab":
            return term.value.removeprefix(means["@context"][1]["@vocab"])
        return term.value if means.get("@type") == "@id" else {"@id": term.value}
    kind = term.datatype.value.rpartition("#")[2]
    if kind == "integer" and "@type" not in means:
        return int(term.value)
    if kind == "boolean":
        return term.value == "true"
    if term.language:
        return {"@value": term.value, "@language": term.language}
    return term.value if kind == "string" else {"@value": term.value, "@type": term.datatype.value}


def written(triples: list[ox.Triple], names: dict[str, Any]) -> dict[str, Any]:
    """Triples as a JSON-LD document with that context."""
    prefixes = {key: value for key, value in names.items() if isinstance(value, str) and value.endswith(("#", "/"))}

    def whole(short: str) -> str:
        prefix, _, local = short.partition(":")
        return prefixes[prefix] + local if prefix in prefixes else short

    keys: dict[str, str] = {}
    for key, meaning in names.items():
        if not key.startswith("@") and key not in prefixes:
            keys.setdefault(whole(meaning["@id"] if isinstance(meaning, dict) else meaning), key)
    nodes: dict[str, dict[str, Any]] = {}
    for t in triples:
        node = nodes.setdefault(t.subject.value, {"id": t.subject.value})  # type: ignore[union-attr]
        key = "type" if t.predicate.value == RDF + "type" else keys[t.predicate.value]
        assert isinstance(t.object, ox.NamedNode | ox.Literal)
        if key == "type":
            node.setdefault(key, []).append(keys[t.object.value])
        elif isinstance(t.object, ox.Literal) and t.object.language and "@language" in str(names[key]):
            node.setdefault(key, {}).setdefault(t.object.language, []).append(t.object.value)
        else:
            node.setdefault(key, []).append(value_of(t.object, names[key]))
    return {"@context": names, "@graph": list(nodes.values())}


def lines_of(document: dict[str, Any]) -> set[str]:
    """What a JSON-LD document says, as N-Triples."""
    text = rdflib.Graph().parse(data=json.dumps(document), format="json-ld").serialize(format="nt")
    return {f"{quad.triple}" for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)}


@DEPRECATED
def test_a_graph_written_with_the_context_says_the_same(graph: Graph, terms: Terms) -> None:
    triples = [quad.triple for quad in graph.documents_only()]
    statements = {t.subject for t in triples if t.object == ox.NamedNode(PG + "Statement")}
    assert len(statements) > 20
    document = written(triples, context(terms)["@context"])
    assert {"status", "gloss", "linkage", "holder", "dcterms:hasPart"} <= set().union(*document["@graph"])
    assert lines_of(document) == {f"{t}" for t in triples}


@DEPRECATED
def test_every_class_and_property_of_ours_is_in_the_context_under_its_own_name(terms: Terms) -> None:
    names = context(terms)["@context"]
    ours = [term for iri, term in terms.all.items() if iri.startswith(PG)]
    assert len(ours) > 100
    for term in ours:
        document = {"@context": names, "id": "https://example.org/x"}
        local = term.name.partition(":")[2]
        if term.kind == "Class":
            assert f"<{term.iri}>" in "".join(lines_of({**document, "type": local}))
        else:
            says = lines_of({**document, local: True if "boolean" in str(names[local]) else "https://example.org/y"})
            assert [line.split()[1] for line in says] == [f"<{term.iri}>"]


def test_no_name_of_the_context_is_a_keyword_or_stands_for_two_things(terms: Terms) -> None:
    text = (FOLDER / "context.jsonld").read_text("utf-8")
    pairs = json.loads(text, object_pairs_hook=list)[0][1]
    names = [name for name, _ in pairs]
    assert [name for name, number in Counter(names).items() if number > 1] == []
    assert [name for name in names if name.startswith("@")] == ["@version"]
    aliases = {name: value for name, value in pairs if isinstance(value, str) and value.startswith("@")}
    assert aliases == {"id": "@id", "type": "@type"}
    assert not {t.anchor for t in terms.all.values()} & {"id", "type"}


@DEPRECATED
def test_a_statement_as_plain_json() -> None:
    """The worked example: what a person would write, and what it says."""
    document = {
        "@context": json.loads((FOLDER / "context.jsonld").read_text("utf-8"))["@context"],
        "id": "https://example.org/statement/tern-paper.1-01",
        "type": "Statement",
        "holder": "https://example.org/element/velmark",
        "stance": "urges",
        "status": "desired",
        "mode": "explicit",
        "modality": ["should", "at last"],
        "gloss": "Velmark wants the harbour levy to drive boatbuilding.",
        "linkage": {
            "id": "https://example.org/linkage/levy--drives--boatbuilding",
            "type": "Linkage",
            "label": {"en": "levy – drives – boatbuilding"},
            "subject": "https://example.org/element/levy",
            "linkageType": "drives",
            "object": "https://example.org/element/boatbuilding",
            "exclusive": False,
        },
    }
    statement, linkage = document["id"], "https://example.org/linkage/levy--drives--boatbuilding"
    element = "https://example.org/element/"
    assert lines_of(document) == {
        f"<{statement}> <{RDF}type> <{PG}Statement>",
        f"<{statement}> <{PG}holder> <{element}velmark>",
        f"<{statement}> <{PG}stance> <{ROOT}stance/urges>",
        f"<{statement}> <{PG}status> <{ROOT}status/desired>",
        f"<{statement}> <{PG}mode> <{ROOT}mode/explicit>",
        f'<{statement}> <{PG}modality> "should"',
        f'<{statement}> <{PG}modality> "at last"',
        f'<{statement}> <{PG}gloss> "Velmark wants the harbour levy to drive boatbuilding."',
        f"<{statement}> <{PG}linkage> <{linkage}>",
        f"<{linkage}> <{RDF}type> <{PG}Linkage>",
        f'<{linkage}> <{RDFS}label> "levy – drives – boatbuilding"@en',
        f"<{linkage}> <{PG}subject> <{element}levy>",
        f"<{linkage}> <{PG}linkageType> <{ROOT}type/drives>",
        f"<{linkage}> <{PG}object> <{element}boatbuilding>",
        f'<{linkage}> <{PG}exclusive> "false"^^<http://www.w3.org/2001/XMLSchema#boolean>',
    }


def test_names_of_a_closed_list_are_read_as_the_standard_says(terms: Terms) -> None:
    """A context that forgets all terms forgets how its own property is read, too: it must say so again."""
    names = context(terms)["@context"]
    lists = {"linkageType": "type", "status": "status", "passageKind": "passage-kind", "verdictKind": "verdict"}
    for column, name in lists.items():
        forgets, again = names[column]["@context"]
        assert forgets is None
        assert again["@vocab"] == f"{ROOT}{name}/"
        assert again[column] == {"@id": PG + column, "@type": "@vocab"}
    assert names["prefLabel"] == {"@id": "skos:prefLabel", "@container": "@language"}
    assert names["words"] == "pg:words"  # a graph holds xsd:integer, which is what JSON's whole numbers are


# In a browser


def opened(browser: Any, path: Path, **context: Any) -> tuple[Any, list[str]]:
    """A page with the network cut, and what it asks for or complains of."""
    page = browser.new_context(offline=True, **context).new_page()
    heard: list[str] = []
    page.on("request", lambda request: None if request.url.startswith("file:") else heard.append(request.url))
    page.on("console", lambda message: heard.append(message.text))
    page.goto(path.as_uri())
    return page, heard


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_opens_offline_and_fits_the_screen(browser: Any, language: str) -> None:
    for width in (1400, 380):
        page, heard = opened(browser, FOLDER / f"{language}.html", viewport={"width": width, "height": 900})
        assert heard == []
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        page.goto((FOLDER / f"{language}.html").as_uri() + "#type/drives")
        assert 0 <= page.evaluate("() => document.getElementById('type/drives').getBoundingClientRect().top") < 60
        page.context.close()


# Which letters stick out of the box that they begin in, or of the picture, or lie on other letters.
STICKING_OUT = """() => [...document.querySelectorAll('svg')].flatMap(svg => {
  const frame = svg.getBoundingClientRect(), place = e => e.getBoundingClientRect();
  const rects = [...svg.querySelectorAll('rect.box, rect.head')].map(place);
  const texts = [...svg.querySelectorAll('text')].map(e => [e.textContent, place(e)]);
  const out = texts.filter(([_, t]) => t.right > frame.right || t.left < frame.left || rects.some(r =>
    t.left >= r.left && t.left < r.right && t.top > r.top - 2 && t.bottom < r.bottom + 2 && t.right > r.right - 2));
  const on = texts.filter(([_, t], i) => texts.some(([_, o], j) => i != j &&
    t.left < o.right && o.left < t.right && t.top + 3 < o.bottom && o.top + 3 < t.bottom));
  return [...out, ...on].map(([text]) => text) })"""


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letters_of_the_pictures_stay_in_their_boxes(browser: Any, language: str) -> None:
    page, _ = opened(browser, FOLDER / f"{language}.html", viewport={"width": 1400, "height": 900})
    assert page.locator("svg text").count() > 100
    assert page.evaluate(STICKING_OUT) == []


def violations(page: Any, **options: Any) -> list[tuple[str, str]]:
    """What axe finds, each with the first piece of the page that has it."""
    found = (
        import_module("axe_playwright_python.sync_playwright")
        .Axe()
        .run(page, options={"resultTypes": ["violations"], **options})
        .response["violations"]
    )
    return [(violation["id"], violation["nodes"][0]["html"]) for violation in found]


@needs_axe
@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_face_of_a_page_is_made_for_everybody(browser: Any, boats: Terms, tmp_path: Path, scheme: str) -> None:
    """Every colour and every kind of row, on a page of a few terms: contrasts take long to compute."""
    for language in ("en", "de"):
        (tmp_path / f"{language}.html").write_text(html_page(boats, language), "utf-8")
        for width in (1400, 380):
            size = {"width": width, "height": 900}
            page, _ = opened(
                browser, tmp_path / f"{language}.html", color_scheme=scheme, viewport=size, bypass_csp=True
            )
            page.goto(page.url + "#Raft")  # what an address leads to stands out
            assert violations(page) == []
            page.context.close()


@needs_axe
@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_page_is_made_for_everybody(browser: Any, language: str) -> None:
    page, _ = opened(browser, FOLDER / f"{language}.html", bypass_csp=True)
    assert violations(page, rules={"color-contrast": {"enabled": False}}) == []
