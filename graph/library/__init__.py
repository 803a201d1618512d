"""The face of the library: a graph to ask, to walk and to show.

import graph
kg = graph.KnowledgeGraph.open("output")
kg.entity("China").statements
kg.query("SELECT ?who { ?who wh:signed ?what }")
kg.map()
"""

from graph.library.knowledge import KnowledgeGraph
from graph.library.views import EntityView, MapView, StatementView

__all__ = ["EntityView", "KnowledgeGraph", "MapView", "StatementView"]
