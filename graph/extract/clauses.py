"""Syntax as frames: who does what to whom, whatever the voice, and with which prepositions.

One small table of grammar, without a domain word: active, passive, participles, relative clauses,
infinitive chains with subject or object control, coordination.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
ADDING = frozenset({"with", "including", "besides", "alongside"})
JOINED = frozenset({"conj"})


@dataclass(slots=True)
class Frame:
    """A predicate and its arguments as head tokens: deep subject, deep object, prepositional objects."""

    verb: Token
    name: str
    subjects: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    prepositions: dict[str, list[Token]] = field(default_factory=dict)
    particles: frozenset[str] = frozenset()
    object_nouns: dict[str, Token] = field(default_factory=dict)
    patient: list[Token] = field(default_factory=list)


def conjoined(token: Token | None) -> list[Token]:
    """A token with the tokens coordinated after it, also by "as well as"."""
    if token is None:
        return []
    found = [token]
    for child in token.rights:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X", "DET"):
            found.extend(conjoined(child))
    return found


def frames(verb: Token) -> Frame:
    """The frame of a verb."""
    passive = any(c.dep_ in ("nsubjpass", "auxpass", "agent") for c in verb.children) or (
        verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl", "amod") and not any(c.dep_ == "dobj" for c in verb.children)
    )
    found = Frame(verb, "svo/passive" if passive else "svo/active")
    found.particles = frozenset(c.lower_ for c in verb.children if c.dep_ == "prt")
    if passive:
        found.objects = _shared_subject(verb, passive=True)
        found.patient = list(found.objects)
        found.subjects = [t for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj" for t in conjoined(p)]
        (found.subjects or found.patient).extend(additions(verb))
        found.objects += [t for c in verb.children if c.dep_ in ("dobj", "oprd") for t in conjoined(c)]
    else:
        found.subjects = _shared_subject(verb, passive=False)
        found.objects = _objects(verb)
    for thing in found.objects if not passive else [t for c in verb.children if c.dep_ == "dobj" for t in conjoined(c)]:
        found.object_nouns[thing.lemma_.lower()] = thing
        found.object_nouns.setdefault(thing.lower_, thing)
    if passive:
        for thing in found.patient:
            found.object_nouns.setdefault(thing.lemma_.lower(), thing)
            found.object_nouns.setdefault(thing.lower_, thing)
    _prepositions(verb, found)
    return found


def _objects(verb: Token) -> list[Token]:
    own = [t for c in verb.children if c.dep_ in ("dobj", "dative", "attr") and c.pos_ != "ADP" for t in conjoined(c)]
    if own:
        return own
    for other in verb.conjuncts:
        if other.i > verb.i and other.pos_ == "VERB" and not any(c.dep_ in ("nsubj", "nsubjpass") for c in other.children):
            shared = [t for c in other.children if c.dep_ == "dobj" for t in conjoined(c)]
            if shared and not any(c.dep_ == "prep" for c in verb.children):
                return shared
    if verb.dep_ == "relcl" and not any(c.dep_ in ("dobj",) for c in verb.children):
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if subject is not None and subject.lower_ not in ("who", "which", "that") and verb.head.pos_ in ("NOUN", "PROPN"):
            return [verb.head]
    return []


def _shared_subject(verb: Token, *, passive: bool) -> list[Token]:
    """The verb's grammatical subject: its own, or by participle, infinitive or coordination another's."""
    wanted = ("nsubjpass",) if passive else ("nsubj", "csubj")
    at, steps = verb, 0
    while steps < 8:
        own = [t for c in at.children if c.dep_ in wanted or (steps and c.dep_ in ("nsubj", "nsubjpass")) for t in conjoined(c)]
        if own:
            return own if passive else own + additions(at)
        if passive and not steps and (any_nsubj := [t for c in at.children if c.dep_ == "nsubj" for t in conjoined(c)]):
            return any_nsubj
        if at.dep_ in ("acl", "amod") and at.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return [at.head]
        if at.dep_ == "relcl":
            return []
        if at.dep_ in ("xcomp", "ccomp") and at.head.pos_ in ("VERB", "AUX", "ADJ"):
            controlled = [t for c in at.head.children if c.dep_ in ("dobj", "dative") and c.i < at.i for t in conjoined(c)]
            if controlled and at.dep_ == "xcomp":
                return controlled
            if at.dep_ == "ccomp" and not steps and at.tag_ not in ("VB", "VBG"):
                return []
            at = at.head
        elif at.dep_ == "pcomp" and at.head.dep_ == "prep" and at.head.head.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
            host = at.head.head
            if host.pos_ == "NOUN":
                return [t for c in host.children if c.dep_ == "poss" for t in conjoined(c)]
            accused = [t for c in host.children if c.dep_ in ("dobj", "nsubjpass") for t in conjoined(c)]
            if accused and at.head.lower_ in ("of", "for", "from"):
                return accused
            at = host
        elif at.dep_ in ("conj", "advcl", "dep", "parataxis", "acomp") and at.head.pos_ in ("VERB", "AUX", "ADJ", "NOUN") and at.head.i != at.i:
            at = at.head
        else:
            return []
        steps += 1
    return []


def additions(verb: Token) -> list[Token]:
    """Those who are added to the subject: "along with …", "together with …", "in addition to …"."""
    found: list[Token] = []
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("along", "together", "in", "besides", "alongside"):
            for inner in child.subtree:
                if inner.dep_ == "pobj" and inner.head.lower_ in ("with", "to", "besides", "alongside"):
                    lead = " ".join(t.lower_ for t in inner.doc[child.i : inner.head.i + 1])
                    if lead in ("along with", "together with", "in addition to", "besides", "alongside"):
                        found.extend(conjoined(inner))
    return found


def _prepositions(verb: Token, found: Frame) -> None:
    hosts = [verb, *(c for c in verb.children if c.dep_ in ("prt", "advmod", "acomp", "dobj", "attr", "oprd", "nsubjpass"))]
    for host in hosts:
        for prep in host.children:
            if prep.dep_ in ("prep", "dative") and prep.pos_ in ("ADP", "SCONJ", "ADV"):
                _take(prep, found, verb, own=host is verb or host.dep_ in ("prt", "advmod", "acomp"))
    for prep in verb.children:
        if prep.dep_ == "agent":
            continue


def _take(prep: Token, found: Frame, verb: Token, *, own: bool) -> None:
    for thing in prep.children:
        if thing.dep_ == "pobj":
            key = prep.lower_ if own else "~" + prep.lower_
            found.prepositions.setdefault(key, []).extend(conjoined(thing))
        elif thing.dep_ == "prep":
            for inner in thing.children:
                if inner.dep_ == "pobj":
                    found.prepositions.setdefault(f"{prep.lower_} {thing.lower_}", []).extend(conjoined(inner))
                    found.prepositions.setdefault(thing.lower_, []).extend(conjoined(inner))


def predicate_verbs(tokens: Iterator[Token]) -> Iterator[Token]:
    """Verbs that head a predicate: full verbs, also tagged as auxiliaries when nothing depends on them so."""
    for token in tokens:
        if token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in ("aux", "auxpass")):
            yield token
