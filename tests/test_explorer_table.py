"""Table, reader and what leaves the page: the same facts as text, the words where they are wanted, files, paper."""

import csv
import hashlib
import io
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from browser import Watched, needs_axe
from places import WORLD, WORLD_TEXTS
from policygraph.anchor import Anchors, anchor
from policygraph.corpus import Corpus, read_corpus
from policygraph.faults import PolicygraphError
from policygraph.from_rows import content, content_of_rows
from policygraph.gaps import joined
from policygraph.network import by_edge, network_of
from policygraph.page.columns import Columns
from policygraph.page.embedding import Embedded, embedded
from policygraph.page.explorer import interface, page_html
from policygraph.statements import Content, order
from policygraph.texts import Text, find_texts
from policygraph.words import measure


@pytest.fixture(scope="module")
def said() -> Content:
    return content(WORLD)


def written(folder: Path, held: Content, texts: tuple[Embedded, ...] = ()) -> Path:
    path = folder / "page.html"
    path.write_text(page_html(held, {}, texts), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def file(said: Content, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("plain"), said)


@dataclass(frozen=True)
class Sourced:
    """A corpus with its texts, one of which begins with two signs that a browser counts as four."""

    corpus: Corpus
    texts: Mapping[str, Text]
    anchors: Anchors
    held: tuple[Embedded, ...]


@pytest.fixture(scope="module")
def sourced(tmp_path_factory: pytest.TempPathFactory) -> Sourced:
    folder = tmp_path_factory.mktemp("sourced")
    shutil.copytree(WORLD, folder / "corpus")
    shutil.copytree(WORLD_TEXTS, folder / "texts")
    note, table = folder / "texts" / "isle-note.md", folder / "corpus" / "documents.csv"
    before = note.read_bytes()
    note.write_text(f"🦭🌊\n\n{before.decode('utf-8')}", encoding="utf-8")
    digests = table.read_text("utf-8").replace(
        hashlib.sha256(before).hexdigest(), sealed := hashlib.sha256(note.read_bytes()).hexdigest()
    )
    table.write_text(
        digests.replace(f"{sealed},{len(before.decode('utf-8'))}", f"{sealed},{len(before.decode('utf-8')) + 4}"),
        encoding="utf-8",
    )
    corpus = read_corpus(folder / "corpus")
    texts = find_texts(corpus, folder / "texts")
    anchors = anchor(corpus, texts)
    return Sourced(corpus, texts, anchors, embedded(corpus, texts, anchors))


@pytest.fixture(scope="module")
def whole(sourced: Sourced, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page with the texts in it."""
    said = content_of_rows(sourced.corpus, sourced.anchors)
    return written(tmp_path_factory.mktemp("whole"), said, sourced.held)


def opened(browser: Any, path: Path, address: str = "", **context: Any) -> Watched:
    watched = Watched(browser, path, address, **context)
    watched.page.wait_for_selector("html[data-ready=all]")
    return watched


def silent(watched: Watched) -> None:
    assert watched.outside() == []
    assert watched.complaints == []
    watched.page.context.close()


def column(page: Any, name: str) -> list[str]:
    """What the cells of a column of the table say, from above."""
    texts: list[str] = page.locator(f'.table-scroll tbody [data-column="{name}"]').all_inner_texts()
    return [" ".join(text.split()) for text in texts]


# The texts, cut in Python


def test_no_letter_of_a_text_is_lost_or_moved(sourced: Sourced) -> None:
    assert {text.document for text in sourced.held} == {"harbour-plan", "valley-reply", "isle-note", "pass-act"}
    for text in sourced.held:
        held = "".join(piece.text for block in text.blocks for piece in block.pieces)
        assert [sign for sign in held if not sign.isspace()] == [
            sign for sign in sourced.texts[text.document].text.replace("**", "") if not sign.isspace()
        ]


def test_each_piece_carries_just_the_statements_whose_words_it_is(sourced: Sourced) -> None:
    carried: dict[str, list[str]] = {}
    for piece in (piece for text in sourced.held for block in text.blocks for piece in block.pieces):
        assert not (piece.aside and piece.statements)
        for name in piece.statements:
            carried.setdefault(name, []).append(piece.text)
    assert len(carried) == sum(len(sourced.corpus.live(row.id)) for row in sourced.corpus.documents)
    for name, parts in carried.items():
        document, _, row = name.partition(".")
        span = sourced.anchors.evidence[document, row].span
        assert measure(joined(parts) if span.gaps else "".join(parts)) == (span.words, span.digest), name


def test_a_place_is_that_of_the_statements_and_what_was_not_coded_has_none(sourced: Sourced, said: Content) -> None:
    places = {f"{statement.id}": statement.place for statement in said.statements}
    act = next(text for text in sourced.held if text.document == "pass-act")
    found = {name: block.place for block in act.blocks for piece in block.pieces for name in piece.statements}
    assert found == {name: places[name] for name in found} != {}
    assert ["".join(p.text for p in block.pieces) for block in act.blocks if not block.place][-1].startswith(
        "Lanterns"
    )
    assert [p.text.split()[0] for block in act.blocks for p in block.pieces if p.aside] == ["(*)"]


def test_only_the_edition_that_was_coded_is_embedded(tmp_path: Path) -> None:
    corpus = read_corpus(WORLD)
    for name in ("harbour-plan", "valley-reply"):
        (tmp_path / f"{name}.txt").write_bytes((WORLD_TEXTS / f"{name}.txt").read_bytes())
    (tmp_path / "harbour-plan.txt").write_text("Another edition altogether.", encoding="utf-8")
    held = embedded(corpus, find_texts(corpus, tmp_path))
    assert [text.document for text in held] == ["valley-reply"]
    (tmp_path / "valley-reply.txt").unlink()
    with pytest.raises(PolicygraphError, match="no text to embed"):
        embedded(corpus, find_texts(corpus, tmp_path))


def test_without_being_asked_the_page_holds_no_sentence_of_a_text(said: Content, sourced: Sourced) -> None:
    texts = sourced.held
    columns = Columns(said, {})
    sentence = "Gulls have been heard"
    assert sentence not in json.dumps([columns.graph(interface()), columns.prose()])
    assert sentence in json.dumps(columns.texts(texts))
    assert 'id="texts"' not in page_html(said, {})
    page = page_html(said, {}, texts)
    assert 'id="texts"' in page
    assert '<meta name="description" content="This page holds the texts of documents' in page
    assert page == page_html(said, {}, texts)


def test_every_word_of_table_reader_and_export_is_there_in_each_language() -> None:
    prefixes = ("table.", "reader.", "export")
    keys = {name: {key for key in words if key.startswith(prefixes)} for name, words in interface().items()}
    assert keys["en"]
    assert keys["fr"] == keys["nl"] == keys["de"] == keys["en"]


# The table


@pytest.mark.browser
def test_the_table_sorts_finds_and_comes_back_by_its_address(browser: Any, file: Path, said: Content) -> None:
    watched = opened(browser, file, "#view=table")
    page = watched.page
    assert column(page, "id") == [statement.id for statement in said.statements]
    page.click('[data-sort="object"]')
    assert page.get_attribute("thead th:nth-child(5)", "aria-sort") == "ascending"
    names = [name for name in column(page, "object") if name]
    assert names == sorted(names, key=lambda name: name[2:].casefold())  # after the sign of the kind
    assert column(page, "object")[-1] == ""  # a position has no object, and stands last either way
    page.click('[data-sort="object"]')
    assert column(page, "object")[0] == names[-1]
    assert column(page, "object")[-1] == ""
    page.fill("#table-find", "CHARTE bacs")
    page.wait_for_function("() => document.querySelector('.table-says').textContent.startsWith('0 ')")
    page.fill("#table-find", "ferry charter silting")
    page.wait_for_function("() => document.querySelectorAll('.table-scroll tbody tr').length === 2")
    assert set(column(page, "id")) == {"harbour-plan.4-03", "isle-note.1-03"}
    page.click(".table-chooser summary")
    page.check('.table-chooser [data-column="stance"]')
    page.uncheck('.table-chooser [data-column="place"]')
    before = column(page, "id"), column(page, "stance")
    assert before[1] == ["supports", "asserts"] or before[1] == ["asserts", "supports"]
    page.reload()
    page.wait_for_selector("html[data-ready=all]")
    assert (column(page, "id"), column(page, "stance")) == before
    assert column(page, "place") == []
    assert page.input_value("#table-find") == "ferry charter silting"
    silent(watched)


@pytest.mark.browser
def test_rows_are_gone_through_with_keys_and_lead_to_the_evidence(browser: Any, file: Path) -> None:
    watched = opened(browser, file, "#view=table")
    page = watched.page
    assert page.locator('.table-scroll tbody [tabindex="0"]').count() > 0
    stops = page.eval_on_selector_all(
        '.table-scroll tbody [tabindex="0"]', "all => new Set(all.map(b => b.closest('tr'))).size"
    )
    assert stops == 1  # Tab enters the rows once and leaves them
    page.focus('.table-scroll tbody [tabindex="0"]')
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    assert page.inner_text("#panel h2") == "Statement harbour-plan.1-03"
    assert page.get_attribute('tr[aria-current="true"]', "data-sel") == "s/harbour-plan.1-03"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")  # the subject
    assert page.inner_text("#panel h2").endswith("Green Keel Strategy")
    assert page.locator("tr.lit").count() == sum(
        "Green Keel" in " ".join(row) for row in zip(column(page, "subject"), column(page, "object"), strict=True)
    )
    page.click('tr[data-sel="s/isle-note.2-03"] [data-column="gloss"]')
    assert "sel=s%2Fisle-note.2-03" in page.url
    silent(watched)


@pytest.mark.browser
def test_linkages_and_elements_are_counted_as_the_filters_keep(browser: Any, file: Path, said: Content) -> None:
    watched = opened(browser, file, "#view=table&table.of=linkages&off.document=valley-reply")
    page = watched.page
    kept = [statement for statement in said.statements if statement.document != "valley-reply"]
    edges = by_edge(kept)
    assert page.locator(".table-scroll tbody tr").count() == len(edges)
    assert sorted(map(int, column(page, "statements"))) == sorted(map(len, edges.values()))
    assert sum(map(int, column(page, "listed"))) == sum(statement.listed for statement in kept if statement.linkage)
    assert "= not only" not in column(page, "status")
    denied = [
        status for status, verb in zip(column(page, "status"), column(page, "link"), strict=True) if "only" in verb
    ]
    assert denied == ["≠ not only"]  # a denial of "only" is no denial
    page.click('[data-of="elements"]')
    counts = dict(zip(column(page, "element"), map(int, column(page, "statements")), strict=True))
    network = network_of(replace(said, statements=tuple(kept)))
    for name, data in network.nodes(data=True):
        shown = next(count for label, count in counts.items() if label.split(" ", 1)[1] == data["label"])
        assert shown == data["statements"] + data["positions"], name
    silent(watched)


@pytest.mark.browser
def test_rows_are_copied_as_a_spreadsheet_takes_them(browser: Any, file: Path) -> None:
    watched = opened(browser, file, "#view=table&table.find=pilots&table.columns=id subject object gloss")
    page = watched.page
    page.evaluate("() => { navigator.clipboard.writeText = async (text) => { window.taken = text; }; }")
    page.click("#table-copy")
    rows = [line.split("\t") for line in page.evaluate("() => window.taken").splitlines()]
    assert rows[0] == ["Statement", "Subject", "Object", "In a sentence"]
    assert [row[0] for row in rows[1:]] == ["harbour-plan.2-04", "valley-reply.3-02"]
    assert rows[1][2] == "Pilots"
    silent(watched)


@pytest.mark.browser
def test_many_rows_come_in_pages_that_tell_where_they_are(browser: Any, said: Content, tmp_path: Path) -> None:
    many = tuple(
        replace(statement, id=f"{statement.id}x{turn:02}", start=turn * 10_000 + (statement.start or 0))
        for statement in said.statements
        for turn in range(12)
    )
    watched = opened(browser, written(tmp_path, replace(said, statements=many, verdicts={})), "#view=table")
    page = watched.page
    assert page.get_attribute(".table-scroll table", "aria-rowcount") == str(len(many) + 1)
    assert page.locator(".table-scroll tbody tr").count() == 200
    page.click('[data-to="last"]')
    last = page.locator(".table-scroll tbody tr").last
    assert last.get_attribute("aria-rowindex") == str(len(many) + 1)
    assert page.inner_text(".table-pages span") == f"Rows 401 to {len(many)} of {len(many)}"
    page.evaluate(f"() => {{ location.hash = location.hash + '&sel=s/{many[230].id}'; }}")  # chosen elsewhere
    page.wait_for_selector(f'tr[aria-current="true"][data-sel="s/{many[230].id}"]')
    assert page.inner_text(".table-pages span").startswith("Rows 201 to 400")
    watched.page.wait_for_timeout(50)
    row = page.locator("tr[aria-current]").bounding_box()
    head = page.locator(".table-scroll thead").bounding_box()
    assert row["y"] >= head["y"] + head["height"] - 1  # not under the headings
    assert row["y"] < page.viewport_size["height"]
    silent(watched)


# The reader


@pytest.mark.browser
def test_a_document_is_read_in_its_order_and_its_scope_told(browser: Any, file: Path, said: Content) -> None:
    watched = opened(browser, file, "#view=reader&reader.document=isle-note&sel=s/pass-act.anx-01")
    page = watched.page
    assert page.inner_text(".reader-top h2") == said.documents["pass-act"].title
    assert "Coded in part, 37 words in 5 passages" in page.inner_text(".reader-scope")
    assert page.locator(".reader-text").count() == 0
    assert page.get_attribute('.reader-statement[aria-current="true"]', "data-status") == "existing"
    page.select_option("#reader-document", label=f"2019-04 · {said.documents['harbour-plan'].title}")
    page.wait_for_function("() => document.querySelectorAll('.reader-statement').length === 20")
    assert "sel=" not in page.url  # what was chosen stands in another document
    assert "whole document was coded" in page.inner_text(".reader-scope")
    numbers = page.eval_on_selector_all(".reader-statement", "all => all.map(each => Number(each.dataset.said))")
    assert numbers == sorted(numbers)
    assert page.locator(".reader-section h3").all_inner_texts()[0].startswith("section 1")
    page.click('.reader-statement:has-text("Ferry Charter") .reader-pick')
    assert page.inner_text("#panel h2") == "Statement harbour-plan.4-03"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "Statement harbour-plan.4-02"
    address = page.url
    page.reload()
    page.wait_for_selector('.reader-statement[aria-current="true"]')
    assert page.url == address
    page.click("#filters input[type=checkbox]")  # existing ones are hidden
    page.wait_for_function("() => document.querySelectorAll('.reader-statement').length < 20")
    assert "hidden by filters" in page.inner_text(".reader-sum")
    silent(watched)


@pytest.mark.browser
def test_the_words_lead_to_the_statements_and_back(browser: Any, whole: Path, said: Content) -> None:
    watched = opened(browser, whole, "#view=reader&reader.document=isle-note")
    page = watched.page
    assert "holds the texts of 4 documents" in page.inner_text("#holds")
    assert "Isle of Brume" in page.inner_text("#holds")
    assert page.inner_text("mark >> nth=0").startswith(
        "Les bacs d’hiver permettent"
    )  # two signs before it count as four
    page.click("mark:has-text('Office des phares')")
    assert page.inner_text("#panel h2") == "Statement isle-note.1-02"
    page.evaluate("() => { location.hash = '#view=reader&sel=s/pass-act.a1-01'; }")
    page.wait_for_selector("mark.chosen")
    assert page.locator("mark.chosen").all_inner_texts() == [
        "The Joint Tide Programme shall promote appren-",
        "ticeships through the harbour guilds",
    ]
    assert "Minutes of the Gulls" in page.inner_text(".reader-aside")
    box, height = page.locator("mark.chosen").first.bounding_box(), page.viewport_size["height"]
    assert 0 < box["y"] < height
    page.evaluate("() => { location.hash = '#view=reader&sel=s/harbour-plan.2-03'; }")
    page.wait_for_selector("mark.chosen")
    assert (
        " ".join(page.locator("mark.chosen").all_inner_texts())
        .split("silting")[0]
        .startswith("The Green Keel Strategy")
    )
    page.keyboard.press("Escape")
    page.click("mark.deep-2")  # where two overlap, the narrower; at the next click the other
    assert page.inner_text("#panel h2") == "Statement harbour-plan.2-02"
    page.click("mark.deep-2")
    assert page.inner_text("#panel h2") == "Statement harbour-plan.2-03"
    page.evaluate("() => { location.hash = '#view=reader&sel=e/silting'; }")
    page.wait_for_selector(".reader-statement.lit")
    number = [statement.id for statement in said.statements].index("harbour-plan.2-01")
    assert page.locator(f'mark.lit[data-said~="{number}"]').count() == 1
    silent(watched)


# Out of the page


def taken(page: Any, name: str) -> tuple[str, bytes]:
    """What a button of the foot saves: the file's name and its bytes."""
    with page.expect_download() as waiting:
        page.click(f'[data-out="{name}"]')
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


@pytest.mark.browser
def test_the_picture_leaves_as_svg_and_png(browser: Any, file: Path) -> None:
    watched = opened(browser, file, "#view=matrix", accept_downloads=True)
    page = watched.page
    name, picture = taken(page, "svg")
    assert name == "the-harbour-regions-matrix.svg"
    assert picture.startswith(b"<svg ")
    name, picture = taken(page, "png")
    assert name == "the-harbour-regions-matrix.png"
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    page.click('[data-view="table"]')
    assert page.is_disabled('[data-out="svg"]')
    assert page.is_disabled('[data-out="png"]')
    assert page.get_attribute('[data-out="png"]', "title") == "This view has no picture."
    silent(watched)


def facts_of(network: Any) -> list[Any]:
    """All that a network holds, nodes and edges, in the order of their ids."""
    edges = [(key, subject, target, facts) for subject, target, key, facts in network.edges(keys=True, data=True)]
    return [sorted(network.nodes(data=True), key=str), sorted(edges, key=str)]


@pytest.mark.browser
def test_a_network_of_the_view_is_that_of_the_build(browser: Any, said: Content, tmp_path: Path) -> None:
    again = tuple(replace(statement, id=f"{statement.id}x", mode="explicit") for statement in said.statements)
    said = replace(said, statements=tuple(sorted((*said.statements, *again), key=order)))  # linkages said twice
    watched = opened(browser, written(tmp_path, said), "#view=table", accept_downloads=True)
    name, data = taken(watched.page, "graphml")
    assert name == "the-harbour-regions-table.graphml"
    page, network = nx.parse_graphml(data.decode("utf-8"), force_multigraph=True), network_of(said)
    assert facts_of(page) == facts_of(network)
    watched.page.fill("#table-find", "pilots")
    watched.page.wait_for_function("() => document.querySelectorAll('.table-scroll tbody tr').length === 4")
    part = nx.parse_graphml(taken(watched.page, "graphml")[1].decode("utf-8"), force_multigraph=True)
    assert part.number_of_edges() == 2
    silent(watched)


@pytest.mark.browser
def test_rows_leave_as_csv_that_says_the_same(browser: Any, file: Path, said: Content) -> None:
    watched = opened(browser, file, "#view=table", accept_downloads=True)
    page = watched.page
    assert page.is_disabled('[data-out="chosen"]')
    rows = list(csv.DictReader(io.StringIO(taken(page, "csv")[1].decode("utf-8-sig"))))
    assert [(row["Statement"], row["In a sentence"]) for row in rows] == [(s.id, s.gloss) for s in said.statements]
    page.evaluate("() => { location.hash = '#view=table&sel=e/silting'; }")
    page.wait_for_selector("tr.lit")
    name, data = taken(page, "chosen")
    assert name == "the-harbour-regions-selection-silting.csv"
    chosen = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["Statement"] for row in chosen] == [
        s.id for s in said.statements if s.linkage and "silting" in (s.linkage.subject, s.linkage.object)
    ]
    assert {row["Object id"] for row in chosen} | {row["Subject id"] for row in chosen} > {"silting"}
    silent(watched)


@pytest.mark.browser
def test_a_cell_that_looks_like_a_formula_stays_a_text(browser: Any, said: Content, tmp_path: Path) -> None:
    first = replace(said.statements[0], gloss='=HYPERLINK("x","y"), she said')
    made = written(tmp_path, replace(said, statements=(first, *said.statements[1:])))
    watched = opened(browser, made, "#view=table", accept_downloads=True)
    row = next(csv.DictReader(io.StringIO(taken(watched.page, "csv")[1].decode("utf-8-sig"))))
    assert row["In a sentence"] == '\'=HYPERLINK("x","y"), she said'
    silent(watched)


@pytest.mark.browser
def test_on_paper_all_is_black_on_white(browser: Any, file: Path) -> None:
    watched = opened(browser, file, "#view=matrix", color_scheme="dark")
    page = watched.page
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.is_visible(".on-paper")
    assert not page.is_visible("#view")
    colours = page.eval_on_selector_all(
        ".on-paper [fill], .on-paper [stroke]",
        "all => [...new Set(all.flatMap(e => [e.getAttribute('fill'), e.getAttribute('stroke')]))].filter(Boolean)",
    )
    assert set(colours) <= {"#000000", "#ffffff", "#8a8a8a", "none"}
    assert {"#000000", "#ffffff"} <= set(colours)
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert page.locator(".on-paper").count() == 0
    page.emulate_media(media="screen")
    page.click('[data-view="table"]')
    page.emulate_media(media="print")
    look = "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
    assert page.eval_on_selector(".badge.status", look)[0] == "rgb(0, 0, 0)"
    assert page.eval_on_selector("body", look) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    silent(watched)


# For everybody


@needs_axe
@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_table_and_reader_are_made_for_everybody(browser: Any, whole: Path, scheme: str) -> None:
    axe = import_module("axe_playwright_python.sync_playwright").Axe()
    watched = opened(browser, whole, "#view=table", color_scheme=scheme, bypass_csp=True)
    page = watched.page
    parts = {"include": [["#view"], ["#exports"], ["#holds"]]}
    for address in ("#view=table&table.sort=-gloss&sel=e/silting", "#view=reader&sel=s/pass-act.a1-01"):
        page.evaluate(f"() => {{ location.hash = '{address}'; }}")
        page.wait_for_timeout(150)
        for summary in page.query_selector_all("#view details.table-chooser > summary, .reader-outline > summary"):
            summary.click()
        found = axe.run(page, context=parts, options={"resultTypes": ["violations"]}).response["violations"]
        mine = [(each["id"], node["html"]) for each in found for node in each["nodes"]]
        assert mine == [], address
    assert page.locator("mark.chosen").count() == 2
    page.context.close()


@pytest.mark.browser
def test_on_a_phone_nothing_reaches_beyond_the_screen(browser: Any, whole: Path) -> None:
    watched = opened(browser, whole, "#view=table", viewport={"width": 380, "height": 800})
    page = watched.page
    for address in ("#view=table&language=de", "#view=reader&sel=s/pass-act.a1-01&language=fr"):
        page.evaluate(f"() => {{ location.hash = '{address}'; }}")
        page.wait_for_timeout(200)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 380
        assert page.evaluate("() => document.querySelector('#view').scrollWidth") <= 380
    silent(watched)
