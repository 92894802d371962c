"""Words stay the same between two editions of one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.words import WordIndex, digest_of, measure, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("competitiveness", "competi-\ntiveness"),
        ("cross-sector", "cross-\r\n  sector"),
        ("cross-sector", "cross\u2011sector"),
        ("competitiveness", "competi\u00adtiveness"),
        ("**Key** role", "key role"),
        ("‘Valley of death’", "'valley  of\tdeath'"),
        ("ﬁnancial", "Financial"),
        ("café", "cafe\u0301"),
    ],
)
def test_another_edition_has_the_same_words(one: str, other: str) -> None:
    assert measure(one) == measure(other)


@pytest.mark.parametrize(
    ("one", "other"), [("can", "must"), ("cross sector", "cross-sector"), ("not only", "only"), ("a b", "ab")]
)
def test_another_wording_has_other_words(one: str, other: str) -> None:
    assert measure(one) != measure(other)


def test_a_digest_is_what_the_documentation_says() -> None:
    # printf 'valley of death' | sha256sum | cut -c1-16
    assert measure("Valley\nof death!") == (3, "210ef08b21652595")


@given(st.text(max_size=60))
def test_words_stand_where_they_say(text: str) -> None:
    for word in words_of(text):
        assert [word.text] == [inner.text for inner in words_of(text[word.start : word.end])]


@given(
    st.lists(st.sampled_from(["a", "b", "ab", "-", "\n", "é"]), max_size=12),
    st.integers(0, 5),
    st.integers(1, 4),
)
def test_a_stretch_is_found_by_its_words_and_by_their_digest(parts: list[str], first: int, count: int) -> None:
    index = WordIndex(" ".join(parts))
    chosen = [word.text for word in index.words[first : first + count]]
    if len(chosen) == count:
        span = (index.words[first].start, index.words[first + count - 1].end)
        assert span in index.find_digest(count, digest_of(chosen))
        assert index.find_digest(count, digest_of(chosen)) == index.find_words(" ".join(chosen))


def test_nothing_is_found_by_no_words() -> None:
    assert WordIndex("a b").find_words("…") == []
    assert WordIndex("").find_digest(1, "0" * 16) == []
