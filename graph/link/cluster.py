"""Profiles → clusters: from the most telling name to the least, each joins the one cluster it fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph.link.blocks import BEARERS, CROWDED, SURNAME, Key, blocks, specificity
from graph.link.fold import plain
from graph.link.lexicon import Lexicon
from graph.link.person import PersonName
from graph.link.profile import Name, Profile, main_name, profile
from graph.link.records import Record
from graph.link.rules import LIFETIME, MARGIN, NEVER, PERSON_POINTS, THRESHOLD, points, self_points
from graph.link.title import Title
from graph.ontology import Ontology

RENOWN = 3  # articles with a person who other articles may then name by the surname alone


def clusters(records: Iterable[Record], words: Lexicon, ontology: Ontology) -> list[Profile]:
    """All records, each in one cluster; the order of the records makes no difference.

    Near linear: records of one telling name and country are one group from the start, and a group
    meets only the clusters with a key in common.
    """
    book = _Book()
    for group in _groups(records, words, ontology):
        book.place(group)
    return book.clusters


def _groups(records: Iterable[Record], words: Lexicon, ontology: Ontology) -> list[Profile]:
    """Records that are one by their name alone come as one profile, the others each as its own."""
    grouped: dict[tuple[object, ...], Profile] = {}
    for record in sorted(records, key=lambda one: (one.family, one.source, one.key)):
        one = profile(record, words, ontology)
        name = main_name(record, words)
        alone = self_points(one, name) < THRESHOLD
        key = (
            record.family,
            name,
            *sorted(one.countries),
            *sorted(one.dates),
            *sorted(one.same_as),
            *sorted(one.homes),
            *sorted(one.hosts if isinstance(name, Title) and name.is_mission else ()),
            one.years and one.years[0] // LIFETIME,
        )
        alone = alone or (key in grouped and not grouped[key].others.isdisjoint(one.members))
        key = (*key, record.source, record.key) if alone else key
        if key in grouped:
            grouped[key].absorb(one)
        else:
            grouped[key] = one
    return sorted(grouped.values(), key=lambda one: _rank(one, main_name(one.records[0], words)))


def _rank(one: Profile, name: Name) -> tuple[object, ...]:
    first = one.records[0]
    date = max((len(date) for date in one.dates), default=0)
    known = bool(one.countries) + bool(one.same_as)
    return (
        one.family,
        -specificity(name),
        -known,
        -date,
        -len(one.records),
        plain(first.label),
        first.source,
        first.key,
    )


class _Book:
    """The clusters so far and the keys that lead to them."""

    def __init__(self) -> None:
        self.clusters: list[Profile] = []
        self._index: dict[Key, set[int]] = defaultdict(set)

    def place(self, group: Profile) -> None:
        """Let a group join the cluster that it fits, alone and by a margin, or found its own."""
        keys = {(group.family, *key) for key in blocks(group)}
        at = self._fitting(group, keys)
        if at is None:
            at = len(self.clusters)
            self.clusters.append(group)
        else:
            self.clusters[at].absorb(group)
        for key in keys:
            self._index[key].add(at)

    def _fitting(self, group: Profile, keys: Iterable[Key]) -> int | None:
        met = {at for key in keys if not self._is_crowded(key) for at in self._index.get(key, ())}
        ranked = sorted(
            ((points(group, self.clusters[at]), at) for at in met), key=lambda one: (-one[0], one[1])
        )
        fitting = [one for one in ranked if one[0] >= THRESHOLD]
        if not fitting:
            many = any(key[1] == SURNAME and self._is_crowded(key) for key in keys)
            return None if many else self._renowned(group, ranked)
        if len(fitting) > 1 and fitting[0][0] - fitting[1][0] < MARGIN:
            return None
        return fitting[0][1]

    def _is_crowded(self, key: Key) -> bool:
        return len(self._index.get(key, ())) > (BEARERS if key[1] == SURNAME else CROWDED)

    def _renowned(self, group: Profile, ranked: Sequence[tuple[float, int]]) -> int | None:
        """The dominant person with a surname: in many articles, while others with the name are rare."""
        if is_full_person(group):
            return None
        bearers = [(got, at) for got, at in ranked if got > NEVER and is_full_person(self.clusters[at])]
        known = sorted((-len(self.clusters[at].sources), -got, at) for got, at in bearers)
        if not known or -known[0][1] < PERSON_POINTS["family"]:
            return None
        others = sum(-count for count, _, _ in known[1:])
        return known[0][2] if -known[0][0] >= RENOWN * max(1, 2 * others) else None


def is_full_person(one: Profile) -> bool:
    """Whether a profile is of a person whose whole name is known."""
    return any(isinstance(name, PersonName) and name.is_full for name in one.names)
