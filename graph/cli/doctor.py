"""`whereas doctor`: what is installed, what is missing, and how to fix it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from graph.cli.app import SOME_FAILED, Graph, app
from graph.cli.terminal import say, table, warn


@app.command()
def doctor(
    graph: Graph = Path("output"),
    deep: Annotated[
        bool,
        typer.Option(
            "--deep", help="Also build a graph from one sentence, and open the graph in the output folder."
        ),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List what is installed and what is missing, with the command that fixes it.

    The exit code is 0 if everything that the core needs is installed, and 1 otherwise.

    \b
    Examples:
      whereas doctor
      whereas doctor --deep
      whereas doctor --json
    """
    from graph.doctor import State, examine, is_well

    found = list(examine(graph, deep=deep))
    if json:
        import json as writer

        typer.echo(writer.dumps({"ok": is_well(found), "findings": [asdict(one) for one in found]}, indent=2))
    else:
        table(("", "part", "what", "says"), [(one.state, one.area, one.name, one.says) for one in found])
        for one in found:
            if one.mend and one.state is not State.GOOD:
                say(f"{one.name}: {one.says}\n    {one.mend}")
        warn(
            "Everything the core needs is installed."
            if is_well(found)
            else "whereas: the core does not work on this machine"
        )
    if not is_well(found):
        raise typer.Exit(SOME_FAILED)
