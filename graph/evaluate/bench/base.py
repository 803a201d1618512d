"""What every annotated set is to the runner: tasks to read, and a way to score the readings."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import InputError
from graph.evaluate.figures import Outcome
from graph.model import Reading, Source
from graph.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Task:
    """One text to read, and what its annotators found in it, in the form that its set's scorer takes."""

    source: Source
    gold: Any


@dataclass(frozen=True, slots=True)
class Bench:
    """An annotated set: where it lies below the folder of all sets, how to load and how to score it.

    `load` gives the tasks in the order of the file, `limit` of them at most.
    """

    name: str
    about: str
    load: Callable[[Path, int | None], Sequence[Task]]
    score: Callable[[Sequence[Task], Sequence[Reading], Ontology], Outcome]


def lines(path: Path) -> list[str]:
    """The lines of a file of an annotated set, without their ends.

    Raises InputError when it is missing or not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            str(path), f"cannot be read ({error})", "see benchmarks/README.md on the folder"
        ) from error


def json_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file with one JSON object per line."""
    return [json.loads(line) for line in lines(path) if line.strip()]
