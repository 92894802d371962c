"""Blocks: a Turtle file cut where an editor would cut it, nothing lost, each told by its line."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from places import PROJECT
from policygraph import PolicygraphError
from policygraph.blocks import ox_triples, read_blocks, triples_of

FILES = sorted((PROJECT / "ontology").rglob("*.ttl"))

AWKWARD = """\
@prefix a: <https://example.org/a#> .
PREFIX b: <https://example.org/b#>
# a comment with a full stop. And a <bracket
a:one.two a:says "a stop . inside", 'and ; here', \"\"\"and
over # two lines.\"\"\" ; a:number 1.5 , -2 , true .
b:three a:list ( a:x [ a:y "]" ] ) . <https://example.org/#four> a:is a:five.
  [] a a:Nameless ; a:of a:six\\.seven .
"""


def canonical(triples: list[ox.Triple]) -> ox.Dataset:
    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_the_blocks_of_a_file_hold_what_the_file_holds(path: Path) -> None:
    whole = ox_triples(path.read_text("utf-8"))
    assert canonical(list(triples_of(read_blocks(path)))) == canonical(whole)


def test_a_block_is_told_by_the_line_where_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "awkward.ttl"
    path.write_text(AWKWARD, "utf-8")
    blocks = read_blocks(path, "awkward.ttl")
    assert [(str(block.place), block.subject.rpartition("#")[2]) for block in blocks] == [
        ("awkward.ttl:4:1", "one.two"),
        ("awkward.ttl:6:1", "three"),
        ("awkward.ttl:6:38", "four"),
        ("awkward.ttl:7:3", ""),
    ]
    assert canonical(list(triples_of(blocks))) == canonical(ox_triples(AWKWARD))


def test_line_ends_of_windows_and_an_empty_file_are_read(tmp_path: Path) -> None:
    path = tmp_path / "windows.ttl"
    path.write_bytes(AWKWARD.replace("\n", "\r\n").encode())
    assert [block.place.line for block in read_blocks(path)] == [4, 6, 6, 7]
    path.write_text("", "utf-8")
    assert read_blocks(path) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("@prefix a: <https://example.org/> .\na:b a:c a:d\na:e a:f a:g .\n", r"broken\.ttl:3:\d+: not Turtle"),
        ("@prefix a: <https://example.org/> .\n\na:b x:c a:d .\n", r"broken\.ttl:3:\d+: not Turtle: .*prefix"),
        ('@prefix a: <https://example.org/> .\na:b a:c "open .\n', r"broken\.ttl:2:\d+: not Turtle"),
    ],
    ids=["a full stop is missing", "an unknown prefix", "an open string"],
)
def test_what_is_no_turtle_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text(text, "utf-8")
    with pytest.raises(PolicygraphError, match=told):
        read_blocks(path)


def test_bytes_that_are_no_utf8_are_told_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.ttl"
    path.write_bytes(b"# fine\n# caf\xe9\n")
    with pytest.raises(PolicygraphError, match=r"latin\.ttl:2:1: the bytes are no UTF-8"):
        read_blocks(path)
