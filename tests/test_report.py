"""The briefing: every line carries its evidence, and nothing in it is Markdown by accident."""

from __future__ import annotations

import re

import networks
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from graph.analyse import measures
from graph.ontology import default_ontology
from graph.report import report
from graph.report.words import date, plain

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
        ("Key players", "1. **China** (country): tied to 13 others, most strongly to United States"),
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
        "# Briefing\n\n0 articles, and nothing to show.\n"
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
