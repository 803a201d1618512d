"""Lines → paragraphs: hard-wrapped lines are joined, words broken at a line's end made whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .furniture import patterns

LONGEST_WRAP = 100
"""Lines longer than this were not wrapped by hand or program: each is a paragraph."""
SHORTEST_WRAP = 45
BULLET = re.compile(r"(?:[-*•·–‣▪]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")
CLOSED = re.compile(r"[.!?:…][”\"’'»)\]]*$")
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def paragraphs(text: str) -> list[str]:
    """The paragraphs of plain text, each on one line with single spaces.

    A blank line always ends a paragraph. A line break does so unless the text is hard-wrapped.
    """
    lines = text.split("\n")
    width = wrap_width(lines)
    joined = unwrap(lines, width=width) if width else [" ".join(line.split()) for line in lines]
    return [paragraph for paragraph in joined if paragraph]


def wrap_width(lines: Sequence[str]) -> int | None:
    """The width in characters that lines were wrapped at, or None when they were not.

    Text is wrapped when nearly all lines (95 %) are short enough and at most of the breaks (60 %) the
    next word would not have fitted.
    """
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    short = [length for length in lengths if length <= LONGEST_WRAP]
    if not short or len(short) < 0.95 * len(lengths) or short[-1] < SHORTEST_WRAP:
        return None
    breaks = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip()]
    full = sum(_fill(a, b) > 0.85 * short[-1] for a, b in breaks)
    return short[-1] if breaks and full >= 0.6 * len(breaks) else None


def unwrap(lines: Sequence[str], *, width: int) -> list[str]:
    """The paragraphs of lines wrapped at `width` characters, in order."""
    words = frozenset(word.casefold() for line in lines for word in WORD.findall(line))
    found: list[str] = []
    before = ""
    for line in lines:
        if before.strip() and line.strip() and not _ends(before, line, width):
            found[-1] = _join(found[-1], " ".join(line.split()), words)
        elif line.strip():
            found.append(" ".join(line.split()))
        before = line
    return found


def _fill(line: str, following: str) -> int:
    """How long a line would be with the next line's first word on it."""
    return len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0])


def _ends(line: str, following: str, width: int) -> bool:
    """Whether a paragraph ends between two lines: room was left, an indent or a bullet follows."""
    indented = following.startswith(("  ", "\t")) and not line.startswith((" ", "\t"))
    if indented or BULLET.match(following.lstrip()):
        return True
    fill = _fill(line, following)
    return fill < 0.6 * width or (fill < 0.85 * width and CLOSED.search(line.rstrip()) is not None)


def _join(text: str, line: str, words: frozenset[str]) -> str:
    """Two lines as one; a hyphen at the end goes when it only broke the word.

    It stays when the compound is written so elsewhere in the text, when the second part is not in
    lower case, or when the first is one that makes compounds.
    """
    broken = re.search(r"([^\W\d_]+)-$", text)
    if not broken:
        return f"{text}{'' if text.endswith(('—', '/')) else ' '}{line}"
    first, second = broken[1].casefold(), (WORD.match(line) or [""])[0].casefold()
    compound = f"{first}-{second}" in words or patterns("hyphened").fullmatch(first) is not None
    keeps = not line[:1].islower() or text[: broken.start()].endswith(("-", "."))
    if keeps or (compound and first + second not in words):
        return text + line
    return text[:-1] + line


def blocks(text: str) -> Iterator[list[str]]:
    """The groups of lines between blank lines, each line stripped."""
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = [" ".join(line.split()) for line in block.split("\n")]
        if any(lines):
            yield [line for line in lines if line]
