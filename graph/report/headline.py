"""A headline and a standfirst for a network, made from its best attested statements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import networkx as nx

from graph.analyse import Measures, event_type, sign
from graph.model import Modality
from graph.ontology import Ontology

AGENT = "Agent"  # the class of those who act: people, organizations and countries
CONTESTED = (Modality.DENIED, Modality.CLAIMED)
WORDIEST = 34  # letters above which a name is too long for a headline


class Fact(NamedTuple):
    """A statement with its attestation; `stated` if it is about what one actor does to another."""

    subject: str
    object: str
    data: dict[str, Any]
    weight: float
    stated: bool


def headline(network: nx.MultiDiGraph, measures: Measures, ontology: Ontology) -> str:
    """The two most connected actors and how many articles about them; "" without actors."""
    sources = network.graph.get("sources", {})
    names = [name for name in _actors(network, measures, ontology) if len(_label(network, name)) <= WORDIEST]
    if not names:
        return ""
    pair = " – ".join(_label(network, name) for name in names[:2])
    return f"{pair}: {len(sources):,} article{'' if len(sources) == 1 else 's'}{_years(network)}"


def standfirst(network: nx.MultiDiGraph, measures: Measures, ontology: Ontology) -> tuple[str, ...]:
    """Up to two sentences: what is best attested, and what is disputed.

    The first joins two asserted statements about different pairs of actors; the second names a denied or
    claimed one with its speaker.
    """
    merit = {name: measures.pagerank.get(name, 0.0) for name in network}
    facts = sorted(_facts(network, merit, ontology), key=lambda fact: (-fact.weight, *fact[:2]))
    asserted = [fact for fact in facts if fact.stated and fact.data["modality"] == Modality.ASSERTED]
    against = [fact for fact in asserted if sign(fact.data["relation"], ontology) < 0]
    told = _different([*against[:1], *(fact for fact in asserted if fact not in against), *against], 2)
    disputed = [fact for fact in facts if fact.data["modality"] in CONTESTED]
    disputed.sort(key=lambda fact: (fact.data["speaker"] is None, fact.data["modality"] != Modality.DENIED))
    first = ", and ".join(_clause(network, fact, ontology) for fact in told)
    second = [_dispute(network, fact, ontology) for fact in disputed[:1]]
    return tuple(line for line in (first and f"{first}.", *second) if line)


def dates(network: nx.MultiDiGraph) -> str:
    """The years in which the sources were published, else those that statements are dated with.

    >>> dates(nx.MultiDiGraph())
    ''
    """
    published = (info.published for info in network.graph.get("sources", {}).values())
    years = _only_years(published) or _only_years(data["when"] for *_, data in network.edges(data=True))
    if not years:
        return ""
    return years[0] if years[0] == years[-1] else f"{years[0]}–{years[-1]}"


def _years(network: nx.MultiDiGraph) -> str:
    span = dates(network)
    return f", {span}" if span else ""


def _only_years(found: Iterable[str | None]) -> list[str]:
    return sorted({one[:4] for one in found if one and re.fullmatch(r"\d{4}", one[:4])})


def _actors(network: nx.MultiDiGraph, measures: Measures, ontology: Ontology) -> list[str]:
    actors = [name for name in network if ontology.is_a(network.nodes[name]["cls"], AGENT)]
    return sorted(actors, key=lambda name: (-measures.pagerank.get(name, 0.0), name))


def _label(network: nx.MultiDiGraph, name: str) -> str:
    return str(network.nodes[name]["label"])


def _facts(network: nx.MultiDiGraph, merit: Mapping[str, float], ontology: Ontology) -> Iterator[Fact]:
    """Statements by actors in words of the vocabulary, with evidence."""
    for u, v, data in network.edges(data=True):
        actors = [ontology.is_a(network.nodes[end]["cls"], AGENT) for end in (u, v)]
        if u == v or not actors[0] or not data["evidence"] or data["label"]:
            continue
        event = bool(event_type(data["relation"], ontology) or sign(data["relation"], ontology))
        sources = len({cited.source for cited in data["evidence"]})
        sure = max(cited.confidence for cited in data["evidence"])
        weight = sources * sure * (min(merit[u], merit[v]) + 1e-6) ** 0.5
        yield Fact(u, v, data, weight, all(actors) and event)


def _different(facts: list[Fact], most: int) -> list[Fact]:
    """The first facts of which no two are about the same pair, nor use the same relation."""
    kept: list[Fact] = []
    for fact in facts:
        pairs = {frozenset(one[:2]) for one in kept}
        if frozenset(fact[:2]) not in pairs and all(
            fact.data["relation"] != one.data["relation"] for one in kept
        ):
            kept.append(fact)
        if len(kept) == most:
            break
    return kept


def _clause(network: nx.MultiDiGraph, fact: Fact, ontology: Ontology) -> str:
    words = ontology.relations[fact.data["relation"]].label
    return f"{_label(network, fact.subject)} {words} {_label(network, fact.object)}"


def _dispute(network: nx.MultiDiGraph, fact: Fact, ontology: Ontology) -> str:
    speaker = fact.data["speaker"] if fact.data["speaker"] in network else None
    how = "denied" if fact.data["modality"] == Modality.DENIED else "claimed"
    by = f" by {_label(network, speaker)}" if speaker else ""
    return f"Disputed: {_clause(network, fact, ontology)} ({how}{by})."
