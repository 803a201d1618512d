"""Tables of articles → RawArticle: JSON Lines and CSV with a column of texts, a row at a time."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping

from graph.errors import InputError

from .decode import clean, decode, encoding_of, is_binary
from .formats import is_url
from .head import first, iso_date
from .raw_article import File, RawArticle

TEXT = ("text", "body", "content", "article", "article_text", "full_text")
TITLE = ("title", "headline")
DATE = ("date", "published", "pubdate", "published_at", "publication_date", "publish_date")
ADDRESS = ("url", "link", "source", "publisher", "publication")
NAME = ("id", "slug", "guid", "uid")
SAMPLE = 1 << 20

Rows = Iterator[tuple[str, Mapping[str, str] | str]]
"""The number of a row, and its values or its error."""


def jsonl(file: File, max_bytes: int) -> Iterator[RawArticle | InputError]:
    """One article a line, each a JSON object."""
    return _articles(file, _json_rows(file, max_bytes), "line")


def table(file: File, max_bytes: int) -> Iterator[RawArticle | InputError]:
    """One article a row, below a row of column names; comma, semicolon, tab or bar between the columns."""
    csv.field_size_limit(max_bytes)  # for the whole process: the module knows no other way
    lines = _lines(file, max_bytes)
    head = next((line for line in lines if line.strip()), "")
    between = max(",;\t|", key=head.count)
    try:
        names = [name.strip().casefold() for name in next(csv.reader([head], delimiter=between), [])]
    except csv.Error as error:
        problem = f"has no header row ({error})"
        raise InputError(file.shown, problem, "save it again as CSV in UTF-8") from error
    if not set(names) & set(TEXT):
        yield InputError(file.shown, "has no text column", f"name one {', '.join(TEXT[:4])}")
        return
    yield from _articles(file, _csv_rows(csv.reader(lines, delimiter=between), names), "row")


def _lines(file: File, max_bytes: int) -> Iterator[str]:
    """The lines of a text file, each with its end, decoded one by one so that a large file streams.

    A line that is not in the file's encoding is decoded by what it looks like.
    """
    with file.path.open("rb") as binary:
        sample = binary.read(SAMPLE)
    if is_binary(sample):
        raise InputError(file.shown, "is binary, not text", "export it as UTF-8 text")
    encoding = encoding_of(sample)
    # Only single-byte encodings can decode each byte alone.
    errors = (
        "replace"
        if encoding.casefold().startswith(("utf-16", "utf_16", "utf-32", "utf_32"))
        else "surrogateescape"
    )
    with file.path.open(encoding=encoding, errors=errors, newline="\n") as text:
        while line := text.readline(max_bytes):
            escaped = any("\udc80" <= char <= "\udcff" for char in line) if not line.isascii() else False
            yield decode(line.encode("utf-8", "surrogateescape")) if escaped else line


def _json_rows(file: File, max_bytes: int) -> Rows:
    for number, line in enumerate(_lines(file, max_bytes), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            deep = "nested too deep" if isinstance(error, RecursionError) else "a number is too long"
            reason = getattr(error, "msg", deep)
            yield str(number), f"is not JSON ({reason})"
            continue
        yield str(number), _strings(value) if isinstance(value, dict) else "is not a JSON object"


def _strings(values: Mapping[str, object]) -> dict[str, str]:
    """The values that are strings or numbers, by name in lower case."""
    kept = (name for name, value in values.items() if isinstance(value, str | int | float))
    return {name.strip().casefold(): str(values[name]) for name in kept}


def _csv_rows(rows: Iterator[list[str]], names: list[str]) -> Rows:
    number = 0
    while True:
        number += 1
        try:
            values = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield str(number), f"is not CSV ({error})"
            continue
        if any(value.strip() for value in values):
            yield str(number), dict(zip(names, values, strict=False))


def _articles(file: File, rows: Rows, unit: str) -> Iterator[RawArticle | InputError]:
    """An article per valid row and an error per invalid row; also an error if there are no rows."""
    number = None
    for number, row in rows:
        problem = row if isinstance(row, str) else None if first(row, *TEXT) else "holds no text"
        if isinstance(row, str) or problem:
            yield InputError(f"{file.shown}, {unit} {number}", problem or "", f"fix or remove the {unit}")
        else:
            yield _article(row, number)
    if number is None:
        yield InputError(file.shown, "is empty", "remove it")


def _article(row: Mapping[str, str], number: str) -> RawArticle:
    address = first(row, *ADDRESS)
    names: Callable[..., str | None] = lambda *keys: clean(first(row, *keys) or "").strip() or None  # noqa: E731
    return RawArticle(
        clean(first(row, *TEXT) or ""),
        title=names(*TITLE),
        published=iso_date(first(row, *DATE) or ""),
        url=address if is_url(address) else None,
        publisher=names("publisher", "publication") or (None if is_url(address) else names("source")),
        row=first(row, *NAME) or number,
    )
