"""What the clause around a date says of it: whether it looks ahead, and what is right next to it."""

from __future__ import annotations

import re
from collections.abc import Collection

from spacy.tokens import Doc, Token

from graph.annotate.dates.resolvers import Context
from graph.annotate.lexicon import Lexicon
from graph.grammar.words import FINITE, PREDICATES

HIGHEST_GOVERNOR = 10  # steps from a date up to the verb of its clause
PLANNED_BEFORE = re.compile(
    r"\b(?:will|shall|may|might|could|should|must|would|due|to be|(?:is|are|was|were) to)\b[^.;,]{0,60}$|"
    r"\b(?:for|by|until)(?: the (?:end|start|beginning) of)? $"
)
"""What before a date says that it is still to come, in a text that is not parsed."""
LIMITS = frozenset({"by", "until", "till"})
BACKWARD = frozenset({"since", "after", "from"})
ENDING = frozenset('.,;:!?)”"—–')


def surroundings(doc: Doc, start: int, end: int, words: Lexicon) -> Context:
    """The context of the date at the tokens `start` to `end`."""
    after = doc[end] if end < len(doc) else None
    alone = after is None or after.is_space or after.text in ENDING
    fronted = any(t.is_sent_start for t in doc[max(0, start - 2) : start + 1]) or start == 0
    if not doc.has_annotation("DEP"):
        text = doc.text[max(0, doc[start].idx - 80) : doc[start].idx]
        return Context(ahead=PLANNED_BEFORE.search(text) is not None, fronted=fronted, alone=alone)
    root = doc[start:end].root
    verb, preposition, planned = _governor(root, words)
    ahead = planned or (verb is not None and _ahead(verb, preposition, words))
    return Context(
        ahead=ahead,
        past=verb is not None and not ahead and _is_past(verb),
        modifies=any(t.head.i >= end and t.head.pos_ in ("NOUN", "PROPN") for t in doc[start:end]),
        fronted=fronted,
        alone=alone,
    )


def noun_after(doc: Doc, i: int) -> str | None:
    """The tag of the noun that a date before it distinguishes ("the 2013 report"), None without one."""
    for token in doc[i : i + 3]:
        if token.pos_ == "NOUN":
            return token.tag_
        if token.pos_ not in ("ADJ", "PROPN"):
            return None
    return None


def _governor(date: Token, words: Lexicon) -> tuple[Token | None, str, bool]:
    """The verb of a date's clause, the preposition of the date, and whether a noun on the way is planned."""
    at, preposition = date, ""
    for _ in range(HIGHEST_GOVERNOR):
        if at.dep_ == "prep" and not preposition:
            preposition = at.lower_
        if at.pos_ in PREDICATES and at.i != date.i:
            return at, preposition, False
        if at.pos_ in ("NOUN", "PROPN") and any(
            c.lower_ in words.words("adjective", "Planned") for c in at.children
        ):
            return None, preposition, True
        if at.pos_ == "ADJ" and at.lower_ in words.words("adjective", "Planned"):
            return None, preposition, True
        if at.head.i == at.i:
            break
        at = at.head
    return None, preposition, False


def _ahead(verb: Token, preposition: str, words: Lexicon) -> bool:
    """Whether a verb with a date by this preposition is about a time to come."""
    if preposition in BACKWARD:
        return False
    if preposition in LIMITS and not _is_perfect(verb):
        affected = any(c.dep_ in ("dobj", "nsubjpass", "auxpass", "dative") for c in verb.children)
        return affected or verb.tag_ == "VBN" or looks_ahead(verb, words)
    if preposition == "for" and verb.tag_ == "VBN":
        return True
    return looks_ahead(verb, words)


def looks_ahead(verb: Token, words: Lexicon) -> bool:
    """Whether a verb tells what is to come as the text is written: "will meet", "plans to meet", "meets"."""
    at = verb
    for _ in range(HIGHEST_GOVERNOR):
        auxiliaries = [c for c in at.children if c.dep_ in ("aux", "auxpass")]
        if at.tag_ != "VB" and at.lemma_.lower() in words.words("objectVerb", "Planned"):
            return not _is_perfect(at)
        if any(a.tag_ == "MD" for a in auxiliaries):
            return not _is_perfect(at)
        if any(a.lower_ == "to" for a in auxiliaries):
            found = _infinitive(at, words)
        else:
            found = _finite(at, auxiliaries, words)
        if found is not None or at.head.i == at.i or at.head.pos_ not in PREDICATES:
            return bool(found)
        at = at.head
    return False


def _infinitive(verb: Token, words: Lexicon) -> bool | None:
    """What an infinitive tells by what governs it: "agreed to meet", "talks to be held"; None: look there."""
    above = verb.head
    if verb.dep_ in ("acl", "relcl") or above.lemma_ == "be" or above.pos_ == "ADJ":
        return True
    if verb.dep_ in ("xcomp", "ccomp") and above.pos_ in PREDICATES:
        forms: Collection[str] = {above.lemma_.lower(), f"be {above.lower_}"}
        return None if words.words("verb", "Asserted").intersection(forms) else True
    return None


def _finite(verb: Token, auxiliaries: list[Token], words: Lexicon) -> bool | None:
    """What tense tells: the present of what is fixed for a day; None for a form without a tense."""
    tensed = [t for t in (verb, *auxiliaries) if t.tag_ in FINITE]
    if not tensed:
        return None
    present = all(t.tag_ != "VBD" for t in tensed) and not _is_perfect(verb)
    return present and verb.lemma_.lower() not in words.says


def _is_perfect(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)


def _is_past(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBN") or _is_perfect(verb)
