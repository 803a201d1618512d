"""Which names are one body: acronyms, word order of ministries, short forms, and the state it is of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from graph.annotate.gazetteer import Gazetteer
from graph.annotate.names import Candidate

SMALL = frozenset("of the for and on in to & 's ’s at a an".split())


def words_of(name: str) -> tuple[str, ...]:
    """The words that tell bodies apart: lower case, no small words, no dots, plural s gone.

    >>> words_of("Ministry of Foreign Affairs")
    ('ministry', 'foreign', 'affair')
    """
    plain = re.sub(r"['’]s\b", "", name.casefold()).replace(".", "").replace("’", "'")
    found = [w for w in re.split(r"[^\w&]+", plain) if w and w not in SMALL]
    return tuple(w[:-1] if len(w) > 4 and w.endswith("s") and not w.endswith("ss") else w for w in found)


def initials(name: str) -> str:
    """The letters an acronym of the name would have.

    >>> initials("Group of Governmental Experts")
    'GGE'
    """
    return "".join(w[0].upper() for w in re.split(r"[^\w]+", name) if w and w.casefold() not in SMALL)


def is_acronym_of(short: str, name: str) -> bool:
    """Whether `short` is made of the name's initials, small words counted or not."""
    letters = short.replace(".", "").upper()
    every = "".join(w[0].upper() for w in re.split(r"[^\w]+", name) if w)
    return len(letters) > 1 and letters in (initials(name), every)


def short_form(short: Sequence[str], full: Sequence[str], heads: frozenset[str]) -> bool:
    """Whether the words of one body's name shorten another's.

    Either the full name goes on after the short one ("Westinghouse" of "Westinghouse Electric"), or
    both have one head word and the short one leaves words out ("Foreign Ministry").
    """
    if not short or len(short) >= len(full):
        return False
    if tuple(full[: len(short)]) == tuple(short):
        return not (short[-1] in heads and (len(short) == 1 or full[-1] in heads))
    shared = set(short) & set(full) & heads
    return bool(shared) and len(short) > 1 and set(short) < set(full)


def state_of(doc: Doc, name: Candidate, places: Gazetteer) -> str | None:
    """The state that stands with a body's name: before it ("Chinese", "China's"), or "of" it."""
    if name.state is not None:
        return name.state
    token = doc[name.start - 1] if name.start else None
    if token is not None and token.lower_ in ("'s", "’s", "'", "’"):
        token = token.nbor(-1) if token.i else None
        if token is not None:
            return _state_ending(doc, token.i + 1, places)
    before = doc[name.start - 1] if name.start else None
    if before is not None and before.text[0].isupper():
        return _state_ending(doc, name.start, places)
    return None


def _state_ending(doc: Doc, end: int, places: Gazetteer) -> str | None:
    for start in range(max(0, end - 3), end):
        if (state := places.state(doc[start:end].text)) is not None:
            return state.code or state.label
    return None


def bracketed(doc: Doc, names: Iterable[Candidate]) -> dict[int, str]:
    """Acronyms in brackets, by the token they stand at, to the words they shorten."""
    found: dict[int, str] = {}
    ends = {name.end: name for name in names}
    for token in doc:
        if _in_brackets(token) and token.text.replace(".", "").isupper() and 1 < len(token.text) < 9:
            before = ends.get(token.i - 1)
            if before is not None and is_acronym_of(token.text, before.text(doc)):
                found[token.i] = before.text(doc)
            else:
                found[token.i] = _expansion(doc, token) or ""
    return found


def _in_brackets(token: Token) -> bool:
    return 0 < token.i < len(token.doc) - 1 and token.nbor(-1).text == "(" and token.nbor(1).text == ")"


def _expansion(doc: Doc, token: Token) -> str | None:
    for size in range(len(token.text), len(token.text) + 5):
        start = token.i - 1 - size
        if start >= 0 and is_acronym_of(token.text, doc[start : token.i - 1].text):
            return doc[start : token.i - 1].text
    return None
