"""The network in one sentence, and its communities by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import networkx as nx

from graph.model import Modality
from graph.ontology import Ontology


def summary(network: nx.MultiDiGraph, ontology: Ontology) -> str:
    """A summary of the network in one or two sentences."""
    sources = network.graph.get("sources", {})
    if not network:
        return f"{_count(len(sources), 'article')} without entities."
    kinds = Counter(str(data["cls"]) for _, data in network.nodes(data=True))
    first = [f"{number:,} {_plural(_label(kind, ontology), number)}" for kind, number in _most(kinds)[:3]]
    rest = len(network) - sum(number for _, number in _most(kinds)[:3])
    others = [f"{rest:,} other{'s' if rest > 1 else ''}"] if rest else []
    said = f"{_count(network.number_of_edges(), 'statement')} in {_count(len(sources), 'article')} about "
    return said + _and([*first, *others]) + _span(network) + "." + _doubts(network)


def community_name(members: Sequence[str], labels: Mapping[str, str]) -> str:
    """A community by its most central members; `members` come most central first."""
    named = [labels[name] for name in members[:3]]
    return " · ".join(named)


def _most(kinds: Counter[str]) -> list[tuple[str, int]]:
    return sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))


def _label(kind: str, ontology: Ontology) -> str:
    return ontology.classes[kind].label if kind in ontology.classes else kind


def _count(number: int, word: str) -> str:
    return f"{number:,} {_plural(word, number)}"


def _plural(word: str, number: int) -> str:
    """The word in the number.

    >>> [_plural(word, 2) for word in ("person", "country", "party", "body", "media", "summit")]
    ['people', 'countries', 'parties', 'bodies', 'media', 'summits']
    """
    if number == 1 or word == "media":
        return word
    if word.endswith("person"):
        return word[: -len("person")] + "people"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def _span(network: nx.MultiDiGraph) -> str:
    years = sorted({data["when"][:4] for _, _, data in network.edges(data=True) if data["when"]})
    years = [year for year in years if year.isdigit() and len(year) == 4]
    if not years:
        return ""
    return f", {years[0]}" if years[0] == years[-1] else f", {years[0]} to {years[-1]}"


def _doubts(network: nx.MultiDiGraph) -> str:
    said = Counter(str(data["modality"]) for _, _, data in network.edges(data=True))
    claimed, denied = said[Modality.CLAIMED], said[Modality.DENIED]
    parts = [f"{claimed:,} {'is' if claimed == 1 else 'are'} a claim"] if claimed else []
    parts += [f"{denied:,} {'is a denial' if denied == 1 else 'are denials'}"] if denied else []
    return f" Of these, {_and(parts)}." if parts else ""
