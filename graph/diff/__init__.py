"""The changes between two graphs: new, removed and contradicted entities and statements.

`changes` compares two networks; `words`, `turtle` and `as_dict` format the result.
"""

from graph.diff.compare import Changes, Contradiction, Rename, Said, Side, Thing, changes
from graph.diff.rdf import turtle
from graph.diff.tell import as_dict, words

__all__ = [
    "Changes",
    "Contradiction",
    "Rename",
    "Said",
    "Side",
    "Thing",
    "as_dict",
    "changes",
    "turtle",
    "words",
]
