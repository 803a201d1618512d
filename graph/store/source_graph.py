"""The named graph of one source as blocks of Turtle text, in the order of the text.

A `SourceGraph` depends on nothing but its source's reading and the identities that the reading names. So
it can be cached, and `graph.store.source_graphs` joins many without compiling any of them again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from graph.store.property_order import rank
from graph.store.quads import term
from graph.store.turtle_terms import TurtleTerms, block, named_graph

Row = tuple[str, str, str, str]
"""A predicate's rank and IRI, an object as N-Triples (the sort key), and the object as Turtle."""

_TYPE, _EVIDENCE = term("rdf:type").value, term("wh:evidence").value
_BEGIN, _PHRASE = term("nif:beginIndex").value, term("wh:phraseBegin").value
_SOURCE, _EVIDENCE_TYPE = (term(f"wh:{name}").value for name in ("Source", "Evidence"))
_SAID = frozenset(term(f"wh:{name}").value for name in ("Statement", "Quotation"))


@dataclass(frozen=True, slots=True)
class EvidenceBlock:
    """The block of one piece of evidence; `place` orders it within its source."""

    iri: str
    place: tuple[str, str]
    text: str


@dataclass(frozen=True, slots=True)
class StatementBlock:
    """The block of a statement or quotation, and the blocks of its evidence in their order."""

    iri: str
    text: str
    evidence: tuple[EvidenceBlock, ...]


@dataclass(frozen=True, slots=True)
class SourceGraph:
    """The graph `iri`: the block of the source, plain triples, statements and quotations in their order.

    `triples` are IRIs, in the order in which they are written.
    """

    iri: str
    source: str
    triples: tuple[tuple[str, str, str], ...] = ()
    statements: tuple[StatementBlock, ...] = ()

    def trig(self, terms: TurtleTerms) -> str:
        """The graph as a block of TriG, ending in a line break."""
        plain: dict[str, list[tuple[str, str]]] = {}
        for subject, predicate, value in self.triples:
            plain.setdefault(subject, []).append((terms.predicate(predicate), terms.iri(value)))
        parts = [self.source, *(block(terms.iri(subject), rows) for subject, rows in plain.items())]
        for one in self.statements:
            parts.append(one.text)
            parts.extend(evidence.text for evidence in one.evidence)
        return named_graph(terms.iri(self.iri), parts)


def by_subject(quads: Iterable[ox.Quad], terms: TurtleTerms) -> dict[str, list[Row]]:
    """The rows of each subject, each once and in their order."""
    found: defaultdict[str, set[Row]] = defaultdict(set)
    for quad in quads:
        predicate, value = quad.predicate.value, quad.object
        subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else str(quad.subject)
        found[subject].add((rank(predicate), predicate, str(value), terms.term(value)))
    return {subject: sorted(rows) for subject, rows in found.items()}


def subject_block(subject: str, rows: Iterable[Row], terms: TurtleTerms) -> str:
    """The block of a subject."""
    return block(terms.iri(subject), ((terms.predicate(row[1]), row[3]) for row in rows))


def source_graph(iri: str, quads: Iterable[ox.Quad], terms: TurtleTerms) -> SourceGraph:
    """The graph of a source as text, from its quads."""
    subjects = by_subject(quads, terms)
    kinds = {one: {_value(row) for row in rows if row[1] == _TYPE} for one, rows in subjects.items()}
    source = "\n".join(subject_block(one, subjects[one], terms) for one in subjects if _SOURCE in kinds[one])
    triples = (
        (one, row[1], _value(row))
        for one in sorted(subjects, key=lambda one: f"<{one}>")
        if not kinds[one] & {_SOURCE, _EVIDENCE_TYPE, *_SAID}
        for row in subjects[one]
    )
    return SourceGraph(iri, source, tuple(triples), tuple(_statements(subjects, kinds, terms)))


def _value(row: Row) -> str:
    return row[2][1:-1]


def _statements(
    subjects: Mapping[str, list[Row]], kinds: Mapping[str, set[str]], terms: TurtleTerms
) -> Iterable[StatementBlock]:
    """Statements and quotations in the order of their first evidence; those without evidence come last."""
    found: list[tuple[tuple[str, ...], StatementBlock]] = []
    for iri, rows in subjects.items():
        if kinds[iri] & _SAID:
            evidence = sorted(
                (_evidence(_value(row), subjects, terms) for row in rows if row[1] == _EVIDENCE),
                key=lambda one: (*one.place, one.iri),
            )
            first = (*evidence[0].place, iri) if evidence else ("~", "", iri)
            text = subject_block(iri, rows, terms)
            found.append((first, StatementBlock(iri, text, tuple(evidence))))
    return (one for _, one in sorted(found, key=lambda pair: pair[0]))


def _evidence(iri: str, subjects: Mapping[str, list[Row]], terms: TurtleTerms) -> EvidenceBlock:
    rows = subjects.get(iri, [])
    at = {row[1]: row[3].zfill(12) for row in rows if row[1] in (_BEGIN, _PHRASE)}
    place = at.get(_BEGIN, ""), at.get(_PHRASE, "")
    return EvidenceBlock(iri, place, subject_block(iri, rows, terms))
