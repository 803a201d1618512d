"""KnowledgeNet: facts from passages, text F1 by span overlap as its authors define it.

A statement becomes a fact for every pair of mentions of its ends in the passage, as the annotators
marked every such pair. A gold fact is found when a fact of its property overlaps it at both ends. A
fact that matches no gold fact, and overlaps none that does, counts against precision where the passage
was searched for its property. Properties without a relation in the vocabulary are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from graph.evaluate.bench.base import Bench, Task, json_lines
from graph.evaluate.facts import confidence, stated, too_much
from graph.evaluate.figures import Miss, Outcome, Row, context, f1, ratio
from graph.evaluate.mapping import Relations, relations, table
from graph.evaluate.spans import overlap
from graph.model import Entity, MentionKind, Reading, Source, Span, Statement
from graph.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Fact:
    """A property between two spans; `turns` if it is symmetric."""

    name: str
    subject: Span
    object: Span
    turns: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """The facts of a passage, and the properties that annotators searched it for."""

    facts: tuple[Fact, ...]
    searched: frozenset[str]


def _load(folder: Path, limit: int | None, *, part: str) -> list[Task]:
    """The passages of a part, each as a separate text."""
    tasks = []
    for document in json_lines(folder / "knowledgenet" / f"{part}.jsonl"):
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


@dataclass(frozen=True, slots=True)
class Guess:
    """What a statement amounts to for a property: its facts, and the miss that it is where they are wrong."""

    facts: tuple[Fact, ...]
    confidence: float
    miss: Miss


def predicted(reading: Reading, mapping: Relations, ontology: Ontology) -> list[Guess]:
    """The facts that a reading amounts to."""
    out = []
    for one, head, tail in stated(reading):
        for name in _properties(one, head, tail, reading, mapping, ontology):
            forward, backward = mapping.ways(one.relation, name)
            first, second = (head, tail) if forward else (tail, head)
            ends = _marked(second)
            if name in table("knowledgenet")["told"]:
                ends = _nearest(ends, [e.phrase for e in one.evidence])
            pairs = [(a, b) for a in _marked(first) for b in ends]
            facts = tuple(Fact(name, a, b, forward and backward) for a, b in pairs if not overlap(a, b))
            out.append(Guess(facts, confidence(one), too_much(one, head, tail, reading)))
    return out


def _marked(entity: Entity) -> list[Span]:
    """The mentions of an entity by name or pronoun: the set has no descriptions ("the company")."""
    return [one.span for one in entity.mentions if one.kind is not MentionKind.DESCRIPTION]


def _nearest(ends: list[Span], phrases: list[Span]) -> list[Span]:
    """The end closest to each phrase; all ends without a phrase."""
    if not phrases or not ends:
        return ends
    near = [min(ends, key=lambda e: (max(e.begin - p.end, p.begin - e.end, 0), e)) for p in phrases]
    return list(dict.fromkeys(near))


def _properties(
    one: Statement, head: Entity, tail: Entity, reading: Reading, mapping: Relations, ontology: Ontology
) -> list[str]:
    entries = table("knowledgenet")
    names = [
        name
        for name in mapping.labels(one.relation)
        if ontology.is_a(head.cls, entries["subject"].get(name, head.cls))
        and ontology.is_a(tail.cls, entries["object"].get(name, tail.cls))
        and not ontology.is_a(tail.cls, entries["object_not"].get(name, ""))
    ]
    said = " ".join(e.phrase.of(reading.source.text) for e in one.evidence)
    words = [w.strip(",;'’").lower() for w in said.split()]
    wider = entries["only"] if words else {}
    names = [name for name in names if name not in wider or _says(words, wider[name])]
    told = [name for name in names if _says(words, entries["phrase"].get(name, ()))]
    return told or names


def _says(words: Sequence[str], known: Iterable[str]) -> bool:
    """Whether the words contain one of the known phrases."""
    line = f" {' '.join(words)} "
    return any(f" {phrase} " in line for phrase in known)


@dataclass(slots=True)
class Tally:
    """Counts by property during the evaluation."""

    hit: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)
    judged: list[tuple[float, bool]] = field(default_factory=list)

    def row(self, label: str, names: Iterable[str]) -> Row:
        """The figures over some properties; precision is of gold facts found, as the authors count."""
        names = list(names)
        tp, fn, fp = (sum(one[name] for name in names) for one in (self.hit, self.missed, self.wrong))
        precision, recall = ratio(tp, tp + fp), ratio(tp, tp + fn)
        return Row(label, precision, recall, f1(precision, recall), tp + fn, tp + fp)


def score(tasks: Sequence[Task], readings: Sequence[Reading], ontology: Ontology) -> Outcome:
    """Text F1 over the properties that have a relation, for each of them, and on passages without facts."""
    mapping = relations("knowledgenet", ontology)
    tally = Tally()
    empty = clean = false = 0
    for task, reading in zip(tasks, readings, strict=True):
        guesses = predicted(reading, mapping, ontology)
        matched = _recall(tally, task.gold, guesses, mapping, reading)
        wrong = _precision(tally, task.gold, guesses, matched)
        if not task.gold.facts and task.gold.searched & mapping.paths.keys():
            empty, clean, false = empty + 1, clean + (not wrong), false + wrong
    rows = [tally.row("text F1", mapping.paths), *(tally.row(name, [name]) for name in mapping.paths)]
    rows.append(Row("passages without facts, left clean", ratio(clean, empty), None, None, empty, false))
    return Outcome(BENCH.name, tuple(rows), tuple(tally.misses), judged=tuple(tally.judged))


def _recall(
    tally: Tally, passage: Passage, guesses: list[Guess], mapping: Relations, reading: Reading
) -> list[Fact]:
    matched, text = [], reading.source.text
    for gold in passage.facts:
        if gold.name not in mapping.paths:
            continue
        hits = [fact for guess in guesses for fact in guess.facts if match(gold, fact)]
        matched += hits
        tally.hit[gold.name] += bool(hits)
        tally.missed[gold.name] += not hits
        if not hits:
            shown = context(text, gold.subject, gold.object)
            pair = f"{gold.subject.of(text)} → {gold.object.of(text)}"
            tally.misses.append(Miss("missed", gold.name, pair, shown, reading.source.slug))
    return matched


def _precision(tally: Tally, passage: Passage, guesses: list[Guess], matched: list[Fact]) -> int:
    seen: set[Fact] = set()  # two statements that amount to the same fact are one fact
    for guess in guesses:
        facts = [fact for fact in guess.facts if fact.name in passage.searched]
        wrong = [fact for fact in facts if not any(match(other, fact) for other in matched)]
        tally.wrong.update(fact.name for fact in wrong if fact not in seen)
        seen.update(wrong)
        if facts:
            tally.judged.append((guess.confidence, len(wrong) < len(facts)))
        if wrong:
            tally.misses.append(guess.miss)
    return len(seen)


BENCH = Bench(
    "knowledgenet", "facts from passages, a third of them without any", partial(_load, part="dev"), score
)
TRAINING = Bench(
    "knowledgenet-train", "the passages that rules are developed on", partial(_load, part="train"), score
)
