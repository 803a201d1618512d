"""The commands that take a graph elsewhere and compare two of them, and their help."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graph.cli import complete
from graph.cli.app import Graph, OntologyFiles, app
from graph.cli.terminal import one_line, say, table, warn


class Told(StrEnum):
    """The format of the changes."""

    TEXT = "text"
    TURTLE = "ttl"
    JSON = "json"


@app.command()
def export(
    format: Annotated[
        str | None,
        typer.Argument(help="The format; omit it to list all formats.", autocompletion=complete.formats),
    ] = None,
    graph: Graph = Path("output"),
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="A file or folder; by default export/ next to the graph; - for standard output.",
        ),
    ] = None,
    ontology: OntologyFiles = None,
) -> None:
    """Export the graph to the format of another tool.

    Formats: RDF, GraphML, GEXF, CSV, Parquet, Neo4j's bulk import, FollowTheMoney.

    \b
    Examples:
      whereas export
      whereas export graphml
      whereas export csv -o tables
      whereas export ftm -g output -o - | ftm validate
    """
    if format is None:
        _list_formats()
    else:
        _export(format, graph, output, ontology or [])


def _list_formats() -> None:
    from graph.export import FORMATS

    rows = [(one.name, one.ending or "folder", one.description) for one in FORMATS.values()]
    table(("format", "file", "for"), rows)


def _export(format: str, graph: Path, output: Path | None, files: list[Path]) -> None:
    from graph.cli.commands import _settled
    from graph.errors import StoreError
    from graph.export import files as files_of
    from graph.export import format_of
    from graph.library import KnowledgeGraph

    wanted = format_of(format)
    if str(output) == "-" and wanted.ending is None:
        raise StoreError(f"-: {wanted.name} writes several files; name a folder with -o")
    found = KnowledgeGraph.open(_settled(graph), ontology_files=files, tell=warn)
    if str(output) == "-":
        (content,) = files_of(wanted.name, found.dataset, found.ontology).values()
        sys.stdout.buffer.write(content)
        return
    for path in found.export(wanted.name, output or _beside(graph, wanted.name, wanted.ending)):
        say(path)


def _beside(graph: Path, name: str, ending: str | None) -> Path:
    folder = (graph if graph.is_dir() else graph.parent) / "export"
    return folder / (f"graph{ending}" if ending else name)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="A folder that `whereas build` wrote, or a graph file.")],
    new: Annotated[Path, typer.Argument(help="The same, later.")],
    format: Annotated[Told, typer.Option("--format", "-f", help="The output format.")] = Told.TEXT,
    ontology: OntologyFiles = None,
) -> None:
    """Compare two graphs: what is new, what is gone, and what one asserts and the other denies.

    \b
    Examples:
      whereas diff monday tuesday
      whereas diff old/graph.trig output --format json
      whereas diff monday tuesday --format ttl > changes.ttl
    """
    from graph.cli.commands import _settled
    from graph.diff import as_dict, turtle, words
    from graph.library import KnowledgeGraph

    files = ontology or []
    before, after = (
        KnowledgeGraph.open(_settled(one), ontology_files=files, tell=warn) for one in (old, new)
    )
    found = after.changes(before)
    if format is Told.JSON:
        import json

        typer.echo(json.dumps(as_dict(found), indent=2))
    elif format is Told.TURTLE:
        typer.echo(turtle(found, before.dataset, after.dataset).decode("utf-8"), nl=False)
    else:
        for line in words(found):
            indent = line[: len(line) - len(line.lstrip(" "))]
            say(indent + one_line(line))
    if not found and format is not Told.TEXT:
        warn(f"{old} and {new} have no differences")
