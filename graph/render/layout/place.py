"""Network and communities → a point for every node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypedDict

import networkx as nx
import numpy as np

from graph.render.layout import apart
from graph.render.layout.groups import by_community, inside
from graph.render.layout.stress import STEP, Array, whole

WHOLE = 500  # up to this number of nodes, one layout of all pairs; above, one per community
FIRST_VIEW = (640.0, 620.0)  # pixels in which the first view has to fit
LETTER, LINE = 6.6, 15.0  # pixels that a letter of a label is wide, and a line high
LONGEST = 34  # letters after which the page cuts a label off
LABELLED = 90  # the number of labels that fit into the first view
MANY = 360  # above so many nodes the first view shows too few labels to move nodes for them
CROWD = 2_000  # above so many nodes they are moved apart in haste: none finds all the room it wants
MARGIN = 0.5  # of its radius, that a node keeps free around it


class Haste(TypedDict, total=False):
    """How nodes are moved apart; see `apart.separate`."""

    rounds: int
    calm: float


class Point(NamedTuple):
    """Where a node lies, in whole canvas units; y points down."""

    x: int
    y: int


class Layout(NamedTuple):
    """A point for every node, and how many canvas units a pixel of the first view is."""

    points: dict[str, Point]
    pixel: float


def layout(
    graph: nx.Graph,
    community: Mapping[str, int],
    *,
    rank: Mapping[str, float],
    labels: Mapping[str, str],
    radius: Mapping[str, float],
) -> Layout:
    """A point for every node of a simple graph: deterministic, communities side by side, without overlaps.

    Each connected component is laid out by stress majorization; above `WHOLE` nodes, first its communities
    and then the nodes within each. The largest component is in the middle, the others around it, and
    isolated nodes in rows below. `radius` is in pixels of the first view.
    """
    parts = [sorted(part) for part in nx.connected_components(graph)]
    joined = sorted((part for part in parts if len(part) > 1), key=lambda part: (-len(part), part))
    alone = [part[0] for part in parts if len(part) == 1]
    alone.sort(key=lambda name: (-rank.get(name, 0.0), name))
    names = [name for part in joined for name in part]
    places = _together([_part(inside(graph, part), part, community) for part in joined])
    if names:
        width = _label_widths(names, rank, labels)
        places = _roomy(_level(places), width, np.array([radius[name] for name in names]))
    pixel = round(_pixel(places), 2)
    places = np.vstack((places, _rows(places, len(alone))))
    points = [Point(round(float(x)), round(float(y))) for x, y in places]
    return Layout(dict(zip(names + alone, points, strict=True)), pixel)


def _part(graph: nx.Graph, names: Sequence[str], community: Mapping[str, int]) -> Array:
    if len(names) <= WHOLE:
        return whole(graph, names, community)
    return by_community(graph, names, community)


def _together(drawn: Sequence[Array]) -> Array:
    if not drawn:
        return np.zeros((0, 2))
    radii = np.array([float(np.sqrt((places**2).sum(axis=1)).max()) + STEP / 2 for places in drawn])
    return np.vstack([places + centre for places, centre in zip(drawn, apart.pack(radii), strict=True)])


def _level(places: Array) -> Array:
    """Turned so that the longest extent lies across the page, and centred."""
    centred = places - places.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    flips = np.sign(axes[np.arange(len(axes)), np.argmax(np.abs(axes), axis=1)])
    return np.asarray(centred @ (axes * flips[:, None]).T)


def _label_widths(names: Sequence[str], rank: Mapping[str, float], labels: Mapping[str, str]) -> Array:
    """Half the width in pixels of the labels that the first view shows; 0 for the others."""
    by_rank = sorted(names, key=lambda name: (-rank.get(name, 0.0), name))
    first = set(by_rank[:LABELLED] if len(names) <= MANY else ())
    return np.array(
        [min(len(labels[name]), LONGEST) * LETTER / 2.0 if name in first else 0.0 for name in names]
    )


def _roomy(places: Array, width: Array, radii: Array) -> Array:
    """Nodes moved apart until none covers another, nor the labels that the first view shows.

    Sizes are in pixels of the first view, which grows as the nodes of a small map move apart: so it is
    done over.
    """
    haste: Haste = {"rounds": 20, "calm": 0.0} if len(places) > CROWD else {}
    for _ in range(3 if len(places) <= MANY else 1):
        pixel = _pixel(places)
        own = radii * (1.0 + MARGIN) * pixel
        wide = np.maximum(np.minimum(width * pixel, STEP * 1.5), own)
        high = own + np.where(width > 0, np.minimum(LINE * pixel / 2.0, STEP / 2.0), 0.0)
        places = apart.separate(places, np.column_stack((wide, high)), **haste)
    return places


def _pixel(places: Array) -> float:
    extent = np.ptp(places, axis=0) if len(places) else np.zeros(2)
    return max(0.7, float((extent / FIRST_VIEW).max()))


def _rows(places: Array, count: int) -> Array:
    """Places in rows below everything else, for nodes that have no edge."""
    low, high = (places.min(axis=0), places.max(axis=0)) if len(places) else (np.zeros(2), np.zeros(2))
    columns = max(4, int(np.sqrt(count * 2.5)), int((high[0] - low[0]) // (STEP * 1.4)))
    index = np.arange(count)
    middle = (low[0] + high[0]) / 2.0 - (min(columns, count) - 1) / 2.0 * STEP * 1.4
    across, down = index % columns * STEP * 1.4, index // columns * STEP * 0.7
    return np.column_stack((middle + across, high[1] + STEP * 1.6 + down))
