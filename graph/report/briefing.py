"""The briefing: its sections in order, as Markdown."""

from __future__ import annotations

import networkx as nx

from graph.analyse import Measures
from graph.ontology import Ontology
from graph.report import events, players
from graph.report.phrasing import date, plain
from graph.report.summary import summary


def report(network: nx.MultiDiGraph, measures: Measures, ontology: Ontology) -> str:
    """What the articles say, for who has two minutes; every line carries its sentence and source.

    Markdown (CommonMark), ends with a newline; the same network gives the same text.
    """
    parts = [
        ["# Briefing", "", plain(summary(network, ontology))],
        players.key_players(network, measures, ontology),
        players.communities(network, measures),
        events.agreements(network, ontology),
        events.meetings(network, ontology),
        events.accusations(network, ontology),
        events.contradicted(network, ontology),
        events.timeline(network, ontology),
        _sources(network),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _sources(network: nx.MultiDiGraph) -> list[str]:
    infos = sorted(
        network.graph.get("sources", {}).values(), key=lambda info: (info.published or "~", info.slug)
    )
    rows = []
    for info in infos:
        parts = plain(info.title or info.slug), plain(info.publisher or ""), date(info.published)
        rows.append("- " + ", ".join(part for part in (*parts, plain(info.origin)) if part))
    return ["## Articles read", "", *rows] if rows else []
