"""The file formats that Whereas reads: one row has everything about a format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from graph.errors import InputError

from . import formats, tables
from .pdf import pdf
from .raw_article import File, RawArticle

ReadFile = Callable[[File, int], Iterable[RawArticle | InputError]]
"""Reads the articles of a file of at most that many bytes (for tables: bytes per row)."""


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: the endings of its files, its reader, and the extra that has its library.

    A reader imports a large library inside its function, so that a row costs nothing until it is used.
    """

    endings: tuple[str, ...]
    read: ReadFile
    extra: str | None = None


def _article(read: Callable[[File, bytes], RawArticle]) -> ReadFile:
    """The reader of a format with one article per file."""

    def articles(file: File, max_bytes: int) -> Iterator[RawArticle]:
        yield read(file, _content(file, max_bytes))

    return articles


def _word(file: File, max_bytes: int) -> Iterator[RawArticle]:
    yield formats.word(file, _content(file, max_bytes), max_bytes=max_bytes)


def _content(file: File, max_bytes: int) -> bytes:
    size = file.path.stat().st_size
    if size > max_bytes:
        problem = f"has {size:,} bytes, more than the limit of {max_bytes:,}"
        raise InputError(file.shown, problem, "split it, or raise max_bytes")
    return file.path.read_bytes()


FORMATS = (
    Format((".txt",), _article(formats.plain)),
    Format((".md", ".markdown"), _article(formats.markdown)),
    Format((".html", ".htm"), _article(formats.html)),
    Format((".pdf",), _article(pdf), extra="pdf"),
    Format((".docx",), _word),
    Format((".jsonl",), tables.jsonl),
    Format((".csv", ".tsv"), tables.table),
)
"""All formats, in the order in which messages list them."""

ENDINGS = tuple(ending for one in FORMATS for ending in one.endings)
"""The endings of all formats."""

BY_ENDING = {ending: one for one in FORMATS for ending in one.endings}
"""The format of each ending."""

__all__ = ["BY_ENDING", "ENDINGS", "FORMATS", "Format"]
