"""What is refused of somebody's own query before it is run, and what is made of the engine's complaints."""

import re
from collections.abc import Collection

from .faults import PolicygraphError

DEEPEST = 500  # levels of brackets; the engine's parser falls over at some tens of thousands
LONGEST = 1_000  # steps of a path, or signs in a row; longer ones take the engine minutes

_QUIET = re.compile(
    r"""<[^<>"{}|^`\\\s]*>                       # an address
      | \"\"\"(?:[^\\]|\\.)*?\"\"\" | '''(?:[^\\]|\\.)*?'''
      | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'  # a text
      | \#[^\n]*                                 # a comment""",
    re.VERBOSE | re.DOTALL,
)
_PROLOGUE = re.compile(r"\s*(?:(?:PREFIX\s+[\w.-]*:\s*|BASE\s*)<>\s*)*", re.IGNORECASE)
_UPDATE = re.compile(r"(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b", re.IGNORECASE)
_SERVICE = re.compile(r"\bSERVICE\b(?!\s*:)", re.IGNORECASE)
_FROM = re.compile(r"\bFROM\s+(?:NAMED\s+)?(?:<>|[\w.-]*:)", re.IGNORECASE)
_PREFIX = re.compile(r"(?<![\w<?$:@^.-])([A-Za-z][\w.-]*)?:(?=[\w-])")
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)


def bare(sparql: str) -> str:
    """The query without its addresses, texts and comments: what is left are its own words and signs."""
    return _QUIET.sub(lambda match: "<>" if match[0][0] == "<" else '""' if match[0][0] in "\"'" else "", sparql)


def refuse(sparql: str, name: str) -> None:
    """Raises PolicygraphError for what is no question, leaves this machine, or would bring the engine down."""
    text = bare(sparql)
    start = _PROLOGUE.match(text)
    if _UPDATE.match(text, start.end() if start else 0):
        raise PolicygraphError(f"{name} is an update; only questions are answered, and a graph is not changed")
    if _SERVICE.search(text):
        raise PolicygraphError(
            f"{name} asks another service (SERVICE); everything here works offline: take that part out"
        )
    depth = deepest = 0
    for sign in re.findall(r"[({\[)}\]]", text):
        depth += 1 if sign in "({[" else -1
        deepest = max(deepest, depth)
    steps = max((len(re.findall(r"[/|^!+*?-]|&&", part)) for part in re.split(r"[.;{}\n]", text)), default=0)
    if deepest > DEEPEST or steps > LONGEST:
        raise PolicygraphError(
            f"{name} is nested {deepest} levels deep or has {steps} steps in a row; make it simpler"
        )


def names_its_graphs(sparql: str) -> bool:
    """Whether the query says by FROM which graphs it is put to."""
    return bool(_FROM.search(bare(sparql)))


def complaint(sparql: str, message: str, known: Collection[str]) -> str:
    """The engine's message, made short; the prefix that it does not know, by name."""
    text = bare(sparql)
    declared = {match[1] for match in _DECLARED.finditer(text)} | set(known)
    unknown = sorted({match[1] or "" for match in _PREFIX.finditer(text)} - declared)
    if "Prefix not found" in message and unknown:
        return f"the prefix {unknown[0]}: is not known; add a line PREFIX {unknown[0]}: <…>"
    return message if len(message) <= 200 else message[:200] + "…"
