"""Invents corpora as large as one likes that behave like the shipped one: seeded, so that each is the same each time.

Elements belong to topics of very unequal size; some are spoken of time and again and most once or twice; a few hang
together with few others, or with nothing. Labels, glosses and notes are drawn from the words of the shipped corpus,
word after word as they follow each other there, so that they are as long and pack about as badly as written prose.
`packed_size` says how near they come.
"""

import gzip
import random
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from policygraph.from_rows import content
from policygraph.statements import Content, Document, Element, Linkage, Statement, order

SIZES = {"S": (150, 350), "M": (2_000, 6_000), "L": (20_000, 60_000)}  # elements and linkages
SEED = 20_26
JUMP = 0.05  # how often the next word is any word instead of one that followed somewhere
ALONE, APART = 0.03, 0.05  # shares of elements that are not linked, and that hang together with few
ACROSS = 0.22  # the share of links that leave their topic
AGAIN = 0.11  # further statements on a linkage
PER_DOCUMENT = 110  # statements


class Prose:
    """Texts of words that follow each other as they do in those given."""

    def __init__(self, texts: Iterable[str], chance: random.Random) -> None:
        self.chance = chance
        self.after: dict[str, list[str]] = defaultdict(list)
        self.words: list[str] = []
        self.lengths: list[int] = []
        for text in texts:
            words = text.split()
            self.lengths.append(len(words))
            self.words += words
            for one, other in zip(["", *words], words, strict=False):
                self.after[one].append(other)

    def text(self) -> str:
        """One text, as long as one of those given."""
        word, words = "", []
        for _ in range(self.chance.choice(self.lengths)):
            follow = self.after[word] if word in self.after and self.chance.random() > JUMP else self.words
            word = self.chance.choice(follow)
            words.append(word)
        return " ".join(words)


class Heavy:
    """Draws among things of which few are drawn very often: the weight of the i-th is i to a negative power."""

    def __init__(self, things: Sequence[int], power: float, chance: random.Random) -> None:
        self.things, self.chance = things, chance
        self.sums = list(accumulate((i + 2.0) ** -power for i in range(len(things))))

    def draw(self) -> int:
        """One of the things."""
        return self.things[bisect(self.sums, self.chance.random() * self.sums[-1])]


def invented(elements: int, linkages: int, seed: int = SEED) -> Content:
    """A content of so many elements and linkages, with about a tenth more statements."""
    shipped = content()
    chance = random.Random(seed)  # noqa: S311 — a corpus is no secret
    named = _elements(shipped, elements, chance)
    names = list(named)
    types = [s.linkage.type for s in shipped.statements if s.linkage]
    links: dict[str, Linkage] = {}
    for subject, target in _pairs(elements, linkages, chance):
        kind = chance.choice(types)
        name = f"{names[subject]}--{kind}--{names[target]}"
        links[name] = Linkage(name, names[subject], kind, names[target], False)
    documents = _documents(shipped, named, max(2, round(linkages * (1 + AGAIN) / PER_DOCUMENT)), chance)
    about: list[Linkage | str] = list(links.values())
    about += chance.choices(about, k=round(AGAIN * len(about)))
    about += sorted(set(names) - {end for link in links.values() for end in (link.subject, link.object)})
    statements = _statements(shipped, about, documents, named, chance)
    return replace(
        shipped,
        title=f"{elements:,} invented elements",
        documents={document.id: document for document in documents},
        elements={name: named[name] for name in sorted(named)},
        statements=tuple(sorted(statements, key=order)),
        verdicts={},
    )


def _documents(shipped: Content, named: Mapping[str, Element], count: int, chance: random.Random) -> list[Document]:
    """Documents by date, each issued by an actor."""
    models = list(shipped.documents.values())
    labels = [element.label for element in named.values()]
    actors = [name for name, element in named.items() if element.kind == "Actor"] or list(named)
    found = [
        replace(
            chance.choice(models),
            id=f"paper-{number + 1:04}",
            iri=f"{shipped.base}document/paper-{number + 1:04}",
            title=f"{chance.choice(labels)}: communication {number + 1}",
            issuer=chance.choice(actors),
            date=f"{2000 + number % 24}-{1 + number % 12:02}-{1 + number % 28:02}",
            replaces="",
        )
        for number in range(count)
    ]
    return sorted(found, key=lambda document: (document.date, document.id))


def _elements(shipped: Content, count: int, chance: random.Random) -> dict[str, Element]:
    """Elements of kinds and with names like those of the shipped corpus."""
    models = list(shipped.elements.values())
    first = [model.label.split()[0] for model in models]
    later = [word for model in models for word in model.label.split()[1:]]
    found: dict[str, Element] = {}
    while len(found) < count:
        model = chance.choice(models)
        length = len(model.label.split())
        label = " ".join([chance.choice(first), *(chance.choice(later) for _ in range(length - 1))])
        name = f"{'-'.join(''.join(c for c in word.lower() if c.isalnum()) for word in label.split())}-{len(found)}"
        labels = tuple((language, label) for language, _ in model.labels if language == "en") or (("en", label),)
        names = (label, *(f"{label[: len(other)]} {len(found)}" for other in model.names[1:]))
        iri = f"{shipped.base}element/{name}"
        found[name] = replace(model, id=name, iri=iri, label=label, labels=labels, names=names, broader=())
    return found


def _pairs(elements: int, linkages: int, chance: random.Random) -> list[tuple[int, int]]:
    """Pairs of different elements, each once: most within a topic, drawn by how much spoken of they are."""
    numbers = list(range(elements))
    chance.shuffle(numbers)
    apart = numbers[: round(elements * APART)]
    main = numbers[len(apart) + round(elements * ALONE) :]
    found: dict[tuple[int, int], None] = {}
    while len(apart) > 1:
        part = [apart.pop() for _ in range(min(len(apart), chance.choice((2, 2, 2, 3, 3, 4, 5))))]
        for one, other in pairwise(part):
            found[one, other] = None
    topics: list[list[int]] = []
    rest = main
    while rest:
        size = max(4, min(len(rest), round(chance.paretovariate(1.1) * 12), elements // 12))
        topics.append(rest[:size])
        rest = rest[size:]
    within = [Heavy(topic, 0.85, chance) for topic in topics]
    tiers = (topic[tier : tier + 1] for tier in range(max(map(len, topics))) for topic in topics)
    anywhere = Heavy([member for one in tiers for member in one], 0.75, chance)
    for topic, draw in zip(topics, within, strict=True):
        for member in topic[1:]:  # everybody in a topic is linked to somebody in it
            other = draw.draw()
            if other != member:
                found[(member, other) if chance.random() < 0.5 else (other, member)] = None
    choice = Heavy(list(range(len(topics))), 0.0, chance)
    choice.sums = list(accumulate(len(topic) ** 1.1 for topic in topics))
    while len(found) < linkages:
        draw = within[choice.draw()]
        one = draw.draw()
        other = anywhere.draw() if chance.random() < ACROSS else draw.draw()
        if one != other:
            found[one, other] = None
    return list(found)[:linkages]


def _statements(
    shipped: Content,
    about: Sequence[Linkage | str],
    documents: Sequence[Document],
    named: Mapping[str, Element],
    chance: random.Random,
) -> Iterator[Statement]:
    """A statement on each linkage or element named, on the model of one of the shipped corpus."""
    models = shipped.statements
    glosses = Prose((model.gloss for model in models), chance)
    notes = Prose((model.note for model in models if model.note), chance)
    actors = [name for name, element in named.items() if element.kind == "Actor"] or list(named)
    share = Heavy(list(range(len(documents))), 0.6, chance)
    counts: Counter[str] = Counter()
    for what in about:
        model = chance.choice(models)
        document = documents[share.draw()]
        counts[document.id] += 1
        number = counts[document.id]
        name = f"{document.id}.{1 + number // 40}-{number % 40:02}"
        holders = (document.issuer,) if chance.random() < 0.8 else (chance.choice(actors),)
        addressees = (chance.choice(actors),) if model.addressee else ()
        via = (chance.choice(actors),) if model.via else ()
        start = number * 180
        yield replace(
            model,
            id=name,
            iri=f"{shipped.base}statement/{name}",
            linkage=what if isinstance(what, Linkage) else None,
            element=what if isinstance(what, str) else None,
            document=document.id,
            document_title=document.title,
            version=document.version,
            date=document.date,
            place=f"section {1 + number // 40}, bullet {1 + number % 8}, sentence {1 + number % 3}",
            start=start,
            end=start + 150,
            words=24,
            holder=tuple(named[one].label for one in holders),
            holder_ids=holders,
            addressee=tuple(named[one].label for one in addressees),
            addressee_ids=addressees,
            via=tuple(named[one].label for one in via),
            via_ids=via,
            reported_by=(),
            gloss=glosses.text(),
            note=notes.text() if model.note else "",
        )


def packed_size(texts: Iterable[str]) -> float:
    """Bytes a text, packed."""
    lines = list(texts)
    return len(gzip.compress("\n".join(lines).encode(), 9, mtime=0)) / max(1, len(lines))
