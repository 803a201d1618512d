"""Moves boxes and discs apart until none overlap, each as little as possible."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from graph.render.layout.stress import Array


def separate(places: Array, half: Array, *, rounds: int = 200) -> Array:
    """The centres of boxes, moved until none overlap; `half` holds each box's half width and half height.

    Every overlapping pair is pushed apart along the axis where it overlaps less, both by half; the
    rounds end when nothing overlaps. Order and result are determined by the input alone.
    """
    places = places.copy()
    if len(places) < 2:
        return places
    reach = 2.0 * float(half.max())
    for _ in range(rounds):
        pairs = cKDTree(places).query_pairs(reach * np.sqrt(2.0), output_type="ndarray")
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        one, other = pairs[:, 0], pairs[:, 1]
        gap = places[other] - places[one]
        overlap = half[one] + half[other] - np.abs(gap)
        hit = (overlap > 1e-6).all(axis=1)
        if not hit.any():
            break
        one, other, gap, overlap = one[hit], other[hit], gap[hit], overlap[hit]
        axis = (overlap[:, 1] <= overlap[:, 0]).astype(int)
        rows = np.arange(len(axis))
        way = np.where(gap[rows, axis] >= 0, 1.0, -1.0)
        push = np.zeros_like(gap)
        push[rows, axis] = way * (overlap[rows, axis] / 2.0 + 0.01)
        crowd = np.maximum(np.bincount(np.concatenate((one, other)), minlength=len(places)), 1)[:, None]
        shift = np.zeros_like(places)
        np.add.at(shift, other, push)
        np.subtract.at(shift, one, push)
        places += shift / np.sqrt(crowd)
    return places


def pack(radii: Array, *, aspect: float = 1.6, gap: float = 30.0) -> Array:
    """Centres for discs that do not overlap: the first in the middle, each next as near to it as it fits.

    `aspect` makes the whole wider than high.
    """
    centres = np.zeros((len(radii), 2))
    for i in range(1, len(radii)):
        centres[i] = _free(centres[:i], radii[:i], float(radii[i]), aspect, gap)
    return centres


def _free(centres: Array, radii: Array, radius: float, aspect: float, gap: float) -> Array:
    turn = np.arange(0, 2 * np.pi, np.pi / 24)
    around = np.column_stack((np.cos(turn) * aspect, np.sin(turn)))
    step = max(radius, gap) / 2.0
    at = radii[0] / aspect
    while True:
        at += step
        tried = around * at
        apart = np.sqrt(((tried[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2))
        fits = (apart >= radii[None, :] + radius + gap).all(axis=1)
        if fits.any():
            return np.asarray(tried[int(np.argmax(fits))])
