"""Precision and recall of statements against annotated relations between annotated mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graph.evaluate.figures import Miss, Row, context, row
from graph.evaluate.mapping import Relations
from graph.evaluate.spans import overlap, touches
from graph.model import Entity, Modality, Reading, Span, Statement

Places = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """An annotated relation: its label, and the spans of its two ends."""

    label: str
    head: Places
    tail: Places


@dataclass(frozen=True, slots=True)
class Facts:
    """What annotators marked in one text: the relations, and the places of every marked entity."""

    relations: tuple[Relation, ...]
    entities: tuple[Places, ...]


@dataclass(slots=True)
class Judgement:
    """Counts by label during the evaluation ("" for all), misses, and the precision by confidence."""

    gold: Counter[str] = field(default_factory=Counter)
    hit: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)
    judged: list[tuple[float, bool]] = field(default_factory=list)

    def rows(self, labels: Iterable[str]) -> list[Row]:
        """A row over all relations and one for each of the labels that occurred."""
        seen = [label for label in labels if self.gold[label] or self.found[label]]
        return [self._row("all", ""), *(self._row(label, label) for label in seen)]

    def _row(self, name: str, label: str) -> Row:
        hit, gold, right, found = (one[label] for one in (self.hit, self.gold, self.right, self.found))
        return row(name, hit=hit, gold=gold, right=right, found=found)


def stated(reading: Reading, *, surely: bool = True) -> list[tuple[Statement, Entity, Entity]]:
    """The statements of a reading with their ends; `surely` leaves out what is denied or only possible."""
    entities = {entity.key: entity for entity in reading.entities}
    weak = {Modality.DENIED, Modality.POSSIBLE} if surely else {Modality.DENIED}
    return [
        (one, entities[one.subject], entities[one.object])
        for one in reading.statements
        if one.modality not in weak
    ]


def confidence(one: Statement) -> float:
    """How sure the reader is of a statement: as sure as of its best evidence."""
    return max((evidence.confidence for evidence in one.evidence), default=0.0)


def judge(
    golds: Sequence[Facts], readings: Sequence[Reading], mapping: Relations, *, surely: bool = True
) -> Judgement:
    """Evaluates a set; relations without a mapping are ignored.

    A relation is found if a statement with a mapped relation has mentions that overlap both of its ends;
    a statement is compared with the gold only if both its ends are annotated.
    """
    out = Judgement()
    for gold, reading in zip(golds, readings, strict=True):
        statements = stated(reading, surely=surely)
        for relation in gold.relations:
            if relation.label in mapping.paths:
                _recall(out, relation, statements, mapping, reading)
        for one, head, tail in statements:
            _precision(out, gold, one, head, tail, mapping, reading)
    return out


def _recall(
    out: Judgement,
    relation: Relation,
    statements: list[tuple[Statement, Entity, Entity]],
    mapping: Relations,
    reading: Reading,
) -> None:
    found = any(_stands_for(one, head, tail, relation, mapping) for one, head, tail in statements)
    for label in ("", relation.label):
        out.gold[label] += 1
        out.hit[label] += found
    if not found:
        text, ends = reading.source.text, _nearest(relation)
        verdict = "missed" if _seen(relation, reading) else "missed, an end too"
        between = text[min(e.end for e in ends) : max(e.begin for e in ends)]
        shown = context(text, *ends)
        out.misses.append(Miss(verdict, relation.label, _short(between), shown, reading.source.slug))


def _precision(
    out: Judgement,
    gold: Facts,
    one: Statement,
    head: Entity,
    tail: Entity,
    mapping: Relations,
    reading: Reading,
) -> None:
    labels = mapping.labels(one.relation)
    if not labels or not all(any(touches(end, places) for places in gold.entities) for end in (head, tail)):
        return
    right = any(_stands_for(one, head, tail, relation, mapping) for relation in gold.relations)
    for label in ("", *labels):
        out.found[label] += 1
        out.right[label] += right
    out.judged.append((confidence(one), right))
    if not right:
        out.misses.append(too_much(one, head, tail, reading))


def too_much(one: Statement, head: Entity, tail: Entity, reading: Reading) -> Miss:
    """The miss for a statement without annotation, with its rule and its sentence."""
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
