"""Who contradicts whom, and who says more narrowly what another says."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations_with_replacement

import pytest

from places import WORLD
from policygraph.from_rows import content
from policygraph.opposing import contradictions, refinements
from policygraph.opposing.oppositions import IN_WORDS, OPPOSITIONS, kind_of
from policygraph.report import Report
from policygraph.statements import Content, Linkage, Statement, order
from policygraph.vocabulary import vocabulary

HOSTILE = '<img src=x onerror=alert(1)>|"[a](javascript:b)`*'


@pytest.fixture(scope="module")
def said() -> Content:
    return content(WORLD)


@pytest.fixture(scope="module")
def shipped() -> Content:
    return content()


def of(said: Content, name: str) -> Statement:
    (found,) = (each for each in said.statements if each.id == name)
    return found


def rewritten(said: Content, name: str, **changes: object) -> Content:
    """The same with one statement changed, which stands where its date says."""
    changed = [replace(s, **changes) if s.id == name else s for s in said.statements]  # type: ignore[arg-type]
    return replace(said, statements=tuple(sorted(changed, key=order)))


def only(said: Content, *names: str) -> Content:
    """The same with those statements alone."""
    return replace(said, statements=tuple(each for each in said.statements if each.id in names))


def pairs(report: Report) -> list[tuple[str, str]]:
    return [(row["first_statement"], row["second_statement"]) for row in report.rows.to_dicts()]


def wheres(report: Report) -> list[str]:
    return [row["where"] for row in report.rows.to_dicts()]


def numbers(report: Report) -> int:
    """The pairs that the summary counts."""
    return sum(int(row["pairs"]) for row in report.parts[0].table.to_dicts()) if report.parts[0].table else 0


def test_the_world_contradicts_itself_in_four_places(said: Content) -> None:
    found = {(row["first_statement"], row["second_statement"], row["opposed"]) for row in rows(contradictions(said))}
    assert found == {
        ("harbour-plan.1-01", "valley-reply.1-02", "in degree"),
        ("harbour-plan.1-02", "valley-reply.1-03", "in fact"),  # the ends are named the other way round
        ("harbour-plan.1-05", "valley-reply.2-01", "in fact"),
        ("harbour-plan.3-01", "valley-reply.2-03", "in will"),
    }
    assert set(wheres(contradictions(said))) == {"between"}


def rows(report: Report) -> list[dict[str, str]]:
    return report.rows.to_dicts()


def test_every_pair_of_statuses_is_decided_by_words_of_the_ontology() -> None:
    assert set(IN_WORDS) == set(vocabulary().names("status"))
    assert {name for pair in OPPOSITIONS for name in pair} <= set(IN_WORDS)


@pytest.mark.parametrize(("one", "other"), list(combinations_with_replacement(sorted(IN_WORDS), 2)))
def test_opposed_is_opposed_from_both_sides(said: Content, one: str, other: str) -> None:
    first, second = (replace(of(said, "harbour-plan.1-05"), status=status) for status in (one, other))
    kind = kind_of(first, second)
    assert kind == kind_of(second, first)
    in_fact = {one, other} in ({"existing", "denied"}, {"existing", "missing"}, {"insufficient", "denied"})
    assert (kind == "in fact") == in_fact
    in_will = "undesired" in (one, other) and bool({one, other} & {"desired", "missing", "insufficient"})
    assert (kind == "in will") == in_will


def test_a_demand_and_a_fact_are_no_contradiction(said: Content) -> None:
    charter = only(said, "harbour-plan.4-03", "isle-note.1-03")  # desired in 2019, existing in 2020
    assert pairs(contradictions(charter)) == []
    assert contradictions(charter).says[0].startswith("No two statements")
    assert contradictions(charter).parts == ()


def test_a_denial_of_only_contradicts_nothing(said: Content) -> None:
    denied = of(said, "harbour-plan.2-05")
    assert denied.linkage is not None
    plain = replace(denied.linkage, id="joint-tide-programme--targets--large-harbours", exclusive=False)
    claimed = rewritten(said, "valley-reply.2-02", linkage=plain, status="existing")
    both = only(claimed, "harbour-plan.2-05", "valley-reply.2-02")
    assert pairs(contradictions(both)) == []
    assert len(pairs(contradictions(rewritten(both, "harbour-plan.2-05", linkage=plain)))) == 1


def test_what_is_there_and_what_is_unwanted_may_both_be_so(said: Content) -> None:
    one, other = "harbour-plan.3-01", "valley-reply.2-03"
    existing = only(rewritten(said, one, status="existing", stance="asserts"), one, other)
    assert pairs(contradictions(existing)) == []
    supported = contradictions(rewritten(existing, one, stance="supports"))
    assert pairs(supported) == [(one, other)]
    assert "approves of it" in rows(supported)[0]["why"]


@pytest.mark.parametrize(
    ("date", "where"),
    [("2018-12", "answered"), ("2019", "between"), ("2019-04", "between")],
)
def test_what_was_wanting_and_is_surely_later_there_may_be_an_answer(said: Content, date: str, where: str) -> None:
    missing = rewritten(said, "valley-reply.1-03", date=date)
    found = contradictions(only(missing, "valley-reply.1-03", "harbour-plan.1-02"))
    assert wheres(found) == [where]
    assert found.says[0].startswith("No two" if where == "answered" else "1 pair of statements")


def test_what_was_denied_and_is_later_there_is_no_answer(said: Content) -> None:
    denied = rewritten(said, "valley-reply.2-01", date="2001")
    assert wheres(contradictions(only(denied, "valley-reply.2-01", "harbour-plan.1-05"))) == ["between"]


def test_a_listed_mention_is_told_apart(said: Content) -> None:
    listed = rewritten(said, "harbour-plan.1-05", mode="listed")
    found = contradictions(listed)
    assert wheres(found).count("listed") == 1
    assert "3 pairs" in found.says[0]
    (part,) = (part for part in found.parts if part.heading.startswith("Tidal power"))
    assert any("only listed" in line for line in part.says)


def test_one_holder_in_one_document_is_told_apart_from_two(said: Content) -> None:
    holder = {"holder": ("Upper Valley",), "holder_ids": ("upper-valley",)}
    moved = rewritten(said, "harbour-plan.1-05", document="valley-reply", **holder)
    assert wheres(contradictions(moved)) == ["between", "between", "between", "within"]
    two = rewritten(said, "harbour-plan.1-05", document="valley-reply")
    assert wheres(contradictions(two)) == ["between"] * 4


def test_versions_of_one_document_are_one_voice(said: Content) -> None:
    holder = {"holder": ("Upper Valley",), "holder_ids": ("upper-valley",)}
    changed = rewritten(said, "harbour-plan.1-05", **holder)
    reply = replace(said.documents["valley-reply"], replaces="harbour-plan")
    versions = replace(changed, documents={**said.documents, "valley-reply": reply})
    (row,) = (row for row in rows(contradictions(versions)) if row["first_statement"] == "harbour-plan.1-05")
    assert row["where"] == "within"


def test_positions_on_an_element_oppose_each_other(said: Content) -> None:
    dues = {"linkage": None, "element": "harbour-dues"}
    welcomed = rewritten(said, "valley-reply.1-01", **dues)
    (row,) = (row for row in rows(contradictions(welcomed)) if not row["linkage_type"])
    assert (row["subject"], row["opposed"]) == ("harbour-dues", "in will")
    assert "is welcome or supported as it is, the other that it has had its day" in row["why"]
    asserted = rewritten(welcomed, "valley-reply.1-01", stance="asserts")
    assert len(pairs(contradictions(asserted))) == 4
    wanting = rewritten(welcomed, "isle-note.2-03", status="insufficient")
    assert len(pairs(contradictions(wanting))) == 5
    assert len(pairs(contradictions(rewritten(wanting, "valley-reply.1-01", stance="asserts")))) == 4


def test_what_keeps_two_from_speaking_of_the_same_is_told(said: Content) -> None:
    found = contradictions(rewritten(said, "valley-reply.2-01", condition=("at night",)))
    why = {row["second_statement"]: row["why"] for row in rows(found)}
    assert "not by the same means (Harbour guilds, Saltworks Cluster / none)" in why["valley-reply.1-02"]
    assert "not on the same condition (none / at night)" in why["valley-reply.2-01"]
    assert "not " not in why["valley-reply.2-03"].partition(";")[2]


def test_financial_tools_are_named_more_narrowly_in_a_list(said: Content) -> None:
    found = refinements(said)
    broad = "harbour-plan.2-06"
    assert pairs(found) == [(broad, "harbour-plan.2-07"), (broad, "harbour-plan.2-08")]
    assert wheres(found) == ["listed", "listed"]
    assert found.says[0].startswith("No two statements")
    assert rows(found)[0]["why"] == "subject “Keel vouchers” is narrower"


def narrower(said: Content, **changes: object) -> Content:
    """The Isle says of keel vouchers what the Ministry says of financial tools."""
    vouchers = of(said, "harbour-plan.2-07").linkage
    isle = rewritten(said, "isle-note.1-03", linkage=vouchers, status="possible", **changes)
    return only(isle, "isle-note.1-03", "harbour-plan.2-06")


def test_another_document_says_it_more_narrowly(said: Content) -> None:
    found = refinements(narrower(said))
    assert pairs(found) == [("harbour-plan.2-06", "isle-note.1-03")]  # the broader first, whatever the dates
    assert wheres(found) == ["between"]
    assert found.says[0].endswith("; 1 with the same status.")
    other = refinements(rewritten(narrower(said), "isle-note.1-03", status="desired"))
    assert rows(other)[0]["same_status"] == "false"
    assert other.says[0].endswith("; 0 with the same status.")
    denied = refinements(rewritten(narrower(said), "isle-note.1-03", status="denied"))
    assert wheres(denied) == ["exception"]


def test_the_names_of_elements_count_for_nothing(said: Content) -> None:
    alone = narrower(said)
    elements = {name: replace(each, broader=()) for name, each in alone.elements.items()}
    assert pairs(refinements(replace(alone, elements=elements))) == []


def linked(said: Content, *triples: tuple[str, str, str]) -> Content:
    """A statement for each of these linkages, with `harbour-pass` under `green-keel-strategy`."""
    names = ["harbour-plan.1-04", "valley-reply.2-02", "isle-note.1-01"][: len(triples)]
    changed = only(said, *names)
    for name, (subject, kind, target) in zip(names, triples, strict=True):
        linkage = Linkage(f"{subject}--{kind}--{target}", subject, kind, target, exclusive=False)
        changed = rewritten(changed, name, linkage=linkage)
    above = replace(said.elements["harbour-pass"], broader=("green-keel-strategy",))
    return replace(changed, elements={**said.elements, "harbour-pass": above})


@pytest.mark.parametrize(
    ("broader", "second", "found"),
    [
        (("green-keel-strategy", "funds", "pilots"), ("harbour-pass", "funds", "pilots"), 1),
        (("green-keel-strategy", "funds", "pilots"), ("harbour-pass", "promotes", "pilots"), 0),
        (("green-keel-strategy", "linkedTo", "pilots"), ("harbour-pass", "promotes", "pilots"), 1),
        (("green-keel-strategy", "coordinatesWith", "pilots"), ("pilots", "coordinatesWith", "harbour-pass"), 1),
        (("pilots", "partOf", "green-keel-strategy"), ("harbour-pass", "partOf", "pilots"), 0),
    ],
)
def test_narrower_is_by_ends_and_type(
    said: Content, broader: tuple[str, str, str], second: tuple[str, str, str], found: int
) -> None:
    assert len(pairs(refinements(linked(said, broader, second)))) == found


def test_a_chain_says_nothing_more_narrowly(said: Content) -> None:
    chain = linked(said, ("green-keel-strategy", "partOf", "seven-tide-budget"), ("harbour-pass", "partOf", "tide"))
    below = {
        **chain.elements,
        "tide": replace(said.elements["pilots"], id="tide", broader=("seven-tide-budget",)),
    }
    assert len(pairs(refinements(replace(chain, elements=below)))) == 1
    one, two = (
        ("green-keel-strategy", "partOf", "seven-tide-budget"),
        ("harbour-pass", "partOf", "green-keel-strategy"),
    )
    steps = linked(said, one, two)
    within = replace(said.elements["green-keel-strategy"], broader=("seven-tide-budget",))
    assert pairs(refinements(replace(steps, elements={**steps.elements, "green-keel-strategy": within}))) == []


@pytest.mark.parametrize("report", [contradictions, refinements])
def test_labels_and_glosses_are_no_mark_up(said: Content, report: Callable[[Content], Report]) -> None:
    elements = {name: replace(each, label=HOSTILE) for name, each in said.elements.items()}
    statements = tuple(replace(each, gloss=HOSTILE, holder=(HOSTILE,)) for each in said.statements)
    found = report(replace(said, elements=elements, statements=statements))
    assert HOSTILE in found.to_text(200)
    assert "<img" not in found.to_html()
    assert "<img" not in found.to_markdown()
    assert "[a](" not in found.to_markdown()


def test_reports_of_the_shipped_corpus_add_up(shipped: Content) -> None:
    ids = {each.id for each in shipped.statements}
    for found in (contradictions(shipped), refinements(shipped)):
        both = pairs(found)
        assert {name for pair in both for name in pair} <= ids
        assert len(set(both)) == len(both)
        assert not {(second, first) for first, second in both} & set(both)
        assert numbers(found) == len(both) if both else not found.parts
        text = found.to_text(60)
        assert all(name in text for pair in both for name in pair)  # none is broken over two lines


def test_the_earlier_statement_stands_first(shipped: Content) -> None:
    places = {each.id: order(each) for each in shipped.statements}
    assert all(places[first] < places[second] for first, second in pairs(contradictions(shipped)))


def test_one_document_alone_is_told_as_that(said: Content) -> None:
    alone = replace(
        said,
        documents={"isle-note": said.documents["isle-note"]},
        statements=tuple(each for each in said.statements if each.document == "isle-note"),
    )
    for found in (contradictions(alone), refinements(alone)):
        assert found.parts == ()
        assert "Of 1 document: 1 coded whole." in found.says[-1]
