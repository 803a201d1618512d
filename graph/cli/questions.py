"""The commands that ask a graph and serve it, and their help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graph.cli import complete
from graph.cli.app import SOME_FAILED, Format, Graph, OntologyFiles, Store, app

Queries = Annotated[
    list[Path] | None,
    typer.Option("--queries", help="A folder with your own saved queries (.rq); repeatable."),
]


@app.command(context_settings={"ignore_unknown_options": True})
def ask(
    question: Annotated[
        str | None,
        typer.Argument(
            help="A question in English, or the name of a saved query; omit it to list the queries.",
            autocompletion=complete.queries,
        ),
    ] = None,
    more: Annotated[
        list[str] | None,
        typer.Argument(
            help="The parameters of the saved query: --name value.", autocompletion=complete.parameters
        ),
    ] = None,
    graph: Graph = Path("output"),
    store: Store = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="The output format.")] = Format.TABLE,
    queries: Queries = None,
) -> None:
    """Ask the graph in plain English, or with a saved query.

    The answer comes with its sentences and speakers, with how the question was read, and with the SPARQL
    that it became. A saved query takes its parameters as options.

    \b
    Examples:
      whereas ask
      whereas ask 'Which countries criticized China?'
      whereas ask met-with --person 'Xi Jinping'
    """
    from graph.cli.ask import ask as answer
    from graph.cli.ask import list_queries

    if question is None:
        list_queries(graph, queries or [])
    elif not answer(question, more or [], graph, queries or [], format=format, store=store):
        raise typer.Exit(SOME_FAILED)


@app.command()
def serve(
    graph: Graph = Path("output"),
    host: Annotated[
        str,
        typer.Option(
            "--host", help="The address to listen on; the default accepts connections from this machine only."
        ),
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="0 picks a free port.")] = 8000,
    ontology: OntologyFiles = None,
    queries: Queries = None,
    cors: Annotated[
        list[str] | None,
        typer.Option(
            "--cors", help="An origin that may send requests (CORS), such as https://example.org, or *."
        ),
    ] = None,
    seconds: Annotated[float, typer.Option("--seconds", min=0.1, help="The time limit of a query.")] = 10.0,
    rows: Annotated[
        int, typer.Option("--rows", min=1, help="The maximum number of rows in an answer.")
    ] = 10_000,
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=64, help="The maximum number of concurrent queries.")
    ] = 4,
) -> None:
    """Serve the map, a page for each entity, and a SPARQL endpoint that only reads.

    Needs the extra: pip install 'whereas[serve]'.

    \b
    Examples:
      whereas serve
      whereas serve -g output --port 9000 --seconds 30
    """
    from graph.cli.serve import serve_graph

    serve_graph(
        graph,
        host,
        port,
        ontology=ontology or [],
        queries=queries or [],
        cors=cors or [],
        seconds=seconds,
        rows=rows,
        workers=workers,
    )
