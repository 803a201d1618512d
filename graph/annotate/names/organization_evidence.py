"""Evidence that a name is an organization's: offices in it, what belongs to it, who joins and leaves it."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from graph.annotate.lexicon import Lexicon
from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.english import is_english
from graph.annotate.names.name_view import NameView
from graph.annotate.names.noun_evidence import NO_ENTITY
from graph.grammar.tree import first_conjunct


def by_governing_noun(view: NameView, name: Candidate) -> Mapping[str, float]:
    """The noun that a name modifies: "the port of X", "X's chief executive", "a spokesman for X"."""
    head = first_conjunct(view.doc[name.head])
    if head.dep_ in ("poss", "compound", "nmod") and head.head.i >= name.end:
        return _owner(head, view.lexicon)
    if head.dep_ == "pobj" and head.head.lower_ in ("of", "for", "at", "in"):
        return _held_in(view, name, head)
    return {}


def _owner(head: Token, lexicon: Lexicon) -> Mapping[str, float]:
    """A name before a noun: "X's chief executive", "the X subsidiary"."""
    noun = head.head.lemma_.lower()
    if noun in lexicon.words("noun", NO_ENTITY):
        return {NO_ENTITY: 3.0} if head.dep_ != "poss" and not head.head.text[0].isupper() else {}
    if noun in lexicon.words("noun", "HeldByBody"):
        return {"Organization": 2.0}
    return {"Organization": 1.5} if noun in lexicon.role_heads else {}


def _held_in(view: NameView, name: Candidate, head: Token) -> Mapping[str, float]:
    """A name after a noun and its preposition: "founder of X", "shares of X", "director at X"."""
    lexicon = view.lexicon
    of, noun = head.head.lower_, head.head.head.lemma_.lower()
    if of == "of" and lexicon.family(lexicon.heads.get((noun,), "")) == "Place":
        return {"Place": 3.0}
    if of != "in" and view.doc[head.head.i - 1].lower_ in lexicon.body_roles:
        return {"Organization": 5.0 if of == "of" else 2.5}
    if noun in lexicon.words("noun", "HeldByBody") and of != "at":
        return {"Organization": 2.5}
    if noun not in lexicon.role_heads or of == "in" or name.label == "PERSON":
        return {}
    if name.label in ("GPE", "LOC") and (of != "at" or view.spans[name.start, name.end].is_city):
        return {}
    return {"Organization": 2.0 if of == "at" else 1.0}


def by_joining(view: NameView, name: Candidate) -> Mapping[str, float]:
    """What somebody joins, founds, leaves or works at, and what has a seat."""
    head, facts = first_conjunct(view.doc[name.head]), view.spans[name.start, name.end]
    if facts.state is not None or facts.is_city or not _is_joined(head, view.lexicon):
        return {}
    if name.label == "PERSON" and head.dep_ != "nsubjpass":
        return {"Organization": 1.0}
    strange = any(t.is_alpha and not is_english(t) for t in view.doc[name.start : name.end])
    return {"Organization": 2.5 if strange or name.label == "ORG" else 1.0}


def _is_joined(head: Token, lexicon: Lexicon) -> bool:
    """Whether the verb above a name is one that takes an organization there."""
    passive, governing = lexicon.verbs_of("HasMembers"), lexicon.verbs_of("OfBody")
    if head.dep_ == "nsubjpass":
        return f"be {head.head.lower_}" in passive
    if head.dep_ == "dobj":
        return "" in governing.get(head.head.lemma_.lower(), ())
    return head.dep_ == "pobj" and head.head.lower_ in governing.get(head.head.head.lemma_.lower(), ())
