"""Whether a source's quads, or those of entities, are surely valid: `validate` would find nothing in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from graph.model import Identity
from graph.ontology import BASE, Ontology
from graph.store import conform
from graph.store.quads import term
from graph.store.shacl import shape_graphs

_ENDS = tuple(term(f"rdf:{end}") for end in ("subject", "predicate", "object"))
_ASSERTED = (term("wh:modality"), term("wh:Asserted"))
_OFFSETS = tuple(term(name) for name in ("nif:beginIndex", "nif:endIndex", "nif:anchorOf"))


@dataclass(frozen=True)
class Quick:
    """Knows the shapes of an ontology, and the classes of the identities that sources speak of."""

    ontology: Ontology
    identities: Sequence[Identity]
    base: str = BASE

    def source(self, quads: Sequence[ox.Quad]) -> bool:
        """Whether the graph of one source is surely valid."""
        return (
            _is_exact(quads)
            and self._is_supported(quads)
            and conform.surely(quads, self._rules[0], types=self._types, relations=self._relations)
        )

    def entities(self, quads: Iterable[ox.Quad]) -> bool:
        """Whether the graphs of entities and links are surely valid."""
        return conform.surely(quads, self._rules[1], types=self._types, relations=self._relations)

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

    def _is_supported(self, quads: Iterable[ox.Quad]) -> bool:
        """Whether each plain triple has an asserted statement: what is only claimed is no fact."""
        ends: dict[object, dict[ox.NamedNode, object]] = {}
        plain: list[tuple[object, ...]] = []
        asserted: set[object] = set()
        for quad in quads:
            if quad.predicate in _ENDS:
                ends.setdefault(quad.subject, {})[quad.predicate] = quad.object
            elif (quad.predicate, quad.object) == _ASSERTED:
                asserted.add(quad.subject)
            elif quad.predicate.value in self._relations:
                plain.append((quad.subject, quad.predicate, quad.object))
        said = {tuple(found.get(end) for end in _ENDS) for node, found in ends.items() if node in asserted}
        both = {ox.NamedNode(one.iri) for one in self.ontology.relations.values() if one.symmetric}
        said |= {(other, relation, one) for one, relation, other in said if relation in both}
        return all(one in said for one in plain)


def _is_exact(quads: Iterable[ox.Quad]) -> bool:
    """Whether the sentence of each evidence is as long as its offsets say."""
    found: dict[object, dict[ox.NamedNode, str]] = {}
    for quad in quads:
        if quad.predicate in _OFFSETS and isinstance(quad.object, ox.Literal):
            found.setdefault(quad.subject, {})[quad.predicate] = quad.object.value
    return all(_is_as_long(*(one.get(part, "") for part in _OFFSETS)) for one in found.values())


def _is_as_long(begin: str, end: str, text: str) -> bool:
    return begin.isdecimal() and end.isdecimal() and len(text) == int(end) - int(begin)
