"""The annotated sets that readings are measured with, and the one function that runs them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from graph.errors import InputError
from graph.evaluate.bench import crossner, gap, gum, knowledgenet, name_pairs, re3d, redocred
from graph.evaluate.bench.base import Bench, Task
from graph.evaluate.figures import Outcome
from graph.model import Reading, Source
from graph.ontology import Ontology, default_ontology

Read = Callable[[Iterable[Source]], Iterator[Reading]]
"""A reader: from sources to one reading each, in their order."""

BENCHES: dict[str, Bench] = {
    one.name: one
    for one in (
        re3d.BENCH,
        crossner.BENCH,
        gap.BENCH,
        gap.DEVELOPMENT,
        gum.BENCH,
        knowledgenet.BENCH,
        knowledgenet.TRAINING,
        redocred.BENCH,
    )
}
NAMES = "names"
USUAL = ("re3d", "crossner", "gap", "gum", "knowledgenet", "redocred", NAMES)


def bench(
    folder: Path,
    names: Sequence[str] = (),
    *,
    read: Read,
    compare: name_pairs.Compare = name_pairs.plain_ratio,
    ontology: Ontology | None = None,
    limit: int | None = None,
) -> Iterator[Outcome]:
    """The outcome of each named set below `folder`, all the usual ones by default, as soon as it is there.

    `limit` reads that many texts of each set at most; `compare` is what the set of name pairs
    measures. Raises InputError for a set that is unknown or missing.
    """
    ontology = ontology or default_ontology()
    for name in names or USUAL:
        if name == NAMES:
            yield name_pairs.score(name_pairs.load(folder, limit), compare)
            continue
        if name not in BENCHES:
            known = ", ".join(sorted([*BENCHES, NAMES]))
            raise InputError(name, "is no annotated set", f"give one of {known}")
        yield run(BENCHES[name], folder, read=read, ontology=ontology, limit=limit)


def run(one: Bench, folder: Path, *, read: Read, ontology: Ontology, limit: int | None = None) -> Outcome:
    """The outcome of one set."""
    tasks = one.load(folder, limit)
    if not tasks:
        raise InputError(
            str(folder), f"holds no text of {one.name}", "see benchmarks/README.md on the folder"
        )
    return one.score(tasks, list(read(task.source for task in tasks)), ontology)


__all__ = ["BENCHES", "NAMES", "USUAL", "Bench", "Read", "Task", "bench", "run"]
