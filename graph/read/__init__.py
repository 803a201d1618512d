"""Files → Source: articles in plain text, Markdown, HTML, PDF, Word, JSON Lines and CSV.

An article that cannot be read is one `InputError` and does not stop the others. The formats are the rows
of `registry.FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from graph.errors import InputError
from graph.model import Source

from .find import find, system_error, unique
from .raw_article import File, RawArticle
from .registry import BY_ENDING, ENDINGS

__all__ = ["ENDINGS", "MAX_BYTES", "File", "count", "files", "load", "sources"]

MAX_BYTES = 50_000_000
"""Default limit on a file, or on one row of a table, in bytes. A long book has about a million."""


def sources(
    paths: Iterable[str | Path],
    *,
    on_error: Callable[[InputError], None] | None = None,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Source]:
    """The articles in files, folders (recursively) and patterns, one at a time, sorted by origin.

    Slugs are unique within one call. Errors go to `on_error`, or are raised if it is not given.
    """
    report = on_error or _raise
    listed = files(paths, on_error=on_error)
    taken = {file.slug for file in listed}
    for file in listed:
        for item in load(file, max_bytes=max_bytes, taken=taken):
            if isinstance(item, Source):
                yield item
            else:
                report(item)


def files(paths: Iterable[str | Path], *, on_error: Callable[[InputError], None] | None = None) -> list[File]:
    """The files that `sources` would read, in its order, each with its slug; nothing is opened."""
    return find(paths, endings=ENDINGS, report=on_error or _raise)


def count(paths: Iterable[str | Path]) -> int:
    """The number of files to read, for a progress bar; a table counts as one, an error as none."""
    return len(files(paths, on_error=lambda error: None))


def load(
    file: File, *, max_bytes: int = MAX_BYTES, taken: set[str] | None = None
) -> Iterator[Source | InputError]:
    """The articles of one file, and an error for each that cannot be read.

    `taken` has the slugs in use; the slugs of the rows of a table are added to it.
    """
    taken = set() if taken is None else taken
    try:
        for article in _articles(file, max_bytes):
            yield article if isinstance(article, InputError) else _source(file, article, taken)
    except InputError as error:
        yield error
    except OSError as error:
        yield system_error(file.shown, error)


def _raise(error: InputError) -> None:
    raise error


def _articles(file: File, max_bytes: int) -> Iterable[RawArticle | InputError]:
    if file.path.stat().st_size == 0:
        raise InputError(file.shown, "is empty", "remove it")
    return BY_ENDING[file.path.suffix.casefold()].read(file, max_bytes)


def _source(file: File, article: RawArticle, taken: set[str]) -> Source | InputError:
    """The source of an article: paragraphs separated by blank lines, without page furniture."""
    from . import furniture, head, prose

    lines = article.text.split("\n")
    whole = [line for line in (" ".join(line.split()) for line in lines) if line] if article.whole else None
    text = "\n\n".join(furniture.strip(whole or prose.paragraphs(article.text)))
    stem = Path(file.origin).stem
    if not text:
        where = f"{file.shown}, row {article.row}" if article.row else file.shown
        return InputError(where, "is empty", "remove it")
    told = article.published or head.date_at_head(article.text)
    named = head.date_in_name(stem) or ""
    made = article.created if article.created and article.created.startswith(named) else None
    return Source(
        slug=unique(taken, f"{stem}-{article.row}") if article.row else file.slug,
        text=text,
        title=article.title or head.title_of(article.text),
        published=told or made or named or None,
        origin=article.url if article.url and article.row else file.origin,
        publisher=article.publisher,
    )
