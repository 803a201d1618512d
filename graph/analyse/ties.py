"""Statements → ties: which pairs are bound, and how strongly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import fsum
from typing import Any

import networkx as nx

from graph.model import Modality

CERTAINTY: dict[str, float] = {
    Modality.ASSERTED: 1.0,
    Modality.CLAIMED: 0.5,
    Modality.PLANNED: 0.5,
    Modality.POSSIBLE: 0.25,
    Modality.CANCELLED: 0.25,
    Modality.DENIED: 0.0,
}
"""How far a statement ties the two it is about: what is denied does not tie at all."""

ANY_RELATION = "relatedTo"
ANY_RELATION_COUNTS = 0.5  # a mention in a quote is a weaker tie than a signature or a meeting


def ties(network: nx.MultiDiGraph) -> nx.Graph:
    """The network as a simple undirected graph, with edges weighted by the statements about the pair.

    The weight of {u, v} is Σ over the distinct (relation, source) that tie them of the greatest
    certainty among those statements (`CERTAINTY`, halved for the open relation): ten sentences of one
    article with the same statement count once, a second article counts again. Directions are dropped,
    because they follow from the wording (leads, led by), not from importance. Every node is kept; nodes
    and edges are in sorted order; a pair with nothing but denials has no edge.
    """
    best: dict[tuple[str, str], dict[tuple[str, str], float]] = defaultdict(dict)
    for u, v, data in network.edges(data=True):
        weight = _weight(data)
        if u == v or not weight:
            continue
        said = best[(u, v) if u < v else (v, u)]
        for source in sources_of(data["evidence"]):
            key = (data["relation"], source)
            said[key] = max(said.get(key, 0.0), weight)
    graph = nx.Graph()
    graph.add_nodes_from(sorted(network))
    for (u, v), said in sorted(best.items()):
        graph.add_edge(u, v, weight=fsum(said.values()))
    return graph


def _weight(data: dict[str, Any]) -> float:
    certainty = CERTAINTY.get(data["modality"], 0.0)
    return certainty * (ANY_RELATION_COUNTS if data["relation"] == ANY_RELATION else 1.0)


def sources_of(evidence: Iterable[Any]) -> list[str]:
    """The distinct sources of some citations, sorted; one unnamed source if there are none."""
    return sorted({citation.source for citation in evidence}) or [""]
