"""Questions the vocabulary, and the corpus beside it: what a careful ontologist would frown at.

Each check is one query in `ontology/checks/` that returns no row when all is well. It is put to a dataset whose
default graph is the ontology with its axioms; each part of a corpus has the named graph that it has when it is built;
and one named graph tells what a graph cannot: which files mention a term, and for which elements no counterpart was
found. A row is told where its `?term` is declared, or stands first where it is declared nowhere.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from .blocks import Block, read_blocks
from .corpus import Corpus
from .faults import Fault, Place, PolicygraphError, Severity
from .graph import Graph
from .guard import complaint
from .iris import Iris, compact
from .ontology import Ontology, read_ontology
from .pipeline import CorpusLike, run
from .question import header_of
from .resources import resource
from .vocabulary import ONTOLOGY, ROOT, SKOS, ontology_files, vocabulary

LINT = ROOT + "lint#"
_BESIDE = ox.NamedNode(ROOT + "lint")  # the named graph of what stands beside a graph
_MENTIONS = ox.NamedNode(LINT + "mentions")
_NOT_FOUND = ox.NamedNode("https://w3id.org/sssom/NoTermFound")
_SEVERITIES: Mapping[str, Severity] = {"": "fault", "fault": "fault", "warning": "warning"}
_VARIABLE = re.compile(r"\?(\w+)")
_NAMES = re.compile(
    r"""\"{3}(?:[^\\]|\\.)*?\"{3}|'{3}(?:[^\\]|\\.)*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'  # a text
      | \b(?i:prefix)\s+(?P<declared>[\w-]*):\s*<(?P<space>[^<>\s]*)>
      | <(?P<iri>[^<>"{}|^`\\\s]*)>
      | \#[^\n]*
      | (?<![\w?$:@-])(?P<prefix>[A-Za-z][\w-]*)?:(?P<local>\w(?:[\w.-]*[\w-])?)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Check:
    """A query that returns no row when all is well, and what its header says of a row that it returns."""

    path: Path
    found: str
    mend: str
    severity: Severity
    sparql: str

    def told(self, text: str, row: Mapping[str, str]) -> str:
        """A text of the header with the values of a row in place of its variables."""
        return _VARIABLE.sub(lambda match: row[match[1]], text)


@dataclass(frozen=True)
class Ground:
    """What the checks are put to: the dataset, where each address stands, and how addresses are shortened."""

    store: ox.Store
    places: Mapping[str, Place]
    names: Mapping[str, str]


def lint(corpus: CorpusLike = None) -> list[Fault]:
    """What is to be frowned at in the vocabulary and in a corpus, faults first; of the shipped one if none is named.

    Raises CorpusError if the corpus has faults (`check` tells them): half a corpus uses half of the terms. Raises
    PolicygraphError, with file and line, for a file that cannot be read.
    """
    built = run(corpus)
    read, graph = built.corpus, built.graph
    ground = ground_of(read_ontology(), quads_beside(read, graph), users(), places_of_rows(read), graph.prefixes)
    found = {fault for each in checks() for fault in findings(each, ground)}
    return sorted(found, key=lambda fault: (fault.severity, fault))


@cache
def checks() -> tuple[Check, ...]:
    """The checks that are shipped, by name."""
    return tuple(read_check(path) for path in sorted((resource("ontology") / "checks").glob("*.rq")))


def read_check(path: Path) -> Check:
    """The check in a file; raises PolicygraphError if its header does not say what is wrong and what to do."""
    text = path.read_text("utf-8")
    header = {key: " ".join(lines) for key, lines in header_of(text, path, ("summary", "mend", "severity")).items()}
    severity = _SEVERITIES.get(header.get("severity", ""))
    if severity is None or not header.get("summary") or not header.get("mend"):
        raise PolicygraphError(
            f"{path}: a check begins with #+ summary:, #+ mend: and, if it only warns, #+ severity:"
        )
    return Check(path, header["summary"], header["mend"], severity, text)


def findings(check: Check, ground: Ground) -> Iterator[Fault]:
    """The rows of a check, as faults."""
    try:
        results = ground.store.query(check.sparql)
    except SyntaxError as error:
        where = re.match(r"error at (\d+:\d+): ", str(error.msg))
        message = complaint(check.sparql, str(error.msg), ())
        raise PolicygraphError(f"{check.path}:{where[1] if where else '1:1'}: not SPARQL: {message}") from None
    columns = {v.value for v in results.variables} if isinstance(results, ox.QuerySolutions) else set()
    missing = ({"term"} | set(_VARIABLE.findall(f"{check.found} {check.mend}"))) - columns
    if missing or not isinstance(results, ox.QuerySolutions):
        raise PolicygraphError(f"{check.path}: the query does not select ?{min(missing)}, which its header speaks of")
    for solution in results:
        row = {name: _shown(solution[name], ground.names) for name in columns}
        term = solution["term"]
        place = ground.places.get(term.value) if isinstance(term, ox.NamedNode) else None
        yield Fault(place or _home(), check.told(check.found, row), check.told(check.mend, row), check.severity)


def _home() -> Place:
    """Where to declare a term that stands in no file that is read."""
    return Place(ontology_files()[0].as_posix())


def _shown(term: object, names: Mapping[str, str]) -> str:
    if isinstance(term, ox.NamedNode):
        return compact(term.value, dict(names))
    if isinstance(term, ox.Literal):
        return repr(term.value) if term.language or not re.fullmatch(r"\S+", term.value) else term.value
    return str(term)


def ground_of(
    ontology: Ontology,
    quads: Iterable[ox.Quad],
    files: Iterable[Path],
    places: Mapping[str, Place],
    names: Mapping[str, str],
) -> Ground:
    """The dataset of the checks: an ontology, the quads of a corpus, the files that mention terms.

    `places` are those of a corpus's rows, by address; `names` the prefixes by which addresses are shown.
    """
    store = ox.Store()
    store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in ontology.triples)
    store.bulk_extend(quads)
    mentioned = {iri: block.place for block in reversed(ontology.blocks) for iri in _iris(block)}
    for path in files:
        for iri, place in mentions(path).items():
            mentioned.setdefault(iri, place)
            store.add(ox.Quad(ox.NamedNode(LINT + path.name), _MENTIONS, ox.NamedNode(iri), _BESIDE))
    return Ground(store, {**mentioned, **ontology.places, **places}, {**names, "role": f"{ROOT}role/"})


def _iris(block: Block) -> Iterator[str]:
    for triple in block.triples:
        for node in (triple.subject, triple.predicate, triple.object):
            if isinstance(node, ox.NamedNode):
                yield node.value


def users() -> tuple[Path, ...]:
    """The files that use terms of the ontology: questions, rules, shapes, alignments. The checks only look at them."""
    folder = resource("ontology")
    own = ontology_files(axioms=True)
    turtle = [path for path in sorted(folder.rglob("*.ttl")) if path not in own]
    return (*sorted(resource("questions").glob("*.rq")), *sorted(folder.glob("rules/*.ru")), *turtle)


def mentions(path: Path) -> dict[str, Place]:
    """The addresses that stand in a SPARQL or Turtle file, each with its first place.

    Raises PolicygraphError, with file, line and column, for a prefix that the file does not declare, or bad Turtle.
    """
    if path.suffix == ".ttl":
        read_blocks(path)
    text = path.read_text("utf-8")
    spaces: dict[str, str] = {}
    found: dict[str, Place] = {}
    for match in _NAMES.finditer(text):
        if match["space"] is not None:
            spaces[match["declared"]] = match["space"]
        elif match["iri"] or match["local"]:
            start = text.rfind("\n", 0, match.start()) + 1
            place = Place(path.as_posix(), text.count("\n", 0, start) + 1, match.start() - start + 1)
            prefix = match["prefix"] or ""
            if match["local"] and prefix not in spaces:
                raise PolicygraphError(
                    str(Fault(place, f"the prefix {prefix}: is not known", f"add a line PREFIX {prefix}: <…>"))
                )
            found.setdefault(match["iri"] or spaces[prefix] + match["local"], place)
    return found


def quads_beside(corpus: Corpus, graph: Graph) -> Iterator[ox.Quad]:
    """The quads of a corpus, without the vocabulary, and what its graph cannot tell.

    A row whose target is sssom:NoTermFound makes no triple in a graph. And what a corpus of one's own does not use is
    no news if the shipped one does.
    """
    iris = Iris(corpus.base)
    yield from (quad for quad in graph.quads() if quad.graph_name != ox.NamedNode(ONTOLOGY))
    for row in corpus.mappings:
        if row.target.endswith("NoTermFound"):
            predicate = ox.NamedNode(SKOS + row.predicate.partition(":")[2])
            yield ox.Quad(iris.element(row.element), predicate, _NOT_FOUND, _BESIDE)
    if corpus.folder.resolve() != resource("corpus").resolve():
        terms = {triple.subject for triple in vocabulary().triples}
        shipped = run().graph.documents_only()
        used = {node for quad in shipped for node in (quad.predicate, quad.object) if node in terms}
        yield from (ox.Quad(ox.NamedNode(LINT + "shipped"), _MENTIONS, node, _BESIDE) for node in used)


def places_of_rows(corpus: Corpus) -> dict[str, Place]:
    """Where each element, document, statement and verdict stands, by its address."""
    iris = Iris(corpus.base)
    places = {iris.element(row.id).value: row.at("id") for row in corpus.elements}
    for document in corpus.documents:
        places[iris.document(document.id).value] = document.at("id")
        for row in corpus.statements.get(document.id, ()):
            places[iris.statement(document.id, row.id).value] = row.at("id")
            if row.linkage_type:
                places.setdefault(iris.linkage_of(row).value, row.at("id"))
    return places | {iris.verdict(row.ask).value: row.at("ask") for row in corpus.verdicts}
