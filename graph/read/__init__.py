"""Files → Source: articles in plain text, Markdown, HTML, PDF, Word, JSON Lines and CSV.

What cannot be read is one `InputError`; the rest is read all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from graph.errors import InputError
from graph.model import Source

from .draft import Draft, File
from .find import find, system_error, unique

__all__ = ["ENDINGS", "MAX_BYTES", "File", "count", "files", "load", "sources"]

MAX_BYTES = 50_000_000
"""Default limit on a file, or on one row of a table, in bytes: a long book has about a million."""

ENDINGS = (".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".jsonl", ".csv", ".tsv")


def sources(
    paths: Iterable[str | Path],
    *,
    on_error: Callable[[InputError], None] | None = None,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Source]:
    """The articles in files, folders (with those below) and patterns, one at a time, sorted by origin.

    Slugs are unique among what one call reads. What cannot be read goes to `on_error`, and is raised
    where none is given.
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
    """How many files there are to read, for a progress bar; a table counts as one, an error as none."""
    return len(files(paths, on_error=lambda error: None))


def load(
    file: File, *, max_bytes: int = MAX_BYTES, taken: set[str] | None = None
) -> Iterator[Source | InputError]:
    """The articles of one file, and an error for each that cannot be read.

    `taken` holds the slugs already in use; the slugs of a table's rows are added to it.
    """
    taken = set() if taken is None else taken
    try:
        for draft in _drafts(file, max_bytes):
            yield draft if isinstance(draft, InputError) else _source(file, draft, taken)
    except InputError as error:
        yield error
    except OSError as error:
        yield system_error(file.shown, error)


def _raise(error: InputError) -> None:
    raise error


def _drafts(file: File, max_bytes: int) -> Iterator[Draft | InputError]:
    """What the reader of the file's format gives; each is imported only when it is needed."""
    ending = file.path.suffix.casefold()
    size = file.path.stat().st_size
    if size == 0:
        raise InputError(file.shown, "is empty", "leave it out")
    if ending in {".jsonl", ".csv", ".tsv"}:
        from . import tables

        yield from (tables.jsonl if ending == ".jsonl" else tables.table)(file, max_bytes=max_bytes)
        return
    if size > max_bytes:
        problem = f"has {size:,} bytes, more than the limit of {max_bytes:,}"
        raise InputError(file.shown, problem, "split it, or raise max_bytes")
    yield _single(file, ending, file.path.read_bytes(), max_bytes)


def _single(file: File, ending: str, data: bytes, max_bytes: int) -> Draft:
    """The one article of a file that is no table."""
    from . import formats

    if ending == ".pdf":
        from .pdf import pdf

        return pdf(file, data)
    if ending == ".docx":
        return formats.word(file, data, max_bytes=max_bytes)
    if ending in {".html", ".htm"}:
        return formats.html(file, data)
    return (formats.plain if ending == ".txt" else formats.markdown)(file, data)


def _source(file: File, draft: Draft, taken: set[str]) -> Source | InputError:
    """The draft as the later stages see it: paragraphs between blank lines, furniture left out."""
    from . import furniture, head, prose

    lines = draft.text.split("\n")
    whole = [line for line in (" ".join(line.split()) for line in lines) if line] if draft.whole else None
    text = "\n\n".join(furniture.strip(whole or prose.paragraphs(draft.text)))
    stem = Path(file.origin).stem
    if not text:
        where = f"{file.shown}, row {draft.row}" if draft.row else file.shown
        return InputError(where, "is empty", "leave it out")
    told = draft.published or head.date_at_head(draft.text)
    named = head.date_in_name(stem) or ""
    made = draft.created if draft.created and draft.created.startswith(named) else None
    return Source(
        slug=unique(taken, f"{stem}-{draft.row}") if draft.row else file.slug,
        text=text,
        title=draft.title or head.title_of(draft.text),
        published=told or made or named or None,
        origin=draft.url if draft.url and draft.row else file.origin,
        publisher=draft.publisher,
    )
