"""The network seen four ways: as paths, along time, as a matrix, and where it contradicts itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

import networkx as nx

from graph.analyse.ties import ties
from graph.model import Modality

if TYPE_CHECKING:
    import pandas as pd

    from graph.network import EdgeAttributes

    _Said = tuple[str, EdgeAttributes]
    _Span = tuple[str | None, str | None]

COLUMNS = ("when", "subject", "relation", "object", "modality", "speaker", "statement")


def paths(network: nx.MultiDiGraph, one: str, other: str, *, count: int = 10) -> list[list[str]]:
    """The shortest paths between two nodes along ties, each a list of ids; [] if there is none.

    Sorted by length and then by id; denied statements are not ties. Raises networkx.NodeNotFound for an id
    that is not in the network.
    """
    graph = ties(network)
    if missing := [name for name in (one, other) if name not in graph]:
        raise nx.NodeNotFound(f"{missing[0]} is not in the network")
    try:
        found = list(islice(nx.all_shortest_paths(graph, one, other), 1000))
    except nx.NetworkXNoPath:
        return []
    return sorted(found)[:count]


def timeline(network: nx.MultiDiGraph) -> pd.DataFrame:
    """Every dated statement, a row each, sorted by date: an ISO 8601 string of the precision known."""
    import pandas as pd  # takes half a second to import, which a build has no need of

    rows = [
        (data["when"], u, data["relation"], v, data["modality"], data["speaker"], key)
        for u, v, key, data in network.edges(keys=True, data=True)
        if data["when"]
    ]
    return pd.DataFrame(sorted(rows, key=lambda row: (row[0], row[6])), columns=list(COLUMNS))


def matrix(network: nx.MultiDiGraph, relation: str | Iterable[str], *, denied: bool = False) -> pd.DataFrame:
    """The matrix of a relation: rows are subjects, columns objects, cells the number of statements.

    `relation` is a local name or several; denials count only if `denied`. Rows and columns are sorted by id
    and have only entities with a count.
    """
    import pandas as pd  # see `timeline`

    wanted = {relation} if isinstance(relation, str) else set(relation)
    cells: dict[tuple[str, str], int] = defaultdict(int)
    for u, v, data in network.edges(data=True):
        if data["relation"] in wanted and (denied or data["modality"] != Modality.DENIED):
            cells[u, v] += 1
    table = pd.DataFrame(
        0, index=sorted({u for u, _ in cells}), columns=sorted({v for _, v in cells}), dtype="int64"
    )
    for (u, v), number in cells.items():
        table.loc[u, v] = number
    return table


def contradictions(network: nx.MultiDiGraph) -> list[tuple[str, str, str, tuple[str, ...], tuple[str, ...]]]:
    """What one voice says and another denies of the same time, sorted.

    A row has subject, relation, object, the statements that say it and those that deny it.
    Only what is asserted or claimed, and is not over, is contradicted by a denial; statements are named by
    their keys. The voice of a statement without a speaker is its article. Two articles contradict each
    other only where both give a date, since what an old one denies may be so in a new one.
    """
    found: dict[tuple[str, str, str, str | None], tuple[list[_Said], list[_Said]]] = {}
    for u, v, key, data in network.edges(keys=True, data=True):
        said, denied = found.setdefault((u, data["relation"], v, data["label"]), ([], []))
        if data["modality"] == Modality.DENIED:
            denied.append((key, data))
        elif data["modality"] in (Modality.ASSERTED, Modality.CLAIMED) and data["state"] is None:
            said.append((key, data))
    rows: list[tuple[str, str, str, tuple[str, ...], tuple[str, ...]]] = []
    for (u, relation, v, _), (said, denied) in found.items():
        pairs = [(yes, no) for yes, one in said for no, other in denied if _contradict(one, other)]
        if pairs:
            yes, no = (tuple(sorted(set(keys))) for keys in zip(*pairs, strict=True))
            rows.append((u, relation, v, yes, no))
    return sorted(rows)


def _contradict(one: EdgeAttributes, other: EdgeAttributes) -> bool:
    """Whether two statements are of different voices and may be of the same time."""
    voices = [
        {data["speaker"]} if data["speaker"] else {place.source for place in data["evidence"]}
        for data in (one, other)
    ]
    if voices[0] & voices[1]:
        return False
    articles = not one["speaker"] and not other["speaker"]
    spans = [(data["start"] or data["when"], data["end"] or data["when"]) for data in (one, other)]
    if not all(any(span) for span in spans):
        return not articles
    return _reaches(*spans) and _reaches(*reversed(spans))


def _reaches(one: _Span, other: _Span) -> bool:
    """Whether a span of ISO dates begins before another ends, to the precision of both; None is open."""
    begin, end = one[0], other[1]
    size = min(len(begin or ""), len(end or ""))
    return (begin or "")[:size] <= (end or "")[:size]
