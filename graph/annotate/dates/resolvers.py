"""From a match of a date pattern to its ISO 8601 value."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from graph.annotate.dates.calendar_words import WEEKDAY_ORDINALS, amount, month_number, weekday_number
from graph.annotate.dates.narrative import MONTH_LENGTH, Narrative, shift, week_of

NAMED_DAY_REACH = 45  # days from publication within which a day before a noun is a day of this year's news
CENTURY = 100


@dataclass(frozen=True, slots=True)
class Context:
    """What the text around a match says of it.

    `ahead` is whether the clause looks forward, `past` whether it looks back, None where neither is known;
    `modifies` whether a noun follows that the date distinguishes ("the September 11 attacks"), `fronted`
    whether the date opens its sentence, `alone` whether nothing follows that it could be counted from.
    """

    ahead: bool = False
    past: bool = False
    modifies: bool = False
    fronted: bool = False
    alone: bool = True


Resolver = Callable[[re.Match[str], Narrative, Context], str | None]


def absolute(match: re.Match[str], narrative: Narrative, context: Context) -> str | None:
    """A year, month or day, with or without its year and day of the week."""
    part = match.groupdict()
    month = month_number(part["month"]) if part.get("month") else None
    day = int(part["day"]) if part.get("day") else None
    year = _written_year(part, narrative)
    if year is None and month:
        year = _year_told_by_weekday(part, month, day, narrative) or _year_of(month, day, narrative, context)
    if year is None:
        return None
    if month is None:
        return f"{year:04d}"
    return f"{year:04d}-{month:02d}" if day is None else _valid(year, month, day)


def _written_year(part: dict[str, str | None], narrative: Narrative) -> int | None:
    if part.get("year"):
        return int(part["year"] or 0)
    if not part.get("short"):
        return None
    year, now = 2000 + int(part["short"] or 0), int((narrative.published or "2050")[:4])
    return year - CENTURY if year > now + 1 else year


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _year_told_by_weekday(
    part: dict[str, str | None], month: int, day: int | None, narrative: Narrative
) -> int | None:
    """The year, told or near the article's, in which the day falls on the weekday named with it."""
    if not part.get("weekday") or day is None:
        return None
    wanted, told = weekday_number(part["weekday"] or ""), narrative.year_for(month)
    now = int(narrative.published[:4]) if narrative.published else told
    for year in (
        (told, now, now - 1, now + 1, now - 2, now - 3) if told is not None and now is not None else ()
    ):
        value = _valid(year, month, day)
        if value is not None and date.fromisoformat(value).weekday() == wanted:
            return year
    return None


def _year_of(month: int, day: int | None, narrative: Narrative, context: Context) -> int | None:
    """The year of a month or day without one, from its clause and from what was mentioned before."""
    if context.modifies and day is not None:
        return _year_of_named_day(month, day, narrative)
    if context.fronted and narrative.frame is not None:
        return narrative.frame
    return narrative.year_ahead(month) if context.ahead else narrative.year_for(month)


def _year_of_named_day(month: int, day: int, narrative: Narrative) -> int | None:
    """The year of a day that names an event, where told or near; "the September 11 attacks" has none."""
    told = [v for v in narrative.told if v[5:] == f"{month:02d}-{day:02d}"]
    if told:
        return int(told[-1][:4])
    published = narrative.day()
    for year in (published.year, published.year - 1, published.year + 1) if published else ():
        value = _valid(year, month, day)
        if value and published and abs((date.fromisoformat(value) - published).days) <= NAMED_DAY_REACH:
            return year
    return None


def as_written(match: re.Match[str], narrative: Narrative, context: Context) -> str | None:
    """An ISO date."""
    try:
        return date.fromisoformat(match.group()).isoformat()
    except ValueError:
        return None


def numeric(match: re.Match[str], narrative: Narrative, context: Context) -> str | None:
    """ "13/5/2020": to the day where only one order makes a date, else the year; dots put the day first."""
    one, other, year = int(match["one"]), int(match["other"]), int(match["year"])
    day_first, month_first = _valid(year, other, one), _valid(year, one, other)
    if match["sep"] == ".":
        return day_first
    if day_first and month_first and day_first != month_first:
        return f"{year:04d}"
    return day_first or month_first


def weekday(match: re.Match[str], narrative: Narrative, context: Context) -> str | None:
    """A day of the week: the last one up to the article's day, or the next in a clause that looks forward."""
    day = narrative.day()
    if day is None:
        return None
    wanted, which = weekday_number(match["weekday"]), (match["which"] or "").strip().casefold()
    back = (day.weekday() - wanted) % 7
    onward = (wanted - day.weekday() - 1) % 7 + 1
    if which in ("next", "coming", "this coming") or (
        context.ahead and which not in ("last", "past", "this past")
    ):
        return (day + timedelta(0 if which == "this" and not back else onward)).isoformat()
    if which == "this" and not context.past:
        return (day + timedelta((wanted - day.weekday()) % 7)).isoformat()
    return (day - timedelta(back or (7 if which == "last" else 0))).isoformat()


def ordinal_weekday(match: re.Match[str], narrative: Narrative, context: Context) -> str | None:
    """ "the first Friday of last month", "the second Tuesday in November 2016"."""
    month = _month_meant(match, narrative, context)
    if month is None or len(month) < MONTH_LENGTH:
        return None
    first = date.fromisoformat(f"{month}-01")
    days = [first + timedelta(n) for n in range(31)]
    fitting = [d for d in days if d.month == first.month and d.weekday() == weekday_number(match["weekday"])]
    nth = WEEKDAY_ORDINALS[match["nth"].casefold()]
    return fitting[nth if nth < 0 else nth - 1].isoformat()


def _month_meant(match: re.Match[str], narrative: Narrative, context: Context) -> str | None:
    if match["month"]:
        return absolute(match, narrative, context)
    which = match["which"].casefold()
    base = narrative.last() if which in ("that", "the same") else narrative.published
    return shift(base, {"last": -1, "next": 1}.get(which, 0), "month")


def near_day(match: re.Match[str], narrative: Narrative, context: Context) -> str | None:
    """ "yesterday", "this morning", "the day after tomorrow"."""
    day = narrative.day()
    word = match["near"].casefold()
    offset = {"yesterday": -1, "tomorrow": 1, "last night": -1}.get(word, 0)
    if word.startswith("the day"):
        offset = 2 if "after" in word else -2
    return (day + timedelta(offset)).isoformat() if day else None


def calendar_unit(match: re.Match[str], narrative: Narrative, context: Context) -> str | None:
    """ "last year", "this month", "next week": a week has the month that it lies in."""
    step, unit = {"last": -1, "this": 0, "next": 1}[match["which"].casefold()], match["unit"].casefold()
    if unit != "week":
        return shift(narrative.published, step, unit)
    day = narrative.day()
    return week_of(day + timedelta(7 * step)) if day else None


def relative_month(match: re.Match[str], narrative: Narrative, context: Context) -> str | None:
    """ "last March", "next May", "this June"."""
    published, month = narrative.published, month_number(match["month"])
    if published is None:
        return None
    year = int(published[:4])
    now = int(published[5:7]) if len(published) >= MONTH_LENGTH else 12
    which = match["which"].casefold()
    if which in ("last", "past"):
        year -= month >= now
    elif which == "next":
        year += month <= now
    return f"{year:04d}-{month:02d}"


def month_of_year(match: re.Match[str], narrative: Narrative, context: Context) -> str | None:
    """ "November of that year", "on 4 May last year", "in March this year"."""
    which, narrated = match["which"].casefold(), match["article"] is not None
    base = narrative.last() if narrated or which == "that" else narrative.published
    year = shift(base, {"last": -1, "previous": -1, "next": 1, "following": 1}.get(which, 0), "year")
    month, day = month_number(match["month"]), match["day"] or match["late"]
    if year is None:
        return None
    return _valid(int(year), month, int(day)) if day else f"{year}-{month:02d}"


def narrated_month(match: re.Match[str], narrative: Narrative, context: Context) -> str | None:
    """ "the following March": the first after the date told last; "the same March": that of its year."""
    last, month = narrative.last(), month_number(match["month"])
    if last is None or (match["which"] != "same" and len(last) < MONTH_LENGTH):
        return None
    after = match["which"] != "same" and month <= int(last[5:7])
    return f"{int(last[:4]) + after:04d}-{month:02d}"


def season(match: re.Match[str], narrative: Narrative, context: Context) -> str | None:
    """The year of a season; none for "last summer" after the year's own, and for winters, which have two."""
    published = narrative.published
    if published is None or len(published) < MONTH_LENGTH or match["season"].casefold() == "winter":
        return None
    name, which, now = match["season"].casefold(), match["which"].casefold(), int(published[5:7])
    begins = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}[name]
    if which == "this":
        return published[:4]
    if which == "last":
        return f"{int(published[:4]) - 1:04d}" if now < begins + 3 else None
    return f"{int(published[:4]) + (now >= begins):04d}" if now < begins or now >= begins + 3 else None


def later(match: re.Match[str], narrative: Narrative, context: Context) -> str | None:
    """ "two years later", "a month before": from the date told last, where no other anchor follows."""
    way = match["way"].casefold()
    if way in ("before", "after") and not context.alone:
        return None
    step = -amount(match["n"]) if way in ("earlier", "before") else amount(match["n"])
    base = narrative.last() or (narrative.published if step < 0 else None)
    return shift(base, step, match["unit"])


def ago(match: re.Match[str], narrative: Narrative, context: Context) -> str | None:
    """ "twenty-five years ago"; about so many years ago is no date."""
    return None if match["vague"] else shift(narrative.published, -amount(match["n"]), match["unit"])


def from_now(match: re.Match[str], narrative: Narrative, context: Context) -> str | None:
    """ "two weeks from Monday", "a week from today"."""
    day = narrative.day()
    if day is None:
        return None
    word, many = match["start"].casefold(), amount(match["n"])
    if match["weekday"]:
        day += timedelta((weekday_number(word) - day.weekday() - 1) % 7 + 1)
    day += timedelta(word == "tomorrow")
    if match["unit"] == "week" and word != "now":
        return shift(day.isoformat(), 7 * many, "day")
    return shift(day.isoformat(), many, match["unit"])


def following(match: re.Match[str], narrative: Narrative, context: Context) -> str | None:
    """ "the following day", "that same year", "the week before"."""
    part = match.groupdict()
    way, which = part.get("way"), part.get("which")
    if way and not context.alone:
        return None
    step = {"following": 1, "next": 1, "after": 1, "previous": -1, "preceding": -1, "before": -1}
    return shift(narrative.last(), step.get((way or which or "").casefold(), 0), match["unit"].casefold())


def nothing(match: re.Match[str], narrative: Narrative, context: Context) -> None:
    """What looks like a date and is none: "the last week", "two years and a month ago"."""
