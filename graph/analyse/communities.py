"""Who belongs together: communities of the weighted ties."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx

SMALL = 600  # up to here networkx' own Louvain takes well under a second


def communities(
    graph: nx.Graph, *, seed: int = 0, rank: Mapping[str, float] | None = None
) -> tuple[tuple[str, ...], ...]:
    """Groups that are more densely tied within than between, the largest first.

    Louvain's method on Newman's modularity Q = Σ_c [ L_c/m − (k_c/2m)² ], with L_c the weight of ties
    within community c, k_c that of all ties of its members and m that of all ties. The members of a
    group are sorted by `rank` (falling), then by id; every node is in exactly one group. The graph must
    have been built in sorted order, as `ties` does, for the result to be the same in every process.
    Blondel, Guillaume, Lambiotte and Lefebvre, "Fast unfolding of communities in large networks" (2008).
    """
    found = _louvain(graph, seed) if graph.number_of_edges() else [{node} for node in graph]
    order = rank or {}
    groups = [tuple(sorted(group, key=lambda node: (-order.get(node, 0.0), node))) for group in found]
    return tuple(sorted(groups, key=lambda group: (-len(group), group)))


def _louvain(graph: nx.Graph, seed: int) -> list[set[str]]:
    if len(graph) <= SMALL:
        found: list[set[str]] = nx.community.louvain_communities(graph, weight="weight", seed=seed)
        return found
    # Imported here: only large networks need it, and it takes a moment to load.
    from scipy.sparse import csr_matrix
    from sknetwork.clustering import Louvain  # type: ignore[import-untyped]

    names = list(graph)
    adjacency = csr_matrix(nx.to_scipy_sparse_array(graph, nodelist=names, format="csr"))
    labels = Louvain(random_state=seed).fit_predict(adjacency)
    groups: dict[int, set[str]] = {}
    for name, label in zip(names, labels, strict=True):
        groups.setdefault(int(label), set()).add(name)
    return list(groups.values())
