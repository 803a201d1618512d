"""The texts of the sources, in a folder next to the graph."""

from __future__ import annotations

from pathlib import Path

TEXTS = "texts"


def texts_beside(graph: Path) -> Path:
    """The folder with the texts of a graph, an output folder or a graph file; it may be missing."""
    return (graph if graph.is_dir() else graph.parent) / TEXTS


def text_of(texts: Path, slug: str) -> str | None:
    """The text of the source with a slug; None if there is none, or the slug would leave the folder."""
    path = (texts / f"{slug}.txt").resolve()
    if path.parent != texts.resolve() or not path.is_file():
        return None
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        return file.read()
