"""Changes → Turtle: an activity (PROV) that generated the new and invalidated the removed statements.

A denial disputes (CiTO) its assertion; an entity with a new id replaces the old one (Dublin Core).
Statements, entities and evidence are described as in their graph. The result has no plain triples, because
a list of changes is not a graph of facts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib import Dataset

from graph.diff.compare import Changes, Side
from graph.ontology import WH
from graph.store import base_of, oxigraph, prefixes, turtle_of
from graph.store.quads import term

CITO = "http://purl.org/spar/cito/"
ABOUT = ("rdf:type", "rdfs:label")


def turtle(found: Changes, old: Dataset, new: Dataset) -> bytes:
    """The changes between two datasets as Turtle in UTF-8; the same changes give the same bytes."""
    base = base_of(new)
    own = {"cito": CITO, "diff": f"{base}diff/"}
    shown = dict(sorted((prefixes(old) | prefixes(new) | own).items()))
    body = [*_changed(found, base), *_described(found, old, new)]
    digest = hashlib.sha256("\n".join(sorted(map(str, body))).encode()).hexdigest()[:12]
    activity = ox.NamedNode(f"{base}diff/{digest}")
    triples = [
        ox.Triple(activity, term("rdf:type"), term("prov:Activity")),
        *_of(activity, found, base),
        *body,
    ]
    return turtle_of(sorted(set(triples), key=str), shown)


def _of(activity: ox.NamedNode, found: Changes, base: str) -> Iterator[ox.Triple]:
    parts = (
        ("prov:generated", found.new_entities, found.new_statements),
        ("prov:invalidated", found.gone_entities, found.gone_statements),
    )
    for predicate, entities, statements in parts:
        for thing in entities:
            yield ox.Triple(activity, term(predicate), _node(base, thing.id))
        for said in statements:
            yield ox.Triple(activity, term(predicate), ox.NamedNode(f"{base}statement/{said.id}"))


def _changed(found: Changes, base: str) -> Iterator[ox.Triple]:
    for rename in found.renamed:
        old, new = (_node(base, thing.id) for thing in (rename.old, rename.new))
        yield ox.Triple(old, term("dcterms:isReplacedBy"), new)
    for one in found.contradicted:
        denied, asserted = (ox.NamedNode(f"{base}statement/{s.id}") for s in (one.denied, one.asserted))
        yield ox.Triple(denied, ox.NamedNode(f"{CITO}disputes"), asserted)


def _described(found: Changes, old: Dataset, new: Dataset) -> Iterator[ox.Triple]:
    """The triples about the changed entities and statements."""
    base = base_of(new)
    said = {f"statement/{one.id}": new for one in found.new_statements}
    said |= {f"statement/{one.id}": old for one in found.gone_statements}
    for two in found.contradicted:
        for one, side in ((two.asserted, two.asserted_in), (two.denied, two.denied_in)):
            said[f"statement/{one.id}"] = old if side is Side.OLD else new
    for id_, dataset in said.items():
        yield from _about(dataset, _node(base, id_))
    named = {thing.id: new for thing in found.new_entities}
    named |= {thing.id: old for thing in found.gone_entities}
    named |= {one.old.id: old for one in found.renamed} | {one.new.id: new for one in found.renamed}
    for id_, dataset in named.items():
        yield from _about(dataset, _node(base, id_), only=ABOUT)


def _about(dataset: Dataset, node: ox.NamedNode, *, only: Iterable[str] = ()) -> Iterator[ox.Triple]:
    """The triples of a subject in the merge, with those of its evidence."""
    wanted = {term(name) for name in only}
    for quad in oxigraph(dataset).quads_for_pattern(node, None, None, ox.DefaultGraph()):
        if wanted and quad.predicate not in wanted:
            continue
        yield quad.triple
        if quad.predicate.value == f"{WH}evidence" and isinstance(quad.object, ox.NamedNode):
            yield from _about(dataset, quad.object)


def _node(base: str, id_: str) -> ox.NamedNode:
    """The IRI of an id below the base; an id from elsewhere is an IRI already."""
    return ox.NamedNode(id_ if ":" in id_ else base + id_)
