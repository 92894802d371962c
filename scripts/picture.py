"""Takes the picture of the page that the README shows: `python scripts/picture.py` writes docs/page.png.

The page is that of the shipped corpus, drawn without source texts, so that the picture holds no sentence of them.
"""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from policygraph import content, draw

TARGET = Path(__file__).resolve().parent.parent / "docs" / "page.png"
SHOWN = "#view=focus&sel=e/cohesion-policy"


def main() -> int:
    """Draws the page, opens it offline, and takes the picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        page_file = draw(content()).write(Path(folder) / "page.html")
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_context(offline=True, viewport={"width": 1400, "height": 820}).new_page()
        page.goto(page_file.as_uri() + SHOWN)
        page.wait_for_selector("html[data-ready=all]")
        page.wait_for_timeout(500)
        page.screenshot(path=str(TARGET))
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
