"""Source graphs and entities → the TriG and the Turtle file of a graph, without compiling a dataset.

The bytes are those that `graph.store.serialise` gives for the dataset of the same quads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from graph.ontology import BASE
from graph.store.iris import ENTITIES, LINKS
from graph.store.property_order import rank
from graph.store.source_graph import (
    EvidenceBlock,
    Row,
    SourceGraph,
    StatementBlock,
    by_subject,
    subject_block,
)
from graph.store.turtle_terms import TurtleTerms, named_graph


def trig(
    graphs: Iterable[SourceGraph], entities: Sequence[ox.Quad], terms: TurtleTerms, *, base: str = BASE
) -> Iterator[str]:
    """The parts of a TriG file: the graphs of entities and of links, then those of the sources by name."""
    yield terms.header()
    for graph in (base + ENTITIES, base + LINKS):
        subjects = by_subject((q for q in entities if q.graph_name == ox.NamedNode(graph)), terms)
        if subjects:
            blocks = (subject_block(one, subjects[one], terms) for one in sorted(subjects, key=_as_term))
            yield "\n" + named_graph(terms.iri(graph), blocks)
    for one in sorted(graphs, key=lambda one: one.iri):
        yield "\n" + one.trig(terms)


def turtle(graphs: Sequence[SourceGraph], entities: Sequence[ox.Quad], terms: TurtleTerms) -> Iterator[str]:
    """The parts of a Turtle file that merges all graphs: sources, entities, statements with evidence."""
    yield terms.header()
    ordered = sorted(graphs, key=lambda one: one.iri)
    yield from (f"\n{one.source}" for one in sorted(ordered, key=lambda one: _as_term(one.iri)))
    merged = _entities(ordered, entities, terms)
    for subject, rows in sorted(merged.items(), key=lambda one: _as_term(one[0])):
        yield "\n" + subject_block(subject, rows, terms)
    yield from (f"\n{text}" for text in _statements(ordered, terms))


def _as_term(iri: str) -> str:
    return f"<{iri}>"


def _entities(
    graphs: Iterable[SourceGraph], entities: Iterable[ox.Quad], terms: TurtleTerms
) -> Mapping[str, list[Row]]:
    found: defaultdict[str, set[Row]] = defaultdict(set)
    for subject, rows in by_subject(entities, terms).items():
        found[subject].update(rows)
    for graph in graphs:
        for subject, predicate, value in graph.triples:
            found[subject].add((rank(predicate), predicate, _as_term(value), terms.iri(value)))
    return {subject: sorted(rows) for subject, rows in found.items()}


def _statements(graphs: Sequence[SourceGraph], terms: TurtleTerms) -> Iterator[str]:
    """Each statement once, where its first evidence is, with the evidence of all sources."""
    same: defaultdict[str, list[StatementBlock]] = defaultdict(list)
    for graph in graphs:
        for one in graph.statements:
            same[one.iri].append(one)
    unsupported: set[str] = set()
    for graph in graphs:
        for one in graph.statements:
            first = next((other for other in same[one.iri] if other.evidence), None)
            if first is None:
                unsupported.add(one.iri)
            elif one is first:
                yield from _with_evidence(same[one.iri], terms)
    for iri in sorted(unsupported):
        yield from _with_evidence(same[iri], terms)


def _with_evidence(same: Sequence[StatementBlock], terms: TurtleTerms) -> Iterator[str]:
    yield same[0].text if len(same) == 1 else _merged(same, terms)
    seen: set[str] = set()
    for evidence in _in_order(same):
        if evidence.iri not in seen:
            seen.add(evidence.iri)
            yield evidence.text


def _in_order(same: Sequence[StatementBlock]) -> Iterable[EvidenceBlock]:
    """The evidence of one statement, source by source."""
    return (evidence for one in same for evidence in one.evidence)


def _merged(same: Sequence[StatementBlock], terms: TurtleTerms) -> str:
    """One block from the blocks of one statement in several sources."""
    texts = "\n".join(dict.fromkeys(one.text for one in same))
    parsed = ox.parse((terms.header() + texts).encode("utf-8"), format=ox.RdfFormat.TURTLE)
    ((subject, rows),) = by_subject(parsed, terms).items()
    return subject_block(subject, rows, terms)
