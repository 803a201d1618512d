"""`whereas evaluate`: the figures of a graph against a gold graph, or of the reader on annotated sets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from graph.cli import complete
from graph.cli.app import Graph, OntologyFiles, app
from graph.cli.terminal import say
from graph.errors import InputError

MOST = 25  # kinds of misses shown for each annotated set


def evaluate_gold(
    gold: Path, graph: Path, *, ontology: Sequence[Path] = (), misses: bool = False, as_json: bool = False
) -> None:
    """Print the figures of a graph, an output folder or a file, against a gold file."""
    from graph.evaluate import score_file, tables
    from graph.ontology import default_ontology, load_ontology

    words = load_ontology(ontology) if ontology else default_ontology()
    score = score_file(gold, graph, words)
    say(tables.json_of_score(score) if as_json else tables.of_score(score, misses=misses))


def evaluate_bench(
    folder: Path,
    sets: Sequence[str] = (),
    *,
    model: str | None = None,
    limit: int | None = None,
    misses: bool = False,
    unnamed: bool = False,
) -> None:
    """Print the figures of the reader on the annotated sets in a folder, each as soon as it is there."""
    from graph.evaluate import bench, reader, tables

    judged: list[tuple[float, bool]] = []
    for outcome in bench(folder, sets, read=reader(model=model, unnamed=unnamed), limit=limit):
        say(f"\n{outcome.name}\n\n{tables.of_outcome(outcome, misses=MOST if misses else 0)}")
        judged += outcome.judged
    if judged:
        say(f"\nconfidence of all statements that could be judged\n\n{tables.of_confidence(judged)}")


@app.command()
def evaluate(
    gold: Annotated[
        Path | None,
        typer.Argument(help="A gold file: the entities, relations, dates and claims of an article, as JSON."),
    ] = None,
    graph: Graph = Path("output"),
    bench: Annotated[
        Path | None, typer.Option("--bench", help="A folder with annotated data sets to evaluate on.")
    ] = None,
    sets: Annotated[list[str] | None, typer.Option("--set", help="Only this data set; repeatable.")] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="The number of texts to read per data set.")
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            "--model",
            help="The spaCy pipeline to use instead of the default.",
            autocompletion=complete.pipelines,
        ),
    ] = None,
    unnamed: Annotated[
        bool,
        typer.Option(
            "--unnamed", help="Also count entities that a text never names, which a graph leaves out."
        ),
    ] = False,
    misses: Annotated[bool, typer.Option("--misses", help="List what is missing and what is extra.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print figures and misses as JSON; only with a gold file.")
    ] = False,
    ontology: OntologyFiles = None,
) -> None:
    """Measure precision and recall: of a graph against a gold graph, or of the reader.

    \b
    Examples:
      whereas evaluate gold.json -g output --misses
      whereas evaluate --bench sets/ --set gap --limit 100
    """
    if (gold is None) == (bench is None):
        raise InputError("evaluate", "needs either a gold file or --bench", "give a gold file or --bench")
    if gold is not None:
        evaluate_gold(gold, graph, ontology=ontology or [], misses=misses, as_json=as_json)
    elif bench is not None:
        evaluate_bench(bench, sets or [], model=model, limit=limit, misses=misses, unnamed=unnamed)
