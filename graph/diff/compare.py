"""Two networks → what one has and the other has not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from graph.ontology import Ontology

if TYPE_CHECKING:
    import networkx as nx

    from graph.network import Citation, EdgeAttributes

Key = tuple[str | None, ...]
"""What makes two statements one: ends, relation, modality, speaker, time and phrase."""


class Side(StrEnum):
    """Which of the two graphs has something."""

    OLD = "old"
    NEW = "new"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity: its id below the base, its label and its class."""

    id: str
    label: str
    cls: str


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with its ends as entities; `words` is its relation in words."""

    id: str
    subject: Thing
    relation: str
    words: str
    object: Thing
    modality: str
    speaker: Thing | None
    when: str | None
    evidence: tuple[Citation, ...]

    def __str__(self) -> str:
        """As a sentence: `China attacks United States (claimed by James R. Clapper, 2015-01)`."""
        said = "" if self.modality == "Asserted" else self.modality.lower()
        by = f"{said or 'said'} by {self.speaker.label}" if self.speaker else said
        notes = ", ".join(note for note in (by, self.when) if note)
        return f"{self.subject.label} {self.words} {self.object.label}" + (f" ({notes})" if notes else "")


@dataclass(frozen=True, slots=True)
class Rename:
    """An entity of the old graph that goes by another id in the new one, alone or merged into another."""

    old: Thing
    new: Thing


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A statement that is asserted in one graph and denied in the other, or both for the first time."""

    asserted: Said
    asserted_in: Side
    denied: Said
    denied_in: Side


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed; everything sorted by id, statements by their words."""

    new_entities: tuple[Thing, ...] = ()
    gone_entities: tuple[Thing, ...] = ()
    renamed: tuple[Rename, ...] = ()
    new_statements: tuple[Said, ...] = ()
    gone_statements: tuple[Said, ...] = ()
    contradicted: tuple[Contradiction, ...] = ()

    def __bool__(self) -> bool:
        return self != Changes()


def changes(old: nx.MultiDiGraph, new: nx.MultiDiGraph, ontology: Ontology) -> Changes:
    """The differences between `old` and `new`.

    Two statements are the same if subject, object, relation, modality, speaker, time and phrase are; more
    evidence is not a change. An entity whose id changed with its name counts as renamed, and its statements
    as unchanged. A contradiction that the old graph already had does not count.
    """
    renamed = dict(_renamed(old, new))
    before = _statements(old, ontology, renamed)
    after = _statements(new, ontology, {})
    fresh, lost = new.nodes.keys() - old.nodes.keys(), old.nodes.keys() - new.nodes.keys()
    return Changes(
        new_entities=tuple(_thing(new, id_) for id_ in sorted(fresh - set(renamed.values()))),
        gone_entities=tuple(_thing(old, id_) for id_ in sorted(lost - set(renamed))),
        renamed=tuple(Rename(_thing(old, a), _thing(new, b)) for a, b in sorted(renamed.items())),
        new_statements=_sorted(after[key] for key in after.keys() - before.keys()),
        gone_statements=_sorted(before[key] for key in before.keys() - after.keys()),
        contradicted=tuple(_contradicted(before, after)),
    )


def _sorted(found: Iterator[Said]) -> tuple[Said, ...]:
    return tuple(sorted(found, key=lambda said: (str(said), said.id)))


def _thing(network: nx.MultiDiGraph, id_: str) -> Thing:
    told: Mapping[str, Any] = network.nodes[id_]
    return Thing(id_, told["label"], told["cls"])


# ------------------------------------------------------------------ entities that changed their ids


def _renamed(old: nx.MultiDiGraph, new: nx.MultiDiGraph) -> Iterator[tuple[str, str]]:
    """For each removed id, its new entity, if there is exactly one candidate.

    A candidate has the same class, the old label among its names, and mentions in all sources of the old
    entity.
    """
    by_name: defaultdict[str, set[str]] = defaultdict(set)
    for id_, told in new.nodes(data=True):
        for name in {told["label"], *told["names"]}:
            by_name[name].add(id_)
    for id_, told in old.nodes(data=True):
        if id_ in new:
            continue
        fit = [one for one in sorted(by_name[told["label"]]) if _is_same(told, new.nodes[one])]
        if len(fit) == 1:
            yield id_, fit[0]


def _is_same(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    return old["cls"] == new["cls"] and bool(old["sources"]) and set(old["sources"]) <= set(new["sources"])


# ------------------------------------------------------------------ statements


def _statements(network: nx.MultiDiGraph, ontology: Ontology, renamed: Mapping[str, str]) -> dict[Key, Said]:
    found: dict[Key, Said] = {}
    for subject, object_, id_, told in network.edges(keys=True, data=True):
        said = _said(network, ontology, (subject, object_, id_), told)
        found[_key(said, told["label"], ontology, renamed)] = said
    return found


def _said(
    network: nx.MultiDiGraph, ontology: Ontology, edge: tuple[str, str, str], told: EdgeAttributes
) -> Said:
    relation = ontology.relations.get(told["relation"])
    return Said(
        id=edge[2],
        subject=_thing(network, edge[0]),
        relation=told["relation"],
        words=told["label"] or (relation.label if relation else told["relation"]),
        object=_thing(network, edge[1]),
        modality=told["modality"],
        speaker=_thing(network, told["speaker"]) if told["speaker"] else None,
        when=told["when"],
        evidence=told["evidence"],
    )


def _key(said: Said, phrase: str | None, ontology: Ontology, renamed: Mapping[str, str]) -> Key:
    """The key that identifies a statement, with the names of the new graph."""
    subject, object_ = (renamed.get(end.id, end.id) for end in (said.subject, said.object))
    if relation := ontology.relations.get(said.relation):
        subject, object_ = relation.canonical_ends(subject, object_)
    speaker = renamed.get(said.speaker.id, said.speaker.id) if said.speaker else None
    return (subject, said.relation, object_, phrase, said.modality, speaker, said.when)


# ------------------------------------------------------------------ contradictions


def _contradicted(before: Mapping[Key, Said], after: Mapping[Key, Said]) -> Iterator[Contradiction]:
    """Each pair of an assertion and its denial that the old graph alone did not have."""
    merged = {**before, **after}
    asserted: defaultdict[Key, list[Key]] = defaultdict(list)
    for key in sorted(merged, key=lambda k: (merged[k].id, str(k))):
        if key[4] == "Asserted":
            asserted[key[:4]].append(key)
    denials = sorted((key for key in merged if key[4] == "Denied"), key=lambda k: (str(merged[k]), str(k)))
    for denied in denials:
        for one in asserted[denied[:4]]:
            if not (one in before and denied in before):
                yield Contradiction(
                    merged[one], _side(one, before, after), merged[denied], _side(denied, before, after)
                )


def _side(key: Key, before: Mapping[Key, Said], after: Mapping[Key, Said]) -> Side:
    if key in before and key in after:
        return Side.BOTH
    return Side.OLD if key in before else Side.NEW
