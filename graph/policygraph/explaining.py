"""Why a link follows as a fact, or why it does not: which statements and which axioms, in plain words."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from .asking import find_element
from .axioms import Axiom, axioms_of
from .corpus import Corpus
from .derivation import Link, doubt, inverses
from .faults import Place, PolicygraphError
from .iris import Iris, ends
from .minimal import smallest
from .ontology import read_ontology
from .pieces import Piece, pieces_of
from .pipeline import CorpusLike, run
from .reasoner import is_consistent
from .rows import StatementRow
from .vocabulary import vocabulary
from .wording import in_words, names_in

_WIDTH = 98


@dataclass(frozen=True)
class Said:
    """One statement about the link: where its row stands, its words, and why no fact follows; empty if one does."""

    place: Place
    words: str
    no_fact: str


@dataclass(frozen=True)
class Explanation:
    """A link, the statements about it and, where it follows, the fewest axioms that make it follow from one."""

    link: Link
    said: tuple[Said, ...]
    axioms: tuple[tuple[Place, str], ...]

    @property
    def follows(self) -> bool:
        """Whether the link follows as a fact."""
        return bool(self.axioms)

    def to_text(self) -> str:
        """The explanation for a terminal, in lines of at most 98 columns where no word is longer."""
        return "\n".join(_lines(self))


def explain(
    corpus: CorpusLike, subject: str, kind: str, target: str, ontology: Path | str | None = None
) -> Explanation:
    """Why "subject kind target" follows from a corpus, or does not.

    The ends are elements by id, label or address; `kind` is a linkage type (`drives`), its inverse (`drivenBy`) or
    `linkedTo`, which follows from any of them. The axioms are found by a reasoner: without one of them the link does
    not follow. Raises PolicygraphError for what is not known, or if there is no reasoner.
    """
    built = run(corpus)
    start = Iris(built.corpus.base).element("").value
    first, last = (find_element(built.graph, name).value.removeprefix(start) for name in (subject, target))
    turned = inverses()
    known = (*vocabulary().names("linkage_type"), *turned)
    if kind not in known:
        near = get_close_matches(kind, known, n=3)
        mend = f"did you mean {' or '.join(near)}?" if near else f"choose among {', '.join(known)}"
        raise PolicygraphError(f"no linkage type is called {kind!r}; {mend}")
    straight = Link(last, turned[kind], first) if kind in turned else Link(first, kind, last)
    pieces = {piece.place: piece for piece in pieces_of(built.corpus, built.graph)}
    about = [(row, pieces[row.at("id")]) for row in _rows_about(built.corpus, straight)]
    said = tuple(Said(piece.place, piece.words, _no_fact(row)) for row, piece in about)
    enough = next((piece for row, piece in about if not _no_fact(row)), None)
    link = Link(first, kind, last)
    return Explanation(link, said, _why(link, enough, built.corpus.base, ontology) if enough else ())


def _rows_about(corpus: Corpus, link: Link) -> Iterator[StatementRow]:
    """The rows that state the link, in either order of its ends where its type has no direction."""
    for document in corpus.documents:
        for row in corpus.statements.get(document.id, ()):
            if not row.linkage_type or link.type not in (row.linkage_type, "linkedTo"):
                continue
            stated = ends(row.subject, row.linkage_type, row.object)
            if stated == ends(link.subject, row.linkage_type, link.object):
                yield row


def _no_fact(row: StatementRow) -> str:
    if row.exclusive:
        return "denies only that it is the only one"
    if row.mode == "listed":
        return f"named only as an instance in a list, {row.status}"
    return "" if row.status == "existing" else row.status


def _why(link: Link, piece: Piece, base: str, ontology: Path | str | None) -> tuple[tuple[Place, str], ...]:
    """The fewest axioms by which the link follows from that row."""
    words = read_ontology(ontology)
    declared, axioms = axioms_of(words)
    doubted = doubt(base, [link])

    def follows(part: Sequence[Axiom]) -> bool:
        return not is_consistent([*declared, *piece.triples, *doubted, *(t for axiom in part for t in axiom.triples)])

    if not follows(axioms):
        raise PolicygraphError(f"“{link.subject} {link.type} {link.object}” is stated as existing and does not follow")
    names = names_in(words.triples)
    return tuple(
        (axiom.place, in_words(axiom, lambda iri: names.get(iri) or iri.rpartition("#")[2].rpartition("/")[2]))
        for axiom in smallest(axioms, follows)
    )


def _lines(explanation: Explanation) -> Iterator[str]:
    link, said = explanation.link, explanation.said
    head = f"{link.subject} – {link.type} – {link.object}"
    facts = [one for one in said if not one.no_fact]
    others = [one for one in said if one.no_fact]
    if explanation.follows:
        yield f"{head}: follows, as a link that is stated to exist."
        yield "\nStated as existing" + (" (each of these is enough)" if len(facts) > 1 else "")
        for one in facts:
            yield from _told(one.words, one.place)
        yield "\nFrom which it follows, because"
        for place, words in explanation.axioms:
            yield from _told(words, place)
    elif others:
        yield f"{head}: does not follow."
        yield "It is spoken of, and nobody states that it exists."
    else:
        yield f"{head}: does not follow."
        yield "Nothing in this corpus says so; what was not coded is not absent."
    if others:
        yield "\nSaid of it" + (" besides" if facts else "") + ", from which it does not follow"
        for one in others:
            yield from _told(f"[{one.no_fact}] {one.words}", one.place)


def _told(words: str, place: Place) -> Iterator[str]:
    yield from textwrap.wrap(words, _WIDTH, initial_indent="  ", subsequent_indent="    ", break_long_words=False)
    yield f"      {place}"
