"""The graph over HTTP: the map, a page for each IRI, questions, and a SPARQL 1.1 endpoint that only reads.

Why these parts. Starlette and uvicorn carry HTTP, Oxigraph's own writers the results (`graph.query.send`):
both are small or already here. The whole SPARQL server that the package `oxigraph` brings, with its
own copy of Yasgui, was left aside: it would hold the graph a second time on disk and a second port, has no
limit on rows or size, does not look at the Host header, and its page takes scripts inline, which a strict
content policy forbids. The query page is therefore one of our own, a field and a table in 150 lines.

Every query runs in a worker process that a timer of the system ends (`graph.serve.workers`), because nothing
else stops Oxigraph in the midst of a query, or keeps what makes it run out of memory from ending the server.
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
