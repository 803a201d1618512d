"""Tree primitives: subject, objects, possessors, prepositional objects, negation, voice. One place for each.

They read one token's own dependents. What another word lends (control, coordination, relative clauses) is the
business of the constructions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from graph.grammar.coordination import brought, conjoined
from graph.grammar.words import (
    DEFINITE_DETERMINERS,
    MODIFIERS,
    NOUN_SUBJECTS,
    OBLIGATION,
    PREDICATES,
    PREDICATIVE_LABELS,
    PREPOSITION_LABELS,
    PREPOSITION_TAGS,
)

CLAUSE_STEPS = 12  # steps up a tree at most: deeper parses are errors, and the cost stays linear


def dependents(token: Token, *labels: str) -> list[Token]:
    """The dependents with one of these labels, each with its conjuncts, in the order of the text."""
    return [t for c in token.children if c.dep_ in labels for t in conjoined(c)]


def subject(verb: Token) -> Token | None:
    """The verb's own grammatical subject, expletives included; None where it has none."""
    return next((c for c in verb.children if c.dep_ in NOUN_SUBJECTS or c.dep_ == "expl"), None)


def has(token: Token, *labels: str) -> bool:
    """Whether a token has a dependent with one of these labels."""
    return any(c.dep_ in labels for c in token.children)


def possessors(noun: Token) -> list[Token]:
    """The possessors of a noun with their conjuncts: "Egypt and Mali's plan", "its plan"."""
    return dependents(noun, "poss")


def prepositions(token: Token, *words: str) -> Iterator[Token]:
    """The prepositions attached to a token, only these if any are given, in the order of the text."""
    for child in token.children:
        is_preposition = child.dep_ in PREPOSITION_LABELS and child.pos_ in PREPOSITION_TAGS
        if is_preposition and (not words or child.lower_ in words):
            yield child


def objects_of(token: Token, *words: str) -> list[Token]:
    """What these prepositions bring in below a token: "of Iran and Iraq", "with Iran and with Iraq"."""
    return [t for prep in prepositions(token, *words) for t in brought(prep)]


def premodifiers(noun: Token) -> list[Token]:
    """Nouns and adjectives before a noun, with their conjuncts: "Egyptian and Israeli delegations"."""
    return [t for c in noun.lefts if c.dep_ in MODIFIERS for t in conjoined(c)]


def predicatives(verb: Token) -> list[Token]:
    """What a verb says of its subject, also through "to be": "was false", "proved to be untrue"."""
    found = [c for c in verb.children if c.dep_ in PREDICATIVE_LABELS]
    below = (c for c in verb.children if c.dep_ == "xcomp" and c.lemma_ == "be")
    return found + [c for verb in below for c in verb.children if c.dep_ in PREDICATIVE_LABELS]


def object_predicatives(noun: Token, clause: Token) -> list[Token]:
    """What a verb says of its object with a clause: "called the claim that … untrue".

    The parser hangs the adjective on the clause at times, and takes the object for a subject.
    """
    verb = noun.head
    own = [c for c in verb.children if c.dep_ in ("oprd", "acomp", "ccomp") and c.i > noun.i]
    return own + [c for c in clause.rights if c.tag_ == "JJ"]


def particles(verb: Token) -> set[str]:
    """The particles of a verb: "over" in "took over"."""
    return {c.lower_ for c in verb.children if c.dep_ == "prt"}


def with_particles(verb: Token) -> set[str]:
    """A verb's lemma alone and with each particle: "call", "call off"."""
    lemma = verb.lemma_.lower()
    return {lemma, *(f"{lemma} {c.lower_}" for c in verb.children if c.dep_ in ("prt", "advmod"))}


def is_negated(token: Token) -> bool:
    """Whether "not", "never" or "n't" is attached to a token itself."""
    return has(token, "neg")


def is_definite(noun: Token) -> bool:
    """Whether a noun phrase takes its thing for granted: "the talks", "China's claim"."""
    return any(c.lower_ in DEFINITE_DETERMINERS or c.dep_ == "poss" for c in noun.lefts)


def has_infinitive_to(verb: Token) -> bool:
    """Whether a verb is an infinitive with "to"."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def has_modal(verb: Token) -> bool:
    """Whether a modal is attached to a verb: "would", "may", "will"."""
    return any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children)


def opens_with_that(clause: Token) -> bool:
    """Whether a clause begins with the conjunction "that", also where the parser takes it for an object."""
    return any(c.lower_ == "that" and (c.dep_ == "mark" or c.tag_ == "IN") for c in clause.children)


def is_extraposed(verb: Token) -> bool:
    """Whether a verb without a doer presents its clause: "it is worth noting that", "it must be said"."""
    at = verb
    while at.dep_ in ("xcomp", "ccomp", "acomp", "pcomp", "prep", "acl") and not has(at, *NOUN_SUBJECTS):
        at = at.head
    own = subject(at)
    if own is None or own.lower_ != "it":
        return False
    if at.i != verb.i:
        return at.lemma_ == "be"
    return own.dep_ == "nsubjpass" and any(c.lower_ in OBLIGATION for c in verb.children if c.dep_ == "aux")


def first_conjunct(token: Token) -> Token:
    """The first conjunct of the coordination that a token is in; the token itself where it is in none."""
    while token.dep_ == "conj" and token.head.i < token.i:
        token = token.head
    return token


def phrase_head(token: Token) -> Token:
    """The first member of the coordination or apposition that a token is in; the token itself in none."""
    at = token
    for _ in range(CLAUSE_STEPS):
        if at.dep_ not in ("conj", "appos") or at.head.i == at.i or at.head.pos_ in PREDICATES:
            return at
        at = at.head
    return at


def clause_verb(token: Token) -> Token | None:
    """The nearest verb above a token, or the token itself where it is the root and a verb."""
    at = token
    for _ in range(CLAUSE_STEPS):
        if at.head.i == at.i:
            break
        at = at.head
        if at.pos_ in PREDICATES:
            return at
    return at if at.pos_ in PREDICATES else None


def clause_link(verb: Token | None, other: Token | None) -> str | None:
    """The dependency of the outermost clause between a verb and one below it; None if it is not below."""
    at = other
    for _ in range(CLAUSE_STEPS):
        if verb is None or at is None or at.head.i == at.i:
            return None
        if at.head.i == verb.i:
            return at.dep_
        at = at.head
    return None


class Slot(NamedTuple):
    """The word that governs a noun phrase, and the role of the phrase.

    Roles are "subject", "passive subject", "object" and "agent" of verbs, "modifier" of nouns, the word of
    the preposition before the phrase, and "" for all others.
    """

    word: Token
    role: str


def slot(head: Token) -> Slot:
    """The word that governs the noun phrase with this head, and the phrase's role there."""
    above = head.head
    if head.dep_ == "pobj":
        return Slot(above.head, "agent" if above.dep_ == "agent" else above.lower_)
    if head.dep_ in ("poss", "compound", "nmod"):
        return Slot(above, "modifier")
    return Slot(above, SLOTS.get(head.dep_, ""))


SLOTS = {"nsubj": "subject", "nsubjpass": "passive subject", "dobj": "object"}
