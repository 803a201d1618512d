"""The spaCy component that finds and resolves the dates of a Doc."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from spacy.language import Language
from spacy.tokens import Doc

from graph.annotate.dates import resolvers
from graph.annotate.dates.months import is_month
from graph.annotate.dates.narrative import DAY_LENGTH, Narrative
from graph.annotate.dates.patterns import TELLING, matches
from graph.annotate.dates.resolvers import Resolver
from graph.annotate.dates.surroundings import noun_after, surroundings
from graph.annotate.lexicon import lexicon
from graph.annotate.paragraphs import dateline_end
from graph.annotate.refs import Time
from graph.annotate.setup import ontology_of
from graph.ontology import Ontology

RANGE_START = re.compile(r"\b(?:from|between) $", re.I)
RANGE_JOINT = re.compile(r"^ ?(?:to|and|until|through|till|[-–—]) ?$")
EDGE = re.compile(r"\b(since|until|till|before|after)(?: the (?:end|start|beginning) of)? (?:\w+ )?$", re.I)
EDGES = {"since": "since", "until": "until", "till": "until", "before": "before", "after": "after"}
SIDE_OF_A_DATE = ("before", "after")
DATELINE_REACH = 7  # days between a dateline's day and the publication at most


@Language.factory("whereas_dates", default_config={"ontology": ""}, assigns=["doc._.times"])
def make_dates(nlp: Language, name: str, ontology: str) -> Dates:
    """The component for a registered ontology."""
    return Dates(ontology_of(ontology))


@dataclass(frozen=True, slots=True)
class Found:
    """A resolved date in characters; `until` closes a range that one expression writes ("2015-16")."""

    begin: int
    end: int
    value: str
    until: str | None = None


class Dates:
    """Finds dates in the order of the text, so that each is resolved against those before it."""

    def __init__(self, ontology: Ontology) -> None:
        self.lexicon = lexicon(ontology)

    def __call__(self, doc: Doc) -> Doc:
        """Find and resolve the dates of a Doc."""
        starts = [token.idx for token in doc]
        doc._.times = list(_ranges(doc, starts, list(self._resolved(doc, starts))))
        return doc

    def _resolved(self, doc: Doc, starts: list[int]) -> Iterator[Found]:
        narrative = Narrative(doc._.published)
        dateline = dateline_end(doc, 0) if len(doc) else -1
        text, paragraph = doc.text, 0
        for match, resolver in matches(text):
            start, end = bisect_left(starts, match.start() + 1) - 1, bisect_left(starts, match.end())
            if not self._is_date(doc, start, end, match, resolver):
                continue
            if "\n" in text[paragraph : match.start()]:
                narrative.frame, paragraph = None, match.start()
            context = surroundings(doc, start, end, self.lexicon)
            value = resolver(match, narrative, context)
            noun = noun_after(doc, end) if match.group().isdigit() else None
            if value is None or noun == "NNS":
                continue
            yield Found(match.start(), match.end(), value, _short_range(match))
            if start < dateline:
                narrative.published = _dated(narrative, value)
            elif noun is None:
                _move_on(narrative, value, match if resolver in TELLING else None, fronted=context.fronted)

    def _is_date(self, doc: Doc, start: int, end: int, match: re.Match[str], resolver: Resolver) -> bool:
        """Whether what looks like a date is no name, no verb and no number of a series."""
        if resolver is resolvers.near_day and match.group()[0].isupper() and start > 0:
            return bool(doc[start].is_sent_start or not doc[start - 1].text[0].isupper())
        if resolver is not resolvers.absolute:
            return True
        part = match.groupdict()
        if part.get("month"):
            return bool(part.get("day") or part.get("year")) or is_month(doc, match, start, end)
        before = doc[start - 1].lower_ if start else ""
        return before not in self.lexicon.words("noun", "Numbered")


def _short_range(match: re.Match[str]) -> str | None:
    """The last year of "2015-16"; none for "2001-02", which may be a month."""
    part = match.groupdict()
    if not part.get("until"):
        return None
    until, year = int(part["until"]), int(part["year"])
    return f"{year // 100}{until:02d}" if until > year % 100 else None


def _dated(narrative: Narrative, value: str) -> str | None:
    """The day of a dateline, where it is near the day of publication and so that of the article."""
    published = narrative.day()
    if len(value) < DAY_LENGTH or published is None:
        return narrative.published
    near = abs((date.fromisoformat(value) - published).days) <= DATELINE_REACH
    return value if near else narrative.published


def _move_on(narrative: Narrative, value: str, telling: re.Match[str] | None, *, fronted: bool) -> None:
    """Take in that the text mentions a date now; `telling` is the match of one that later dates go by."""
    narrative.focus = value
    if telling is None:
        return
    narrative.told.append(value)
    if telling.groupdict().get("year"):
        narrative.written = value
    if len(value) == len("2015"):
        narrative.frame = int(value) if fronted else None
    elif narrative.frame is not None and int(value[:4]) != narrative.frame:
        narrative.frame = None


def _ranges(doc: Doc, starts: list[int], found: list[Found]) -> Iterator[Time]:
    text, skip = doc.text, False
    for here, after in zip_longest(found, found[1:]):
        if skip:
            skip = False
            continue
        before, end, until = text[max(0, here.begin - 30) : here.begin], here.end, here.until
        if after is not None and until is None and _joins(text[here.end : after.begin], before):
            end, until, skip = after.end, after.value, True
        last = bisect_left(starts, end)
        yield Time(
            start=bisect_left(starts, here.begin + 1) - 1,
            end=last,
            value=here.value,
            until=until,
            edge=_edge(before, modifies=noun_after(doc, last) is not None),
        )


def _edge(before: str, *, modifies: bool) -> str | None:
    """What an open span has at the date; "after the 2007 election" tells nothing of 2007 itself."""
    told = EDGE.search(before)
    edge = EDGES[told[1].casefold()] if told else None
    return None if modifies and edge in SIDE_OF_A_DATE else edge


def _joins(between: str, before: str) -> bool:
    """Whether two dates are the ends of a range: "from 2009 to 2013", "2009–2013"."""
    joint = RANGE_JOINT.match(between)
    return joint is not None and (RANGE_START.search(before) is not None or between.strip() in "-–—")
