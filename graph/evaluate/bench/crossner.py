"""CrossNER politics: names in sentences of Wikipedia, by exact span, articles aside, and by overlap."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graph.evaluate.bench.base import Bench, Task, lines
from graph.evaluate.figures import Outcome, Row
from graph.evaluate.mapping import table
from graph.evaluate.mentions import Labelled, tally
from graph.evaluate.tokens import joined
from graph.model import Reading, Source, Span
from graph.ontology import Ontology

MAIN = ("person", "organisation", "country", "event")


def load(folder: Path, limit: int | None) -> list[Task]:
    """The sentences of the development part, each as a separate text."""
    tasks: list[Task] = []
    pairs: list[tuple[str, str]] = []
    for line in [*lines(folder / "crossner_politics" / "dev.txt"), ""]:
        if "\t" in line:
            token, tag = line.rstrip("\r").split("\t")
            pairs.append((token, tag))
        elif pairs:
            text, spans = joined(token for token, _ in pairs)
            marked = chunks([tag for _, tag in pairs], spans)
            tasks.append(Task(Source(f"crossner-{len(tasks)}", text), marked))
            pairs = []
    return tasks[:limit]


def chunks(tags: Sequence[str], spans: Sequence[Span]) -> tuple[tuple[Span, str], ...]:
    """The stretches that B- and I- tags mark, with their labels as the set has them.

    >>> chunks(["B-a", "I-a", "O", "B-b"], [Span(0, 1), Span(2, 3), Span(4, 5), Span(6, 7)])
    ((Span(begin=0, end=3), 'a'), (Span(begin=6, end=7), 'b'))
    """
    found: list[tuple[Span, str]] = []
    before = "O"
    for tag, span in zip(tags, spans, strict=True):
        label = tag[2:]
        if tag.startswith("I-") and before[2:] == label:
            found[-1] = (Span(found[-1][0].begin, span.end), label)
        elif tag != "O":
            found.append((span, label))
        before = tag
    return tuple(found)


def score(tasks: Sequence[Task], readings: Sequence[Reading], ontology: Ontology) -> Outcome:
    """Exact spans over the four main labels, then each label, then the same by overlap."""
    entries = table("crossner")
    labels, merged = entries["labels"], entries["merged"]
    golds = [_labelled(task.gold, labels, merged) for task in tasks]
    exact = tally(golds, readings, entries, ontology, exact=True)
    loose = tally(golds, readings, entries, ontology, exact=False)
    rows: list[Row] = [
        exact.rows(MAIN, "exact")[0],
        *exact.rows(labels, "exact")[1:],
        *loose.rows(MAIN, "overlap"),
    ]
    return Outcome(BENCH.name, tuple(rows), tuple(exact.misses))


def _labelled(marked: Sequence[tuple[Span, str]], labels: Sequence[str], merged: dict[str, str]) -> Labelled:
    spans = [(span, merged.get(label, label)) for span, label in marked]
    return Labelled(
        tuple((span, label) for span, label in spans if label in labels),
        tuple(span for span, label in spans if label not in labels),
    )


BENCH = Bench("crossner", "names in political text", load, score)
