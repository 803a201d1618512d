"""Dataset → networkx: entities as nodes, statements as edges; quotations and sources as attributes."""

from graph.network.assemble import (
    around,
    assembled,
    counts,
    edges_of,
    named,
    network,
    nodes,
    place,
    quotations_of,
)
from graph.network.values import Citation, Edge, EdgeAttributes, Named, QuotationInfo, SourceInfo

__all__ = [
    "Citation",
    "Edge",
    "EdgeAttributes",
    "Named",
    "QuotationInfo",
    "SourceInfo",
    "around",
    "assembled",
    "counts",
    "edges_of",
    "named",
    "network",
    "nodes",
    "place",
    "quotations_of",
]
