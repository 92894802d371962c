"""A query without what it only quotes, sign for sign at its place: for whoever looks for words in it."""

import re

_QUIET = re.compile(
    r"""<(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>  # an address
      | \"\"\"(?:[^\\]|\\.)*?\"\"\" | '''(?:[^\\]|\\.)*?'''
      | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'                      # a text
      | \\.                                                                # a sign of a name that stands for itself
      | \#[^\n\r]*                                                         # a comment""",
    re.VERBOSE | re.DOTALL,
)


def masked(sparql: str) -> str:
    """The query with blanks for its comments and for what its texts and addresses say; as long as it was.

    >>> masked('ASK { ?s ?p "a {b}" } # yes')
    'ASK { ?s ?p "     " }      '
    """
    return _QUIET.sub(lambda match: _blank(match[0]), sparql)


def _blank(quoted: str) -> str:
    if quoted[0] in "<\"'":
        return quoted[0] + " " * (len(quoted) - 2) + quoted[-1]
    return "__" if quoted[0] == "\\" else " " * len(quoted)


def braces(text: str, start: int) -> int:
    """Where the brace that is opened at `start` of a masked query is closed again; its length if it is not."""
    depth = 0
    for place in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return len(text)
