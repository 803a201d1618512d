"""Dates in a question, as bounds on ISO 8601 dates."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from collections.abc import Sequence

from graph.ask.question import Tail
from graph.ask.tokens import Word

MONTHS = {name.casefold(): n for names in (month_name, month_abbr) for n, name in enumerate(names) if name}
IN = frozenset(("in", "on", "during"))
BOUNDS = {"since": "after", "after": "after", "before": "before", "until": "before"}


def date_at(words: Sequence[Word], at: int) -> tuple[int, Tail] | None:
    """The time that begins at a place: "in September 2015", "on 25 September 2015", "since 2014"."""
    word = words[at].folded if at < len(words) else ""
    if word not in IN and word not in BOUNDS:
        return None
    found = _date(words, at + 1)
    if found is None:
        return None
    end, date = found
    text = " ".join(w.text for w in words[at:end])
    if word in IN:
        return end, Tail(when=date, text=text)
    # Any date in 2015 is "since 2015" and none is "after 2015"; dates are compared as text, "~" sorts last.
    bound = date + "~" if word == "after" else date
    after = BOUNDS[word] == "after"
    return end, Tail(after=bound if after else None, before=None if after else bound, text=text)


def _date(words: Sequence[Word], at: int) -> tuple[int, str] | None:
    parts = [word.folded.rstrip(",") for word in words[at : at + 3]]
    if not parts:
        return None
    if re.fullmatch(r"(1\d|20)\d\d(-[01]\d(-[0-3]\d)?)?", parts[0]):
        return at + 1, parts[0]
    numbers = [MONTHS.get(part) for part in parts]
    if len(parts) > 1 and numbers[0] and _is_year(parts[1]):
        return at + 2, f"{parts[1]}-{numbers[0]:02d}"
    if len(parts) < 3 or not _is_year(parts[2]):
        return None
    month, day = (numbers[0], parts[1]) if numbers[0] else (numbers[1], parts[0])
    digits = re.fullmatch(r"([0-3]?\d)(st|nd|rd|th)?", day)
    return (at + 3, f"{parts[2]}-{month:02d}-{int(digits[1]):02d}") if month and digits else None


def _is_year(text: str) -> bool:
    return re.fullmatch(r"(1\d|20)\d\d", text) is not None
