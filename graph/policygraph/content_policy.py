"""How the content policy of a page knows a style or script of ours: by its hash, and lets nothing else in."""

import base64
import hashlib


def hashed(text: str) -> str:
    """The hash of an inline style or script, as a Content-Security-Policy names it, without quotation marks."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()
