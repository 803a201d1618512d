"""`whereas evaluate`: the figures of a graph against a gold graph, or of the reader on annotated sets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graph.cli.terminal import say

MOST = 25  # kinds of misses shown for each annotated set


def evaluate_gold(gold: Path, graph: Path, *, ontology: Sequence[Path] = (), misses: bool = False) -> None:
    """Print the figures of a graph, an output folder or a file, against a gold file."""
    from graph.evaluate import score_file, tables
    from graph.ontology import default_ontology, load_ontology

    words = load_ontology(ontology) if ontology else default_ontology()
    say(tables.of_score(score_file(gold, graph, words), misses=misses))


def evaluate_bench(
    folder: Path,
    sets: Sequence[str] = (),
    *,
    model: str | None = None,
    limit: int | None = None,
    misses: bool = False,
) -> None:
    """Print the figures of the reader on the annotated sets in a folder, each as soon as it is there."""
    from graph.evaluate import bench, reader, tables

    judged: list[tuple[float, bool]] = []
    for outcome in bench(folder, sets, read=reader(model=model), limit=limit):
        say(f"\n{outcome.name}\n\n{tables.of_outcome(outcome, misses=MOST if misses else 0)}")
        judged += outcome.judged
    if judged:
        say(f"\nconfidence of all statements that could be judged\n\n{tables.of_confidence(judged)}")
