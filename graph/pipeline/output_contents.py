"""The contents of an output: its readings and decisions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from graph.errors import InputError, StoreError
from graph.link import Decision, Why, link, read_decisions, rejected, why
from graph.model import Reading, Source
from graph.ontology import default_ontology, load_ontology
from graph.pipeline.output_folder import OWN
from graph.pipeline.overlay import DECISIONS
from graph.pipeline.publish import RECORD
from graph.pipeline.reading_cache import ReadingCache
from graph.store import codec

NAMED = 3  # articles that are named where more are meant


def readings(output: str | Path) -> list[Reading]:
    """The readings that an output was built from; raises StoreError where they are not kept there."""
    own = Path(output) / OWN
    try:
        record = json.loads((own / RECORD).read_text(encoding="utf-8"))
        return [
            _reading(own / "readings" / place, slug, origin) for place, slug, origin in record["readings"]
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{output}: no readings; build the graph there first") from error


def gone(output: Path, sources: Iterable[Source], cache: ReadingCache) -> Iterator[str]:
    """One line on the articles of the last build that are not among the sources, under no name; else none."""
    now = list(sources)
    names = {Path(cache.path_of(one)).name for one in now}  # whatever reads them now
    origins = {one.origin for one in now}
    try:
        record = json.loads((output / OWN / RECORD).read_text(encoding="utf-8"))
        last = {str(origin) for place, _, origin in record["readings"] if Path(place).name not in names}
    except (OSError, ValueError, KeyError, TypeError):
        return
    if lost := sorted(last - origins):
        named = ", ".join(lost[:NAMED]) + (f" and {len(lost) - NAMED} more" if len(lost) > NAMED else "")
        yield f"{named}: no longer among the articles; removed from the graph"


def _reading(path: Path, slug: str, origin: str) -> Reading:
    found = codec.loads(path.read_bytes(), name=str(path))
    return replace(found, source=replace(found.source, slug=slug, origin=origin))


def why_in(output: str | Path, one: str, other: str, *, ontology_files: Iterable[Path] = ()) -> Why:
    """Why two names, or ids, are one thing or two in an output; see `graph.link.why`."""
    files = tuple(ontology_files)
    ontology = load_ontology(files) if files else default_ontology()
    decisions = read_decisions(Path(output) / DECISIONS, report=lambda problem: None)
    return why(one, other, readings(output), ontology, decisions=decisions)


def doubts(output: str | Path, given: Decision, *, ontology_files: Iterable[Path] = ()) -> list[InputError]:
    """The problems that a build would report for a decision, together with the existing decisions.

    Raises StoreError if the output has no readings.
    """
    if given.verdict == "reject":
        return _unknown_statement(Path(output), given)
    files = tuple(ontology_files)
    ontology = load_ontology(files) if files else default_ontology()
    before = read_decisions(Path(output) / DECISIONS, report=lambda problem: None)
    new = replace(given, line=max((one.line for one in before), default=1) + 1)
    told: list[InputError] = []
    link(readings(output), ontology, decisions=(*before, new), report=told.append)
    return [one for one in told if one.path.endswith(f", line {new.line}")]


def _unknown_statement(output: Path, given: Decision) -> list[InputError]:
    (wanted,) = rejected([given])
    try:
        if f"statement:{wanted} " in (output / "graph.trig").read_text(encoding="utf-8"):
            return []
    except OSError as error:
        raise StoreError(f"{output}: no graph; build the graph there first") from error
    return [InputError(given.what, f"the graph has no statement {given.what}", "`kg.statements()` gives ids")]
