"""Holds the ontology and a corpus against a reasoner, and says in plain words what does not go together."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import pyoxigraph as ox

from .axioms import Axiom, axioms_of
from .derivation import Link, all_follow, doubt, linkage_facts, links, no_other_follows
from .expressions import A, owl
from .faults import PolicygraphError
from .graph import Graph
from .minimal import smallest
from .ontology import Ontology, read_ontology
from .pieces import Piece, pieces_of
from .pipeline import CorpusLike, Tell, run
from .reasoner import is_consistent, members_of, outside_the_profile, unsatisfiable
from .vocabulary import PG, vocabulary
from .wording import in_words, names_in

_MOST = 10  # violations of the profile that are told


class ContradictionError(PolicygraphError):
    """Rows of a corpus, or axioms of an ontology, that do not go together: `rows` and `axioms` are the fewest."""

    def __init__(
        self, what: str, rows: Sequence[Piece], axioms: Sequence[Axiom], words: Callable[[Axiom], str]
    ) -> None:
        self.rows = tuple(rows)
        self.axioms = tuple(axioms)
        lines = [f"{what}:"]
        lines += [f"  {row.place}: {row.words}" for row in rows]
        lines += ["because"] if rows else []
        lines += [f"  {axiom.place}: {words(axiom)}" for axiom in axioms]
        lines.append("mend one of the rows" if rows else "mend one of the axioms")
        super().__init__("\n".join(lines))


@dataclass(frozen=True)
class Reasoned:
    """What a reasoner found to be in order: the links that follow, and how many stated ones do not, being no facts."""

    axioms: int
    links: tuple[Link, ...]
    no_facts: int


def _quiet(stage: str, outcome: str) -> None:
    """Says nothing."""


def reason(corpus: CorpusLike = None, ontology: Path | str | None = None, tell: Tell = _quiet) -> Reasoned:
    """Holds the ontology (the shipped one, or that in a folder) and a corpus against HermiT.

    In this order: the ontology is in OWL 2 DL; it does not contradict itself; each of its classes can have a member;
    the corpus does not contradict it; and of the corpus's links just those follow as facts that are stated as
    existing. Raises PolicygraphError, with files and lines, at the first of these that does not hold; CorpusError if
    the corpus has faults. Nothing that is inferred is kept.
    """
    words, built = read_ontology(ontology), run(corpus)
    axioms = check_ontology(words, tell)
    if not is_consistent([*words.triples, *(q.triple for q in built.graph.documents_only())]):
        raise blame_rows(words, pieces_of(built.corpus, built.graph))
    rows = sum(len(statements) for statements in built.corpus.statements.values())
    tell("corpus", f"contradicts nothing: {len(built.corpus.elements):,} elements, {rows:,} statements")
    facts, others = check_links(words, built.graph)
    tell("links", f"{len(facts):,} follow as facts, as the rules derive them; {others:,} that are no facts do not")
    return Reasoned(axioms, facts, others)


def check_ontology(ontology: Ontology, tell: Tell = _quiet) -> int:
    """The number of axioms of an ontology that is in its profile, consistent, and without empty classes."""
    if violations := outside_the_profile(ontology.triples):
        told = [f"  {_placed(violation, ontology)}" for violation in violations[:_MOST]]
        more = [f"  and {len(violations) - _MOST} more"] if len(violations) > _MOST else []
        raise PolicygraphError("\n".join(["the ontology is not in OWL 2 DL:", *told, *more]))
    declared, axioms = axioms_of(ontology)
    tell("profile", f"OWL 2 DL: {len(axioms)} axioms about {len(declared)} terms")
    if not is_consistent(ontology.triples):
        raise blame_axioms("the ontology contradicts itself", ontology, ())
    for iri in unsatisfiable(ontology.triples):
        member = ox.Triple(ox.NamedNode("urn:member"), A, ox.NamedNode(iri))
        named = ox.Triple(ox.NamedNode("urn:member"), A, owl("NamedIndividual"))
        label = names_in(ontology.triples).get(iri, iri)
        raise blame_axioms(f"the class “{label}” can have no member", ontology, (named, member))
    tell("ontology", "contradicts nothing, and every class can have a member")
    return len(axioms)


def _placed(violation: str, ontology: Ontology) -> str:
    """A violation with the place of the first term that it names."""
    found = [(violation.index(f"<{iri}>"), place) for iri, place in ontology.places.items() if f"<{iri}>" in violation]
    return f"{min(found)[1]}: {violation}" if found else violation


def _triples(things: Iterable[Axiom | Piece]) -> list[ox.Triple]:
    return [triple for thing in things for triple in thing.triples]


def _worded(ontology: Ontology) -> Callable[[Axiom], str]:
    names = names_in(ontology.triples)
    return lambda axiom: in_words(axiom, lambda iri: names.get(iri) or iri.rpartition("#")[2].rpartition("/")[2])


def blame_axioms(what: str, ontology: Ontology, given: Sequence[ox.Triple]) -> ContradictionError:
    """The fewest axioms that contradict each other, or what is given."""
    declared, axioms = axioms_of(ontology)
    fewest = smallest(axioms, lambda part: not is_consistent([*declared, *given, *_triples(part)]))
    return ContradictionError(what, (), fewest, _worded(ontology))


def blame_rows(ontology: Ontology, pieces: Sequence[Piece]) -> ContradictionError:
    """The fewest rows that contradict the ontology, and the fewest axioms that these contradict."""
    declared, axioms = axioms_of(ontology)
    whole = [*declared, *_triples(axioms)]
    rows = smallest(pieces, lambda part: not is_consistent([*whole, *_triples(part)]))
    given = [*declared, *_triples(rows)]
    fewest = smallest(axioms, lambda part: not is_consistent([*given, *_triples(part)]))
    number = "this row does" if len(rows) == 1 else f"these {len(rows)} rows do"
    what = f"the corpus contradicts the model; {number} not go together with it"
    return ContradictionError(what, rows, fewest, _worded(ontology))


def check_links(ontology: Ontology, graph: Graph) -> tuple[tuple[Link, ...], int]:
    """The links that follow as facts, and the number of those derived with any other status, which do not.

    Raises PolicygraphError if rules and axioms part: the files of the ontology are to be mended, not the corpus.
    """
    facts = links(graph)
    if not all_follow(ontology.triples, graph, facts):
        lost = next(link for link in facts if not all_follow(ontology.triples, graph, [link]))
        raise PolicygraphError(
            f"the rules derive {_said(lost)} as a fact, and for a reasoner it does not follow; "
            f"ontology/rules/status-links.ru and ontology/axioms.ttl do not say the same"
        )
    others = {link for status in vocabulary().names("status") for link in links(graph, status)} - set(facts)
    if not no_other_follows(ontology.triples, graph, facts):
        whole = [*ontology.triples, *linkage_facts(graph)]
        gained = next(
            (link for link in sorted(others) if not is_consistent([*whole, *doubt(graph.base, [link])])), None
        )
        what = f"{_said(gained)}, which nobody states as existing," if gained else "a link that nobody states"
        raise PolicygraphError(
            f"for a reasoner {what} follows as a fact; "
            f"ontology/axioms.ttl says more than ontology/rules/status-links.ru"
        )
    return facts, len(others)


def members(graph: Graph, name: str, ontology: Path | str | None = None) -> list[str]:
    """The addresses of all that belongs to a class, by what a graph says and what follows from it, sorted.

    `name` is the local name of a class of the ontology, e.g. `ContestedLinkage`. Raises PolicygraphError for a class
    that there is not, or if there is no reasoner.
    """
    words = read_ontology(ontology)
    known = {
        str(t.subject.value).removeprefix(PG)
        for t in words.triples
        if t.predicate == A and t.object == owl("Class") and isinstance(t.subject, ox.NamedNode)
    }
    if name not in known:
        near = get_close_matches(name, sorted(known), n=3)
        mend = f"did you mean {' or '.join(near)}?" if near else "docs/terms.md lists them"
        raise PolicygraphError(f"no class is called {name!r}; {mend}")
    return members_of([*words.triples, *(q.triple for q in graph.documents_only())], PG + name)


def _said(link: Link) -> str:
    return f"“{link.subject} {link.type} {link.object}”"
