"""The closed classes of words that dates are written in, as pieces of regular expressions and as numbers."""

from __future__ import annotations

MONTH_NAMES = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|"
    "september sept sep|october oct|november nov|december dec"
)
MONTHS = {
    name: number for number, names in enumerate(MONTH_NAMES.split("|"), start=1) for name in names.split()
}
WEEKDAYS = {d: n for n, d in enumerate("mon tue wed thu fri sat sun".split())}
WEEKDAY_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
ONES = "one two three four five six seven eight nine".split()
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()

MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
WEEKDAY = (
    r"(?P<weekday>Mon(?:day|\.)|Tue(?:sday|s?\.)|Wed(?:nesday|\.)|Thu(?:rsday|rs?\.|\.)|Fri(?:day|\.)|"
    r"Sat(?:urday|\.)|Sun(?:day|\.))"
)
SPELLED = rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(ONES)}))?|{'|'.join(TEENS)}|{'|'.join(ONES)})"
AMOUNT = rf"(?<!-)(?<!and )(?P<n>an?|{SPELLED}|\d{{1,3}})"
UNIT = r"(?P<unit>day|week|month|year)s?"
PART = (
    r"(?:(?:early|late|mid)[ -]|the (?:end|beginning|start|middle) of |"
    r"(?:the )?(?:spring|summer|autumn|fall|winter)(?: of|,)? )?"
)
VAGUE = (
    r"(?:about|around|nearly|almost|some|roughly|approximately|over|under|more than|less than|at least|up to|"
    r"fewer than|within|only|just)"
)


def month_number(word: str) -> int:
    """The number of a month by its name or abbreviation.

    >>> month_number("Sept.")
    9
    """
    return MONTHS[word.rstrip(".").casefold()]


def weekday_number(word: str) -> int:
    """The number of a day of the week by its name or abbreviation, Monday is 0."""
    return WEEKDAYS[word[:3].casefold()]


def amount(words: str) -> int:
    """A number in figures or words, "a" is 1.

    >>> amount("twenty-five"), amount("a"), amount("12")
    (25, 1, 12)
    """
    told = words.casefold()
    if told.isdigit():
        return int(told)
    if told in ("a", "an"):
        return 1
    total = 0
    for word in told.replace("-", " ").split():
        if word in TENS:
            total += 10 * (TENS.index(word) + 2)
        else:
            total += TEENS.index(word) + 10 if word in TEENS else ONES.index(word) + 1
    return total
