"""The parts of a query's algebra, as rdflib has them: what stands in expressions and in paths."""

from collections.abc import Iterable
from typing import Any

from rdflib import BNode, Literal, Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, NegatedPath, Path, SequencePath
from rdflib.plugins.sparql.parserutils import CompValue


class WrongAnswerError(Exception):
    """Why a query is not put to maplib."""


def variables_of(part: Any) -> Iterable[Variable]:
    """The variables in an expression, those of patterns inside it too."""
    if isinstance(part, Variable):
        yield part
    elif isinstance(part, CompValue):
        for value in parts_of(part):
            yield from variables_of(value)
    elif isinstance(part, list | tuple | set):
        for value in part:
            yield from variables_of(value)


def refuse_path(path: Any, subject: Any, target: Any) -> None:
    """Raises WrongAnswerError for a path that maplib does not follow as it should."""
    if isinstance(path, NegatedPath):
        raise WrongAnswerError("it does not know a path with !")
    if isinstance(path, MulPath):
        if path.mod != "+":
            raise WrongAnswerError(f"a path with {path.mod} leaves out nodes where no step begins: use + and UNION")
        if not (isinstance(subject, Variable | BNode) and isinstance(target, Variable | BNode)):
            raise WrongAnswerError(
                "a path with + from an address that it does not know is taken from everywhere: use VALUES"
            )
    if isinstance(path, Path):
        parts = getattr(path, "args", None) or [getattr(path, "arg", None) or getattr(path, "path", None)]
        for part in parts:
            refuse_path(part, subject, target)


def parts_of(part: CompValue) -> Iterable[Any]:
    for key, value in part.items():
        if key != "_vars":
            yield from value if isinstance(value, list | tuple) else (value,)


def is_text(part: Any) -> bool:
    """Whether an expression over bound variables is a text in any case."""
    name = getattr(part, "name", "")
    if name == "Builtin_CONCAT":
        return all(is_text(value) for value in part.arg)
    if name == "Builtin_IF":
        return is_text(part.arg2) and is_text(part.arg3)
    return isinstance(part, Literal) or (name == "Builtin_STR" and isinstance(part.arg, Variable))


def ends_of(path: Any) -> Iterable[Any]:
    """The predicates by which a path may end at its object."""
    if isinstance(path, SequencePath):
        return ends_of(path.args[-1])
    if isinstance(path, AlternativePath):
        return [step for part in path.args for step in ends_of(part)]
    if isinstance(path, MulPath):
        return ends_of(path.path)
    return [] if isinstance(path, InvPath | NegatedPath) else [path]


def chain(part: CompValue) -> Iterable[CompValue]:
    """A part and what it is wrapped around, down to the first that is no wrapping."""
    while part.name in ("Project", "Distinct", "Reduced", "OrderBy", "Extend", "Filter"):
        yield part
        part = part.p
