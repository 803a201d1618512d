"""The OpenAPI description of the server, made from the saved queries and the limits in force."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from graph.query import SavedQuery
from graph.serve.settings import Settings

RESULTS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "text/turtle",
    "application/n-triples",
    "application/ld+json",
    "application/rdf+xml",
)
TEXT = {"type": "string"}
GRAPHS = ("default-graph-uri", "named-graph-uri")


def openapi(queries: Sequence[SavedQuery], settings: Settings) -> dict[str, Any]:
    """The description, as OpenAPI 3.1."""
    try:
        number = version("whereas")
    except PackageNotFoundError:  # run from a checkout that is not installed
        number = "0"
    paths: dict[str, Any] = {
        "/sparql": {"get": _sparql_get(settings), "post": _sparql_post(settings)},
        "/ask": {
            "get": _operation(
                "Ask a question in plain English",
                ["application/json", "text/html"],
                [_parameter("q", "The question")],
            )
        },
        "/queries": {"get": _operation("The saved queries", ["application/json"])},
        "/id/{path}": {
            "get": _operation(
                "The triples about an IRI",
                ["text/html", *RESULTS[4:]],
                [_parameter("path", "The IRI below the graph's base", place="path", required=True)],
            )
        },
    }
    for query in queries:
        slots = [_parameter(s.name, s.says, required=s.required) for s in query.parameters]
        paths[f"/queries/{query.name}"] = {"get": _operation(query.asks, list(RESULTS[:4]), slots)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Whereas",
            "version": number,
            "description": "A knowledge graph in which every edge shows its sentence and who said it.",
        },
        "paths": paths,
    }


def _parameter(name: str, says: str, *, place: str = "query", required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": place, "required": required, "description": says, "schema": TEXT}


def _operation(
    summary: str, kinds: Sequence[str], parameters: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    content = {kind: {"schema": {} if kind.endswith("json") else TEXT} for kind in kinds}
    problems = {"400": "Invalid request", "503": "Timeout, or too many requests"}
    return {
        "summary": summary,
        "parameters": list(parameters),
        "responses": {
            "200": {"description": "The answer", "content": content},
            **{
                code: {"description": says, "content": {"text/plain": {"schema": TEXT}}}
                for code, says in problems.items()
            },
        },
    }


def _sparql_get(settings: Settings) -> dict[str, Any]:
    return _operation(
        f"Ask in SPARQL 1.1; at most {settings.rows:,} rows and {settings.seconds:g} seconds",
        RESULTS,
        [
            _parameter("query", "The query", required=True),
            *(_parameter(name, "A graph of the dataset; repeatable") for name in GRAPHS),
        ],
    )


def _sparql_post(settings: Settings) -> dict[str, Any]:
    form = {
        "type": "object",
        "properties": dict.fromkeys(("query", *GRAPHS), TEXT),
        "required": ["query"],
    }
    found = _operation("As GET, with the query in the body", RESULTS)
    found["requestBody"] = {
        "required": True,
        "content": {
            "application/sparql-query": {"schema": TEXT},
            "application/x-www-form-urlencoded": {"schema": form},
        },
    }
    return found
