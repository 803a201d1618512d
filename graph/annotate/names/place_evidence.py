"""What tells that a name is a place's: who lives, was born or has a seat there, and what it lies in."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from graph.annotate.lexicon import Lexicon
from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.gazetteer import Gazetteer, name_key
from graph.annotate.names.person_evidence import first_conjunct

PLACE_ONLY_PREPOSITIONS = frozenset({"near", "outside"})  # what only places stand after
LOCATIVE_PREPOSITIONS = frozenset({"in", "inside", "around"})
LAND = ("GPE", "LOC")


def by_whereabouts(doc: Doc, name: Candidate, words: Lexicon, places: Gazetteer) -> dict[str, float]:
    """What is said to lie somewhere, or to have something in it: "near Basra", "Basra, Iraq"."""
    found = _by_preposition(doc, name)
    if _is_stayed_in(first_conjunct(doc[name.head]), words):
        found += 2.5
    if name.label in LAND and _lies_in(doc, name.end, places):
        found += 1.5
    elif _lies_in(doc, name.end, places, plainly=True) and name.label != "PERSON":
        found += 2.0
    if _goes_on(doc, name, places):
        found += 2.0
    return {"Place": found} if found else {}


def _by_preposition(doc: Doc, name: Candidate) -> float:
    head, before = doc[name.head], doc[name.start - 1] if name.start else None
    if before is not None and before.lower_ in PLACE_ONLY_PREPOSITIONS:
        return 4.0
    if (
        head.dep_ == "pobj"
        and head.head.lower_ in LOCATIVE_PREPOSITIONS
        and head.ent_type_ not in ("DATE", "TIME")
    ):
        return 2.0 if head.pos_ == "PROPN" else 1.5
    return 0.0


def _is_stayed_in(head: Token, words: Lexicon) -> bool:
    """Whether a name is where somebody lives or something stands: "born in X", "a resident of X"."""
    if head.dep_ != "pobj":
        return False
    above, preposition = head.head.head, head.head.lower_
    if above.pos_ == "NOUN":
        return f"{above.lemma_.lower()} {preposition}" in words.words("noun", "Staying")
    verbs = words.verbs_of("Staying")
    wanted = verbs.get(above.lemma_.lower(), frozenset()) | verbs.get(f"be {above.lower_}", frozenset())
    return preposition in wanted


def _lies_in(doc: Doc, end: int, places: Gazetteer, *, plainly: bool = False) -> bool:
    """Whether a comma and a state follow; `plainly` when nothing but a comma or stop follows the state."""
    if end + 1 >= len(doc) or doc[end].text != ",":
        return False
    if not plainly:
        return places.state(doc[end + 1].text) is not None
    for stop in (end + 2, end + 3):
        text = doc[end + 1 : stop].text
        known = places.state(text) or name_key(text) in places.us_states or text in places.us_codes
        if known and text[0].isupper():
            return stop >= len(doc) or doc[stop].is_punct or doc[stop].pos_ in ("CCONJ", "VERB", "AUX", "ADP")
    return False


def _goes_on(doc: Doc, name: Candidate, places: Gazetteer) -> bool:
    """Whether a name says where the place before it lies: "in Brisbane, | Queensland"."""
    if name.start < 3 or doc[name.start - 1].text != ",":
        return False
    before, head = doc[name.start - 2], doc[name.head]
    if before.ent_type_ not in LAND or name_key(before.text) not in places.cities:
        return False
    return head.dep_ in ("appos", "conj", "npadvmod", "nmod") and before.dep_ == "pobj"


def is_code(token: Token, places: Gazetteer) -> bool:
    """Whether a token is a state's short form after a city: "Lawrence, KS"."""
    text = token.text
    if len(text) > 3 or token.i < 2 or text.rstrip(".").upper() not in places.us_codes:
        return False
    before = token.nbor(-2)
    return token.nbor(-1).text == "," and before.text[0].isupper() and before.pos_ == "PROPN"
