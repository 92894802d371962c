"""What of a document was coded: read from `scopes/<document>.toml`, written before the coding began.

A document without a scope was coded whole. Outside its scope nothing is said to be absent: nobody looked.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .faults import Fault, Place

_KINDS: Mapping[str, tuple[type, str]] = {
    "document": (str, "the id of the document, in quotation marks"),
    "why": (str, "one sentence: what of the text bears on what the corpus asks"),
    "terms": (list, 'stems of words, such as ["cluster"]; a sentence that holds one is in scope'),
    "sections": (list, 'passages that are in scope whole, such as ["recital 7"]'),
    "outside": (list, "one text for each sort of thing that was left out, and why"),
    "passages": (int, "how many passages at the lowest level are in scope"),
    "words": (int, "how many words these have"),
}
_WHERE = re.compile(r"\s*\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a document that was coded: why this one, by which terms and sections, and how much it is."""

    document: str
    why: str
    terms: tuple[str, ...]
    sections: tuple[str, ...]
    outside: tuple[str, ...]
    passages: int
    words: int
    at: Place = field(compare=False, repr=False)
    places: Mapping[str, Place] = field(compare=False, repr=False)

    def fault(self, key: str, found: str, mend: str, *, warning: bool = False) -> Fault:
        """A fault in the value of that key."""
        return Fault(self.places.get(key, self.at), found, mend, "warning" if warning else "fault")


def read_scope(path: Path) -> Scope | list[Fault]:
    """The scope in a file, or everything that keeps it from being read."""
    name = path.as_posix()
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = _WHERE.search(str(error))
        place = Place(name, int(where[1]), int(where[2])) if where else Place(name)
        return [Fault(place, f"not readable as TOML: {_WHERE.sub('', str(error))}", "see docs/coding.md")]
    except (UnicodeDecodeError, RecursionError) as error:
        return [Fault(Place(name), f"not readable as TOML: {error}", "save it as UTF-8, see docs/coding.md")]
    places = _places(text, name)
    faults = [
        Fault(places.get(key, Place(name)), f"no key is called {key!r} here", f"use {', '.join(_KINDS)}")
        for key in written
        if key not in _KINDS
    ]
    faults += [
        Fault(Place(name), f"the key {key!r} is missing", f"add it: {meaning}")
        for key, (_, meaning) in _KINDS.items()
        if key not in written
    ]
    faults += [
        Fault(places.get(key, Place(name)), f"the value of {key!r} is not what it should be", f"write {meaning}")
        for key, (kind, meaning) in _KINDS.items()
        if key in written and not _fits(written[key], kind)
    ]
    if not faults and written["document"] != path.stem:
        found = f"the file {path.name} has the scope of {written['document']!r}"
        faults.append(
            Fault(places.get("document", Place(name)), found, f"call it {written['document']}.toml, or mend the id")
        )
    if faults:
        return faults
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in written.items()
    }
    return Scope(**values, at=Place(name), places=places)


def _fits(value: Any, kind: type) -> bool:
    if kind is list:
        return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)
    if kind is str:
        return isinstance(value, str) and bool(value.strip())
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _places(text: str, name: str) -> dict[str, Place]:
    """Where each key stands, as far as its line begins with it: the reader of the standard library does not tell."""
    found: dict[str, Place] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if match := re.match(r"(\s*)[\"']?([\w-]+)[\"']?\s*=", line):
            found.setdefault(match[2], Place(name, number, len(match[1]) + 1))
    return found
