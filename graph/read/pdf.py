"""PDF → RawArticle: running heads and page numbers dropped, lines joined to paragraphs."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from graph.errors import InputError

from .decode import clean
from .formats import quiet
from .prose import unwrap
from .raw_article import File, RawArticle

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

EDGE = 3
"""Lines at the top and at the bottom of a page that can be its head or foot."""
PAGE_NUMBER = re.compile(
    r"(?:page )?[-–—|]? ?(?:\d{1,4}|[ivxl]{1,6}) ?(?:(?:of|/) ?\d{1,4})? ?[-–—|]?", re.IGNORECASE
)
NO_TITLE = re.compile(
    r"microsoft (?:word|powerpoint)\b.*|untitled.*|anonymous|.*\.(?:docx?|pdf|indd|qxd|tex|rtf|html?)",
    re.IGNORECASE,
)


def pdf(file: File, data: bytes) -> RawArticle:
    """The text of a PDF, with the title and date of its metadata."""
    with quiet("pypdf"):
        reader = _open(file, data)
        try:
            pages = [_spaced(_lines(page)) for page in reader.pages]
            title, created = _metadata(reader)
        except Exception as error:  # the library raises many kinds of error for a damaged file
            raise _broken(file) from error
    lines = [line for page in without_edges(pages) for line in page]
    if not any(line.strip() for line in lines):
        raise InputError(file.shown, "is a PDF without text, probably a scan", "run OCR over it")
    return RawArticle(
        "\n\n".join(unwrap(lines, width=_width(lines))), title=title, created=created, whole=True
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its words, height above the foot and size of letters, in points."""

    text: str
    height: float
    size: float


def _lines(page: PageObject) -> list[Line]:
    """The lines of a page with words, in the order in which the page draws them."""
    found: list[Line] = []
    parts: list[Line] = []

    def take(text: str, cm: Sequence[float], tm: Sequence[float], font: object, size: float) -> None:
        height = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        for at, part in enumerate(text.split("\n")):
            if at and parts:
                found.append(Line("".join(p.text for p in parts), parts[0].height, parts[0].size))
                parts.clear()
            if part.strip() or (part and parts):
                parts.append(Line(part, height, abs(size * (tm[3] or 1))))

    page.extract_text(visitor_text=take)
    take("\n", (1, 0, 0, 1, 0, 0), (1, 0, 0, 1, 0, 0), None, 0)
    return found


def _spaced(lines: Sequence[Line]) -> list[str]:
    """The lines' text, with an empty line where the page leaves a gap or the size of letters changes."""
    down = [above.height - below.height for above, below in pairwise(lines)]
    usual = median([step for step in down if step > 0] or [0.0])
    spaced: list[str] = []
    for at, line in enumerate(lines):
        gap = at and not 0 <= down[at - 1] <= 1.25 * usual
        if gap or (at and abs(lines[at - 1].size - line.size) > 0.5):
            spaced.append("")
        spaced.append(clean(line.text))
    return spaced


def _broken(file: File) -> InputError:
    return InputError(file.shown, "is not a PDF or is damaged", "open it and save it again")


def _open(file: File, data: bytes) -> PdfReader:
    try:
        from pypdf import PasswordType, PdfReader
    except ImportError as error:
        way_out = "install a PDF library with pip install 'whereas[pdf]'"
        raise InputError(file.shown, "is a PDF, and no PDF library is installed", way_out) from error
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
    return InputError(file.shown, "is an encrypted PDF", "save a copy without a password and try again")


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
    """The lines of each page without page numbers and lines that repeat at the edge of half of the pages."""
    filled = [[at for at, line in enumerate(page) if line.strip()] for page in pages]
    edges = [{*at[:EDGE], *at[-EDGE:]} for at in filled]
    counts = Counter(
        key for page, edge in zip(pages, edges, strict=True) for key in {_masked(page[at]) for at in edge}
    )
    often = {key for key, count in counts.items() if count >= max(2, len(pages) / 2)}
    return [_inner(page, edge, often) for page, edge in zip(pages, edges, strict=True)]


def _masked(line: str) -> str:
    """A line as it is on every page, whatever the number."""
    return re.sub(r"\d+", "0", " ".join(line.split()).casefold())


def _inner(page: Sequence[str], edge: set[int], often: set[str]) -> list[str]:
    """The lines within, without empty ones above and below, as a paragraph may go on overleaf."""
    kept = [
        line
        for at, line in enumerate(page)
        if not (at in edge and (_masked(line) in often or PAGE_NUMBER.fullmatch(line.strip())))
    ]
    filled = [at for at, line in enumerate(kept) if line.strip()]
    return kept[filled[0] : filled[-1] + 1] if filled else []


def _width(lines: Sequence[str]) -> int:
    """The width of the text in characters: nine of ten lines are no longer."""
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    return lengths[int(0.9 * (len(lengths) - 1))]
