"""Questions in plain English → SPARQL, without a model: a grammar over the ontology's words.

The grammar uses the names of the graph, the verbs, nouns and roles of the ontology, and a table of word
orders. A question parses only if every word fits; otherwise the reply says so and suggests similar questions.
The reply always has the interpretation and its SPARQL.
"""

from graph.ask.asker import Asker
from graph.ask.fill import options, run_saved
from graph.ask.fulltext import Sentences
from graph.ask.reply import Answer, Quote, Reply

__all__ = ["Answer", "Asker", "Quote", "Reply", "Sentences", "options", "run_saved"]
