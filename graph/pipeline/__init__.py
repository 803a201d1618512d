"""The only place that composes the stages: read, annotate and extract, link, compile, measure, draw.

`run` does it and says what it did; `build` does the same and gives the graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import WhereasError
from graph.pipeline.output_contents import doubts, readings, why_in
from graph.pipeline.output_folder import settle
from graph.pipeline.overlay import DECISIONS
from graph.pipeline.publish import Built, Progress
from graph.pipeline.readers import Reader, SpacyReader
from graph.pipeline.run import MODEL, run

if TYPE_CHECKING:
    from graph.library import KnowledgeGraph

__all__ = [
    "DECISIONS",
    "MODEL",
    "Built",
    "Progress",
    "Reader",
    "SpacyReader",
    "build",
    "doubts",
    "readings",
    "run",
    "settle",
    "why_in",
]


def build(
    paths: str | Path | Iterable[str | Path],
    output: str | Path = "output",
    *,
    model: str = MODEL,
    ontology_files: Iterable[str | Path] = (),
    jobs: int = 1,
    cluster: str | None = None,
    shared: bool = False,
    force: bool = False,
    title: str | None = None,
    on_progress: Progress | None = None,
    on_error: Callable[[WhereasError], None] | None = None,
) -> KnowledgeGraph:
    """Build the graph of the articles in `paths` into the folder `output`, and open it.

    `jobs` processes read the articles; a script with more than one needs `if __name__ == "__main__":`, as
    Python's multiprocessing requires. With `cluster`, the address of a Dask scheduler, its workers read; with
    `shared`, they write directly into `output`, which must have the same path for them. Raises as `run` does.
    """
    from graph.library import KnowledgeGraph

    given = [paths] if isinstance(paths, str | Path) else paths
    built = run(
        given,
        output,
        model=model,
        ontology_files=ontology_files,
        jobs=jobs,
        cluster=cluster,
        shared=shared,
        force=force,
        title=title,
        on_progress=on_progress,
        on_error=on_error,
    )
    return KnowledgeGraph.open(built.output)
