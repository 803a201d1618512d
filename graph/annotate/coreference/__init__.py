"""Resolves pronouns, "the company", "the two countries" and "who" where the referent is clear."""

from graph.annotate.coreference.component import Coreference
from graph.annotate.coreference.ranker import Ranker

__all__ = ["Coreference", "Ranker"]
