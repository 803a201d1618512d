"""One source's named graph, written: its blocks of Turtle in the order of reading, and where each belongs.

A sheet depends on its source's reading and on the identities that it names, and on nothing else: as long
as these stay, it can be kept, and `graph.store.sheets` puts many together without compiling any again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from graph.store.pen import Pen, block
from graph.store.quads import term
from graph.store.rank import rank

Row = tuple[str, str, str, str]
"""A predicate's rank and IRI, and an object as N-Triples, to sort by, and as it is written."""

_TYPE, _EVIDENCE = term("rdf:type").value, term("wh:evidence").value
_BEGIN, _PHRASE = term("nif:beginIndex").value, term("wh:phraseBegin").value
_SOURCE, _STATEMENT, _PROOF = (term(f"wh:{name}").value for name in ("Source", "Statement", "Evidence"))


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence: its block, and what orders it within its source."""

    iri: str
    place: tuple[str, str]
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A statement: its block, and those of its evidence in their order."""

    iri: str
    text: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The graph `iri`: the block of the source, plain triples between entities, statements in their order.

    `ties` are IRIs, sorted as they are written.
    """

    iri: str
    source: str
    ties: tuple[tuple[str, str, str], ...] = ()
    said: tuple[Said, ...] = ()

    def trig(self, pen: Pen) -> str:
        """The graph as a block of TriG, ending in a line break."""
        tied: dict[str, list[tuple[str, str]]] = {}
        for subject, predicate, value in self.ties:
            tied.setdefault(subject, []).append((pen.name(predicate), pen.name(value)))
        parts = [self.source, *(block(pen.name(subject), rows) for subject, rows in tied.items())]
        for one in self.said:
            parts.append(one.text)
            parts.extend(proof.text for proof in one.proofs)
        return named(pen.name(self.iri), parts)


def named(name: str, blocks: Iterable[str]) -> str:
    """A named graph of some blocks, each line indented that is not empty."""
    inner = "\n".join(blocks)[:-1].replace("\n", "\n    ").replace("\n    \n", "\n\n")
    return f"{name} {{\n    {inner}\n}}\n"


def by_subject(quads: Iterable[ox.Quad], pen: Pen) -> dict[str, list[Row]]:
    """The rows of each subject, each once and in their order."""
    found: defaultdict[str, set[Row]] = defaultdict(set)
    for quad in quads:
        predicate, value = quad.predicate.value, quad.object
        subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else str(quad.subject)
        found[subject].add((rank(predicate), predicate, str(value), pen.term(value)))
    return {subject: sorted(rows) for subject, rows in found.items()}


def written(subject: str, rows: Iterable[Row], pen: Pen) -> str:
    """The block of a subject."""
    return block(pen.name(subject), ((pen.name(row[1]), row[3]) for row in rows))


def sheet(iri: str, quads: Iterable[ox.Quad], pen: Pen) -> Sheet:
    """The sheet of a source's graph, from its quads."""
    subjects = by_subject(quads, pen)
    kinds = {one: {_value(row) for row in rows if row[1] == _TYPE} for one, rows in subjects.items()}
    source = "\n".join(written(one, subjects[one], pen) for one in subjects if _SOURCE in kinds[one])
    ties = (
        (one, row[1], _value(row))
        for one in sorted(subjects, key=lambda one: f"<{one}>")
        if not kinds[one] & {_SOURCE, _STATEMENT, _PROOF}
        for row in subjects[one]
    )
    return Sheet(iri, source, tuple(ties), tuple(_said(subjects, kinds, pen)))


def _value(row: Row) -> str:
    return row[2][1:-1]


def _said(subjects: Mapping[str, list[Row]], kinds: Mapping[str, set[str]], pen: Pen) -> Iterable[Said]:
    """The statements by the place of their first evidence, those without any at the end."""
    found: list[tuple[tuple[str, ...], Said]] = []
    for iri, rows in subjects.items():
        if _STATEMENT in kinds[iri]:
            proofs = sorted(
                (_proof(_value(row), subjects, pen) for row in rows if row[1] == _EVIDENCE),
                key=lambda one: (*one.place, one.iri),
            )
            first = (*proofs[0].place, iri) if proofs else ("~", "", iri)
            found.append((first, Said(iri, written(iri, rows, pen), tuple(proofs))))
    return (one for _, one in sorted(found, key=lambda pair: pair[0]))


def _proof(iri: str, subjects: Mapping[str, list[Row]], pen: Pen) -> Proof:
    rows = subjects.get(iri, [])
    at = {row[1]: row[3].zfill(12) for row in rows if row[1] in (_BEGIN, _PHRASE)}
    return Proof(iri, (at.get(_BEGIN, ""), at.get(_PHRASE, "")), written(iri, rows, pen))
