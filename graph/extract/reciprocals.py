"""What a plural subject does to one another: "Xi and Obama met", "agreed with each other"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations

from spacy.tokens import Token

from graph.extract.doc_view import DocView
from graph.extract.matching import below, ends_of, object_noun, phrase_of
from graph.extract.patterns import Pattern, breadth, patterns, reciprocal
from graph.extract.relations import Found
from graph.extract.times import NEVER, When, time_of
from graph.grammar.coordination import hedge
from graph.grammar.predicates import Predicate

OTHER = frozenset({"other", "another"})
ADDRESSING = ("to", "about", "against")
"""Prepositions after which several speak to others, not to one another: "both spoke to reporters"."""
RECIPROCAL_CUE_WORDS = 3  # words of a cue that may have "each other" for its object: "declare war on"


def one_another(view: DocView, predicate: Predicate, taken: set[frozenset[str]]) -> Iterator[Found]:
    """What a plural subject does to one another: "Xi and Obama met", "agreed with each other"."""
    relation = _each_other(view, predicate) or _reciprocal_relation(view, predicate)
    if relation is None:
        return
    if _is_agreed(view, predicate.head, relation):
        return  # "agreed to establish relations" is one agreement
    subjects = predicate.subjects()
    when, start, end = _time(view, predicate.head, relation)
    phrase, doubt = phrase_of(view, predicate.head, predicate.head), hedge(subjects[:1])
    for one, other in _pairs(view, view.all_keys(subjects), relation):
        if frozenset((one, other)) not in taken:
            place = predicate.head.i
            yield Found(
                one, relation, other, place, phrase, "verb/reciprocal", None, when, start, end, hedge=doubt
            )


def _is_agreed(view: DocView, verb: Token, relation: str) -> bool:
    """Whether an infinitive says what the verb above it says already: "agreed to establish relations"."""
    above = reciprocal(view.ontology).get(verb.head.lemma_.lower())
    return verb.dep_ == "xcomp" and verb.head.tag_ in ("VBD", "VBN") and above == relation


def _time(view: DocView, verb: Token, relation: str) -> When:
    """The date of a verb, else that of the infinitive that says the same; no date after the article's."""
    own = time_of(view, verb)
    same = (c for c in verb.children if c.dep_ == "xcomp" and _is_agreed(view, c, relation))
    told = next((time_of(view, c) for c in same if _each_relation(view, c) == relation), NEVER)
    ahead = told[0] is not None and str(view.doc._.published or told[0]) < told[0]
    return told if own == NEVER and not ahead else own


def _each_relation(view: DocView, verb: Token) -> str | None:
    return _reciprocal_relation(view, view.predicate(verb))


def _pairs(view: DocView, keys: list[str], relation: str) -> Iterator[tuple[str, str]]:
    """Every two of them, both ways round where the relation has a direction, as the classes allow."""
    symmetric = view.ontology.relations[relation].symmetric
    for one, other in combinations(keys, 2) if symmetric else permutations(keys, 2):
        if view.ontology.allows(view.cls(one), relation, view.cls(other)):
            yield one, other


def _each_other(view: DocView, predicate: Predicate) -> str | None:
    """What they do to "each other", "one another", or each of them to "the other"."""
    known = patterns(view.ontology).get(predicate.head.lemma_.lower(), ())
    if not known or predicate.passive or not any(_is_other(token) for token in predicate.head.sent):
        return None
    width = breadth(view.ontology)
    for pattern in sorted(known, key=lambda p: (-p.size, width[p.relation])):
        if pattern.stative or pattern.size > RECIPROCAL_CUE_WORDS or not _does(view, predicate, pattern):
            continue
        ends = ends_of(view, predicate, pattern)
        if ends is not None and any(_is_other(t) for t in ends[1]):
            return pattern.relation
    return None


def _does(view: DocView, predicate: Predicate, pattern: Pattern) -> bool:
    """Whether the subjects may do it to one another: they are of the pattern's and the relation's classes."""
    keys = view.all_keys(predicate.agents)
    fit = pattern.doer is None or all(view.ontology.is_a(view.cls(k), pattern.doer) for k in keys)
    return fit and any(True for _ in _pairs(view, keys, pattern.relation))


def _is_other(token: Token) -> bool:
    word = token.lower_
    return word in OTHER or (word == "one" and token.i + 1 < len(token.doc) and token.nbor().lower_ in OTHER)


def _reciprocal_relation(view: DocView, predicate: Predicate) -> str | None:
    """The relation of a verb that has no partner; an object noun may tell it ("held talks")."""
    verb = predicate.head
    partner = [t for t in predicate.of("with") if t.lower_ not in OTHER]
    if partner or predicate.passive or len(predicate.agents) + len(view.all_keys(predicate.agents[:1])) < 3:
        return None
    symmetric = view.ontology.relations
    for pattern in patterns(view.ontology).get(verb.lemma_.lower(), ()):
        if (
            pattern.noun
            and pattern.preposition == "with"
            and symmetric[pattern.relation].symmetric
            and not pattern.stative
        ):
            noun = object_noun(view, predicate, pattern)
            if noun is not None and noun.dep_ == "dobj" and not below(noun, "with") and not view.keys(noun):
                return pattern.relation
    if view.all_keys(predicate.themes):
        return None
    mutual_verbs = reciprocal(view.ontology)
    told = mutual_verbs.get(verb.lemma_.lower())
    if told in view.words.framed("consultation") and predicate.of(*ADDRESSING):
        return None
    intended = [
        c
        for c in verb.children
        if c.dep_ == "ccomp" or (c.dep_ == "xcomp" and c.lemma_.lower() not in mutual_verbs)
    ]
    return told if not intended or _between_powers(view, predicate.agents) else None


def _between_powers(view: DocView, subjects: list[Token]) -> bool:
    """Whether all who agree to something are states and bodies, or speak for different ones.

    "Peru and Chile agreed to share the water" is an agreement; "Smith and Jones agreed to testify" is none.
    """
    keys = view.all_keys(subjects)
    sides = [tuple(view.bound(k)) if view.family(k) == "Person" else (k,) for k in keys]
    return all(sides) and len(set(sides)) == len(keys)
