"""Asks, their verdicts, and what later documents say that may be looked at for one."""

from collections import Counter
from dataclasses import replace

import pytest

from places import WORLD, WORLD_TEXTS
from policygraph.dates import Period, is_later
from policygraph.faults import PolicygraphError
from policygraph.from_rows import content
from policygraph.report import Report
from policygraph.statements import Content, Element, Statement, Verdict
from policygraph.tracking import asks
from policygraph.tracking.following import Followed, in_order, may_be_later
from policygraph.vocabulary import vocabulary

HOSTILE = '<img src=x onerror=alert(1)>|"[a](javascript:b)`*'


@pytest.fixture(scope="module")
def said() -> Content:
    """The world without any verdict."""
    return replace(content(WORLD), verdicts={})


@pytest.fixture(scope="module")
def shipped() -> Content:
    return content()


def judged(said: Content, ask: str, verdict: str, *answers: str, date: str = "2021-06-01") -> Content:
    """The same with one verdict more."""
    given = Verdict(ask, verdict, answers, "because we looked", "Ines Quay", date)
    return replace(said, verdicts={**said.verdicts, ask: given})


def rewritten(said: Content, name: str, **changes: object) -> Content:
    """The same with one statement changed."""
    changed = (replace(s, **changes) if s.id == name else s for s in said.statements)  # type: ignore[arg-type]
    return replace(said, statements=tuple(changed))


def statement(said: Content, name: str) -> Statement:
    (found,) = (s for s in said.statements if s.id == name)
    return found


def beside(report: Report) -> list[tuple[str, str, str]]:
    """What stands beside each ask: the ask, the relation, the other statement."""
    return [(row["ask"], row["relation"], row["other"]) for row in report.rows.to_dicts()]


def headings(report: Report) -> list[str]:
    return [part.heading for part in report.parts]


def verdicts(report: Report) -> dict[str, str]:
    """The numbers of asks in the summary, by verdict."""
    (summary,) = (part.table for part in report.parts if part.heading == "Verdicts")
    assert summary is not None
    return {row["verdict"]: row["asks"] for row in summary.to_dicts()}


def test_every_ask_of_a_document_and_no_other_statement(said: Content) -> None:
    found = {ask for ask, _, _ in beside(asks(said, "valley-reply"))}
    assert found == {f"valley-reply.{n}" for n in ("1-03", "1-04", "1-05", "2-04")}


def test_a_later_statement_of_the_same_linkage_is_proposed_and_an_earlier_is_not(said: Content) -> None:
    # the Ministry said in 2019-04 that the two are coordinated, the isle asks for it in 2020
    found = beside(asks(said, "valley-reply"))
    assert ("valley-reply.1-04", "proposed", "isle-note.2-01") in found
    assert not any(other.startswith("harbour-plan") for _, _, other in found)


def test_a_statement_of_the_same_document_is_no_proposal(said: Content) -> None:
    assert ("valley-reply.1-03", "proposed", "valley-reply.1-04") not in beside(asks(said))


def test_a_proposal_of_an_uncertain_date_says_so(said: Content) -> None:
    # the isle's note is of "2020": a law of that year may be earlier or later
    moved = replace(
        said,
        documents={
            **said.documents,
            "valley-reply": replace(said.documents["valley-reply"], date="2020-09"),
        },
        statements=tuple(replace(s, date="2020-09") if s.document == "valley-reply" else s for s in said.statements),
    )
    report = asks(moved, "valley-reply")
    (row,) = (row for row in report.rows.to_dicts() if row["ask"] == "valley-reply.1-04")
    assert (row["other"], row["later"]) == ("isle-note.2-01", "not surely")
    assert "not surely later: dated 2020" in report.to_text(100).replace("\n", " ").replace("  ", "")
    assert "Perhaps later, perhaps not" in " ".join(report.parts[-1].says)


def test_what_is_surely_later_is_proposed_first(said: Content) -> None:
    late = replace(statement(said, "isle-note.2-01"), id="pass-act.9-01", document="pass-act", date="2021-03-02")
    unsure = tuple(replace(s, date="2020-09") if s.document == "valley-reply" else s for s in said.statements)
    found = beside(asks(replace(said, statements=(*unsure, late)), "valley-reply.1-04"))
    assert [other for _, _, other in found] == ["pass-act.9-01", "isle-note.2-01"]


def test_statements_of_one_passage_count_it_once(said: Content) -> None:
    # valley-reply.1-03 and 1-04 stand in one sentence
    assert asks(said).says[0] == "9 asks in 8 passages of 4 documents."


@pytest.mark.parametrize(
    ("subject", "target", "kind"),
    [("keel-vouchers", "small-yards", "narrower"), ("financial-tools", "small-yards", "same")],
)
def test_proposals_come_by_kinship_with_the_reason(said: Content, subject: str, target: str, kind: str) -> None:
    # somebody asks in an earlier document for what the Harbour Plan's 2-06 or 2-07 says
    model = statement(said, "harbour-plan.2-06")
    asked = replace(
        model, id="old-note.1", document="old-note", date="2018", stance="urges", status="desired", mode="explicit"
    )
    old = replace(said.documents["harbour-plan"], id="old-note", date="2018")
    more = replace(said, documents={"old-note": old, **said.documents}, statements=(asked, *said.statements))
    rows = {row["other"]: row for row in asks(more, "old-note").rows.to_dicts()}
    wanted = next(
        s.id for s in said.statements if s.linkage and (s.linkage.subject, s.linkage.object) == (subject, target)
    )
    assert rows[wanted]["kinship"] == kind
    assert rows[wanted]["why"]
    assert rows[wanted]["other_mode"] == statement(said, wanted).mode


def test_positions_are_followed_by_positions_on_the_same_element_only(said: Content) -> None:
    # "harbour-dues" is the subject of later linkages too, which are no positions
    early = rewritten(said, "valley-reply.1-01", element="harbour-dues", stance="callsFor", status="desired")
    found = [pair for pair in beside(asks(early, "valley-reply")) if pair[0] == "valley-reply.1-01"]
    assert found == [("valley-reply.1-01", "proposed", "isle-note.2-03")]


def test_a_verdict_tells_its_answer_apart_from_proposals(said: Content) -> None:
    report = asks(judged(said, "valley-reply.1-04", "weaker", "isle-note.2-01"), "valley-reply")
    assert ("valley-reply.1-04", "answer", "isle-note.2-01") in beside(report)
    assert ("valley-reply.1-04", "proposed", "isle-note.2-01") not in beside(report)
    assert ("valley-reply.1-03", "proposed", "isle-note.2-01") in beside(report)  # not judged
    assert {row["later"] for row in report.rows.to_dicts() if row["relation"] == "answer"} == {"surely"}
    assert verdicts(report) == {
        "weaker": "1",
        "not judged, with proposals": "1",
        "not judged, nothing proposed": "2",
        "all": "4",
    }
    assert "Weaker: 1 ask" in headings(report)
    text = report.to_text(100)
    assert "answer  isle-note.2-01" in text
    assert "proposed  isle-note.2-01" in text


def test_what_a_verdict_of_not_found_names_falls_short_and_is_no_answer(said: Content) -> None:
    report = asks(judged(said, "harbour-plan.3-01", "notFoundInScope", "valley-reply.2-03"), "harbour-plan")
    assert ("harbour-plan.3-01", "falls short", "valley-reply.2-03") in beside(report)
    assert "answer" not in {relation for _, relation, _ in beside(report)}
    one = asks(judged(said, "harbour-plan.3-01", "notFoundInScope", "valley-reply.2-03"), "harbour-plan.3-01")
    assert "named as the nearest, which falls short" in one.to_text(100)


def test_without_verdicts_nothing_is_called_answered(said: Content) -> None:
    report = asks(said)
    assert {relation for _, relation, _ in beside(report)} == {"", "proposed"}
    assert all(row["verdict"] == "" for row in report.rows.to_dicts())
    assert "9 asks without a verdict" in " ".join(report.says)
    assert "judged, by" not in " ".join(report.says)


def test_a_proposal_is_worded_as_no_answer_and_nothing_is_a_cause(said: Content) -> None:
    says = " ".join(asks(said, "valley-reply").says)
    assert "No verdict says whether it answers the ask" in says
    assert "does not show that it says so on account of the ask" in says


def test_a_verdict_goes_with_the_period_that_cuts_its_answer_away(said: Content) -> None:
    cut = judged(said, "valley-reply.1-04", "weaker", "isle-note.2-01").between(Period(until="2019"))
    report = asks(cut, "valley-reply")
    assert beside(report)[1] == ("valley-reply.1-04", "", "")
    told = " ".join((*report.says, *report.parts[-1].says))
    assert "left out here if a statement that it names is in none of the documents at hand" in told
    assert "No later document is here" in told


def test_an_answer_that_is_not_here_is_named_as_that(said: Content) -> None:
    report = asks(judged(said, "valley-reply.1-04", "weaker", "lost-act.1-01"), "valley-reply")
    assert ("valley-reply.1-04", "answer", "lost-act.1-01") in beside(report)
    assert "lost-act.1-01: not among the documents at hand" in report.to_text(200)
    one = asks(judged(said, "valley-reply.1-04", "weaker", "lost-act.1-01"), "valley-reply.1-04")
    assert "lost-act.1-01: not among the documents at hand" in one.to_text(200)


def test_documents_coded_after_a_verdict_are_named(said: Content) -> None:
    early = asks(judged(said, "valley-reply.1-04", "weaker", "isle-note.2-01", date="2020-12-31"), "valley-reply")
    late = asks(judged(said, "valley-reply.1-04", "weaker", "isle-note.2-01", date="2021-06-01"), "valley-reply")
    assert "may not reckon with it: pass-act." in " ".join(early.says)
    assert "may not reckon with it" not in " ".join(late.says)


def test_what_not_found_rests_on_are_the_later_documents(said: Content) -> None:
    *_, resting = asks(said, "valley-reply").parts
    assert resting.says[0] == (
        "2 documents later than valley-reply: 1 coded whole, 1 in part (5 passages with 37 words)."
    )
    assert "What was not coded is not absent." in " ".join(resting.says)
    assert resting.table is not None
    assert [row["document"] for row in resting.table.to_dicts()] == ["isle-note", "pass-act"]


def test_a_listed_ask_is_told_as_that(said: Content) -> None:
    report = asks(rewritten(said, "valley-reply.1-05", mode="listed"), "valley-reply")
    assert "1 of them is only listed, as an illustration" in report.says[1]
    assert "only listed, as an illustration)" in " ".join(report.to_text(100).split())
    assert {row["mode"] for row in report.rows.to_dicts() if row["ask"] == "valley-reply.1-05"} == {"listed"}


def test_attention_that_is_asked_for_is_not_told_as_a_link_that_is_wanted(said: Content) -> None:
    report = asks(rewritten(said, "valley-reply.1-05", status="existing"), "valley-reply")
    assert "In 1 ask the link is told as existing or possible, and not as wanted" in " ".join(report.says)
    assert "not as wanted" not in " ".join(asks(said, "valley-reply").says)


def test_two_addressees_count_in_both_lines(said: Content) -> None:
    (part,) = (part for part in asks(said, "isle-note").parts if part.heading == "Of whom it is asked")
    assert part.table is not None
    assert [(row["addressee"], row["asks"]) for row in part.table.to_dicts()] == [
        ("Ministry of Tides", "1"),
        ("Upper Valley", "1"),
    ]
    assert part.says == ("1 ask with more than one addressee, each in several lines.",)


def test_one_ask_in_full(said: Content) -> None:
    report = asks(judged(said, "valley-reply.1-04", "weaker", "isle-note.2-01"), "valley-reply.1-04")
    assert report.says == (statement(said, "valley-reply.1-04").gloss,)
    told = report.parts[0].table
    assert told is not None
    values = {row["what"]: row["value"] for row in told.to_dicts()}
    assert values["of what"] == "Green Keel Strategy – is coordinated with – Joint Tide Programme"
    assert values["asked of"] == "Ministry of Tides"
    assert values["address"] == statement(said, "valley-reply.1-04").iri
    assert "Verdict: weaker" in headings(report)
    assert beside(report) == [("valley-reply.1-04", "answer", "isle-note.2-01")]


def test_one_ask_says_how_often_later_documents_speak_of_its_ends(said: Content) -> None:
    report = asks(said, "valley-reply.1-04")
    (part,) = (part for part in report.parts if part.heading == "What later documents say of its ends")
    assert part.table is not None
    assert [tuple(row.values()) for row in part.table.to_dicts()] == [
        ("Green Keel Strategy", "isle-note", "1", "0"),
        ("Joint Tide Programme", "isle-note", "1", "0"),
        ("Joint Tide Programme", "pass-act", "1", "0"),
    ]


def test_an_ask_is_found_by_its_address_too(said: Content) -> None:
    address = statement(said, "valley-reply.1-04").iri
    assert asks(said, address).title == "The ask valley-reply.1-04"


def test_a_document_that_asks_nothing_says_so_and_what_was_coded(said: Content) -> None:
    quiet = rewritten(said, "pass-act.r1-01", stance="asserts")
    report = asks(quiet, "pass-act")
    assert report.parts == ()
    assert len(report.rows) == 0
    assert "None of its 3 statements has a stance that asks" in report.says[1]
    assert "5 passages with 37 words" in report.says[1]


def test_a_corpus_that_asks_nothing_says_so(said: Content) -> None:
    quiet = replace(said, statements=tuple(s for s in said.statements if not s.asks))
    assert "No statement asks for anything in 4 documents" in asks(quiet).says[0]


def test_one_document_only_has_nothing_later(said: Content) -> None:
    alone = replace(
        said,
        documents={"valley-reply": said.documents["valley-reply"]},
        statements=tuple(s for s in said.statements if s.document == "valley-reply"),
    )
    for report in (asks(alone), asks(alone, "valley-reply"), asks(alone, "valley-reply.1-04")):
        assert {relation for _, relation, _ in beside(report)} == {""}
    assert "No later document is here" in asks(alone, "valley-reply.1-04").parts[-1].says[0]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("valley-reply.1-02", "asks nothing: its stance is “criticises”"),
        ("pass-act.r1-02", "if it was withdrawn, `policygraph cite pass-act.r1-02` tells"),
        ("valley-reply.1-99", "the nearest are valley-reply.1-0"),
        ("valley-replay", "choose among harbour-plan, isle-note, pass-act, valley-reply"),
        ("gull-act.1-01", "no document is called 'gull-act'"),
    ],
)
def test_a_name_that_is_no_ask_and_no_document(said: Content, name: str, told: str) -> None:
    with pytest.raises(PolicygraphError) as error:
        asks(said, name)
    assert told in str(error.value)


def test_sections_are_those_of_the_document_in_its_order(said: Content) -> None:
    (part,) = (part for part in asks(said, "valley-reply").parts if part.heading == "Where it is asked")
    assert part.table is not None
    assert [(row["section"], row["asks"]) for row in part.table.to_dicts()] == [
        ("paragraph 1", "3"),
        ("paragraph 2", "1"),
    ]


def test_quotes_stand_beside_the_gloss_where_the_texts_are(said: Content) -> None:
    quoted = asks(content(WORLD, WORLD_TEXTS), "valley-reply")
    words = "must bring our foresters into the Round Table"
    assert words in " ".join(quoted.to_text(100).split())
    assert words not in " ".join(asks(said, "valley-reply").to_text(100).split())
    assert words in next(r["quote"] for r in quoted.rows.to_dicts() if r["ask"] == "valley-reply.1-05")


def test_hostile_names_glosses_and_reasons_stay_text(said: Content) -> None:
    elements = {
        name: replace(element, label=HOSTILE) if name == "round-table" else element
        for name, element in said.elements.items()
    }
    hostile = replace(rewritten(said, "valley-reply.1-05", gloss=HOSTILE, addressee=(HOSTILE,)), elements=elements)
    hostile = judged(hostile, "valley-reply.1-05", "notCheckable")
    hostile = replace(
        hostile,
        verdicts={name: replace(v, reason=HOSTILE, coder=HOSTILE) for name, v in hostile.verdicts.items()},
    )
    for report in (asks(hostile), asks(hostile, "valley-reply"), asks(hostile, "valley-reply.1-05")):
        assert "<img" not in report.to_html()
        assert "<img" not in report.to_markdown()
        assert "[a](" not in report.to_markdown()
        assert HOSTILE in report.to_text(400)


def test_proposals_beyond_three_are_counted_and_all_in_the_ask_itself(said: Content) -> None:
    model = statement(said, "isle-note.2-01")
    more = tuple(replace(model, id=f"isle-note.9-0{n}", stance="asserts", status="existing") for n in range(4))
    crowded = replace(said, statements=(*said.statements, *more))
    text = asks(crowded, "valley-reply").to_text(100)
    assert "2 more: `policygraph asks valley-reply.1-04`" in text
    assert "isle-note.9-01" in text
    assert "isle-note.9-02" not in text
    assert "Proposed: 5 statements" in headings(asks(crowded, "valley-reply.1-04"))
    assert len([1 for ask, _, _ in beside(asks(crowded, "valley-reply")) if ask == "valley-reply.1-04"]) == 5


def test_verdicts_come_in_the_order_of_the_ontology() -> None:
    names = vocabulary().names("verdict")
    assert in_order({"open", "odd", *names, "proposed"}) == (*names, "odd", "proposed", "open")


@pytest.mark.parametrize(
    ("date", "than", "may"),
    [("2013", "2013", True), ("2012-12-31", "2013", False), ("2013-01", "2013-01-31", False), ("2014", "2013", True)],
)
def test_what_may_be_later(date: str, than: str, may: bool) -> None:
    assert may_be_later(date, than) is may


def test_an_element_given_a_broader_one_later_brings_proposals(said: Content) -> None:
    # if foresters were a kind of pilots, a later word on pilots at the table would be near
    below: Element = replace(said.elements["valley-foresters"], broader=("pilots",))
    note = statement(said, "isle-note.1-01")
    asked = statement(said, "valley-reply.1-05")
    assert asked.linkage is not None
    seated = replace(note, id="isle-note.8-01", linkage=replace(asked.linkage, object="pilots", id="round-table--x"))
    grown = replace(said, elements={**said.elements, "valley-foresters": below}, statements=(*said.statements, seated))
    (row,) = (r for r in asks(grown, "valley-reply").rows.to_dicts() if r["ask"] == "valley-reply.1-05")
    assert (row["other"], row["kinship"]) == ("isle-note.8-01", "broader")
    assert "Pilots" in row["why"]


def test_the_shipped_corpus(shipped: Content) -> None:
    """What must hold whatever is coded: ids exist, counts add up, no proposal is earlier or of the same paper."""
    by_id = {s.id: s for s in shipped.statements}
    everything = asks(shipped)
    found = Counter(row["ask"] for row in everything.rows.to_dicts())
    assert set(found) == {s.id for s in shipped.statements if s.asks}
    counts = verdicts(everything)
    total = counts.pop("all") if "all" in counts else str(len(found))
    assert sum(map(int, counts.values())) == int(total) == len(found)
    for row in everything.rows.to_dicts():
        if row["relation"] == "proposed":
            other, ask = by_id[row["other"]], by_id[row["ask"]]
            assert other.document != ask.document
            assert not is_later(ask.date, than=other.date)
            assert (row["later"] == "surely") == is_later(other.date, than=ask.date)
        elif row["relation"]:
            assert row["other"] in by_id
    for document in shipped.documents:
        own = [row for row in everything.rows.to_dicts() if row["document"] == document]
        assert asks(shipped, document).rows.to_dicts() == own


def test_a_line_of_the_terminal_keeps_ids_whole(shipped: Content) -> None:
    longest = max((s.id for s in shipped.statements if s.asks), key=len)
    report = asks(shipped, longest.partition(".")[0])
    assert longest.partition(".")[2] in report.to_text(100).split()
    assert max(map(len, report.to_text(100).splitlines())) <= 100


def test_twice_the_same(shipped: Content) -> None:
    assert asks(shipped).to_html() == asks(shipped).to_html()
    assert len(Followed(shipped).asks(shipped.statements)) == sum(s.asks for s in shipped.statements)
