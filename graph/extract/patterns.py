"""Verb cues taken apart: "hold talks with", "be based in", "come under attack from", "demand that"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from graph.grammar.words import ARTICLES, PREPOSITIONS
from graph.ontology import Cue, Ontology

VERB_PARTICLES = frozenset(
    "up out off down away back over in on forward aside through together around apart along".split()
)
CLAUSE, INFINITIVE = "that", "do"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A verb cue taken apart.

    `stative` begins with "be": its first word is a participle, or the complement of the copula.
    `particle` is a particle or the preposition before `noun`; `preposition` brings in the object, and
    is "that" where the object is the subject of a that-clause, "do" where it is the object of an
    infinitive ("threaten to do"). `either` marks a single last word that
    may be particle or preposition ("take over"). `doer` is the class that the subject must have.
    """

    relation: str
    verb: str
    size: int
    stative: bool = False
    particle: str | None = None
    noun: str | None = None
    preposition: str | None = None
    inverse: bool = False
    either: bool = False
    cls: str | None = None
    doer: str | None = None


def parse(cue: Cue, *, inverse: bool = False, classes: frozenset[str] = frozenset()) -> Pattern:
    """Take a verb cue apart.

    A noun written as the name of a class ("sign Agreement with") stands for anything of that class, that
    of a family of words ("give Goods to") for each of its nouns; a class before the verb ("Media attack")
    limits the subject.

    >>> parse(Cue("verb", "metWith", ("hold", "talks", "with"))).noun
    'talks'
    >>> parse(Cue("verb", "attacks", ("come", "under", "attack", "from"))).particle
    'under'
    """
    words = [w for w in cue.words if w not in ARTICLES]
    doer = words.pop(0) if words[0] in classes and len(words) > 1 else None
    stative = words[0] == "be" and len(words) > 1
    if stative:
        words = words[1:]
    cls = next((w for w in words[1:] if w[0].isupper()), None)
    verb, rest = words[0].casefold(), [w.casefold() for w in words[1:]]
    if stative and not rest and verb in PREPOSITIONS:
        return Pattern(cue.term, "be", len(cue.words), True, None, None, verb, inverse)
    if stative and verb in PREPOSITIONS:
        verb, rest = "be", [verb, *rest]
    preposition = (
        rest.pop() if rest and (rest[-1] in PREPOSITIONS or rest[-1] in (CLAUSE, INFINITIVE)) else None
    )
    if preposition == INFINITIVE:
        rest = [word for word in rest if word != "to"]
    either = preposition in VERB_PARTICLES and not rest and not stative
    particle = rest.pop(0) if rest and (rest[0] in VERB_PARTICLES or rest[0] in PREPOSITIONS) else None
    return Pattern(
        cue.term,
        verb,
        len(cue.words),
        stative,
        particle,
        " ".join(rest) or None,
        preposition,
        inverse,
        either,
        cls,
        doer,
    )


@lru_cache(maxsize=4)
def patterns(ontology: Ontology) -> dict[str, tuple[Pattern, ...]]:
    """Verb patterns by verb, the longest first."""
    found: dict[str, list[Pattern]] = {}
    classes = frozenset(ontology.classes)
    for kind, inverse in (("verb", False), ("inverseVerb", True)):
        for cue in ontology.cues_of(kind):
            if cue.term in ontology.relations:
                pattern = parse(cue, inverse=inverse, classes=classes)
                found.setdefault(pattern.verb, []).append(pattern)
    return {
        verb: tuple(sorted(ps, key=lambda p: (-p.size, p.relation, p.inverse))) for verb, ps in found.items()
    }


@lru_cache(maxsize=4)
def copular(ontology: Ontology) -> dict[str, tuple[Pattern, ...]]:
    """Patterns with "be" by the word that follows it, for copulas: "be member of", "be behind"."""
    found: dict[str, list[Pattern]] = {}
    for each in patterns(ontology).values():
        for pattern in each:
            if pattern.stative:
                word = pattern.verb if pattern.verb != "be" else pattern.noun or pattern.preposition or ""
                found.setdefault(word, []).append(pattern)
    return {word: tuple(ps) for word, ps in found.items()}


@lru_cache(maxsize=4)
def reciprocal(ontology: Ontology) -> dict[str, str]:
    """Verbs that a plural subject does to one another ("meet"), to their relation."""
    return {
        cue.text.casefold(): cue.term
        for cue in ontology.cues_of("reciprocalVerb")
        if cue.term in ontology.relations
    }


@lru_cache(maxsize=4)
def breadth(ontology: Ontology) -> dict[str, int]:
    """How many pairs of classes each relation allows: the fewer, the more it says."""
    names = list(ontology.classes)
    wide = len(names)
    found: dict[str, int] = {}
    for name, relation in ontology.relations.items():
        left = (
            sum(any(ontology.is_a(c, d) for d in relation.domain) for c in names) if relation.domain else wide
        )
        right = (
            sum(any(ontology.is_a(c, d) for d in relation.range) for c in names) if relation.range else wide
        )
        found[name] = left * right
    return found


def forms(verb: Token) -> Iterator[str]:
    """The lemma of a verb, and the stem where the lemmatizer misses it ("co-founded", "its attacking of")."""
    yield verb.lemma_.lower()
    if "-" in verb.text:
        yield from (verb.lower_[:-end] for end in (1, 2, 3))
    if verb.pos_ == "NOUN" and (stem := verb.lower_.removesuffix("ing")) != verb.lower_:
        yield from (stem, stem + "e", stem[:-1] if stem[-2:-1] == stem[-1:] else stem)
