"""What has become of a relation that lasted: it ended ("a former ally"), or it is suspended."""

from __future__ import annotations

from collections.abc import Iterator, Set

from spacy.tokens import Token

from graph.extract.doc_view import DocView
from graph.extract.relations import Found
from graph.extract.times import time_of
from graph.grammar.tree import prepositions, with_particles
from graph.grammar.words import COPULAS
from graph.model import Modality, State

LASTING = "lasting"
TOLD = (Modality.ASSERTED, Modality.CLAIMED)


def state_of(view: DocView, found: Found) -> tuple[State | None, str | None]:
    """The state of a relation, and when it ended if the word that ends it is dated.

    Only relations that last have a state: a visit is over by itself. What is merely planned, possible or
    denied to end has none.
    """
    if found.relation not in view.words.framed(LASTING) or _is_origin(view, found):
        return None, found.end
    if found.state is not None:
        return found.state, found.end
    predicate = view.doc[found.predicate]
    for state in State:
        over = next((t for t in _enders(view, predicate, state) if _told(view, t)), None)
        if over is not None:
            when, _, end = time_of(view, over)
            return state, found.end or (when or end if state is State.ENDED and not found.when else None)
    return (State.ENDED if _past(view, found) else None), found.end


def _is_origin(view: DocView, found: Found) -> bool:
    """Whether a role tells where its bearer is from, which lasts when the role is over."""
    nationality, noun = view.words.framed("nationality"), view.doc[found.predicate]
    told = view.words.roles.get((noun.lemma_.lower(),), ())
    return found.relation in nationality and noun.pos_ == "NOUN" and not nationality & set(told)


def calls_off(view: DocView, verb: Token) -> bool:
    """Whether a verb calls off what it governs: "cancelled", "called off"."""
    return bool(with_particles(verb) & view.words.words("objectVerb", Modality.CANCELLED))


def _told(view: DocView, token: Token) -> bool:
    return token.pos_ not in ("VERB", "AUX") or view.stance(token).modality in TOLD


def _enders(view: DocView, predicate: Token, state: State) -> Iterator[Token]:
    """The words that say of a predicate that it is over or interrupted."""
    words = view.words
    if predicate.pos_ in ("VERB", "AUX"):
        if predicate.lemma_.lower() in words.words("objectVerb", state):
            yield predicate
        yield from _adverbs(predicate, words.words("adverb", state))
        return
    yield from (c for c in predicate.lefts if c.lower_ in words.words("adjective", state))
    noun = predicate
    while noun.dep_ == "conj" and noun.head.pos_ == noun.pos_:
        noun = noun.head
    verb = noun.head
    if verb.pos_ != "VERB":
        return
    of_object = noun.dep_ in ("dobj", "nsubjpass") and words.words("objectVerb", state)
    of_subject = noun.dep_ == "nsubj" and words.words("verb", state)
    if (with_particles(verb) | _idioms(verb)) & (of_object or of_subject or frozenset()):
        yield verb


def _idioms(verb: Token) -> set[str]:
    """A verb with each preposition and its bare noun: "put on hold"."""
    lemma = verb.lemma_.lower()
    bare = ((p, o) for p in prepositions(verb) for o in p.rights if o.dep_ == "pobj" and not list(o.lefts))
    return {f"{lemma} {p.lower_} {o.lower_}" for p, o in bare}


def _adverbs(verb: Token, known: Set[str]) -> Iterator[Token]:
    """The adverbs before a verb's participle or complement that are among some words: "once", "formerly"."""
    near = verb.children if verb.lemma_ in COPULAS else verb.lefts
    found = (c for c in near if c.dep_ in ("advmod", "npadvmod"))
    yield from (c for c in found if c.lower_ in known or f"{c.left_edge.lower_} {c.lower_}" in known)


def _past(view: DocView, found: Found) -> bool:
    """Whether the end of a relation lies before the day of the article."""
    published = view.doc._.published
    return bool(found.end and published) and str(found.end) < str(published)[: len(str(found.end))]
