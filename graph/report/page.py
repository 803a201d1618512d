"""The briefing as one HTML page that loads nothing: the same words, to read in a browser or on paper."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from graph.report.phrasing import UNPRINTABLE

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# What an article could use to send its reader elsewhere or to put in a picture: the briefing has none of it.
NEVER = ("link", "image", "autolink", "html_inline", "html_block", "reference", "entity")


def page(markdown: str, *, title: str = "", beside: str = "") -> str:
    """A briefing in Markdown (see `report`) as an HTML page: same text, same bytes.

    `title` is its heading; `beside` is the file name of the map in the same folder, for a link. The page
    has no script, and its policy forbids it to load anything.
    """
    tokens = _tokens(markdown)
    style = files("graph.report").joinpath("page.css").read_text(encoding="utf-8").replace("\r\n", "\n")
    return "".join(
        (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{_policy(style)}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            '<meta name="referrer" content="no-referrer">\n',
            '<meta name="color-scheme" content="light dark">\n<meta name="generator" content="Whereas">\n',
            f"<title>{_text(title) or 'Briefing'}</title>\n<style>{style}</style>\n</head>\n<body>\n",
            f"<main>\n{_head(title)}{_html(tokens[: _opening(tokens)])}",
            _contents(tokens, beside),
            f"{_html(tokens[_opening(tokens) :])}</main>\n</body>\n</html>\n",
        )
    )


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}).disable(NEVER)


def _tokens(markdown: str) -> list[Token]:
    """The parsed briefing, each section's heading with an id to link to."""
    tokens = _parser().parse(markdown)
    for number, at in enumerate(_sections(tokens), start=1):
        tokens[at].attrSet("id", f"section-{number}")
    return tokens


def _sections(tokens: list[Token]) -> list[int]:
    return [at for at, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h2"]


def _opening(tokens: list[Token]) -> int:
    """The number of tokens before the first section."""
    return next(iter(_sections(tokens)), len(tokens))


def _html(tokens: list[Token]) -> str:
    parser = _parser()
    return str(parser.renderer.render(tokens, parser.options, {}))


def _head(title: str) -> str:
    return f'<p class="title">{_text(title)}</p>\n' if title else ""


def _contents(tokens: list[Token], beside: str) -> str:
    named = [(str(tokens[at].attrGet("id")), tokens[at + 1].content) for at in _sections(tokens)]
    links = [f'<a href="#{escape(anchor)}">{_text(words)}</a>' for anchor, words in named]
    if beside:
        links.append(f'<a class="map" href="{escape(beside)}">The map</a>')
    return f'<nav aria-label="Sections">\n{" ".join(links)}\n</nav>\n' if links else ""


def _text(text: str) -> str:
    return escape(UNPRINTABLE.sub(" ", text).strip())


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
