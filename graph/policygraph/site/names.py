"""What the files of the site are called: by ids, so that an address stays; safe on every disk."""

import hashlib

from ..forms import ID

LONGEST = 120  # characters; 255 bytes is what a disk takes, and a path has a limit of its own
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}


def file_name(folder: str, name: str) -> str:
    """The file of an element or document, below the site's folder, with `/`.

    An id that is none of ours, too long, or the name of a device on Windows, gets a name made from its digest.

    >>> file_name("element", "cosme"), file_name("element", "../x").startswith("element/id-")
    ('element/cosme.html', True)
    """
    if not ID.fullmatch(name) or len(name) > LONGEST or name in _DEVICES:
        name = f"id--{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"
    return f"{folder}/{name}.html"
