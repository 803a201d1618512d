"""What holds events together across sentences: a verb that tells an event described elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.clauses import frames, predicate_verbs
from graph.extract.found import Desk, Found
from graph.extract.verbs import patterns, time_of

DAY = 10  # the length of an ISO date that is known to the day


def from_events(desk: Desk) -> Iterator[Found]:
    """Participants and place of an event that a verb tells again, on the same day ("met … on December 1")."""
    consulting = {r.name for r in desk.ontology.relations.values() if (r.close_match or "").endswith("CONSULT")}
    part, place = desk.words.frame("participant"), desk.words.frame("site")
    if part is None or place is None:
        return
    verbs = {verb for verb, ps in patterns(desk.ontology).items() if any(p.relation in consulting and p.size == 1 for p in ps)}
    for verb in predicate_verbs(iter(desk.doc)):
        if verb.lemma_.lower() in verbs:
            event = _told_elsewhere(desk, verb, part)
            if event is not None:
                yield from _joined(desk, verb, event, part, place)
    yield from _delegations(desk, part)


def _told_elsewhere(desk: Desk, verb: Token, part: str) -> str | None:
    when = time_of(desk, verb)[0]
    if when is None or len(when) < DAY:
        return None
    same = [k for k, d in desk.drafts.items() if d.when == when and desk.ontology.is_a(d.cls, "Meeting")]
    return same[0] if len(same) == 1 else None


def _joined(desk: Desk, verb: Token, event: str, part: str, place: str) -> Iterator[Found]:
    frame = frames(verb)
    for key in desk.all_keys([*frame.subjects, *frame.objects, *frame.prepositions.get("with", ())]):
        if desk.ontology.allows(desk.cls(key), part, desk.cls(event)):
            yield Found(key, part, event, verb.i, (verb.i, verb.i + 1), "event/same day")
    for preposition in ("in", "at"):
        for key in desk.all_keys(frame.prepositions.get(preposition, ())):
            if desk.cls(key) == "Place":
                yield Found(event, place, key, verb.i, (verb.i, verb.i + 1), "event/same day")


def _delegations(desk: Desk, part: str) -> Iterator[Found]:
    """Members of a delegation take part in the meeting that the sentence, or the one before it, tells of."""
    nouns = desk.words.words("noun", "Delegation")
    for verb in predicate_verbs(iter(desk.doc)):
        if verb.lemma_ not in ("include", "comprise") or not any(c.dep_ == "nsubj" and c.lemma_.lower() in nouns for c in verb.children):
            continue
        event = _meeting_near(desk, verb)
        if event is None:
            continue
        for key in desk.all_keys(frames(verb).objects):
            if desk.ontology.allows(desk.cls(key), part, desk.cls(event)):
                yield Found(key, part, event, verb.i, (verb.i, verb.i + 1), "event/delegation")


def _meeting_near(desk: Desk, verb: Token) -> str | None:
    start = verb.sent.start
    before = desk.doc[start - 1].sent.start if start else 0
    for i in range(verb.i, before - 1, -1):
        for ref in desk.by_head.get(i, ()):
            if desk.ontology.is_a(desk.cls(ref.key), "Meeting"):
                return ref.key
    return None
