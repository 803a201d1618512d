"""Names: their spans, classes and entities, in four passes, and the aliases that a text gives."""

from graph.annotate.names.aliases import Aliases
from graph.annotate.names.component import Names

__all__ = ["Aliases", "Names"]
