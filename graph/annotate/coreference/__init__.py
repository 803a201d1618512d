"""What pronouns, "the company", "the two countries" and "who" refer to; the uncertain stay unresolved."""

from graph.annotate.coreference.component import Coreference
from graph.annotate.coreference.ranker import Ranker

__all__ = ["Coreference", "Ranker"]
