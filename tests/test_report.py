"""The briefing: every line carries its evidence, and nothing in it is Markdown by accident."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import networks
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from graph.analyse import measures
from graph.ontology import default_ontology
from graph.report import page, report
from graph.report.phrasing import date, plain

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

ONTOLOGY = default_ontology()


@pytest.fixture(scope="module")
def text() -> str:
    network = networks.cyber()
    return report(network, measures(network), ONTOLOGY)


def section(text: str, heading: str) -> str:
    found = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found is not None, heading
    return found[1]


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("Key players", "1. **China** (country): connected to 13 others, most strongly to United States"),
        ("Communities", "**China**, **Russia**, **Ministry of Foreign Affairs**"),
        (
            "Agreements",
            "- **2015 cyber agreement**, 25 September 2015\n  - has party **China**, **United States**",
        ),
        ("Meetings", "- **high-level dialogue**, December 2015"),
        ("Meetings", "- **Xi Jinping** met with **Barack Obama** (25 September 2015)"),
        (
            "Accusations and denials",
            "- **Hong Lei**\n  - **China** responsible for **OPM breach** (denied by Hong Lei",
        ),
        ("Accusations and denials", "(claimed by FireEye, June 2016)"),
        ("Contradicted", "- **China** responsible for **OPM breach**\n  - Said by **James Clapper**"),
        ("Timeline", "- 2014: **People's Liberation Army** attacks"),
        (
            "Timeline",
            "> “Russia **agreed with** China to refrain from attacks.” — *A year on*, The Review",
        ),
        ("Articles read", "- The summit, The Paper, 28 September 2015, https://example.org/summit"),
    ],
)
def test_section_says(text: str, heading: str, line: str) -> None:
    assert line in section(text, heading)


def test_what_is_said_is_proven(text: str) -> None:
    for heading in ("Agreements", "Meetings", "Accusations and denials", "Contradicted", "Timeline"):
        body = section(text, heading)
        claims = re.findall(
            r"^ *- (?!\*\*[^*]+\*\*(?:, .*)?$)(?!\*\*[^*]+\*\* \S.*\*\*$).*$", body, re.MULTILINE
        )
        assert claims
        assert body.count("> “") >= len(claims)


def test_same_network_same_text(text: str) -> None:
    network = networks.cyber()
    assert report(network, measures(network), ONTOLOGY) == text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_empty_network_has_a_briefing_too() -> None:
    assert report(networks.empty(), measures(networks.empty()), ONTOLOGY) == (
        "# Briefing\n\n0 articles without entities.\n"
    )


def test_hostile_names_make_no_markup() -> None:
    network = networks.hostile()
    html = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(
        report(network, measures(network), ONTOLOGY)
    )
    assert set(re.findall(r"</?([a-z0-9]+)", html)) <= {
        "h1",
        "h2",
        "p",
        "ol",
        "ul",
        "li",
        "strong",
        "em",
        "blockquote",
        "br",
    }


@given(st.text())
def test_plain_text_comes_back_from_markdown(text: str) -> None:
    shown = MarkdownIt("gfm-like", {"linkify": False, "html": True}).renderInline("a" + plain(text) + "b")
    assert "<" not in shown.replace("<br", "")


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2015-09-25", "25 September 2015"),
        ("2015-09", "September 2015"),
        ("2015", "2015"),
        (None, ""),
        ("2015-13", "2015-13"),
    ],
)
def test_dates(iso: str | None, words: str) -> None:
    assert date(iso) == words


class Words(HTMLParser):
    """The tags, links and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str | None] = []
        self.policy = self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        self.links += [given["href"]] if "href" in given else []
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"] or ""

    def handle_data(self, data: str) -> None:
        self.text += data


SHELL = ["html", "head", "meta", "meta", "meta", "meta", "meta", "meta", "title", "style", "body", "main"]
PROSE = {"p", "h1", "h2", "nav", "a", "ol", "ul", "li", "strong", "em", "blockquote", "br"}


def test_page_has_the_words_of_the_briefing_and_links_its_sections(text: str) -> None:
    found = Words(page(text, title="Cyber & diplomacy", beside="map.html"))
    assert found.tags[: len(SHELL)] == SHELL
    assert set(found.tags[len(SHELL) :]) <= PROSE
    assert found.tags.count("h2") == text.count("\n## ")
    assert found.links == [f"#section-{n}" for n in range(1, text.count("\n## ") + 1)] + ["map.html"]
    for quoted in re.findall(r"> “[A-Za-z ]+", text):
        assert quoted[2:] in found.text
    assert "Cyber & diplomacy" in found.text


def test_page_may_load_nothing_and_run_nothing(text: str) -> None:
    policy = Words(page(text)).policy
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policy
    assert "unsafe" not in policy


def test_page_is_the_same_each_time(text: str) -> None:
    assert page(text, title="A") == page(text, title="A")


@pytest.mark.parametrize("bad", networks.HOSTILE)
def test_hostile_title_of_a_page_adds_nothing(bad: str) -> None:
    found = Words(page("# Briefing\n", title=bad))
    assert found.tags in ([*SHELL, "p", "h1"], [*SHELL, "h1"])
    assert found.links == []


def test_hostile_names_add_nothing_to_the_page() -> None:
    network = networks.hostile()
    html = page(report(network, measures(network), ONTOLOGY))
    found = Words(html)
    assert set(found.tags[len(SHELL) :]) <= PROSE
    assert all((link or "").startswith("#section-") for link in found.links)
    html.encode("utf-8")


@given(st.text())
def test_any_markdown_stays_within_prose(given_text: str) -> None:
    html = page(plain(given_text))
    assert set(Words(html).tags[len(SHELL) :]) <= PROSE


def test_page_of_an_empty_network() -> None:
    network = networks.empty()
    assert "without entities" in Words(page(report(network, measures(network), ONTOLOGY))).text


@pytest.mark.browser
def test_page_in_the_browser(chromium: Browser, tmp_path: Path, text: str) -> None:
    """Nothing is refused by the policy, nothing asked for, and a phone needs no sideways scroll."""
    (tmp_path / "report.html").write_text(page(text, title="A", beside="map.html"), encoding="utf-8")
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    tab = context.new_page()
    asked: list[str] = []
    troubles: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: troubles.append(message.text))
    tab.goto((tmp_path / "report.html").as_uri())
    assert tab.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") != "none"
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
    assert (len(asked), troubles) == (1, [])
