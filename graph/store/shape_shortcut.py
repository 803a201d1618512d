"""Whether the quads of a source, or of entities, are surely valid, without a dataset and without pyshacl."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from graph.model import Identity
from graph.ontology import BASE, Ontology
from graph.store import conform
from graph.store.beyond_shapes import misquoted, unsupported
from graph.store.shacl import shape_graphs


@dataclass(frozen=True)
class ShapeShortcut:
    """The shapes of an ontology and the classes of the identities that sources name.

    True means that `validate` finds nothing; False means that only `validate` can tell.
    """

    ontology: Ontology
    identities: Sequence[Identity]
    base: str = BASE

    def source(self, quads: Sequence[ox.Quad]) -> bool:
        """Whether the graph of one source is surely valid."""
        faults = [*misquoted(quads), *unsupported(quads, self.ontology)]
        return not faults and self._conforms(quads, self._rules[0])

    def entities(self, quads: Iterable[ox.Quad]) -> bool:
        """Whether the graphs of entities and links are surely valid."""
        return self._conforms(quads, self._rules[1])

    def _conforms(self, quads: Iterable[ox.Quad], rules: conform.Rules) -> bool:
        return conform.surely(quads, rules, types=self._types, relations=self._relations)

    @cached_property
    def _rules(self) -> tuple[conform.Rules, conform.Rules]:
        of_sources, of_entities = shape_graphs(self.ontology)
        return conform.rules(of_sources), conform.rules(of_entities)

    @cached_property
    def _types(self) -> Mapping[str, frozenset[str]]:
        classes = self.ontology.classes
        above = {c.name: frozenset(classes[a].iri for a in c.ancestors) | {c.iri} for c in classes.values()}
        return {self.base + one.id: above.get(one.cls, frozenset()) for one in self.identities}

    @cached_property
    def _relations(self) -> frozenset[str]:
        return frozenset(relation.iri for relation in self.ontology.relations.values())
