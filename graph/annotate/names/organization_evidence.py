"""What tells that a name is a body's: offices held in it, what belongs to it, who joins and leaves it."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from graph.annotate.lexicon import Lexicon
from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.english import is_english
from graph.annotate.names.gazetteer import Gazetteer, name_key
from graph.annotate.names.noun_evidence import NO_ENTITY
from graph.annotate.names.person_evidence import first_conjunct


def by_neighbours(doc: Doc, name: Candidate, lexicon: Lexicon, places: Gazetteer) -> dict[str, float]:
    """Nouns that name tells of: "the port of X", "X's chief executive", "X shares", "a spokesman for X"."""
    head = first_conjunct(doc[name.head])
    if head.dep_ in ("poss", "compound", "nmod") and head.head.i >= name.end:
        return _owner(head, lexicon)
    if head.dep_ == "pobj" and head.head.lower_ in ("of", "for", "at", "in"):
        return _held_in(doc, name, head, lexicon, places)
    return {}


def _owner(head: Token, lexicon: Lexicon) -> dict[str, float]:
    """A name before a noun: "X's chief executive", "the X subsidiary"."""
    noun = head.head.lemma_.lower()
    if noun in lexicon.words("noun", NO_ENTITY):
        return {NO_ENTITY: 3.0} if head.dep_ != "poss" and not head.head.text[0].isupper() else {}
    if noun in lexicon.words("noun", "HeldByBody"):
        return {"Organization": 2.0}
    return {"Organization": 1.5} if noun in lexicon.role_heads else {}


def _held_in(doc: Doc, name: Candidate, head: Token, lexicon: Lexicon, places: Gazetteer) -> dict[str, float]:
    """A name after a noun and its preposition: "founder of X", "shares of X", "director at X"."""
    of, noun = head.head.lower_, head.head.head.lemma_.lower()
    if of == "of" and lexicon.family(lexicon.heads.get((noun,), "")) == "Place":
        return {"Place": 3.0}
    if of != "in" and doc[head.head.i - 1].lower_ in lexicon.body_roles:
        return {"Organization": 5.0 if of == "of" else 2.5}
    if noun in lexicon.words("noun", "HeldByBody") and of != "at":
        return {"Organization": 2.5}
    if noun not in lexicon.role_heads or of == "in" or name.label == "PERSON":
        return {}
    if name.label in ("GPE", "LOC") and (of != "at" or name_key(name.text(doc)) in places.cities):
        return {}
    return {"Organization": 2.0 if of == "at" else 1.0}


def by_joining(doc: Doc, name: Candidate, lexicon: Lexicon, places: Gazetteer) -> dict[str, float]:
    """What somebody joins, founds, leaves or works at; what has a seat: a strange word, a body."""
    head, text = first_conjunct(doc[name.head]), name.text(doc)
    if places.state(text) is not None or name_key(text) in places.cities:
        return {}
    if not _is_told(head, lexicon):
        return {}
    if name.label == "PERSON" and head.dep_ != "nsubjpass":
        return {"Organization": 1.0}
    strange = any(t.is_alpha and not is_english(t) for t in doc[name.start : name.end])
    return {"Organization": 2.5 if strange or name.label == "ORG" else 1.0}


def _is_told(head: Token, lexicon: Lexicon) -> bool:
    """Whether the verb above a name is one that goes with bodies, in that place."""
    passive, governing = lexicon.verbs_of("HasMembers"), lexicon.verbs_of("OfBody")
    if head.dep_ == "nsubjpass":
        return f"be {head.head.lower_}" in passive
    if head.dep_ == "dobj":
        return "" in governing.get(head.head.lemma_.lower(), ())
    return head.dep_ == "pobj" and head.head.lower_ in governing.get(head.head.head.lemma_.lower(), ())
