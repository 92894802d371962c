"""The ES modules of the page as one script, so that the page's policy can know it by one hash and Node is not needed.

Each module becomes a function's body that returns what the module exports. What a module may be written with is
little, on purpose: imports of names, one a line, from modules beside it; exports of functions, classes and constants
where they are declared; template strings on one line. Whoever goes beyond that is told.
"""

import re
from collections.abc import Mapping

from ..faults import PolicygraphError

_IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const) (\w+))", re.MULTILINE)
_LEFT = re.compile(r"^\s*(?:import|export)\b.*$", re.MULTILINE)
_BLOCK = re.compile(r"/\*\*.*?\*/[ \t]*", re.DOTALL)
_LINE = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)


def bundled(modules: Mapping[str, str], first: str) -> str:
    """The script that runs the module `first`, with all that it imports before it; modules by their names.

    Comments and indentation are left out. Raises PolicygraphError for a module that is not there, imports in a circle,
    and anything but the few forms above.
    """
    parts: list[str] = []
    _add(first, modules, parts, done=set(), above=())
    return '"use strict";\n' + "\n".join(parts) + "\n"


def _add(name: str, modules: Mapping[str, str], parts: list[str], done: set[str], above: tuple[str, ...]) -> None:
    if name in above:
        raise PolicygraphError(f"the page's modules import each other in a circle: {' → '.join((*above, name))}")
    if name not in modules:
        raise PolicygraphError(f"{above[-1] if above else 'the page'} imports {name}.js, which is not there")
    if name in done:
        return
    done.add(name)
    text = modules[name]
    for match in _IMPORT.finditer(text):
        _add(match[2], modules, parts, done, (*above, name))
    parts.append(_wrapped(name, text))


def _wrapped(name: str, text: str) -> str:
    body = _LINE.sub("", _BLOCK.sub("", text))
    exported = _EXPORT.findall(body)
    body = _IMPORT.sub(lambda match: f"const {{ {match[1]} }} = module_{match[2]};", _EXPORT.sub("", body))
    if left := _LEFT.search(body):
        raise PolicygraphError(f"{name}.js: the page's modules know no {left[0].strip()!r}")
    if body.count("`") % 2 or any(line.count("`") % 2 for line in body.splitlines()):
        raise PolicygraphError(f"{name}.js: a template string goes over several lines")
    lines = "\n".join(line.strip() for line in body.splitlines() if line.strip())
    return f"const module_{name} = (() => {{\n{lines}\nreturn {{ {', '.join(exported)} }};\n}})();"
