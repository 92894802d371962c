"""What is refused of somebody's own query before it is run, and what is made of the engine's complaints."""

import re
import sys
from collections.abc import Collection
from urllib.parse import urlsplit

from .faults import PolicygraphError
from .masking import masked

DEEPEST = 500  # levels of brackets; the engine's parser falls over at some tens of thousands
LOOPBACK = ("127.0.0.1", "localhost", "::1")
LONGEST = 1_000  # steps of a path, or signs in a row; longer ones take the engine minutes

_PROLOGUE = re.compile(r"\s*(?:(?:PREFIX\s+[\w.-]*:\s*|BASE\s*)< *>\s*)*", re.IGNORECASE)
_UPDATE = re.compile(r"(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b", re.IGNORECASE)
# No blank need stand before or after the word, nor between what follows: so the engine reads it.
_CALL = re.compile(
    r"""SERVICE\s*(?P<silent>SILENT\s*)?
        (?P<where><[^<>]*>|[?$]\w+|[^\s<>{}()?$"']*:[^\s<>{}()?$"']*)\s*(?P<block>\{)""",
    re.IGNORECASE | re.VERBOSE,
)
_OFFLINE = "{} asks another service (SERVICE); everything here works offline: take that part out"
_LONG_NAME = 100  # signs; whoever gives a variable a longer one that ends in "service" is refused
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FROM = re.compile(r"\bFROM\s+(?:NAMED\s+)?(?:< *>|[\w.-]*:)", re.IGNORECASE)
_PREFIX = re.compile(r"(?<![\w<?$:@^.-])([A-Za-z][\w.-]*)?:(?=[\w-])")
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)


def calls(sparql: str) -> list[re.Match[str]]:
    """Where a query asks another service: groups `silent`, `where` (who is asked) and `block` (the brace)."""
    text = masked(sparql)
    return [call for call in _CALL.finditer(text) if not _in_variable(text, call.start())]


def refuse(sparql: str, name: str, services: Collection[str] = ()) -> None:
    """Raises PolicygraphError for what is no question, leaves this machine, or would bring the engine down.

    `services` are the addresses that the query may ask.
    """
    text = masked(sparql)
    start = _PROLOGUE.match(text)
    if _UPDATE.match(text, start.end() if start else 0):
        raise PolicygraphError(f"{name} is an update; only questions are answered, and a graph is not changed")
    for call in calls(sparql):
        _refuse_call(sparql, call, name, services)
    if calls(_ESCAPE.sub(_meant, sparql)) and not services:  # a service may read it so
        raise PolicygraphError(_OFFLINE.format(name))
    depth = deepest = 0
    for sign in re.findall(r"[({\[)}\]]", text):
        depth += 1 if sign in "({[" else -1
        deepest = max(deepest, depth)
    steps = max((len(re.findall(r"[/|^!+*?-]|&&", part)) for part in re.split(r"[.;{}\n]", text)), default=0)
    if deepest > DEEPEST or steps > LONGEST:
        raise PolicygraphError(
            f"{name} is nested {deepest} levels deep or has {steps} steps in a row; make it simpler"
        )


def _refuse_call(sparql: str, call: re.Match[str], name: str, services: Collection[str]) -> None:
    if not services:
        raise PolicygraphError(_OFFLINE.format(name))
    if not call["where"].startswith("<"):
        raise PolicygraphError(f"{name}: write the service's address in full, <https://…>, instead of {call['where']}")
    address = sparql[call.start("where") + 1 : call.end("where") - 1]
    if address not in services:
        raise PolicygraphError(f"{name} asks {address}, and only {', '.join(services)} may be asked: name it too")
    if call["silent"]:
        raise PolicygraphError(f"{name}: SILENT would hide that {address} did not answer: take the word out")
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise PolicygraphError(f"{name} asks {address}: what is not https can be read and changed on the way")


def _in_variable(text: str, place: int) -> bool:
    """Whether what begins there is the end of a variable's name."""
    name = re.search(r"[?$]\w*\Z", text[max(0, place - _LONG_NAME) : place])
    return name is not None


def _meant(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= sys.maxunicode else escape[0]


def names_its_graphs(sparql: str) -> bool:
    """Whether the query says by FROM which graphs it is put to."""
    return bool(_FROM.search(masked(sparql)))


def complaint(sparql: str, message: str, known: Collection[str]) -> str:
    """The engine's message, made short; the prefix that it does not know, by name."""
    text = masked(sparql)
    declared = {match[1] for match in _DECLARED.finditer(text)} | set(known)
    unknown = sorted({match[1] or "" for match in _PREFIX.finditer(text)} - declared)
    if "Prefix not found" in message and unknown:
        return f"the prefix {unknown[0]}: is not known; add a line PREFIX {unknown[0]}: <…>"
    return message if len(message) <= 200 else message[:200] + "…"
