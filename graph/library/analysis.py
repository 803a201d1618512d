"""What the network says, as tables: measures, paths, and rows with names in place of ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from graph.analyse import Measures, paths
from graph.model import Modality

if TYPE_CHECKING:
    import networkx as nx
    from pandas import DataFrame

COLUMNS = ("pagerank", "degree", "neighbours", "betweenness", "participation", "brokerage", "core")
STEP = ("path", "step", "one", "other", "statements", "said", "sentence")
SUREST = list(Modality)


def measured(network: nx.MultiDiGraph, found: Measures, sides: Mapping[tuple[str, str], float]) -> DataFrame:
    """A row for each entity, highest PageRank first, then by id."""
    from pandas import DataFrame

    side = _sides(sides)
    order = sorted(found.pagerank, key=lambda id_: (-found.pagerank[id_], id_))
    rows = [
        (
            network.nodes[id_]["label"],
            network.nodes[id_]["cls"],
            *(getattr(found, name)[id_] for name in COLUMNS),
            found.community[id_],
            side.get(id_),
        )
        for id_ in order
    ]
    columns = ["label", "cls", *COLUMNS, "community", "support"]
    return DataFrame(rows, index=order, columns=columns).rename_axis("id").astype({"support": "float64"})


def _sides(sides: Mapping[tuple[str, str], float]) -> dict[str, float]:
    """The mean side of each entity's signed ties."""
    ties: dict[str, list[float]] = {}
    for pair, side in sides.items():
        for end in pair:
            ties.setdefault(end, []).append(side)
    return {end: sum(found) / len(found) for end, found in ties.items()}


def steps(
    network: nx.MultiDiGraph, one: str, other: str, count: int, said: Callable[..., object]
) -> DataFrame:
    """A row for each step of each path; `said` puts the surest statement of a step into words."""
    from pandas import DataFrame

    rows: list[tuple[object, ...]] = []
    for number, path in enumerate(paths(network, one, other, count=count), start=1):
        for step, (u, v) in enumerate(pairwise(path), start=1):
            rows.append((number, step, *_step(network, u, v, said)))
    return DataFrame(rows, columns=list(STEP))


def _step(network: nx.MultiDiGraph, u: str, v: str, said: Callable[..., object]) -> tuple[object, ...]:
    both = [
        (a, b, key, data)
        for a, b in ((u, v), (v, u))
        for key, data in (network.get_edge_data(a, b) or {}).items()
    ]
    first = min(both, key=_sureness)
    cited = first[3]["evidence"]
    labels = network.nodes[u]["label"], network.nodes[v]["label"]
    return (*labels, len(both), str(said(*first)), cited[0].sentence if cited else None)


def _sureness(edge: tuple[str, str, str, Mapping[str, Any]]) -> tuple[int, float, str]:
    data = edge[3]
    sure = max((one.confidence for one in data["evidence"]), default=0.0)
    return SUREST.index(Modality(data["modality"])), -sure, edge[2]
