"""Positions from distances: stress majorization."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path

Array = NDArray[np.float64]

STEP = 130.0  # canvas units that a tie within a community is long
ACROSS = 1.7  # how much longer a tie between communities is: it makes neighbourhoods visible
ASIDE = 1.25  # and how much farther apart any two of different communities are
ROOM = 0.18  # how much a tie between two hubs is lengthened, for they need room around them
GOLDEN_ANGLE = np.pi * (3.0 - np.sqrt(5.0))
NEAR = 1e-9
SMALL = 12  # nodes up to which parts of a network often have one shape


def whole(
    graph: nx.Graph, names: Sequence[str], community: Mapping[str, int], *, iterations: int = 120
) -> Array:
    """Positions of a connected graph's nodes in canvas units, in the order of `names`."""
    groups = np.array([community.get(name, -1) for name in names])
    wanted = distances(_lengths(graph, names, community))
    wanted = np.where(groups[:, None] != groups[None, :], wanted * ASIDE, wanted)
    if len(names) > SMALL:
        return majorize(wanted, iterations=iterations) * STEP
    return _of_small(len(names), wanted.tobytes(), iterations) * STEP


@lru_cache(maxsize=4096)
def _of_small(count: int, wanted: bytes, iterations: int) -> Array:
    """The positions of one of the many small parts that look alike, found once."""
    return majorize(np.frombuffer(wanted).reshape(count, count), iterations=iterations)


def _lengths(graph: nx.Graph, names: Sequence[str], community: Mapping[str, int]) -> csr_array:
    at = {name: i for i, name in enumerate(names)}
    edges = list(graph.edges())
    values = [
        (1.0 if community.get(u) == community.get(v) else ACROSS)
        * (1.0 + ROOM * np.log(min(graph.degree(u), graph.degree(v))))
        for u, v in edges
    ]
    ends = ([at[u] for u, _ in edges], [at[v] for _, v in edges])
    return csr_array((values, ends), shape=(len(names), len(names)))


def spiral(count: int) -> Array:
    """`count` points spread evenly over the unit disc, from the centre outwards: a sunflower's seeds."""
    index = np.arange(count, dtype=np.float64)
    radius, angle = np.sqrt((index + 0.5) / max(count, 1)), index * GOLDEN_ANGLE
    return np.column_stack((radius * np.cos(angle), radius * np.sin(angle)))


def distances(lengths: csr_array) -> Array:
    """The length of the shortest path between all pairs; parts that are not joined lie a little farther."""
    found: Array = shortest_path(lengths, directed=False)
    joined = np.isfinite(found)
    return np.where(joined, found, 1.3 * found[joined].max() + 1.0)


def majorize(
    wanted: Array, *, iterations: int = 120, tolerance: float = 1e-4, start: Array | None = None
) -> Array:
    """Positions in the plane whose distances come close to the wanted ones, centred on the origin.

    Minimises the stress Σ_{i<j} w_ij (‖x_i − x_j‖ − d_ij)² with w_ij = d_ij⁻², by the Guttman transform,
    from the classical solution or `start`; no chance is involved. `wanted` is symmetric and finite.
    Gansner, Koren and North, "Graph drawing by stress majorization" (2004).
    """
    n = len(wanted)
    if n == 1:
        return np.zeros((1, 2))
    weights = np.where(wanted > 0, 1.0 / np.maximum(wanted, NEAR) ** 2, 0.0)
    inverse = np.linalg.inv(np.diag(weights.sum(axis=1)) - weights + 1.0 / n) - 1.0 / n
    places = classical(wanted) if start is None else start
    before = np.inf
    for _ in range(iterations):
        apart = _apart(places)
        stress = float((weights * (apart - wanted) ** 2).sum())
        if before - stress < tolerance * stress:
            break
        before = stress
        pull = -weights * wanted / np.maximum(apart, NEAR)
        np.fill_diagonal(pull, 0.0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        places = inverse @ (pull @ places)
    return np.asarray(places - places.mean(axis=0))


def classical(wanted: Array) -> Array:
    """Classical scaling (Torgerson 1952), its signs fixed, with a slight spread so that no two coincide."""
    n = len(wanted)
    squared = wanted**2
    centred = -0.5 * (squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean())
    values, vectors = eigh(centred, subset_by_index=[max(0, n - 2), n - 1])
    places = np.zeros((n, 2))
    for axis, column in enumerate(range(len(values) - 1, -1, -1)):
        vector = vectors[:, column]
        flip = np.sign(vector[np.argmax(np.abs(vector))]) or 1.0
        places[:, axis] = vector * flip * np.sqrt(max(values[column], 0.0))
    return np.asarray(places + 0.05 * wanted.max() * spiral(n))


def _apart(places: Array) -> Array:
    across = places[:, 0][:, None] - places[:, 0]
    along = places[:, 1][:, None] - places[:, 1]
    return np.asarray(np.sqrt(across * across + along * along))
