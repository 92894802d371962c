"""Dossiers: all that is said of one element, counted, told apart and never made more of than it is."""

import csv
import io
import json
import re
from dataclasses import replace

import pytest

from places import WORLD, WORLD_TEXTS
from policygraph import Graph, PolicygraphError, ask
from policygraph.dossiers import Dossier, chapters, dossier
from policygraph.dossiers.mentions import about, beside, by_passage, mentions, mentions_of, tally
from policygraph.dossiers.parts import kin_of, questions_behind, wants
from policygraph.dossiers.summing import NOT_ONLY, SAID, stance_words, status_words, summary
from policygraph.from_rows import content
from policygraph.statements import Content, Statement, Verdict
from policygraph.vocabulary import vocabulary


@pytest.fixture(scope="module")
def harbours() -> Content:
    return replace(content(WORLD), verdicts={})


@pytest.fixture(scope="module")
def shipped() -> Content:
    return content()


def ids(statements: tuple[Statement, ...]) -> list[str]:
    return [statement.id for statement in statements]


def headings(found: Dossier) -> list[str]:
    return [part.heading for part in found.parts]


def part(found: Dossier, heading: str) -> str:
    """What stands under a heading, as text."""
    (one,) = (part for part in found.parts if part.heading == heading)
    return "\n".join((*one.says, one.table.to_text(200) if one.table else ""))


def renamed(content: Content, name: str, label: str) -> Content:
    """The same with another label for one element, and that label in every gloss."""
    changed = replace(content.elements[name], label=label, names=(label,))
    statements = tuple(replace(s, gloss=f"{label} {s.gloss}", quote=label) for s in content.statements)
    return replace(content, elements={**content.elements, name: changed}, statements=statements)


# What is found


def test_an_element_is_found_as_an_end_as_a_means_as_such_as_addressee_and_as_holder(harbours: Content) -> None:
    of = mentions(harbours, harbours.element("harbour-guilds"))
    assert [(s.id, of.roles(s)) for s in of.said] == [
        ("harbour-plan.1-01", ("means",)),
        ("pass-act.a1-01", ("means",)),
    ]
    dues = mentions(harbours, harbours.element("harbour-dues"))
    assert [dues.roles(s) for s in dues.said] == [("subject",), ("subject",), ("as such",)]
    valley = mentions(harbours, harbours.element("upper-valley"))
    assert ids(valley.said) == []
    assert ids(valley.addressed) == ["isle-note.2-01"]
    assert len(valley.held) == 10  # that which it only reports is held by another
    assert "valley-reply.3-01" not in ids(valley.held)


def test_a_link_without_direction_has_two_ends(harbours: Content) -> None:
    strategy = mentions(harbours, harbours.element("green-keel-strategy"))
    roles = {s.id: strategy.roles(s) for s in strategy.said}
    assert roles["valley-reply.1-03"] == roles["harbour-plan.1-02"] == ("one end",)
    assert roles["harbour-plan.2-02"] == ("subject",)


def test_the_index_of_all_elements_says_what_each_says_alone(harbours: Content) -> None:
    index = mentions_of(harbours)
    assert list(index) == sorted(index)
    assert all(index[name] == mentions(harbours, harbours.elements[name]) for name in index)
    for name in set(harbours.elements) - set(index):
        assert not mentions(harbours, harbours.elements[name]).every


def test_what_was_withdrawn_is_in_no_dossier(harbours: Content) -> None:
    assert "pass-act.r1-02" not in dossier(harbours, "harbour-pass").to_csv()


def test_instruments_beside_are_counted_by_passage(harbours: Content) -> None:
    yards = mentions(harbours, harbours.element("small-yards"))
    found = beside(yards, "Instrument", by_passage(harbours.statements), harbours.elements)
    assert [(element.id, numbers.passages) for element, numbers in found] == [
        ("financial-tools", 1),
        ("keel-vouchers", 1),
        ("net-loans", 1),
    ]
    vouchers = mentions(harbours, harbours.element("keel-vouchers"))
    found = beside(vouchers, "Instrument", by_passage(harbours.statements), harbours.elements)
    assert "keel-vouchers" not in [element.id for element, _ in found]


# What is said in front


def test_every_status_has_words_of_its_own() -> None:
    assert set(SAID) == {*vocabulary().names("status"), NOT_ONLY}
    assert len(set(SAID.values())) == len(SAID)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "keel-vouchers",
            "Keel vouchers: 1 statement, by Ministry of Tides in “The Harbour Plan”, 2019-04; only in a list: nobody "
            "took a stance on that link in particular.",
        ),
        (
            "small-yards",
            "Small yards: 3 statements in 1 passage of 1 document, by 1 holder; 1 says what may be; 2 only in lists.",
        ),
        (
            "harbour-plan",
            "Harbour Plan: 2 statements in 2 passages of 1 document, by 1 holder; 1 says that something is missing, "
            "1 is a position on it as such.",
        ),
        (
            "large-harbours",
            "Large harbours: 1 statement, by Ministry of Tides in “The Harbour Plan”, 2019-04; 1 says that a link is "
            "not the only one of its kind.",
        ),
        (
            "tide-log",
            "Tide Log: 1 statement, by Harbour Assembly in “Harbour Pass Act”, 2021-03-02; 1 says what is or what an "
            "act lays down.",
        ),
        (
            "member-regions",
            "Harbour regions: nothing is said of it; 3 statements are addressed to it.",
        ),
        (
            "isle-of-brume",
            "Isle of Brume: nothing is said of it; it holds 6 statements in 1 document.",
        ),
        ("tide-fund", "Tide Fund: nothing is said of it."),
    ],
)
def test_the_sentence_says_how_much_there_is_and_of_what_kind(harbours: Content, name: str, told: str) -> None:
    assert summary(mentions(harbours, harbours.element(name))) == told


def test_a_denial_of_only_is_never_told_as_a_denial(harbours: Content) -> None:
    found = dossier(harbours, "large-harbours")
    assert "asserts: not only" in found.to_text(160)
    for form in (found.to_text(160), found.to_markdown(), found.to_html()):
        assert "denied" not in form
        assert "what is not so" not in form
    (row,) = csv.DictReader(io.StringIO(found.to_csv()))
    assert (row["status"], row["only"]) == ("denied", "yes")  # the plain table holds the terms as they are


# The parts


def test_statements_in_lists_stand_apart_and_are_marked(harbours: Content) -> None:
    found = dossier(harbours, "small-yards")
    said, listed = "Said of it: The Harbour Plan, 2019-04", "In lists only: The Harbour Plan, 2019-04"
    assert [heading for heading in headings(found) if heading in (said, listed)] == [said, listed]
    assert "2-06" in part(found, said)
    assert "2-07" not in part(found, said)
    assert part(found, listed).count("possible, in a list") == 2


def test_who_wants_what_tells_roles_holders_and_links(harbours: Content) -> None:
    found = wants(harbours, mentions(harbours, harbours.element("joint-tide-programme")))
    assert [(want.roles, want.holder, want.status, ids(want.asks)) for want in found] == [
        ("one end", "Isle of Brume", "desired", ["isle-note.2-01"]),
        ("one end", "Upper Valley", "desired", ["valley-reply.1-04"]),
        ("one end", "Upper Valley", "missing", ["valley-reply.1-03"]),
    ]
    addressed = wants(harbours, mentions(harbours, harbours.element("member-regions")))
    assert {want.roles for want in addressed} == {"addressee"}
    assert len(addressed) == 3


def test_an_ask_around_a_link_is_not_told_as_an_ask_for_it(harbours: Content) -> None:
    statements = tuple(
        replace(s, status="existing") if s.id == "harbour-plan.3-02" else s for s in harbours.statements
    )
    changed = replace(harbours, statements=statements)
    (want,) = wants(changed, mentions(changed, changed.element("ferry-crews")))
    assert want.what == "The Ministry of Tides presses the regions to give ferry crews a seat at the Round Table."
    assert "not as wanted" in part(dossier(changed, "ferry-crews"), "What is wanted of it")
    assert "not as wanted" not in part(dossier(harbours, "ferry-crews"), "What is wanted of it")


def test_where_nothing_is_asked_a_sentence_says_so(harbours: Content) -> None:
    assert "Nobody asks for anything of it" in part(dossier(harbours, "tidal-power"), "What is wanted of it")


def test_what_one_holder_says_is_not_repeated_line_by_line(harbours: Content) -> None:
    told = part(dossier(harbours, "harbour-pass"), "Said of it: The Harbour Plan, 2019-04")
    assert told.count("Ministry of Tides asserts") == 0
    assert ", by Ministry of Tides." in told
    dues = part(
        dossier(harbours, "harbour-dues"), "Said of it: Reply of the Upper Valley to the Harbour Plan, 2019-09-14"
    )
    assert "Saltworks Cluster (as Upper Valley reports) asserts: existing" in dues


def test_what_it_says_itself_stands_apart(harbours: Content) -> None:
    found = dossier(harbours, "isle-of-brume")
    assert headings(found) == ["It says itself: Note de l’Île de Brume, 2020", "The questions behind this"]


def test_above_and_below(harbours: Content) -> None:
    assert [(word, e.id) for word, e in kin_of(harbours, harbours.elements["keel-vouchers"])] == [
        ("above", "financial-tools")
    ]
    told = part(dossier(harbours, "financial-tools"), "Above and below it")
    assert re.search(r"below +Keel vouchers +1 +1 +1", told)
    assert re.search(r"below +Net loans +1 +1 +1", told)


def test_verdicts_are_told_with_reason_and_answers(harbours: Content) -> None:
    assert "What became of it" not in headings(dossier(harbours, "ferry-crews"))
    verdict = Verdict(
        "harbour-plan.3-01",
        "weaker",
        ("pass-act.anx-01",),
        "Asked was <all>; found is a part.",
        "Ines Quay",
        "2021-05-01",
    )
    judged = replace(harbours, verdicts={verdict.ask: verdict})
    told = part(dossier(judged, "harbour-pass"), "What became of it")
    asks = mentions(judged, judged.element("harbour-pass")).asks
    assert told.startswith(f"1 of {len(asks)} asks was judged by a coder.")
    assert "harbour-plan.3-01: weaker. Asked was <all>; found is a part. Rests on pass-act.anx-01." in told
    assert part(dossier(judged, "ferry-crews"), "What became of it").startswith("0 of 1 ask was judged")
    assert "What became of it" not in headings(dossier(judged, "tidal-power"))


def test_a_period_cuts_the_dossier(harbours: Content) -> None:
    from policygraph.dates import Period

    found = dossier(harbours.between(Period("2020")), "joint-tide-programme")
    assert {row["document"] for row in csv.DictReader(io.StringIO(found.to_csv()))} == {"isle-note", "pass-act"}


def test_quotes_stand_beside_the_gloss_if_the_texts_are_there(harbours: Content) -> None:
    quoted = dossier(content(WORLD, WORLD_TEXTS), "timber-policy").to_text(160)
    plain = dossier(harbours, "timber-policy").to_text(160)
    assert "“" in quoted.partition("Said of it")[2].partition("Ids begin")[2].partition("\n")[2]
    assert len(quoted) > len(plain)


# The forms


def test_the_plain_table_has_a_row_for_every_statement(harbours: Content) -> None:
    found = dossier(harbours, "upper-valley")
    rows = list(csv.DictReader(io.StringIO(found.to_csv())))
    assert [row["statement"] for row in rows] == ids(found.mentioned.every)
    assert {row["as"] for row in rows} == {"addressee", "holder"}
    assert rows[0] == json.loads(found.to_json())["rows"][0]
    assert json.loads(found.to_json())["element"]["id"] == "upper-valley"


@pytest.mark.parametrize("label", ["<script>alert(1)</script>", "a | b `c` *d* [e](f) _g_", "# x\n## y", "\u202ex"])
def test_a_hostile_label_is_only_read(harbours: Content, label: str) -> None:
    found = dossier(renamed(harbours, "silting", label), "silting")
    html = found.to_html()
    assert "<script" not in html
    markdown = found.to_markdown()
    assert "<script" not in markdown
    assert "[e](f)" not in markdown
    assert "a | b" not in markdown
    lines = [line for line in markdown.splitlines() if line.startswith("#")]
    assert len(lines) == 1 + len(found.parts)
    tables = [line for line in markdown.splitlines() if line.startswith("| ")]
    assert all(re.search(r"(?<!\\)\|$", line) for line in tables)


def test_what_a_terminal_shows_breaks_no_id_and_fits(harbours: Content) -> None:
    for name in mentions_of(harbours):
        found = dossier(harbours, name)
        told = found.to_text(100)
        assert max(map(len, told.splitlines())) <= 100 or any(len(p.heading) > 100 for p in found.parts)
        for statement in found.mentioned.every:
            assert re.search(rf"\b{re.escape(statement.id.partition('.')[2])}\b", told)


# Names


def test_an_unknown_element_proposes_the_nearest_three(harbours: Content) -> None:
    with pytest.raises(PolicygraphError, match="no element is called 'harbur pass'") as raised:
        dossier(harbours, "harbur pass")
    proposed = str(raised.value).partition("the nearest are ")[2].split(", ")
    assert proposed[0] == "harbour-pass"
    assert len(proposed) == 3


def test_a_label_of_several_elements_lists_them(harbours: Content) -> None:
    twice = renamed(renamed(harbours, "silting", "Mud"), "winter-gap", "Mud")
    with pytest.raises(
        PolicygraphError, match="'Mud' is a label of several elements; choose among silting, winter-gap"
    ):
        dossier(twice, "Mud")


def test_a_label_in_another_language_and_an_address_lead_there(harbours: Content) -> None:
    assert dossier(harbours, "droits de QUAI").element.id == "harbour-dues"
    assert dossier(harbours, harbours.elements["harbour-dues"].iri).element.id == "harbour-dues"


# The questions behind it


def test_the_question_gives_the_same_rows(harbours: Content, graph: Graph) -> None:
    for name, of in mentions_of(harbours).items():
        links = [s for s in of.said if s.linkage]
        asked = {command: words for words, command in questions_behind(of)}
        command = f"policygraph ask what-is-linked-to-an-element --param element={name}"
        assert (command in asked) == bool(links)
        if links:
            answer = ask(graph, "what-is-linked-to-an-element", element=name)
            assert sorted(row["statement"] for row in answer.to_dicts()) == sorted(s.id for s in links)


def test_the_question_on_actors_gives_the_same_numbers(harbours: Content, graph: Graph) -> None:
    rows = {row["actor"]: row for row in ask(graph, "who-speaks-and-who-is-only-spoken-about").to_dicts()}
    for of in mentions_of(harbours).values():
        asked = any("who-speaks" in command for _, command in questions_behind(of))
        assert asked == (of.element.kind == "Actor")
        if asked:
            row = rows[of.element.label]
            told = [int(row[column]) for column in ("holds", "addressed", "named", "onlyListed")]
            assert told == [len(of.held), len(of.addressed), len(of.said), len(of.listed)]


# The corpus that is shipped


def test_of_the_shipped_corpus_all_is_told_and_the_counts_add_up(shipped: Content) -> None:
    known = {statement.id for statement in shipped.statements}
    told: set[str] = set()
    for name, of in mentions_of(shipped).items():
        assert {*ids(of.every)} <= known
        told |= {*ids(of.said)}
        assert len(of.stated) + len(of.listed) == len(of.said) == tally(of.said).statements
        in_chapters = {s.id for _, statements in chapters(of) for s in statements}
        assert in_chapters == {*ids(of.every)}, name
        asks = [ask.id for want in wants(shipped, of) for ask in want.asks]
        assert sorted(asks) == sorted(ids(of.asks)), name
        sentence = summary(of).removeprefix(of.element.label)
        if len(of.said) > 1 and of.stated:
            kinds = sentence.split("; ")[1]
            assert sum(int(part.split()[0]) for part in kinds.split(", ")) == len(of.stated), sentence
    assert told == known
    assert all(about(statement) for statement in shipped.statements)


@pytest.mark.parametrize("name", ["cosme", "clusters", "belgium"])
def test_a_dossier_of_the_shipped_corpus_can_be_handed_on_in_every_form(shipped: Content, name: str) -> None:
    found = dossier(shipped, name)
    assert found.to_html().count("<h2>") == found.to_markdown().count("\n## ") == len(found.parts)
    assert len(json.loads(found.to_json())["rows"]) == len(found.mentioned.every)
    assert all(stance_words(s) and status_words(s) for s in found.mentioned.every)
