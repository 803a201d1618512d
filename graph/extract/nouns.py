"""Relations that nouns tell: "talks between", "China's support for", "the signing of", "a visit to"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Token

from graph.extract.clauses import conjoined, frames
from graph.extract.found import Desk, Found
from graph.extract.verbs import time_of
from graph.ontology import Cue, Ontology

PAIRING = frozenset({"between", "among"})


@lru_cache(maxsize=4)
def noun_cues(ontology: Ontology) -> dict[str, tuple[tuple[Cue, bool], ...]]:
    """Noun cues by noun, with whether they are inverse."""
    found: dict[str, list[tuple[Cue, bool]]] = {}
    for kind, inverse in (("noun", False), ("inverseNoun", True)):
        for cue in ontology.cues_of(kind):
            if cue.term in ontology.relations and len(cue.words) > 1:
                found.setdefault(cue.words[-2].casefold(), []).append((cue, inverse))
    return {noun: tuple(cues) for noun, cues in found.items()}


def from_nouns(desk: Desk) -> Iterator[Found]:
    """Relations of every noun that a cue knows."""
    table = noun_cues(desk.ontology)
    for token in desk.doc:
        if token.pos_ != "NOUN":
            continue
        cues = {**{c: i for c, i in table.get(token.lower_, ())}, **{c: i for c, i in table.get(token.lemma_.lower(), ())}}
        if cues:
            yield from _told(desk, token, cues)


def _told(desk: Desk, noun: Token, cues: dict[Cue, bool]) -> Iterator[Found]:
    after = _prepositions(noun)
    seen: set[tuple[str, str, str]] = set()
    for cue, inverse in sorted(cues.items(), key=lambda pair: (-len(pair[0].words), pair[0])):
        if len(cue.words) > 2 and not any(c.lower_ == cue.words[-3].casefold() for c in noun.lefts):
            continue
        preposition = cue.words[-1].casefold()
        if preposition in PAIRING:
            pairs = _among(desk, after.get(preposition, []))
        else:
            pairs = desk.pairs(_holder(desk, noun, preposition), desk.all_keys(after.get(preposition, [])))
        phrase = (noun.i, noun.i + 1)
        when, start, end = time_of(desk, noun.head if noun.dep_ in ("dobj", "nsubjpass", "nsubj") else noun)
        for subject, target in pairs:
            if inverse:
                subject, target = target, subject
            if (subject, cue.term, target) in seen or not desk.ontology.allows(desk.cls(subject), cue.term, desk.cls(target)):
                continue
            seen.add((subject, cue.term, target))
            yield Found(subject, cue.term, target, noun.i, phrase, f"noun/{preposition}", when=when, start=start, end=end)


def _prepositions(noun: Token) -> dict[str, list[Token]]:
    found: dict[str, list[Token]] = {}
    hosts = [noun]
    if noun.dep_ in ("dobj", "nsubjpass"):
        hosts.append(noun.head)
    for host in hosts:
        for prep in host.children:
            if prep.dep_ == "prep" and prep.i > noun.i:
                found.setdefault(prep.lower_, []).extend(t for c in prep.children if c.dep_ == "pobj" for t in conjoined(c))
    return found


def _among(desk: Desk, tokens: list[Token]) -> list[tuple[str, str]]:
    keys = desk.all_keys(tokens)
    return [(a, b) for n, a in enumerate(keys) for b in keys[n + 1 :]]


def _holder(desk: Desk, noun: Token, preposition: str) -> list[str]:
    """Whose the noun is: possessor, "by …", adjective of a state, "of …", or a light verb's subject."""
    own: list[Token] = []
    for child in noun.children:
        if child.dep_ == "poss":
            own.extend(conjoined(child))
        elif child.dep_ in ("prep", "agent") and child.lower_ == "by":
            own.extend(t for c in child.children if c.dep_ == "pobj" for t in conjoined(c))
    if not own:
        own = [c for c in noun.lefts if c.dep_ in ("amod", "compound", "nmod") and desk.by_head.get(c.i)]
    if not own and preposition != "of":
        own = [t for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children if p.dep_ == "pobj" for t in conjoined(p)]
    if not own and noun.dep_ == "dobj" and noun.head.lemma_.lower() in desk.words.light_verbs:
        own = frames(noun.head).subjects
    if not own and noun.dep_ == "pobj" and noun.head.head.pos_ == "VERB" and noun.head.lower_ in ("in", "for", "on", "during", "with"):
        host = noun.head.head
        own = frames(host).subjects if host.lemma_.lower() in desk.words.light_verbs else []
    keys = desk.all_keys(own)
    return keys
