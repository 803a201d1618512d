"""The ontology's cues by the word they begin with: verbs in all their forms, nouns, roles and classes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from graph.ask.question import Signal
from graph.ask.tokens import ARTICLES, Forms, Word, plurals, verb
from graph.ontology import Ontology

K = TypeVar("K")
V = TypeVar("V")

CLAUSES = frozenset(("that", "do"))
"""Last words of patterns that take a clause, which questions here do not have."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb with the words that must follow it before its object."""

    forms: Forms
    rest: tuple[str, ...]
    signal: Signal

    @property
    def size(self) -> int:
        """How many words it has."""
        return 1 + len(self.rest)


@dataclass(frozen=True)
class Phrases:
    """All that the ontology's words can say in a question."""

    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[tuple[str, ...], tuple[Signal, ...]]
    roles: Mapping[tuple[str, ...], tuple[tuple[str, Signal], ...]]
    classes: Mapping[tuple[str, ...], tuple[str, ...]]
    several: Mapping[tuple[str, ...], tuple[str, ...]]
    says: Mapping[str, str]
    narrow: Mapping[tuple[str, str], str]
    """Nouns, in both numbers with their class, that say more than it does: "wars" of events, "war"."""

    def frames(self, word: Word) -> tuple[Frame, ...]:
        """The verb patterns that the word may begin."""
        return self.verbs.get(word.folded, ())


@lru_cache(maxsize=4)
def phrases(ontology: Ontology) -> Phrases:
    """The phrases of an ontology."""
    one, several = _classes(ontology)
    return Phrases(
        verbs=_grouped((form, frame) for frame in _frames(ontology) for form in sorted(frame.forms.all)),
        nouns=_grouped(_nouns(ontology)),
        roles=_grouped(_roles(ontology)),
        classes=one,
        several=several,
        says=_says(ontology),
        narrow=_narrow(ontology),
    )


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    found: defaultdict[K, dict[V, None]] = defaultdict(dict)
    for key, value in pairs:
        found[key][value] = None
    return {key: tuple(values) for key, values in found.items()}


def _frames(ontology: Ontology) -> Iterator[Frame]:
    for kind, inverse in (("verb", False), ("inverseVerb", True), ("reciprocalVerb", False)):
        for cue in ontology.cues_of(kind):
            first, *rest = (word.casefold() for word in cue.words if word not in ARTICLES)
            usable = not CLAUSES & set(rest) and not set(cue.words) & set(ontology.classes)
            if cue.term in ontology.relations and usable:
                yield Frame(verb(first), tuple(rest), Signal(cue.term, inverse))
    for relation in ontology.relations.values():  # a relation's own label is a way to ask for it
        yield from _label_frames(relation.label, Signal(relation.name))


def _label_frames(label: str, signal: Signal) -> Iterator[Frame]:
    """A label such as "party to" after "be", and one such as "took part in" as a verb."""
    first, *rest = (word for word in label.casefold().split() if word not in ARTICLES)
    yield Frame(verb("be"), (first, *rest), signal)
    forms = Forms(first, frozenset({first}), frozenset({first}), frozenset({first}), frozenset())
    yield Frame(forms, tuple(rest), signal)


def _nouns(ontology: Ontology) -> Iterator[tuple[tuple[str, ...], Signal]]:
    """ "agency of": the noun phrase in both numbers with its preposition."""
    for kind, inverse in (("noun", False), ("inverseNoun", True)):
        for cue in ontology.cues_of(kind):
            *noun, preposition = (word.casefold() for word in cue.words)
            if cue.term in ontology.relations and noun:
                for form in (" ".join(noun), *plurals(" ".join(noun))):
                    yield (*form.split(), preposition), Signal(cue.term, inverse)


def _roles(ontology: Ontology) -> Iterator[tuple[tuple[str, ...], tuple[str, Signal]]]:
    """Roles in both numbers, each with its singular, by which titles are compared."""
    for kind, inverse in (("role", False), ("stateRole", False), ("inverseRole", True)):
        for cue in ontology.cues_of(kind):
            if cue.term in ontology.relations:
                role = cue.text.casefold()
                for form in (role, *plurals(role)):
                    yield tuple(form.split()), (role, Signal(cue.term, inverse))


def _classes(ontology: Ontology) -> tuple[dict[tuple[str, ...], tuple[str, ...]], ...]:
    """The nouns of each class in the singular, and in the plural."""
    nouns = [(cls.label.casefold(), cls.name) for cls in ontology.classes.values()]
    nouns += [
        (cue.text.casefold(), cue.term)
        for kind in ("head", "setNoun", "anaphor")
        for cue in ontology.cues_of(kind)
        if cue.term in ontology.classes
    ]
    one = _grouped((tuple(noun.split()), cls) for noun, cls in nouns)
    several = _grouped((tuple(form.split()), cls) for noun, cls in nouns for form in plurals(noun))
    labels = {tuple(cls.label.casefold().split()): (cls.name,) for cls in ontology.classes.values()}
    plural_labels = {
        tuple(form.split()): cls for label, cls in labels.items() for form in plurals(" ".join(label))
    }
    return one | labels, several | plural_labels


def _narrow(ontology: Ontology) -> dict[tuple[str, str], str]:
    """The heads of names that are no other word for the whole class."""
    general = {
        (cue.text.casefold(), cue.term) for kind in ("setNoun", "anaphor") for cue in ontology.cues_of(kind)
    }
    general |= {(cls.label.casefold(), cls.name) for cls in ontology.classes.values()}
    heads = [
        (cue.text.casefold(), cue.term)
        for cue in ontology.cues_of("head")
        if cue.term in ontology.classes and (cue.text.casefold(), cue.term) not in general
    ]
    return {(form, cls): noun for noun, cls in heads for form in (noun, *plurals(noun))}


def _says(ontology: Ontology) -> dict[str, str]:
    """Every form of a verb of one word that makes a claim or a denial, with the modality."""
    found: dict[str, str] = {}
    for term in ("Claimed", "Denied"):
        for kind in ("verb", "selfVerb"):
            for cue in ontology.words_of(kind, term):
                if " " not in cue:
                    found |= {form: term for form in verb(cue).all if found.get(form) != "Claimed"}
    own = ontology.words_of("selfVerb", "Denied")
    return found | {form: "Denied" for cue in own for form in verb(cue).all}


def spans(
    table: Mapping[tuple[str, ...], V], words: Sequence[Word], start: int, most: int = 6
) -> Iterator[tuple[int, V]]:
    """Every entry of a table that the words from `start` on begin with, the longest first, with its end."""
    for end in range(min(len(words), start + most), start, -1):
        found = table.get(tuple(word.folded for word in words[start:end]))
        if found is not None:
            yield end, found
