"""What is slow in a query is named where it is, and only there; and what is proposed for it means the same."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from places import PROJECT
from policygraph import Graph, build
from policygraph.graph import Graph as AnyGraph
from policygraph.store.advice import advice, explain_limit, maplib_takes, size_in
from policygraph.store.limits import LimitReached, Limits
from policygraph.store.results import results_of
from policygraph.store.running import limited

PREFIXES = {"f": "https://example.org/funding/"}
BASE = "https://example.org/"

# What is slow, as it was measured at a million triples; beside it what looks like it and is answered at once.
SLOW = {
    "exists": (
        "SELECT * { ?c a f:Cluster FILTER NOT EXISTS { ?p f:organisation ?c ; f:role f:coordinator } }",
        "SELECT * { ?c a f:Cluster FILTER EXISTS { ?p f:organisation ?c ; f:role f:coordinator } }",
        "SELECT * { ?c a f:Cluster FILTER NOT EXISTS { ?c ^f:organisation/f:role f:coordinator } }",
        "SELECT * { ?c a f:Cluster FILTER(?c = f:x || NOT EXISTS { ?p f:organisation ?c ; f:role f:coordinator }) }",
        "SELECT * { ?c a f:Cluster BIND(EXISTS { ?p f:organisation ?c ; f:role f:coordinator } AS ?has) }",
        "SELECT * { ?j a f:Project FILTER NOT EXISTS { GRAPH ?g { ?p f:project ?j ; f:role f:coordinator } } }",
        "SELECT * { ?j a f:Project FILTER NOT EXISTS { ?p f:project ?j OPTIONAL { ?p f:role ?r } FILTER(?r = f:x) } }",
        "SELECT * { { SELECT ?c { ?c a f:Cluster FILTER NOT EXISTS { ?p f:organisation ?c ; f:role f:lead } } } }",
    ),
    "product": (
        "SELECT * { ?a f:region ?r . ?b f:start ?y }",
        "SELECT * { ?a f:region ?r . ?p f:organisation ?o FILTER(?o = ?a) }",
        "SELECT * { ?a f:region ?r { SELECT ?o (COUNT(*) AS ?n) { ?p f:organisation ?o } GROUP BY ?o } }",
        "SELECT * { ?c a f:Cluster OPTIONAL { ?p f:share ?s FILTER(?s > 10) } }",
        "SELECT * { ?c a f:Cluster MINUS { ?p f:role f:coordinator } }",
    ),
    "optional first": (
        "SELECT * { OPTIONAL { ?p f:amount ?a } ?p a f:Project }",
        "SELECT (COUNT(?a) AS ?n) { OPTIONAL { ?p f:amount ?a } ?p a f:Project }",
        "SELECT * { { OPTIONAL { ?p f:amount ?a } ?p a f:Project } UNION { ?p a f:Other } }",
    ),
    "optional after optional": (
        "SELECT * { ?c a f:Cluster OPTIONAL { ?c f:region ?x } OPTIONAL { ?o f:region ?x } }",
    ),
    "path": (
        "SELECT * { ?a f:part* ?b }",
        "SELECT * { ?a (f:project|^f:project)+ ?b }",
        "SELECT * { ?a f:part* ?b FILTER(?b = f:x) }",
        "SELECT * { ?b ^(f:part*) ?a }",
        "SELECT * { ?a (!f:x)* ?b }",
    ),
    "pairs": (
        "SELECT * { ?p f:project ?j ; f:organisation ?a . ?q f:project ?j ; f:organisation ?b }",
        "SELECT * { ?p f:project/f:under ?e . ?q f:project/f:under ?e }",
    ),
    "everything": (
        "SELECT * { ?s ?p ?o }",
        'SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), "cluster", "i")) }',
        "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p LIMIT 3",
        "SELECT * { ?s ?p ?o } ORDER BY ?s LIMIT 3",
    ),
}
FAST = (
    "SELECT * { ?c a f:Cluster FILTER NOT EXISTS { ?p f:organisation ?c } }",
    "SELECT * { ?p f:project ?j ; f:organisation ?c FILTER NOT EXISTS { ?p f:role f:lead . ?j a f:Project } }",
    "SELECT * { VALUES ?c { f:x f:y } FILTER NOT EXISTS { ?p f:organisation ?c ; f:role f:coordinator } }",
    "SELECT * { ?j a f:Cluster FILTER NOT EXISTS { ?k f:amount ?b } }",
    "SELECT * { ?c a f:Cluster MINUS { ?p f:organisation ?c ; f:role f:coordinator } }",
    "SELECT * { ?c a f:Cluster OPTIONAL { ?p f:organisation ?c ; f:role f:coordinator } FILTER(!BOUND(?p)) }",
    "SELECT * { ?a f:region ?r . ?p f:organisation ?a }",
    "SELECT * { ?p f:share ?s { SELECT (SUM(?x) AS ?all) { ?q f:share ?x } } }",
    "SELECT * { ?p f:share ?s VALUES ?factor { 1 2 } }",
    "SELECT * { ?p f:share ?s . f:x f:amount 3 }",
    "SELECT * { ?p f:share ?s BIND(STR(?p) AS ?name) ?q f:label ?name }",
    "SELECT * { ?p a f:Project OPTIONAL { ?p f:amount ?a } }",
    "SELECT * { VALUES ?p { f:x } OPTIONAL { ?p f:amount ?a } ?p a f:Project }",
    "SELECT * { BIND(f:x AS ?p) OPTIONAL { ?p f:amount ?a } ?p a f:Project }",
    "SELECT * { OPTIONAL { ?p f:amount ?a } }",
    "SELECT * { ?c a f:Cluster OPTIONAL { ?c f:region ?x OPTIONAL { ?o f:region ?x } } }",
    "SELECT * { ?c a f:Cluster OPTIONAL { ?c f:region ?x } OPTIONAL { ?c f:region ?y } }",
    "SELECT * { ?j f:under ?a . ?a f:part* ?b }",
    "SELECT * { ?a f:part* f:x }",
    "SELECT * { VALUES ?a { f:x } ?a f:part+ ?b }",
    "SELECT * { ?j f:under ?e OPTIONAL { ?e f:part* ?w } }",
    "SELECT * { ?c a f:Cluster OPTIONAL { SELECT ?c (COUNT(*) AS ?k) { ?p f:organisation ?c } GROUP BY ?c } }",
    "SELECT * { ?p f:project ?j ; f:organisation ?a ; f:role ?r }",
    "SELECT * { ?p f:about ?a , ?b }",
    "SELECT * { ?p f:project f:x ; f:organisation ?a . ?q f:project f:x ; f:organisation ?b . ?a f:near ?b }",
    "SELECT (EXISTS { ?s f:a ?b . ?b f:c f:d } AS ?has) { ?s a f:Cluster }",
    "DESCRIBE f:x",
    "SELECT * { ?s ?p ?o } LIMIT 3",
    "SELECT * { ?s f:share ?o } ORDER BY ?o",
    'SELECT * { ?s f:label ?o FILTER(CONTAINS(LCASE(?o), "cluster")) }',
    "SELECT * { f:x ?p ?o }",
    'SELECT * { ?s f:label "NOT EXISTS { ?s ?p ?o }" } # OPTIONAL { ?s ?p ?o } ?a ?b ?c',
    "ASK { }",
)


@pytest.mark.parametrize(("kind", "sparql"), [(kind, sparql) for kind, many in SLOW.items() for sparql in many])
def test_what_is_slow_is_named(kind: str, sparql: str) -> None:
    assert {one.kind for one in advice(sparql, PREFIXES)} == {kind}


@pytest.mark.parametrize("sparql", FAST)
def test_what_only_looks_like_it_is_not(sparql: str) -> None:
    assert advice(sparql, PREFIXES) == []


@pytest.mark.parametrize("sparql", [sparql for many in SLOW.values() for sparql in many])
def test_nothing_is_slow_where_there_is_little(graph: Graph, sparql: str) -> None:
    assert advice(sparql, PREFIXES, size_in(graph)) == []


QUERIES = sorted([*(PROJECT / "graph" / "questions").glob("*.rq"), *(PROJECT / "ontology" / "checks").glob("*.rq")])


@pytest.fixture(scope="module")
def shipped() -> Graph:
    return build()


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_our_own_queries_are_not_warned_of(shipped: Graph, path: Path) -> None:
    sparql = path.read_text("utf-8")
    found = advice(sparql, shipped.prefixes, size_in(shipped))
    if path.parent.name == "checks":  # put to the ontology, where a look at every triple is nothing
        found = [one for one in found if one.kind not in ("everything", "path")]
    assert found == []


# What is proposed

A_FEW = """
    f:a a f:Cluster ; f:region f:r1 . f:b a f:Cluster ; f:region f:r2 . f:c a f:Cluster .
    f:d a f:Cluster ; f:region f:p1 .
    f:p1 f:organisation f:a ; f:role f:coordinator ; f:project f:j .
    f:p2 f:organisation f:b ; f:role f:partner ; f:project f:j .
    f:p3 f:organisation f:a ; f:role f:coordinator ; f:project f:k .
    f:p1 f:organisation f:d . f:o f:region f:r1 .
"""
NOT_EXISTS, INSIDE = "FILTER NOT EXISTS", "{ ?p f:organisation ?c ; f:role f:coordinator }"
MINUS = "MINUS { … } in the place of FILTER NOT EXISTS { … } is fast, and means the same here"
HAS = "OPTIONAL { SELECT DISTINCT ?c (1 AS ?has) { … } } before it, and "


@pytest.fixture(scope="module")
def few() -> ox.Store:
    store = ox.Store()
    head = "".join(f"PREFIX {name}: <{space}>\n" for name, space in PREFIXES.items())
    store.load(input=(head + A_FEW).encode(), format=ox.RdfFormat.TURTLE)
    return store


@pytest.mark.parametrize(
    ("slow", "told", "fast"),
    [
        (f"?c a f:Cluster {NOT_EXISTS} {INSIDE}", MINUS, f"?c a f:Cluster MINUS {INSIDE}"),
        (
            f"?c a f:Cluster ; f:region ?r {NOT_EXISTS} {INSIDE[:-1]} FILTER(?p != ?r) }}",
            "OPTIONAL { … } FILTER(!BOUND(?p)) is fast, and means the same here; MINUS would mean something else here",
            f"?c a f:Cluster ; f:region ?r OPTIONAL {INSIDE[:-1]} FILTER(?p != ?r) }} FILTER(!BOUND(?p))",
        ),
        (
            f"?c a f:Cluster ; f:region ?x {NOT_EXISTS} {INSIDE[:-1]} OPTIONAL {{ ?p f:project ?x }} }}",
            "ask for what has it in a sub-SELECT, and join that to the rest, or take it away by MINUS",
            None,
        ),
        (
            f"?c a f:Cluster OPTIONAL {{ ?c f:region ?x }} {NOT_EXISTS} {INSIDE[:-1]} ; f:project ?x }}",
            MINUS,
            f"?c a f:Cluster OPTIONAL {{ ?c f:region ?x }} MINUS {INSIDE[:-1]} ; f:project ?x }}",
        ),
        (
            f"?c a f:Cluster FILTER EXISTS {INSIDE}",
            "{ SELECT DISTINCT ?c { … } } in the place of FILTER EXISTS { … } is fast, and means the same",
            f"?c a f:Cluster {{ SELECT DISTINCT ?c {INSIDE} }}",
        ),
        (
            f"?c a f:Cluster FILTER(?c = f:a || NOT EXISTS {INSIDE})",
            f"{HAS}!BOUND(?has) in its place, means the same",
            f"?c a f:Cluster OPTIONAL {{ SELECT DISTINCT ?c (1 AS ?has) {INSIDE} }} FILTER(?c = f:a || !BOUND(?has))",
        ),
        (
            f"?c a f:Cluster FILTER(?c = f:b || EXISTS {INSIDE})",
            f"{HAS}BOUND(?has) in its place, means the same",
            f"?c a f:Cluster OPTIONAL {{ SELECT DISTINCT ?c (1 AS ?has) {INSIDE} }} FILTER(?c = f:b || BOUND(?has))",
        ),
    ],
)
def test_how_to_write_exists_otherwise_means_the_same(few: ox.Store, slow: str, told: str, fast: str | None) -> None:
    (found,) = advice(f"SELECT ?c {{ {slow} }}", PREFIXES)
    assert found.mend == told
    word = "NOT EXISTS" if "NOT EXISTS" in slow else "EXISTS"
    assert found.found == f"{word} goes through all of ?p f:role f:coordinator for each row outside it"
    if fast:
        assert _rows(few, slow) == _rows(few, fast) != []


def test_minus_is_not_proposed_where_it_means_something_else(few: ox.Store) -> None:
    for more in (
        "FILTER(?r != f:r1)",  # speaks of what stands outside
        "OPTIONAL { ?p f:project ?r }",  # shares a variable that it may leave open
    ):
        slow = f"?c a f:Cluster ; f:region ?r {NOT_EXISTS} {INSIDE[:-1]} {more} }}"
        assert _rows(few, slow) != _rows(few, slow.replace(NOT_EXISTS, "MINUS"))
        assert [one.mend for one in advice(f"SELECT * {{ {slow} }}", PREFIXES)] != [MINUS]


def _rows(store: ox.Store, pattern: str) -> list[str]:
    return sorted(map(str, results_of(store.query(f"SELECT ?c {{ {pattern} }}", prefixes=PREFIXES)).rows))


def test_equal_variables_are_proposed_where_a_filter_says_so() -> None:
    (found,) = advice("SELECT * { ?a f:region ?r . ?p f:organisation ?o FILTER(?r != f:x && ?o = ?a) }", PREFIXES)
    assert found.mend == "write one variable for ?o and ?a, in place of the FILTER"


@pytest.mark.parametrize(
    ("sparql", "kinds"),
    [
        ("SELECT * { ?a f:says <<( ?b f:p ?c )>> FILTER NOT EXISTS { ?a f:x ?y . ?y f:z f:w } }", ["exists"]),
        ('SELECT * { ?a f:says <<( ?b f:p "NOT EXISTS" )>> } # NOT EXISTS', []),
        ("SELECT * { " + "{ " * 400 + "?s ?p ?o" + " }" * 400 + " }", []),
    ],
)
def test_what_rdflib_does_not_read_is_judged_by_its_words(sparql: str, kinds: list[str]) -> None:
    ox.Store().query(sparql, prefixes=PREFIXES)  # the engine does
    assert [one.kind for one in advice(sparql, PREFIXES)] == kinds


# The message


@pytest.fixture(scope="module")
def many() -> AnyGraph:
    """So much that a NOT EXISTS takes seconds and MINUS a moment."""
    store = ox.Store()
    names = {name: ox.NamedNode(PREFIXES["f"] + name) for name in ("Cluster", "organisation", "role", "coordinator")}
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    for number in range(16_000):
        part, who = (ox.NamedNode(f"{PREFIXES['f']}{what}/{number}") for what in ("part", "who"))
        store.add(ox.Quad(who, kind, names["Cluster"]))
        store.add(ox.Quad(part, names["organisation"], who))
        store.add(ox.Quad(part, names["role"], names["coordinator"]))
    return AnyGraph(store, BASE)


def test_the_message_names_the_limit_the_cause_and_the_way_out(many: AnyGraph) -> None:
    head = f"PREFIX f: <{PREFIXES['f']}>\n"
    slow = f"{head}SELECT (COUNT(*) AS ?n) {{ ?c a f:Cluster {NOT_EXISTS} {INSIDE} }}"
    with pytest.raises(LimitReached) as reached:
        limited(many, slow, True, Limits(seconds=1))
    assert explain_limit(reached.value, slow, many) == (
        "no answer after 1 seconds: the query was ended\n"
        "- NOT EXISTS goes through all of ?p f:role f:coordinator for each row outside it: MINUS { … } in the "
        "place of FILTER NOT EXISTS { … } is fast, and means the same here; `--engine maplib` takes it as it is"
    )
    assert limited(many, slow.replace(NOT_EXISTS, "MINUS"), True, Limits(seconds=60)).rows[0][0] == ox.Literal(0)


def test_where_nothing_is_known_to_be_slow_that_is_said(graph: Graph) -> None:
    reached = LimitReached("seconds", Limits(seconds=2.5))
    assert explain_limit(reached, "SELECT * { ?s a pg:Status }", graph) == (
        "no answer after 2.5 seconds: the query was ended\n"
        "nothing that is known to be slow was found in it: ask for less, or raise the limit"
    )
    assert explain_limit(LimitReached("answer", Limits()), "SELECT * { ?s a pg:Status }", graph).count("\n") == 0


def test_maplib_is_named_only_for_what_it_takes() -> None:
    assert maplib_takes("SELECT ?c { ?c a f:Cluster MINUS { ?p f:organisation ?c } }", PREFIXES)
    assert not maplib_takes("SELECT ?c { GRAPH ?g { ?c a f:Cluster } }", PREFIXES)
    assert not maplib_takes("SELECT ?c {", PREFIXES)
