"""The invented world, ready to be read, built and broken."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from browser import chromium
from places import SHARED_TEXTS, WORLD, WORLD_TEXTS, Break
from policygraph import Graph, build
from policygraph.corpus import Corpus, read_corpus

settings.register_profile("unhurried", deadline=None)  # a slow machine is no fault of ours
settings.load_profile("unhurried")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser without a network."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def world() -> Corpus:
    """The rows of the invented world."""
    return read_corpus(WORLD)


@pytest.fixture(scope="session")
def graph() -> Graph:
    """The graph of the invented world, with quotes."""
    return build(WORLD, WORLD_TEXTS)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the invented world's corpus that a test may spoil."""
    return Path(shutil.copytree(WORLD, tmp_path / "corpus"))


@pytest.fixture
def spoil(copy: Path) -> Break:
    """Replaces a text that stands once in a table of the copy, and returns the copy."""

    def replace(name: str, old: str, new: str) -> Path:
        path = copy / name
        text = path.read_bytes().decode("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_bytes(text.replace(old, new).encode("utf-8"))
        return copy

    return replace


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A corpus of headers only."""
    corpus = tmp_path / "empty"
    corpus.mkdir()
    for name, header in (
        ("documents.csv", "id,title,issuer,date,language"),
        ("elements.csv", "id,type"),
        ("labels.csv", "element,language,kind,label"),
    ):
        (corpus / name).write_text(header + "\n", "utf-8")
    return corpus


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A copy of the invented world's texts that a test may spoil."""
    return Path(shutil.copytree(WORLD_TEXTS, tmp_path / "texts"))


@pytest.fixture(scope="session")
def shared_texts() -> Path:
    """The source texts of the shipped corpus, which lie beside the project and are no part of it."""
    if not SHARED_TEXTS.is_dir():
        pytest.skip("the source texts are not beside the project (../shared/sources): not verified against them")
    return SHARED_TEXTS
