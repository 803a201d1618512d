"""SPARQL → a table, or the bytes that an endpoint sends, on Oxigraph's engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import pyoxigraph as ox
from rdflib import Dataset

from graph.errors import QueryError
from graph.query.bind import Parameter, bound
from graph.query.table import Answer, Table, table_of
from graph.query.text import checked
from graph.store import oxigraph, prefixes

RESULTS = (
    ox.QueryResultsFormat.JSON,
    ox.QueryResultsFormat.XML,
    ox.QueryResultsFormat.CSV,
    ox.QueryResultsFormat.TSV,
)
GRAPHS = (ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.JSON_LD, ox.RdfFormat.RDF_XML)

T = TypeVar("T")
Format = TypeVar("Format", ox.QueryResultsFormat, ox.RdfFormat)


def select(dataset: Dataset, sparql: str, parameters: Mapping[str, Parameter] | None = None) -> Table:
    """What a SPARQL query answers; rows come in no order unless the query gives one.

    SELECT gives a column for each variable, ASK one column `answer`, CONSTRUCT and DESCRIBE `subject`,
    `predicate` and `object`. `parameters` binds variables of the pattern, named without `?`. Raises
    QueryError for what is no query, changes the graph, calls another endpoint or fails.
    """
    known = prefixes(dataset)
    return _run(dataset, sparql, parameters or {}, lambda found: table_of(found, known))


def answer(dataset: Dataset, sparql: str, *, accept: str = "") -> tuple[bytes, str]:
    """What a SPARQL query answers as an endpoint sends it: the body, and its media type.

    `accept` is the header of that name: the first type in it that there is, is taken, else SPARQL's JSON
    for rows and Turtle for triples. Raises QueryError as `select` does.
    """

    def written(found: Answer) -> tuple[bytes, str]:
        if isinstance(found, ox.QueryTriples):
            kind = _accepted(accept, GRAPHS)
            triples = sorted(set(found), key=str)
            return ox.serialize(triples, format=kind, prefixes=prefixes(dataset)) or b"", kind.media_type
        form = _accepted(accept, RESULTS)
        return found.serialize(format=form) or b"", form.media_type

    return _run(dataset, sparql, {}, written)


def _accepted(header: str, formats: Iterable[Format]) -> Format:
    known = {one.media_type.partition(";")[0]: one for one in formats}
    wanted = (part.partition(";")[0].strip().lower() for part in header.split(","))
    return next((known[one] for one in wanted if one in known), next(iter(known.values())))


def _run(dataset: Dataset, sparql: str, parameters: Mapping[str, Parameter], use: Callable[[Answer], T]) -> T:
    """Ask, and use the answer within the same guard: it is still being computed while it is used."""
    known = prefixes(dataset)
    text = bound(checked(sparql, known), parameters, known)
    try:
        return use(oxigraph(dataset).query(text, prefixes=known))
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"the query cannot be run: {_reason(error, text)}; mend it and ask again") from error


def _reason(error: Exception, sparql: str) -> str:
    """An engine's error as one short line: where it stumbled, without the characters it would have taken."""
    text = " ".join(str(error).split())
    place = re.match(r"error at (\d+):(\d+): expected (?:one of )?(.*)", text)
    if place is None:
        return text if len(text) <= 200 else text[:199] + "…"
    line, column = int(place[1]), int(place[2])
    before = " ".join("".join(sparql.split("\n")[line - 1 : line])[: column - 1].split())[-30:]
    alternatives = re.split(r", |\[[^\]]*\]", place[3])
    sentence = next((one for one in alternatives if re.fullmatch(r"[A-Z][a-z]*( [\w-]+){2,}", one)), None)
    return f"line {line}, column {column}, after {before!r}: {sentence or 'something is out of place here'}"
