"""Whose cue wins where two files give one word two meanings: that of the later file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graph.ontology.terms import Class, Cue, Relation

SLOTS = {
    "inverseVerb": "verb",
    "reciprocalVerb": "verb",
    "inverseNoun": "noun",
    "inverseRole": "role",
    "stateRole": "role",
    "inversePreposition": "preposition",
    "nameHead": "head",
}
"""Kinds of cues that are looked up together, by their common kind."""
ARTICLES = frozenset({"a", "an", "the"})

Slot = tuple[str, tuple[str, ...]]


def ranked(
    layers: Sequence[Iterable[Cue]], classes: Mapping[str, Class], relations: Mapping[str, Relation]
) -> tuple[Cue, ...]:
    """The cues of all layers, sorted, without those that a later layer redefines.

    A class takes a word from any other class. A relation takes a word only from relations whose domain and
    range are within its own: statements that it cannot make are left to the earlier relation.
    """
    kept: set[Cue] = set()
    for layer in layers:
        new = [cue for cue in layer if cue.words]
        slots: dict[Slot, list[Cue]] = {}
        for cue in new:
            slots.setdefault(_slot(cue), []).append(cue)
        kept = {
            old
            for old in kept
            if not any(_outranks(cue, old, classes, relations) for cue in slots.get(_slot(old), ()))
        }
        kept.update(new)
    return tuple(sorted(kept))


def _slot(cue: Cue) -> Slot:
    words = tuple(word.casefold() for word in cue.words if word not in ARTICLES)
    return SLOTS.get(cue.kind, cue.kind), words


def _outranks(new: Cue, old: Cue, classes: Mapping[str, Class], relations: Mapping[str, Relation]) -> bool:
    if new.term == old.term:
        return False
    if new.term in classes and old.term in classes:
        return True
    one, other = relations.get(new.term), relations.get(old.term)
    if one is None or other is None:
        return False
    ends = (one.domain, one.range), (other.domain, other.range)
    (domain, range_), (old_domain, old_range) = ends
    return _covers(domain, old_domain, classes) and _covers(range_, old_range, classes)


def _covers(wide: frozenset[str], narrow: frozenset[str], classes: Mapping[str, Class]) -> bool:
    """Whether each class of `narrow` is in `wide` or a subclass of it; an empty set means any class."""
    return not wide or (bool(narrow) and all(classes[one].ancestors & wide for one in narrow))
