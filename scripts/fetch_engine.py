"""Fetches the engine that answers SPARQL in the page: `python scripts/fetch_engine.py`, before a release is built.

The engine is Oxigraph as WebAssembly, the npm package `oxigraph`. It is written to `graph/policygraph/page/engine/`,
which is not part of the repository; wheels that are built afterwards carry it. Needs `npm`, and nothing else does.
What comes is held against the digest below. Of its JavaScript, what would ask for something from outside is taken out.
"""

import argparse
import base64
import gzip
import hashlib
import io
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

VERSION = "0.5.11"
INTEGRITY = "sha512-zKdgmp1tsrutGzC1lCCywwZRPpLJKaJnKSDWoY2hIhMiwiCRRXNN1DU7WUyTInBvgPKT8Y5N+RgwTL8qKXpLng=="
COPYRIGHT = "Copyright (c) 2018 RUDF developers"

PROJECT = Path(__file__).resolve().parent.parent
TARGET = PROJECT / "graph" / "policygraph" / "page" / "engine"
USED = ("initSync", "Store", "namedNode", "literal")
_COMMENT = re.compile(r"/\*.*?\*/\n?|^[ \t]*//[^\n]*\n", re.DOTALL | re.MULTILINE)
_OUTSIDE = re.compile(r"\b(?:fetch|import|eval|XMLHttpRequest|WebSocket|new Function)\b|</script|<!--")


def fetched() -> bytes:
    """The package, as npm has it; raises ValueError if it is not the one that is meant."""
    npm = shutil.which("npm")
    if npm is None:
        raise ValueError("there is no npm here: install Node.js, or take the engine out of a release wheel")
    with tempfile.TemporaryDirectory() as folder:
        words = [npm, "pack", f"oxigraph@{VERSION}", "--silent", "--pack-destination", folder]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        package = next(Path(folder).glob("*.tgz")).read_bytes()
    digest = "sha512-" + base64.b64encode(hashlib.sha512(package).digest()).decode()
    if digest != INTEGRITY:
        raise ValueError(f"what npm gave for oxigraph {VERSION} has the digest {digest}, and not {INTEGRITY}")
    return package


def parts(package: bytes) -> tuple[str, bytes]:
    """Of the package, the JavaScript that speaks to the engine, and the engine."""
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        found = [archive.extractfile(f"package/{name}") for name in ("web.js", "web_bg.wasm")]
        script, engine = (file.read() if file else b"" for file in found)
    return script.decode("utf-8"), engine


def standing_alone(script: str) -> str:
    """The module as a function that returns what is used of it, and can ask for nothing from outside.

    Raises ValueError if the module is not built as it was: then look at it again.
    """
    for start, end in (
        ("async function __wbg_load(", "function initSync("),
        ("async function __wbg_init(", "export {"),
    ):
        before, found, rest = script.partition(start)
        _, also, after = rest.partition(end)
        if not found or not also:
            raise ValueError(f"the package's web.js has no {start!r} before {end!r}")
        script = before + also + after
    script, ending, _ = script.partition("export {")
    body = re.sub(r"^export (?=class|function)", "", _COMMENT.sub("", script), flags=re.MULTILINE)
    missing = [name for name in USED if not re.search(rf"^(?:class|function) {name}\b", body, re.MULTILINE)]
    if not ending or missing or re.search(r"^(?:export|import)\b", body, re.MULTILINE):
        raise ValueError(f"the package's web.js is not built as it was; not found: {', '.join(missing) or 'its end'}")
    if outside := _OUTSIDE.search(body):
        raise ValueError(f"the package's web.js would reach outside: {outside[0]!r}")
    lines = "\n".join(line.strip() for line in body.splitlines() if line.strip())
    return (
        f"/*\nOxigraph {VERSION} (MIT OR Apache-2.0), https://github.com/oxigraph/oxigraph\n\n{notice()}\n*/\n"
        f"globalThis.policygraphEngine = function () {{\n{lines}\nreturn {{ {', '.join(USED)} }};\n}};\n"
    )


def notice() -> str:
    """What the MIT licence wants to be kept with every copy: whose it is, and its terms, which are those of ours."""
    _, _, terms = (PROJECT / "LICENSE").read_text("utf-8").partition("\nPermission is hereby granted")
    return f"{COPYRIGHT}\n\nPermission is hereby granted{terms.rstrip()}"


def main() -> int:
    """Fetches the engine, writes it, and says how large it is."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    script, engine = parts(fetched())
    TARGET.mkdir(exist_ok=True)
    written = {
        "oxigraph.js": standing_alone(script).encode("utf-8"),
        "oxigraph.wasm.gz": gzip.compress(engine, 9, mtime=0),
    }
    for name, data in written.items():
        (TARGET / name).write_bytes(data)
        print(f"{TARGET.relative_to(PROJECT) / name}: {len(data):,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
