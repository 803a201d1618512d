"""The predicate of a verb: who does what to whom, whatever the construction, and with which prepositions."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.grammar.clauses import frames
from graph.grammar.predicates import Argument, Kind, Predicate


def verb_predicate(verb: Token) -> Predicate:
    """The arguments of a verb: agent, theme, recipient, complement, and one role for each preposition."""
    frame = frames(verb)
    return Predicate(verb, Kind.VERB, tuple(_arguments(verb)), frame.passive)


def _arguments(verb: Token) -> Iterator[Argument]:
    frame = frames(verb)
    patient = {t.i for t in frame.patient}
    yield from (Argument("agent", t) for t in frame.subjects)
    yield from (Argument("theme", t, ("passive",) if t.i in patient else ()) for t in frame.objects)
    yield from (Argument("recipient", t) for t in frame.recipients)
    yield from (Argument("complement", t) for t in frame.complement)
    for role, tokens in frame.prepositions.items():
        yield from (Argument(role, t) for t in tokens)
