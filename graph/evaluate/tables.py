"""Figures as text: Markdown tables, and the misses as a list."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from graph.evaluate.figures import Miss, Outcome, Row, frequent, reliability
from graph.evaluate.gold import Score


def table(rows: Iterable[Row]) -> str:
    """A Markdown table with a line for each row; a figure that a measure does not have is a dash."""
    head = ["| | precision | recall | F1 | gold | found |", "|---|---|---|---|---|---|"]
    return "\n".join([*head, *map(_line, rows)])


def _line(row: Row) -> str:
    figures = ("–" if one is None else f"{one:.3f}" for one in (row.precision, row.recall, row.f1))
    return f"| {row.name} | {' | '.join(figures)} | {row.gold} | {row.found} |"


def of_score(score: Score, *, misses: bool = False) -> str:
    """The figures against a gold graph, and with `misses` what was missed and what was too much."""
    out = [table(score.rows)]
    if misses:
        for area, found in score.misses.items():
            out.append("\n".join([f"{area}:", *(f"  {one}" for one in found)]))
    return "\n\n".join(out)


def json_of_score(score: Score) -> str:
    """The figures and the misses against a gold graph as JSON: an object per area, then `misses`."""
    rows = {
        row.name: {name: value for name, value in asdict(row).items() if name != "name" and value is not None}
        for row in score.rows
    }
    return json.dumps({**rows, "misses": score.misses}, ensure_ascii=False, indent=1)


def of_outcome(outcome: Outcome, *, misses: int = 0) -> str:
    """The figures on an annotated set, its notes, and its `misses` most frequent kinds of misses."""
    found = [_miss(count, one) for count, one in frequent(outcome.misses, misses)]
    return "\n\n".join([table(outcome.rows), *outcome.notes, *(["\n".join(found)] if found else [])])


def of_confidence(judged: Iterable[tuple[float, bool]]) -> str:
    """How often statements were right by the confidence that they were given."""
    head = ["| confidence | statements | mean confidence | right |", "|---|---|---|---|"]
    lines = [
        f"| {one.name} | {one.found} | {one.recall:.2f} | {one.precision:.2f} |"
        for one in reliability(judged)
    ]
    return "\n".join([*head, *lines])


def _miss(count: int, miss: Miss) -> str:
    return f"{count:4} × {miss.verdict} · {miss.what} · {miss.text}\n       {miss.context}"
