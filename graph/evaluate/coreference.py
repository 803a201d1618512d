"""The three measures of coreference and their mean, the CoNLL figure.

K is the gold partition of mentions, S the system's; a cluster is a set of mentions. Precision is
recall with K and S exchanged. Numerators and denominators are added over documents, as the
reference scorer of the CoNLL-2012 shared task does.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from graph.evaluate.figures import Row, f1, ratio

Partition = Sequence[frozenset[Hashable]]
Part = tuple[float, float]


def _owner(partition: Partition) -> dict[Hashable, int]:
    return {mention: at for at, cluster in enumerate(partition) for mention in cluster}


def muc(key: Partition, system: Partition) -> Part:
    """Links: Σ (|k| − |parts of k under S|) over Σ (|k| − 1) (Vilain et al. 1995)."""
    owner = _owner(system)
    kept = total = 0
    for cluster in key:
        alone = sum(mention not in owner for mention in cluster)
        parts = len({owner[mention] for mention in cluster if mention in owner}) + alone
        kept, total = kept + len(cluster) - parts, total + len(cluster) - 1
    return float(kept), float(total)


def b_cubed(key: Partition, system: Partition) -> Part:
    """Mentions: Σ over k and s of |k ∩ s|² / |k| over Σ |k| (Bagga and Baldwin 1998)."""
    right, owner = 0.0, _owner(system)
    for cluster in key:
        for at in sorted({owner[mention] for mention in cluster if mention in owner}):
            right += len(cluster & system[at]) ** 2 / len(cluster)
    return right, float(sum(len(cluster) for cluster in key))


def ceaf_e(key: Partition, system: Partition) -> Part:
    """Entities: Σ φ4 of the best one-to-one alignment over |K|, φ4 = 2|k ∩ s| / (|k| + |s|) (Luo 2005)."""
    if not key or not system:
        return 0.0, float(len(key))
    phi = np.array([[2 * len(k & s) / (len(k) + len(s)) for s in system] for k in key])
    rows, columns = linear_sum_assignment(-phi)
    return float(phi[rows, columns].sum()), float(len(key))


MEASURES: dict[str, Callable[[Partition, Partition], Part]] = {"MUC": muc, "B³": b_cubed, "CEAF-e": ceaf_e}


def rows(documents: Iterable[tuple[Partition, Partition]], name: str = "CoNLL") -> list[Row]:
    """A row for each measure over (key, system) pairs, and the mean of their F1 in the first row."""
    pairs = list(documents)
    gold = sum(len(cluster) for key, _ in pairs for cluster in key)
    found = sum(len(cluster) for _, system in pairs for cluster in system)
    out = []
    for measure, part in MEASURES.items():
        recall = _total(part(key, system) for key, system in pairs)
        precision = _total(part(system, key) for key, system in pairs)
        out.append(Row(f"{name} {measure}", precision, recall, f1(precision, recall), gold, found))
    mean = sum(one.f1 or 0.0 for one in out) / len(out)
    return [Row(name, None, None, mean, gold, found), *out]


def _total(parts: Iterable[Part]) -> float:
    above, below = 0.0, 0.0
    for numerator, denominator in parts:
        above, below = above + numerator, below + denominator
    return ratio(above, below)
