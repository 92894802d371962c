"""The words of the command: what can be said, and the help on it."""

import argparse
from importlib.metadata import version

from .report_commands import add_reports, period
from .serve_command import add_serve
from .store import ENGINES
from .store_commands import add_store_commands

OUT = "policygraph-out"
SITE = "policygraph-site"
FORMATS = {"table": "to_text", "csv": "to_csv", "json": "to_json", "markdown": "to_markdown"}
ANSWERS = {**FORMATS, "sparql-json": "to_sparql_json"}

_CORPUS = "a corpus folder; the one that is shipped if left out"
_GRAPH = "a folder that `build` wrote, or a corpus folder; the shipped corpus if left out"

_ASKED = _GRAPH.replace("a corpus folder;", "a corpus folder, or the address of a SPARQL service;")

_EPILOG = """\
CORPUS is a folder of tables, as docs/coding.md describes it.

  policygraph build                          build what is shipped, into policygraph-out/
  policygraph init my-corpus                 begin a corpus of your own
  policygraph check my-corpus/corpus         see what is wrong with it
  policygraph ask                            see which questions there are
"""


def parser() -> argparse.ArgumentParser:
    """The parser of the command; `command` of what it returns names what is to be done."""
    top = argparse.ArgumentParser(
        prog="policygraph",
        description="Stated linkages of policy documents, as a graph that can be checked, asked and explored.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"policygraph {version('policygraph')}")
    commands = top.add_subparsers(title="commands", dest="command", metavar="COMMAND", required=True)

    def command(name: str, help_text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=help_text, description=help_text[0].upper() + help_text[1:] + ".")

    def corpus(added: argparse.ArgumentParser) -> None:
        added.add_argument("corpus", nargs="?", metavar="CORPUS", help=_CORPUS)
        added.add_argument("--sources", metavar="DIR", help="a folder with the source texts, to quote and to check by")

    added = command("build", "read, check and build a corpus into a folder of files, a store and a page")
    corpus(added)
    period(added)
    added.add_argument("--out", metavar="DIR", default=OUT, help=f"where to write; replaced as a whole ({OUT})")

    added = command("check", "tell everything that is wrong with a corpus, each with file, line and column")
    corpus(added)
    added.add_argument(
        "--lint", action="store_true", help="question the vocabulary, and the corpus beside it, as well"
    )

    added = command("ask", "answer a packaged question or a SPARQL query; without a name, list the questions")
    added.add_argument("question", nargs="?", metavar="NAME", help="a packaged question")
    added.add_argument("--graph", metavar="DIR|URL", help=_ASKED)
    added.add_argument(
        "--param", metavar="NAME=VALUE", action="append", default=[], help="a parameter of the question"
    )
    added.add_argument("--file", metavar="QUERY.rq", help="a SPARQL query of your own")
    added.add_argument("--format", choices=ANSWERS, default="table", help="how to print the answer (table)")
    added.add_argument(
        "--engine",
        choices=ENGINES,
        default=ENGINES[0],
        help="what answers (pyoxigraph); maplib is quicker where the whole of a big graph is added up",
    )
    added.add_argument("--timeout", metavar="S", type=float, help="seconds for a query of your own (60)")
    added.add_argument(
        "--service",
        metavar="URL",
        action="append",
        default=[],
        help="a SPARQL service that your own query may ask too, by SERVICE (repeatable)",
    )
    added.add_argument("--memory", metavar="MB", type=int, help="megabytes for a query of your own (4000)")
    period(added)

    add_reports(command, _GRAPH)

    add_store_commands(command)

    added = command("site", "write the dossiers of all elements as a site of HTML pages that opens from disk")
    added.add_argument("--graph", metavar="DIR", help=_GRAPH)
    added.add_argument("--sources", metavar="DIR", help="a folder with the source texts, to quote them")
    period(added)
    added.add_argument("--out", metavar="DIR", default=SITE, help=f"where to write; replaced as a whole ({SITE})")

    added = command("page", "draw a corpus as one HTML file that opens without a network")
    corpus(added)
    period(added)
    added.add_argument(
        "--embed-texts", action="store_true", help="put the source texts into the page, whole; they are their authors'"
    )
    added.add_argument("--sparql", action="store_true", help="put an engine for SPARQL into the page (2.4 MB more)")
    added.add_argument("--out", metavar="FILE", default="policygraph.html", help="where to write (policygraph.html)")

    add_serve(command)

    added = command("cite", "give a line to put in a footnote for a statement")
    added.add_argument(
        "statement", metavar="STATEMENT", help="its identifier, e.g. be-2012-update.5-18, or its address"
    )
    added.add_argument("--graph", metavar="DIR", help=_GRAPH)

    added = command("reason", "hold the ontology and a corpus against a reasoner, or explain why a link follows")
    added.add_argument("corpus", nargs="?", metavar="CORPUS", help=_CORPUS)
    added.add_argument(
        "--ontology", metavar="DIR", help="a folder with the ontology's files; the shipped one if left out"
    )
    added.add_argument(
        "--explain",
        nargs=3,
        metavar=("SUBJECT", "TYPE", "OBJECT"),
        help="why this link follows as a fact, or why it does not: e.g. clusters drives innovation",
    )
    added.epilog = "needs pip install 'policygraph[reason]'; with --explain, exit code 1 if the link does not follow"

    added = command("ontology", "write the ontology as one file, for Protégé, owlready2 or a store")
    added.add_argument(
        "--out",
        metavar="FILE",
        default="policygraph.ttl",
        help="the ending says the format: .ttl, .nt, .owl, .rdf (policygraph.ttl)",
    )
    added.add_argument(
        "--axioms",
        action="store_true",
        help="with what only reasoners are told: disjointness, chains, defined classes",
    )
    added.add_argument(
        "--align",
        metavar="NAME",
        action="append",
        default=[],
        help="with the mappings to a vocabulary: prov, skos, org, … (may be repeated)",
    )

    added = command("init", "make a corpus of your own, with one worked example that builds")
    added.add_argument("folder", metavar="FOLDER", help="a new folder")

    added = command("locate", "tell which statements stand in a copy of a text that you have, and where")
    added.epilog = "found: where it was coded; moved: elsewhere; ambiguous: several times; absent: not in this copy"
    added.add_argument("file", metavar="FILE", help="a text, Markdown or HTML file")
    added.add_argument("--document", metavar="ID", help="the document it is a copy of; found by its words if left out")
    added.add_argument("--corpus", metavar="CORPUS", help=_CORPUS)
    added.add_argument("--format", choices=FORMATS, default="table", help="how to print the report (table)")

    added = command("anchor", "turn the quotes of a corpus into offsets and digests, to publish it without its texts")
    added.add_argument("corpus", metavar="CORPUS", help="a corpus folder whose tables have quotes")
    added.add_argument("--sources", metavar="DIR", required=True, help="the folder with the source texts")
    added.add_argument("--out", metavar="DIR", required=True, help="a new folder for the corpus without quotes")
    return top
