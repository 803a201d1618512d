"""The page in Chromium: what a reader sees and does, and that nothing hostile runs."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import networks
import pytest

from graph.ontology import default_ontology
from graph.render import page
from graph.render.engine import engine

if TYPE_CHECKING:
    import networkx as nx
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
ONTOLOGY = default_ontology()
SVG = "{http://www.w3.org/2000/svg}"
TURTLE = """@prefix country: <https://w3id.org/whereas/id/country/> .
@prefix evidence: <https://w3id.org/whereas/id/evidence/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix source: <https://w3id.org/whereas/id/source/> .
@prefix wh: <https://w3id.org/whereas#> .

country:china a wh:Country ;
    rdfs:label "China" .

country:russia a wh:Country ;
    rdfs:label "Russia" .
"""
MAKERS: dict[str, Callable[[], nx.MultiDiGraph]] = {
    "cyber": networks.cyber,
    "hostile": networks.hostile,
    "empty": networks.empty,
    "large": lambda: networks.generated(1800, 5400),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("maps")
    made = {}
    for name, make in MAKERS.items():
        made[name] = folder / f"{name}.html"
        made[name].write_text(page(make(), ONTOLOGY, title="A map", turtle=TURTLE.encode()), encoding="utf-8")
    return made


@pytest.fixture
def opened(chromium: Browser, files: dict[str, Path]) -> Iterator[Callable[..., Page]]:
    """Opens a map; at the end of the test it must have made no request and reported no error."""
    contexts, troubles, requests = [], [], []

    def open_map(name: str = "cyber", hash: str = "", **options: object) -> Page:
        context = chromium.new_context(**({"viewport": {"width": 1400, "height": 900}} | options))
        contexts.append(context)
        tab = context.new_page()
        tab.on("request", lambda request: requests.append(request.url))
        tab.on("pageerror", lambda error: troubles.append(str(error)))
        tab.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        tab.goto(files[name].as_uri() + hash)
        tab.wait_for_selector("html[data-ready]", state="attached")
        return tab

    yield open_map
    for context in contexts:
        context.close()
    assert not troubles
    assert all(url.startswith(("file:", "blob:", "data:")) for url in requests)
    assert len([url for url in requests if url.startswith("file:")]) == len(contexts)


def picked(tab: Page) -> str:
    return tab.inner_text("#panel h2")


def test_opens_with_title_summary_ranking_and_communities(opened: Callable[..., Page]) -> None:
    tab = opened()
    assert tab.inner_text("h1") == "A map"
    assert "3 articles" in tab.inner_text("#counts")
    assert "48 statements about" in tab.inner_text("#counts")
    assert tab.inner_text(".lede").count("China") >= 1
    assert tab.inner_text(".ranking li:first-child .label") == "China"
    assert tab.locator(".communities li").count() == 4
    assert tab.locator("#map canvas").bounding_box()["width"] > 400  # type: ignore[index]


def test_search_by_keyboard_finds_an_alias_and_opens_the_entity(opened: Callable[..., Page]) -> None:
    tab = opened()
    tab.keyboard.press("/")
    tab.keyboard.type("mps")
    assert tab.locator("#found [role=option]").count() == 1
    assert "as “MPS”" in tab.inner_text("#found")
    tab.keyboard.press("Enter")
    assert picked(tab) == "Ministry of Public Security"
    assert "node=agency/ministry-of-public-security" in tab.url
    tab.keyboard.press("Escape")
    assert picked(tab) == "Who matters"


def test_search_that_finds_nothing_says_so(opened: Callable[..., Page]) -> None:
    tab = opened()
    tab.fill("#find", "zzzz")
    assert "No matching names" in tab.inner_text("#found")
    tab.keyboard.press("Enter")
    assert picked(tab) == "Who matters"


def test_a_line_proves_each_of_its_statements(opened: Callable[..., Page]) -> None:
    tab = opened(hash="#pair=country/china~country/united-states")
    assert picked(tab) == "China and United States"
    cards = tab.locator(".said")
    assert cards.count() == 3
    first = cards.nth(0)
    assert first.locator("mark").inner_text() == "attacks on"
    assert "claimed by FireEye" in first.inner_text()
    assert "June 2016" in first.inner_text()
    assert "A year on, October 2016" in first.inner_text()
    assert "confidence 0.80" in first.inner_text()
    assert "denied by Xi Jinping" in cards.nth(2).inner_text()
    assert "planned, says Barack Obama" in cards.nth(1).inner_text()
    link = cards.nth(1).locator("figcaption a")
    assert link.get_attribute("href") == "https://example.org/summit"
    assert link.get_attribute("rel") == "noopener noreferrer"


def place(tab: Page, *ids: str) -> tuple[float, float]:
    """The middle between some nodes, in pixels of the page."""
    box = tab.locator("#map canvas").bounding_box()
    assert box is not None
    found = [tab.evaluate("id => document.getElementById('map').placeOf(id)", each) for each in ids]
    x, y = (sum(at[axis] for at in found) / len(found) for axis in "xy")
    return box["x"] + x, box["y"] + y


def test_clicks_on_the_canvas_open_a_node_and_a_line(opened: Callable[..., Page]) -> None:
    tab = opened()
    tab.mouse.click(*place(tab, "person/barack-obama"))
    assert picked(tab) == "Barack Obama"
    tab.mouse.click(*place(tab, "person/xi-jinping", "person/barack-obama"))
    assert picked(tab) == "Barack Obama and Xi Jinping"
    assert tab.locator(".said").count() == 2


def test_node_shows_names_roles_relations_and_who_is_close(opened: Callable[..., Page]) -> None:
    tab = opened(hash="#node=person/meng-jianzhu")
    text = tab.inner_text("#panel")
    for expected in ("Meng Jianzhu", "special envoy · Minister", "Also called", "Closest to", "China"):
        assert expected in text
    headings = [heading.lower() for heading in tab.locator("#panel .group h3").all_inner_texts()]
    assert any(heading.startswith("met with") for heading in headings)
    tab.click("#panel .chip:has-text('China')")
    assert picked(tab) == "China"
    tab.go_back()
    tab.wait_for_function("() => document.querySelector('#panel h2').textContent === 'Meng Jianzhu'")
    tab.go_forward()
    tab.wait_for_function("() => document.querySelector('#panel h2').textContent === 'China'")


def test_legend_filters_and_the_address_keeps_it(opened: Callable[..., Page]) -> None:
    tab = opened()
    before = tab.inner_text(".foot")
    tab.click("#show-filters")
    tab.click("#legend label:has-text('Person')")
    after = tab.inner_text(".foot")
    assert before != after
    assert "hide=class:Person" in tab.url
    again = opened(hash="#" + tab.url.partition("#")[2])
    assert again.inner_text(".foot") == after
    again.click("#show-filters")
    again.click("text=Show everything again")
    assert again.inner_text(".foot") == before


def test_neighbourhood_and_path(opened: Callable[..., Page]) -> None:
    tab = opened(hash="#node=institute/fireeye&steps=1")
    tab = opened(hash="#node=company/westinghouse&steps=1")
    tab.keyboard.press("Escape")
    tab = opened(hash="#node=company/westinghouse&to=person/susan-rice")
    assert "Path of" in tab.inner_text("#panel .kicker")
    assert picked(tab) == "Westinghouse to Susan Rice"
    tab = opened(hash="#node=company/westinghouse")
    tab.click("text=Path to…")
    tab.keyboard.type("rice")
    tab.keyboard.press("Enter")
    assert picked(tab) == "Westinghouse to Susan Rice"


def test_table_view_holds_every_statement(opened: Callable[..., Page]) -> None:
    tab = opened()
    tab.click("#tab-table")
    assert tab.locator("#view-other tbody tr").count() == 48
    assert "view=table" in tab.url


def test_matrix_counts_and_opens_what_is_said(opened: Callable[..., Page]) -> None:
    tab = opened(hash="#view=matrix&relation=attacks")
    tab.click("[aria-label='China to United States: 2 statements']")
    assert picked(tab) == "China and United States"
    tab.select_option("#relation", "metWith")
    assert tab.locator(".matrix tbody button.sure").count() == 4


def test_agreements_have_their_parties_dates_and_proof(opened: Callable[..., Page]) -> None:
    tab = opened(hash="#view=deals")
    row = tab.locator("#view-other tbody tr", has_text="2015 cyber agreement").inner_text()
    for expected in (
        "25 September 2015",
        "has party",
        "China, United States",
        "asserted",
        "reached an agreement",
    ):
        assert expected in row


def test_timeline_brushes_by_mouse_and_by_keyboard(opened: Callable[..., Page]) -> None:
    tab = opened()
    box = tab.locator(".bars").bounding_box()
    assert box is not None
    tab.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 20)
    tab.mouse.down()
    tab.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 20)
    tab.mouse.up()
    assert "from=2015-" in tab.url
    hidden = tab.inner_text("#notice")
    assert "18 statements without a date are hidden" in hidden
    before = tab.inner_text(".foot")
    tab.click("text=Keep them")
    assert "undated=1" in tab.url
    assert "shown as well" in tab.inner_text("#notice")
    assert tab.inner_text(".foot") != before
    tab.click("text=Hide them")
    assert tab.inner_text(".foot") == before
    before = tab.url
    tab.focus("#grip-first")
    tab.keyboard.press("ArrowRight")
    assert tab.url != before
    assert tab.evaluate("document.activeElement.id") == "grip-first"
    tab.click("text=All time")
    assert "from=" not in tab.url


def test_timeline_plays_and_stops(opened: Callable[..., Page]) -> None:
    tab = opened()
    tab.click(".play")
    tab.wait_for_function("() => location.hash.includes('from=')")
    first = tab.url
    tab.wait_for_function(
        "hash => location.hash !== hash", arg=first.partition("#")[1] + first.partition("#")[2]
    )
    tab.click(".play")
    assert tab.get_attribute(".play", "aria-label") == "Play through time"


@pytest.mark.parametrize(
    ("label", "name", "holds"),
    [
        ("Picture (PNG)", "a-map.png", b"\x89PNG"),
        ("Drawing (SVG)", "a-map.svg", b">China</text>"),
        ("Statements shown (CSV)", "a-map.csv", b"claimed by FireEye"),
        ("Graph shown (Turtle)", "a-map.ttl", b"country:china a wh:Country"),
    ],
)
def test_takes_away(opened: Callable[..., Page], label: str, name: str, holds: bytes) -> None:
    tab = opened(hash="#hide=node:country/russia")
    tab.click(".menu summary")
    with tab.expect_download() as download:
        tab.click(f"text={label}")
    assert download.value.suggested_filename == name
    content = Path(download.value.path()).read_bytes()
    assert holds in content
    assert b"country:russia a" not in content


CORNER = """async data => {
  const image = new Image();
  image.src = "data:image/png;base64," + data;
  await image.decode();
  const pen = new OffscreenCanvas(4, 4).getContext("2d");
  pen.drawImage(image, 0, 0);
  return pen.getImageData(0, 0, 1, 1).data[3];
}"""


def exported(tab: Page, label: str) -> bytes:
    tab.click(".menu summary")
    with tab.expect_download() as download:
        tab.get_by_text(label, exact=True).click()
    return Path(download.value.path()).read_bytes()


def test_drawing_marks_a_denial_and_says_what_it_shows(opened: Callable[..., Page]) -> None:
    tab = opened(
        hash="#hide=modality:Asserted&hide=modality:Claimed&hide=modality:Planned&hide=modality:Possible"
    )
    svg = ElementTree.fromstring(exported(tab, "Drawing (SVG)").decode())
    lines = list(svg.iter(f"{SVG}line"))
    assert lines and all(line.get("stroke-dasharray") for line in lines)
    against = tab.evaluate(
        "() => getComputedStyle(document.documentElement).getPropertyValue('--against').trim()"
    )
    crosses = [one for one in svg.iter(f"{SVG}path") if one.get("stroke") == against]
    assert len(crosses) >= len(lines)
    texts = {one.text for one in svg.iter(f"{SVG}text")}
    assert "A map" in texts
    assert any(text.startswith("denied (") for text in texts if text)
    assert any(text.startswith("Source: ") for text in texts if text)
    assert not any(text.startswith("asserted (") for text in texts if text)


def test_drawing_holds_the_labels_of_the_screen_and_fades_what_is_not_on_the_path(
    opened: Callable[..., Page],
) -> None:
    tab = opened(hash="#node=person/barack-obama&to=country/china")
    svg = ElementTree.fromstring(exported(tab, "Drawing (SVG)").decode())
    labels = tab.evaluate("() => document.getElementById('map').view().scene.still.labels.length")
    drawn = next(one for one in svg.iter(f"{SVG}g") if one.get("id") == "map")
    halos = [one for one in drawn.iter(f"{SVG}text") if one.get("fill") == "none"]
    assert 2 <= labels <= len(halos) < 40
    assert any(float(one.get("stroke-opacity", "1")) <= 0.1 for one in drawn.iter(f"{SVG}line"))
    assert any(float(one.get("fill-opacity", "1")) < 0.2 for one in drawn.iter(f"{SVG}path"))


@pytest.mark.parametrize(
    ("label", "times"), [("Picture (PNG)", 2), ("Picture, large (PNG)", 4), ("Picture, transparent (PNG)", 2)]
)
def test_picture_is_as_large_as_it_says_and_transparent_where_asked(
    opened: Callable[..., Page], label: str, times: int
) -> None:
    tab = opened()
    width = tab.locator("#map").bounding_box()["width"]  # type: ignore[index]
    png = exported(tab, label)
    assert abs(int.from_bytes(png[16:20], "big") - times * width) <= times
    assert tab.evaluate(CORNER, base64.b64encode(png).decode()) == (0 if "transparent" in label else 255)


def test_hostile_names_are_text_in_a_drawing(opened: Callable[..., Page]) -> None:
    svg = ElementTree.fromstring(exported(opened("hostile"), "Drawing (SVG)").decode())
    allowed = {"svg", "title", "defs", "clipPath", "rect", "g", "path", "line", "circle", "text"}
    assert {one.tag.removeprefix(SVG) for one in svg.iter()} <= allowed
    assert not any(key.lower().startswith("on") or "href" in key for one in svg.iter() for key in one.attrib)


@pytest.mark.skipif(engine() is None, reason="the query engine is not in graph/render/assets: make assets")
def test_answers_sparql_and_shows_it_on_the_map(opened: Callable[..., Page]) -> None:
    tab = opened(hash="#view=query")
    tab.fill("#sparql", "SELECT ?who WHERE { ?c a wh:Country ; rdfs:label ?who } ORDER BY ?who")
    tab.click("#ask")
    tab.wait_for_selector("#answer table")
    assert tab.locator("#answer tbody tr").all_inner_texts() == ["China", "Russia"]
    tab.click("text=Show 2 entities on the map")
    assert "show=country/china,country/russia" in tab.url
    tab.click("#tab-query")
    tab.fill("#sparql", "SELECT nonsense")
    tab.click("#ask")
    tab.wait_for_selector("#answer .error")


ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(12)) + " }"


@pytest.mark.skipif(engine() is None, reason="the query engine is not in graph/render/assets: make assets")
def test_a_long_question_freezes_nothing_and_can_be_stopped(opened: Callable[..., Page]) -> None:
    tab = opened(hash="#view=query")
    tab.fill("#sparql", ENDLESS)
    tab.click("#ask")
    tab.wait_for_selector("#stop")
    tab.wait_for_function("() => document.querySelector('#answer').textContent.includes('Asking')")
    tab.click("#tab-map")
    tab.click("#tab-query")
    tab.click("#stop")
    tab.wait_for_selector("#answer .error")
    assert tab.inner_text("#answer .error") == "Stopped."
    tab.fill("#sparql", "SELECT ?who WHERE { ?c a wh:Country ; rdfs:label ?who } ORDER BY ?who")
    tab.click("#ask")
    tab.wait_for_selector("#answer table")
    assert tab.locator("#answer tbody tr").all_inner_texts() == ["China", "Russia"]


@pytest.mark.skipif(engine() is None, reason="the query engine is not in graph/render/assets: make assets")
def test_without_threads_the_page_answers_by_itself(opened: Callable[..., Page]) -> None:
    tab = opened(hash="#view=query")
    tab.evaluate("() => { window.Worker = function () { throw new Error('no threads'); }; }")
    tab.fill("#sparql", "ASK { ?c a wh:Country }")
    tab.click("#ask")
    tab.wait_for_selector("#answer table")
    assert tab.locator("#answer tbody tr").all_inner_texts() == ["yes"]


def test_a_large_map_opens_in_part_and_says_so(opened: Callable[..., Page]) -> None:
    tab = opened("large")
    assert "36 of 1," in tab.inner_text("#notice")
    tab.click("text=Show all")
    assert "The 500 most important of" in tab.inner_text("#notice")
    tab.click("text=Draw all")
    assert "entities are drawn" in tab.inner_text("#notice")
    assert "draw=all" in tab.url
    tab.click("text=Most important")
    assert "The 500 most important of" in tab.inner_text("#notice")


def test_communities_are_bubbles_that_open_and_fold(opened: Callable[..., Page]) -> None:
    tab = opened("large", hash="#draw=communities")
    stand = re.compile(r"(\d+) communities stand for ([\d,]+) of ([\d,]+) entities")
    count, inside, _ = stand.search(tab.inner_text("#notice")).groups()  # type: ignore[union-attr]
    tab.click(".fold >> nth=0")
    assert "open=" in tab.url
    fewer, left, _ = stand.search(tab.inner_text("#notice")).groups()  # type: ignore[union-attr]
    assert int(fewer) == int(count) - 1
    assert int(left.replace(",", "")) < int(inside.replace(",", ""))
    assert tab.get_attribute(".fold >> nth=0", "aria-pressed") == "true"
    tab.click("text=Fold all")
    assert stand.search(tab.inner_text("#notice")).groups()[:2] == (count, inside)  # type: ignore[union-attr]
    tab.click(".menu summary")
    with tab.expect_download() as download:
        tab.click("text=Drawing (SVG)")
    assert Path(download.value.path()).read_text("utf-8").count("<circle") >= int(count)


AXE = Path(__file__).parent.parent / "graph" / "render" / "node_modules" / "axe-core" / "axe.min.js"
STATES = [
    "",
    "#node=country/china",
    "#pair=country/china~country/united-states",
    "#from=2015-01&until=2015-06",
]
STATES += ["#from=2015-01&until=2015-06&undated=1", "#node=country/china&to=person/susan-rice"]
STATES += ["#view=table", "#view=matrix", "#view=deals", "#view=query"]


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not in graph/render/node_modules: make assets")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("hash", STATES)
def test_axe_finds_nothing(opened: Callable[..., Page], hash: str, scheme: str) -> None:
    tab = opened(hash=hash, bypass_csp=True, color_scheme=scheme)
    tab.evaluate(AXE.read_text("utf-8"))
    found = tab.evaluate("axe.run({resultTypes: ['violations']})")
    assert [(one["id"], one["nodes"][0]["target"]) for one in found["violations"]] == []


def test_arrow_keys_walk_the_map(opened: Callable[..., Page]) -> None:
    tab = opened()
    tab.focus("#map")
    tab.keyboard.press("ArrowDown")
    assert picked(tab) == "China"
    tab.keyboard.press("ArrowDown")
    assert picked(tab) != "China"


def test_nothing_hostile_runs_in_any_view(opened: Callable[..., Page]) -> None:
    tab = opened("hostile")
    for name in range(len(networks.HOSTILE)):
        tab.evaluate(f"location.hash = 'node=person/p{name}'")
        tab.wait_for_timeout(20)
    tab.click("#tab-table")
    tab.fill("#find", "<")
    tab.fill("#find", "script")
    assert tab.locator("#found [role=option]").count() >= 1
    assert tab.evaluate("window.hacked") is None
    assert tab.locator("img, iframe, object, embed").count() == 0
    assert tab.evaluate("[...document.querySelectorAll('a')].every(a => /^https?:/.test(a.href))")


@pytest.mark.parametrize(
    "hash", ["#node=nobody", "#view=nowhere&rank=none&steps=99", "#hide=x&hide=:&from=a&until=b", "#%"]
)
def test_a_broken_address_still_opens(opened: Callable[..., Page], hash: str) -> None:
    assert opened(hash=hash).inner_text("h1") == "A map"


def test_empty_map_says_so(opened: Callable[..., Page]) -> None:
    tab = opened("empty")
    assert "There is nothing to draw." in tab.inner_text("#notice")
    assert picked(tab) == "Nothing to show"


def test_everything_hidden_says_so(opened: Callable[..., Page]) -> None:
    tab = opened(hash="#from=1900&until=1901")
    assert "hide everything" in tab.inner_text("#notice")


@pytest.mark.parametrize("width", [360, 800])
def test_on_a_phone_what_is_picked_stays_in_sight(opened: Callable[..., Page], width: int) -> None:
    tab = opened(viewport={"width": width, "height": 740})
    tab.evaluate("scrollTo(0, document.getElementById('stage').offsetTop)")
    tab.mouse.click(*place(tab, "person/xi-jinping"))
    assert picked(tab) == "Xi Jinping"
    tab.wait_for_function(
        """() => {
          const at = document.getElementById("map").placeOf("person/xi-jinping");
          const canvas = document.querySelector("#map canvas").getBoundingClientRect();
          const panel = document.getElementById("panel").getBoundingClientRect();
          const [x, y] = [canvas.x + at.x, canvas.y + at.y];
          return x > 0 && x < innerWidth && y > 60 && y < panel.top && panel.top < innerHeight;
        }"""
    )
    tab.click("#panel .close")
    assert picked(tab) == "Who matters"


@pytest.mark.parametrize("width", [360, 800])
def test_phone_has_no_sideways_scroll(opened: Callable[..., Page], width: int) -> None:
    tab = opened(viewport={"width": width, "height": 740}, hash="#node=country/china")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.locator("#panel").is_visible()


OVERLAPS = """() => {
  const { scene } = document.getElementById("map").view();
  const box = (at, w, h) => [at.x - w / 2, at.y - h / 2, at.x + w / 2, at.y + h / 2];
  const meet = (a, b) => a[0] < b[2] - 1 && b[0] < a[2] - 1 && a[1] < b[3] - 1 && b[1] < a[3] - 1;
  const labels = scene.still.labels.map((one) => ({ i: one.i,
    box: box({ x: scene.x[one.i] + one.dx, y: scene.y[one.i] + one.dy }, one.w, one.h) }));
  const wide = (i) => 1.6 * scene.radius[i];
  const nodes = scene.order.map((i) => ({ i, box: box({ x: scene.x[i], y: scene.y[i] }, wide(i), wide(i)) }));
  const { width, height } = scene.frame.stage;
  const others = (one, n) => [...labels.slice(n + 1), ...nodes.filter((node) => node.i !== one.i)];
  return { drawn: scene.order.length, labelled: labels.length, stage: scene.frame.stage,
    outside: labels.filter(({ box: b }) => b[0] < 0 || b[1] < 0 || b[2] > width || b[3] > height).length,
    overlaps: labels.flatMap((one, n) => others(one, n).filter((other) => meet(one.box, other.box))).length };
}"""


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844)])
@pytest.mark.parametrize("name", ["cyber", "large"])
def test_first_frame_labels_every_node_and_no_label_lies_on_another(
    opened: Callable[..., Page], name: str, size: tuple[int, int]
) -> None:
    tab = opened(name, viewport={"width": size[0], "height": size[1]})
    found = tab.evaluate(OVERLAPS)
    assert found["labelled"] == found["drawn"] >= 20
    assert (found["overlaps"], found["outside"]) == (0, 0)


def test_map_has_seven_tenths_of_the_window(opened: Callable[..., Page]) -> None:
    tab = opened(viewport={"width": 1440, "height": 900})
    assert tab.locator("#map").bounding_box()["width"] >= 0.7 * 1440  # type: ignore[index]
    tab.click("[title='Fold or unfold the details']")
    assert tab.locator("#map").bounding_box()["width"] >= 0.98 * 1440  # type: ignore[index]


def test_how_surely_switches_and_counts(opened: Callable[..., Page]) -> None:
    tab = opened()
    counts = [int(one) for one in tab.locator("#surely .count").all_inner_texts()]
    assert sum(counts) == 48
    tab.click("#surely button:has-text('Claims')")
    assert "hide=modality:Claimed" in tab.url
    assert f"{48 - counts[1]} statements" in tab.inner_text("#counts")
    tab.click("#surely button:has-text('Denials')", modifiers=["Shift"])
    assert f"{counts[2]} statement" in tab.inner_text("#counts")
    assert tab.locator("#surely button[aria-pressed=true]").count() == 1


def test_zooming_in_draws_more(opened: Callable[..., Page]) -> None:
    tab = opened("large")
    drawn = "() => document.getElementById('map').view().scene.order.length"
    before = tab.evaluate(drawn)
    for _ in range(6):  # the frame may still be moving into place when the first click comes
        tab.click("[aria-label='Zoom in']")
        tab.wait_for_timeout(150)
        if tab.evaluate(drawn) > before:
            break
    assert tab.evaluate(drawn) > before


def test_double_click_opens_a_neighbourhood_of_its_own_layout(opened: Callable[..., Page]) -> None:
    tab = opened()
    tab.mouse.dblclick(*place(tab, "person/barack-obama"))
    tab.wait_for_function("() => location.hash.includes('steps=1')")
    found = tab.evaluate(OVERLAPS)
    assert found["overlaps"] == 0
    middle = tab.evaluate("() => document.getElementById('map').placeOf('person/barack-obama')")
    assert abs(middle["x"] - found["stage"]["width"] / 2) < 0.15 * found["stage"]["width"]
