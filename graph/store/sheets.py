"""Sheets and entities → the two files of a graph: what `serialise` would write of the dataset they make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from graph.ontology import BASE
from graph.store.names import ENTITIES, LINKS
from graph.store.pen import Pen
from graph.store.rank import rank
from graph.store.sheet import Proof, Row, Said, Sheet, by_subject, named, written

Subjects = Mapping[str, Sequence[Row]]


def trig(
    sheets: Iterable[Sheet], entities: Sequence[ox.Quad], pen: Pen, *, base: str = BASE
) -> Iterator[str]:
    """The graphs of entities, of links and of the sources by name, in parts of a TriG file."""
    yield pen.header()
    for graph in (base + ENTITIES, base + LINKS):
        subjects = by_subject((q for q in entities if q.graph_name == ox.NamedNode(graph)), pen)
        if subjects:
            blocks = (written(one, subjects[one], pen) for one in sorted(subjects, key=_as_term))
            yield "\n" + named(pen.name(graph), blocks)
    for sheet in sorted(sheets, key=lambda one: one.iri):
        yield "\n" + sheet.trig(pen)


def turtle(sheets: Sequence[Sheet], entities: Sequence[ox.Quad], pen: Pen) -> Iterator[str]:
    """The merge of all graphs in parts of a Turtle file: sources, entities, statements and evidence."""
    yield pen.header()
    ordered = sorted(sheets, key=lambda one: one.iri)
    yield from (f"\n{one.source}" for one in sorted(ordered, key=lambda one: _as_term(one.iri)))
    for subject, rows in sorted(_entities(ordered, entities, pen).items(), key=lambda one: _as_term(one[0])):
        yield "\n" + written(subject, rows, pen)
    yield from (f"\n{text}" for text in _statements(ordered, pen))


def _as_term(iri: str) -> str:
    return f"<{iri}>"


def _entities(sheets: Iterable[Sheet], entities: Iterable[ox.Quad], pen: Pen) -> Mapping[str, list[Row]]:
    found: defaultdict[str, set[Row]] = defaultdict(set)
    for subject, rows in by_subject(entities, pen).items():
        found[subject].update(rows)
    for sheet in sheets:
        for subject, predicate, value in sheet.ties:
            found[subject].add((rank(predicate), predicate, _as_term(value), pen.name(value)))
    return {subject: sorted(rows) for subject, rows in found.items()}


def _statements(sheets: Sequence[Sheet], pen: Pen) -> Iterator[str]:
    """Each statement once, where its first evidence is, with the evidence of all who say it."""
    together: defaultdict[str, list[Said]] = defaultdict(list)
    for sheet in sheets:
        for said in sheet.said:
            together[said.iri].append(said)
    last: list[Said] = []
    for sheet in sheets:
        for said in sheet.said:
            if not said.proofs and not any(one.proofs for one in together[said.iri]):
                last.append(said)
            elif said is next(one for one in together[said.iri] if one.proofs):
                yield from _told(together[said.iri], pen)
    for iri in sorted({one.iri for one in last}):
        yield from _told(together[iri], pen)


def _told(said: Sequence[Said], pen: Pen) -> Iterator[str]:
    yield said[0].text if len(said) == 1 else _merged(said, pen)
    seen: set[str] = set()
    for proof in _in_order(said):
        if proof.iri not in seen:
            seen.add(proof.iri)
            yield proof.text


def _in_order(said: Sequence[Said]) -> Iterable[Proof]:
    """The evidence of one statement, source by source."""
    return (proof for one in said for proof in one.proofs)


def _merged(said: Sequence[Said], pen: Pen) -> str:
    """One block out of several of a statement."""
    texts = "\n".join(dict.fromkeys(one.text for one in said))
    parsed = ox.parse((pen.header() + texts).encode("utf-8"), format=ox.RdfFormat.TURTLE)
    ((subject, rows),) = by_subject(parsed, pen).items()
    return written(subject, rows, pen)
