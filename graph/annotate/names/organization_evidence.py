"""Evidence that a name is an organization's: offices in it, what belongs to it, who joins and leaves it."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from graph.annotate.lexicon import Lexicon
from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.english import is_english
from graph.annotate.names.name_view import NameView
from graph.annotate.names.noun_evidence import NO_ENTITY
from graph.grammar.tree import first_conjunct, slot


def by_governing_noun(view: NameView, name: Candidate) -> Mapping[str, float]:
    """The noun that a name modifies: "the port of X", "X's chief executive", "a spokesman for X"."""
    word, role = slot(first_conjunct(view.doc[name.head]))
    if role == "modifier" and word.i >= name.end:
        return _owner(word, view.doc[name.head], view.lexicon) or _land(word, name.end, view.lexicon)
    return _held_in(view, name, word, role) if role in ("of", "for", "at", "in") else {}


def _owner(noun: Token, head: Token, lexicon: Lexicon) -> Mapping[str, float]:
    """A name before a noun: "X's chief executive", "the X subsidiary"."""
    word = noun.lemma_.lower()
    if word in lexicon.words("noun", NO_ENTITY):
        possesses = first_conjunct(head).dep_ == "poss"
        return {NO_ENTITY: 3.0} if not possesses and not noun.text[0].isupper() else {}
    if word in lexicon.words("noun", "HeldByBody"):
        return {"Organization": 2.0}
    return {"Organization": 1.5} if word in lexicon.role_heads else {}


def _land(noun: Token, end: int, lexicon: Lexicon) -> Mapping[str, float]:
    """A name right before a word for land: "the Salzburg region", "Jiangsu province"."""
    classes = lexicon.back_references.get(noun.lower_, frozenset())
    return {"Place": 2.0} if "Place" in classes and noun.i == end else {}


def _held_in(view: NameView, name: Candidate, noun: Token, preposition: str) -> Mapping[str, float]:
    """A name after a noun and its preposition: "founder of X", "shares of X", "director at X"."""
    lexicon, word = view.lexicon, noun.lemma_.lower()
    if preposition == "of" and lexicon.family(lexicon.heads.get((word,), "")) == "Place":
        return {"Place": 3.0}
    if preposition != "in" and _word_before_preposition(view, name) in lexicon.body_roles:
        return {"Organization": 5.0 if preposition == "of" else 2.5}
    if word in lexicon.words("noun", "HeldByBody") and preposition != "at":
        return {"Organization": 2.5}
    if word not in lexicon.role_heads or preposition == "in" or name.label == "PERSON":
        return {}
    city = view.spans[name.start, name.end].is_city
    if name.label in ("GPE", "LOC") and (preposition != "at" or city):
        return {}
    return {"Organization": 2.0 if preposition == "at" else 1.0}


def _word_before_preposition(view: NameView, name: Candidate) -> str:
    return view.doc[first_conjunct(view.doc[name.head]).head.i - 1].lower_


def by_joining(view: NameView, name: Candidate) -> Mapping[str, float]:
    """What someone joins, founds, leaves or works at, and what has a seat."""
    facts, (verb, role) = view.spans[name.start, name.end], slot(first_conjunct(view.doc[name.head]))
    if facts.state is not None or facts.is_city or not _is_joined(verb, role, view.lexicon):
        return {}
    if name.label == "PERSON" and role != "passive subject":
        return {"Organization": 1.0}
    strange = any(t.is_alpha and not is_english(t) for t in view.doc[name.start : name.end])
    return {"Organization": 2.5 if strange or name.label == "ORG" else 1.0}


def _is_joined(verb: Token, role: str, lexicon: Lexicon) -> bool:
    """Whether a verb takes an organization in this role."""
    if role == "passive subject":
        return f"be {verb.lower_}" in lexicon.verbs_of("HasMembers")
    taken = lexicon.verbs_of("OfBody").get(verb.lemma_.lower(), frozenset())
    return ("" if role == "object" else role or None) in taken
