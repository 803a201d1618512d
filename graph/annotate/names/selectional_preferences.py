"""Selectional preferences: the classes of subjects and objects, by the relations that words signal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Token

from graph.grammar.tree import slot
from graph.grammar.words import NOUN_PREPOSITIONS
from graph.ontology import Ontology

ANY_CLASS: frozenset[str] = frozenset()
SAYERS = frozenset({"Person", "Organization", "Country"})


@dataclass(slots=True)
class Preferences:
    """Classes that a word takes, by lemma and preposition ("" for a verb's direct object)."""

    subjects: dict[str, frozenset[str]] = field(default_factory=dict)
    objects: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    nouns: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    def of(self, head: Token) -> frozenset[str]:
        """The classes that the word above a name's head expects there; empty where it expects none."""
        word, role = slot(head)
        lemma = word.lemma_.lower()
        if role in ("subject", "agent"):
            return self.subjects.get(lemma, ANY_CLASS)
        if role in ("object", "passive subject"):
            return self.objects.get((lemma, ""), ANY_CLASS)
        if role in ("", "modifier"):
            return ANY_CLASS
        table: Mapping[tuple[str, str], frozenset[str]] = self.objects if word.pos_ == "VERB" else self.nouns
        return table.get((lemma, role), ANY_CLASS)


@lru_cache(maxsize=4)
def preferences(ontology: Ontology) -> Preferences:
    """The preferences of an ontology; a word of several relations takes what any of them allows."""
    found = Preferences()
    told: dict[str, list[frozenset[str]]] = {}
    objects: dict[tuple[str, str], list[frozenset[str]]] = {}
    nouns: dict[tuple[str, str], list[frozenset[str]]] = {}
    for cue in ontology.cues_of("verb"):
        relation = ontology.relations.get(cue.term)
        if relation is None:
            if cue.term in ("Claimed", "Denied") and len(cue.words) == 1:
                told.setdefault(cue.words[0], []).append(SAYERS)
            continue
        if cue.words[0] == "be" or len(cue.words) > 2:
            continue
        told.setdefault(cue.words[0], []).append(relation.domain)
        if len(cue.words) == 1 or cue.words[1] in NOUN_PREPOSITIONS:
            objects.setdefault((cue.words[0], "" if len(cue.words) == 1 else cue.words[1]), []).append(
                relation.range
            )
    for cue in ontology.cues_of("noun"):
        relation = ontology.relations.get(cue.term)
        if relation is not None and len(cue.words) == 2:
            nouns.setdefault((cue.words[0], cue.words[1]), []).append(relation.range)
    found.subjects = {word: _any(sets) for word, sets in told.items()}
    found.objects = {word: _any(sets) for word, sets in objects.items()}
    found.nouns = {word: _any(sets) for word, sets in nouns.items()}
    return found


def _any(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """The union of what relations allow; empty where one of them allows everything."""
    known = list(sets)
    return frozenset().union(*known) if all(known) else ANY_CLASS
