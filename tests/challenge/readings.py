"""Reads all cases in one batch, as a user's articles are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from graph.model import Reading, Source

from .table import Case

ReadAll = Callable[[Iterable[Source]], Iterable[Reading]]


def reader() -> ReadAll | None:
    """The program's own reader, or None while there is none."""
    import graph.extract
    from graph.evaluate import reader as own

    return own() if hasattr(graph.extract, "read_all") else None


def readings(cases: Sequence[Case], read_all: ReadAll) -> dict[str, Reading]:
    """From each case's id to the reading of its text; each case is a source of its own."""
    sources = [Source(case.id, case.text, published=case.published, origin=case.id) for case in cases]
    return {reading.source.slug: reading for reading in read_all(sources)}
