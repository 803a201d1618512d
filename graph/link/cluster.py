"""Profiles → clusters: from the most telling name to the least, each joins the one cluster it fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph.link.blocks import CROWDED, Key, blocks, specificity
from graph.link.fold import plain
from graph.link.lexicon import Lexicon
from graph.link.profile import Name, Profile, Record, main_name, profile
from graph.link.rules import MARGIN, THRESHOLD, points, self_points
from graph.ontology import Ontology


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
        key = (record.family, name, *sorted(one.countries), *sorted(one.dates), *sorted(one.same_as))
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
        self._index: dict[Key, list[int]] = defaultdict(list)

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
            if not self._index[key] or self._index[key][-1] != at:
                self._index[key].append(at)

    def _fitting(self, group: Profile, keys: Iterable[Key]) -> int | None:
        met = {at for key in keys if len(found := self._index.get(key, [])) <= CROWDED for at in found}
        scored = sorted((-points(group, self.clusters[at]), at) for at in met)
        if not scored or -scored[0][0] < THRESHOLD:
            return None
        if len(scored) > 1 and scored[1][0] - scored[0][0] < MARGIN and -scored[1][0] >= THRESHOLD:
            return None
        return scored[0][1]
