"""The page of an address: what is known of it, put into words and links."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from ...report import counted
from ...store.results import Term, str_of
from ...vocabulary import DCTERMS, OA, PG, RDF, ROOT, vocabulary
from ..editor.naming import Named
from .addresses import Places
from .headings import FIRST, MEANS, NAMES
from .model import Fact, Group, Line, Section, Thing, Value
from .planning import Described, Planned
from .reading import MOST, Facts, in_editor, put

MOST_LEADS = 20  # of one property, in the table of what leads here
MOST_VALUES = 60


class Drawing:
    """Draws with the names that were looked up, from the place where the page stands."""

    def __init__(self, places: Places, names: Mapping[str, Named]) -> None:
        self._places, self._names = places, names
        self._values: dict[str, Value] = {}
        self._told = (places.base + "element/", places.base + "linkage/")  # of which documents tell

    def value(self, term: Term | str) -> Value:
        """A term as people read it: addresses by what they are called, with what they are in small."""
        if isinstance(term, ox.Literal):
            return Value(term.value, language=term.language or "")
        if not isinstance(term, str | ox.NamedNode):
            return Value(str(term))
        iri = str_of(term) if isinstance(term, ox.NamedNode) else term
        if iri not in self._values:
            self._values[iri] = self._named(iri)
        return self._values[iri]

    def _named(self, iri: str) -> Value:
        short = self._places.short(iri)
        label = self._names[iri].label if iri in self._names else ""
        return Value(
            label or _plain(iri, self._places.base) or short,
            self._places.href(iri),
            short,
            away=not self._places.is_ours(iri),
        )

    def thing(self, found: Described, parts: Sequence[Planned], details: Facts, dossier: str = "") -> Thing:
        """The whole page."""
        iri, said = found.iri, found.said
        kinds = [str_of(kind) for kind in said.get(RDF + "type", ())]
        extra = details.get(iri, {})
        return Thing(
            iri=iri,
            title=self._title(found, kinds),
            kinds=tuple(self.value(kind) for kind in kinds if not kind.startswith("http://www.w3.org/2002/07/owl#"))
            or tuple(self.value(kind) for kind in kinds),
            lead=next((self.value(best(said[name])) for name in MEANS if said.get(name)), None)
            or (told_of(parts) if iri.startswith(self._told) else None),
            facts=(*self._first({**extra, **said}), *self._evidence(found)),
            sections=tuple(self._section(part, details, iri) for part in parts),
            said=tuple(self._fact(name, values, MOST_VALUES) for name, values in said.items()),
            leads=tuple(
                self._fact(name, list(map(ox.NamedNode, filter(_is_iri, iris))), MOST_LEADS, found.iri)
                for name, iris in found.leads.items()
            ),
            buttons=tuple(self._buttons(iri, dossier)),
            forms=forms(),
            cut=MOST if found.triples >= MOST else 0,
            note="" if said else "Nothing is said of this address itself; what follows leads to it.",
        )

    def _title(self, found: Described, kinds: Sequence[str]) -> Value:
        for name in NAMES:
            if values := found.said.get(name):
                return self.value(best(values))
        plain = _plain(found.iri, self._places.base)
        words = vocabulary()
        kind = next((words.label(kind) for kind in kinds if kind.startswith(PG)), "")
        if plain and kind:
            return Value(f"{kind[:1].upper()}{kind[1:]} {plain}")
        return Value(plain or self._places.short(found.iri))

    def _first(self, said: Mapping[str, Sequence[Term]]) -> Iterator[Fact]:
        for heading, name in FIRST:
            if values := said.get(name):
                shown = tuple(map(self.value, values[:MOST_VALUES]))
                mark = str_of(values[0]).removeprefix(f"{ROOT}status/") if name == PG + "status" else ""
                yield Fact(Value(heading), shown, len(values) - len(shown), status=mark)
        if str_of(next(iter(said.get(PG + "exclusive", ())), None)) == "true":
            yield Fact(Value("Only so"), (Value("the subject is linked to this object and to no other"),))

    def _evidence(self, found: Described) -> Iterator[Fact]:
        """Where the words stand: the place in the text, its digest, and the words that tell the stance."""
        for name, heading in ((PG + "evidence", "Evidence"), (PG + "cue", "Cue")):
            for node in map(str_of, found.said.get(name, ())):
                told = [Value(f"“{words}”") for words in [found.one(PG + "cueText", node)] if words]
                place = found.one(OA + "hasSelector", node)
                if start := found.one(OA + "start", place):
                    told.append(Value(f"characters {int(start):,} to {int(found.one(OA + 'end', place)):,}"))
                if words := found.one(PG + "words", node):
                    told.append(Value("1 word" if words == "1" else f"{words} words"))
                if digest := found.one(PG + "digest", node):
                    told.append(Value(digest, small="digest of the words"))
                yield Fact(Value(heading, self._places.href(node)), tuple(told))
        if (place := found.one(OA + "hasSelector")) and (start := found.one(OA + "start", place)):
            text = f"characters {int(start):,} to {int(found.one(OA + 'end', place)):,}"
            yield Fact(Value("Place"), (Value(text, self._places.href(place)),))

    def _section(self, part: Planned, details: Facts, around: str) -> Section:
        first = part.first
        if not part.statements:
            groups: tuple[Group, ...] = (Group(None, things=tuple(map(self.value, first))),)
        else:
            under: dict[str, list[str]] = defaultdict(list)
            for iri in first:
                linkage = details.get(iri, {}).get(PG + "linkage", ()) if part.grouped else ()
                under[str_of(linkage[0]) if linkage else ""].append(iri)
            ordered = [
                (
                    self.value(linkage) if linkage else None,
                    tuple(
                        sorted(
                            (self.line(iri, details, {around, linkage}) for iri in iris),
                            key=lambda line: (line.date, line.page.text),
                        )
                    ),
                )
                for linkage, iris in under.items()
            ]
            ordered.sort(key=lambda pair: pair[0].text.casefold() if pair[0] else "")
            groups = tuple(Group(name, lines) for name, lines in ordered)
        more = len(part.every) > len(first)
        rest = in_editor(self._places.root, part.rest) if more else ""
        return Section(part.anchor, part.heading, groups, len(part.every), len(first), rest)

    def line(self, iri: str, details: Facts, above: Collection[str]) -> Line:
        """A statement in a list; its linkage, document and passage are not repeated that stand above the list."""
        of = details.get(iri, {})

        def one(name: str) -> str:
            return str_of(of[name][0]) if of.get(name) else ""

        def values(name: str) -> tuple[Value, ...]:
            return tuple(map(self.value, of.get(name, ())))

        def single(name: str) -> Value | None:
            return next(iter(values(name)), None) if one(name) not in above else None

        status, mode = one(PG + "status"), one(PG + "mode")
        listed = mode == f"{ROOT}mode/listed"
        return Line(
            page=Value(_plain(iri, self._places.base) or self._places.short(iri), self._places.href(iri)),
            gloss=one(PG + "gloss"),
            linkage=single(PG + "linkage"),
            element=single(PG + "element"),
            holders=values(PG + "holder"),
            reporters=values(PG + "reportedBy"),
            stance=next(iter(values(PG + "stance")), None),
            status=next(iter(values(PG + "status")), None),
            status_name=status.removeprefix(f"{ROOT}status/"),
            mode=None if mode in ("", f"{ROOT}mode/explicit") else single(PG + "mode"),
            listed=listed,
            withdrawn=one(PG + "withdrawn"),
            document=single(PG + "document"),
            date=one(DCTERMS + "date"),
            passage=single(PG + "passage") or single(DCTERMS + "isPartOf"),
            cue=one(PG + "cueText"),
        )

    def _fact(self, name: str, values: Sequence[Term], most: int, leads_to: str = "") -> Fact:
        shown = tuple(map(self.value, values[:most]))
        more = len(values) - len(shown)
        rest = ""
        if more and leads_to:
            query = put("leading", address=ox.NamedNode(leads_to), property=ox.NamedNode(name))
            rest = in_editor(self._places.root, query)
        return Fact(self.value(name), shown, more, rest)

    def _buttons(self, iri: str, dossier: str) -> Iterator[Value]:
        root = self._places.root
        if dossier:
            yield Value("Dossier: all of it to read", root + dossier)
        yield Value("Ask further in SPARQL", in_editor(root, put("everything", address=ox.NamedNode(iri))))


def told_of(parts: Iterable[Planned]) -> Value | None:
    """In how many statements something has a part, as a sentence; None if in none."""
    statements = {one for part in parts if part.statements for one in part.every}
    documents = {one.rpartition("/")[2].rpartition(".")[0] for one in statements}
    if not statements:
        return None
    return Value(f"Told of in {counted(len(statements), 'statement')} of {counted(len(documents), 'document')}.")


def forms() -> tuple[Value, ...]:
    """The forms for programs, and the end of the address by which each is had."""
    names = (("Turtle", "turtle"), ("N-Triples", "nt"), ("JSON-LD", "jsonld"), ("RDF/XML", "rdf"), ("TriG", "trig"))
    return tuple(Value(name, f"?format={short}") for name, short in names)


def best(values: Sequence[Term]) -> Term:
    """The value in English, or in no language, before others."""
    order = {"en": 0, "": 1}
    return min(values, key=lambda term: (order.get(getattr(term, "language", None) or "", 2), str(term)))


def _plain(iri: str, base: str) -> str:
    """What stands after the folder, of things of the corpus that have no name but their id."""
    folder, _, rest = iri.removeprefix(base).partition("/")
    return rest if iri.startswith(base) and folder in ("statement", "verdict", "passage", "linkage", "element") else ""


def _is_iri(text: str) -> bool:
    return ":" in text and not text.startswith(("_:", "<<"))
