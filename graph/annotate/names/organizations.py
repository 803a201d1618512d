"""Which names are one body: acronyms, word order of ministries, short forms, and the state it is of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from spacy.tokens import Doc, Token

from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.gazetteer import Gazetteer, name_key

NAME_FUNCTION_WORDS = frozenset("of the for and on in to & 's ’s at a an".split())  # acronyms leave them out


@lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[str, ...]:
    """The words that tell bodies apart: lower case, no small words, no dots, plural s gone.

    >>> words_of("Ministry of Foreign Affairs")
    ('ministry', 'foreign', 'affair')
    """
    plain = re.sub(r"['’]s\b", "", name.casefold()).replace(".", "").replace("’", "'")
    found = [w for w in re.split(r"[^\w&]+", plain) if w and w not in NAME_FUNCTION_WORDS]
    return tuple(w[:-1] if len(w) > 4 and w.endswith("s") and not w.endswith("ss") else w for w in found)


def initials(name: str) -> str:
    """The letters an acronym of the name would have.

    >>> initials("Group of Governmental Experts")
    'GGE'
    """
    return "".join(
        w[0].upper() for w in re.split(r"[^\w]+", name) if w and w.casefold() not in NAME_FUNCTION_WORDS
    )


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


MEMBERSHIP_VERBS = frozenset({"include", "comprise", "consist", "contain", "involve", "number"})
MEMBERSHIP_STEPS = 6  # steps up the tree from a name in a list of members to the verb of its clause


def state_of(doc: Doc, name: Candidate, places: Gazetteer) -> str | None:
    """The state that stands with a body's name: before ("Chinese", "China's"), "of" it, or by its capital."""
    if name.state is not None:
        return name.state
    token = doc[name.start - 1] if name.start else None
    if token is not None and token.lower_ in ("'s", "’s", "'", "’"):
        return _state_ending(doc, token.i, places) if token.i else None
    if (
        token is not None
        and token.text[0].isupper()
        and (state := _state_ending(doc, name.start, places)) is not None
    ):
        return state
    return _state_after(doc, name.end, places)


def _state_ending(doc: Doc, end: int, places: Gazetteer) -> str | None:
    for start in range(max(0, end - 3), end):
        if (state := places.state(doc[start:end].text)) is not None:
            return state.code or state.label
    return None


def _state_after(doc: Doc, end: int, places: Gazetteer) -> str | None:
    """The state that follows with "of", or whose capital follows with "in"."""
    if end + 1 >= len(doc) or doc[end].lower_ not in ("of", "in"):
        return None
    first = end + 2 if doc[end + 1].lower_ == "the" and end + 2 < len(doc) else end + 1
    if doc[end].lower_ == "in":
        state = places.capitals.get(name_key(doc[first].text))
        return state.code if state is not None else None
    for stop in range(min(len(doc), first + 5), first, -1):
        if doc[first].text[0].isupper() and (state := places.state(doc[first:stop].text)) is not None:
            return state.code or state.label
    return None


def passed_state(doc: Doc, name: Candidate, states: Mapping[int, str]) -> str | None:
    """The state that a body takes from the list it stands in, or from the noun or clause the list belongs to.

    "the U.S. Department of State, National Security Council and FBI"; "the Chinese delegation included
    representatives from the Ministry of Justice". `states` gives the state of each token that names one or
    whose name has one.
    """
    token = doc[name.head]
    for _ in range(MEMBERSHIP_STEPS):
        above = token.head
        if above.i == token.i or token.dep_ not in (
            "conj",
            "pobj",
            "prep",
            "appos",
            "dobj",
            "attr",
            "compound",
        ):
            return None
        if token.dep_ in ("dobj", "attr") or (token.dep_ == "prep" and above.pos_ == "VERB"):
            return _of_subject(above, states)
        token = above
        if token.i in states and token.dep_ != "prep":
            return states[token.i]
        if token.pos_ in ("NOUN", "PROPN") and (found := _on_the_left(token, states)) is not None:
            return found
    return None


def _of_subject(verb: Token, states: Mapping[int, str]) -> str | None:
    """The state of the subject of a verb that lists members."""
    if verb.lemma_ not in MEMBERSHIP_VERBS:
        return None
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return None if subject is None else states.get(subject.i) or _on_the_left(subject, states)


def _on_the_left(noun: Token, states: Mapping[int, str]) -> str | None:
    found = {
        states[c.i] for c in noun.lefts if c.i in states and c.dep_ in ("amod", "compound", "nmod", "poss")
    }
    return found.pop() if len(found) == 1 else None


def bracketed(
    doc: Doc, names: Iterable[Candidate], heads: Callable[[list[str]], str | None]
) -> dict[int, str]:
    """Acronyms in brackets, by the token they stand at, to the words they shorten, "" where unknown.

    After a body's name any capitals are its acronym, in whatever language ("National Union … (UNITA)").
    """
    found: dict[int, str] = {}
    ends = {name.end: name for name in names}
    for token in doc:
        text = token.text
        capitals = text[0].isupper() and len(text) < 11 and sum(c.isupper() for c in text) > 1
        if capitals and _in_brackets(token):
            before = ends.get(token.i - 1)
            if before is not None and (
                is_acronym_of(token.text, before.text(doc)) or _may_shorten(doc, before, heads)
            ):
                found[token.i] = before.text(doc)
            else:
                found[token.i] = _expansion(doc, token) or ""
    return found


def _may_shorten(doc: Doc, name: Candidate, heads: Callable[[list[str]], str | None]) -> bool:
    if (
        name.label in ("PERSON", "STATE", "GPE", "LOC", "NORP")
        or name.titled
        or name.role
        or name.end - name.start < 2
    ):
        return False
    return name.label == "ORG" or heads([t.lower_ for t in doc[name.start : name.end]]) is not None


def _in_brackets(token: Token) -> bool:
    return 0 < token.i < len(token.doc) - 1 and token.nbor(-1).text == "(" and token.nbor(1).text == ")"


def _expansion(doc: Doc, token: Token) -> str | None:
    for size in range(len(token.text), len(token.text) + 5):
        start = token.i - 1 - size
        if start >= 0 and is_acronym_of(token.text, doc[start : token.i - 1].text):
            return doc[start : token.i - 1].text
    return None
