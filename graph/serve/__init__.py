"""The graph over HTTP: the map, a page per IRI, questions, and a read-only SPARQL 1.1 endpoint.

Design: Starlette and uvicorn handle HTTP, Oxigraph serializes the results (`graph.query.send`); both are
small or already dependencies. The SPARQL server in the package `oxigraph`, with its copy of Yasgui, is not
used: it would need a second copy of the graph on disk and a second port, has no limit on rows or size, does
not check the Host header, and its page needs inline scripts, which a strict content policy forbids. So the
query page is our own, a field and a table in 150 lines.

Every query runs in a worker process with a system timer (`graph.serve.workers`), because nothing else can
stop Oxigraph during a query, or protect the server from a query that runs out of memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.serve.settings import Settings

if TYPE_CHECKING:
    from graph.serve.server import application, run

__all__ = ["Settings", "application", "run"]


def __getattr__(name: str) -> object:
    # Starlette and uvicorn come with the extra: whoever only asks for Settings does not need them.
    if name in ("application", "run"):
        from graph.serve import server

        return getattr(server, name)
    raise AttributeError(f"module 'graph.serve' has no attribute {name!r}")
