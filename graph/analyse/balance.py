"""Support and opposition between entities, and the structural balance of triangles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from graph.analyse.ties import CERTAINTY, sources_of
from graph.ontology import Ontology

# PLOVER's event types by side. To meet or to ask is neither: enemies do both.
FOR = frozenset({"AGREE", "SUPPORT", "COOPERATE", "AID", "YIELD"})
AGAINST = frozenset({"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})


@dataclass(frozen=True, slots=True)
class Balance:
    """The signed network in numbers.

    `sides` maps each sorted pair with a sign to a value from −1 (all against) to 1 (all for);
    `balanced` and `unbalanced` count triangles whose signs multiply to plus and to minus; `share` is
    balanced / all, or None without signed triangles.
    """

    sides: Mapping[tuple[str, str], float]
    balanced: int
    unbalanced: int

    @property
    def share(self) -> float | None:
        """The share of triangles that are balanced."""
        total = self.balanced + self.unbalanced
        return self.balanced / total if total else None


def sign(relation: str, ontology: Ontology) -> int:
    """1 for a relation that is for its object, −1 for one against it, 0 for neither.

    Read from the relation's closest PLOVER event type (Halterman et al., "PLOVER and POLECAT" 2023), so
    that a relation of a user's own ontology has a side as well.
    """
    event = event_type(relation, ontology)
    return (event in FOR) - (event in AGAINST)


def event_type(relation: str, ontology: Ontology) -> str:
    """The PLOVER event type that a relation matches most closely ("ACCUSE"), or ""."""
    found = ontology.relations.get(relation)
    return (found.close_match or "").rsplit("#", 1)[-1].rsplit("/", 1)[-1] if found else ""


def balance(network: nx.MultiDiGraph, ontology: Ontology) -> Balance:
    """The sides that pairs take, and how many triangles are balanced.

    side(u, v) = (s⁺ − s⁻) / (s⁺ + s⁻), with s⁺ and s⁻ the certainty (see `ties`) of the statements for
    and against, counted once for each relation and source. A triangle is balanced when the product of its
    three signs is positive: the friend of a friend is a friend, the enemy of an enemy too.
    Heider (1946); Cartwright and Harary, "Structural balance" (1956).
    """
    weights: dict[tuple[str, str], dict[tuple[str, str], tuple[int, float]]] = defaultdict(dict)
    for u, v, data in network.edges(data=True):
        side, certainty = sign(data["relation"], ontology), CERTAINTY.get(data["modality"], 0.0)
        if u != v and side and certainty:
            _keep_strongest(weights[(u, v) if u < v else (v, u)], data, side, certainty)
    sides = {pair: _side(list(found.values())) for pair, found in sorted(weights.items())}
    signed = nx.Graph()
    signed.add_edges_from((u, v, {"sign": 1 if side > 0 else -1}) for (u, v), side in sides.items() if side)
    balanced, unbalanced = _triangles(signed)
    return Balance(sides, balanced, unbalanced)


def _keep_strongest(
    found: dict[tuple[str, str], tuple[int, float]], data: dict[str, Any], side: int, certainty: float
) -> None:
    for source in sources_of(data["evidence"]):
        key = (data["relation"], source)
        if certainty > found.get(key, (0, 0.0))[1]:
            found[key] = (side, certainty)


def _side(found: list[tuple[int, float]]) -> float:
    total = sum(certainty for _, certainty in found)
    return sum(side * certainty for side, certainty in found) / total


def _triangles(signed: nx.Graph) -> tuple[int, int]:
    counts = {True: 0, False: 0}
    for u, v, data in signed.edges(data=True):
        for w in set(signed[u]) & set(signed[v]):
            if u < w and v < w:  # each triangle once, at its last corner
                counts[data["sign"] * signed[u][w]["sign"] * signed[v][w]["sign"] > 0] += 1
    return counts[True], counts[False]
