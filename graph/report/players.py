"""Who matters and why, and who belongs together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set

import networkx as nx

from graph.analyse import ANY_RELATION, Measures, ties
from graph.model import Modality
from graph.ontology import Ontology
from graph.report.phrasing import Said, evidence, plain, touching

PLAYERS = 8
MEMBERS = 8
GROUPS = 8
ON_THE_WAY = 0.02  # the minimum share of shortest paths to mention


def key_players(network: nx.MultiDiGraph, measures: Measures, ontology: Ontology) -> list[str]:
    """The entities that matter most, why, and what is best attested of each."""
    graph = ties(network)
    lines: list[str] = []
    for place, node in enumerate(measures.top("pagerank", PLAYERS), start=1):
        data = network.nodes[node]
        if not measures.neighbours[node]:
            continue
        head = ", ".join([_class(data["cls"], ontology), *(plain(role) for role in _roles(data["roles"]))])
        lines.append(f"{place}. **{plain(data['label'])}** ({head}): {_why(network, graph, measures, node)}.")
        lines += _best_attested(network, node, ontology)
    return ["## Key players", "", *lines] if lines else []


def _roles(roles: Sequence[str]) -> list[str]:
    """The first two, none that differs from another in its capitals alone."""
    return list({role.casefold(): role for role in reversed(roles)}.values())[::-1][:2]


def _class(cls: str, ontology: Ontology) -> str:
    return plain(ontology.classes[cls].label if cls in ontology.classes else cls)


def _why(network: nx.MultiDiGraph, graph: nx.Graph, measures: Measures, node: str) -> str:
    weight = {other: data["weight"] for other, data in graph[node].items()}
    near = sorted(weight, key=lambda other: (-weight[other], -measures.pagerank[other], other))
    first = " and ".join(plain(network.nodes[other]["label"]) for other in near[:2])
    count = measures.neighbours[node]
    reasons = [f"connected to {count} other{'s' if count > 1 else ''}, most strongly to {first}"]
    between = measures.betweenness[node]
    if between >= ON_THE_WAY:
        about = "about " if measures.sampled else ""
        reasons.append(f"lies on {about}{between:.0%} of shortest paths")
    reached = {measures.community[other] for other in near} - {measures.community[node]}
    if reached and node in measures.top("brokerage", 5):
        others = f"{len(reached)} other{'s' if len(reached) > 1 else ''}"
        reasons.append(f"connects {others}")
    return "; ".join(reasons)


def _best_attested(network: nx.MultiDiGraph, node: str, ontology: Ontology) -> list[str]:
    """The proof of what a node does, best as a fact of many sources; what it is a part of comes last."""
    said = [one for one in touching(network, node) if one[0] != one[1] and one[3]["evidence"]]
    belonging = ontology.with_kinds(ontology.framed("belonging"))
    best = min(said, key=lambda one: _attested(one, belonging), default=None)
    return [] if best is None else evidence(network, best, indent="   ")


def _attested(said: Said, belonging: Set[str]) -> tuple[bool, bool, bool, int, float, str]:
    data = said[3]
    sources = {one.source for one in data["evidence"]}
    sure = max(one.confidence for one in data["evidence"])
    return (
        data["relation"] in belonging,
        data["modality"] != Modality.ASSERTED,
        data["relation"] == ANY_RELATION,
        -len(sources),
        -sure,
        said[2],
    )


def communities(network: nx.MultiDiGraph, measures: Measures) -> list[str]:
    """The communities, by their most central members."""
    groups = [group for group in measures.communities if len(group) > 2][:GROUPS]
    rows = [f"- {_members(network, group)}" for group in groups]
    return ["## Communities", "", *rows] if len(groups) > 1 else []


def _members(network: nx.MultiDiGraph, group: Sequence[str]) -> str:
    names = [plain(network.nodes[node]["label"]) for node in group]
    head = ", ".join(f"**{name}**" for name in names[:3])
    rest = ", ".join(names[3:MEMBERS])
    more = f" and {len(names) - MEMBERS} more" if len(names) > MEMBERS else ""
    sources = Counter(slug for node in group for slug in network.nodes[node]["sources"])
    articles = f"{len(sources)} article{'s' if len(sources) != 1 else ''}"
    return f"{head}{', with ' + rest if rest else ''}{more} ({articles})"
