"""PDF → Draft: running heads and page numbers dropped, lines joined to paragraphs."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from graph.errors import InputError

from .decode import clean
from .draft import Draft, File
from .formats import quiet
from .prose import unwrap

if TYPE_CHECKING:
    from pypdf import PdfReader

EDGE = 3
"""Lines at the top and at the bottom of a page that can be its head or foot."""
PAGE_NUMBER = re.compile(
    r"(?:page )?[-–—|]? ?(?:\d{1,4}|[ivxl]{1,6}) ?(?:(?:of|/) ?\d{1,4})? ?[-–—|]?", re.IGNORECASE
)
NO_TITLE = re.compile(
    r"microsoft (?:word|powerpoint)\b.*|untitled.*|anonymous|.*\.(?:docx?|pdf|indd|qxd|tex|rtf|html?)",
    re.IGNORECASE,
)


def pdf(file: File, data: bytes) -> Draft:
    """The text of a PDF, with the title and date of its metadata."""
    with quiet("pypdf"):
        reader = _open(file, data)
        try:
            pages = [clean(page.extract_text()).split("\n") for page in reader.pages]
            title, created = _metadata(reader)
        except Exception as error:  # a broken file makes the library raise of all kinds
            raise _broken(file) from error
    lines = [line for page in without_edges(pages) for line in page]
    if not any(line.strip() for line in lines):
        raise InputError(file.shown, "is a PDF without text, probably scanned", "run OCR over it")
    return Draft("\n\n".join(unwrap(lines, width=_width(lines))), title=title, created=created, whole=True)


def _broken(file: File) -> InputError:
    return InputError(file.shown, "is no PDF or a broken one", "open it and save it again")


def _open(file: File, data: bytes) -> PdfReader:
    from pypdf import PasswordType, PdfReader

    try:
        reader = PdfReader(io.BytesIO(data))
        # Many files are locked against changes only, and open with the empty password.
        locked = reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED
    except Exception as error:
        encrypted = b"/Encrypt" in data and data.startswith(b"%PDF")
        raise (_encrypted(file) if encrypted else _broken(file)) from error
    if locked:
        raise _encrypted(file)
    return reader


def _encrypted(file: File) -> InputError:
    return InputError(file.shown, "is an encrypted PDF", "save a copy without a password")


def _metadata(reader: PdfReader) -> tuple[str | None, str | None]:
    """Title and day of creation, where they are there and the title is not a program's or a file's."""
    told = reader.metadata
    title = clean(str(told.title)).strip() if told and told.title else ""
    try:
        made = told.creation_date if told else None
    except ValueError:
        made = None
    title = "" if NO_TITLE.fullmatch(title) else title
    return title or None, made.date().isoformat() if made else None


def without_edges(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines of each page without those that stand at the edge of half of the pages, and page numbers."""
    filled = [[line for line in page if line.strip()] for page in pages]
    counts = Counter(key for page in filled for key in {_masked(page[at]) for at in _edge(page)})
    often = {key for key, count in counts.items() if count >= max(2, len(filled) / 2)}
    return [_inner(page, often) for page in filled]


def _edge(page: Sequence[str]) -> list[int]:
    return sorted({*range(min(EDGE, len(page))), *range(max(0, len(page) - EDGE), len(page))})


def _masked(line: str) -> str:
    """A line as it is on every page, whatever the number."""
    return re.sub(r"\d+", "0", " ".join(line.split()).casefold())


def _inner(page: Sequence[str], often: set[str]) -> list[str]:
    edge = set(_edge(page))
    return [
        line
        for at, line in enumerate(page)
        if not (at in edge and (_masked(line) in often or PAGE_NUMBER.fullmatch(line.strip())))
    ]


def _width(lines: Sequence[str]) -> int:
    """The width of the text in characters: nine of ten lines are no longer."""
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    return lengths[int(0.9 * (len(lengths) - 1))]
