"""Entities of many readings → one identity for each thing of the world.

Readings are never rewritten: an identity lists its members, so that a merge can be undone. Records
are grouped by name, meet in blocks, and are compared by a table of rules that give their reasons. A
person's decisions are laid over the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.errors import InputError
from graph.link.cluster import clusters
from graph.link.decision_resolver import DecisionResolver
from graph.link.decisions import Decision, Report, add_decision, read_decisions, rejected
from graph.link.explain import Why, explain
from graph.link.identity import identities
from graph.link.lexicon import Lexicon, lexicon
from graph.link.profile import Profile, profile
from graph.link.records import Record, by_code, records
from graph.link.similarity import similarity
from graph.model import Identity, Reading
from graph.ontology import Ontology

__all__ = [
    "Decision",
    "Why",
    "add_decision",
    "link",
    "read_decisions",
    "rejected",
    "similarity",
    "why",
]


def link(
    readings: Iterable[Reading],
    ontology: Ontology,
    *,
    decisions: Sequence[Decision] = (),
    report: Report | None = None,
) -> tuple[Identity, ...]:
    """The identities of all entities of the readings, sorted by id.

    The order of the readings makes no difference, and a repeated reading counts once. Two entities of one
    reading may be merged if their names match. A decision about an unknown name, or that contradicts
    another, goes to `report`, and the others apply.
    """
    return _Links.of(readings, ontology).identities(decisions, report or _ignore)


def why(
    one: str,
    other: str,
    readings: Iterable[Reading],
    ontology: Ontology,
    *,
    decisions: Sequence[Decision] = (),
) -> Why:
    """Why two names or ids are one entity or two; raises QueryError for an unknown name."""
    links = _Links.of(readings, ontology)
    return explain(one, other, links.identities(decisions, _ignore), links.records, links.alone)


def _ignore(problem: InputError) -> None:
    return


@dataclass(frozen=True)
class _Links:
    """The records of some readings and what is needed to compare them."""

    records: tuple[Record, ...]
    ontology: Ontology

    @classmethod
    def of(cls, readings: Iterable[Reading], ontology: Ontology) -> _Links:
        found: dict[tuple[str, str], Record] = {}
        for reading in readings:
            found.update({(one.source, one.key): one for one in records(reading, ontology)})
        return cls(tuple(found.values()), ontology)

    @cached_property
    def words(self) -> Lexicon:
        return lexicon(self.ontology, by_code(self.records).items())

    def alone(self, record: Record) -> Profile:
        return profile(record, self.words, self.ontology)

    def identities(self, decisions: Sequence[Decision], report: Report) -> tuple[Identity, ...]:
        groups = clusters(self.records, self.words, self.ontology)
        made = identities(groups, self.words, self.ontology)
        if not any(one.verdict != "reject" for one in decisions):
            return made
        groups, overrides = DecisionResolver(groups, made, self.alone, self.ontology, report).resolve(
            decisions
        )
        return identities(groups, self.words, self.ontology, overrides)
