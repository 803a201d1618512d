"""Questions in plain English → SPARQL, without a model: a grammar over the ontology's words.

The names of the graph, the verbs, nouns and roles of the ontology and a table of orders of words say what
a question may be. One is understood only if every word of it has its place; otherwise the reply says so
and offers questions that would be. How it was read, and the SPARQL, always stand in the reply.
"""

from graph.ask.asker import Asker
from graph.ask.fill import options, run_saved
from graph.ask.reply import Answer, Quote, Reply

__all__ = ["Answer", "Asker", "Quote", "Reply", "options", "run_saved"]
