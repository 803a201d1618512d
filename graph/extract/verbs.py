"""Relations that verbs tell, matched against the cues: "signed", "hold talks with", "be based in"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph.extract.doc_view import DocView
from graph.extract.matching import REFLEXIVE, Ends, ends_of, governed, phrase_of
from graph.extract.patterns import Pattern, breadth, copular, forms, patterns
from graph.extract.reciprocals import one_another
from graph.extract.relations import Found
from graph.extract.times import time_of
from graph.grammar.clauses import Frame, predicate_verbs
from graph.grammar.coordination import hedge
from graph.grammar.words import COPULAS
from graph.model import Modality

__all__ = ["from_verbs", "patterns", "time_of"]

OPEN_SKIP = frozenset(
    "be have do say tell become seem remain include call mean put get take make give let keep want like "
    "think consider regard view describe find rate see know".split()
)
OPEN = "relatedTo"


def from_verbs(view: DocView) -> Iterator[Found]:
    """Relations of every verb in the Doc; an uncovered verb between two entities gives an open one."""
    for verb in predicate_verbs(token for token in view.doc if view.telling[token.i]):
        frame = view.frame(verb)
        found = list(_best(view, frame))
        yield from found or _open(view, frame)


def _best(view: DocView, frame: Frame) -> Iterator[Found]:
    """For each pair of ends the longest cue's relation; of equals, that which allows the fewest classes."""
    width = breadth(view.ontology)
    ranked: dict[frozenset[str], tuple[tuple[int, int], Found]] = {}
    for pattern in _fitting(view, frame):
        ends = ends_of(view, frame, pattern)
        for found in _pair_up(view, frame, pattern, ends) if ends is not None else ():
            rank = (-pattern.size, width[found.relation])
            pair = frozenset((found.subject, found.object))
            if pair not in ranked or rank < ranked[pair][0]:
                ranked[pair] = (rank, found)
    for _, found in ranked.values():
        yield found
        yield from _bound(view, found)
    yield from one_another(view, frame, set(ranked))
    yield from _site(view, frame)


def _bound(view: DocView, found: Found) -> Iterator[Found]:
    """The state of whoever signs for it is party to what they sign."""
    party = view.words.frame("bound")
    if party is None or found.relation not in view.words.framed("binding"):
        return
    for state in view.bound(found.subject):
        if view.ontology.allows("Country", party, view.cls(found.object)):
            yield replace(found, subject=state, relation=party, extractor="office/signer")


def _site(view: DocView, frame: Frame) -> Iterator[Found]:
    """Where an event is that a light verb brings about: "held talks in Geneva"."""
    site = view.words.frame("site")
    if site is None or frame.verb.lemma_.lower() not in view.words.light_verbs:
        return
    things = frame.patient if frame.passive else frame.objects
    places = [t for p in ("in", "at", "~in", "~at") for t in frame.prepositions.get(p, ())]
    for event, place in view.pairs(view.all_keys(things), view.all_keys(places)):
        if view.ontology.is_a(view.cls(event), "Event") and view.family(place) == "Place":
            yield Found(event, site, place, frame.verb.i, phrase_of(view, frame, frame.verb), frame.name)


def _fitting(view: DocView, frame: Frame) -> Iterator[Pattern]:
    """The patterns whose verb is this one; for a copula, those whose complement stands with it."""
    verb, table = frame.verb, patterns(view.ontology)
    known = next((table[form] for form in forms(verb) if form in table), ())
    yield from (p for p in known if not p.stative)
    if verb.tag_ in ("VBN", "VBD", "JJ") and (frame.passive or not frame.objects):
        yield from (p for p in table.get(verb.lower_, ()) if p.stative)
    if verb.lemma_.lower() in COPULAS:
        words = [w for t in [*frame.complement, *governed(verb)] for w in (t.lower_, t.lemma_.lower())]
        for word in dict.fromkeys(words):
            yield from copular(view.ontology).get(word, ())


def _pair_up(view: DocView, frame: Frame, pattern: Pattern, ends: Ends) -> Iterator[Found]:
    subjects, objects, last = ends
    relation = view.over(pattern.relation, objects)
    phrase = phrase_of(view, frame, last)
    name = frame.name if pattern.noun is None or pattern.stative else "svo/light verb"
    when, start, end = time_of(view, frame.verb)
    doubt = hedge([*subjects[:1], *objects[:1]])
    if (
        doubt is None
        and pattern.stative
        and frame.verb.lemma_.lower() in view.words.words("verb", "Alleging")
    ):
        doubt = Modality.CLAIMED
    for subject, target in view.matched(frame.verb, subjects, objects):
        if pattern.doer is not None and not view.ontology.is_a(view.cls(subject), pattern.doer):
            continue
        if pattern.inverse:
            subject, target = target, subject
        subject = view.doer(subject, relation)
        if view.ontology.allows(view.cls(subject), relation, view.cls(target)):
            label = _words(view, phrase) if relation == OPEN else None
            view.made(subject, relation, target)
            yield Found(
                subject, relation, target, frame.verb.i, phrase, name, label, when, start, end, hedge=doubt
            )


def _words(view: DocView, phrase: tuple[int, int]) -> str:
    return " ".join(view.doc[phrase[0] : phrase[1]].text.split())


def _open(view: DocView, frame: Frame) -> Iterator[Found]:
    """An open relation: a verb that no cue covers, between a subject and an object that are entities."""
    verb = frame.verb
    if verb.lemma_.lower() in OPEN_SKIP or verb.lemma_.lower() in view.words.says or verb.pos_ != "VERB":
        return
    if any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children) and verb.dep_ != "xcomp":
        return
    phrase = phrase_of(view, frame, verb)
    # a passive is turned round, and so are its words: "joined", not "was joined"
    label = verb.text if frame.passive else _words(view, phrase)
    doubt = hedge([*frame.subjects[:1], *frame.objects[:1]])
    others = [t for t in frame.objects if not t.lower_.endswith(REFLEXIVE)]
    for subject, target in view.matched(verb, frame.subjects, others):
        if view.ontology.is_a(view.cls(subject), "Agent"):
            yield Found(
                subject,
                OPEN,
                target,
                verb.i,
                phrase,
                "open/verb",
                label=label,
                when=time_of(view, verb)[0],
                hedge=doubt,
            )
