"""The packaged questions: one SPARQL file each, whose first lines say what it asks and what it takes."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import pyoxigraph as ox

from .faults import PolicygraphError
from .resources import resource

Value = ox.NamedNode | ox.Literal
Values = Mapping[str, Value | Iterable[Value]]
KINDS = ("element", "document", "status", "stance", "mode", "type", "verdict", "text", "number")
_PLACE = re.compile(r"^( *)#\+ values: \?(\w+)$", re.MULTILINE)
_KEYS = ("summary", "parameters", "headings", "lists", "note")
_HEADER = re.compile(r"#\+ (\w+): *(.*)")
_REQUIRED = "required,"
_ORDER = re.compile(r"\nORDER BY ([^\n]*)\s*$")
_KEY = re.compile(r"(DESC)?\(?\?(\w+)\)?")


@dataclass(frozen=True)
class Parameter:
    """Something a question takes: it is bound to the variable of that name."""

    name: str
    kind: str
    meaning: str
    required: bool = False


@dataclass(frozen=True)
class Question:
    """A SPARQL query, valid as it stands, and what its header says of it.

    `lists` names the columns whose cells hold several values, parted by " | ".
    """

    name: str
    summary: str
    note: str
    parameters: tuple[Parameter, ...]
    headings: Mapping[str, str]
    sparql: str
    lists: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[tuple[str, bool], ...]:
        """By which columns the answer is sorted, each with whether it falls: the last line of the query says it."""
        line = _ORDER.search(self.sparql)
        return tuple((key[2], bool(key[1])) for key in _KEY.finditer(line[1])) if line else ()

    def unordered(self, values: Values) -> str:
        """As `with_values`, without the last ORDER BY: whoever sends it sorts what comes back.

        An engine on disk fetches both strings at each comparison, and each engine has an order of its own.
        """
        return _ORDER.sub("\n", self.with_values(values))

    def with_values(self, values: Values) -> str:
        """The query with a VALUES row in each place that the file keeps for a parameter, for one term or several.

        The terms are written by the RDF library, so that no text is ever pasted into a query; and the query stays
        one that any SPARQL service understands. A parameter that is not given leaves its place empty.
        """

        written = {  # once: a parameter may have several places
            name: str(given) if isinstance(given, ox.NamedNode | ox.Literal) else " ".join(map(str, given))
            for name, given in values.items()
        }

        def row(match: re.Match[str]) -> str:
            terms = written.get(match[2])
            return match[0] if terms is None else f"{match[1]}VALUES ?{match[2]} {{ {terms} }}"

        return _PLACE.sub(row, self.sparql)


def read_question(path: Path) -> Question:
    """The question in a file; raises PolicygraphError if its header is not understood."""
    text = path.read_text("utf-8")
    header = header_of(text, path, _KEYS)
    parameters = tuple(_parameter(line, path) for line in header.get("parameters", []))
    places = {match[2] for match in _PLACE.finditer(text)}
    if places != {parameter.name for parameter in parameters}:
        raise PolicygraphError(f"{path}: each parameter needs a place `#+ values: ?name` in the query, and no other")
    return Question(
        name=path.stem,
        summary=" ".join(header.get("summary", [])),
        note=" ".join(header.get("note", [])),
        parameters=parameters,
        headings=dict(_pair(part) for line in header.get("headings", []) for part in line.split("|")),
        sparql=text,
        lists=tuple(" ".join(header.get("lists", [])).split()),
    )


def header_of(text: str, path: Path, keys: Collection[str]) -> dict[str, list[str]]:
    """What the lines `#+ key: value` of a query say, by key, in order; raises PolicygraphError for any other key."""
    header: dict[str, list[str]] = {}
    for line in text.splitlines():
        match = _HEADER.fullmatch(line.rstrip())
        if match and match[1] in keys:
            header.setdefault(match[1], []).append(match[2])
        elif line.startswith("#+") and not _PLACE.fullmatch(line):
            raise PolicygraphError(f"{path}: the header line {line!r} is not understood")
    return header


def _parameter(line: str, path: Path) -> Parameter:
    name, _, rest = line.partition("=")
    kind, _, meaning = rest.strip().partition(",")
    if kind.strip() not in KINDS:
        raise PolicygraphError(f"{path}: a parameter is `name = kind, meaning`, the kind one of {', '.join(KINDS)}")
    required = meaning.strip().startswith(_REQUIRED)
    return Parameter(name.strip(), kind.strip(), meaning.strip().removeprefix(_REQUIRED).strip(), required)


def _pair(part: str) -> tuple[str, str]:
    name, _, heading = part.partition("=")
    return name.strip(), heading.strip()


@cache
def question_beside(package: str, name: str) -> Question:
    """One of the questions that a package has for itself, in its folder `queries`."""
    with as_file(files(package).joinpath("queries", f"{name}.rq")) as path:
        return read_question(path)


@cache
def questions() -> Mapping[str, Question]:
    """All packaged questions by name, in alphabetical order."""
    return {path.stem: read_question(path) for path in sorted(resource("questions").glob("*.rq"))}


def question(name: str) -> Question:
    """The packaged question of that name; the nearest are proposed if there is none."""
    if name in questions():
        return questions()[name]
    near = get_close_matches(name, questions(), n=3, cutoff=0.4)
    mend = f"did you mean {' or '.join(near)}?" if near else "`policygraph ask` lists them all"
    raise PolicygraphError(f"there is no question {name!r}; {mend}")
