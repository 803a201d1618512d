"""Agreements, events and documents that are described rather than named: "the follow-up meeting"."""

from graph.annotate.described.component import Descriptions
from graph.annotate.described.labels import label, renamed, shown, spoken_date

__all__ = ["Descriptions", "label", "renamed", "shown", "spoken_date"]
