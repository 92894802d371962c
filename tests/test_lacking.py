"""What documents state to be missing or not enough, and who else speaks of it."""

from collections import Counter
from dataclasses import replace

import pytest

from places import WORLD, WORLD_TEXTS
from policygraph.faults import PolicygraphError
from policygraph.from_rows import content
from policygraph.report import Report
from policygraph.statements import Content, Statement, Verdict
from policygraph.tracking.lacking import LACKS, absences
from policygraph.vocabulary import vocabulary

HOSTILE = '<img src=x onerror=alert(1)>|"[a](javascript:b)`*'


@pytest.fixture(scope="module")
def said() -> Content:
    """The world without any verdict."""
    return replace(content(WORLD), verdicts={})


def statement(said: Content, name: str) -> Statement:
    (found,) = (s for s in said.statements if s.id == name)
    return found


def rewritten(said: Content, name: str, **changes: object) -> Content:
    """The same with one statement changed."""
    changed = (replace(s, **changes) if s.id == name else s for s in said.statements)  # type: ignore[arg-type]
    return replace(said, statements=tuple(changed))


def told(report: Report, lack: str, subject: str) -> list[tuple[str, str, str]]:
    """Of one thing that is lacking: who says what, the relation, and when."""
    return [
        (row["statement"], row["relation"], row["when"])
        for row in report.rows.to_dicts()
        if (row["lack"], row["subject"]) == (lack, subject)
    ]


def test_a_missing_link_with_all_that_others_say_of_it(said: Content) -> None:
    # the ends are named in the other order by the isle: the type has no direction
    assert told(absences(said), "missing", "green-keel-strategy") == [
        ("valley-reply.1-03", "says so", ""),
        ("harbour-plan.1-02", "other", "earlier"),
        ("valley-reply.1-04", "other", "same document"),
        ("isle-note.2-01", "other", "later"),
    ]


def test_what_nobody_else_speaks_of_says_so_and_what_that_rests_on(said: Content) -> None:
    report = absences(said)
    (part,) = (part for part in report.parts if part.heading == "Missing: Timber Policy – is part of – Harbour Plan")
    assert part.says == ("No other document here speaks of it, or of what is near to it.",)
    *_, resting = report.parts
    assert resting.says[0].startswith("4 documents: 3 coded whole, 1 in part (5 passages with 37 words).")
    assert "What was not coded is not absent." in resting.says[0]


def test_insufficient_stands_apart_after_missing(said: Content) -> None:
    names = [part.heading.partition(":")[0] for part in absences(said).parts[:-1]]
    assert names == ["Missing", "Missing", "Insufficient", "Insufficient"]
    assert told(absences(said), "insufficient", "joint-tide-programme") == [
        ("valley-reply.1-02", "says so", ""),
        ("harbour-plan.1-01", "other", "earlier"),
    ]


def test_what_others_speak_of_stands_first(said: Content) -> None:
    names = [part.heading for part in absences(said).parts]
    assert names.index("Missing: Green Keel Strategy – is coordinated with – Joint Tide Programme") == 0
    assert names.index("Missing: Timber Policy – is part of – Harbour Plan") == 1


def test_what_the_same_document_says_of_something_near_is_left_out(said: Content) -> None:
    # the plan's keel strategy involves pilots too little; that it addresses them, elsewhere in the plan, is near
    lacking = statement(said, "harbour-plan.2-04")
    assert lacking.linkage is not None
    near = replace(lacking.linkage, type="addresses", id="green-keel-strategy--addresses--pilots")
    same = replace(lacking, id="harbour-plan.9-01", status="existing", linkage=near)
    other = replace(same, id="isle-note.9-01", document="isle-note", date="2020")
    found = told(
        absences(replace(said, statements=(*said.statements, same, other))), "insufficient", "green-keel-strategy"
    )
    assert found == [("harbour-plan.2-04", "says so", ""), ("isle-note.9-01", "other", "later")]


def test_the_sentences_count_statements_and_documents(said: Content) -> None:
    missing, insufficient, *_ = absences(said).says
    assert missing == (
        "Stated as missing: 2 linkages, in 2 statements (2 passages, 1 document). "
        "Other documents speak of 1, or of what is near to it; of 1 none does."
    )
    assert "2 linkages, in 2 statements (2 passages, 2 documents)" in insufficient


def test_one_document_with_what_others_say_of_its_lacks(said: Content) -> None:
    report = absences(said, "harbour-plan")
    assert told(report, "insufficient", "green-keel-strategy") == [("harbour-plan.2-04", "says so", "")]
    assert {row["lack"] for row in report.rows.to_dicts()} == {"insufficient"}
    assert "Nothing is stated as missing." in report.says


def test_a_second_document_that_finds_it_missing_too_is_told(said: Content) -> None:
    again = rewritten(said, "isle-note.2-01", stance="findsMissing", status="missing")
    assert told(absences(again), "missing", "green-keel-strategy")[:2] == [
        ("valley-reply.1-03", "says so", ""),
        ("isle-note.2-01", "says so", ""),
    ]
    assert ("isle-note.2-01", "other", "later") in told(
        absences(again, "valley-reply"), "missing", "green-keel-strategy"
    )
    assert "(2 passages, 2 documents)" not in absences(said).says[0]
    assert "(3 passages, 2 documents)" in absences(again).says[0]


def test_one_linkage_may_be_missing_to_one_and_insufficient_to_another(said: Content) -> None:
    again = rewritten(said, "isle-note.2-01", stance="criticises", status="insufficient")
    assert ("isle-note.2-01", "other", "later") in told(absences(again), "missing", "green-keel-strategy")
    assert ("valley-reply.1-03", "other", "earlier") in told(absences(again), "insufficient", "green-keel-strategy")


def test_a_narrower_link_of_another_document_is_told_with_the_reason(said: Content) -> None:
    # were the foresters' guild below the pilots, a seat for it would be narrower than the pilots' part
    below = {**said.elements, "boatbuilding": replace(said.elements["boatbuilding"], broader=("apprenticeships",))}
    lacking = rewritten(
        replace(said, elements=below),
        "pass-act.a1-01",
        stance="findsMissing",
        status="missing",
        linkage=replace(statement(said, "harbour-plan.1-04").linkage, subject="joint-tide-programme", id="jtp--x"),  # type: ignore[type-var]
    )
    rows = {row["statement"]: row for row in absences(lacking).rows.to_dicts() if row["linkage"] == "jtp--x"}
    assert rows["harbour-plan.1-01"]["when"] == "earlier"
    assert rows["harbour-plan.1-01"]["kinship"] == "near"
    assert "Boatbuilding" in rows["harbour-plan.1-01"]["why"]


def test_dates_that_do_not_tell_are_told(said: Content) -> None:
    unsure = replace(
        said,
        statements=tuple(replace(s, date="2020-03") if s.document == "valley-reply" else s for s in said.statements),
    )
    assert ("isle-note.2-01", "other", "at about the same time") in told(
        absences(unsure), "missing", "green-keel-strategy"
    )


def test_a_position_may_be_insufficient_too(said: Content) -> None:
    poor = rewritten(said, "isle-note.2-03", status="insufficient")
    report = absences(poor)
    assert "Insufficient: Harbour dues, as such" in [part.heading for part in report.parts]
    assert told(report, "insufficient", "harbour-dues") == [("isle-note.2-03", "says so", "")]
    assert "2 linkages and 1 element as such" in report.says[1]


def test_a_denial_of_only_is_another_thought(said: Content) -> None:
    only = statement(said, "harbour-plan.2-05")
    assert only.linkage is not None
    assert only.linkage.exclusive
    plain = replace(only.linkage, exclusive=False, id="joint-tide-programme--targets--large-harbours")
    missed = replace(only, id="valley-reply.9-01", document="valley-reply", status="missing", linkage=plain)
    report = absences(replace(said, statements=(*said.statements, missed)))
    assert told(report, "missing", "joint-tide-programme") == [("valley-reply.9-01", "says so", "")]


def test_a_verdict_on_what_was_found_missing_is_told(said: Content) -> None:
    given = Verdict("valley-reply.2-04", "notCheckable", (), "nothing here could show it", "Ines Quay", "2021-06-01")
    judged = replace(said, verdicts={given.ask: given})
    assert "not checkable: nothing here could show it" in absences(judged).to_text(100)
    assert "not checkable" not in absences(said).to_text(100)


def test_a_demand_is_not_told_as_an_absence(said: Content) -> None:
    stated = {row["statement"] for row in absences(said).rows.to_dicts() if row["relation"] == "says so"}
    assert stated == {s.id for s in said.statements if s.status in LACKS}
    assert "What is demanded may be absent too, and is not counted here" in " ".join(absences(said).says)


def test_a_listed_lack_is_told_as_that(said: Content) -> None:
    assert "only listed" in absences(rewritten(said, "valley-reply.2-04", mode="listed")).to_text(200)


def test_nothing_lacking_says_so_and_what_was_coded(said: Content) -> None:
    report = absences(said, "pass-act")
    assert report.parts == ()
    assert len(report.rows) == 0
    assert report.says[1:3] == ("Nothing is stated as missing.", "Nothing is stated as insufficient.")
    assert report.says[3] == "Coded of it: 5 passages with 37 words. What was not coded is not absent."


def test_a_corpus_where_nothing_is_lacking(said: Content) -> None:
    content_ = replace(said, statements=tuple(s for s in said.statements if s.status not in LACKS))
    assert "4 documents: 3 coded whole" in absences(content_).says[-1]


def test_an_unknown_document_is_told_with_those_that_there_are(said: Content) -> None:
    with pytest.raises(PolicygraphError, match="choose among harbour-plan, isle-note"):
        absences(said, "harbor-plan")


def test_quotes_where_the_texts_are() -> None:
    assert "Timber Policy is missing from the Harbour Plan" in " ".join(
        absences(content(WORLD, WORLD_TEXTS)).to_text(100).split()
    )


def test_hostile_names_and_glosses_stay_text(said: Content) -> None:
    elements = {**said.elements, "timber-policy": replace(said.elements["timber-policy"], label=HOSTILE)}
    report = absences(rewritten(replace(said, elements=elements), "valley-reply.2-04", gloss=HOSTILE))
    assert "<img" not in report.to_html()
    assert "<img" not in report.to_markdown()
    assert "[a](" not in report.to_markdown()
    assert HOSTILE in report.to_text(400)


def test_the_words_for_what_is_lacking_are_the_ontology_s() -> None:
    assert set(LACKS) < set(vocabulary().names("status"))


def test_the_shipped_corpus() -> None:
    """What must hold whatever is coded: each statement of a lack once, ids exist, times are as the dates say."""
    shipped = content()
    by_id = {s.id: s for s in shipped.statements}
    rows = absences(shipped).rows.to_dicts()
    stated = Counter(row["statement"] for row in rows if row["relation"] == "says so")
    assert stated == Counter(s.id for s in shipped.statements if s.status in LACKS)
    assert {row["statement"] for row in rows} <= by_id.keys()
    assert len({(r["lack"], r["linkage"], r["subject"], r["statement"]) for r in rows}) == len(rows)
    separately = [row for name in shipped.documents for row in absences(shipped, name).rows.to_dicts()]
    assert stated == Counter(row["statement"] for row in separately if row["relation"] == "says so")
    tables = [part.table.to_text(100) for part in absences(shipped).parts if part.table]
    assert max(len(line) for table in tables for line in table.splitlines()) <= 100
