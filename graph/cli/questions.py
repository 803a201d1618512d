"""The commands that ask a graph and serve it, and their help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graph.cli import complete
from graph.cli.app import SOME_FAILED, Format, Graph, OntologyFiles, Store, app

Queries = Annotated[
    list[Path] | None,
    typer.Option("--queries", help="A folder with saved queries of your own (.rq); may be repeated."),
]


@app.command(context_settings={"ignore_unknown_options": True})
def ask(
    question: Annotated[
        str | None,
        typer.Argument(
            help="A question in English, or the name of a saved query; none lists these.",
            autocompletion=complete.queries,
        ),
    ] = None,
    more: Annotated[
        list[str] | None,
        typer.Argument(
            help="What the saved query is given: --name value.", autocompletion=complete.parameters
        ),
    ] = None,
    graph: Graph = Path("output"),
    store: Store = None,
    format: Annotated[
        Format, typer.Option("--format", "-f", help="How the answer is written.")
    ] = Format.TABLE,
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
        str, typer.Option("--host", help="The address to listen on; only this machine reaches the usual one.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="0 takes any free one.")] = 8000,
    ontology: OntologyFiles = None,
    queries: Queries = None,
    cors: Annotated[
        list[str] | None,
        typer.Option("--cors", help="A web page's origin that may ask, such as https://example.org, or *."),
    ] = None,
    seconds: Annotated[
        float, typer.Option("--seconds", min=0.1, help="How long a query may run before it is stopped.")
    ] = 10.0,
    rows: Annotated[int, typer.Option("--rows", min=1, help="How many rows an answer may have.")] = 10_000,
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=64, help="How many queries may run at once.")
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
