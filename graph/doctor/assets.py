"""The query engine that the map carries, where it was fetched."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from graph.doctor.finding import Finding, State


def findings(output: Path) -> Iterator[Finding]:
    """Whether the engine's two files are there; the map is made without them as well."""
    folder = files("graph").joinpath("render", "assets")
    if all(folder.joinpath(name).is_file() for name in ("oxigraph.js", "oxigraph.wasm")):
        yield Finding("map", "query engine", State.GOOD, "the map can run SPARQL offline")
    else:
        says = "not installed: maps have no SPARQL tab"
        yield Finding("map", "query engine", State.NOTE, says, "make assets")
