"""Where the tests find things, and the types of their fixtures."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from policygraph.reasoner import reasoner_here

HERE = Path(__file__).parent
PROJECT = HERE.parent
WORLD = HERE / "world" / "corpus"
WORLD_TEXTS = HERE / "world" / "sources"
SHARED_TEXTS = PROJECT.parent / "shared" / "sources"  # beside the project, and no part of it

needs_reasoner = pytest.mark.skipif(
    not reasoner_here(), reason="no Java here: the reasoner was not asked (pip install 'policygraph[reason]')"
)
Break = Callable[[str, str, str], Path]


def script(name: str) -> ModuleType:
    """A script of the maintainers, as a module."""
    spec = importlib.util.spec_from_file_location(name, PROJECT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
