"""Where bodies are: "the Paris-based firm", "Delmar, a Delaware company", the region after a seat's city."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from graph.annotate.classify import family
from graph.annotate.refs import Ref
from graph.extract.found import Desk, Found
from graph.extract.patterns import patterns
from graph.model import MentionKind

CLIMB = 3  # nouns of one phrase from the participle up to the name


def from_seats(desk: Desk) -> Iterator[Found]:
    """A body with the place before a participle: "the Paris-based firm", "a Jacksonville based company"."""
    yield from _kinds(desk)
    yield from _low(desk)
    for token in desk.doc:
        if token.tag_ != "VBN" or token.i < 2 or not desk.telling[token.i]:
            continue
        relation = _relation(desk, token)
        place = _before(desk, token) if relation is not None else None
        if relation is None or place is None:
            continue
        for body in _bodies(desk, token):
            if body != place.key and desk.ontology.allows(desk.cls(body), relation, desk.cls(place.key)):
                yield Found(body, relation, place.key, token.i, (place.start, token.i + 1), "svo/compound")


def _low(desk: Desk) -> Iterator[Found]:
    """A seat that the parser hung too low: "Aeros is a maker of airships based in Montebello" is Aeros'."""
    for token in desk.doc:
        relation = _relation(desk, token) if token.dep_ == "acl" and desk.telling[token.i] else None
        above = token.head.head
        if relation is None or token.head.tag_ != "NNS" or above.lower_ != "of" or desk.keys(token.head):
            continue
        places = desk.all_keys(desk.frame(token).prepositions.get("in", ()))
        for body in desk.keys(above.head) if above.head.dep_ == "attr" else ():
            for place in places:
                if desk.ontology.allows(desk.cls(body), relation, desk.cls(place)):
                    yield Found(body, relation, place, token.i, (token.i, token.i + 1), "svo/passive")


def _kinds(desk: Desk) -> Iterator[Found]:
    """A body explained by its kind with a place before it: "Delmar Resins, a Delaware company"."""
    seat = desk.words.frame("place")
    for noun in desk.doc:
        if seat is None or noun.dep_ != "appos" or noun.tag_ != "NN" or not desk.telling[noun.i]:
            continue
        kinds = desk.words.anaphors.get(noun.lemma_.lower(), ())
        before = [c for c in noun.lefts if c.dep_ == "compound" and c.i == noun.i - 1]
        place = next(
            (r for c in before for r in desk.covering.get(c.i, ()) if desk.cls(r.key) == "Place"), None
        )
        if place is None or not any(family(kind) == "Organization" for kind in kinds):
            continue
        for body in (r.key for r in desk.by_head.get(noun.head.i, ())):
            if desk.ontology.is_a(desk.cls(body), "Organization"):
                yield Found(body, seat, place.key, noun.i, (place.start, noun.i + 1), "svo/compound")


def _relation(desk: Desk, participle: Token) -> str | None:
    """The relation of "be based in", by its participle."""
    known = patterns(desk.ontology).get(participle.lower_, ())
    return next((p.relation for p in known if p.stative and p.preposition == "in" and p.noun is None), None)


def _before(desk: Desk, participle: Token) -> Ref | None:
    """The place right before a participle, beyond a hyphen."""
    i = participle.i - 1
    if desk.doc[i].text == "-":
        i -= 1
    elif participle.dep_ != "amod":
        return None
    ending = (r for r in desk.covering.get(i, ()) if r.end == i + 1 and r.kind is MentionKind.NAME)
    return next((r for r in ending if family(desk.cls(r.key)) in ("Place", "Country")), None)


def _bodies(desk: Desk, participle: Token) -> list[str]:
    """The body that the participle describes: the name in its phrase, else what the noun stands for."""
    noun = participle.head
    for _ in range(CLIMB):
        keys = [k for k in desk.keys(noun) if family(desk.cls(k)) == "Organization"]
        if keys or noun.dep_ not in ("compound", "nmod", "appos") or noun.head.i < participle.i:
            return keys
        noun = noun.head
    return []


def with_region(desk: Desk, told: Iterable[Found]) -> Iterator[Found]:
    """Each relation, and for a body's seat its region too: "is headquartered in Irving, Texas"."""
    seat = desk.words.frame("place")
    for found in told:
        yield found
        if found.relation == seat and family(desk.cls(found.subject)) == "Organization":
            region = _region(desk, found)
            if region is not None and region not in (found.subject, found.object):
                yield replace(found, object=region)


def _region(desk: Desk, found: Found) -> str | None:
    """What follows a city after a comma and closes: "Irving, Texas." but no list of cities."""
    near = range(found.predicate, min(found.predicate + 12, len(desk.doc)))
    place = next((r for i in near for r in desk.starting.get(i, ()) if r.key == found.object), None)
    if place is None or place.end + 1 >= len(desk.doc) or desk.doc[place.end].text != ",":
        return None
    kinds = ("Place", "Country")
    after = next((r for r in desk.starting.get(place.end + 1, ()) if desk.cls(r.key) in kinds), None)
    if after is None or desk.cls(found.object) != "Place":
        return None
    closing = desk.doc[after.end] if after.end < len(desk.doc) else None
    listed = closing is not None and (closing.lower_ in ("and", "or") or closing.pos_ in ("NOUN", "PROPN"))
    if closing is not None and closing.text == "," and after.end + 1 < len(desk.doc):
        listed = desk.doc[after.end + 1].lower_ in ("and", "or")
    return None if listed else after.key
