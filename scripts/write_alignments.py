"""Writes the Turtle files of `docs/reference/alignments/` from the tables in `ontology/alignments/`.

A test holds them fresh.
"""

import sys
from pathlib import Path

from policygraph.alignments import alignment_file, alignment_turtle, alignments, read_alignment

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference" / "alignments"


def files() -> dict[str, str]:
    """The text of each file by its name."""
    return {f"{name}.ttl": alignment_turtle(read_alignment(alignment_file(name))) for name in alignments()}


def main() -> int:
    """Writes every file, and takes out those that no table stands behind any more."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    fresh = files()
    for name, text in fresh.items():
        (FOLDER / name).write_bytes(text.encode("utf-8"))
        print(f"docs/reference/alignments/{name}", file=sys.stderr)
    for path in FOLDER.glob("*.ttl"):
        if path.name not in fresh:
            path.unlink()
            print(f"docs/reference/alignments/{path.name} taken out", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
