"""What is installed, what is missing, and the command that fixes it.

All information comes from the metadata of the installed distributions; nothing heavy is imported except with
`deep`. Each `Finding` is one result; `is_well` is whether the core works.
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
    """All findings, in the order of their dependencies.

    `output` is an output folder of `whereas build`, which may not exist yet. With `deep`, a graph is built
    from one sentence and the graph of the output is opened.
    """
    for area in (*AREAS, *(("deep",) if deep else ())):
        yield from _looked_at(area, Path(output))


def _looked_at(area: str, output: Path) -> Iterator[Finding]:
    """What an area says of itself; one that cannot even be imported is a finding, and no failure."""
    try:
        yield from import_module(f"graph.doctor.{area}").findings(output)
    except ImportError as error:
        says = f"cannot be checked: {error.name or error} is not installed"
        yield Finding(area, area, State.BAD, says)


def is_well(findings: Iterable[Finding]) -> bool:
    """Whether nothing is wrong that the core needs."""
    return all(one.state is not State.BAD for one in findings)
