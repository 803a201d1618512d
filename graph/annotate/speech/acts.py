"""What acts of speech are about without a clause: "thanked Chile for its aid", "urged Peru to sign"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.annotate.lexicon import Lexicon
from graph.annotate.refs import Speech
from graph.grammar.relatives import CONTENT_LABELS
from graph.grammar.reporting import subject_of
from graph.grammar.tree import (
    has_infinitive_to,
    has_modal,
    is_negated,
    objects_of,
    opens_with_that,
    particles,
    possessors,
)

DIRECT_OBJECT, TO_INFINITIVE, JUDGING = "~", "to", "as"
"""Links of `wh:SpeechAct` that are no plain preposition: "stress ~", "urge to", "describe as"."""
TOPIC_WORDS = 4  # words of the shortest topic: "its resignation" alone tells nothing that is said


def acts(verb: Token, words: Lexicon) -> Iterator[Speech]:
    """The topics of a verb of speech, with its subject as the speaker."""
    links = _links(verb, words.verbs_of("SpeechAct").get(verb.lemma_.lower(), frozenset()))
    if is_negated(verb) or has_modal(verb) or has_infinitive_to(verb):
        return
    speaker = _doer(verb)
    if speaker is None:
        return
    for start, end in _topics(verb, links, words):
        if _is_long(verb, start, end) and not start <= speaker.i < end:
            yield Speech(start, end, speaker.i, verb.i, False, topic=True)


def _links(verb: Token, known: frozenset[str]) -> frozenset[str]:
    """What ties a topic to a verb, with the particle that the verb has: "~" for "point out ~"."""
    for particle in sorted(particles(verb)):
        own = {link.removeprefix(f"{particle} ") for link in known if link.startswith(f"{particle} ")}
        if own:
            return frozenset(own)
    return known


def _doer(verb: Token) -> Token | None:
    """The subject, also of "reacted by proposing …"."""
    if verb.dep_ == "pcomp" and verb.head.lower_ in ("by", "in"):
        return subject_of(verb.head.head)
    return subject_of(verb)


def _topics(verb: Token, links: frozenset[str], words: Lexicon) -> Iterator[tuple[int, int]]:
    """The stretches after a verb that its patterns allow."""
    for child in verb.rights:
        if child.dep_ == "dobj":
            if DIRECT_OBJECT in links and child.pos_ == "NOUN":
                yield child.left_edge.i, child.right_edge.i + 1
            yield from _judged(child, links) or _below(child, links)
            yield from _message(verb, child, words)
        elif child.dep_ in ("prep", "agent") and child.lower_ in links - {JUDGING}:
            yield from _brought(child)
        elif child.dep_ in ("xcomp", "ccomp") and TO_INFINITIVE in links and has_infinitive_to(child):
            to = next(t for t in child.lefts if t.lower_ == TO_INFINITIVE)
            yield to.i, child.right_edge.i + 1
        elif child.dep_ == "ccomp" and DIRECT_OBJECT in links and opens_with_that(child):
            yield child.left_edge.i, child.right_edge.i + 1


def _below(noun: Token, links: frozenset[str]) -> Iterator[tuple[int, int]]:
    """A phrase that the parser hung on the object: "thanked Nora Blum | for the support"."""
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in links:
            yield from _brought(child)


def _judged(noun: Token, links: frozenset[str]) -> list[tuple[int, int]]:
    """What is judged, with the judgement: "described | the verdict of the court as a disgrace"."""
    after = noun.head.doc[noun.i + 1 : noun.sent.end] if JUDGING in links else ()
    judging = next((t for t in after if t.lower_ == JUDGING and t.dep_ == "prep"), None)
    inside = judging is not None and noun.head in judging.ancestors
    return [(noun.left_edge.i, judging.right_edge.i + 1)] if judging is not None and inside else []


def _brought(prep: Token) -> Iterator[tuple[int, int]]:
    """What a preposition brings in."""
    brought = next((c for c in prep.children if c.dep_ in ("pobj", "pcomp")), None)
    if brought is not None:
        yield brought.left_edge.i, prep.right_edge.i + 1


def _message(verb: Token, noun: Token, words: Lexicon) -> Iterator[tuple[int, int]]:
    """A clause with the noun of a message: "sent a clear message that …", "issued a warning that …"."""
    if noun.lemma_.lower() not in words.words("noun", "Claimed"):
        return
    clauses = [c for c in (*verb.rights, *noun.rights) if c.dep_ in CONTENT_LABELS]
    yield from ((c.left_edge.i, c.right_edge.i + 1) for c in clauses if opens_with_that(c))


def owned(noun: Token, words: Lexicon) -> Iterator[Speech]:
    """What the noun of a message says, with its maker: "her warning that …", "a claim by Oslo that …"."""
    if noun.pos_ != "NOUN" or noun.lemma_.lower() not in words.words("noun", "Claimed"):
        return
    maker = next(iter([*possessors(noun), *objects_of(noun, "by", "from")]), None)
    clauses = (c for c in noun.rights if c.dep_ in CONTENT_LABELS and opens_with_that(c))
    clause = next(clauses, None)
    if maker is not None and clause is not None:
        yield Speech(clause.left_edge.i, clause.right_edge.i + 1, maker.i, noun.i, False, topic=True)


def _is_long(verb: Token, start: int, end: int) -> bool:
    return sum(t.is_alpha for t in verb.doc[start:end]) >= TOPIC_WORDS
