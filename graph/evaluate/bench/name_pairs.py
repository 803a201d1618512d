"""name_bench: whether two names are of one person or body, F1 of a comparing function."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from graph.evaluate.bench.base import lines
from graph.evaluate.figures import Miss, Outcome, Row, row
from graph.evaluate.mapping import table

Compare = Callable[[str, str, str], float]
"""From a class of the vocabulary and two names to how surely they name one, from 0 to 1."""


def plain_ratio(cls: str, one: str, other: str) -> float:
    """The baseline: the share of characters that stay when one name is edited into the other."""
    return float(fuzz.ratio(one.casefold(), other.casefold())) / 100


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names of a class, and whether they mean the same entity; `quality` rates the annotation."""

    kind: str
    one: str
    other: str
    same: bool
    quality: str


def load(folder: Path, limit: int | None = None) -> list[Pair]:
    """The pairs of people, companies and organizations; those of ships have no class here."""
    pairs = []
    for one in csv.DictReader(lines(folder / "name_bench" / "cases.csv")):
        if kind := _kind(one["schema"]):
            same = one["is_match"].lower() == "true"
            pairs.append(Pair(kind, one["name1"], one["name2"], same, one["quality"] or "MEDIUM"))
    return pairs[:limit]


def _kind(schema: str) -> str | None:
    classes: dict[str, list[str]] = table("names")["classes"]
    return next((cls for cls, labels in classes.items() if schema in labels), None)


def score(pairs: Sequence[Pair], compare: Compare, *, threshold: float | None = None) -> Outcome:
    """Figures at `threshold`, or at the threshold with the best F1 if it is None."""
    scored = [(compare(pair.kind, pair.one, pair.other), pair) for pair in pairs]
    at = _best(scored) if threshold is None else threshold
    rows = [_row("all", scored, at)]
    rows += [
        _row(kind, [s for s in scored if s[1].kind == kind], at) for kind in sorted({p.kind for p in pairs})
    ]
    misses = tuple(
        Miss(
            "missed" if pair.same else "too much",
            pair.kind,
            f"{pair.one} = {pair.other}",
            f"{value:.2f}",
            pair.quality,
        )
        for value, pair in scored
        if (value >= at) is not pair.same
    )
    return Outcome("names", tuple(rows), misses, (f"threshold {at:.3f}",))


def _best(scored: Sequence[tuple[float, Pair]]) -> float:
    values = sorted({value for value, _ in scored})
    return max(values, key=lambda at: (_row("", scored, at).f1 or 0.0, at), default=0.0)


def _row(name: str, scored: Sequence[tuple[float, Pair]], at: float) -> Row:
    hit = sum(pair.same and value >= at for value, pair in scored)
    found = sum(value >= at for value, _ in scored)
    return row(name, hit=hit, gold=sum(pair.same for _, pair in scored), right=hit, found=found)
