"""Which words may date a verb: its own adjuncts, those hung on its arguments, those of a verb above it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.grammar.words import PREDICATES

DATING = frozenset("in on during since until from by before after of as late between through".split())
NESTED_DATING = frozenset({"in", "on", "since", "until"})
"""Prepositions that date a verb also from below its argument: "was bought by BMW in 1994"."""
CARRIERS = frozenset({"dobj", "agent", "prep", "dative", "attr", "oprd", "prt", "advmod"})
SHARING = frozenset({"xcomp", "advcl", "conj"})
DATE_STEPS = 3  # verbs up which a participle or infinitive looks for its date
NESTING_STEPS = 3  # arguments down which a date is looked for
FARTHEST = 30  # tokens between a verb and its date


def time_adjuncts(verb: Token) -> Iterator[Token]:
    """The tokens that may date a verb: its own adjuncts first, then those hung on its arguments."""
    children = [c for c in verb.children if abs(c.i - verb.i) < FARTHEST]
    for child in children:
        if child.dep_ in ("npadvmod", "advmod", "tmod", "nummod"):
            yield child
        elif child.dep_ == "prep" and child.lower_ in DATING:
            yield child
            yield from (c for c in child.children if c.dep_ in ("pobj", "pcomp", "nummod"))
    for child in children:
        if child.dep_ in CARRIERS and child.i > verb.i:
            yield from _nested(child, 0)


def dating_verbs(verb: Token) -> Iterator[Token]:
    """A verb, and those above it whose date is its own too: "resigned in May to lead the bank"."""
    at = verb
    for _ in range(DATE_STEPS):
        yield at
        if at.dep_ not in SHARING or at.head.pos_ not in PREDICATES:
            return
        at = at.head


def _nested(carrier: Token, depth: int) -> Iterator[Token]:
    """Dates below an argument after the verb: "was bought by BMW in 1994" with "in 1994" below "BMW"."""
    for child in carrier.children:
        if child.dep_ in ("npadvmod", "tmod") or (child.dep_ == "nummod" and child.i > carrier.i):
            yield child
        elif child.dep_ == "prep" and child.lower_ in NESTED_DATING:
            yield from (c for c in child.children if c.dep_ == "pobj")
        if depth < NESTING_STEPS and child.dep_ in ("pobj", "prep") and child.i > carrier.i:
            yield from _nested(child, depth + 1)
