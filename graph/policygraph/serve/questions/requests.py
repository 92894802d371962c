"""What is asked at the address of a packaged question: which one, of what, and in which form it is to be answered."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

import pyoxigraph as ox

from ...faults import PolicygraphError
from ...question import Parameter, Question, question
from ...vocabulary import vocabulary
from ..negotiation import best
from ..pool import Form
from ..refusals import NotAcceptable, Refused, Unknown

FORMAT = "format"
LONGEST = 1_000  # signs of a value
# The forms of an answer in our order of preference, each with its media type.
MEDIA: Mapping[Form, str] = {
    "json": "application/json",
    "csv": "text/csv",
    "markdown": "text/markdown",
    "html": "text/html",
    "sparql-json": "application/sparql-results+json",
}
PLAIN, PROBLEM, HTML = "text/plain", "application/problem+json", "text/html"
# What a parameter of each kind may be, for those that are not chosen among few words.
_MAY_BE = {
    "element": "the id of an element, one of its labels in any language, or its address",
    "document": "the id of a document, or its address",
    "text": "any text",
    "number": "a whole number, 0 or above",
}
_COLUMNS = {"type": "linkage_type"}

Pairs = Sequence[tuple[str, str]]


def known(name: str) -> Question:
    """The question of that name; raises Unknown with the nearest names."""
    try:
        return question(name if len(name) <= LONGEST else "")
    except PolicygraphError as error:
        raise Unknown(str(error).replace("`policygraph ask` lists", "/questions lists")) from None


def form_of(pairs: Pairs, accept: str, forms: Mapping[Form, str] = MEDIA) -> Form:
    """The form that `format=` names, or that is accepted most gladly; raises NotAcceptable if there is none."""
    for name, value in pairs:
        if name == FORMAT:
            for form in forms:
                if form == value:
                    return form
            raise NotAcceptable(f"no format is called {value[:50]!r}; choose among {', '.join(forms)}")
    chosen = best(accept or "*/*", tuple(forms.values()))
    if chosen is None:
        told = f"there is no form of this answer that is {accept[:200]}"
        raise NotAcceptable(f"{told}; there are {', '.join(forms.values())}")
    return next(form for form, media in forms.items() if media == chosen)


def trouble_form(pairs: Pairs, accept: str) -> str:
    """The media type of the sentence that there is in place of an answer: as the answer would have been, most nearly.

    >>> trouble_form([], "*/*"), trouble_form([("format", "json")], ""), trouble_form([], "text/html, */*;q=0.1")
    ('text/plain', 'application/problem+json', 'text/html')
    """
    named = dict(pairs).get(FORMAT)
    if named is not None:
        return {"html": HTML, "json": PROBLEM, "sparql-json": PROBLEM}.get(named, PLAIN)
    chosen = best(accept or "*/*", (PLAIN, HTML, PROBLEM, *MEDIA.values()))
    if chosen in (MEDIA["json"], MEDIA["sparql-json"]):
        return PROBLEM
    return chosen if chosen in (HTML, PROBLEM) else PLAIN


def values_of(asked: Question, pairs: Pairs, *, is_form: bool = False) -> dict[str, str]:
    """The value of each parameter that is given.

    A form in a page sends the fields too in which nothing was written: from there, an empty value is none. Raises
    Refused for what the question does not take, for what is given twice or too long, and for what is lacking.
    """
    takes = {parameter.name: parameter for parameter in asked.parameters}
    for name, times in Counter(name for name, _ in pairs).items():
        if name != FORMAT and name not in takes:
            others = f"it takes {', '.join(takes)}" if takes else "it takes none"
            raise Refused(f"the question {asked.name} has no parameter {name[:50]!r}; {others}")
        if times > 1:
            raise Refused(f"{name} is given {times} times; once is enough")
    values = {name: value for name, value in pairs if name != FORMAT and not (is_form and not value.strip())}
    for name, value in values.items():
        if len(value) > LONGEST:
            raise Refused(f"{name} has at most {LONGEST:,} signs")
    for name, parameter in takes.items():
        if parameter.required and name not in values:
            raise Refused(f"the question {asked.name} needs {name}: {parameter.meaning} ({may_be(parameter)})")
    return values


def words(kind: str) -> dict[str, str]:
    """What a parameter of that kind is chosen among: words of the vocabulary, each with its label; often nothing."""
    if kind in _MAY_BE:
        return {}
    column, known_words = _COLUMNS.get(kind, kind), vocabulary()
    return {name: known_words.label(known_words.individual(column, name).value) for name in known_words.names(column)}


def may_be(parameter: Parameter) -> str:
    """What a parameter may be, in words."""
    return _MAY_BE.get(parameter.kind) or f"one of {', '.join(words(parameter.kind))}"


@cache
def columns_of(name: str) -> tuple[str, ...]:
    """The columns of the answer to a packaged question, as the engine reads them from the query."""
    found = ox.Store().query(question(name).sparql)
    assert isinstance(found, ox.QuerySolutions)  # a packaged question is a SELECT
    return tuple(variable.value for variable in found.variables)
