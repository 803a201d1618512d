"""`whereas build --store`: a graph goes into a SPARQL server."""

from __future__ import annotations

from pathlib import Path

from graph.cli.terminal import say, warn


def fill_store(graph: Path, url: str, files: list[Path]) -> None:
    """Put a graph into a SPARQL server, and say how much of it was sent."""
    from graph.library import KnowledgeGraph

    done = KnowledgeGraph.open(graph, ontology_files=files, tell=warn).fill(url)
    say(f"{url}: {done.triples:,} triples; {done.sent:,} of {done.graphs:,} graphs uploaded.")
