"""The reference as one HTML page a language: it opens from disk, runs nothing and asks for nothing from outside.

What the page says comes from the ontology; its own words from `interface.toml`; `page.html` and `page.css` draw it.
Where a definition is not there in the language of the page, the English one is shown and marked as that.
"""

import tomllib
from functools import cache
from typing import Any

from ..content_policy import hashed
from ..iris import compact, prefixes
from ..ontology import OWL
from ..templates import environment, text_beside
from ..vocabulary import DCTERMS, ONTOLOGY, RDF, RDFS, SKOS
from .boxes import statement_picture
from .cards import Cards
from .svg import STYLE
from .terms import LANGUAGES, Term, Terms
from .trees import classes_picture, types_picture

_TEXTS = (("example", SKOS + "example"), ("scope", SKOS + "scopeNote"))  # shown in this order, below the definition
_PREFIXES = prefixes("https://example.org/")
PICTURES = {"statement": statement_picture, "classes": classes_picture, "types": types_picture}


@cache
def interface(language: str) -> dict[str, Any]:
    """The words of the page itself; chapters are named under `chapter` and introduced under `says`."""
    words: dict[str, Any] = tomllib.loads(text_beside(__package__, "interface.toml"))[language]
    return words


def html_page(terms: Terms, language: str) -> str:
    """The reference in that language, one of LANGUAGES, as HTML."""
    text = environment(__package__).get_template("page.html").render(_content(terms, language))
    return "\n".join(line for line in text.split("\n") if line.strip()) + "\n"


def _content(terms: Terms, language: str) -> dict[str, Any]:
    """What the template is filled with."""
    words = interface(language)
    anchors = {term.iri: term.anchor for chapter in terms.chapters for term in chapter.terms}
    header = terms.header()

    def href(iri: str) -> str:
        return f"#{anchors[iri]}" if iri in anchors else ""

    def best(term: Term, predicate: str) -> tuple[str, str] | None:
        return _best(term.texts(predicate), language)

    css = text_beside(__package__, "page.css")
    return {
        "language": language,
        "words": words,
        "tongues": {tongue: interface(tongue)["language"] for tongue in LANGUAGES},
        "title": header.texts(DCTERMS + "title").get(language, header.iri),
        "description": best(header, DCTERMS + "description"),
        "header": header,
        "versions": _versions(terms),
        "licences": header.links(DCTERMS + "license"),
        "remarks": [value.value for value in header.about.get(RDFS + "comment", ())],
        "chapters": terms.chapters,
        "foreign": terms.foreign,
        "cards": (cards := Cards(terms)),
        "general": cards.general({iri: term.label("en") for iri, term in terms.all.items()}),
        "anchors": anchors,
        "name": lambda iri: compact(iri, _PREFIXES),
        "label": lambda iri: terms.all[iri].label(language),
        "other_labels": lambda term: _other_labels(term, language),
        "deprecated": _deprecated,
        "best": best,
        "definition": SKOS + "definition",
        "texts": _TEXTS,
        "pictures": {name: draw(terms, language, words, href) for name, draw in PICTURES.items()},
        "css": css,
        "hashes": [hashed(css), hashed(STYLE)],
    }


def _versions(terms: Terms) -> list[tuple[str, str]]:
    """What the ontology says of its version, and its axioms of theirs."""
    homes = [ONTOLOGY, *sorted({home for home in terms.home.values() if home != ONTOLOGY})]
    keys = ["version", *["axioms_version"] * (len(homes) - 1)]
    told = [(key, terms.header(home).texts(OWL + "versionInfo")) for key, home in zip(keys, homes, strict=True)]
    return [(key, text) for key, texts in told for text in texts.values()]


def _best(texts: dict[str, str], language: str) -> tuple[str, str] | None:
    """The text in that language, or else in English, with the language that it is in; None if there is neither."""
    for tongue in (language, "en"):
        if tongue in texts:
            return texts[tongue], tongue
    return None


def _other_labels(term: Term, language: str) -> list[tuple[str, str]]:
    labels = term.texts(RDFS + "label")
    return [(tongue, labels[tongue]) for tongue in LANGUAGES if tongue != language and tongue in labels]


def _deprecated(term: Term) -> bool:
    kinds = term.links(RDF + "type")
    given_up = {OWL + "DeprecatedClass", OWL + "DeprecatedProperty"}
    return "true" in term.texts(OWL + "deprecated").values() or bool(given_up.intersection(kinds))
