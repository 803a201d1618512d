"""Pass 1, spans: the stretches of capitals in which names are, with the lower-case words that join them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.annotate.names.capitals import CALENDAR
from graph.annotate.names.headings import shouted
from graph.annotate.names.name_view import NameView
from graph.annotate.names.place_evidence import is_code
from graph.annotate.names.span_continuations import CONTINUATIONS, INNER, fields_end, is_year, plain_end
from graph.annotate.names.whole_names import (
    dash_part,
    gerund_title,
    number_after_acronym,
    opens_before_capitals,
)

OPENING_PARTICLES = INNER - {"la", "y", "e", "der", "den", "zu", "du", "di"}
"""The particles with which a surname may begin in the middle of a sentence ("de Gaulle", "al-Assad")."""
LONGEST_KNOWN = 9  # tokens of the longest known name with lower-case words or a comma
SHOUTED_NAME_TOKENS = 4  # tokens of the longest known name in a sentence in capitals
RULES = (*CONTINUATIONS, number_after_acronym, dash_part, gerund_title)
EVENT_WORDS = 3  # lower-case words of a dated event after its capitals: "federal election"


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens `start` to `end`; `fixed` where the whole is one name that must not be cut."""

    start: int
    end: int
    fixed: bool = False


def candidate_spans(view: NameView) -> tuple[Span, ...]:
    """The spans of a Doc, in the order of the text; in sentences in capitals, only known names."""
    return tuple(_spans(view, shouted(view.doc)))


def _spans(view: NameView, loud: list[bool]) -> Iterator[Span]:
    doc, i = view.doc, 0
    while i < len(doc):
        text = doc[i].text
        may_open = not text[0].islower() or not text.islower() or text in OPENING_PARTICLES or loud[i]
        span = _span_at(view, i, loud=loud[i]) if may_open else None
        if span is not None:
            yield span
        i = i + 1 if span is None else span.end


def _span_at(view: NameView, i: int, *, loud: bool) -> Span | None:
    if (known := _known(view, i)) is not None:
        return known
    if loud:
        return _known_in_capitals(view, i)
    if (event := _dated_event(view, i)) is not None:
        return event
    if is_code(view.doc[i], view.places):
        return None
    if view.capitals.opening[i] or _opens_with_particle(view, i) or opens_before_capitals(view, i):
        return Span(i, _span_end(view, i))
    return None


def _known(view: NameView, i: int) -> Span | None:
    """A known name with a comma or lower-case words: "Washington, D.C.", "Trinidad and Tobago"."""
    doc, places = view.doc, view.places
    if not doc[i].text[0].isupper() or view.spans[i, i + 1].key not in places.openers:
        return None
    for end in range(min(len(doc), i + LONGEST_KNOWN), i + 2, -1):
        if view.spans[i, end].key in places.broken:
            whole = end == len(doc) or view.capitals.starts[end] or not _goes_on(view, i, end)
            return Span(i, end, fixed=True) if whole else None
    return None


def _goes_on(view: NameView, start: int, end: int) -> bool:
    """Whether a name may continue after a known one: "House of Commons of Canada", "Labor and …"."""
    capitals, doc = view.capitals, view.doc
    further = doc[end].lower_ == "of" and end + 1 < len(doc) and capitals.opening[end + 1]
    return capitals.inside[end] or further or fields_end(view, start, end) is not None


def _known_in_capitals(view: NameView, i: int) -> Span | None:
    if not view.doc[i].is_alpha and "." not in view.doc[i].text:
        return None
    for end in range(min(len(view.doc), i + SHOUTED_NAME_TOKENS), i, -1):
        facts = view.spans[i, end]
        named = facts.key in view.places.states or (facts.known is not None and end > i + 1)
        if len(facts.key) > 3 and named:
            return Span(i, end, fixed=True)
    return None


def _dated_event(view: NameView, i: int) -> Span | None:
    """An event named by year and place with lower-case words: "2004 Canadian federal election"."""
    doc, start = view.doc, i
    if doc[i].lower_ in CALENDAR and i + 1 < len(doc):
        i += 1
    if not is_year(doc[i]) or i + 2 >= len(doc):
        return None
    if not doc[i + 1].text[0].isupper() or not view.capitals.inside[i + 1]:
        return None
    named = plain_end(view, i + 1)
    end = _event_end(view, named)
    stops = range(end, named - 1, -1) if end is not None else ()
    return next((Span(start, s, fixed=True) for s in stops if _heads_event(view, s, s == named)), None)


def _event_end(view: NameView, named: int) -> int | None:
    """Where the lower-case words of an event's name end; None where they name a chamber instead."""
    doc, end = view.doc, named
    while end < len(doc) and end - named < EVENT_WORDS and doc[end].is_alpha:
        if doc[end].pos_ not in ("ADJ", "NOUN", "PROPN") or view.capitals.starts[end]:
            break
        if doc[end].lower_ in view.lexicon.words("noun", "Chamber"):
            return None
        end += 1
    return end


def _heads_event(view: NameView, end: int, in_capitals: bool) -> bool:
    """Whether the last token before `end` is the head noun of an event."""
    last, words = view.doc[end - 1], view.lexicon
    cls = words.heads.get((last.lower_,)) or words.heads.get((last.lemma_.lower(),))
    return view.is_a(cls or (words.name_heads.get((last.lower_,)) if in_capitals else None), "Event")


def _opens_with_particle(view: NameView, i: int) -> bool:
    """Whether a surname begins here with a lower-case particle: "de Gaulle", "al-Assad"."""
    doc = view.doc
    if doc[i].text not in OPENING_PARTICLES or i + 1 >= len(doc) or view.capitals.starts[i]:
        return False
    after = i + 2 if doc[i + 1].text == "-" and i + 2 < len(doc) else i + 1
    return (
        view.capitals.opening[after]
        and doc[after].ent_type_ not in ("GPE", "LOC")
        and doc[after].text.istitle()
    )


def _span_end(view: NameView, start: int) -> int:
    end = start + 1
    while end < len(view.doc) and not view.capitals.starts[end] and not view.doc[end].is_space:
        if view.capitals.inside[end]:
            end += 1
            continue
        further = next((f for rule in RULES if (f := rule(view, start, end)) is not None), None)
        if further is None:
            break
        end = further
    return end
