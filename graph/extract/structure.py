"""Relations that stand between names: prepositions, possessives, commas, and what names say themselves."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Token

from graph.annotate.classify import family
from graph.annotate.refs import Ref, refs
from graph.extract.clauses import conjoined, frames, predicate_verbs
from graph.extract.found import Desk, Found
from graph.extract.verbs import time_of
from graph.model import MentionKind
from graph.ontology import Ontology

GENITIVE, ADJECTIVE, COMPOUND = "'s", "adj", "compound"


@lru_cache(maxsize=4)
def prepositions(ontology: Ontology) -> dict[str, tuple[tuple[str, str | None, bool], ...]]:
    """Preposition cues: preposition → (relation, class of the noun before it or None, inverse)."""
    found: dict[str, list[tuple[str, str | None, bool]]] = {}
    for kind, inverse in (("preposition", False), ("inversePreposition", True)):
        for cue in ontology.cues_of(kind):
            if cue.term in ontology.relations:
                cls = next((w for w in cue.words[:-1] if w in ontology.classes), None)
                word = " ".join(w for w in cue.words if w != cls).casefold()
                found.setdefault(word, []).append((cue.term, cls, inverse))
    return {word: tuple(rows) for word, rows in found.items()}


def from_structure(desk: Desk) -> Iterator[Found]:
    """Relations of every reference with what its noun phrase ties to it."""
    table = prepositions(desk.ontology)
    for ref in refs(desk.doc):
        if ref.kind is not MentionKind.PRONOUN:
            yield from _around(desk, ref, table)
    yield from _adjuncts(desk, table)
    yield from _cities(desk)
    yield from _states(desk)


def _around(desk: Desk, ref: Ref, table: dict[str, tuple[tuple[str, str | None, bool], ...]]) -> Iterator[Found]:
    head = desk.doc[ref.head]
    explained = [head, *(c for c in head.children if c.dep_ == "appos" and c.pos_ == "NOUN" and not desk.by_head.get(c.i))]
    for noun in explained:
        for prep in noun.rights:
            if prep.dep_ in ("prep", "agent"):
                for thing in (c for c in prep.children if c.dep_ == "pobj"):
                    yield from _tied(desk, ref, prep.lower_, conjoined(thing), table, f"name/{prep.lower_}")
            elif prep.dep_ == "acl" and prep.tag_ == "VBN":
                for inner in prep.children:
                    if inner.dep_ == "agent" and prep.lemma_ in desk.words.light_verbs:
                        yield from _tied(desk, ref, "by", [t for c in inner.children for t in conjoined(c)], table, "name/by")
    for child in head.children:
        if child.dep_ == "poss":
            yield from _tied(desk, ref, GENITIVE, conjoined(child), table, "name/possessive")
    inside = [
        desk.doc[r.head]
        for i in range(ref.start, ref.end)
        for r in desk.covering.get(i, ())
        if r.key != ref.key and r.start >= ref.start and r.end <= ref.end and r.head == i
    ]
    before = [c for c in head.lefts if c.dep_ in ("amod", "compound", "nmod") and c.i < ref.start]
    for token in dict.fromkeys([*inside, *before]):
        if token.dep_ == "poss":
            continue
        keys = desk.keys(token)
        kind = ADJECTIVE if keys and desk.cls(keys[0]) == "Country" else COMPOUND
        yield from _tied(desk, ref, kind, [token], table, f"name/{kind}")


def _tied(desk: Desk, ref: Ref, word: str, others: list[Token], table: dict[str, tuple[tuple[str, str | None, bool], ...]], name: str) -> Iterator[Found]:
    for relation, cls, inverse in table.get(word, ()):
        if cls is not None and not desk.ontology.is_a(desk.cls(ref.key), cls):
            continue
        for other in desk.all_keys(others):
            subject, target = (other, ref.key) if inverse else (ref.key, other)
            if subject != target and desk.ontology.allows(desk.cls(subject), relation, desk.cls(target)):
                first = min(ref.head, others[0].i)
                last = max(ref.head, others[0].i)
                structural = not any(desk.ontology.is_a(desk.cls(k), c) for k in (subject, target) for c in ("Event", "Agreement", "Document"))
                yield Found(subject, relation, target, ref.head, (first, last + 1), name, structural=structural)


def _adjuncts(desk: Desk, table: dict[str, tuple[tuple[str, str | None, bool], ...]]) -> Iterator[Found]:
    """Those who act at an event take part in it: "Xi and Obama dealt with it at the summit"."""
    for verb in predicate_verbs(iter(desk.doc)):
        for prep in verb.children:
            if prep.dep_ != "prep":
                continue
            events = [t for c in prep.children if c.dep_ == "pobj" for t in conjoined(c)]
            for relation, cls, inverse in table.get(f"verb {prep.lower_}", ()):
                frame = frames(verb)
                for subject, target in desk.pairs(desk.all_keys(frame.subjects), desk.all_keys(events)):
                    if cls is not None and not desk.ontology.is_a(desk.cls(target), cls):
                        continue
                    if desk.ontology.allows(desk.cls(subject), relation, desk.cls(target)):
                        when, start, end = time_of(desk, verb)
                        yield Found(subject, relation, target, verb.i, (verb.i, verb.i + 1), f"adjunct/{prep.lower_}", when=when, start=start, end=end)


def _cities(desk: Desk) -> Iterator[Found]:
    """"Antalya, Turkey": a place and, after the comma, where it lies; else by the gazetteer."""
    told: set[tuple[str, str]] = set()
    place_of = desk.words.frame("place")
    if place_of is None:
        return
    ordered = [r for r in refs(desk.doc) if r.kind is MentionKind.NAME]
    for one, other in zip(ordered, ordered[1:], strict=False):
        if desk.cls(one.key) == "Place" and desk.cls(other.key) in ("Country", "Place") and other.start == one.end + 1 and desk.doc[one.end].text == ",":
            after = desk.doc[other.end] if other.end < len(desk.doc) else None
            if one.key != other.key and (after is None or after.text in (",", ".", ";", ")") or after.is_space or after.text in ("in", "on")) and after is not None and after.lower_ != "and":
                told.add((one.key, other.key))
                yield Found(one.key, place_of, other.key, one.head, (one.start, other.end), "name/comma", structural=True)
    for key, draft in desk.drafts.items():
        if draft.cls == "Place" and draft.country:
            state = next((k for k, d in desk.drafts.items() if d.cls == "Country" and d.country == draft.country), None)
            first = next((r for r in ordered if r.key == key), None)
            if state is not None and first is not None and (key, state) not in told:
                yield Found(key, place_of, state, first.head, (first.start, first.end), "gazetteer/geonames", structural=True)


def _states(desk: Desk) -> Iterator[Found]:
    """An agency whose state stands with it is an agency of that state."""
    organ_of = desk.words.frame("organ")
    for key, draft in desk.drafts.items() if organ_of is not None else ():
        if family(draft.cls) != "Organization" or not draft.country or not desk.ontology.is_a(draft.cls, "Agency"):
            continue
        state = next((k for k, d in desk.drafts.items() if d.cls == "Country" and draft.country in (d.country, d.label)), None)
        first = next((r for r in refs(desk.doc) if r.key == key), None)
        if state is not None and first is not None:
            yield Found(key, organ_of, state, first.head, (first.start, first.end), "name/state", structural=True)
