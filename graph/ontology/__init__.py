"""The ontology as plain values: classes, relations and the cue words that signal them.

`vocabulary.ttl` defines the terms of a graph, `cues.ttl` the words that signal them, `names.ttl` known
names. A user's own Turtle is read after them and can add to all three. Only this package reads these files.
"""

from graph.ontology.load import Ontology, default_ontology, load_ontology
from graph.ontology.terms import (
    ANY_ORDER,
    BASE,
    EACH_OTHER,
    NAMESPACES,
    WH,
    Class,
    Cue,
    KnownName,
    Relation,
)

__all__ = [
    "ANY_ORDER",
    "BASE",
    "EACH_OTHER",
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
