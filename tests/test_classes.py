"""owlready2: the graph as Python objects."""

from places import HERE
from policygraph import Graph, as_classes, build

DATA = "https://example.org/harbours/"


def test_a_document_has_its_statements_and_an_element_its_linkages(graph: Graph) -> None:
    world = as_classes(graph)
    reply = world[f"{DATA}document/valley-reply"]
    assert [s.identifier[0] for s in reply.statements][:2] == ["valley-reply.1-01", "valley-reply.1-02"]
    assert len(reply.statements) == 11
    programme = world[f"{DATA}element/joint-tide-programme"]
    assert {linkage.object[0].iri.rpartition("/")[2] for linkage in programme.linkages_out} == {
        "apprenticeships",
        "boatbuilding",
        "large-harbours",
    }
    (coordinated,) = programme.linkages_in
    assert sorted(s.status[0].iri.rpartition("/")[2] for s in coordinated.statements) == [
        "desired",
        "desired",
        "existing",
        "missing",
    ]


def test_classes_hold_what_is_below_them(graph: Graph) -> None:
    world = as_classes(graph)
    names = {thing.iri.rpartition("/")[2] for thing in world.pg.Instrument.instances()}
    assert {"joint-tide-programme", "keel-vouchers", "seven-tide-budget"} <= names
    assert len(list(world.pg.Statement.instances())) == 40


def test_nothing_demanded_is_a_relation_between_objects(graph: Graph) -> None:
    world = as_classes(graph)
    table = world[f"{DATA}element/round-table"]
    assert table.involves == []  # the Ministry urges it: it is no fact
    assert [linkage.linkageType[0].iri.rpartition("/")[2] for linkage in table.linkages_out].count("involves") == 2


def test_two_worlds_do_not_mix(graph: Graph) -> None:
    first, second = as_classes(graph), as_classes(build(HERE.parent / "graph" / "corpus"))
    assert first[f"{DATA}element/silting"] is not None
    assert second[f"{DATA}element/silting"] is None
