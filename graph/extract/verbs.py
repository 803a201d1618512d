"""Relations that verbs tell, matched against the cues: "signed", "hold talks with", "be based in"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph.extract.clauses import Frame, predicate_verbs
from graph.extract.coordination import hedge
from graph.extract.found import Desk, Found
from graph.extract.matching import COPULAS, REFLEXIVE, Ends, ends_of, governed, phrase_of
from graph.extract.mutual import one_another
from graph.extract.patterns import Pattern, breadth, copular, forms, patterns
from graph.extract.times import time_of
from graph.model import Modality

__all__ = ["from_verbs", "patterns", "time_of"]

OPEN_SKIP = frozenset(
    "be have do say tell become seem remain include call mean put get take make give let keep want like "
    "think consider regard view describe find rate see know".split()
)
OPEN = "relatedTo"


def from_verbs(desk: Desk) -> Iterator[Found]:
    """Relations of every verb in the Doc; an uncovered verb between two entities gives an open one."""
    for verb in predicate_verbs(token for token in desk.doc if desk.telling[token.i]):
        frame = desk.frame(verb)
        found = list(_best(desk, frame))
        yield from found or _open(desk, frame)


def _best(desk: Desk, frame: Frame) -> Iterator[Found]:
    """For each pair of ends the longest cue's relation; of equals, that which allows the fewest classes."""
    width = breadth(desk.ontology)
    ranked: dict[frozenset[str], tuple[tuple[int, int], Found]] = {}
    for pattern in _fitting(desk, frame):
        ends = ends_of(desk, frame, pattern)
        for found in _pair_up(desk, frame, pattern, ends) if ends is not None else ():
            rank = (-pattern.size, width[found.relation])
            pair = frozenset((found.subject, found.object))
            if pair not in ranked or rank < ranked[pair][0]:
                ranked[pair] = (rank, found)
    for _, found in ranked.values():
        yield found
        yield from _bound(desk, found)
    yield from one_another(desk, frame, set(ranked))
    yield from _site(desk, frame)


def _bound(desk: Desk, found: Found) -> Iterator[Found]:
    """The state of whoever signs for it is party to what they sign."""
    party = desk.words.frame("bound")
    if party is None or found.relation not in desk.words.framed("binding"):
        return
    for state in desk.bound(found.subject):
        if desk.ontology.allows("Country", party, desk.cls(found.object)):
            yield replace(found, subject=state, relation=party, extractor="office/signer")


def _site(desk: Desk, frame: Frame) -> Iterator[Found]:
    """Where an event is that a light verb brings about: "held talks in Geneva"."""
    site = desk.words.frame("site")
    if site is None or frame.verb.lemma_.lower() not in desk.words.light_verbs:
        return
    things = frame.patient if frame.passive else frame.objects
    places = [t for p in ("in", "at", "~in", "~at") for t in frame.prepositions.get(p, ())]
    for event, place in desk.pairs(desk.all_keys(things), desk.all_keys(places)):
        if desk.ontology.is_a(desk.cls(event), "Event") and desk.cls(place) == "Place":
            yield Found(event, site, place, frame.verb.i, phrase_of(desk, frame, frame.verb), frame.name)


def _fitting(desk: Desk, frame: Frame) -> Iterator[Pattern]:
    """The patterns whose verb is this one; for a copula, those whose complement stands with it."""
    verb, table = frame.verb, patterns(desk.ontology)
    known = next((table[form] for form in forms(verb) if form in table), ())
    yield from (p for p in known if not p.stative)
    if verb.tag_ in ("VBN", "VBD", "JJ") and (frame.passive or not frame.objects):
        yield from (p for p in table.get(verb.lower_, ()) if p.stative)
    if verb.lemma_.lower() in COPULAS:
        words = [w for t in [*frame.complement, *governed(verb)] for w in (t.lower_, t.lemma_.lower())]
        for word in dict.fromkeys(words):
            yield from copular(desk.ontology).get(word, ())


def _pair_up(desk: Desk, frame: Frame, pattern: Pattern, ends: Ends) -> Iterator[Found]:
    subjects, objects, last = ends
    relation = desk.over(pattern.relation, objects)
    phrase = phrase_of(desk, frame, last)
    name = frame.name if pattern.noun is None or pattern.stative else "svo/light verb"
    when, start, end = time_of(desk, frame.verb)
    doubt = hedge([*subjects[:1], *objects[:1]])
    if (
        doubt is None
        and pattern.stative
        and frame.verb.lemma_.lower() in desk.words.words("verb", "Alleging")
    ):
        doubt = Modality.CLAIMED
    for subject, target in desk.matched(frame.verb, subjects, objects):
        if pattern.doer is not None and not desk.ontology.is_a(desk.cls(subject), pattern.doer):
            continue
        if pattern.inverse:
            subject, target = target, subject
        subject = desk.doer(subject, relation)
        if desk.ontology.allows(desk.cls(subject), relation, desk.cls(target)):
            label = _words(desk, phrase) if relation == OPEN else None
            desk.made(subject, relation, target)
            yield Found(
                subject, relation, target, frame.verb.i, phrase, name, label, when, start, end, hedge=doubt
            )


def _words(desk: Desk, phrase: tuple[int, int]) -> str:
    return " ".join(desk.doc[phrase[0] : phrase[1]].text.split())


def _open(desk: Desk, frame: Frame) -> Iterator[Found]:
    """An open relation: a verb that no cue covers, between a subject and an object that are entities."""
    verb = frame.verb
    if verb.lemma_.lower() in OPEN_SKIP or verb.lemma_.lower() in desk.words.says or verb.pos_ != "VERB":
        return
    if any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children) and verb.dep_ != "xcomp":
        return
    phrase = phrase_of(desk, frame, verb)
    # a passive is turned round, and so are its words: "joined", not "was joined"
    label = verb.text if frame.passive else _words(desk, phrase)
    doubt = hedge([*frame.subjects[:1], *frame.objects[:1]])
    others = [t for t in frame.objects if not t.lower_.endswith(REFLEXIVE)]
    for subject, target in desk.matched(verb, frame.subjects, others):
        if desk.ontology.is_a(desk.cls(subject), "Agent"):
            yield Found(
                subject,
                OPEN,
                target,
                verb.i,
                phrase,
                "open/verb",
                label=label,
                when=time_of(desk, verb)[0],
                hedge=doubt,
            )
