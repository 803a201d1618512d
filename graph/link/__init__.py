"""Entities of many readings → one identity for each thing of the world.

Readings are never rewritten: an identity lists its members, so that a merge can be undone. Records
are grouped by name, meet in blocks, and are compared by a table of rules that give their reasons.
"""

from __future__ import annotations

from collections.abc import Iterable

from graph.link.cluster import clusters
from graph.link.identity import identities
from graph.link.lexicon import lexicon
from graph.link.records import Record, by_code, records
from graph.model import Identity, Reading
from graph.ontology import Ontology

__all__ = ["link"]


def link(readings: Iterable[Reading], ontology: Ontology) -> tuple[Identity, ...]:
    """The identities of all entities of the readings, sorted by id.

    The order of the readings makes no difference, and a reading given twice counts once. Two
    entities of one reading may become one, where their names agree.
    """
    found: dict[tuple[str, str], Record] = {}
    for reading in readings:
        found.update({(one.source, one.key): one for one in records(reading, ontology)})
    words = lexicon(ontology, by_code(found.values()).items())
    return identities(clusters(found.values(), words, ontology), words, ontology)
