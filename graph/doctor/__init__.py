"""What is installed, what is missing, and the command that mends it.

Everything is read from the metadata of the distributions themselves; nothing heavy is imported unless
`deep` asks for it. `Finding` says one thing each; `is_well` tells whether the core works.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from graph.doctor.finding import Finding, State

AREAS = ("machine", "packages", "pipelines", "assets", "output")
"""The modules here that look at one thing each, in the order of their findings."""

__all__ = ["Finding", "State", "examine", "is_well"]


def examine(output: str | Path = "output", *, deep: bool = False) -> Iterator[Finding]:
    """Everything there is to say, in the order in which one thing stands on another.

    `output` is a folder that `whereas build` wrote or will write. With `deep`, one sentence is read from
    end to end and the graph of the output is opened.
    """
    for area in (*AREAS, *(("deep",) if deep else ())):
        yield from _looked_at(area, Path(output))


def _looked_at(area: str, output: Path) -> Iterator[Finding]:
    """What an area says of itself; one that cannot even be imported is a finding, and no failure."""
    try:
        yield from import_module(f"graph.doctor.{area}").findings(output)
    except ImportError as error:
        says = f"cannot be looked at before {error.name or error} is installed"
        yield Finding(area, area, State.BAD, says)


def is_well(findings: Iterable[Finding]) -> bool:
    """Whether nothing is wrong that the core needs."""
    return all(one.state is not State.BAD for one in findings)
