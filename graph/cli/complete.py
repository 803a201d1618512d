"""What the shell offers after TAB: saved queries, ids of entities, formats, verdicts, pipelines.

Some shells run what they are offered through `eval`, and names come from articles. So only words of plain
letters, digits and a few signs are offered, and never a name as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import typer

MOST_LINES = 500_000
"""How many lines of a graph are looked through: a TAB must not take a second."""
MOST = 500
"""The maximum number of ids that completion offers."""

_ENTITY = re.compile(r"    ([a-z][\w-]*):([a-z0-9-]+) a ")
_PLAIN = re.compile(r"-{0,2}[A-Za-z0-9][\w./-]*", re.ASCII)

Offer = tuple[str, str]


def _safe(offers: Iterable[Offer], begun: str) -> list[Offer]:
    """The offers that go on from what was typed, without what a shell could take for a command."""
    return [
        (value, re.sub(r"[^\w ,.?-]", "", text))
        for value, text in offers
        if value.startswith(begun) and _PLAIN.fullmatch(value)
    ]


def _folder(context: typer.Context) -> Path:
    return Path(context.params.get("graph") or "output")


def entities(context: typer.Context, incomplete: str) -> list[Offer]:
    """The ids of the graph that begin so."""
    return list(islice(_safe(((one, "") for one in _ids(_folder(context))), incomplete), MOST))


def _ids(graph: Path) -> Iterator[str]:
    """The ids of a graph's entities, from its first named graph; none without a graph file."""
    path = graph / "graph.trig" if graph.is_dir() else graph
    try:
        with path.open(encoding="utf-8", errors="replace") as lines:
            for line in islice(lines, MOST_LINES):
                if line == "}\n":
                    return
                if match := _ENTITY.match(line):
                    yield f"{match[1]}/{match[2]}"
    except OSError:
        return


def queries(context: typer.Context, incomplete: str) -> list[Offer]:
    """The names of the saved queries, those of the user among them."""
    from graph.cli.ask import folders
    from graph.errors import WhereasError
    from graph.query.saved import saved, saved_in

    try:
        found = saved_in(*folders(_folder(context), context.params.get("queries") or ()))
    except WhereasError:
        found = saved()
    return _safe(((one.name, one.asks) for one in found), incomplete)


def parameters(context: typer.Context, incomplete: str) -> list[Offer]:
    """What a saved query takes, and after the name of an entity's parameter the ids."""
    from graph.query.saved import saved_in

    asked, given = context.params.get("question"), list(context.params.get("more") or ())
    slots = {f"--{slot.name}": slot for q in saved_in() if q.name == asked for slot in q.parameters}
    if given and given[-1] in slots:
        return entities(context, incomplete) if slots[given[-1]].kind == "entity" else []
    return _safe(((name, slot.says) for name, slot in slots.items() if name not in given), incomplete)


def formats(context: typer.Context, incomplete: str) -> list[Offer]:
    """The formats that a graph can be written in."""
    from graph.export import FORMATS

    return _safe(((one.name, one.description) for one in FORMATS.values()), incomplete)


def verdicts(context: typer.Context, incomplete: str) -> list[Offer]:
    """The verdicts of a decision."""
    from graph.link.decisions import VERDICTS

    return _safe(((one, "") for one in sorted(VERDICTS)), incomplete)


def pipelines(context: typer.Context, incomplete: str) -> list[Offer]:
    """The spaCy pipelines that are installed."""
    from importlib.metadata import entry_points

    return _safe(((one.name, "") for one in entry_points(group="spacy_models")), incomplete)
