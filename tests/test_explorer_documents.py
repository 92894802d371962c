"""The explorer's documents and paths: the page finds what the commands find; what is chosen leads to evidence."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from importlib.resources import files
from itertools import combinations, permutations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from browser import Watched, needs_axe
from places import WORLD
from policygraph.comparing.likening import Likened, likened
from policygraph.comparing.sides import sides
from policygraph.from_rows import content as content_of
from policygraph.page.bundle import bundled
from policygraph.page.columns import Columns, packed
from policygraph.page.explorer import interface, page_html
from policygraph.statements import Content, Statement
from policygraph.tracing import path
from policygraph.vocabulary import vocabulary

pytestmark = pytest.mark.browser
COMPARED = "#view=documents&documents.a=harbour-plan&documents.b=valley-reply"
WHOLE = "#view=paths&paths.from=tidal-power&paths.to=winter-ferries"
STITCHED = "#view=paths&paths.from=valley-timber&paths.to=school-open-all-year"
SEEN = ("#view=documents&sel=e/boatbuilding", "#view=documents&documents.a=valley-reply", COMPARED, WHOLE, STITCHED)
NOTHING = ("#view=paths", f"{STITCHED}&paths.steps=1")
HOSTILE = "</script><img src=x onerror=alert(1)>\u202e" + "long " * 2000

PROBE = """
import { Data, unpacked } from "./data.js";
import { likened } from "./documents_liken.js";
import { pathsOf } from "./paths_search.js";
import { Words } from "./words.js";
const w = /** @type {any} */ (window);
w.begin = async () => {
  const raw = await unpacked("graph"), data = new Data(raw), kept = new Uint8Array(data.statements.n).fill(1);
  data.prose = await unpacked("prose");
  const app = { data, words: new Words(data, raw.words, "en"), kept: () => ({ statement: kept }) }, l = data.linkages;
  const ids = (all) => all.map((i) => data.statementId(i));
  w.paths = (all) => all.map(([first, last, most, statuses, mixed, either]) => {
    const asked = { first: data.elementNamed.get(first), last: data.elementNamed.get(last), most, mixed, either };
    const found = pathsOf(data, kept, { ...asked, statuses: statuses.map((name) => data.lists.status.indexOf(name)) });
    return found.paths.flatMap((path, i) => path.steps.map((step, k) => [
      String(i + 1), String(k + 1), data.elements.id[l.subject[step.linkage]], data.lists.link[l.type[step.linkage]], data.elements.id[l.object[step.linkage]],
      data.lists.status[step.status], String(step.backwards), path.tellers.map((d) => data.documents.id[d]).join("|"), ids(step.statements).join("|"),
    ]));
  });
  w.likened = (pairs) => pairs.map(([one, other]) => {
    const found = likened(app, data.documentNamed.get(one), data.documentNamed.get(other));
    return {
      shared: found.shared.map((each) => [ids(each.first), ids(each.second), each.differences.map(({ what, direction, opposed }) => [what, what === "status" ? direction : 0, opposed])]),
      first: found.onlyFirst.map(({ statements }) => ids(statements)), second: found.onlySecond.map(({ statements }) => ids(statements)),
      elements: found.elements.map(({ element, first, second }) => [data.elements.id[element], ids(first), ids(second)]),
    };
  });
};
"""  # noqa: E501


@pytest.fixture(scope="module")
def world_content() -> Content:
    return content_of(WORLD)


@pytest.fixture(scope="module")
def shipped_content() -> Content:
    return content_of()


@pytest.fixture(scope="module")
def file(world_content: Content, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(world_content, tmp_path_factory.mktemp("documents"))


@pytest.fixture
def opened(browser: Any, file: Path) -> Iterator[Callable[..., Any]]:
    """Opens the page at an address; in the end nothing was asked of the network and nothing complained of."""
    watched: list[Watched] = []

    def open_at(address: str, where: Path = file, **context: Any) -> Any:
        watched.append(Watched(browser, where, address, **({"viewport": {"width": 1400, "height": 900}} | context)))
        watched[-1].page.wait_for_selector("html[data-ready=all]")
        return watched[-1].page

    yield open_at
    for each in watched:
        assert each.outside() == []
        assert each.complaints == []
        each.page.context.close()


def written(content: Content, folder: Path) -> Path:
    file = folder / "page.html"
    file.write_text(page_html(content, {}), "utf-8")
    return file


def probed(browser: Any, content: Content) -> Any:
    """A page that has nothing of the explorer but what it knows and how it searches and compares."""
    columns, folder = Columns(content, {}), files("policygraph.page").joinpath("js")
    names = ("data", "store", "filters", "words", "opposing", "documents_liken", "paths_search")
    modules = {name: folder.joinpath(f"{name}.js").read_text("utf-8") for name in names}
    page = browser.new_page()
    blocks = {"graph": columns.graph(interface()), "prose": columns.prose()}
    page.set_content("".join(f'<i id="{name}" hidden>{packed(block)}</i>' for name, block in blocks.items()))
    page.evaluate(bundled(modules | {"probe": PROBE}, "probe"))
    page.evaluate("begin()")
    return page


GO = """address => new Promise((done) => {
  if (location.hash === address) return done();
  addEventListener("hashchange", () => requestAnimationFrame(() => done()), { once: true });
  location.hash = address;
})"""


def go(page: Any, address: str) -> None:
    page.evaluate(GO, address)
    page.wait_for_selector("[data-view=documents] .documents, [data-view=paths] .paths")


def kept_in_address(page: Any, name: str) -> str:
    found: str = page.evaluate("name => new URLSearchParams(location.hash.slice(1)).get(name) ?? ''", name)
    return found


def steps(page: Any, part: str) -> list[tuple[str, list[str]]]:
    """The paths of a part: the documents that tell each whole, and the linkages that it is made of."""
    read = "a => [a.dataset.told, [...a.querySelectorAll('[data-linkage]')].map(b => b.dataset.linkage)]"
    return [
        (told, links)
        for told, links in page.eval_on_selector_all(f"[data-part={part}] [data-path]", f"all => all.map({read})")
    ]


# Paths


def test_the_page_finds_the_paths_that_the_command_finds(browser: Any, world_content: Content) -> None:
    linked = [s.linkage for s in world_content.statements if s.linkage]
    spoken = sorted({end for linkage in linked for end in (linkage.subject, linkage.object)})
    every = list(vocabulary().names("status"))
    asked = [(*pair, 3, ["existing"], False, False) for pair in permutations(spoken, 2)]
    asked += [(*pair, 4, ["existing", "desired"], True, True) for pair in combinations(spoken, 2)]
    asked += [(*pair, 2, every, False, True) for pair in combinations(spoken, 2)]
    found = probed(browser, world_content).evaluate("all => paths(all)", asked)
    assert sum(bool(rows) for rows in found) > 200
    for (first, last, most, status, mixed, either), rows in zip(asked, found, strict=True):
        told = path(world_content, first, last, steps=most, status=status, mixed=mixed, either_way=either).rows
        assert [tuple(row) for row in rows] == list(told.rows), (first, last, most, status)


def test_nor_does_it_find_others_in_the_shipped_corpus(browser: Any, shipped_content: Content) -> None:
    chance = random.Random(7)  # noqa: S311 (any pairs will do)
    linked = [s.linkage for s in shipped_content.statements if s.linkage]
    pairs = [("clusters", "innovation")]
    pairs += [(one.subject, other.object) for one, other in (chance.sample(linked, 2) for _ in range(40))]
    asked = [
        (*pair, 4, ["existing", "desired"], mixed, either)
        for pair in pairs
        if pair[0] != pair[1]
        for mixed, either in ((False, False), (True, False), (False, True))
    ]
    found = probed(browser, shipped_content).evaluate("all => paths(all)", asked)
    assert sum(map(len, found)) > 100
    for (first, last, most, status, mixed, either), rows in zip(asked, found, strict=True):
        told = path(shipped_content, first, last, steps=most, status=status, mixed=mixed, either_way=either).rows
        assert [tuple(row) for row in rows] == list(told.rows), (first, last, mixed, either)


def test_two_names_are_typed_and_the_path_leads_to_its_sentences(opened: Callable[..., Any]) -> None:
    page = opened("#view=paths")
    page.fill("#paths-from", "tidal p")
    page.keyboard.press("Enter")
    page.fill("#paths-to", "wintr ferries")  # a letter is missing
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert steps(page, "whole") == [
        ("harbour-plan", ["tidal-power--drives--boatbuilding", "boatbuilding--enables--winter-ferries"])
    ]
    assert page.locator("[data-part=stitched]").count() == 0
    assert "told whole by ⁨harbour-plan⁩ · 2 statements in 1 document" in page.locator(".path-told").inner_text()
    page.click('[data-linkage="boatbuilding--enables--winter-ferries"]')
    assert kept_in_address(page, "sel") == "l/boatbuilding--enables--winter-ferries"
    assert page.locator('#panel [data-statement="harbour-plan.1-06"]').count() == 1
    page.reload()
    page.wait_for_selector("[data-part=whole]")
    assert page.input_value("#paths-to") == "Winter ferries"
    assert page.locator(".piece.chosen").count() == 1


def test_a_stitched_path_is_marked_and_drawn_and_walked_with_the_keyboard(opened: Callable[..., Any]) -> None:
    page = opened(STITCHED)
    assert [told for told, _ in steps(page, "stitched")] == [""]
    marked = page.locator(".path-told").inner_text()
    assert "stitched from ⁨harbour-plan⁩, ⁨valley-reply⁩, ⁨isle-note⁩" in marked
    assert page.locator(".paths-stage .piece").count() == 7  # four elements, three steps
    page.focus(".paths-stage .piece[tabindex='0']")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert kept_in_address(page, "sel") == "l/boatbuilding--enables--winter-ferries"
    assert page.locator(".paths-stage .piece.on").count() == 7


def test_what_is_and_what_is_wanted_do_not_meet_unless_asked(opened: Callable[..., Any]) -> None:
    page = opened("#view=paths&paths.from=round-table&paths.to=green-keel-strategy&paths.steps=2&paths.either=on")
    assert page.locator("[data-choice=mixed]").count() == 0
    page.check("[data-choice='status.desired']")
    assert page.locator("[data-count='0']").count() == 1
    page.check("[data-choice=mixed]")
    ((told, links),) = steps(page, "whole")
    assert (told, links) == (
        "harbour-plan",
        ["round-table--governs--harbour-pass", "green-keel-strategy--implementedThrough--harbour-pass"],
    )
    drawn = page.eval_on_selector_all("[data-part=whole] .path-step", "all => all.map(a => a.dataset.status)")
    assert drawn == ["desired", "existing"]


def test_where_no_path_leads_the_page_says_what_would_help(opened: Callable[..., Any]) -> None:
    page = opened(f"{STITCHED}&paths.steps=2")
    assert "No path of at most 2 steps" in page.locator(".paths-says").inner_text()
    page.click("[data-hint=steps]")
    assert kept_in_address(page, "paths.steps") == ""  # three, as is usual
    assert page.locator("[data-count='1']").count() == 1
    page.click(".paths-swap")
    page.click("[data-hint=turned]")
    assert kept_in_address(page, "paths.from") == "valley-timber"
    go(page, "#view=paths&paths.from=keel-vouchers&paths.to=small-yards&paths.status=possible")
    assert page.locator("[data-count='0']").count() == 1  # it is only listed
    go(page, "#view=paths&paths.from=financial-tools&paths.to=small-yards&paths.status=possible")
    assert page.locator("[data-count='1']").count() == 1


def test_filters_hold_for_paths_and_say_so(opened: Callable[..., Any]) -> None:
    page = opened(f"{STITCHED}&off.document=isle-note")
    assert "Filters are on" in page.locator(".paths-body").inner_text()
    page.click("[data-hint=filters]")
    assert [told for told, _ in steps(page, "stitched")] == [""]
    assert "Filters are on" not in page.locator(".paths-body").inner_text()


def test_an_example_leads_to_a_path_that_one_document_tells_and_none_directly(
    opened: Callable[..., Any], shipped_content: Content, tmp_path: Path
) -> None:
    page = opened("#view=paths", written(shipped_content, tmp_path))
    examples = page.locator(".paths-examples button")
    assert examples.count() == 5
    for number in range(5):
        examples.nth(number).click()
        assert len(steps(page, "whole")[0][1]) == 2
        page.click("[data-choice='steps.1']")
        assert page.locator("[data-count='0']").count() == 1
        go(page, "#view=paths")


def test_what_paths_begin_with_is_drawn_once_and_each_ends_by_itself(opened: Callable[..., Any]) -> None:
    page = opened("#view=paths&paths.from=saltworks-cluster&paths.to=winter-ferries&paths.steps=5&paths.either=on")
    links = [tuple(each) for _, each in steps(page, "stitched")]
    begun = {each[:length] for each in links for length in range(1, len(each))}
    assert len(links) > 1
    assert len(begun) < sum(len(each) - 1 for each in links)  # some begin alike
    assert page.locator("[data-part=stitched] .piece").count() == 2 + 2 * len(begun) + len(links)


def test_another_name_is_chosen_with_the_arrows(opened: Callable[..., Any]) -> None:
    page = opened("#view=paths")
    page.fill("#paths-from", "har")
    options = page.eval_on_selector_all("#paths-from-found .found-name", "all => all.map(a => a.textContent)")
    assert len(options) > 2
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.input_value("#paths-from") == options[1]
    page.fill("#paths-from", "no such thing at all")
    assert "No element is called so." in page.locator("#paths-from-found").inner_text()
    page.keyboard.press("Escape")
    assert page.input_value("#paths-from") == options[1]


# Documents


def _ids(statements: tuple[Statement, ...]) -> list[str]:
    return [statement.id for statement in statements]


def _as_told(found: Likened) -> dict[str, list[Any]]:
    """A comparison of the command as the probe tells the page's; of modal words the page tells no order."""

    def opposed(words: str) -> list[str]:
        told = [word.removeprefix("opposed ") for word in words.split("; ") if word]
        return ["answered" if word.startswith("found") else word for word in told]

    def told(each: Any) -> list[Any]:
        direction = each.direction if each.what == "status" else 0
        return [each.what, direction, sorted(opposed(each.opposed))]

    return {
        "shared": [[_ids(s.first), _ids(s.second), [told(each) for each in s.differences]] for s in found.shared],
        "first": [_ids(several) for several in found.only_first],
        "second": [_ids(several) for several in found.only_second],
        "elements": [[name, _ids(mine), _ids(theirs)] for name, (mine, theirs) in found.elements.items()],
    }


@pytest.mark.parametrize("corpus", ["world_content", "shipped_content", "upset"])
def test_the_page_compares_documents_as_the_command_does(
    browser: Any, corpus: str, request: pytest.FixtureRequest
) -> None:
    content: Content = request.getfixturevalue(corpus)
    pairs = list(combinations(content.documents, 2))[:: 1 if len(content.documents) < 9 else 5]
    found = probed(browser, content).evaluate("all => likened(all)", pairs)
    assert sum(len(each["shared"]) for each in found) > 3
    for (one, other), each in zip(pairs, found, strict=True):
        first, second, _ = sides(content, one, other)
        command = _as_told(likened(first, second, content))
        for key in ("first", "second", "elements"):
            assert each[key] == command[key], (one, other, key)
        # the command puts what differs in modal strength a little higher: the order of these alone may differ
        assert sorted(each["shared"], key=str) == sorted(command["shared"], key=str), (one, other)


@pytest.fixture(scope="module")
def upset(world_content: Content) -> Content:
    """The world with its statements in other documents, statuses, stances and modes: many more meet, and differ."""
    chance = random.Random(3)  # noqa: S311 (any will do)
    documents, named = list(world_content.documents.values()), vocabulary()
    changed = []
    for number, old in enumerate(2 * world_content.statements):
        document = chance.choice(documents)
        changed.append(
            replace(
                old,
                id=f"{document.id}.{number:03}",
                document=document.id,
                date=document.date,
                status=chance.choice(named.names("status")),
                stance=chance.choice(named.names("stance")),
                mode=chance.choice(("explicit", "listed", "explicit")),
            )
        )
    order = {document.id: number for number, document in enumerate(documents)}
    return replace(
        world_content, statements=tuple(sorted(changed, key=lambda each: (order[each.document], each.id))), verdicts={}
    )


def test_documents_stand_in_the_order_of_their_dates_on_the_same_places(
    opened: Callable[..., Any], world_content: Content
) -> None:
    page = opened("#view=documents")
    rows = page.eval_on_selector_all("[data-row]", "all => all.map(a => a.dataset.row)")
    assert rows == list(world_content.documents)
    dates = [document.date for document in world_content.documents.values()]
    assert dates == sorted(dates)
    told = page.locator("[data-row=pass-act]").inner_text()
    assert "Harbour Pass Act" in told
    assert "2021-03-02 · ⁨Harbour Assembly⁩" in told
    assert "3 statements" in told
    assert "coded in part: 5 passages" in told
    with page.expect_download() as coming:
        page.click("[data-out=svg]")
    drawn = ElementTree.parse(coming.value.path()).getroot()  # noqa: S314 (our own file)
    marks: dict[str, list[str]] = {}
    for circle in drawn.iter("{http://www.w3.org/2000/svg}circle"):
        marks.setdefault(circle.attrib["cy"], []).append(circle.attrib["cx"])
    assert len(marks) == 4
    assert len({tuple(places) for places in marks.values()}) == 1
    arcs = [each for each in drawn.iter("{http://www.w3.org/2000/svg}path") if "Q" in each.attrib["d"]]
    both = {
        (s.document, s.linkage.id, s.status)
        for s in world_content.statements
        if s.linkage and {s.linkage.subject, s.linkage.object} <= placed(page)
    }
    assert len(arcs) == len(both) > 10
    for name in rows:
        label = page.get_attribute(f"[data-row={name}] canvas", "aria-label")
        assert f"What else is said of them: {elsewhere(world_content, name, placed(page))}." in label


def elsewhere(content: Content, document: str, here: set[str]) -> int:
    """How much a document says of elements that have a place, beside what links them with each other."""
    said = [s for s in content.statements if s.document == document]
    lanes = {(s.linkage, s.status) for s in said if s.linkage}
    outward = sum(len({linkage.subject, linkage.object} & here) == 1 for linkage, _ in lanes)
    return outward + sum(s.element in here for s in said if s.element)


def placed(page: Any) -> set[str]:
    """The elements that have a place."""
    return set(page.eval_on_selector_all(".documents-name", "all => all.map(a => a.dataset.element)"))


def test_a_name_lights_up_in_all_documents_and_leads_to_evidence(opened: Callable[..., Any]) -> None:
    page = opened("#view=documents")
    page.focus(".documents-name[tabindex='0']")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    name = page.evaluate("document.activeElement.dataset.element")
    assert name == page.eval_on_selector_all(".documents-name", "all => all.at(-2).dataset.element")
    before = page.evaluate("document.querySelector('[data-row] canvas').toDataURL()")
    page.keyboard.press("Enter")
    assert kept_in_address(page, "sel") == f"e/{name}"
    assert page.get_attribute(f".documents-name[data-element={name}]", "aria-pressed") == "true"
    assert page.evaluate("document.querySelector('[data-row] canvas').toDataURL()") != before
    assert page.locator("#panel .said").count() > 0


def test_a_curve_and_a_bar_are_clicked(opened: Callable[..., Any]) -> None:
    page = opened("#view=documents&documents.a=harbour-plan")
    box = page.locator("canvas").bounding_box()
    names = {
        name: page.locator(f".documents-name[data-element={name}]").bounding_box()
        for name in ("boatbuilding", "winter-ferries")
    }
    ends = [each["x"] + each["width"] / 2 for each in names.values()]
    for up in range(4, 80):  # somewhere above the middle of both is the curve between them
        page.mouse.move(sum(ends) / 2, box["y"] + 84 - up)
        if "Boatbuilding – enables – Winter ferries: = existing" in page.locator(".documents-says").inner_text():
            break
    page.mouse.click(sum(ends) / 2, box["y"] + 84 - up)
    assert kept_in_address(page, "sel") == "l/boatbuilding--enables--winter-ferries"
    page.mouse.click(ends[1], box["y"] + 84 + 12)
    assert kept_in_address(page, "sel") == "e/winter-ferries"


def test_two_documents_are_chosen_compared_and_kept_in_the_address(opened: Callable[..., Any]) -> None:
    page = opened("#view=documents")
    page.click("[data-document=harbour-plan]")
    page.click("[data-compare=valley-reply]")
    assert [kept_in_address(page, f"documents.{which}") for which in "ab"] == ["harbour-plan", "valley-reply"]
    page.reload()
    page.wait_for_selector(".documents-sum")
    sums = page.evaluate("({ ...document.querySelector('.documents-sum').dataset })")
    assert sums == {"shared": "4", "first": "16", "second": "6", "elements": "7"}
    about = page.locator('[data-about="tidal-power--drives--boatbuilding"]')
    assert "status: existing / denied (opposed in fact)" in re.sub("[\u2068\u2069]", "", about.inner_text())
    about.locator("[data-statement='valley-reply.2-01']").click()
    assert kept_in_address(page, "sel") == "s/valley-reply.2-01"
    page.select_option("#documents-second", label="2021-03-02 · Harbour Pass Act")
    assert "coded in part" in page.locator(".documents-sum").inner_text()
    assert page.locator("[data-part=shared]").inner_text().endswith("They have no linkage and no position in common.")
    page.select_option("#documents-one", value="-1")
    assert page.locator("[data-row]").count() == 4


def test_a_denial_of_only_is_told_as_such(opened: Callable[..., Any]) -> None:
    page = opened(COMPARED)
    only = page.locator("[data-part=first] .documents-said", has_text="Large harbours")
    assert "not only" in only.inner_text()
    assert "denied" not in only.inner_text()
    counts = [
        page.locator(f"[data-row={name}] .documents-statuses").inner_text()
        for name in ("harbour-plan", "valley-reply")
    ]
    assert ["not only" in told for told in counts] == [True, False]
    assert ["denied" in told for told in counts] == [False, True]


def test_later_versions_are_told_as_added_and_dropped(
    opened: Callable[..., Any], world_content: Content, tmp_path: Path
) -> None:
    documents = dict(world_content.documents)
    documents["valley-reply"] = replace(documents["valley-reply"], replaces="harbour-plan")
    file = written(replace(world_content, documents=documents), tmp_path)
    page = opened("#view=documents&documents.a=valley-reply&documents.b=harbour-plan", file)
    assert "The second is a later version of the first." in page.locator(".documents-sum").inner_text()
    heads = page.locator("[data-part=first] h3, [data-part=second] h3").all_inner_texts()
    told = [re.sub("[\u2068\u2069]", "", head) for head in heads]
    assert told == ["Dropped after harbour-plan 16", "Added in valley-reply 6"]


def test_asks_have_their_verdicts_and_where_none_is_judged_the_page_says_so(
    opened: Callable[..., Any], world_content: Content, tmp_path: Path
) -> None:
    address = "#view=documents&documents.a=valley-reply"
    asks = opened(address).locator("[data-part=asks]")
    assert "weaker 1 · not checkable 1 · not judged 2" in asks.inner_text()
    first = asks.locator("li").first.inner_text()
    assert "presses the Ministry of Tides" in first
    assert world_content.verdicts["valley-reply.1-04"].reason in re.sub("[\u2068\u2069]", "", first)
    asks = opened(address, written(replace(world_content, verdicts={}), tmp_path)).locator("[data-part=asks]")
    assert "Nobody has judged yet" in asks.inner_text()
    assert asks.locator("li").count() == 4
    asks = opened(f"{address}&off.stance={'+'.join(sorted(vocabulary().asking))}").locator("[data-part=asks]")
    assert "It asks for nothing" in asks.inner_text()


def test_filters_hold_for_documents_and_say_so(opened: Callable[..., Any]) -> None:
    page = opened(f"{COMPARED}&only.status=missing")
    assert "Filters are on" in page.locator(".documents-body").inner_text()
    assert page.evaluate("({ ...document.querySelector('.documents-sum').dataset })")["second"] == "2"
    go(page, "#view=documents&only.document=none-such")
    assert "the filters hide everything" in page.locator(".documents").inner_text()


# Both


@pytest.mark.parametrize("kind", ["empty", "one document", "hostile"])
def test_strange_corpora_break_nothing(
    opened: Callable[..., Any], world_content: Content, tmp_path: Path, kind: str
) -> None:
    first = next(iter(world_content.documents))
    own = tuple(s for s in world_content.statements if s.document == first)
    elements = {
        name: replace(each, label=HOSTILE, names=(HOSTILE,), labels=(("en", HOSTILE),))
        for name, each in world_content.elements.items()
    }
    documents = {name: replace(each, title=HOSTILE, scope=HOSTILE) for name, each in world_content.documents.items()}
    content = {
        "empty": replace(world_content, documents={}, elements={}, statements=(), verdicts={}),
        "one document": replace(
            world_content, documents={first: world_content.documents[first]}, statements=own, verdicts={}
        ),
        "hostile": replace(world_content, elements=elements, documents=documents),
    }[kind]
    page = opened("", written(content, tmp_path), viewport={"width": 380, "height": 800})
    for address in (*SEEN, *NOTHING, "#view=documents", "#view=paths&paths.from=nobody&paths.to=boatbuilding"):
        go(page, address)
        assert len(page.locator("#view").inner_text()) > 20
        assert page.evaluate("document.documentElement.scrollWidth") <= 380, address


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(opened: Callable[..., Any], scheme: str) -> None:
    page = opened("", color_scheme=scheme, bypass_csp=True)
    axe = import_module("axe_playwright_python.sync_playwright").Axe()
    for address in (*SEEN, *NOTHING) if scheme == "light" else (*SEEN[1:4], NOTHING[0]):
        go(page, address)
        if address == "#view=paths":
            page.fill("#paths-from", "tid")
        found = axe.run(page, context="#view", options={"resultTypes": ["violations"]}).response["violations"]
        assert [(address, each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_every_word_is_there_in_every_language(opened: Callable[..., Any]) -> None:
    words = {key: text for key, text in interface()["en"].items() if key.startswith(("paths.", "documents."))}
    english = {text for text in words.values() if len(text) > 12}
    page = opened("")
    for language in ("fr", "nl", "de"):
        for address in (*SEEN, *NOTHING):
            go(page, f"{address}&language={language}")
            shown = page.locator("#view").inner_text()
            assert not [text for text in english if text in shown]
