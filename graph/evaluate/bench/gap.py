"""GAP: which of two names a pronoun means, scored with the metric of the set's authors.

Each row has two pairs, of name A and of name B with the pronoun. A pair is called coreferent when
the entity whose mention fits the pronoun's span best is the one whose mention fits the name best.
Bias is feminine over masculine F1.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from graph.evaluate.bench.base import Bench, Task, lines
from graph.evaluate.figures import Miss, Outcome, Row, context, ratio, row
from graph.evaluate.spans import entity_at
from graph.model import Reading, Source, Span
from graph.ontology import Ontology

FEMININE = frozenset({"she", "her", "hers"})


@dataclass(frozen=True, slots=True)
class Question:
    """A pronoun, the two names, and which of them it means."""

    pronoun: Span
    names: tuple[Span, Span]
    means: tuple[bool, bool]
    feminine: bool


def load(part: str, folder: Path, limit: int | None) -> list[Task]:
    """The rows of one part ("validation", "development"), each as a separate text."""
    tasks = []
    for one in csv.DictReader(lines(folder / "gap" / f"{part}.tsv"), delimiter="\t", quoting=csv.QUOTE_NONE):
        question = Question(
            _span(one, "Pronoun"),
            (_span(one, "A"), _span(one, "B")),
            (one["A-coref"].lower() == "true", one["B-coref"].lower() == "true"),
            one["Pronoun"].lower() in FEMININE,
        )
        tasks.append(Task(Source("gap-" + one["ID"], one["Text"]), question))
    return tasks[:limit]


def _span(one: dict[str, str], name: str) -> Span:
    begin = int(one[name + "-offset"])
    return Span(begin, begin + len(one[name]))


def answers(question: Question, reading: Reading) -> tuple[bool, bool]:
    """Whether the reading takes the pronoun for name A, and for name B."""
    meant = entity_at(reading, question.pronoun)
    a, b = (meant is not None and entity_at(reading, name) == meant for name in question.names)
    return a, b


def score(tasks: Sequence[Task], readings: Sequence[Reading], ontology: Ontology) -> Outcome:
    """Overall, masculine and feminine figures, and the bias."""
    pairs: list[tuple[bool, bool, bool]] = []
    misses: list[Miss] = []
    for task, reading in zip(tasks, readings, strict=True):
        question, got = task.gold, answers(task.gold, reading)
        pairs += [(question.feminine, *pair) for pair in zip(question.means, got, strict=True)]
        misses += _misses(question, got, reading)
    rows = [_row("overall", pairs)]
    rows += [
        _row(name, [p for p in pairs if p[0] is (name == "feminine")]) for name in ("masculine", "feminine")
    ]
    bias = ratio(rows[2].f1 or 0.0, rows[1].f1 or 0.0)
    return Outcome("gap", (*rows, Row("bias (feminine / masculine)", None, None, bias)), tuple(misses))


def _row(name: str, pairs: Sequence[tuple[bool, bool, bool]]) -> Row:
    hit = sum(gold and got for _, gold, got in pairs)
    gold, found = sum(pair[1] for pair in pairs), sum(pair[2] for pair in pairs)
    return row(name, hit=hit, gold=gold, right=hit, found=found)


def _misses(question: Question, got: tuple[bool, bool], reading: Reading) -> list[Miss]:
    out = []
    for name, gold, said in zip(question.names, question.means, got, strict=True):
        if gold is not said:
            text = reading.source.text
            verdict = "missed" if gold else "too much"
            if gold and entity_at(reading, question.pronoun) is None:
                verdict = "pronoun left open"
            elif gold and entity_at(reading, name) is None:
                verdict = "name not read"
            where = (
                "name after the pronoun" if name.begin > question.pronoun.begin else "name before the pronoun"
            )
            shown = context(text, name, question.pronoun)
            out.append(Miss(verdict, where, question.pronoun.of(text), shown, reading.source.slug))
    return out


BENCH = Bench("gap", "whom a pronoun means, validation part", partial(load, "validation"), score)
DEVELOPMENT = Bench("gap-development", "the same, development part", partial(load, "development"), score)
