"""The results of an evaluation: counts, rows of figures, and misses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from graph.model import Span

CONTEXT = 80  # code points shown on either side of a miss: about a line of a terminal


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; figures from 0 to 1, None where the measure has no such side.

    `gold` counts what there was to find, `found` what the reader gave.
    """

    name: str
    precision: float | None
    recall: float | None
    f1: float | None
    gold: int = 0
    found: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Miss:
    """One thing that went wrong: `verdict` ("missed", "too much", "read as Country"), what, and where."""

    verdict: str
    what: str
    text: str
    context: str
    source: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The figures of one annotated set, their misses in the order of the set, and remarks on the measure.

    `judged` has the confidence of each statement that the set can judge, and whether it was correct.
    """

    name: str
    rows: tuple[Row, ...]
    misses: tuple[Miss, ...] = ()
    notes: tuple[str, ...] = ()
    judged: tuple[tuple[float, bool], ...] = ()


def ratio(part: float, whole: float) -> float:
    """`part / whole`, and 0 if the whole is 0.

    >>> ratio(1, 4), ratio(0, 0)
    (0.25, 0.0)
    """
    return part / whole if whole else 0.0


def f1(precision: float, recall: float) -> float:
    """The harmonic mean 2PR / (P + R), and 0 where both are 0.

    >>> f1(0.5, 1.0)
    0.6666666666666666
    """
    return ratio(2 * precision * recall, precision + recall)


def row(name: str, *, hit: int, gold: int, right: int, found: int) -> Row:
    """A row where `hit` of `gold` were found, and `right` of the `found` were in the gold."""
    precision, recall = ratio(right, found), ratio(hit, gold)
    return Row(name, precision, recall, f1(precision, recall), gold, found)


def reliability(judged: Iterable[tuple[float, bool]], *, bins: int = 10) -> list[Row]:
    """How often statements of each stretch of confidence were right: a row for each, with their mean.

    A row is named by its stretch; `precision` is the share that was right, `recall` the mean
    confidence said, `found` their number. Calibrated confidence has the two alike.
    """
    by_bin: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in judged:
        by_bin.setdefault(min(int(confidence * bins), bins - 1), []).append((confidence, right))
    out = []
    for at, found in sorted(by_bin.items()):
        said, hits = sum(one for one, _ in found) / len(found), sum(one for _, one in found)
        name = f"{at / bins:.2f}–{(at + 1) / bins:.2f}"
        out.append(Row(name, hits / len(found), said, None, hits, len(found)))
    return out


def context(text: str, *spans: Span) -> str:
    """The text around the spans on one line, each span in square brackets.

    >>> context("He met the king.", Span(7, 15))
    'He met [the king].'
    """
    if not spans:
        return " ".join(text[: 2 * CONTEXT].split())
    begin, end = min(s.begin for s in spans), max(s.end for s in spans)
    at, out = max(0, begin - CONTEXT), ""
    for span in sorted(spans):
        out += f"{text[at : span.begin]}[{text[max(at, span.begin) : span.end]}]"
        at = max(at, span.end)
    return " ".join((out + text[at : end + CONTEXT]).split())


def frequent(misses: Iterable[Miss], most: int) -> list[tuple[int, Miss]]:
    """The `most` frequent kinds of misses, each with its count and its first example, most frequent first.

    Two misses are of a kind if verdict, what and text agree, ignoring case; equal counts are in the order of
    the set.
    """
    counts: Counter[tuple[str, str, str]] = Counter()
    first: dict[tuple[str, str, str], Miss] = {}
    for miss in misses:
        kind = (miss.verdict, miss.what, miss.text.casefold())
        counts[kind] += 1
        first.setdefault(kind, miss)
    return [(count, first[kind]) for kind, count in counts.most_common(most)]
