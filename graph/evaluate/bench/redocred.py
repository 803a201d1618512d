"""Re-DocRED: relations across the sentences of Wikipedia articles, entities found by ourselves.

Precision is taken over the statements of a mapped relation between two annotated entities.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graph.evaluate import facts
from graph.evaluate.bench.base import Bench, Task, lines
from graph.evaluate.figures import Outcome
from graph.evaluate.mapping import relations
from graph.evaluate.tokens import joined
from graph.model import Reading, Source, Span
from graph.ontology import Ontology


def load(folder: Path, limit: int | None) -> list[Task]:
    """The articles of the development part."""
    documents = json.loads("\n".join(lines(folder / "redocred" / "dev.json")))
    return [_task(at, one) for at, one in enumerate(documents[:limit])]


def _task(at: int, one: dict[str, Any]) -> Task:
    text, spans = joined(token for sentence in one["sents"] for token in sentence)
    starts = [sum(len(sentence) for sentence in one["sents"][:n]) for n in range(len(one["sents"]))]
    entities = tuple(
        tuple(_span(mention, spans, starts) for mention in mentions) for mentions in one["vertexSet"]
    )
    marked = tuple(facts.Relation(r["r"], entities[r["h"]], entities[r["t"]]) for r in one["labels"])
    return Task(Source(f"redocred-{at}", text, one["title"]), facts.Facts(marked, entities))


def _span(mention: dict[str, Any], spans: Sequence[Span], starts: Sequence[int]) -> Span:
    first, last = (starts[mention["sent_id"]] + at for at in (mention["pos"][0], mention["pos"][1] - 1))
    return Span(spans[first].begin, spans[last].end)


def score(tasks: Sequence[Task], readings: Sequence[Reading], ontology: Ontology) -> Outcome:
    """Precision and recall over the mapped relations and for each of them."""
    mapping = relations("redocred", ontology)
    found = facts.judge([task.gold for task in tasks], readings, mapping)
    rows = tuple(found.rows(mapping.paths))
    return Outcome(BENCH.name, rows, tuple(found.misses), judged=tuple(found.judged))


BENCH = Bench("redocred", "relations across sentences", load, score)
