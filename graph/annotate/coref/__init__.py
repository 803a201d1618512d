"""What pronouns, "the company", "the two countries" and "who" refer to; the uncertain stay unresolved."""

from graph.annotate.coref.component import Coreference
from graph.annotate.coref.ranker import Ranker

__all__ = ["Coreference", "Ranker"]
