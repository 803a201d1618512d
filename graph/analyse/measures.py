"""All measures of a network at once, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import networkx as nx

from graph.analyse import centrality
from graph.analyse.communities import communities
from graph.analyse.ties import ties

DIGITS = 9  # enough to rank by; beyond it lies the noise of floating point


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of all nodes; every mapping has every node, in sorted order.

    `degree` is the weight of all ties, `neighbours` the number of distinct others; `pagerank` sums to 1;
    `betweenness` and `participation` run from 0 to 1; `brokerage` is their product; `core` is the
    largest k such that the node has k neighbours who each have k (Seidman 1983). `communities` lists the
    groups, largest first, members by PageRank; `community` gives the index of each node's group.
    `sampled` means that betweenness is an estimate.
    """

    degree: Mapping[str, float] = field(default_factory=dict)
    neighbours: Mapping[str, int] = field(default_factory=dict)
    pagerank: Mapping[str, float] = field(default_factory=dict)
    betweenness: Mapping[str, float] = field(default_factory=dict)
    participation: Mapping[str, float] = field(default_factory=dict)
    brokerage: Mapping[str, float] = field(default_factory=dict)
    core: Mapping[str, int] = field(default_factory=dict)
    community: Mapping[str, int] = field(default_factory=dict)
    communities: tuple[tuple[str, ...], ...] = ()
    sampled: bool = False

    def top(self, measure: str, count: int = 10) -> list[str]:
        """The ids of the nodes that a measure ranks highest, ties broken by PageRank, then by id."""
        values: Mapping[str, float] = getattr(self, measure)
        ranked = sorted(values, key=lambda node: (-values[node], -self.pagerank[node], node))
        return [node for node in ranked if values[node] > 0][:count]


def measures(network: nx.MultiDiGraph, *, limit: int = centrality.EXACT_LIMIT, seed: int = 0) -> Measures:
    """All measures of the network's ties; betweenness is exact up to `limit` nodes and sampled above."""
    graph = ties(network)
    rank = centrality.pagerank(graph)
    groups = communities(graph, seed=seed, rank=rank)
    community = {node: i for i, group in enumerate(groups) for node in group}
    between = centrality.betweenness(graph, limit=limit, seed=seed)
    spread = centrality.participation(graph, community)
    return Measures(
        degree=_rounded(dict(graph.degree(weight="weight"))),
        neighbours=dict(graph.degree()),
        pagerank=_rounded(rank),
        betweenness=_rounded(between),
        participation=_rounded(spread),
        brokerage=_rounded(centrality.brokerage(between, spread)),
        core=nx.core_number(graph),
        community={node: community[node] for node in graph},
        communities=groups,
        sampled=len(graph) > limit,
    )


def _rounded(values: Mapping[str, float]) -> dict[str, float]:
    return {node: round(float(value), DIGITS) for node, value in values.items()}
