"""Which names are one organization: acronyms, word order, short forms, and the state that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from spacy.tokens import Token

from graph.annotate.names.acronyms import NAME_FUNCTION_WORDS, is_acronym_of
from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.name_view import NameView
from graph.grammar.tree import subject
from graph.grammar.words import LEFT_MODIFIERS, POSSESSIVE_CLITICS


@lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[str, ...]:
    """The words that distinguish organizations: lower case, no function words, no dots, no plural s.

    >>> words_of("Ministry of Foreign Affairs")
    ('ministry', 'foreign', 'affair')
    """
    plain = re.sub(r"['’]s\b", "", name.casefold()).replace(".", "").replace("’", "'")
    found = [w for w in re.split(r"[^\w&]+", plain) if w and w not in NAME_FUNCTION_WORDS]
    return tuple(w[:-1] if len(w) > 4 and w.endswith("s") and not w.endswith("ss") else w for w in found)


def short_form(short: Sequence[str], full: Sequence[str], heads: frozenset[str]) -> bool:
    """Whether the words of one organization's name shorten another's.

    Either the full name begins with the short one ("Westinghouse" of "Westinghouse Electric"), or
    both have one head word and the short one leaves words out ("Foreign Ministry").
    """
    if not short or len(short) >= len(full):
        return False
    if tuple(full[: len(short)]) == tuple(short):
        return not (short[-1] in heads and (len(short) == 1 or full[-1] in heads))
    if any(word.startswith(COMPASS_POINTS) for word in set(full) - set(short)):
        return False  # the Arland League is not the North Arland League
    shared = set(short) & set(full) & heads
    return bool(shared) and len(short) > 1 and set(short) < set(full)


COMPASS_POINTS = ("north", "south", "east", "west")
LIST_LABELS = frozenset({"conj", "pobj", "prep", "appos", "dobj", "attr", "compound"})
STATE_WORDS_BEFORE = 3  # tokens of a state's name before an organization's
STATE_WORDS_AFTER = 5  # the same after "of": "of the Democratic Republic of the Congo"
ACRONYM_LENGTH = 10  # characters of the longest acronym in brackets
EXPANSION_EXTRA_WORDS = 5  # words beyond the letters of an acronym in the phrase that it shortens
MEMBERSHIP_STEPS = 6  # steps up the tree from a name in a list of members to the verb of its clause


def state_of(view: NameView, name: Candidate) -> str | None:
    """The state of an organization: before its name ("Chinese", "China's"), after "of", or by its capital."""
    if name.state is not None:
        return name.state
    before = view.doc[name.start - 1] if name.start else None
    if before is not None and before.lower_ in POSSESSIVE_CLITICS:
        return _state_ending(view, before.i) if before.i else None
    state = _state_ending(view, name.start) if before is not None and before.text[0].isupper() else None
    return state or _state_after(view, name.end)


def _state_ending(view: NameView, end: int) -> str | None:
    for start in range(max(0, end - STATE_WORDS_BEFORE), end):
        if (state := view.spans[start, end].state) is not None:
            return state.code or state.label
    return None


def _state_after(view: NameView, end: int) -> str | None:
    """The state that follows with "of", or whose capital follows with "in"."""
    doc = view.doc
    if end + 1 >= len(doc) or doc[end].lower_ not in ("of", "in"):
        return None
    first = end + 2 if doc[end + 1].lower_ == "the" and end + 2 < len(doc) else end + 1
    if doc[end].lower_ == "in":
        capital = view.places.capitals.get(view.spans[first, first + 1].key)
        return capital.code if capital is not None else None
    if not doc[first].text[0].isupper():
        return None
    for stop in range(min(len(doc), first + STATE_WORDS_AFTER), first, -1):
        if (state := view.spans[first, stop].state) is not None:
            return state.code or state.label
    return None


def inherited_state(view: NameView, name: Candidate, states: Mapping[int, str]) -> str | None:
    """The state that an organization shares with its list, or with the noun or clause around the list.

    "the U.S. Department of State, National Security Council and FBI"; "the Chinese delegation included
    representatives from the Ministry of Justice". `states` gives the state of each token that names one or
    whose name has one.
    """
    token = view.doc[name.head]
    for _ in range(MEMBERSHIP_STEPS):
        above = token.head
        if above.i == token.i or token.dep_ not in LIST_LABELS:
            return None
        if token.dep_ in ("dobj", "attr") or (token.dep_ == "prep" and above.pos_ == "VERB"):
            listing = above.lemma_ in view.lexicon.words("verb", "Delegation")
            return _of_subject(above, states) if listing else None
        token = above
        if token.i in states and token.dep_ != "prep":
            return states[token.i]
        if token.pos_ in ("NOUN", "PROPN") and (found := _on_the_left(token, states)) is not None:
            return found
    return None


def _of_subject(verb: Token, states: Mapping[int, str]) -> str | None:
    """The state of the subject of a verb that lists members."""
    group = subject(verb)
    return None if group is None else states.get(group.i) or _on_the_left(group, states)


def _on_the_left(noun: Token, states: Mapping[int, str]) -> str | None:
    found = {states[c.i] for c in noun.lefts if c.i in states and c.dep_ in LEFT_MODIFIERS}
    return found.pop() if len(found) == 1 else None


def bracketed(view: NameView, names: Iterable[Candidate]) -> dict[int, str]:
    """Acronyms in brackets, by their token, to the words that they shorten, "" where unknown.

    After an organization's name any capitals are its acronym, in any language ("National Union … (UNITA)").
    """
    ends = {name.end: name for name in names}
    return {
        token.i: _shortened(view, token, ends.get(token.i - 1)) for token in view.doc if _in_brackets(token)
    }


def _in_brackets(token: Token) -> bool:
    """Whether a token may be an acronym and is all that a bracket has."""
    text = token.text
    if not text[0].isupper() or len(text) > ACRONYM_LENGTH or sum(c.isupper() for c in text) < 2:
        return False
    return 0 < token.i < len(token.doc) - 1 and token.nbor(-1).text == "(" and token.nbor(1).text == ")"


def _shortened(view: NameView, token: Token, before: Candidate | None) -> str:
    if view.places.state(token.text) is not None:  # "Acme Technologies (USA)" is no acronym
        return ""
    if before is not None and (is_acronym_of(token.text, before.text) or _has_acronym(view, before)):
        return before.text
    for size in range(len(token.text), len(token.text) + EXPANSION_EXTRA_WORDS):
        start = token.i - 1 - size
        if start >= 0 and is_acronym_of(token.text, view.doc[start : token.i - 1].text):
            return view.doc[start : token.i - 1].text
    return ""


def _has_acronym(view: NameView, name: Candidate) -> bool:
    """Whether capitals in brackets after a name are its acronym whatever their letters."""
    if name.label in ("PERSON", "STATE", "GPE", "LOC", "NORP") or name.titled or name.role or name.is_single:
        return False
    return name.label == "ORG" or view.spans[name.start, name.end].head is not None
