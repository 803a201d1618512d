"""Parts of names that no capital begins: brands in small letters, numbers of units, parts after a dash."""

from __future__ import annotations

import re

from graph.annotate.names.capitals import CALENDAR
from graph.annotate.names.name_view import NameView
from graph.annotate.names.span_continuations import plain_end

BRAND = re.compile(r"[a-z]{1,2}[A-Z][A-Za-z]+")  # "iPhone", "eBay"
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
UNIT_ACRONYM_LETTERS = 3  # letters of the shortest acronym of a numbered unit: "512th AEG"
JOINING = frozenset("and or of on the for to de d'".split())
JOINING_WORDS = 3  # small words between two capitals in the title of an agreement: "and of the"


def opens_before_capitals(view: NameView, i: int) -> bool:
    """Whether a name begins here with a brand in small letters or the ordinal number of a unit."""
    token, after = view.doc[i], i + 1
    if after >= len(view.doc) or not view.capitals.inside[after] or view.capitals.starts[after]:
        return False
    if not token.whitespace_:
        return False
    return BRAND.fullmatch(token.text) is not None or _is_number_of_unit(view, i)


def _is_number_of_unit(view: NameView, i: int) -> bool:
    """Whether an ordinal in figures says which body of its kind is meant: "the 512th Fighter Squadron"."""
    doc = view.doc
    if ORDINAL.fullmatch(doc[i].text) is None or (i and doc[i - 1].lower_ in CALENDAR):
        return False
    first = doc[i + 1]
    if first.is_upper and first.is_alpha and len(first) >= UNIT_ACRONYM_LETTERS:
        facts = view.spans[i + 1, i + 2]
        return facts.known is None and facts.state is None
    end = i + 1
    while end < len(doc) and view.capitals.inside[end] and not view.capitals.starts[end]:
        end += 1
        if view.is_a(view.spans[i + 1, end].head, "Organization"):
            return True
    return False


def number_after_acronym(view: NameView, start: int, end: int) -> int | None:
    """ "Task Force (TF) 41": the number of a unit after its acronym in brackets."""
    doc = view.doc
    if end + 3 >= len(doc) or doc[end].text != "(" or doc[end + 2].text != ")":
        return None
    inside, number = doc[end + 1], doc[end + 3]
    numbered = number.text.isdigit() and number.ent_type_ != "DATE"
    body = view.is_a(view.spans[start, end].head, "Organization")
    return end + 4 if inside.is_upper and numbered and body else None


def dash_part(view: NameView, start: int, end: int) -> int | None:
    """ "Joint Task Force – Northern Shield": the operation or place of a unit, after a dash with spaces."""
    doc, after = view.doc, end + 1
    if after >= len(doc) or doc[end].text not in "-–—" or not doc[end].whitespace_:
        return None
    if not doc[end - 1].whitespace_ or not view.capitals.inside[after]:
        return None
    stop = after
    while stop < len(doc) and view.capitals.inside[stop] and not view.capitals.starts[stop]:
        stop += 1
    if stop < len(doc) and doc[stop].text in "-–—" and doc[stop].whitespace_:
        return None  # a parenthesis between two dashes
    unit = doc[end - 1].lower_ in view.lexicon.words("noun", "DashedUnit")
    return _without_role(view, after, stop) if unit else None


def _without_role(view: NameView, start: int, stop: int) -> int | None:
    """Where capitals end before a title among them; None where they are no part of a unit's name."""
    words = view.lexicon
    role = (
        i
        for i in range(start, stop)
        if view.doc[i].lower_ in words.role_heads or view.doc[i].lower_.rstrip(".") in words.titles
    )
    first = next(role, stop)
    return first if first > start else None


def gerund_title(view: NameView, start: int, end: int) -> int | None:
    """ "Convention Abolishing Port Dues and Taxes on Inheritance": what an agreement does is in its title."""
    doc = view.doc
    if view.spans[start, end].titled_with_gerund is None:
        return None
    at = end + (doc[end].text == ",")
    while at < len(doc) and at - end < JOINING_WORDS and doc[at].lower_ in JOINING:
        at += 1
    if at == end or at >= len(doc) or not view.capitals.opening[at]:
        return None
    stop = plain_end(view, at)
    apart = view.spans[at, at + 1].state or view.is_a(view.spans[at, stop].head, "Agreement", "Document")
    return None if apart or doc[at].lower_ in view.lexicon.role_heads else at + 1
