"""The explorer's matrix, and what is missing and contested: what is clicked and typed leads to what."""

import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from importlib.resources import files
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from browser import Watched, needs_axe
from places import WORLD
from policygraph.from_rows import content as content_of
from policygraph.opposing.oppositions import kind_of, opposition
from policygraph.opposing.pairing import by_matter
from policygraph.page.bundle import bundled
from policygraph.page.columns import Columns
from policygraph.page.explorer import interface, page_html
from policygraph.statements import Content, Element, Linkage, Statement
from policygraph.vocabulary import vocabulary

pytestmark = pytest.mark.browser
EVERY = "#view=matrix&matrix.rows=every&matrix.columns=every"


@pytest.fixture(scope="module")
def content() -> Content:
    return content_of(WORLD)


@pytest.fixture(scope="module")
def file(content: Content, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(content, tmp_path_factory.mktemp("matrix"))


@pytest.fixture
def opened(browser: Any, file: Path) -> Iterator[Callable[..., Any]]:
    """Opens the page at an address; in the end nothing was asked of the network and nothing complained of."""
    watched: list[Watched] = []

    def open_at(address: str, path: Path = file, **context: Any) -> Any:
        watched.append(Watched(browser, path, address, **({"viewport": {"width": 1400, "height": 900}} | context)))
        watched[-1].page.wait_for_selector("html[data-ready=all]")
        return watched[-1].page

    yield open_at
    for each in watched:
        assert each.outside() == []
        assert each.complaints == []
        each.page.context.close()


def written(content: Content, folder: Path) -> Path:
    path = folder / "page.html"
    path.write_text(page_html(content, {}), "utf-8")
    return path


def cell(page: Any, row: str, column: str) -> Any:
    return page.locator(f'[role=gridcell][aria-label^="{row} → {column}:"]')


def chosen(page: Any) -> str:
    found: str = page.evaluate("new URLSearchParams(location.hash.slice(1)).get('sel') ?? ''")
    return found


def rows(page: Any) -> list[str]:
    found: list[str] = page.eval_on_selector_all("[role=rowheader]", "all => all.map(a => a.title)")
    return found


def columns(page: Any) -> list[str]:
    query = "[role=columnheader].matrix-column"
    found: list[str] = page.eval_on_selector_all(query, "all => all.map(a => a.title)")
    return found


# The matrix


def test_the_kinds_with_the_most_linkages_come_first_and_others_are_chosen(opened: Callable[..., Any]) -> None:
    page = opened("#view=matrix")
    assert (page.input_value("#matrix-rows"), page.input_value("#matrix-columns")) == ("Instrument", "Actor")
    page.select_option("#matrix-columns", "Concept")
    assert rows(page) == ["Joint Tide Programme"]
    page.click("#matrix-swap")
    assert (page.input_value("#matrix-rows"), page.input_value("#matrix-columns")) == ("Concept", "Instrument")
    page.reload()
    page.wait_for_selector("html[data-ready=all]")
    assert page.input_value("#matrix-rows") == "Concept"


def test_a_cell_leads_to_its_statements_and_the_address_keeps_it(opened: Callable[..., Any]) -> None:
    page = opened(EVERY)
    cell(page, "Joint Tide Programme", "Boatbuilding").click()
    assert chosen(page) == "p/joint-tide-programme/boatbuilding"
    page.reload()
    page.wait_for_selector("html[data-ready=all]")
    assert page.locator("[role=gridcell][aria-selected=true]").count() == 1
    said = page.inner_text("#panel")
    assert "pays for boatbuilding" in said
    assert "much too little money" in said


def test_a_cell_shows_each_status_apart(opened: Callable[..., Any]) -> None:
    page = opened(EVERY)
    split = cell(page, "Joint Tide Programme", "Boatbuilding")
    assert split.locator(".matrix-part").all_inner_texts() == ["=", "<"]
    assert "existing: 1 statement in 1 document; insufficient: 1 statement" in split.get_attribute("aria-label")
    twice = cell(page, "Green Keel Strategy", "Joint Tide Programme")  # without direction: it stands both ways
    mirror = cell(page, "Joint Tide Programme", "Green Keel Strategy")
    for each in (twice, mirror):
        assert [text.split() for text in each.locator(".matrix-part").all_inner_texts()] == [["="], ["+", "2"], ["∅"]]
    page.evaluate("location.hash = location.hash + '&off.status=existing'")
    page.wait_for_function("document.querySelectorAll('[role=rowheader]').length < 18")
    assert split.locator(".matrix-part").all_inner_texts() == ["<"]


def test_a_denial_of_only_is_no_denial_and_what_is_only_listed_is_hollow(opened: Callable[..., Any]) -> None:
    page = opened(EVERY)
    only = cell(page, "Joint Tide Programme", "Large harbours")
    assert "not only: 1 statement" in only.get_attribute("aria-label")
    assert only.locator(".matrix-part").inner_text() == "≠1"
    assert cell(page, "Tidal power", "Boatbuilding").locator(".matrix-part").all_inner_texts() == ["=", "≠"]
    listed = cell(page, "Net loans", "Small yards")
    assert "only in a list" in listed.get_attribute("aria-label")
    assert listed.locator(".hollow").count() == 1
    assert cell(page, "Financial tools", "Small yards").locator(".hollow").count() == 0


def test_the_grid_is_walked_by_keyboard(opened: Callable[..., Any]) -> None:
    page = opened(EVERY)
    page.locator("[role=grid] [tabindex='0']").focus()
    place = "document.activeElement.dataset.at"
    assert page.evaluate(place) == "0 0"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(place) == "1 0"
    page.keyboard.press("Control+ArrowRight")
    filled = page.evaluate("document.activeElement.ariaLabel")
    assert not filled.endswith("no statement is shown")
    page.keyboard.press("Enter")
    assert chosen(page).startswith("p/joint-tide-programme/")
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "rowheader"
    page.keyboard.press(" ")
    assert chosen(page) == "e/joint-tide-programme"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(place) == "0 0"  # the corner is no place to be
    assert page.locator("[role=grid] [tabindex='0']").count() == 1


def test_alike_stands_beside_alike_and_always_in_the_same_order(opened: Callable[..., Any]) -> None:
    page = opened(EVERY)
    first = rows(page), columns(page)
    spread = """() => {
      const n = document.querySelectorAll('[role=rowheader]').length;
      const m = document.querySelectorAll('.matrix-column').length;
      const at = [...document.querySelectorAll('.matrix-cell')].map(c => c.dataset.at.split(' ').map(Number));
      return at.reduce((sum, [i, j]) => sum + Math.abs(i / n - j / m), 0) / at.length;
    }"""
    similar = page.evaluate(spread)
    page.select_option("#matrix-order", "name")
    assert rows(page) == sorted(rows(page), key=str.lower)
    assert similar < page.evaluate(spread) / 2
    page.select_option("#matrix-order", "similarity")
    assert (rows(page), columns(page)) == first


def test_kinds_without_a_linkage_say_so(opened: Callable[..., Any]) -> None:
    page = opened("#view=matrix&matrix.rows=Document&matrix.columns=Policy")
    assert "No linkage leads from the kind" in page.inner_text(".matrix-empty")
    assert not page.is_visible("[role=grid]")
    page.click(".matrix-empty button")
    assert page.input_value("#matrix-rows") == "Instrument"
    assert page.locator("[role=gridcell]").count() > 1


def test_of_much_the_most_linked_is_shown_and_all_when_asked(
    opened: Callable[..., Any], content: Content, tmp_path: Path
) -> None:
    page = opened("#view=matrix", written(crowded(content, 90), tmp_path))
    assert (len(rows(page)), len(columns(page))) == (40, 40)
    assert "The 40 rows and 40 columns most linked with each other, of 90 and 90" in page.inner_text(".matrix-says")
    assert "Hub 0" in rows(page)
    assert "Hub 89" not in rows(page)
    wide = page.eval_on_selector(".matrix-row-head", "head => head.offsetWidth")
    assert wide < 260  # one of the names has 10,000 characters
    page.evaluate("location.hash = location.hash + '&sel=e/hub-89'")  # what is chosen is not left out
    page.wait_for_selector("[role=rowheader][title='Hub 89']", state="attached")
    page.click("#matrix-all")
    assert page.get_attribute("[role=grid]", "aria-rowcount") == "91"
    assert page.locator("[role=rowheader]").count() < 80  # only what is seen, and some beyond it
    page.locator("[role=grid] [tabindex='0']").focus()
    page.keyboard.press("Control+End")
    assert page.evaluate("document.activeElement.dataset.at") == "89 89"


def crowded(content: Content, size: int) -> Content:
    """A world of strategies and policies: the lower the number of one, the more it is linked to."""
    first = content.statements[0]

    def element(name: str, kind: str, label: str) -> Element:
        return Element(name, "", kind, kind, label, (label,), (("en", label),), ())

    hubs = [element(f"hub-{i}", "Strategy", "Hub 0 " + "long " * 2000 if i == 1 else f"Hub {i}") for i in range(size)]
    ends = [element(f"end-{i}", "Policy", f"End {i}") for i in range(size)]
    statements = []
    for i in range(size):
        for j in range(size):
            if i == j or ((i + j) % 3 == 0 and i + j < 55):
                linkage = Linkage(f"hub-{i}--drives--end-{j}", f"hub-{i}", "drives", f"end-{j}", False)
                name = f"{first.document}.x-{i}-{j}"
                statements.append(replace(first, id=name, linkage=linkage, element=None))
    elements = content.elements | {each.id: each for each in (*hubs, *ends)}
    return replace(content, elements=elements, statements=tuple(statements), verdicts={})


# Missing and contested


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def test_what_is_stated_as_missing_and_whether_anybody_states_it_as_existing(opened: Callable[..., Any]) -> None:
    page = opened("#view=missing")
    assert page.locator(".missing-body h2").all_inner_texts() == ["Found missing 2", "There, but not enough 2"]
    row = page.locator(".missing-row", has_text="Green Keel Strategy").filter(has_text="is coordinated with").first
    said = plain(row.inner_text())
    assert "Upper Valley – finds missing" in said
    assert "Reply of the Upper Valley to the Harbour Plan, paragraph 1, sentence 3, 2019-09-14" in said
    assert "States it as existing:" in said
    assert "Ministry of Tides – asserts" in said
    assert "Nobody here states it as existing." in page.locator(".missing-row", has_text="Timber Policy").inner_text()
    page.evaluate("location.hash = location.hash + '&off.status=existing'")
    page.wait_for_function("!document.body.innerText.includes('States it as existing:')")
    row.locator(".missing-what").click()
    assert chosen(page) == "l/green-keel-strategy--coordinatesWith--joint-tide-programme"
    page.locator(".missing-statement", has_text="Timber Policy").click()
    assert chosen(page) == "s/valley-reply.2-04"
    assert page.locator("[aria-current=true]", has_text="Timber Policy").count() == 1


def test_nothing_missing_is_said_and_what_filters_hide_is_counted(opened: Callable[..., Any]) -> None:
    page = opened("#view=missing&off.status=missing")
    assert page.locator(".missing-body .missing-none").first.inner_text() == "2 are hidden by the filters."
    assert page.get_attribute("[data-part=absences]", "aria-pressed") == "true"
    assert page.inner_text("[data-part=absences]") == "Missing or not enough 2"


def test_demands_stand_under_what_became_of_them(opened: Callable[..., Any], content: Content) -> None:
    page = opened("#view=missing")
    page.click("[data-part=asks]")
    groups = page.eval_on_selector_all(".missing-group", "all => all.map(a => a.dataset.group)")
    unjudged = dict.fromkeys(s.document for s in content.statements if s.asks and s.id not in content.verdicts)
    assert groups == ["notFoundInScope", "notCheckable", *unjudged, "weaker"]  # without an answer first
    first = page.locator("[data-group=notFoundInScope]")
    assert "The valley is the one region that speaks of it" in first.inner_text()
    assert first.locator(".missing-statement", has_text="Nearest, falls short:").count() == 1
    page.click("[data-group=weaker] summary")
    page.locator("[data-group=weaker] .missing-statement", has_text="Answer:").click()
    assert chosen(page) == "s/isle-note.2-01"
    page.reload()
    page.wait_for_selector("html[data-ready=all]")
    assert page.locator("[data-group=weaker][open] [aria-current=true]").count() == 1


def test_what_is_said_oppositely_stands_side_by_side(opened: Callable[..., Any]) -> None:
    page = opened("#view=missing&missing.part=conflicts")
    assert page.inner_text(".missing-body h2") == "Between documents or holders 4"
    budget = page.locator(".missing-contest", has_text="Seven-Tide Budget")
    assert "in will: wanted, and not wanted" in budget.inner_text()
    assert [text.split()[-1] for text in budget.locator("h3").all_inner_texts()] == ["desired", "undesired"]
    assert page.locator(".missing-contest", has_text="Large harbours").count() == 0  # "not only" opposes nothing
    budget.locator(".missing-what").click()
    assert chosen(page) == "l/harbour-pass--embeddedIn--seven-tide-budget"


def test_a_corpus_without_any_of_it_says_so(opened: Callable[..., Any], content: Content, tmp_path: Path) -> None:
    calm = tuple(s for s in content.statements if s.status == "existing" and not s.asks)
    page = opened("#view=missing", written(replace(content, statements=calm, verdicts={}), tmp_path))
    assert "No document here states that a link is missing." in page.inner_text(".missing-body")
    page.click("[data-part=asks]")
    assert "Nobody asks for anything in this corpus." in page.inner_text(".missing-body")
    page.click("[data-part=conflicts]")
    assert "Nothing is stated in opposite ways." in page.inner_text(".missing-body")


# The page and the command agree

PROBE = """import { Data } from "./data.js";
import { bySimilarity } from "./matrix_order.js";
import { contests, opposed } from "./opposing.js";
export function nothing() {}
window.opposed = opposed;
window.bySimilarity = bySimilarity;
window.contests = (raw) => {
const data = new Data(raw);
return contests(data, new Uint8Array(data.statements.n).fill(1)).map((each) => ({
...each, about: each.linkage >= 0 ? data.linkageId(each.linkage) : data.elements.id[each.element],
statements: each.statements.map((i) => data.statementId(i)),
}));
};
"""


@pytest.fixture(scope="module")
def probe(browser: Any) -> Any:
    folder = files("policygraph.page").joinpath("js")
    modules = {name: folder.joinpath(f"{name}.js").read_text("utf-8") for name in ("data", "matrix_order", "opposing")}
    page = browser.new_page()
    page.evaluate(bundled(modules | {"probe": PROBE}, "probe"))
    return page


def test_the_page_opposes_the_statuses_that_the_command_does(probe: Any, content: Content) -> None:
    position = next(s for s in content.statements if s.element)
    linked = next(s for s in content.statements if s.linkage)
    kinds = [
        replace(base, status=status, stance=stance)
        for base in (position, linked)
        for status in vocabulary().names("status")
        for stance in ("asserts", "supports", "welcomes", "rejects")
    ]
    pairs = [(one, other) for one in kinds for other in kinds if one.element == other.element]
    told = [[*(_voice(each) for each in pair), pair[0].element is not None] for pair in pairs]
    found = probe.evaluate("all => all.map(([one, other, element]) => opposed(one, other, element))", told)
    assert found == [kind_of(*pair) or "" for pair in pairs]


def _voice(statement: Statement) -> dict[str, Any]:
    approves = statement.status == "existing" and statement.stance in ("welcomes", "supports")
    return {"status": statement.status, "approves": approves}


@pytest.mark.parametrize("seed", range(3))
def test_groups_that_are_hidden_among_strays_are_found_again(probe: Any, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 (nothing secret)
    rows, columns = chance.sample(range(1000), 30), chance.sample(range(1000), 30)
    within = [(i, j) for i in range(30) for j in range(30) if i // 10 == j // 10 and chance.random() < 0.5]
    strays = [(chance.randrange(30), chance.randrange(30)) for _ in range(8)]
    cells = [{"row": rows[i], "column": columns[j], "linkages": []} for i, j in sorted({*within, *strays})]
    chance.shuffle(cells)
    found, _ = probe.evaluate("([rows, columns, cells]) => bySimilarity(rows, columns, cells)", [rows, columns, cells])
    groups = [rows.index(element) // 10 for element in found]
    assert sum(one != other for one, other in pairwise(groups)) <= 4  # two if nothing strayed; about twenty by chance


@pytest.mark.parametrize("seed", range(4))
def test_the_page_finds_the_contradictions_that_the_command_finds(probe: Any, content: Content, seed: int) -> None:
    if seed:
        content = shaken(content, seed)
    found: dict[tuple[str, str], list[Any]] = defaultdict(lambda: [set(), 0, set()])
    for several in by_matter(content.statements).values():
        for first, second in combinations(several, 2):
            if pair := opposition(first, second, content):
                own = found[pair.where, first.linkage.id if first.linkage else str(first.element)]
                own[0].add(pair.kind)
                own[1] += 1
                own[2] |= {first.id, second.id}
    if seed:
        assert {where for where, _ in found} == {"between", "within", "answered", "listed"}
    raw = json.loads(json.dumps(Columns(content, {}).graph(interface())))
    got = probe.evaluate("raw => contests(raw)", raw)
    assert {
        (each["where"], each["about"]): [set(each["kinds"]), each["pairs"], set(each["statements"])] for each in got
    } == found


def shaken(content: Content, seed: int) -> Content:
    """The world with its statements about few things, in all manners; two documents are versions of one."""
    chance = random.Random(seed)  # noqa: S311 (nothing secret)
    names = list(content.documents)
    documents = dict(content.documents)
    documents[names[1]] = replace(documents[names[1]], replaces=names[0])
    about = [*((s.linkage, s.element) for s in content.statements[:8]), (None, "green-keel-strategy")]
    holders = [s.holder_ids for s in content.statements][:3]
    statements = []
    for name in names:
        for i in range(40):
            linkage, element = chance.choice(about)
            statements.append(
                replace(
                    chance.choice(content.statements),
                    id=f"{name}.{i:02d}",
                    document=name,
                    date=documents[name].date,
                    linkage=linkage,
                    element=element,
                    holder_ids=chance.choice(holders),
                    status=chance.choice(vocabulary().names("status")),
                    mode=chance.choice(("explicit", "explicit", "listed")),
                )
            )
    return replace(content, documents=documents, statements=tuple(statements), verdicts={})


def test_the_page_knows_which_verdicts_are_answers() -> None:
    text = files("policygraph.page").joinpath("js", "missing_asks.js").read_text("utf-8")
    listed = text.partition("const ANSWERED = [")[2].partition("]")[0]
    assert {name.strip(' "') for name in listed.split(",")} == vocabulary().answered


# For everybody


SEEN = (EVERY, "#view=missing", "#view=missing&missing.part=asks", "#view=missing&missing.part=conflicts")


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(opened: Callable[..., Any], scheme: str) -> None:
    page = opened("", color_scheme=scheme, bypass_csp=True)
    axe = import_module("axe_playwright_python.sync_playwright").Axe()
    for address in SEEN:
        page.evaluate("address => { location.hash = address; }", address)
        page.wait_for_selector(".matrix" if address == EVERY else ".missing")
        found = axe.run(page, context="#view", options={"resultTypes": ["violations"]}).response["violations"]
        assert [(address, each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_on_a_phone_nothing_runs_out_of_the_page(opened: Callable[..., Any]) -> None:
    page = opened("", viewport={"width": 380, "height": 800})
    for address in SEEN:
        page.evaluate("address => { location.hash = address; }", address)
        page.wait_for_selector(".matrix" if address == EVERY else ".missing")
        assert page.evaluate("document.documentElement.scrollWidth") <= 380, address


def test_what_is_seen_leaves_the_page_as_a_picture(opened: Callable[..., Any]) -> None:
    page = opened(EVERY)
    for address, words in (
        (EVERY, ("Boatbuilding", "∅", "≠1")),
        ("#view=missing", ("Timber Policy", "∅", "is part of")),
    ):
        page.evaluate("address => { location.hash = address; }", address)
        page.wait_for_selector(".matrix" if address == EVERY else ".missing")
        with page.expect_download() as coming:
            page.click("[data-out=svg]")
        drawn = ElementTree.parse(coming.value.path())  # noqa: S314 (our own file)
        texts = [each.text for each in drawn.iter("{http://www.w3.org/2000/svg}text")]
        assert set(words) <= set(texts)
