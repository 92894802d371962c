"""Where the tests find things, and the types of their fixtures."""

from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
PROJECT = HERE.parent
WORLD = HERE / "world" / "corpus"
WORLD_TEXTS = HERE / "world" / "sources"
SHARED_TEXTS = PROJECT.parent / "shared" / "sources"  # beside the project, and no part of it

Break = Callable[[str, str, str], Path]
