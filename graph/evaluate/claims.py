"""The other parts of a gold graph: dates, quotations, exact evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from graph.evaluate.name_matching import normal
from graph.evaluate.values import Graph

LONG = 20  # a stretch of a quotation longer than this is the quotation itself, cut by the sentence


def date_misses(gold: Mapping[str, Any], graph: Graph, node_of: Mapping[str, str]) -> tuple[str, ...]:
    """The dated gold entities whose node has no date that starts with the gold date."""
    missed = []
    for one, when in gold.get("dates", []):
        got = graph.nodes[node_of[one]].when if one in node_of else None
        if got is None or not got.startswith(when):
            missed.append(f"{one} {when}, not {got}")
    return tuple(missed)


def claim_misses(gold: Mapping[str, Any], graph: Graph, node_of: Mapping[str, str]) -> tuple[str, ...]:
    """The gold claims that no evidence of a statement or quotation by their speaker has."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    for speaker, quotes in graph.quoted.items():
        said[speaker] += [normal(quote.text) for quote in quotes]
    for edge in graph.edges:
        if edge.speaker is not None:
            said[edge.speaker] += [normal(quote.text) for quote in edge.evidence]
    missed = []
    for claim in gold.get("claims", []):
        quote = normal(claim["quote"])
        heard = said.get(node_of.get(claim["by"], ""), [])
        if not any(quote in one or (len(one) > LONG and one in quote) for one in heard):
            missed.append(f"{claim['by']}: {claim['quote']}")
    return tuple(missed)


def exact_evidence(graph: Graph, texts: Mapping[str, str]) -> tuple[int, int]:
    """The number of pieces of evidence that match the text of their source, and of all evidence."""
    places = [quote for edge in graph.edges for quote in edge.evidence]
    good = sum(
        quote.source in texts and texts[quote.source][quote.begin : quote.end] == quote.text
        for quote in places
    )
    return good, len(places)
