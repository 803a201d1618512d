"""Who matters: PageRank, betweenness, participation, brokerage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import networkx as nx
import rustworkx as rx

EXACT_LIMIT = 10_000
SAMPLES = 500
# Shortest paths are added up in a fixed order, so that the last digit is the same in every run.
ONE_THREAD = 1 << 62


def pagerank(graph: nx.Graph, *, damping: float = 0.85) -> dict[str, float]:
    """PageRank on weighted ties, summing to 1: a tie to an important node counts more.

    PR(v) = (1 − d)/n + d Σ_u PR(u)·w_uv / Σ_x w_ux over the neighbours u of v, with d the damping and w
    the weight of a tie; a node without ties distributes evenly.
    Brin and Page, "The anatomy of a large-scale hypertextual Web search engine" (1998).
    """
    if not graph:
        return {}
    found: dict[str, float] = nx.pagerank(graph, alpha=damping, weight="weight", tol=1e-10, max_iter=500)
    return found


def betweenness(
    graph: nx.Graph, *, limit: int = EXACT_LIMIT, samples: int = SAMPLES, seed: int = 0
) -> dict[str, float]:
    """The share of shortest paths between others that lead through a node, from 0 to 1.

    B(v) = Σ_{s≠v≠t} σ(s, t | v) / σ(s, t), divided by (n−1)(n−2)/2, with σ(s, t) the number of shortest
    paths and σ(s, t | v) of those through v; ties are not weighted, for a much reported tie is not a
    longer one. Exact up to `limit` nodes; above it estimated from `samples` sources drawn with `seed`.
    Freeman (1977); Brandes, "A faster algorithm for betweenness centrality" (2001); sampling after
    Brandes and Pich (2007).
    """
    if len(graph) > limit:
        sampled: dict[str, float] = nx.betweenness_centrality(graph, k=min(samples, len(graph)), seed=seed)
        return sampled
    pairs = (len(graph) - 1) * (len(graph) - 2) / 2
    found = dict.fromkeys(graph, 0.0)
    for part in nx.connected_components(graph):
        if len(part) > 2:  # each part alone: no path leads out of it
            found |= {node: value / pairs for node, value in _counted(graph, sorted(part)).items()}
    return found


def _counted(graph: nx.Graph, names: Sequence[str]) -> dict[str, float]:
    """The sum over all pairs of the named nodes, a part without ties to others, that Freeman counts."""
    at = {name: i for i, name in enumerate(names)}
    fast = rx.PyGraph()
    fast.add_nodes_from(names)
    fast.add_edges_from_no_data([(at[u], at[v]) for u in names for v in graph.adj[u] if at[u] < at[v]])
    found = rx.graph_betweenness_centrality(fast, normalized=False, parallel_threshold=ONE_THREAD)
    return {name: float(found[i]) for name, i in at.items()}


def participation(graph: nx.Graph, community: Mapping[str, int]) -> dict[str, float]:
    """How evenly a node's ties spread over the communities, from 0 (all in one) towards 1.

    P(v) = 1 − Σ_c (k_vc / k_v)², with k_vc the weight of v's ties into community c and k_v of all.
    Guimerà and Amaral, "Functional cartography of complex metabolic networks" (2005).
    """
    return {node: _participation(graph, node, community) for node in graph}


def _participation(graph: nx.Graph, node: str, community: Mapping[str, int]) -> float:
    into: dict[int, float] = defaultdict(float)
    for neighbour, data in graph[node].items():
        into[community[neighbour]] += data["weight"]
    total = sum(into[c] for c in sorted(into))
    if not total:
        return 0.0
    return 1.0 - sum((into[c] / total) ** 2 for c in sorted(into))


def brokerage(between: Mapping[str, float], spread: Mapping[str, float]) -> dict[str, float]:
    """Who ties communities together: betweenness times participation.

    High only for a node that lies on many shortest paths and whose own ties spread over several
    communities; the hub of one community and the chance link of two both stay low.
    """
    return {node: between[node] * spread[node] for node in between}
