"""Evidence that a name is a place's: who lives, was born or has a seat there, and where it is."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from graph.annotate.lexicon import Lexicon
from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.gazetteer import Gazetteer
from graph.annotate.names.name_view import NameView
from graph.grammar.tree import first_conjunct, slot

PLACE_ONLY_PREPOSITIONS = frozenset({"near", "outside"})  # only places follow these
LOCATIVE_PREPOSITIONS = frozenset({"in", "inside", "around"})
LAND = ("GPE", "LOC")


def by_location(view: NameView, name: Candidate) -> Mapping[str, float]:
    """What is near, in or around a place, and the state after a comma: "near Basra", "Basra, Iraq"."""
    found = _by_preposition(view, name)
    if _is_stayed_in(first_conjunct(view.doc[name.head]), view.lexicon):
        found += 2.5
    if name.label in LAND and _before_state(view, name.end):
        found += 1.5
    elif name.label != "PERSON" and _before_state_alone(view, name.end):
        found += 2.0
    if _follows_city(view, name):
        found += 2.0
    if _is_held(view, name):
        found += 8.0
    return {"Place": found} if found else {}


def _by_preposition(view: NameView, name: Candidate) -> float:
    doc = view.doc
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


def _is_held(view: NameView, name: Candidate) -> bool:
    """Whether a participle says who has a place: "rebel-held X"."""
    doc, at = view.doc, name.start - 1
    return (
        at > 1 and doc[at - 1].text == "-" and doc[at].lower_ in view.lexicon.words("noun", "HeldTerritory")
    )


def _is_stayed_in(head: Token, words: Lexicon) -> bool:
    """Whether a name is where someone lives or something is: "born in X", "a resident of X"."""
    word, preposition = slot(head)
    if word.pos_ == "NOUN":
        return f"{word.lemma_.lower()} {preposition}" in words.words("noun", "Staying")
    verbs = words.verbs_of("Staying")
    taken = verbs.get(word.lemma_.lower(), frozenset()) | verbs.get(f"be {word.lower_}", frozenset())
    return bool(preposition) and preposition in taken


def _before_state(view: NameView, end: int) -> bool:
    """Whether a comma and a state follow."""
    doc = view.doc
    return end + 1 < len(doc) and doc[end].text == "," and view.spans[end + 1, end + 2].state is not None


def _before_state_alone(view: NameView, end: int) -> bool:
    """Whether a comma and a state or U.S. state follow, and then a mark, a verb or a preposition."""
    doc, places = view.doc, view.places
    if end + 1 >= len(doc) or doc[end].text != ",":
        return False
    for stop in (end + 2, end + 3):
        facts = view.spans[end + 1, stop]
        known = facts.state or facts.key in places.us_states or facts.text in places.us_codes
        if known and facts.text[0].isupper():
            return stop >= len(doc) or doc[stop].is_punct or doc[stop].pos_ in ("CCONJ", "VERB", "AUX", "ADP")
    return False


def _follows_city(view: NameView, name: Candidate) -> bool:
    """Whether a name says where the city before it is: "in Brisbane, | Queensland"."""
    doc = view.doc
    if name.start < 3 or doc[name.start - 1].text != ",":
        return False
    before, head = doc[name.start - 2], doc[name.head]
    if before.ent_type_ not in LAND or not view.spans[name.start - 2, name.start - 1].is_city:
        return False
    return head.dep_ in ("appos", "conj", "npadvmod", "nmod") and before.dep_ == "pobj"


def is_code(token: Token, places: Gazetteer) -> bool:
    """Whether a token is the code of a U.S. state after a city: "Lawrence, KS"."""
    text = token.text
    if len(text) > 3 or token.i < 2 or text.rstrip(".").upper() not in places.us_codes:
        return False
    before = token.nbor(-2)
    return token.nbor(-1).text == "," and before.text[0].isupper() and before.pos_ == "PROPN"
