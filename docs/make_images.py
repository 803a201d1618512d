"""Takes the pictures of the documentation: `python -m docs.make_images [output/map.html]`.

Opens the demo's map in Chromium, light and dark, and writes `docs/images/map.png` and `map-dark.png`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.chromium import find

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = Path(__file__).resolve().parent / "images"
PICTURES = {"light": "map.png", "dark": "map-dark.png"}
SIZE = {"width": 1400, "height": 860}
SHOWN = "#node=person/xi-jinping"  # whom most of the articles are about
OPTIONS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]


def take(browser: Browser, page: Path, scheme: str) -> bytes:
    """The map in one colour scheme, with the sentences of one tie open, as PNG."""
    context = browser.new_context(viewport=SIZE, color_scheme=scheme, reduced_motion="reduce")
    tab = context.new_page()
    tab.goto(page.resolve().as_uri() + SHOWN)
    tab.wait_for_selector("html[data-ready]", state="attached")
    tab.wait_for_timeout(500)  # the first drawing
    picture = tab.screenshot()
    context.close()
    return picture


def main(page: Path) -> None:
    """Write the pictures."""
    from playwright.sync_api import sync_playwright

    if (chromium := find()) is None:
        sys.exit("no Chromium found: install it, or name it in the environment's CHROMIUM")
    if not page.is_file():
        sys.exit(f"{page}: is not there; make it with: make demo")
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
        for scheme, name in PICTURES.items():
            (FOLDER / name).write_bytes(take(browser, page, scheme))
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "output/map.html"))
