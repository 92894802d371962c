"""Makes a bigger graph out of the shipped corpus, beside it invented funding data: what the store is measured on.

Run it as `python scripts/bench/grow.py 1000000 big.nq` (`--seed N`): about that many triples as N-Quads, half of them
copies of the corpus and half of them funding. The same number and seed give the same bytes.

A copy has documents, passages and statements of its own. Half of its elements (drawn anew for each copy) are its own
too, the others are shared: so elements and linkages grow with the corpus, and some are spoken of in every copy. The
links by status are derived by the rule, over all copies. Funding is projects, each under an element of the corpus and
about one, with participations of organisations that sit in regions; amounts are skewed as real ones are.
"""

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from policygraph import build
from policygraph.graph import derive
from policygraph.rdf import serialized

SEED = 2012
FUNDING = "https://example.org/funding"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
A = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"
PARTNERS = 4  # participations of a project, on average
SHARED = ("/graph/elements", "/graph/linkages")  # the graphs whose lines are there once if nothing in them is renamed

_OWN = re.compile(r"(/(?:document|passage|statement|verdict)/)([\w-]+)")
_ELEMENT = re.compile(r"/(element|linkage)/([\w-]+)")
_IDENTIFIER = re.compile(r'"([a-z][a-z0-9-]*)(\.[^"\s]+)?"( <[^>]+> \.)$')


def corpus_lines() -> tuple[str, list[str], list[str]]:
    """The base of the shipped corpus, and its quads as lines: the vocabulary's, and what the corpus says."""
    graph = build()
    vocabulary: list[str] = []
    said: list[str] = []
    for line in serialized(graph.quads(), ox.RdfFormat.N_QUADS).decode().splitlines():
        if "/graph/status/" in line:
            continue  # derived anew, over all copies
        (said if f"{graph.base}graph/" in line else vocabulary).append(line)
    return graph.base, vocabulary, said


def copies(base: str, said: list[str], number: int, seed: int) -> Iterator[str]:
    """The lines of that many copies; the first is the corpus itself."""
    elements = sorted(
        {match[1] for line in said for match in re.finditer(rf"{re.escape(base)}element/([\w-]+)", line)}
    )
    yield from said
    for copy in range(2, number + 1):
        own = set(random.Random(seed + copy).sample(elements, len(elements) // 2))  # noqa: S311 - nothing is secret
        for line in said:
            renamed = _copy_of(line, copy, own)
            if renamed is not line:
                yield renamed


def _copy_of(line: str, copy: int, own: set[str]) -> str:
    """The line as a copy says it; the very line if there is nothing in it that is the copy's own."""

    def end(name: str) -> str:
        return f"{name}.copy-{copy}" if name in own else name

    def element(match: re.Match[str]) -> str:
        return f"/{match[1]}/" + "--".join(end(name) for name in match[2].split("--"))

    renamed = _ELEMENT.sub(element, _OWN.sub(rf"\1\2.copy-{copy}", line))
    if renamed == line:
        return line
    if "/terms/identifier>" in line:  # as the world cites it: unique, like the address
        renamed = _IDENTIFIER.sub(rf'"\1.copy-{copy}\2"\3', renamed)
    return renamed


def funding(elements: list[str], triples: int, seed: int) -> Iterator[str]:
    """About that many triples of projects, participations, organisations and regions, as lines."""
    draw = random.Random(seed)  # noqa: S311 - nothing is secret
    projects = max(1, triples // (7 + PARTNERS * 5 + 3))
    organisations, regions = max(10, projects * 3 // 4), 300
    space = FUNDING + "/"

    def line(subject: str, predicate: str, value: str) -> str:
        where = f"<{space}{predicate}>" if predicate[0] != "<" else predicate
        return f"<{space}{subject}> {where} {value} <{FUNDING}> ."

    def of(path: str) -> str:
        return f"<{space}{path}>"

    for region in range(regions):
        yield line(f"region/{region}", A, of("Region"))
        yield line(f"region/{region}", LABEL, f'"Region {region}"')
        yield line(f"region/{region}", "country", of(f"country/{region % 27}"))
    for number in range(organisations):
        node = f"organisation/{number}"
        yield line(node, A, of("Cluster" if number % 20 == 0 else "Organisation"))
        yield line(node, LABEL, f'"Organisation {number}"')
        yield line(node, "region", of(f"region/{int(regions * draw.random() ** 2)}"))
    for number in range(projects):
        node = f"project/{number}"
        yield line(node, A, of("Project"))
        yield line(node, LABEL, f'"Project {number}"')
        yield line(node, "start", f'"{draw.randint(2007, 2020)}"^^<http://www.w3.org/2001/XMLSchema#gYear>')
        yield line(node, "under", f"<{elements[int(len(elements) * draw.random() ** 3)]}>")
        yield line(node, "about", f"<{draw.choice(elements)}>")
        amount = round(draw.paretovariate(1.2) * 100_000, 2)
        yield line(node, "amount", f'"{amount}"^^<{DECIMAL}>')
        for partner in range(draw.randint(1, 2 * PARTNERS - 1)):
            part = f"participation/{number}.{partner}"
            yield line(part, A, of("Participation"))
            yield line(part, "project", of(node))
            yield line(part, "organisation", of(f"organisation/{int(organisations * draw.random() ** 2)}"))
            yield line(part, "role", of("coordinator" if partner == 0 else "partner"))
            yield line(part, "share", f'"{round(amount / (partner + 2), 2)}"^^<{DECIMAL}>')


def grown(triples: int, seed: int = SEED) -> tuple[str, ox.Store]:
    """The base of the corpus, and a store in memory of about that many triples, the links by status among them."""
    base, vocabulary, said = corpus_lines()
    own = sum(1 for _ in copies(base, said, 2, seed)) - len(said)  # what a copy adds: what it shares is there already
    number = 1 + max(0, round((triples / 2 - len(said)) / own))
    elements = sorted({match[0] for line in said if (match := re.match(rf"<{re.escape(base)}element/[^>]+", line))})
    store = ox.Store()
    store.bulk_load("\n".join(vocabulary).encode(), format=ox.RdfFormat.N_QUADS)
    given = funding([iri[1:] for iri in elements], triples // 2, seed)
    for lines in (copies(base, said, number, seed), given):
        store.bulk_load(_Lines(lines), format=ox.RdfFormat.N_QUADS, lenient=True)  # type: ignore[arg-type]  # reads
    derive(store)
    return base, store


class _Lines:
    """Lines as something that can be read from, a chunk at a time."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes; empty at the end."""
        while size < 0 or len(self._rest) < size:
            chunk = "".join(line + "\n" for _, line in zip(range(2000), self._lines, strict=False)).encode()
            if not chunk:
                break
            self._rest += chunk
        if size < 0:
            size = len(self._rest)
        out, self._rest = self._rest[:size], self._rest[size:]
        return out


def write_grown(triples: int, out: Path, seed: int = SEED) -> int:
    """Writes the quads as N-Quads; returns their number."""
    _, store = grown(triples, seed)
    store.dump(str(out), format=ox.RdfFormat.N_QUADS)
    return len(store)


def main() -> int:
    """Writes the file, and says how many quads it holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("triples", type=int, help="about how many")
    parser.add_argument("out", type=Path, help="the file to write")
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    print(f"{write_grown(arguments.triples, arguments.out, arguments.seed):,} quads in {arguments.out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
