"""The output folder: whether it can be written, what was built there, and whether it is whole."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from graph.doctor.finding import Finding, State

LITTLE_DISK = 2**28
"""Bytes below which even a small build may not fit."""


def findings(output: Path) -> Iterator[Finding]:
    """Write permission and free space, then the build that lies there."""
    yield _writable(output)
    yield from _built(output)


def _writable(output: Path) -> Finding:
    at = output.absolute()
    while not at.exists() and at != at.parent:
        at = at.parent
    name = str(output)
    if not at.is_dir():
        return Finding("output", name, State.BAD, f"{at} is not a folder", "choose another with -o")
    if not os.access(at, os.W_OK | os.X_OK):
        return Finding("output", name, State.BAD, f"{at} cannot be written", "choose another with -o")
    free = shutil.disk_usage(at).free
    told = f"can be written, {free / 2**30:,.1f} GiB free"
    return Finding("output", name, State.GOOD if free > LITTLE_DISK else State.NOTE, told)


def _built(output: Path) -> Iterator[Finding]:
    from graph.pipeline.output_folder import OWN
    from graph.pipeline.publish import RECORD

    own = output / OWN
    if not (own / RECORD).exists():
        yield Finding("output", "graph", State.NOTE, "no graph yet", f"whereas build … -o {output}")
        return
    again = f"whereas build … -o {output} --force"
    try:
        record = json.loads((own / RECORD).read_text(encoding="utf-8"))
        sources, entities, statements = record["counts"]
        told = f"articles: {sources:,}, entities: {entities:,}, statements: {statements:,}"
        broken = [name for name, size in record["sizes"].items() if _size(output / name) != size]
        reader = _reader(record)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        says = f"its build record cannot be read ({type(error).__name__})"
        yield Finding("output", "graph", State.BAD, says, again)
        return
    if (own / "moving.json").exists():
        says = "a build was interrupted while it wrote its files"
        yield Finding("output", "graph", State.NOTE, says, f"whereas check -g {output}")
    elif broken:
        says = f"{told}, but {broken[0]} is missing or has changed since"
        yield Finding("output", "graph", State.BAD, says, again)
    else:
        yield Finding("output", "graph", State.GOOD, told)
    yield _version(reader)


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else -1


def _reader(record: dict[str, Any]) -> str:
    """What made the readings, from the name of their folder."""
    return str(record["readings"][0][0]).partition("/")[0]


def _version(reader: str) -> Finding:
    """Whether the next build, with the default pipeline and ontology, would read all articles again."""
    from graph.ontology import default_ontology
    from graph.pipeline.readers import SpacyReader
    from graph.pipeline.reading_cache import folder_of
    from graph.pipeline.run import MODEL

    try:
        now = folder_of(SpacyReader(MODEL, default_ontology()).version)
    except metadata.PackageNotFoundError:
        now = ""
    if reader == now:
        return Finding(
            "output", "read by", State.GOOD, "this version, with the default pipeline and ontology"
        )
    says = "another version, pipeline or ontology; a build with the defaults reads all articles again"
    return Finding("output", "read by", State.NOTE, says)
