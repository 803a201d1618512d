"""What a built output was made of: its readings and the decisions laid over them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from graph.errors import StoreError
from graph.link import Why, read_decisions, why
from graph.model import Reading
from graph.ontology import default_ontology, load_ontology
from graph.pipeline.overlay import DECISIONS
from graph.pipeline.place import OWN
from graph.pipeline.publish import RECORD
from graph.store import codec


def readings(output: str | Path) -> list[Reading]:
    """The readings that an output was built from; raises StoreError where they are not kept there."""
    own = Path(output) / OWN
    try:
        record = json.loads((own / RECORD).read_text(encoding="utf-8"))
        return [
            _reading(own / "readings" / place, slug, origin) for place, slug, origin in record["readings"]
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{output}: holds no readings; build the graph there first") from error


def _reading(path: Path, slug: str, origin: str) -> Reading:
    found = codec.loads(path.read_bytes(), name=str(path))
    return replace(found, source=replace(found.source, slug=slug, origin=origin))


def why_in(output: str | Path, one: str, other: str, *, ontology_files: Iterable[Path] = ()) -> Why:
    """Why two names, or ids, are one thing or two in an output; see `graph.link.why`."""
    files = tuple(ontology_files)
    ontology = load_ontology(files) if files else default_ontology()
    decisions = read_decisions(Path(output) / DECISIONS, report=lambda problem: None)
    return why(one, other, readings(output), ontology, decisions=decisions)
