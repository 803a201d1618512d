"""HTML elements, with all text and attributes escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

NAVIGATION = (("/", "Map"), ("/ask", "Ask"), ("/query", "Query"), ("/sources", "Sources"))


class Html(str):
    """Text that is HTML already; all other text is escaped when it is put into a page."""

    __slots__ = ()


def el(name: str, /, *children: object, **attributes: object) -> Html:
    """An element; attributes that are None are omitted, and `class_` is `class`.

    >>> el("p", "a < b", class_="x")
    '<p class="x">a &lt; b</p>'
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in ("input", "link", "meta", "br"):
        return Html(f"<{name}{given}>")
    return Html(f"<{name}{given}>{join(children)}</{name}>")


def join(children: Iterable[object]) -> Html:
    """Several pieces after one another; None is nothing."""
    return Html("".join(piece(child) for child in children if child is not None))


def piece(child: object) -> str:
    """One piece: HTML as it is, all else escaped."""
    if isinstance(child, Html):
        return child
    if isinstance(child, list | tuple):
        return join(child)
    return escape(str(child).encode("utf-8", "replace").decode("utf-8"))


def page(
    title: str,
    *content: object,
    kicker: str = "",
    script: str | None = None,
    head: Mapping[str, str] | None = None,
) -> str:
    """A page in the style of the map; `head` has links to other formats of it, by media type."""
    links = [el("link", rel="alternate", type=kind, href=url) for kind, url in (head or {}).items()]
    return "<!doctype html>\n" + el(
        "html",
        el(
            "head",
            el("meta", charset="utf-8"),
            el("meta", name="viewport", content="width=device-width, initial-scale=1"),
            el("meta", name="color-scheme", content="light dark"),
            el("title", f"{title} · Whereas"),
            el("link", rel="stylesheet", href="/static/style.css"),
            links,
        ),
        el(
            "body",
            el(
                "nav",
                el("ul", [el("li", el("a", name, href=url)) for url, name in NAVIGATION]),
                aria_label="Pages",
            ),
            el("main", el("p", kicker, class_="kicker") if kicker else None, el("h1", title), *content),
            el("script", src=script, type="module") if script else None,
        ),
        lang="en",
    )
