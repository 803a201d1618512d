"""Where bodies are: "the Paris-based firm", "Delmar, a Delaware company", the region after a seat's city."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from graph.annotate.refs import Ref
from graph.extract.doc_view import DocView
from graph.extract.patterns import patterns
from graph.extract.related import related
from graph.extract.relations import Found
from graph.grammar.nominals import noun_predicate
from graph.grammar.predicates import Predicate

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
        phrase = (place.start, token.i + 1)
        bodies = _bodies(view, token)
        yield from related(view, bodies, relation, [place.key], token, "name/seat", phrase=phrase)


def _low(view: DocView) -> Iterator[Found]:
    """A seat that the parser hung too low: "Aeros is a maker of airships based in Montebello" is Aeros'."""
    for token in view.doc:
        relation = _relation(view, token) if token.dep_ == "acl" and view.telling[token.i] else None
        above = token.head.head
        if relation is None or token.head.tag_ != "NNS" or above.lower_ != "of" or view.keys(token.head):
            continue
        places = view.all_keys(view.predicate(token).of("in"))
        bodies = view.keys(above.head) if above.head.dep_ == "attr" else ()
        yield from related(view, bodies, relation, places, token, "verb/passive")


def _kinds(view: DocView) -> Iterator[Found]:
    """A body called by its kind and its place: "Delmar, a Delaware company", "Codelco is a Chilean firm"."""
    seat = view.words.frame("place")
    for noun in view.doc:
        if noun.tag_ != "NN" or not view.telling[noun.i] or not view.is_body_noun(noun):
            continue
        predicate = noun_predicate(noun)
        bodies = [k for k in view.all_keys(predicate.of("bearer")) if _is_unplaced_body(view, k)]
        for place in _places(view, predicate) if bodies else ():
            phrase = (min(place.start, noun.i), noun.i + 1)
            apart = noun.dep_ == "appos"  # an apposition is the writer's, whoever speaks around it
            kind = "name/kind"
            yield from related(view, bodies, seat, [place.key], noun, kind, phrase=phrase, structural=apart)


def _is_unplaced_body(view: DocView, key: str) -> bool:
    """Whether something is a body, and of no state by its name, as an agency is."""
    return view.family(key) == "Organization" and not view.drafts[key].country


def _places(view: DocView, predicate: Predicate) -> Iterator[Ref]:
    """The place or the state before a noun, none with a prefix: not the state of "a pro-Chilean firm"."""
    for token in predicate.of("modifier"):
        if token.i and view.doc[token.i - 1].text != "-":
            here = (r for r in view.covering.get(token.i, ()) if view.family(r.key) in ("Place", "Country"))
            yield from list(here)[:1]


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
    return view.name_ending(i, ("Place", "Country"))


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
