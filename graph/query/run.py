"""SPARQL → table, on Oxigraph's engine."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rdflib import Dataset

from graph.errors import QueryError
from graph.query.bind import Parameter, bound
from graph.query.table import Table, table_of
from graph.query.text import checked
from graph.store import oxigraph, prefixes


def select(dataset: Dataset, sparql: str, parameters: Mapping[str, Parameter] | None = None) -> Table:
    """What a SPARQL query answers; rows come in no order unless the query gives one.

    SELECT gives a column for each variable, ASK one column `answer`, CONSTRUCT and DESCRIBE `subject`,
    `predicate` and `object`. `parameters` binds variables of the pattern, named without `?`. Raises
    QueryError for what is no query, changes the graph, calls another endpoint or fails.
    """
    known = prefixes(dataset)
    text = bound(checked(sparql, known), parameters or {}, known)
    try:
        answer = oxigraph(dataset).query(text, prefixes=known)
        return table_of(answer, known)
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"the query cannot be run: {_reason(error, text)}; mend it and ask again") from error


def _reason(error: Exception, sparql: str) -> str:
    """An engine's error as one short line: where it stumbled, without the characters it would have taken."""
    text = " ".join(str(error).split())
    place = re.match(r"error at (\d+):(\d+): expected (?:one of )?(.*)", text)
    if place is None:
        return text if len(text) <= 200 else text[:199] + "…"
    line, column = int(place[1]), int(place[2])
    before = " ".join(sparql.splitlines()[line - 1][: column - 1].split())[-30:] if line else ""
    words = next(
        (w for w in re.split(r", |\[[^\]]*\]", place[3]) if re.fullmatch(r"[A-Z][a-z]*( [\w-]+){2,}", w)), ""
    )
    return f"line {line}, column {column}, after {before!r}: " + (
        words or "something is missing or out of place"
    )
