"""Finds the ontology, the shipped corpus and the questions, in a clone and in an installed wheel alike."""

from importlib.resources import files
from pathlib import Path

# A wheel carries the folders in `shipped/` (see pyproject.toml); in a clone they lie beside the package.
_IN_CLONE = {"ontology": "../../ontology", "corpus": "../corpus", "questions": "../questions"}


def resource(name: str) -> Path:
    """The folder called `ontology`, `corpus` or `questions`.

    >>> (resource("ontology") / "policygraph.ttl").is_file()
    True
    """
    package = Path(str(files("policygraph")))
    shipped = package / "shipped" / name
    return shipped if shipped.is_dir() else (package / _IN_CLONE[name]).resolve()
