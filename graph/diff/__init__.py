"""What changed between two graphs: entities and statements that are new, gone or contradicted.

`changes` compares two networks; `words`, `turtle` and `as_dict` tell what it found.
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
