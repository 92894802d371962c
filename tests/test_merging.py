"""The ontology as one file: the same bytes each time, read by other tools, nothing imported."""

from pathlib import Path

import owlready2
import pyoxigraph as ox
import pytest
import rdflib

from places import needs_reasoner
from policygraph import PolicygraphError
from policygraph.alignments import alignments
from policygraph.command import main
from policygraph.expressions import A, owl
from policygraph.merging import FORMATS, whole_ontology, write_ontology
from policygraph.reasoner import is_consistent, outside_the_profile
from policygraph.vocabulary import ONTOLOGY, PG, vocabulary


def test_there_is_one_header_and_no_import() -> None:
    triples = whole_ontology(axioms=True, align=alignments())
    assert [t.subject for t in triples if t.predicate == A and t.object == owl("Ontology")] == [ox.NamedNode(ONTOLOGY)]
    assert not any(t.predicate == owl("imports") for t in triples)
    assert len(set(triples)) == len(triples)


def test_the_light_vocabulary_is_what_a_graph_holds() -> None:
    assert set(whole_ontology()) == set(vocabulary().triples)


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_call_writes_the_same_bytes_and_rdflib_reads_them(tmp_path: Path, ending: str) -> None:
    first = write_ontology(tmp_path / f"one{ending}", axioms=True, align=["prov"])
    second = write_ontology(tmp_path / f"two{ending}", axioms=True, align=["prov"])
    assert first.read_bytes() == second.read_bytes()
    read = rdflib.Graph().parse(first, format={".ttl": "turtle", ".nt": "nt"}.get(ending, "xml"))
    assert len(read) == len(whole_ontology(axioms=True, align=["prov"]))


def test_owlready2_opens_it_as_protege_would(tmp_path: Path) -> None:
    path = write_ontology(tmp_path / "whole.owl", axioms=True)
    ontology = owlready2.World().get_ontology(path.as_uri()).load()
    assert ontology.base_iri.startswith(ONTOLOGY)
    names = {cls.iri for cls in ontology.classes()}
    assert {PG + "Statement", PG + "ContestedLinkage"} <= names


@needs_reasoner
def test_with_every_alignment_it_is_still_in_the_profile_and_consistent() -> None:
    triples = whole_ontology(axioms=True, align=alignments())
    assert outside_the_profile(triples) == []
    assert is_consistent(triples)


def test_what_there_is_not_is_told_with_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(PolicygraphError, match="no alignment 'foaf'; choose among cito, cpov"):
        whole_ontology(align=["foaf"])
    with pytest.raises(PolicygraphError, match=r"whole\.xls: the ending says the format; choose among \.ttl"):
        write_ontology(tmp_path / "whole.xls")
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_it(tmp_path: Path) -> None:
    target = tmp_path / "policygraph.owl"
    assert main(["ontology", "--out", str(target), "--axioms", "--align", "oa", "--align", "prov"]) == 0
    assert b"ContestedLinkage" in target.read_bytes()
    assert main(["ontology", "--out", str(tmp_path / "missing" / "x.ttl")]) == 1
