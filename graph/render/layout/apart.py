"""Moves boxes and discs apart until none overlap, each as little as possible."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from graph.render.layout.stress import Array

Index = NDArray[np.int64]
TOUCH = 1e-6  # boxes that overlap by less only touch
SKIN = 0.5  # halves of the usual box that one may move before neighbours are looked up again


def separate(places: Array, half: Array, *, rounds: int = 120, calm: float = 0.5) -> Array:
    """The centres of boxes, moved until none overlap; `half` has each box's half width and half height.

    Every overlapping pair is pushed apart along the axis where it overlaps less, both by half; the
    rounds end when nothing overlaps. A box pushed by k others moves by the sum of the pushes / k^`calm`: 0
    separates many boxes fastest, 0.5 keeps few boxes closest to their positions. Order and result depend only
    on the input.
    """
    places = places.copy()
    if len(places) < 2:
        return places
    skin = SKIN * float(np.median(half))
    near = _reach(places, half + skin)
    looked = places
    for _ in range(rounds):
        if np.abs(places - looked).max() > skin:
            near, looked = _reach(places, half + skin), places
        one, other = near
        gap = places[other] - places[one]
        overlap = half[one] + half[other] - np.abs(gap)
        hit = (overlap > TOUCH).all(axis=1)
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
        places = places + shift / crowd**calm
    return places


def _reach(places: Array, half: Array) -> tuple[Index, Index]:
    """Pairs of boxes that overlap, each once, in a fixed order: the only ones that may as long as nothing
    moves farther than the boxes were made larger (Verlet 1967)."""
    one, other = _near(places, half)
    touch = (np.abs(places[other] - places[one]) <= half[one] + half[other]).all(axis=1)
    return one[touch], other[touch]


def _near(places: Array, half: Array) -> tuple[Index, Index]:
    """Pairs of boxes that may overlap, each once, in a fixed order.

    The few large boxes are looked up one by one, so that they do not widen the search of all others.
    """
    size = half.max(axis=1)
    usual = float(np.quantile(size, 0.9))
    near = 2.0 * usual
    tree = cKDTree(places)
    pairs = tree.query_pairs(near, p=np.inf, output_type="ndarray").astype(np.int64)
    large = np.flatnonzero(size > usual)
    if len(large):
        found = tree.query_ball_point(places[large], size[large] + float(size.max()), p=np.inf)
        one = np.repeat(large, [len(each) for each in found])
        other = np.concatenate([np.asarray(each, dtype=np.int64) for each in found])
        far = np.abs(places[one] - places[other]).max(axis=1) > near  # the near ones are in already
        once = (size[other] <= usual) | (one < other)
        pairs = np.vstack((pairs, np.sort(np.column_stack((one, other))[far & once], axis=1)))
    keys = np.sort(pairs[:, 0] * len(places) + pairs[:, 1])
    return keys // len(places), keys % len(places)


def pack(radii: Array, *, aspect: float = 1.6, gap: float = 30.0) -> Array:
    """Centres for discs that do not overlap: the first in the middle, each next as near to it as it fits.

    `aspect` makes the whole wider than high.
    """
    centres = np.zeros((len(radii), 2))
    full: dict[float, float] = {}  # how far out no disc of a size finds room any more
    for i in range(1, len(radii)):
        radius = float(radii[i])
        step = max(radius, gap) / 2.0
        at = full.get(radius, float(radii[0]) / aspect)
        centres[i], found = _free(centres[:i], radii[:i], radius, at, step, aspect, gap)
        full[radius] = found - step
    return centres


def _free(
    centres: Array, radii: Array, radius: float, at: float, step: float, aspect: float, gap: float
) -> tuple[Array, float]:
    """The first free place from `at` outwards, and how far out it is."""
    turn = np.arange(0, 2 * np.pi, np.pi / 24)
    around = np.column_stack((np.cos(turn) * aspect, np.sin(turn)))
    while True:
        at += step
        tried = around * at
        apart = np.sqrt(((tried[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2))
        fits = (apart >= radii[None, :] + radius + gap).all(axis=1)
        if fits.any():
            return np.asarray(tried[int(np.argmax(fits))]), at
