"""Chromium without a network, for the tests that look at a page."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


needs_axe = pytest.mark.skipif(
    find_spec("axe_playwright_python") is None and os.environ.get("POLICYGRAPH_BROWSER") != "required",
    reason="axe is not installed (pip install axe-playwright-python): accessibility was not checked",
)


@contextmanager
def chromium(arguments: Sequence[str] = ARGUMENTS) -> Iterator[Any]:
    """A browser; the test is skipped where there is none, unless POLICYGRAPH_BROWSER says that there must be."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("POLICYGRAPH_BROWSER") == "required":
            pytest.fail("there is no Chromium, and the tests were told that there must be one")
        pytest.skip("no Chromium on this machine: the page was not looked at in a browser")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=list(arguments))
        yield browser
        browser.close()


class Watched:
    """A page of the browser, with the network cut, that counts what it asks for and what it complains of."""

    def __init__(self, browser: Any, path: Path, address: str = "", **context: Any) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page = browser.new_context(offline=True, **context).new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._heard)
        self.page.on("dialog", self._stopped)
        self.page.goto(path.as_uri() + address)
        self.page.wait_for_selector("html[data-ready]", timeout=20_000)

    def _heard(self, message: Any) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def _stopped(self, dialog: Any) -> None:
        self.complaints.append("a dialog")
        dialog.dismiss()

    def outside(self) -> list[str]:
        """The requests that went anywhere but to the file itself."""
        return [url for url in self.requests if not url.startswith(("file:", "data:", "blob:"))]
