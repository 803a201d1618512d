"""The head of an article: front matter, title and date of publication."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from itertools import takewhile

from .furniture import is_label
from .prose import blocks

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
DAY = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th)?"
WRITTEN = (
    rf"(?:(?P<m1>{MONTH}) {DAY.format('d1')},? (?P<y1>\d{{4}})"
    rf"|{DAY.format('d2')} (?P<m2>{MONTH}),? (?P<y2>\d{{4}})"
    rf"|(?P<m3>{MONTH}),? (?P<y3>\d{{4}}))"
)
DATE_LINE = re.compile(
    r"(?:(?:first |last )?(?:published|posted|updated|date)(?: on)?:? )?"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
    rf"{WRITTEN}(?:,? (?:at )?\d{{1,2}}[:.]\d\d.{{0,12}})?",
    re.IGNORECASE,
)
DATELINE = re.compile(rf"[A-Z][A-Z.’' -]{{2,30}}(?:, [A-Z][\w. ]{{1,20}})?[,—– (]+(?i:{WRITTEN})\b")
ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ]\d{2}:.*)?")
ISO_NAME = re.compile(r"(\d{4})-?(\d{2})(?:-?(\d{2}))?(?!\d)")
BYLINE = re.compile(r"(?:by|from|words by|text by|story by)[: ] ?\S", re.IGNORECASE)
KEY = re.compile(r"([A-Za-z][\w-]{0,30}):(?: +(.*))?$")
HEADER_KEYS = frozenset(
    ("title", "headline", "date", "published", "source", "publisher", "url", "author", "byline")
)
LONGEST_TITLE = 150


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The keys (in lower case) and values above a text, and the text below them.

    Read are a block between two lines `---` and, at the very beginning, lines `Title: …` up to the
    first blank one. Lists and nested values are passed over.
    """
    lines = text.lstrip("\n").split("\n")
    if lines[0].rstrip() == "---":
        closing = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() in {"---", "..."}), None)
        return (_pairs(lines[1:closing]), "\n".join(lines[closing + 1 :])) if closing else ({}, text)
    blank = next((at for at, line in enumerate(lines) if not line.strip()), len(lines))
    pairs = _pairs(lines[:blank])
    known = len(pairs) == blank > 0 and pairs.keys() <= HEADER_KEYS
    if known and pairs.keys() & {"title", "headline", "date"}:
        return pairs, "\n".join(lines[blank:])
    return {}, text


def _pairs(lines: Iterable[str]) -> dict[str, str]:
    found = ((match[1].casefold(), (match[2] or "").strip()) for line in lines if (match := KEY.match(line)))
    return {key: _unquoted(value) for key, value in found if value}


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def first(values: Mapping[str, str], *keys: str) -> str | None:
    """The value of the first of the keys that has one."""
    return next((values[key].strip() for key in keys if values.get(key, "").strip()), None)


def title_of(text: str) -> str | None:
    """The first one or two short lines above the prose that are not a section, byline or date."""
    above = list(blocks(text[:20_000]))[:5]
    for lines in above:
        rest = [line for line in lines if not (is_label(line) or BYLINE.match(line) or iso_date(line))]
        heads = list(takewhile(_is_short, rest))
        if rest:
            alone = lines is above[-1] and len(heads) == len(rest)  # nothing that it would be the title of
            return None if alone or not heads else " ".join(heads if len(heads) == 2 else heads[:1])
    return None


def _is_short(line: str) -> bool:
    """Whether a line can be of a title: short, and not ended as a sentence is."""
    return len(line) <= LONGEST_TITLE and not line.endswith((".", ":", ";", ",", ".”", ".)", ".'", '."'))


def iso_date(text: str) -> str | None:
    """A date of any precision that fills the whole text, in ISO 8601.

    >>> iso_date("Friday, Sept. 25, 2015"), iso_date("2015-09-25T14:00:00Z"), iso_date("September 2015")
    ('2015-09-25', '2015-09-25', '2015-09')
    """
    plain = " ".join(text.split())
    match = ISO.fullmatch(plain)
    if match:
        return _iso(match[1], match[2], match[3])
    written = DATE_LINE.fullmatch(plain)
    return _from_words(written) if written else None


def date_at_head(text: str) -> str | None:
    """The date on a separate line or in the dateline, within the first six lines."""
    for line in [line for block in blocks(text[:4000]) for line in block][:6]:
        if not line.isdigit() and (date := iso_date(line)):  # a bare number is no date of publication
            return date
        dateline = DATELINE.match(line)
        if dateline:
            return _from_words(dateline)
    return None


def date_in_name(stem: str) -> str | None:
    """The ISO date of at least a month that a file name begins with."""
    match = ISO_NAME.match(stem)
    return _iso(match[1], match[2], match[3]) if match else None


def _from_words(match: re.Match[str]) -> str | None:
    part = match.groupdict()
    month = part["m1"] or part["m2"] or part["m3"]
    number = MONTHS.index(month[:3].casefold()) + 1
    return _iso(part["y1"] or part["y2"] or part["y3"], f"{number:02}", part["d1"] or part["d2"])


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    """The date from its parts; None if it does not exist."""
    try:
        datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join(part.zfill(2) for part in (year, month, day) if part)
