"""Precision and recall of statements against annotated relations between annotated mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.evaluate.figures import Miss, Row, context, row
from graph.evaluate.mapping import Relations
from graph.evaluate.spans import overlap, touches
from graph.model import Entity, Modality, Reading, Span, Statement

Places = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """An annotated relation: its label, and where its two ends stand."""

    label: str
    head: Places
    tail: Places


@dataclass(frozen=True, slots=True)
class Facts:
    """What annotators marked in one text: the relations, and the places of every marked entity."""

    relations: tuple[Relation, ...]
    entities: tuple[Places, ...]


@dataclass(slots=True)
class _Counts:
    gold: Counter[str]
    hit: Counter[str]
    found: Counter[str]
    right: Counter[str]


def stated(reading: Reading, *, surely: bool = True) -> list[tuple[Statement, Entity, Entity]]:
    """The statements of a reading with their ends; `surely` leaves out what is denied or only possible."""
    entities = {entity.key: entity for entity in reading.entities}
    weak = {Modality.DENIED, Modality.POSSIBLE} if surely else {Modality.DENIED}
    return [
        (one, entities[one.subject], entities[one.object])
        for one in reading.statements
        if one.modality not in weak
    ]


def score(
    golds: Sequence[Facts], readings: Sequence[Reading], mapping: Relations, *, surely: bool = True
) -> tuple[list[Row], list[Miss]]:
    """A row over all mapped relations and one for each; a relation that the mapping lacks is left out.

    A relation is found when a statement of a mapped kind has a mention of each end overlapping the
    relation's ends; a statement is held against the gold only where both its ends are marked.
    """
    counts = _Counts(Counter(), Counter(), Counter(), Counter())
    misses: list[Miss] = []
    for gold, reading in zip(golds, readings, strict=True):
        statements = stated(reading, surely=surely)
        for relation in gold.relations:
            if relation.label in mapping.paths:
                misses += _recall(counts, relation, statements, mapping, reading)
        misses += _precision(counts, gold, statements, mapping, reading)
    labels = [label for label in mapping.paths if counts.gold[label] or counts.found[label]]
    out = [_row(label, label, counts) for label in labels]
    return [_row("all", "", counts), *out], misses


def _row(name: str, label: str, counts: _Counts) -> Row:
    return row(
        name,
        hit=counts.hit[label],
        gold=counts.gold[label],
        right=counts.right[label],
        found=counts.found[label],
    )


def _recall(
    counts: _Counts,
    relation: Relation,
    statements: list[tuple[Statement, Entity, Entity]],
    mapping: Relations,
    reading: Reading,
) -> Iterable[Miss]:
    found = any(_stands_for(one, head, tail, relation, mapping) for one, head, tail in statements)
    for label in ("", relation.label):
        counts.gold[label] += 1
        counts.hit[label] += found
    if found:
        return []
    text, ends = reading.source.text, _nearest(relation)
    verdict = "missed" if _seen(relation, reading) else "missed, an end too"
    between = text[min(e.end for e in ends) : max(e.begin for e in ends)]
    return [Miss(verdict, relation.label, _short(between), context(text, *ends), reading.source.slug)]


def _precision(
    counts: _Counts,
    gold: Facts,
    statements: list[tuple[Statement, Entity, Entity]],
    mapping: Relations,
    reading: Reading,
) -> Iterable[Miss]:
    out = []
    for one, head, tail in statements:
        labels = mapping.labels(one.relation)
        if not labels or not all(
            any(touches(end, places) for places in gold.entities) for end in (head, tail)
        ):
            continue
        right = any(_stands_for(one, head, tail, relation, mapping) for relation in gold.relations)
        for label in ("", *labels):
            counts.found[label] += 1
            counts.right[label] += right
        if not right:
            out.append(too_much(one, head, tail, reading))
    return out


def too_much(one: Statement, head: Entity, tail: Entity, reading: Reading) -> Miss:
    """The miss that a statement is which nobody annotated, with its rule and its sentence."""
    text, evidence = reading.source.text, one.evidence[0] if one.evidence else None
    where = context(text, evidence.phrase) if evidence else context(text)
    rule = f"{one.relation} by {evidence.extractor}" if evidence else one.relation
    return Miss("too much", rule, f"{head.label} → {tail.label}", where, reading.source.slug)


def _stands_for(one: Statement, head: Entity, tail: Entity, relation: Relation, mapping: Relations) -> bool:
    forward, backward = mapping.ways(one.relation, relation.label)
    return (forward and touches(head, relation.head) and touches(tail, relation.tail)) or (
        backward and touches(head, relation.tail) and touches(tail, relation.head)
    )


def _seen(relation: Relation, reading: Reading) -> bool:
    return all(any(touches(e, places) for e in reading.entities) for places in (relation.head, relation.tail))


def _nearest(relation: Relation) -> tuple[Span, Span]:
    pairs = [(abs(a.begin - b.begin), a, b) for a in relation.head for b in relation.tail]
    _, a, b = min(pairs)
    return (a, b) if not overlap(a, b) else (a, a)


def _short(between: str) -> str:
    words = between.split()
    return " ".join(words if len(words) <= 8 else [*words[:4], "…", *words[-3:]])
