"""Network → measures: centrality, communities, brokerage, and support or opposition.

Pure functions of the networkx network; no result depends on set order or on the clock, and sampling uses a
fixed seed.
"""

from graph.analyse.balance import Balance, balance, event_type, sign
from graph.analyse.centrality import EXACT_LIMIT, betweenness, brokerage, participation
from graph.analyse.communities import communities
from graph.analyse.measures import Measures, measures
from graph.analyse.ties import ANY_RELATION, CERTAINTY, ties
from graph.analyse.views import contradictions, matrix, paths, timeline

__all__ = [
    "ANY_RELATION",
    "CERTAINTY",
    "EXACT_LIMIT",
    "Balance",
    "Measures",
    "balance",
    "betweenness",
    "brokerage",
    "communities",
    "contradictions",
    "event_type",
    "matrix",
    "measures",
    "participation",
    "paths",
    "sign",
    "ties",
    "timeline",
]
