"""Paragraphs → the paragraphs that are the article: page furniture left out by the table `furniture.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

PROSE_LENGTH = 160
"""A paragraph this long that ends as a sentence does is prose, not a heading, a caption or a link."""


@cache
def patterns(name: str) -> re.Pattern[str]:
    """The alternatives of one list of the table as one pattern, without regard to case."""
    table = tomllib.loads(resources.files(__package__).joinpath("furniture.toml").read_text("utf-8"))
    return re.compile("|".join(f"(?:{part})" for part in table[name]), re.IGNORECASE)


def is_label(line: str) -> bool:
    """Whether a line is only the name of the article's section."""
    return patterns("label").fullmatch(line.strip().rstrip(":")) is not None


def is_prose(paragraph: str) -> bool:
    """Whether a paragraph is running text."""
    return len(paragraph) >= PROSE_LENGTH and paragraph.rstrip("”\"’')»").endswith((".", "!", "?", "…"))


def strip(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs without page furniture, photo credits and captions said twice, in order."""
    kept: list[str] = []
    for paragraph in _without_tail(paragraphs):
        if patterns("line").fullmatch(paragraph) or patterns("credit").fullmatch(paragraph):
            continue
        uncredited = _without_credit(paragraph)
        if not kept or kept[-1] != uncredited:
            kept.append(uncredited)
    return kept


def _without_tail(paragraphs: Sequence[str]) -> Sequence[str]:
    """Up to the first closing heading that no prose follows; the first paragraph always stays."""
    last_prose = max((at for at, text in enumerate(paragraphs) if is_prose(text)), default=0)
    for at in range(last_prose + 1, len(paragraphs)):
        if patterns("tail").fullmatch(paragraphs[at]):
            return paragraphs[:at]
    return paragraphs


def _without_credit(paragraph: str) -> str:
    """A caption without the credit behind its last sentence."""
    for end in _sentence_ends(paragraph):
        if patterns("credit").fullmatch(paragraph, end):
            return paragraph[:end].rstrip()
    return paragraph


def _sentence_ends(paragraph: str) -> Iterator[int]:
    """Where a last short sentence could begin, in code points; only the last 80 are looked at."""
    start = max(0, len(paragraph) - 80)
    for match in re.finditer(r"[.!?”\"’)] +(?=[(A-Z])", paragraph[start:]):
        yield start + match.end()
