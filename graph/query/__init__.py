"""SPARQL → tables, on Oxigraph's engine, over the merge of all named graphs (`GRAPH` reaches each one).

A query only reads: updates and calls to other endpoints are refused. The prefixes of the dataset are
known without being declared. Parameters are bound to variables as values, never pasted into the text.
"""

from graph.query.bind import Parameter
from graph.query.run import Limits, Sent, answer, bound_text, select, send
from graph.query.saved import SavedQuery, Slot, named, saved, saved_in
from graph.query.table import Iri, Table, Value
from graph.query.unknown import unknown_terms

__all__ = [
    "Iri",
    "Limits",
    "Parameter",
    "SavedQuery",
    "Sent",
    "Slot",
    "Table",
    "Value",
    "answer",
    "bound_text",
    "named",
    "saved",
    "saved_in",
    "select",
    "send",
    "unknown_terms",
]
