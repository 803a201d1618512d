"""What passes between the readers of formats and the making of a `Source`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class File:
    """One file to be read: where it lies, how it was named to us, and what its source will be called.

    `origin` is relative to the folder or pattern that was given, with forward slashes; `shown` is the
    path as a user would type it, for messages.
    """

    path: Path
    shown: str
    origin: str
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as its format gives it; the text may still be wrapped and hold page furniture.

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
    """When the file was made, an ISO date: believed only where nothing tells the day of publication."""
