"""A step of the build: with POLICYGRAPH_REQUIRE_ENGINE=1 nothing is packed that lacks the engine of `fetch_engine.py`.

hatchling runs it (see pyproject.toml). So a release has the engine, and who installs from a clone needs none.
"""

import os
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ENGINE = ("oxigraph.js", "oxigraph.wasm.gz")


class EngineHook(BuildHookInterface):  # type: ignore[misc,unused-ignore]  # hatchling is there only while a build runs
    """Looks for the engine before anything is packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Raises RuntimeError if the engine must be there and is not."""
        if version == "editable" or os.environ.get("POLICYGRAPH_REQUIRE_ENGINE") != "1":
            return
        folder = Path(self.root) / "graph" / "policygraph" / "page" / "engine"
        if missing := [name for name in ENGINE if not (folder / name).is_file()]:
            raise RuntimeError(
                f"{folder} has no {' and no '.join(missing)}: run `python scripts/fetch_engine.py` first"
            )
