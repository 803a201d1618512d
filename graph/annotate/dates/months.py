"""Whether the name of a month alone is a month, and no person, verb or march."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from graph.annotate.dates.calendar_words import MONTHS

TEMPORAL = frozenset(
    "in since until till during throughout early late mid last next this around before after from to through "
    "between by of for".split()
)
CERTAIN_OF_MAY = frozenset("in since until till during throughout early late mid last next".split())
"""Words after which "May" is the month: "by May", "from May" and "this May" may be someone called so."""
COORDINATING = frozenset({"and", "or", ",", "-", "–", "to"})
HABITUAL = frozenset({"every", "each"})
CALLED = re.compile(
    r"\b(?!In |Since |By |Until |Last |From |Early |Late |This |Next |Of |The )[A-Z][a-z.]+ May\b(?! \d)"
)
ABBREVIATED_MONTH = re.compile(r"(?:Jan|Mar|Apr|Aug|Dec|Jun|Jul|Feb|Oct|Nov|Sept?)\.?$")


def is_month(doc: Doc, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a match that is a month's name and nothing else is a date."""
    name = match["month"]
    if doc[start].text != name and match.group() != name:  # "early May", "the end of June"
        return True
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    lower = after is not None and after.text[0].islower() and after.pos_ in ("NOUN", "ADJ", "")
    if before is None or before.is_space:
        return False
    if name == "May" and before.lower_ not in CERTAIN_OF_MAY and CALLED.search(doc.text):
        return False
    if before.lower_ in TEMPORAL:
        return True
    if before.lower_ in HABITUAL or ABBREVIATED_MONTH.match(name):
        return False
    if before.lower_ in COORDINATING:
        return start > 1 and doc[start - 2].text.rstrip(".").casefold() in MONTHS
    determined = before.pos_ in ("DET", "PRON", "ADJ", "PART") or before.lower_ in (
        "the",
        "a",
        "an",
        "’s",
        "'s",
    )
    return lower and (determined or before.text[0].islower())
