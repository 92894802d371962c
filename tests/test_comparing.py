"""Two documents or holders beside each other: what both state, what only one does, and what became stronger."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations

import pytest

from places import WORLD, WORLD_TEXTS
from policygraph.comparing import compare
from policygraph.comparing.strength import MODALS, STATUSES, modal_rank
from policygraph.faults import PolicygraphError
from policygraph.from_rows import content
from policygraph.report import Part, Report
from policygraph.statements import Content, Statement, order
from policygraph.vocabulary import vocabulary

HOSTILE = '<img src=x onerror=alert(1)>|"[a](javascript:b)`*'
BOTH, NEAR, ELEMENTS = "What both state", "Near each other, and not the same", "On the same elements"


@pytest.fixture(scope="module")
def said() -> Content:
    return content(WORLD)


@pytest.fixture(scope="module")
def shipped() -> Content:
    return content()


def rewritten(said: Content, name: str, **changes: object) -> Content:
    """The same with one statement changed."""
    changed = [replace(s, **changes) if s.id == name else s for s in said.statements]  # type: ignore[arg-type]
    return replace(said, statements=tuple(changed))


def rows(report: Report, found_in: str = "", about: str = "") -> list[dict[str, str]]:
    return [
        row
        for row in report.rows.to_dicts()
        if row["found_in"] == (found_in or row["found_in"]) and row["about"] == (about or row["about"])
    ]


def part(report: Report, heading: str) -> Part:
    (found,) = (each for each in report.parts if each.heading == heading)
    return found


def table(report: Report, heading: str) -> list[dict[str, str]]:
    found = part(report, heading).table
    return found.to_dicts() if found else []


def differ(said: Content, thing: str, first: str = "harbour-plan", second: str = "valley-reply") -> str:
    """In what two documents differ about what begins with that name."""
    (row,) = (row for row in table(compare(said, first, second), BOTH) if row["about"].startswith(thing))
    return row["differ_in"]


def test_what_both_state_stands_side_by_side(said: Content) -> None:
    report = compare(said, "harbour-plan", "valley-reply")
    shared = {(row["first_statements"], row["second_statements"]) for row in rows(report, "both", "linkage")}
    assert shared == {
        ("harbour-plan.1-01", "valley-reply.1-02"),
        ("harbour-plan.1-02", "valley-reply.1-03|valley-reply.1-04"),  # the ends are named the other way round
        ("harbour-plan.1-05", "valley-reply.2-01"),
        ("harbour-plan.3-01", "valley-reply.2-03"),
    }
    tides = next(row for row in table(report, BOTH) if row["about"].startswith("Tidal power"))
    assert tides == {
        "about": "Tidal power – drives – Boatbuilding",
        "differ_in": "status: existing / denied (opposed in fact)",
        "first": "existing: The Ministry of Tides sees tidal power as what sets boatbuilding going. [1-05]",
        "second": "denied: The Upper Valley disputes that tidal power is what sets boatbuilding going. [2-01]",
    }
    assert "[1-01] under harbour-plan is the statement harbour-plan.1-01." in report.says


def test_the_sentences_say_what_was_coded_and_how_much(said: Content) -> None:
    says = compare(said, "harbour-plan", "valley-reply").says
    assert says[0] == (
        "The first, harbour-plan: “The Harbour Plan”, 2019-04, of Ministry of Tides: 20 statements on 20 linkages; "
        "2 only listed; coded whole."
    )
    assert "on 9 linkages and 1 position on an element as such; coded whole." in says[1]
    assert says[2].startswith("Both state 4 linkages, of which 4 not alike. Only the first states 16 linkages")
    assert says[-2].startswith("Both were coded whole.")
    part_of_it = compare(said, "harbour-plan", "pass-act").says
    assert "coded in part (5 passages with 37 words)" in part_of_it[1]
    assert part_of_it[-2].startswith("pass-act was coded in part: what is told as only in the other may stand in")


def test_either_order_finds_the_same(said: Content) -> None:
    one, other = (compare(said, *names) for names in (("harbour-plan", "valley-reply"),) * 2)
    assert one == other
    turned = compare(said, "valley-reply", "harbour-plan")
    assert {row["second_statements"] for row in rows(turned, "both", "linkage")} == {
        row["first_statements"] for row in rows(one, "both", "linkage")
    }
    assert len(rows(turned, "first")) == len(rows(one, "second"))


def test_quotes_stand_in_place_of_glosses_where_the_texts_are(said: Content) -> None:
    report = compare(content(WORLD, WORLD_TEXTS), "harbour-plan", "valley-reply")
    assert any("“" in row["first"] for row in table(report, BOTH))
    assert not any("“" in row["first"] for row in table(compare(said, "harbour-plan", "valley-reply"), BOTH))


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (("should",), ("must",), "should / must (stronger in the second)"),
        (("shall",), ("may",), "shall / may (weaker in the second)"),
        (("will",), ("possibility", "will"), "will / possibility, will (weaker in the second)"),
        (("must",), ("shall",), "must / shall"),
        (("could",), ("Shall",), "could / shall (stronger in the second)"),
        ((), ("should",), "none / should"),
        (("should",), ("hopes",), "should / hopes"),
    ],
)
def test_modal_words_are_ordered_as_far_as_the_order_goes(
    said: Content, first: tuple[str, ...], second: tuple[str, ...], told: str
) -> None:
    one = rewritten(said, "harbour-plan.1-05", modality=first)
    assert differ(rewritten(one, "valley-reply.2-01", status="existing", modality=second), "Tidal") == (
        f"modality: {told}"
    )


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("possible", "existing", "stronger in the second"),
        ("existing", "desired", "weaker in the second"),
        ("desired", "missing", ""),
        ("possible", "denied", "opposed in degree"),
    ],
)
def test_statuses_are_ordered_as_far_as_the_order_goes(said: Content, first: str, second: str, told: str) -> None:
    one = rewritten(said, "harbour-plan.1-05", status=first, modality=("should",))  # of another status: not compared
    words = f"status: {first} / {second}" + (f" ({told})" if told else "")
    assert differ(rewritten(one, "valley-reply.2-01", status=second), "Tidal") == words


def test_the_order_of_modal_words_names_each_once() -> None:
    assert sum(map(len, MODALS)) == len(frozenset().union(*MODALS))
    assert set(STATUSES) <= set(vocabulary().names("status"))
    assert [modal_rank([word]) for word in ("could", "may", "should", "shall")] == [0, 1, 2, 3]


def test_other_differences_are_told_by_name(said: Content) -> None:
    assert differ(said, "Harbour Pass") == (
        "status: desired / undesired (opposed in will); addressee: Harbour regions / none; degree: fully / none"
    )
    assert "means: Harbour guilds, Saltworks Cluster / none" in differ(said, "Joint Tide")
    conditioned = rewritten(said, "valley-reply.2-01", condition=("at night",))
    assert "condition: none / at night" in differ(conditioned, "Tidal")


def test_a_holder_is_told_only_where_it_is_not_the_speaker(said: Content) -> None:
    assert "holder" not in differ(said, "Tidal")
    told = rewritten(said, "valley-reply.2-01", holder=("Saltworks Cluster",), holder_ids=("saltworks-cluster",))
    assert "holder: Ministry of Tides / Saltworks Cluster" in differ(told, "Tidal")


def test_what_is_only_listed_counts_for_nothing_beside_what_is_stated(said: Content) -> None:
    listed = rewritten(said, "valley-reply.1-03", mode="listed")
    assert differ(listed, "Green Keel") == (
        "status: existing / desired (weaker in the second); addressee: none / Ministry of Tides"
    )
    alone = rewritten(said, "valley-reply.2-01", mode="listed", status="existing")
    assert differ(alone, "Tidal") == "mode: stated / only listed"


def test_what_is_alike_is_told_last_and_as_alike(said: Content) -> None:
    alike = rewritten(said, "harbour-plan.1-02", status="missing")
    alike = rewritten(alike, "valley-reply.1-04", status="missing", addressee=())
    report = compare(alike, "harbour-plan", "valley-reply")
    assert table(report, BOTH)[-1]["differ_in"] == "nothing"
    assert "Both state 4 linkages, of which 3 not alike" in report.says[2]


def test_elements_of_both_are_counted_by_status(said: Content) -> None:
    numbers = {row["element"]: row for row in table(compare(said, "harbour-plan", "valley-reply"), ELEMENTS)}
    assert numbers["Joint Tide Programme"]["first"] == "3: 2 existing, 1 denied (only)"
    assert numbers["Joint Tide Programme"]["second"] == "3: 1 desired, 1 insufficient, 1 missing"
    listed = rewritten(said, "harbour-plan.1-05", mode="listed")
    numbers = {row["element"]: row for row in table(compare(listed, "harbour-plan", "valley-reply"), ELEMENTS)}
    assert numbers["Tidal power"]["first"] == "1: 1 only listed"


def test_positions_are_compared_too(said: Content) -> None:
    dues = {"linkage": None, "element": "harbour-dues"}
    report = compare(rewritten(said, "valley-reply.1-01", **dues), "valley-reply", "isle-note")
    (row,) = rows(report, "both", "position")
    assert row["subject"] == "harbour-dues"
    assert row["differences"] == "status: existing / undesired (opposed in will)"
    assert "1 position" in report.says[2]


def test_the_nearest_of_the_other_stands_beside_what_only_one_states(said: Content) -> None:
    vouchers = next(each.linkage for each in said.statements if each.id == "harbour-plan.2-07")
    report = compare(rewritten(said, "isle-note.1-01", linkage=vouchers), "harbour-plan", "isle-note")
    assert "0 pairs" not in report.says[2]
    tools = next(row for row in rows(report, "first") if row["subject"] == "financial-tools")
    assert (tools["near_subject"], tools["kin"]) == ("keel-vouchers", "narrower")
    assert tools["why"] == "subject “Keel vouchers” is narrower"
    (near,) = (row for row in table(report, NEAR) if row["first"].startswith("Financial tools"))
    assert near["second"].startswith(
        "Keel vouchers – funds – Small yards. existing: “Les bacs d’hiver"
    )  # coded by its words
    assert near["kin"] == "narrower: subject “Keel vouchers” is narrower"
    turned = compare(rewritten(said, "isle-note.1-01", linkage=vouchers), "isle-note", "harbour-plan")
    tools = next(row for row in rows(turned, "second") if row["subject"] == "financial-tools")
    assert (tools["near_subject"], tools["kin"]) == ("keel-vouchers", "broader")  # as the second stands to the first


def test_what_both_state_may_be_the_nearest_of_what_only_the_second_states(said: Content) -> None:
    tools = next(each.linkage for each in said.statements if each.id == "harbour-plan.2-06")
    report = compare(rewritten(said, "isle-note.1-01", linkage=tools), "isle-note", "harbour-plan")
    assert "2 pairs of linkages come near each other" in report.says[2]
    assert {row["subject"] for row in rows(report, "second") if row["kin"]} == {"keel-vouchers", "net-loans"}


def test_nothing_near_is_said_to_be_nothing(said: Content) -> None:
    report = compare(said, "isle-note", "pass-act")
    assert part(report, NEAR).says == ("No linkage that only one of them states is near to one of the other.",)
    assert part(report, BOTH).says == ("They have no linkage and no position in common.",)
    assert "They share no linkage. Only the first" in report.says[2]


def test_a_document_of_which_nothing_was_coded_is_told_as_that(said: Content) -> None:
    silent = replace(said, statements=tuple(s for s in said.statements if s.document != "valley-reply"))
    for names in (("harbour-plan", "valley-reply"), ("valley-reply", "harbour-plan")):
        report = compare(silent, *names)
        assert any("0 statements on 0 linkages; coded whole." in sentence for sentence in report.says)
        assert rows(report, "both") == []
        assert report.to_text(100)


def test_holders_are_compared_like_documents(said: Content) -> None:
    report = compare(said, "Ministry of Tides", "upper-valley")
    assert report.title == "ministry-of-tides and upper-valley"
    assert len(rows(report, "both", "linkage")) == 4
    assert "harbour-plan.1-05]" in next(row["first"] for row in table(report, BOTH) if "Tidal" in row["about"])
    assert "Ministry of Tides as a holder, in 1 document (harbour-plan)" in report.says[0]


def test_a_document_goes_before_an_element_of_that_name(said: Content) -> None:
    assert "“The Harbour Plan”" in compare(said, "harbour-plan", "isle-note").says[0]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("harbour-plan", "harbour-plan", "is compared with itself"),
        ("Ministry of Tides", "ministry-of-tides", "is compared with itself"),
        ("isle-of-brume", "isle-note", "are the same statements"),
        ("harbour-plan", "harbor-plan", "no document or holder is called 'harbor-plan'; the nearest are harbour-plan"),
        ("uper valley", "harbour-plan", "the nearest are upper-valley"),
        ("harbour-plan", "zzz", "choose among harbour-plan, isle-note, pass-act, valley-reply"),
        ("tidal-power", "harbour-plan", "tidal-power holds no statement here"),
        ("", "harbour-plan", "no document or holder is called ''"),
    ],
)
def test_what_cannot_be_compared_is_told(said: Content, first: str, second: str, told: str) -> None:
    with pytest.raises(PolicygraphError, match=told):
        compare(said, first, second)


def test_a_label_of_several_holders_lists_them(said: Content) -> None:
    twice = {**said.elements, "isle-of-brume": replace(said.elements["isle-of-brume"], names=("Upper Valley",))}
    with pytest.raises(PolicygraphError, match="choose among isle-of-brume, upper-valley"):
        compare(replace(said, elements=twice), "Upper Valley", "harbour-plan")


def of_plan(said: Content, changed: Mapping[str, Mapping[str, object] | None]) -> Iterable[Statement]:
    """The statements of the plan as a later version has them: some changed, some left out."""
    for each in said.statements:
        changes = changed.get(each.id.rpartition(".")[2], {})
        if each.document == "harbour-plan" and changes is not None:
            moved = {"id": each.id.replace("harbour-plan", "plan-2"), "document": "plan-2", "date": "2022"}
            yield replace(each, **{**moved, **changes})  # type: ignore[arg-type]


@pytest.fixture
def versions(said: Content) -> Content:
    """The plan, and a second version of it."""
    plan = said.documents["harbour-plan"]
    later = replace(plan, id="plan-2", date="2022", version="2", replaces="harbour-plan")
    timber = next(each.linkage for each in said.statements if each.id == "valley-reply.2-02")
    statements = of_plan(
        said,
        {
            "1-06": {"status": "possible"},
            "2-01": None,
            "2-06": {"modality": ("shall",)},
            "3-01": {"degree": ()},
            "4-01": {"modality": ("should",), "condition": ()},
            "4-02": {"linkage": timber},
            "4-03": {"status": "existing", "modality": ("may",)},
        },
    )
    return replace(
        said,
        documents={**said.documents, "plan-2": later},
        statements=tuple(sorted((*said.statements, *statements), key=order)),
    )


@pytest.mark.parametrize("names", [("harbour-plan", "plan-2"), ("plan-2", "harbour-plan")])
def test_of_versions_it_is_told_what_changed(versions: Content, names: tuple[str, str]) -> None:
    report = compare(versions, *names)
    assert report.title == "harbour-plan and its later version plan-2"
    assert report.says[2].endswith(
        "1 added, 2 dropped, 2 strengthened, 2 weakened, 1 changed otherwise and 13 unchanged."
    )
    changes: dict[str, list[str]] = {row["change"]: [] for row in rows(report)}
    for row in rows(report):
        changes[row["change"]].append((row["first_statements"] or row["second_statements"]).rpartition(".")[2])
    assert (changes["added"], changes["dropped"]) == (["4-02"], ["2-01", "4-02"])
    assert (changes["strengthened"], changes["weakened"]) == (["2-06", "4-03"], ["1-06", "4-01"])
    assert changes["changed otherwise"] == ["3-01"]
    assert (
        table(report, "Weakened")[1]["differ_in"]
        == "modality: will → should (weaker); condition: If the regions agree → none"
    )
    assert [row["about"] for row in table(report, "Added")] == ["Valley timber – drives – Boatbuilding"]


def test_a_version_further_back_is_a_version(versions: Content) -> None:
    between = replace(versions.documents["plan-2"], id="plan-1b", replaces="harbour-plan")
    documents = {**versions.documents, "plan-1b": between}
    documents["plan-2"] = replace(documents["plan-2"], replaces="plan-1b")
    assert "later version" in compare(replace(versions, documents=documents), "plan-2", "harbour-plan").title
    del documents["plan-1b"]
    assert "later version" not in compare(replace(versions, documents=documents), "plan-2", "harbour-plan").title


def test_versions_that_say_the_same_are_told_as_unchanged(said: Content) -> None:
    later = replace(said.documents["harbour-plan"], id="plan-2", date="2022", replaces="harbour-plan")
    same = replace(
        said, documents={**said.documents, "plan-2": later}, statements=(*said.statements, *of_plan(said, {}))
    )
    report = compare(same, "harbour-plan", "plan-2")
    assert "0 added, 0 dropped" in report.says[2]
    assert "20 unchanged" in report.says[2]
    assert part(report, "Added").says == ("None.",)


def test_labels_and_glosses_are_no_mark_up(said: Content) -> None:
    elements = {name: replace(each, label=HOSTILE) for name, each in said.elements.items()}
    documents = {name: replace(each, title=HOSTILE) for name, each in said.documents.items()}
    statements = tuple(replace(each, gloss=HOSTILE, degree=(HOSTILE,)) for each in said.statements)
    hostile = replace(said, elements=elements, documents=documents, statements=statements)
    report = compare(hostile, "harbour-plan", "valley-reply")
    assert "<img" in report.to_text(200)
    assert "<img" not in report.to_html()
    assert "<img" not in report.to_markdown()
    assert "[a](" not in report.to_markdown()


def test_comparisons_of_the_shipped_corpus_add_up(shipped: Content) -> None:
    ids = {each.id for each in shipped.statements}
    by_document = {
        name: {each.linkage for each in shipped.statements if each.document == name and each.linkage}
        for name in shipped.documents
    }
    for first, second in combinations(shipped.documents, 2):
        report = compare(shipped, first, second)
        assert len(rows(report, "both", "linkage")) == len(by_document[first] & by_document[second])
        assert len(rows(report, "first", "linkage")) == len(by_document[first] - by_document[second])
        assert len(rows(report, "second", "linkage")) == len(by_document[second] - by_document[first])
        told = {name for row in rows(report) for side in ("first", "second") for name in split(row, side)}
        assert told == {each for each in ids if each.partition(".")[0] in (first, second)}


def split(row: dict[str, str], side: str) -> list[str]:
    return [name for name in row[f"{side}_statements"].split("|") if name]
