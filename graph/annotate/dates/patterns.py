"""The patterns of dates with what resolves each; of overlapping matches the first and longest counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.annotate.dates import resolvers
from graph.annotate.dates.calendar_words import (
    AMOUNT,
    DAY,
    MONTH,
    PART,
    SPELLED,
    UNIT,
    VAGUE,
    WEEKDAY,
    YEAR,
)
from graph.annotate.dates.resolvers import Resolver

COMMA = r"(?:,? | ?\()"
OF_YEAR = r"(?P<article>(?:of )?the )?(?:of )?(?P<which>that|this|last|next|following|previous|same) year"
SPOKEN_DAY = (
    r"(?P<near>yesterday|today|tonight|tomorrow|last night|this (?:morning|afternoon|evening)|"
    r"the day (?:before yesterday|after tomorrow))"
)
SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
ANOTHER = rf"(?:an?|{SPELLED}|\d+)"
TO_DAY = r"(?:(?: ?[-–] ?| to | and )[0-3]?\d(?:st|nd|rd|th)?)?"
ANY_MONTH = MONTH.replace("?P<month>", "?:")
LATER_DAY = DAY.replace("<day>", "<late>")
NOT_A_NUMBER = r"(?!s|-year|,\d|\.\d|%)"

PATTERNS: tuple[tuple[re.Pattern[str], Resolver], ...] = tuple(
    (re.compile(rf"(?<![\w$€£])(?<!\d[.,])(?:{pattern})(?!\w)", flags), resolver)
    for pattern, resolver, flags in (
        (r"\d{4}-\d\d-\d\d", resolvers.as_written, 0),
        (r"(?P<one>\d\d?)(?P<sep>[/.])(?P<other>\d\d?)(?P=sep)(?P<year>(?:19|20)\d\d)", resolvers.numeric, 0),
        # days
        (rf"(?:{WEEKDAY}{COMMA})?{MONTH} {DAY}{TO_DAY},? {YEAR}", resolvers.absolute, 0),
        (rf"(?:{WEEKDAY}{COMMA})?(?:the )?{DAY}{TO_DAY} (?:of )?{MONTH},? {YEAR}", resolvers.absolute, 0),
        (rf"(?:{WEEKDAY}{COMMA})?{DAY} {MONTH},? [’']?(?P<short>\d\d)(?=[.,;:)]|$)", resolvers.absolute, 0),
        (rf"(?:{WEEKDAY}{COMMA})?{MONTH} {DAY}{TO_DAY}(?![\d,]*\d)", resolvers.absolute, 0),
        (rf"(?:{WEEKDAY}{COMMA})?(?:the )?{DAY}{TO_DAY} (?:of )?{MONTH}", resolvers.absolute, 0),
        (rf"(?:{DAY} )?{MONTH}(?: {LATER_DAY})?,? {OF_YEAR}", resolvers.month_of_year, 0),
        (
            rf"(?:the )?(?P<nth>first|second|third|fourth|last) {WEEKDAY} (?:of|in) "
            rf"(?:(?P<which>last|this|next|that|the same) month|{MONTH}(?:,? {YEAR})?)",
            resolvers.ordinal_weekday,
            re.I,
        ),
        (
            rf"(?:(?P<which>this past|this coming|last|next|this|past|coming) )?{WEEKDAY}",
            resolvers.weekday,
            re.I,
        ),
        (SPOKEN_DAY, resolvers.near_day, re.I),
        # months, seasons and years
        (rf"(?i:{PART}){MONTH},? (?:of )?{YEAR}", resolvers.absolute, 0),
        (rf"{ANY_MONTH} ?(?:[-–/]|to|and) ?{ANY_MONTH},? {YEAR}", resolvers.absolute, 0),
        (rf"(?i:{PART}){MONTH}(?! ?\d)", resolvers.absolute, 0),
        (rf"(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast) {MONTH}", resolvers.relative_month, 0),
        (rf"[Tt]he (?P<which>following|next|same) {MONTH}", resolvers.narrated_month, 0),
        (rf"(?P<which>last|this|next) {SEASON}(?! of)", resolvers.season, re.I),
        (rf"(?i:{PART}){YEAR}{NOT_A_NUMBER}", resolvers.absolute, 0),
        (rf"{YEAR}[-–/](?P<until>\d\d)(?!\d|-\d|s)", resolvers.absolute, 0),
        (r"(?<=[Ii]n )(?P<year>1[0-4]\d\d)(?= ?[.,;)]| [a-z])", resolvers.absolute, 0),
        (r"(?P<which>last|this|next) (?P<unit>year|month|week)", resolvers.calendar_unit, re.I),
        (r"the last (?:year|month|week)", resolvers.nothing, re.I),
        # spans of time from a date
        (rf"{AMOUNT} {UNIT} (?P<way>later|earlier|after|before)", resolvers.later, re.I),
        (rf"(?P<vague>{VAGUE} )?{AMOUNT} {UNIT} ago", resolvers.ago, re.I),
        (rf"{ANOTHER} {UNIT},? (?:and )?{ANOTHER} \w+ (?:ago|later|earlier)", resolvers.nothing, re.I),
        (
            rf"{AMOUNT} {UNIT} from (?P<start>now|today|tomorrow|{WEEKDAY})",
            resolvers.from_now,
            re.I,
        ),
        (
            r"(?:the|that) (?P<which>following|next|previous|preceding|same) (?P<unit>day|week|month|year)",
            resolvers.following,
            re.I,
        ),
        (r"(?P<which>that) (?P<unit>day|week|month|year)", resolvers.following, re.I),
        (r"the (?P<unit>day|week|month|year) (?P<way>before|after)", resolvers.following, re.I),
    )
)
TELLING = (resolvers.absolute, resolvers.as_written, resolvers.numeric, resolvers.month_of_year)
"""What these find tells the year of later dates."""


def matches(text: str) -> Iterator[tuple[re.Match[str], Resolver]]:
    """The matches in a text that do not overlap, in order: the first to begin, of these the longest."""
    found = [(m.start(), -m.end(), n, m) for n, (p, _) in enumerate(PATTERNS) for m in p.finditer(text)]
    end = 0
    for start, stop, n, match in sorted(found, key=lambda f: f[:3]):
        if start >= end:
            end = -stop
            yield match, PATTERNS[n][1]
