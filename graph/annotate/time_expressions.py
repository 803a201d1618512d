"""Dates in the text, resolved to ISO 8601 against the article's date and the running narrative.

A value is never more precise than the text: "in September 2015" is `2015-09`, "last year" a year.
What cannot be resolved (a month without any year in sight) is no date.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import zip_longest

from spacy.language import Language
from spacy.tokens import Doc

from graph.annotate.refs import Time, times

MONTH_NAMES = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|"
    "september sept sep|october oct|november nov|december dec"
)
MONTHS = {
    name: number for number, names in enumerate(MONTH_NAMES.split("|"), start=1) for name in names.split()
}
WEEKDAYS = {d: n for n, d in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
NUMBERS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten".split())}
NUMBERS |= {"a": 1, "an": 1}
MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
AMOUNT = r"(?P<n>an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
UNIT = r"(?P<unit>day|week|month|year)s?"
PART = r"(?:(?:early|late|mid|the (?:fall|autumn|summer|spring|winter|end|beginning) of)[ -])?"


@dataclass
class Narrative:
    """What a relative date is reckoned from: the article's date, and the dates told so far."""

    published: str | None
    told: list[str] = field(default_factory=list)

    def year_for(self, month: int) -> int | None:
        """The year of a month named without one.

        That month's as told before; else that of the last date told with its month; else the latest
        that the article's own date allows; else the year told last.
        """
        told = [
            v for v in self.told if len(v) >= 7 and (self.published is None or v[:7] <= self.published[:7])
        ]
        for value in reversed(told):
            if value[5:7] == f"{month:02d}":
                return int(value[:4])
        if told and (self.published is None or told[-1][:4] != self.published[:4]):
            return int(told[-1][:4])
        if self.published is None:
            return int(self.told[-1][:4]) if self.told else None
        year = int(self.published[:4])
        later = len(self.published) >= 7 and month > int(self.published[5:7])
        return year - 1 if later else year

    def year_ahead(self, month: int) -> int | None:
        """The year of a month still to come: the first after the article's date, else as `year_for`."""
        if self.published is None or len(self.published) < 7:
            return self.year_for(month)
        return int(self.published[:4]) + (month < int(self.published[5:7]))

    def day(self) -> date | None:
        """The day of publication, where it is known to the day."""
        return date.fromisoformat(self.published) if self.published and len(self.published) == 10 else None

    def last(self) -> str | None:
        """The date told last, else the day of publication."""
        return self.told[-1] if self.told else self.published


FORWARD = re.compile(
    r"\b(?:will|due|scheduled|planned|set|expected|plans?|to be|are to|is to)\b[^.;,]{0,45}$|"
    r"\b(?:for|by|until)(?: the (?:end|start|beginning) of)? $",
    re.I,
)
"""What before a date says that it is still to come."""

Resolver = Callable[[re.Match[str], Narrative], str | None]


def _iso(match: re.Match[str], narrative: Narrative) -> str | None:
    part = match.groupdict()
    month = MONTHS[part["month"].rstrip(".").casefold()] if part.get("month") else None
    year = int(part["year"]) if part.get("year") else None
    if year is None and month:
        year = narrative.year_ahead(month) if _looks_ahead(match) else narrative.year_for(month)
    if year is None:
        return None
    if month is None:
        return f"{year:04d}"
    if not part.get("day"):
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, int(part["day"])).isoformat()
    except ValueError:
        return None


def _looks_ahead(match: re.Match[str]) -> bool:
    return FORWARD.search(match.string[max(0, match.start() - 60) : match.start()]) is not None


def _as_written(match: re.Match[str], _: Narrative) -> str | None:
    try:
        return date.fromisoformat(match.group()).isoformat()
    except ValueError:
        return None


def _weekday(match: re.Match[str], narrative: Narrative) -> str | None:
    day = narrative.day()
    if day is None:
        return None
    wanted, which = WEEKDAYS[match["weekday"].casefold()], (match["which"] or "").strip().casefold()
    back = (day.weekday() - wanted) % 7
    if which == "next" or _looks_ahead(match):
        return (day + timedelta((wanted - day.weekday() - 1) % 7 + 1)).isoformat()
    return (day - timedelta(back or (7 if which == "last" else 0))).isoformat()


def _near_day(match: re.Match[str], narrative: Narrative) -> str | None:
    day = narrative.day()
    offset = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}[match["near"].casefold()]
    return (day + timedelta(offset)).isoformat() if day else None


def _calendar(match: re.Match[str], narrative: Narrative) -> str | None:
    step = {"last": -1, "this": 0, "next": 1}[match["which"].casefold()]
    return _shift(narrative.published, step, match["unit"].casefold(), match["unit"].casefold())


def _last_month(match: re.Match[str], narrative: Narrative) -> str | None:
    published, month = narrative.published, MONTHS[match["month"].rstrip(".").casefold()]
    if published is None:
        return None
    year = int(published[:4])
    now = int(published[5:7]) if len(published) >= 7 else 12
    which = match["which"].casefold()
    year += (
        (-1 if month >= now else 0)
        if which == "last"
        else (1 if month <= now else 0)
        if which == "next"
        else 0
    )
    return f"{year:04d}-{month:02d}"


def _later(match: re.Match[str], narrative: Narrative) -> str | None:
    amount = NUMBERS.get(match["n"].casefold()) or int(match["n"])
    step = -amount if match["way"].casefold() in ("earlier", "before") else amount
    return _shift(narrative.last(), step, match["unit"], match["unit"])


def _ago(match: re.Match[str], narrative: Narrative) -> str | None:
    amount = NUMBERS.get(match["n"].casefold()) or int(match["n"])
    return _shift(narrative.published, -amount, match["unit"], match["unit"])


def _following(match: re.Match[str], narrative: Narrative) -> str | None:
    which = match["which"].casefold()
    step = {"following": 1, "next": 1, "previous": -1, "preceding": -1, "same": 0, "that": 0}[which]
    return _shift(narrative.last(), step, match["unit"], match["unit"])


def _shift(value: str | None, step: int, unit: str, precision: str) -> str | None:
    """Move a date by `step` units and cut it to the precision of the unit; None where it is too coarse."""
    if value is None:
        return None
    if unit == "year":
        return f"{int(value[:4]) + step:04d}"
    if unit == "month":
        if len(value) < 7:
            return None
        months = int(value[:4]) * 12 + int(value[5:7]) - 1 + step
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    if len(value) < 10:
        return None
    moved = date.fromisoformat(value) + timedelta(step * (7 if unit == "week" else 1))
    return moved.isoformat() if unit == "day" else moved.isoformat()[:7]


PATTERNS: tuple[tuple[re.Pattern[str], Resolver], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})(?!\w)", flags), resolver)
    for pattern, resolver, flags in (
        (r"\d{4}-\d\d-\d\d", _as_written, 0),
        (rf"{MONTH} {DAY},? {YEAR}", _iso, 0),
        (rf"{DAY} {MONTH},? {YEAR}", _iso, 0),
        (rf"(?i:{PART}){MONTH},? (?:of )?{YEAR}", _iso, 0),
        (rf"(?P<which>last|next|this) {MONTH}", _last_month, 0),
        (rf"{MONTH} {DAY}(?![\d,]*\d)", _iso, 0),
        (rf"{DAY} {MONTH}", _iso, 0),
        (rf"(?i:{PART}){YEAR}(?!s|-year)", _iso, 0),
        (rf"(?i:{PART})(?<![\w’'])(?!May\b){MONTH}(?! \d)", _iso, 0),
        (r"(?<=[Ii]n )(?P<month>May)", _iso, 0),
        (
            r"(?P<which>last |next |this )?(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)",
            _weekday,
            re.I,
        ),
        (r"(?P<near>yesterday|today|tonight|tomorrow)", _near_day, re.I),
        (r"(?P<which>last|this|next) (?P<unit>year|month|week)", _calendar, re.I),
        (rf"{AMOUNT} {UNIT} (?P<way>later|earlier|after|before)", _later, re.I),
        (rf"{AMOUNT} {UNIT} ago", _ago, re.I),
        (
            r"(?:the|that) (?P<which>following|next|previous|preceding|same) (?P<unit>day|week|month|year)",
            _following,
            re.I,
        ),
        (r"(?P<which>that) (?P<unit>day|week|month|year)", _following, re.I),
    )
)
NARRATIVE = (_iso, _as_written, _later, _following)  # what these find moves the narrative on
RANGE = re.compile(r"\b(?:from|between) $", re.I)
JOIN = re.compile(r"^ ?(?:to|and|until|through|till|[-–—]) ?$")
EDGE = re.compile(r"\b(since|until|till|before|after) (?:\w+ )?$", re.I)


@Language.component("whereas_dates", assigns=["doc._.times"])
def dates(doc: Doc) -> Doc:
    """Find and resolve the dates of a Doc."""
    narrative = Narrative(doc._.published)
    starts = [token.idx for token in doc]
    found: list[tuple[int, int, str]] = []
    for match, resolver in _matches(doc.text):
        value = resolver(match, narrative)
        noun = _noun_after(doc, bisect_left(starts, match.end())) if match.group().isdigit() else None
        if value is None or noun == "NNS":
            continue
        found.append((match.start(), match.end(), value))
        if noun is None and resolver in NARRATIVE:
            narrative.told.append(value)
    doc._.times = list(_ranges(doc.text, starts, found))
    return doc


def _matches(text: str) -> Iterator[tuple[re.Match[str], Resolver]]:
    taken: list[tuple[int, int]] = []
    all_matches: list[tuple[re.Match[str], Resolver]] = []
    for pattern, resolver in PATTERNS:
        for match in pattern.finditer(text):
            place = bisect_left(taken, (match.start(), match.start()))
            clear_left = place == 0 or taken[place - 1][1] <= match.start()
            clear_right = place == len(taken) or taken[place][0] >= match.end()
            if clear_left and clear_right:
                taken.insert(place, (match.start(), match.end()))
                all_matches.append((match, resolver))
    yield from sorted(all_matches, key=lambda pair: pair[0].start())


def _noun_after(doc: Doc, i: int) -> str | None:
    """The tag of the noun that a bare year modifies ("the 2013 report"): it does not move the narrative."""
    for token in doc[i : i + 3]:
        if token.pos_ == "NOUN":
            return token.tag_
        if token.pos_ not in ("ADJ", "PROPN"):
            return None
    return None


def _ranges(text: str, starts: list[int], found: list[tuple[int, int, str]]) -> Iterator[Time]:
    skip = False
    for here, after in zip_longest(found, found[1:]):
        if skip:
            skip = False
            continue
        begin, end, value = here
        before = text[max(0, begin - 16) : begin]
        until = None
        if (
            after is not None
            and JOIN.match(text[end : after[0]])
            and (RANGE.search(before) or text[end : after[0]].strip() in "-–—")
        ):
            end, until, skip = after[1], after[2], True
        edge = EDGE.search(before)
        yield Time(
            start=bisect_left(starts, begin + 1) - 1,
            end=bisect_left(starts, end),
            value=value,
            until=until,
            edge={"since": "since", "until": "until", "till": "until"}.get(edge[1].casefold())
            if edge
            else None,
        )


def time_at(doc: Doc, start: int, end: int) -> Time | None:
    """The first date inside the tokens `start` to `end`."""
    return next((t for t in times(doc) if start <= t.start < end), None)
