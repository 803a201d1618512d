"""Source → spaCy Doc: names, dates, descriptions, roles, speech and coreference.

Each step is a spaCy component that says what it needs and what it assigns, so that any English spaCy
pipeline, small or transformer, can be put under them.
"""

from graph.annotate.pipeline import BATCH, DEFAULT_MODEL, annotate, pipeline

__all__ = ["BATCH", "DEFAULT_MODEL", "annotate", "pipeline"]
