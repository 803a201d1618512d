"""How soon the map is usable, and how smooth it is, compared with pyvis' own page of the same graph.

    python benchmarks/map.py [--sizes 33 1000 5000] [--patience 60]

Opens each page in a headless Chromium without a GPU and prints a table: seconds until the page can be used
(by the clock, and of processor time of the page's own thread, which a busy machine does not lengthen),
requests that it makes, frames a second while the map is dragged, milliseconds until a search shows its
suggestion, and seconds of processor time that the measures and the layout took.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import chromium as chromium_finder  # noqa: E402
import networks  # noqa: E402
from playwright.sync_api import Browser, Error, Page, sync_playwright  # noqa: E402

from graph.analyse import measures  # noqa: E402
from graph.ontology import default_ontology  # noqa: E402
from graph.render import page  # noqa: E402

COUNT_FRAMES = """window.frames_ = 0; window.since = performance.now();
(function count() { frames_ += 1; requestAnimationFrame(count); })()"""
SEARCH = """() => {
  const field = document.getElementById("find"); let most = 0;
  for (const typed of ["b", "ba", "ba k", "wen", "zz"]) {
    const begun = performance.now();
    field.value = typed; field.dispatchEvent(new Event("input"));
    document.getElementById("found").offsetHeight;
    most = Math.max(most, performance.now() - begun);
  }
  field.value = ""; field.dispatchEvent(new Event("input"));
  return most;
}"""


def main() -> None:
    """Measures every size and prints the table."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--sizes", type=int, nargs="+", default=[33, 1000, 5000])
    patience = "seconds that pyvis' page may take; 0 leaves it out"
    arguments.add_argument("--patience", type=float, default=60.0, help=patience)
    given = arguments.parse_args()
    executable = chromium_finder.find()
    if executable is None:
        sys.exit("no Chromium found: install it, or name it in the environment's CHROMIUM")
    columns = "nodes | lines | page | usable, s | CPU, s | requests | frames/s | all drawn | search, ms"
    print(f"| {columns} | built, CPU s |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        options = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=executable, args=options)
        for size in given.sizes:
            compare(browser, size, Path(folder), given.patience)
        browser.close()


def compare(browser: Browser, size: int, folder: Path, patience: float) -> None:
    """Prints a row for our page and one for pyvis'."""
    network = networks.cyber() if size <= 40 else networks.generated(size, size * 3)
    begun = time.process_time()
    html = page(network, default_ontology(), title="Benchmark", measures=measures(network))
    built = time.process_time() - begun
    ours, theirs = folder / f"ours-{size}.html", folder / f"pyvis-{size}.html"
    ours.write_text(html, encoding="utf-8")
    lines = len({frozenset(edge) for edge in network.edges() if edge[0] != edge[1]})
    usable, busy, requests, frames, search = measure(browser, ours, "html[data-ready]", patience or 60)
    whole, _, _, smooth, _ = measure(browser, ours, "html[data-ready]", patience or 60, "#draw=all")
    sizes, times = f"{len(network)} | {lines}", f"{usable} | {busy} | {requests} | {frames}"
    print(f"| {sizes} | ours | {times} | {whole} s, {smooth}/s | {search} | {built:.1f} |", flush=True)
    if not patience:
        return
    write_pyvis(network, theirs)
    usable, busy, requests, frames, _ = measure(browser, theirs, "html[data-drawn]", patience)
    print(f"| | | pyvis | {usable} | {busy} | {requests} | {frames} | | none | |", flush=True)


def write_pyvis(network: Any, path: Path) -> None:
    """pyvis' own page of the same graph, which says when it has drawn for the first time."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    for node, data in network.nodes(data=True):
        net.add_node(node, label=data["label"])
    for u, v, data in network.edges(data=True):
        net.add_edge(u, v, title=data["relation"])
    drawn = 'network.once("afterDrawing", () => { document.documentElement.dataset.drawn = 1; });'
    html = net.generate_html().replace("return network;", f"{drawn} return network;", 1)
    path.write_text(html, encoding="utf-8")


def measure(
    browser: Browser, path: Path, ready: str, patience: float, hash: str = ""
) -> tuple[str, str, str, str, str]:
    """Seconds until usable, by the clock and of the page's thread; requests; frames/s; ms of a search."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    # Requests are blocked and fail immediately, which favours a page that makes them.
    tab.route("http*://**/*", lambda route: route.abort())
    session = context.new_cdp_session(tab)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    busy = ""
    begun = time.perf_counter()
    try:
        tab.goto(path.as_uri() + hash, wait_until="commit")
        tab.wait_for_selector(ready, state="attached", timeout=patience * 1000)
        usable = f"{time.perf_counter() - begun:.2f}"
        found = session.send("Performance.getMetrics")["metrics"]
        busy = f"{next(one['value'] for one in found if one['name'] == 'TaskDuration'):.2f}"
        frames = f"{drag(tab):.0f}"
        search = f"{tab.evaluate(SEARCH):.0f}" if "ready" in ready else ""
    except Error:
        usable, frames, search = f"not in {patience:.0f}", "–", ""
    context.close()
    return usable, busy, str(len(asked) - 1), frames, search


def drag(tab: Page, seconds: float = 2.0) -> float:
    """Frames a second while the ground is dragged about."""
    box = tab.locator("canvas").first.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] * 0.1, box["y"] + box["height"] * 0.9
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.evaluate(COUNT_FRAMES)
    end, step = time.perf_counter() + seconds, 0
    while time.perf_counter() < end:
        step += 1
        tab.mouse.move(x + step % 40 * 3, y - step % 25 * 2)
    frames: float = tab.evaluate("frames_ / ((performance.now() - since) / 1000)")
    tab.mouse.up()
    return frames


if __name__ == "__main__":
    main()
