"""Takes the pictures of the documentation: `python -m docs.make_images [output/map.html]`.

Opens the demo's map in Chromium, light and dark, and writes `docs/images/map.png` and `map-dark.png`; then
each state of the map and the briefing, as `docs/images/map-<state>.png`, in 256 colours to keep them small.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.chromium import find

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).resolve().parent / "images"
PICTURES = {"light": "map.png", "dark": "map-dark.png"}
SIZE = {"width": 1400, "height": 860}
SHOWN = "#node=person/xi-jinping"  # the entity with the most articles
OPTIONS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]


class State(NamedTuple):
    """A state of the map: the part of the address after the #, the page, and what is done in it."""

    hash: str = ""
    page: str = "map"
    act: Callable[[Page], object] | None = None
    phone: bool = False


def _ask(tab: Page) -> None:
    tab.fill("#sparql", "SELECT ?who ?label WHERE { ?who a wh:Country ; rdfs:label ?label } ORDER BY ?label")
    tab.click("#ask")
    tab.wait_for_selector("#answer table, #answer .error")


def _tap(tab: Page) -> None:
    tab.fill("#find", "Xi")
    tab.press("#find", "Enter")


STATES = {
    "first": State(),
    "edge": State("#pair=country/china~country/united-states"),
    "path": State("#node=person/xi-jinping&to=company/mandiant"),
    "timeline": State("#from=2015-01&until=2015-12"),
    "search": State(act=lambda tab: tab.fill("#find", "min")),
    "no-result": State(act=lambda tab: tab.fill("#find", "zzzz")),
    "table": State("#view=table"),
    "matrix": State("#view=matrix"),
    "agreements": State("#view=deals"),
    "query": State("#view=query", act=_ask),
    "phone": State(phone=True),
    "phone-picked": State(phone=True, act=_tap),
    "large": State(page="large"),
    "communities": State("#draw=communities", page="large"),
    "empty": State(page="empty"),
    "report": State(page="report"),
}
SMALLER = {"width": 1200, "height": 740}
PHONE = {"width": 390, "height": 780}


def picture(browser: Browser, page: Path, state: State) -> bytes:
    """One state in light colours, as PNG of few colours."""
    context = browser.new_context(viewport=PHONE if state.phone else SMALLER, reduced_motion="reduce")
    tab = context.new_page()
    tab.goto(page.resolve().as_uri() + state.hash)
    if state.page != "report":
        tab.wait_for_selector("html[data-ready]", state="attached")
    if state.act is not None:
        state.act(tab)
    tab.wait_for_timeout(700)  # the drawing
    taken = tab.screenshot()
    context.close()
    return _small(taken)


def _small(png: bytes) -> bytes:
    from PIL import Image

    kept = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(
        kept, "PNG", optimize=True
    )
    return kept.getvalue()


def made(folder: Path) -> dict[str, Path]:
    """A map of 5,000 invented entities, and one of none."""
    from graph.ontology import default_ontology
    from graph.render import page

    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
    import networks

    found = {"large": networks.generated(5000, 15000), "empty": networks.empty()}
    for name, network in found.items():
        title = "Five thousand entities" if name == "large" else "No articles"
        (folder / f"{name}.html").write_text(page(network, default_ontology(), title=title), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in found}


def take(browser: Browser, page: Path, scheme: str) -> bytes:
    """The map in one colour scheme, with the sentences of one tie open, as PNG."""
    context = browser.new_context(viewport=SIZE, color_scheme=scheme, reduced_motion="reduce")
    tab = context.new_page()
    tab.goto(page.resolve().as_uri() + SHOWN)
    tab.wait_for_selector("html[data-ready]", state="attached")
    tab.wait_for_timeout(500)  # the first drawing
    taken = tab.screenshot()
    context.close()
    return _small(taken)


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
        with tempfile.TemporaryDirectory() as folder:
            pages = {"map": page, "report": page.with_name("report.html"), **made(Path(folder))}
            for name, state in STATES.items():
                (FOLDER / f"map-{name}.png").write_bytes(picture(browser, pages[state.page], state))
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "output/map.html"))
