"""The values between the readers of formats and `Source`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: its path, how it was given, and the slug of its source.

    `origin` is relative to the given folder or pattern, with forward slashes; `shown` is the path as the user
    would type it, for messages.
    """

    path: Path
    shown: str
    origin: str
    slug: str = ""


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as its format gives it; the text may be wrapped and contain page furniture.

    `row` names an article among several of one file; `whole` says that each line is a paragraph.
    """

    text: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    row: str | None = None
    whole: bool = False
    created: str | None = None
    """The creation date of the file (ISO): used only if there is no date of publication."""
