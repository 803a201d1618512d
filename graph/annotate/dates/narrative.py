"""What relative dates are resolved against: the article's date, and the dates told so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

DAY_LENGTH, MONTH_LENGTH = 10, 7  # of ISO dates known to the day and to the month


@dataclass
class Narrative:
    """The article's date, the absolute dates told so far, and the date that the text spoke of last.

    `written` is the last date that was written with its year; `frame` is the year that a sentence's first
    words set ("In 1996, …"); it holds within the paragraph.
    """

    published: str | None
    told: list[str] = field(default_factory=list)
    focus: str | None = None
    written: str | None = None
    frame: int | None = None

    def year_for(self, month: int) -> int | None:
        """The year of a past month named without one.

        That month's as told before; else that of the last date told with its month; else the latest
        that the article's own date allows; else the year told last.
        """
        told = [
            v
            for v in self.told
            if len(v) >= MONTH_LENGTH
            and (self.published is None or v[:MONTH_LENGTH] <= self.published[:MONTH_LENGTH])
        ]
        for value in reversed(told):
            if value[5:7] == f"{month:02d}":
                return int(value[:4])
        if told and (self.published is None or told[-1][:4] != self.published[:4]):
            return int(told[-1][:4])
        if self.published is None:
            return int(self.told[-1][:4]) if self.told else None
        year = int(self.published[:4])
        later = len(self.published) >= MONTH_LENGTH and month > int(self.published[5:7])
        return year - 1 if later else year

    def year_ahead(self, month: int) -> int | None:
        """The year of a month that was still to come: the first after the article's date.

        After the date told last instead, where that was written with the year of another time.
        """
        base, written = self.published, self.written if self.written == self.focus else None
        if written is not None and (base is None or written[:4] < base[:4]):
            base = written
        if base is None or len(base) < MONTH_LENGTH:
            return self.year_for(month)
        return int(base[:4]) + (month < int(base[5:7]))

    def day(self) -> date | None:
        """The day of publication, where it is known to the day."""
        known = self.published is not None and len(self.published) == DAY_LENGTH
        return date.fromisoformat(self.published or "") if known else None

    def last(self) -> str | None:
        """The date that the text spoke of last."""
        return self.focus


def shift(value: str | None, step: int, unit: str) -> str | None:
    """Move a date by `step` units and cut it to the precision of the unit; None where it is too coarse.

    >>> shift("2024-03-15", -2, "month"), shift("2024", 1, "month")
    ('2024-01', None)
    """
    if value is None:
        return None
    if unit == "year":
        return f"{int(value[:4]) + step:04d}"
    if unit == "month":
        if len(value) < MONTH_LENGTH:
            return None
        months = int(value[:4]) * 12 + int(value[5:7]) - 1 + step
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    if len(value) < DAY_LENGTH:
        return None
    moved = date.fromisoformat(value) + timedelta(step * (7 if unit == "week" else 1))
    return moved.isoformat() if unit == "day" else moved.isoformat()[:MONTH_LENGTH]


def week_of(day: date) -> str | None:
    """The month of a day's week, its year where the week lies in two months, None where in two years."""
    monday = day - timedelta(day.weekday())
    sunday = monday + timedelta(6)
    if (monday.year, monday.month) == (sunday.year, sunday.month):
        return monday.isoformat()[:MONTH_LENGTH]
    return f"{monday.year:04d}" if monday.year == sunday.year else None
