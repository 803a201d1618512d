"""What a plural subject does to one another: "Xi and Obama met", "agreed with each other"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from spacy.tokens import Token

from graph.extract.clauses import Frame
from graph.extract.coordination import hedge
from graph.extract.found import Desk, Found
from graph.extract.matching import below, object_noun, phrase_of
from graph.extract.patterns import patterns, reciprocal
from graph.extract.times import time_of


def one_another(desk: Desk, frame: Frame, taken: set[frozenset[str]]) -> Iterator[Found]:
    """What a plural subject does to one another: "Xi and Obama met", "agreed with each other"."""
    relation = _reciprocal_relation(desk, frame)
    if relation is None:
        return
    subjects = frame.patient if frame.passive else frame.subjects
    when, start, end = time_of(desk, frame.verb)
    for one, other in combinations(desk.all_keys(subjects), 2):
        if frozenset((one, other)) not in taken and desk.ontology.allows(
            desk.cls(one), relation, desk.cls(other)
        ):
            phrase = phrase_of(desk, frame, frame.verb)
            yield Found(
                one,
                relation,
                other,
                frame.verb.i,
                phrase,
                "svo/reciprocal",
                when=when,
                start=start,
                end=end,
                hedge=hedge(subjects[:1]),
            )


def _reciprocal_relation(desk: Desk, frame: Frame) -> str | None:
    """The relation of a verb that has no partner; an object noun may tell it ("held talks")."""
    verb = frame.verb
    partner = [t for t in frame.prepositions.get("with", ()) if t.lower_ not in ("other", "another")]
    if partner or frame.passive or len(frame.subjects) + len(desk.all_keys(frame.subjects[:1])) < 3:
        return None
    symmetric = desk.ontology.relations
    for pattern in patterns(desk.ontology).get(verb.lemma_.lower(), ()):
        if (
            pattern.noun
            and pattern.preposition == "with"
            and symmetric[pattern.relation].symmetric
            and not pattern.stative
        ):
            noun = object_noun(desk, frame, pattern)
            if noun is not None and noun.dep_ == "dobj" and not below(noun, "with") and not desk.keys(noun):
                return pattern.relation
    if desk.all_keys(frame.objects):
        return None
    mutual = any(
        t.lower_ in ("other", "another")
        for ts in ([*frame.objects, *frame.prepositions.get("with", ())],)
        for t in ts
    )
    if mutual:
        known = [
            p.relation
            for p in patterns(desk.ontology).get(verb.lemma_.lower(), ())
            if p.size < 3 and symmetric[p.relation].symmetric
        ]
        return known[0] if known else None
    mutual_verbs = reciprocal(desk.ontology)
    told = mutual_verbs.get(verb.lemma_.lower())
    intended = [c for c in verb.children if c.dep_ == "xcomp" and c.lemma_.lower() not in mutual_verbs]
    return told if not intended or _between_powers(desk, frame.subjects) else None


def _between_powers(desk: Desk, subjects: list[Token]) -> bool:
    """Whether all who agree to something are states and bodies, or speak for different ones.

    "Peru and Chile agreed to share the water" is an agreement; "Smith and Jones agreed to testify" is none.
    """
    keys = desk.all_keys(subjects)
    sides = [tuple(desk.bound(k)) if desk.cls(k) == "Person" else (k,) for k in keys]
    return all(sides) and len(set(sides)) == len(keys)
