"""The forms that cells must have: identifiers, dates, languages, digests, addresses."""

import re
from datetime import date

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_FORMS = {
    "id": ID,
    "date": re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?"),
    "language": re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"),
    "hex": re.compile(r"[0-9a-f]+"),
    "iri": re.compile(r"(?:https?://|urn:).+"),
    "curie": re.compile(r"[a-z]+:[A-Za-z]+"),
    "gaps": re.compile(r"\d+-\d+(?:\|\d+-\d+)*"),
    "statement": re.compile(rf"{ID.pattern}\.{ID.pattern}"),
    "statements": re.compile(rf"{ID.pattern}\.{ID.pattern}(?:\s*\|\s*{ID.pattern}\.{ID.pattern})*"),
}

ADVICE = {
    "id": "write lower-case letters, digits and single hyphens",
    "date": "write 2012, 2012-11 or 2012-11-30",
    "language": "write a language tag such as en, fr or nl-BE",
    "hex": "write the digest in lower-case hexadecimal digits, as `policygraph anchor` does",
    "iri": "write a whole address, such as http://eurovoc.europa.eu/1234",
    "curie": "write prefix:name, such as skos:exactMatch",
    "gaps": "write 120-181, or 120-181|260-302 for two",
    "statement": "write document.statement, such as be-2012-update.5-18",
    "statements": "write document.statement, such as be-2012-update.5-18, and a | between two",
}


def fits(form: str, text: str) -> bool:
    """Whether the text has the form, and is what it looks like: a day of the calendar, an address.

    >>> fits("date", "2012-02-29"), fits("date", "2013-02-29")
    (True, False)
    """
    if not _FORMS[form].fullmatch(text):
        return False
    if form == "date":
        year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
        try:
            date(year, month, day)
        except ValueError:
            return False
    return form != "iri" or is_iri(text)


def is_iri(text: str) -> bool:
    """Whether the RDF library takes the text for an address."""
    import pyoxigraph as ox  # dates are read by commands that need no more of it

    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True
