"""What a noun is said about, and whose it is: "Siemens, the owner of Corus", "NATO member Slovakia".

The rows of `role_constructions` are asked in order. Bearers and owners are head tokens; which entities they
mean is for the caller to find out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from graph.grammar.constructions import CONSTRUCTIONS, Construction
from graph.grammar.predicates import Argument, Kind, Predicate
from graph.grammar.role_constructions import BEARER, OWNER, STATED
from graph.grammar.tree import is_negated
from graph.grammar.words import COPULAS, NOUN_SUBJECTS, PREDICATES

ROWS: Mapping[str, tuple[Construction, ...]] = {
    role: tuple(row for row in CONSTRUCTIONS.values() if row.kind is Kind.ROLE and role in row.roles)
    for role in (BEARER, OWNER)
}
"""The constructions that give a noun a bearer, and those that give it an owner."""
CHAINED_NOUNS = 3
"""Nouns that share a bearer, at most: "a critic of Egypt, a friend of Iran and a supporter of Hamas"."""


def predication(noun: Token) -> Predicate | None:
    """The noun with its bearers and owners; None where no construction gives it a bearer."""
    found = tuple(_bearers(noun, 0))
    return Predicate(noun, Kind.ROLE, (*found, *_owners(noun))) if found else None


def bearers(noun: Token) -> list[Token]:
    """What a noun is said about."""
    return [argument.token for argument in _bearers(noun, 0)]


def descriptions(token: Token) -> list[Token]:
    """The nouns that its own phrase or a copula says of a token, in the order of the text."""
    near = [token.head, *token.children]
    if token.dep_ in NOUN_SUBJECTS and token.head.lemma_ in COPULAS:
        near.extend(token.head.children)
    nouns = dict.fromkeys(t for t in near if t.pos_ in ("NOUN", "PROPN") and t.i != token.i)
    return sorted((noun for noun in nouns if token in bearers(noun)), key=lambda noun: noun.i)


def stating(predicate: Predicate) -> Token:
    """The verb that states a predication, which decides whether it is a fact; else the noun itself."""
    via = {name for argument in predicate.arguments if argument.role == BEARER for name in argument.via}
    at = predicate.head
    while via & STATED and at.pos_ not in PREDICATES and at.head.i != at.i:
        at = at.head
    return at if at.pos_ in PREDICATES else predicate.head


def _bearers(noun: Token, depth: int) -> Iterator[Argument]:
    """The bearers by the first construction that has any; a conjunct shares those of the noun before it."""
    for row in ROWS[BEARER]:
        found = row.function(noun) if row.name in STATED or not _is_denied(noun) else []
        for token in found:
            above = tuple(_bearers(token, depth + 1)) if _describes(token) and depth < CHAINED_NOUNS else ()
            for argument in above or (Argument(BEARER, token),):
                yield Argument(BEARER, argument.token, (row.name, *argument.via))
        if found:
            return
    if noun.dep_ == "conj" and noun.head.pos_ == "NOUN" and depth < CHAINED_NOUNS:
        for argument in _bearers(noun.head, depth + 1):
            yield Argument(BEARER, argument.token, ("coordination", *argument.via))


def _is_denied(noun: Token) -> bool:
    """Whether "not" is in or right before the noun's phrase: "Egypt, not a member of NATO"."""
    start = noun.left_edge.i
    return is_negated(noun) or (start > 0 and noun.doc[start - 1].lower_ == "not")


def _describes(token: Token) -> bool:
    """Whether a bearer is itself a common noun that may be said about something."""
    return token.pos_ == "NOUN" and token.dep_ in ("attr", "appos", "conj", "pobj")


def _owners(noun: Token) -> Iterator[Argument]:
    """Whose a noun is, or what it is directed to: what possessors, prepositions and premodifiers name."""
    seen = {noun.i}
    for row in ROWS[OWNER]:
        for token in row.function(noun):
            if token.i not in seen:
                seen.add(token.i)
                role = _preposition(token) if row.name == "prepositional phrase" else row.name
                yield Argument(role, token, (row.name,))


def _preposition(token: Token) -> str:
    """The preposition that brings in a token, or the first of the list that it belongs to."""
    at = token
    while at.head.i != at.i and at.dep_ != "pobj":
        at = at.head
    return at.head.lower_
