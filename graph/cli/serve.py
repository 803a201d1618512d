"""`whereas serve`: the graph over HTTP, until Ctrl-C."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graph.cli.terminal import say, warn


def serve_graph(
    graph: Path,
    host: str,
    port: int,
    *,
    ontology: Sequence[Path],
    queries: Sequence[Path],
    cors: Sequence[str],
    seconds: float,
    rows: int,
    workers: int,
) -> None:
    """Open the graph, print its URL, and serve it."""
    from graph.cli.commands import _settled
    from graph.ontology import default_ontology, load_ontology
    from graph.serve import Settings, application, run
    from graph.serve.settings import LOOPBACK

    settings = Settings(host=host, port=port, cors=tuple(cors), seconds=seconds, rows=rows, workers=workers)
    words = load_ontology(ontology) if ontology else default_ontology()
    app = application(_settled(graph), settings, ontology=words, queries=queries, tell=warn)
    if host not in LOOPBACK:
        warn(f"whereas: anyone who can connect to {host} can read this graph and its articles")
    run(app, settings, on_start=lambda address: say(f"{graph}: {address} (Ctrl-C stops)"))
