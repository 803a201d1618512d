"""Where bodies are: "the Paris-based firm", "Delmar, a Delaware company", the region after a seat's city."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from graph.annotate.refs import Ref
from graph.extract.doc_view import DocView
from graph.extract.patterns import patterns
from graph.extract.relations import Found
from graph.model import MentionKind

PARTICIPLE_STEPS = 3  # nouns of one phrase from the participle up to the name


def from_seats(view: DocView) -> Iterator[Found]:
    """A body with the place before a participle: "the Paris-based firm", "a Jacksonville based company"."""
    yield from _kinds(view)
    yield from _low(view)
    for token in view.doc:
        if token.tag_ != "VBN" or token.i < 2 or not view.telling[token.i]:
            continue
        relation = _relation(view, token)
        place = _before(view, token) if relation is not None else None
        if relation is None or place is None:
            continue
        for body in _bodies(view, token):
            if body != place.key and view.ontology.allows(view.cls(body), relation, view.cls(place.key)):
                yield Found(body, relation, place.key, token.i, (place.start, token.i + 1), "verb/compound")


def _low(view: DocView) -> Iterator[Found]:
    """A seat that the parser hung too low: "Aeros is a maker of airships based in Montebello" is Aeros'."""
    for token in view.doc:
        relation = _relation(view, token) if token.dep_ == "acl" and view.telling[token.i] else None
        above = token.head.head
        if relation is None or token.head.tag_ != "NNS" or above.lower_ != "of" or view.keys(token.head):
            continue
        places = view.all_keys(view.predicate(token).of("in"))
        for body in view.keys(above.head) if above.head.dep_ == "attr" else ():
            for place in places:
                if view.ontology.allows(view.cls(body), relation, view.cls(place)):
                    yield Found(body, relation, place, token.i, (token.i, token.i + 1), "verb/passive")


def _kinds(view: DocView) -> Iterator[Found]:
    """A body explained by its kind with a place before it: "Delmar Resins, a Delaware company"."""
    seat = view.words.frame("place")
    for noun in view.doc:
        if seat is None or noun.dep_ != "appos" or noun.tag_ != "NN" or not view.telling[noun.i]:
            continue
        kinds = view.words.anaphors.get(noun.lemma_.lower(), ())
        before = [c for c in noun.lefts if c.dep_ == "compound" and c.i == noun.i - 1]
        place = next(
            (r for c in before for r in view.covering.get(c.i, ()) if view.family(r.key) == "Place"), None
        )
        if place is None or not any(view.ontology.family(kind) == "Organization" for kind in kinds):
            continue
        for body in (r.key for r in view.by_head.get(noun.head.i, ())):
            if view.ontology.is_a(view.cls(body), "Organization"):
                yield Found(body, seat, place.key, noun.i, (place.start, noun.i + 1), "verb/compound")


def _relation(view: DocView, participle: Token) -> str | None:
    """The relation of "be based in", by its participle."""
    known = patterns(view.ontology).get(participle.lower_, ())
    return next((p.relation for p in known if p.stative and p.preposition == "in" and p.noun is None), None)


def _before(view: DocView, participle: Token) -> Ref | None:
    """The place right before a participle, beyond a hyphen."""
    i = participle.i - 1
    if view.doc[i].text == "-":
        i -= 1
    elif participle.dep_ != "amod":
        return None
    ending = (r for r in view.covering.get(i, ()) if r.end == i + 1 and r.kind is MentionKind.NAME)
    return next((r for r in ending if view.family(r.key) in ("Place", "Country")), None)


def _bodies(view: DocView, participle: Token) -> list[str]:
    """The body that the participle describes: the name in its phrase, else what the noun stands for."""
    noun = participle.head
    for _ in range(PARTICIPLE_STEPS):
        keys = [k for k in view.keys(noun) if view.family(k) == "Organization"]
        if keys or noun.dep_ not in ("compound", "nmod", "appos") or noun.head.i < participle.i:
            return keys
        noun = noun.head
    return []


def with_region(view: DocView, told: Iterable[Found]) -> Iterator[Found]:
    """Each relation, and for a body's seat its region too: "is headquartered in Irving, Texas"."""
    seat = view.words.frame("place")
    for found in told:
        yield found
        if found.relation == seat and view.family(found.subject) == "Organization":
            region = _region(view, found)
            if region is not None and region not in (found.subject, found.object):
                yield replace(found, object=region)


def _region(view: DocView, found: Found) -> str | None:
    """What follows a city after a comma and closes: "Irving, Texas." but no list of cities."""
    near = range(found.predicate, min(found.predicate + 12, len(view.doc)))
    place = next((r for i in near for r in view.starting.get(i, ()) if r.key == found.object), None)
    if place is None or place.end + 1 >= len(view.doc) or view.doc[place.end].text != ",":
        return None
    kinds = ("Place", "Country")
    after = next((r for r in view.starting.get(place.end + 1, ()) if view.cls(r.key) in kinds), None)
    if after is None or view.family(found.object) != "Place":
        return None
    closing = view.doc[after.end] if after.end < len(view.doc) else None
    listed = closing is not None and (closing.lower_ in ("and", "or") or closing.pos_ in ("NOUN", "PROPN"))
    if closing is not None and closing.text == "," and after.end + 1 < len(view.doc):
        listed = view.doc[after.end + 1].lower_ in ("and", "or")
    return None if listed else after.key
