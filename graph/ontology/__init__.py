"""The ontology as plain values: classes, relations and the cue words that signal them.

`vocabulary.ttl` says what a graph may hold, `cues.ttl` which words signal it, `names.ttl` which names
are known beforehand; a user's own Turtle is read after them and may add to all three. This module and
its parts are the only ones that read these files.
"""

from graph.ontology.load import Ontology, default_ontology, load_ontology
from graph.ontology.terms import BASE, NAMESPACES, WH, Class, Cue, KnownName, Relation

__all__ = [
    "BASE",
    "NAMESPACES",
    "WH",
    "Class",
    "Cue",
    "KnownName",
    "Ontology",
    "Relation",
    "default_ontology",
    "load_ontology",
]
