"""Reports in each of their forms."""

import json

import pytest

from policygraph.answer import Answer
from policygraph.report import Part, Report

TABLE = Answer("t", ("id", "gloss"), ("id", "gloss"), (("a.1", "one"), ("a.2", "two")))


@pytest.fixture
def hostile() -> Report:
    text = "</p><script>alert(1)</script> [x](javascript:y) **b** `c` <img src=x onerror=z>"
    table = Answer("t", ("id",), (text,), ((text,), ("a|b\nc",)))
    return Report(text, (text,), (Part(text, (text,), table),), table)


def test_nothing_in_a_report_is_mark_up(hostile: Report) -> None:
    for page in (hostile.to_html(), hostile._repr_html_()):
        assert "<script" not in page
        assert "<img" not in page
    markdown = hostile.to_markdown()
    assert "<" not in markdown
    assert "[x](" not in markdown
    assert "**b**" not in markdown
    assert r"a\|b c" in markdown


@pytest.mark.parametrize("text", ["# x", "- x", "+ x", "1. x", "12) x", "=== x", "--- x", "> x", "    x", "~~~ x"])
def test_a_sentence_begins_no_block_of_markdown(text: str) -> None:
    line = Report("t", (text,), (), TABLE).to_markdown().split("\n\n")[1]
    assert line[0] not in "#-+=~> " or line.startswith("&gt;")
    assert not line[:3].rstrip("x").endswith((". ", ") "))


def test_json_holds_all_of_it() -> None:
    report = Report("Title", ("A sentence.",), (Part("Head", ("Said.",), TABLE), Part("Empty")), TABLE)
    read = json.loads(report.to_json())
    assert read["title"] == "Title"
    assert read["parts"][0] == {"heading": "Head", "says": ["Said."], "rows": TABLE.to_dicts()}
    assert read["parts"][1]["rows"] == []


def test_csv_is_one_plain_table() -> None:
    assert Report("Title", (), (), TABLE).to_csv() == "id,gloss\na.1,one\na.2,two"


def test_text_keeps_to_its_width() -> None:
    long = "word " * 60
    table = Answer("t", ("id", "gloss"), ("id", "gloss"), (("document-with-a-long-id.1", long),))
    text = Report("Title", (long,), (Part("Head", (long,), table),), table).to_text(60)
    assert max(map(len, text.splitlines())) <= 60
    assert "document-with-a-long-id.1" in text


def test_an_empty_table_is_not_drawn() -> None:
    empty = Answer("t", ("id",), ("id",), ())
    report = Report("Title", (), (Part("Head", ("None.",), empty),), empty)
    assert "<table" not in report.to_html()
    assert "|" not in report.to_markdown()
