"""A graph as evaluation needs it, from a network or from readings that are not yet a graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from graph.model import Identity, Modality, Quotation, Reading, Statement

ROOT = "Entity"  # the class of all classes


@dataclass(frozen=True, slots=True)
class Node:
    """An entity: its id below the base, its class, all its names, its date."""

    id: str
    cls: str
    names: frozenset[str]
    when: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """A place of evidence: the slug of its source, the sentence as the graph has it, its offsets there."""

    source: str
    begin: int
    end: int
    text: str


class Cited(Protocol):
    """A place of evidence as the network has it."""

    source: str
    sentence: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Edge:
    """A statement between two nodes; only an asserted one is a plain triple too."""

    subject: str
    relation: str
    object: str
    modality: str = Modality.ASSERTED
    speaker: str | None = None
    evidence: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Graph:
    """The nodes by id, the statements between them, and the quoted places of each speaker."""

    nodes: Mapping[str, Node]
    edges: tuple[Edge, ...]
    quoted: Mapping[str, tuple[Quote, ...]] = field(default_factory=dict)


def from_network(network: Any) -> Graph:
    """The graph in a networkx MultiDiGraph as `graph.network` makes it."""
    nodes = {
        node: Node(node, at["cls"], frozenset({at["label"], *at["names"]}), at["when"])
        for node, at in network.nodes(data=True)
        if at["cls"] != ROOT  # an end of a statement that nothing else is known of
    }
    edges = tuple(
        Edge(
            subject,
            at["relation"],
            target,
            at["modality"],
            at["speaker"],
            tuple(_quote(one) for one in at["evidence"]),
        )
        for subject, target, at in network.edges(data=True)
    )
    quoted: defaultdict[str, list[Quote]] = defaultdict(list)
    for one in network.graph.get("quotations", ()):
        quoted[one.speaker] += map(_quote, one.evidence)
    return Graph(nodes, edges, {speaker: tuple(quotes) for speaker, quotes in quoted.items()})


def _quote(citation: Cited) -> Quote:
    return Quote(citation.source, citation.begin, citation.end, citation.sentence)


Stated = tuple[str, str, str, str, str | None, str | None]


def from_readings(readings: Iterable[Reading], identities: Iterable[Identity]) -> Graph:
    """The graph of readings, with the entities of `identities`."""
    nodes: dict[str, Node] = {}
    id_of: dict[tuple[str, str], str] = {}
    for one in identities:
        nodes[one.id] = Node(one.id, one.cls, frozenset({one.label, *one.names}), one.when)
        id_of.update((member, one.id) for member in one.members)
    quotes: dict[Stated, set[Quote]] = {}
    quoted: defaultdict[str, list[Quote]] = defaultdict(list)
    for reading in readings:
        for statement in reading.statements:
            key = _key(reading.source.slug, statement, id_of)
            quotes.setdefault(key, set()).update(_quotes(reading, statement))
        for quotation in reading.quotations:
            quoted[id_of[reading.source.slug, quotation.speaker]] += _quotes(reading, quotation)
    edges = (
        Edge(s, p, o, modality, speaker, tuple(sorted(found)))
        for (s, p, o, modality, speaker, _), found in quotes.items()
    )
    return Graph(nodes, tuple(edges), {speaker: tuple(those) for speaker, those in quoted.items()})


def _key(slug: str, statement: Statement, id_of: Mapping[tuple[str, str], str]) -> Stated:
    speaker = id_of[slug, statement.speaker] if statement.speaker else None
    ends = id_of[slug, statement.subject], id_of[slug, statement.object]
    return ends[0], statement.relation, ends[1], statement.modality, speaker, statement.when


def _quotes(reading: Reading, said: Statement | Quotation) -> Iterable[Quote]:
    for one in said.evidence:
        span = one.sentence
        yield Quote(reading.source.slug, span.begin, span.end, span.of(reading.source.text))
