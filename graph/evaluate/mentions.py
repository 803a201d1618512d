"""Precision and recall of named mentions against annotated spans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.evaluate.figures import Miss, Row, context, row
from graph.evaluate.mapping import labels_of
from graph.evaluate.spans import jaccard, named, overlap, without_article
from graph.model import Reading, Span
from graph.ontology import Ontology

SAME = 0.5  # of two stretches in common is the same stretch, marked by a looser hand


@dataclass(frozen=True, slots=True)
class Labelled:
    """The annotations of one text: spans with labels, and neutral spans."""

    spans: tuple[tuple[Span, str], ...]
    neutral: tuple[Span, ...] = ()


@dataclass(slots=True)
class Tally:
    """Counts by label during the evaluation, and the misses."""

    gold: Counter[str] = field(default_factory=Counter)
    hit: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)

    def rows(self, labels: Sequence[str], name: str = "all") -> list[Row]:
        """A row over all the labels, then one for each."""
        out = [self._row(name, labels)]
        return out + [self._row(f"{name} {label}" if name != "all" else label, [label]) for label in labels]

    def _row(self, name: str, labels: Sequence[str]) -> Row:
        hit, gold, right, found = (
            sum(counts[label] for label in labels) for counts in (self.hit, self.gold, self.right, self.found)
        )
        return row(name, hit=hit, gold=gold, right=right, found=found)


Found = tuple[Span, tuple[str, ...]]


def mentions(reading: Reading, entries: dict[str, Any], ontology: Ontology) -> list[Found]:
    """The outermost named mentions of a reading with the set's labels for their classes."""
    described = frozenset(name for name in ontology.classes if ontology.is_a(name, "Event"))
    out = []
    for span, entity in named(reading, described):
        if labels := labels_of(entity.cls, entries["classes"], ontology):
            out.append((span, labels))
    return out


def tally(
    golds: Sequence[Labelled],
    readings: Sequence[Reading],
    entries: dict[str, Any],
    ontology: Ontology,
    *,
    exact: bool,
) -> Tally:
    """Goes through a set; `exact` asks for the same span, articles aside, and else an overlap is enough."""
    out = Tally()
    for gold, reading in zip(golds, readings, strict=True):
        _one(out, gold, reading, mentions(reading, entries, ontology), exact)
    return out


def _one(out: Tally, gold: Labelled, reading: Reading, found: list[Found], exact: bool) -> None:
    text = reading.source.text
    for span, label in gold.spans:
        out.gold[label] += 1
        fits = [labels for one, labels in found if _agree(one, span, labels, label, text, exact)]
        out.hit[label] += bool(fits)
        if not fits:
            out.misses.append(_missed(span, label, found, reading))
    for span, labels in found:
        right = [label for one, label in gold.spans if _agree(span, one, labels, label, text, exact)]
        if not right and any(span in one or jaccard(span, one) >= SAME for one in gold.neutral):
            continue
        label = labels[0] if labels[0] in right or not right else right[0]
        out.found[label] += 1
        out.right[label] += bool(right)
        if not right and not any(overlap(span, one) for one, _ in gold.spans):
            out.misses.append(
                Miss("too much", labels[0], span.of(text), context(text, span), reading.source.slug)
            )


def _agree(found: Span, gold: Span, labels: tuple[str, ...], label: str, text: str, exact: bool) -> bool:
    if label not in labels or not overlap(found, gold):
        return False
    same = without_article(found, text) == without_article(gold, text)
    return same or (not exact and label == labels[0])


def _missed(span: Span, label: str, found: list[Found], reading: Reading) -> Miss:
    text, near = reading.source.text, [one for one in found if overlap(one[0], span)]
    verdict = "missed"
    if near:
        other, labels = near[0]
        verdict = f"read as {labels[0]}" if label not in labels else f"read as “{other.of(text)}”"
    return Miss(verdict, label, span.of(text), context(text, span), reading.source.slug)
