"""Large networks: a map of communities first, then each community within its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
from scipy.sparse import csr_array

from graph.render.layout import apart, stress
from graph.render.layout.stress import STEP, Array

LARGEST = 400  # a community with more members is cut into connected pieces
ROUNDS = 40
TURNS = 4
CROWD = 0.5  # the radius of a disc, in steps, for each root of a member


def by_community(graph: nx.Graph, names: Sequence[str], community: Mapping[str, int]) -> Array:
    """Communities as discs on a map of their own, then each one drawn inside its disc and turned."""
    return _nested(graph, names, _pieces(graph, names, community))


def inside(graph: nx.Graph, names: Sequence[str]) -> nx.Graph:
    """The nodes named and their edges among one another, copied: a view filters at each look."""
    chosen = set(names)
    found = nx.Graph()
    found.add_nodes_from(names)
    found.add_edges_from((u, v) for u in names for v in graph.adj[u] if v in chosen and u < v)
    return found


def _nested(graph: nx.Graph, names: Sequence[str], groups: Sequence[Sequence[str]]) -> Array:
    home = {name: (i, j) for i, group in enumerate(groups) for j, name in enumerate(group)}
    radii = np.array([STEP * max(0.3, CROWD * float(np.sqrt(len(group)))) for group in groups])
    drawn = [_drawn(graph, group) for group in groups]
    inner = [_fitted(places, radius) for places, radius in zip(drawn, radii, strict=True)]
    centres = _map_of_groups(graph, home, radii)
    outside = _ties_outside(graph, home)
    for _ in range(TURNS):
        inner = [_turned(i, inner, centres, outside.get(i, [])) for i in range(len(groups))]
    return np.array([centres[i] + inner[i][j] for i, j in (home[name] for name in names)])


def _drawn(graph: nx.Graph, group: Sequence[str]) -> Array:
    """A group around its own centre; a large group is split into parts with a position each."""
    if len(group) == 1:
        return np.zeros((1, 2))
    own = inside(graph, group)
    if len(group) > LARGEST:
        places = _nested(own, group, _cut(own))
    else:
        places = stress.whole(own, group, {}, iterations=ROUNDS)
    return np.asarray(places - places.mean(axis=0))


def _pieces(graph: nx.Graph, names: Sequence[str], community: Mapping[str, int]) -> list[list[str]]:
    """The connected pieces of communities, largest first."""
    members: dict[int, list[str]] = {}
    for name in names:
        members.setdefault(community.get(name, -1), []).append(name)
    parts = [inside(graph, members[key]) for key in sorted(members)]
    groups = [sorted(piece) for part in parts for piece in nx.connected_components(part)]
    return sorted(groups, key=lambda group: (-len(group), group))


def _cut(piece: nx.Graph) -> list[list[str]]:
    """Parts of bearable size: neighbours in breadth-first order from the hub."""
    hub = min(piece, key=lambda name: (-piece.degree(name), name))
    order = [hub, *(v for _, v in nx.bfs_edges(piece, hub, sort_neighbors=sorted))]
    size = -(-len(order) // -(-len(order) // LARGEST))
    return [sorted(order[i : i + size]) for i in range(0, len(order), size)]


def _fitted(places: Array, radius: float) -> Array:
    """Shrunk into the disc, with the crowd in the middle spread outwards."""
    far = np.sqrt((places**2).sum(axis=1))
    if far.max() <= 0:
        return places
    order = np.argsort(np.argsort(far, kind="stable"), kind="stable")
    even = np.sqrt((order + 0.5) / len(far))
    wanted = radius * (0.5 * even + 0.5 * far / far.max())
    return np.asarray(places * (wanted / np.maximum(far, stress.NEAR))[:, None])


def _map_of_groups(graph: nx.Graph, home: Mapping[str, tuple[int, int]], radii: Array) -> Array:
    ties: dict[tuple[int, int], int] = {}
    for u, v in graph.edges():
        one, other = sorted((home[u][0], home[v][0]))
        if one != other:
            ties[one, other] = ties.get((one, other), 0) + 1
    pairs = sorted(ties)
    lengths = [float(radii[a] + radii[b]) * (1.0 + 1.0 / np.sqrt(ties[a, b])) for a, b in pairs]
    ends = ([a for a, _ in pairs], [b for _, b in pairs])
    wanted = stress.distances(csr_array((lengths, ends), shape=(len(radii), len(radii))))
    # A far community need not lie far out: long ways are drawn shorter, and room is made afterwards.
    centres = stress.majorize(np.minimum(wanted, 3.0 * float(radii.max()) + wanted / 4.0), iterations=ROUNDS)
    return apart.separate(centres, np.column_stack((radii, radii)) * 0.97)


def _ties_outside(
    graph: nx.Graph, home: Mapping[str, tuple[int, int]]
) -> dict[int, list[tuple[int, int, int]]]:
    """For each group its ties to others, as (member, other group, member there), sorted."""
    found: dict[int, list[tuple[int, int, int]]] = {}
    for u, v in graph.edges():
        (i, j), (k, m) = home[u], home[v]
        if i != k:
            found.setdefault(i, []).append((j, k, m))
            found.setdefault(k, []).append((m, i, j))
    return {i: sorted(ties) for i, ties in found.items()}


def _turned(i: int, inner: Sequence[Array], centres: Array, ties: Sequence[tuple[int, int, int]]) -> Array:
    """The group turned, or mirrored, so that who has ties outside lies on the side that they lead to.

    The turn is the orthogonal Procrustes solution (Schönemann 1966) from where the members lie to the
    directions of their ties.
    """
    if not ties:
        return inner[i]
    here = np.array([inner[i][j] for j, _, _ in ties])
    ways = np.array([centres[k] + inner[k][m] - centres[i] for _, k, m in ties])
    ways /= np.maximum(np.sqrt((ways**2).sum(axis=1)), stress.NEAR)[:, None]
    left, _, right = np.linalg.svd(here.T @ ways)
    return np.asarray(inner[i] @ (left @ right))
