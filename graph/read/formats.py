"""Files of one article → RawArticle: plain text, Markdown, HTML and Word. Heavy libraries load inside."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING

from graph.errors import InputError

from .decode import clean, decode, is_binary
from .head import first, front_matter, iso_date
from .raw_article import File, RawArticle

if TYPE_CHECKING:
    from docx.document import Document
    from markdown_it.token import Token
    from trafilatura.settings import Document as Page

PROLOGUE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!DOCTYPE[^>\[]{0,400}(?:\[[^\]]{0,4000}\]\s*)?>)?", re.I
)
NO_ARTICLE = frozenset(
    {"nav", "header", "footer", "aside", "form", "script", "style", "noscript", "template"}
)
FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,30}\]:?")
UNPACKED_LIMIT = 20
"""A Word file may unpack to this many times the limit on files; above that it is a bomb."""


@contextmanager
def quiet(*loggers: str) -> Iterator[None]:
    """Keep libraries from writing warnings about a file to standard error; we raise our own."""
    before = {name: logging.getLogger(name).level for name in loggers}
    for name in loggers:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)


def checked(file: File, data: bytes) -> str:
    """The cleaned text of a text file; raises InputError for binary data."""
    if is_binary(data):
        raise InputError(
            file.shown, "is binary, not text", "rename it with the ending of its format, or save it as text"
        )
    return clean(decode(data))


def plain(file: File, data: bytes) -> RawArticle:
    """A plain text with or without front matter."""
    keys, body = front_matter(checked(file, data))
    return _with_keys(RawArticle(body), keys)


def markdown(file: File, data: bytes) -> RawArticle:
    """A Markdown file: its paragraphs, headings and list items without markup, code or pictures."""
    from markdown_it import MarkdownIt

    keys, body = front_matter(checked(file, data))
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    heading = next((_inline(b) for a, b in pairwise(tokens) if a.tag == "h1"), None)
    text = "\n\n".join(_inline(token) for token in _prose_tokens(tokens))
    return _with_keys(RawArticle(FOOTNOTE.sub("", text), title=heading, whole=True), keys)


def _prose_tokens(tokens: list[Token]) -> Iterator[Token]:
    """The inline tokens that are not cells of a table."""
    in_table = False
    for token in tokens:
        in_table = token.type != "table_close" and (in_table or token.type == "table_open")
        if token.type == "inline" and not in_table:
            yield token


def _inline(token: Token) -> str:
    """The words of a paragraph: links and emphasis as their text, pictures and HTML tags left out."""
    breaks = {"softbreak": " ", "hardbreak": " "}
    parts = (
        breaks.get(child.type, child.content if child.type in {"text", "code_inline"} else "")
        for child in token.children or ()
    )
    return "".join(parts).strip()


def _with_keys(article: RawArticle, keys: dict[str, str]) -> RawArticle:
    """The article with the values of its front matter, which override those of the text."""
    origin = first(keys, "source", "publisher", "publication", "site")
    url = first(keys, "url", "link", "canonical") or (origin if is_url(origin) else None)
    return RawArticle(
        article.text,
        title=first(keys, "title", "headline") or article.title,
        published=iso_date(first(keys, "date", "published", "pubdate") or "") or article.published,
        url=url,
        publisher=None if is_url(origin) else origin,
        whole=article.whole,
    )


def is_url(text: str | None) -> bool:
    """Whether a text is the address of a page."""
    return text is not None and re.fullmatch(r"https?://\S+", text) is not None


def html(file: File, data: bytes) -> RawArticle:
    """The article of a saved page, found by trafilatura, with the title and date of its metadata."""
    if is_binary(data):
        raise InputError(file.shown, "is binary, not HTML", "save the page as HTML")
    # Declarations before the first element are useless once the text is decoded, and confuse the parser.
    page = PROLOGUE.sub("", decode(data), count=1)
    with quiet("trafilatura", "htmldate", "justext", "readability"):
        found = _extracted(page)
        text = found.text if found and found.text else _page_text(page)
    if not text.strip():
        raise InputError(
            file.shown, "has no article text", "save the page after it has loaded, or save its text"
        )
    text = re.sub(r"^- ", "", clean(text), flags=re.MULTILINE)
    if found is None:
        return RawArticle(text, whole=True)
    title = clean(found.title).strip() if found.title else None
    date = iso_date(found.date or "")
    return RawArticle(text, title=title, published=date, publisher=found.sitename, whole=True)


def _extracted(page: str) -> Page | None:
    """What trafilatura takes for the article, None where it finds none."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document as Extracted

    # A fixed last date: the library's own is today, and would make the answer depend on the clock.
    dates = {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"}
    found = bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params=dates,
    )
    return found if isinstance(found, Extracted) else None


def _page_text(page: str) -> str:
    """The paragraphs of a page that is too short or too plain to extract an article from it."""
    from lxml import etree, html  # type: ignore[import-untyped]

    try:
        root = html.document_fromstring(page)
        etree.strip_elements(root, "script", "style", with_tail=False)
    except (etree.LxmlError, ValueError):
        return ""
    elements = root.iter("p", "h1", "h2", "h3", "li", "blockquote")
    inside = (e for e in elements if not any(above.tag in NO_ARTICLE for above in e.iterancestors()))
    return "\n".join(" ".join(element.text_content().split()) for element in inside)


def word(file: File, data: bytes, *, max_bytes: int) -> RawArticle:
    """A Word document: paragraphs and table cells in their order, title and date of its properties."""
    document = _document(file, data, max_bytes)
    texts = [text.strip() for text in _word_texts(document) if text.strip()]
    if not texts:
        raise InputError(file.shown, "holds no text", "remove it, or save a version with text")
    core = document.core_properties
    heads = (p for p in document.paragraphs if p.style and p.style.name in {"Title", "Heading 1"})
    made = core.created.date().isoformat() if core.created else None
    return RawArticle(
        clean("\n\n".join(texts)),
        title=core.title.strip() or next((p.text.strip() for p in heads), None),
        # The library's empty template carries this day.
        created=None if made == "2013-12-23" else made,
        whole=True,
    )


def _document(file: File, data: bytes, max_bytes: int) -> Document:
    from docx import Document as open_document

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(
            file.shown,
            "is encrypted or from a Word version before 2007",
            "save it as .docx without a password",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > UNPACKED_LIMIT * max_bytes:
            raise InputError(file.shown, "expands to far more than its size", "leave it out")
        return open_document(io.BytesIO(data))
    except InputError:
        raise
    except Exception as error:  # the library raises many kinds of error for a damaged file
        raise InputError(file.shown, "is not a .docx file or is damaged", "save it again") from error


def _word_texts(document: Document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            seen: list[object] = []
            for cell in (cell for row in block.rows for cell in row.cells):
                if cell._tc not in seen:  # merged cells are given once for each column
                    seen.append(cell._tc)
                    yield cell.text.replace("\n", "\n\n")
        else:
            yield block.text.replace("\n", " ")
