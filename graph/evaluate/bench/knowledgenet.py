"""KnowledgeNet: facts from passages, text F1 by span overlap as its authors define it.

A statement becomes a fact for every pair of mentions of its ends in the passage, as the annotators
marked every such pair. A gold fact is found when a fact of its property overlaps it at both ends. A
fact that matches no gold fact, and overlaps none that does, counts against precision where the passage
was searched for its property. Properties without a relation in the vocabulary are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.evaluate.bench.base import Bench, Task, json_lines
from graph.evaluate.facts import stated, too_much
from graph.evaluate.figures import Miss, Outcome, Row, context, f1, ratio
from graph.evaluate.mapping import Relations, relations, table
from graph.evaluate.spans import overlap
from graph.model import Entity, Reading, Source, Span, Statement
from graph.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Fact:
    """A property between two stretches; `turns` where it holds both ways."""

    name: str
    subject: Span
    object: Span
    turns: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """The facts of a passage, and the properties that annotators searched it for."""

    facts: tuple[Fact, ...]
    searched: frozenset[str]


def load(folder: Path, limit: int | None) -> list[Task]:
    """The passages of the development part, each a text of its own."""
    tasks = []
    for document in json_lines(folder / "knowledgenet" / "dev.jsonl"):
        for one in document["passages"]:
            facts = tuple(_fact(fact, one["passageStart"]) for fact in one["facts"])
            slug = f"knowledgenet-{document['documentId']}-{one['passageStart']}"
            passage = Passage(facts, frozenset(one["exhaustivelyAnnotatedProperties"]))
            tasks.append(Task(Source(slug, one["passageText"]), passage))
    return tasks[:limit]


def _fact(one: dict[str, Any], start: int) -> Fact:
    subject = Span(one["subjectStart"] - start, one["subjectEnd"] - start)
    return Fact(one["propertyName"], subject, Span(one["objectStart"] - start, one["objectEnd"] - start))


def match(gold: Fact, fact: Fact) -> bool:
    """Whether both ends of two facts of one property overlap."""
    if gold.name != fact.name:
        return False
    straight = overlap(gold.subject, fact.subject) and overlap(gold.object, fact.object)
    return bool(
        straight or (fact.turns and overlap(gold.subject, fact.object) and overlap(gold.object, fact.subject))
    )


def predicted(reading: Reading, mapping: Relations, ontology: Ontology) -> list[tuple[Fact, Miss]]:
    """The facts that a reading amounts to, each with the miss that it is where it is wrong."""
    out = []
    for one, head, tail in stated(reading):
        for name in _properties(one, tail, reading, mapping, ontology):
            forward, backward = mapping.ways(one.relation, name)
            first, second = (head, tail) if forward else (tail, head)
            miss = too_much(one, head, tail, reading)
            for a in first.mentions:
                for b in second.mentions:
                    if not overlap(a.span, b.span):
                        out.append((Fact(name, a.span, b.span, forward and backward), miss))
    return out


def _properties(
    one: Statement, tail: Entity, reading: Reading, mapping: Relations, ontology: Ontology
) -> list[str]:
    entries = table("knowledgenet")
    names = [
        name
        for name in mapping.labels(one.relation)
        if ontology.is_a(tail.cls, entries["object"].get(name, tail.cls))
        and not ontology.is_a(tail.cls, entries["object_not"].get(name, ""))
    ]
    words = {w.strip(".,;'’").lower() for e in one.evidence for w in e.phrase.of(reading.source.text).split()}
    told = [name for name in names if words & set(entries["phrase"].get(name, ()))]
    return told or names


def score(tasks: Sequence[Task], readings: Sequence[Reading], ontology: Ontology) -> Outcome:
    """Text F1 over the properties that have a relation, for each of them, and on passages without facts."""
    mapping = relations("knowledgenet", ontology)
    counts: dict[str, Counter[str]] = {"tp": Counter(), "fn": Counter(), "fp": Counter()}
    misses: list[Miss] = []
    empty = clean = false = 0
    for task, reading in zip(tasks, readings, strict=True):
        facts = predicted(reading, mapping, ontology)
        wrong = _passage(task.gold, facts, mapping, counts, misses, reading)
        if not task.gold.facts and task.gold.searched & mapping.paths.keys():
            empty, clean, false = empty + 1, clean + (not wrong), false + wrong
    rows = [_row("text F1", list(mapping.paths), counts)]
    rows += [_row(name, [name], counts) for name in mapping.paths]
    rows.append(Row("passages without facts, left clean", ratio(clean, empty), None, None, empty, false))
    return Outcome(BENCH.name, tuple(rows), tuple(misses))


def _passage(
    passage: Passage,
    facts: list[tuple[Fact, Miss]],
    mapping: Relations,
    counts: dict[str, Counter[str]],
    misses: list[Miss],
    reading: Reading,
) -> int:
    matched = []
    for gold in passage.facts:
        if gold.name in mapping.paths:
            hits = [fact for fact, _ in facts if match(gold, fact)]
            matched += hits
            counts["tp" if hits else "fn"][gold.name] += 1
            if not hits:
                shown = context(reading.source.text, gold.subject, gold.object)
                pair = f"{gold.subject.of(reading.source.text)} → {gold.object.of(reading.source.text)}"
                misses.append(Miss("missed", gold.name, pair, shown, reading.source.slug))
    wrong = [
        (fact, miss)
        for fact, miss in facts
        if fact.name in passage.searched and not any(match(other, fact) for other in matched)
    ]
    counts["fp"].update(fact.name for fact, _ in wrong)
    misses.extend(dict.fromkeys(miss for _, miss in wrong))
    return len(wrong)


def _row(label: str, names: Sequence[str], counts: dict[str, Counter[str]]) -> Row:
    tp, fn, fp = (sum(counts[kind][name] for name in names) for kind in ("tp", "fn", "fp"))
    precision, recall = ratio(tp, tp + fp), ratio(tp, tp + fn)
    return Row(label, precision, recall, f1(precision, recall), tp + fn, tp + fp)


BENCH = Bench("knowledgenet", "facts from passages, a third of them without any", load, score)
