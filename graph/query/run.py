"""SPARQL → a table, or the bytes that an endpoint sends, on Oxigraph's engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeVar

import pyoxigraph as ox
from rdflib import Dataset

from graph.errors import QueryError
from graph.query.accept import preferred
from graph.query.bind import Parameter, bound
from graph.query.cut import cut_to
from graph.query.table import Answer, Table, table_of
from graph.query.text import checked
from graph.store import damage, engine, prefixes

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
    QueryError for what is no query, changes the graph, calls another endpoint or fails, StoreError where
    the store on disk is damaged.
    """
    known = prefixes(dataset)
    return _run(dataset, sparql, parameters or {}, lambda found: table_of(found, known))


def answer(
    dataset: Dataset, sparql: str, *, accept: str = "", parameters: Mapping[str, Parameter] | None = None
) -> tuple[bytes, str]:
    """What a SPARQL query answers as an endpoint sends it: the body, and its media type.

    `accept` is the header of that name: the type that it likes best of those there are, else SPARQL's JSON
    for rows and Turtle for triples. Raises QueryError as `select` does.
    """
    sent = send(dataset, sparql, accept=accept, parameters=parameters)
    return sent.body, sent.media_type


@dataclass(frozen=True, slots=True)
class Limits:
    """What an answer may measure: rows (of a graph: those it is made from), and bytes; 0: no limit."""

    rows: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer as an endpoint sends it; `cut` says that it has more rows than the limit let through."""

    body: bytes
    media_type: str
    cut: bool = False


NO_LIMITS = Limits()


def send(
    dataset: Dataset,
    sparql: str,
    *,
    accept: str = "",
    parameters: Mapping[str, Parameter] | None = None,
    limits: Limits = NO_LIMITS,
    default_graphs: Iterable[str] = (),
    named_graphs: Iterable[str] = (),
) -> Sent:
    """As `answer`, within limits and over the graphs that the SPARQL protocol's parameters choose.

    Raises QueryError as `select` does, and for an answer larger than `limits.size`.
    """
    chosen = _chosen(default_graphs, named_graphs)
    known = prefixes(dataset)
    text = bound_text(dataset, sparql, parameters or {})
    limited, probe = cut_to(checked(text, known), limits.rows)

    def written(found: Answer) -> tuple[bytes, str]:
        out = Bounded(limits.size)
        if isinstance(found, ox.QueryTriples):
            kind = _accepted(accept, GRAPHS)
            ox.serialize(sorted(set(found), key=str), out, format=kind, prefixes=known)
            return out.getvalue(), kind.media_type
        form = _accepted(accept, RESULTS)
        found.serialize(out, format=form)
        return out.getvalue(), form.media_type

    body, media_type = _asked(dataset, limited, chosen, written)
    # A row or triple takes more than a byte for each row: a shorter answer cannot have reached the limit.
    cut = probe is not None and len(body) > limits.rows and _asked(dataset, probe, chosen, _has_any)
    return Sent(body, media_type, cut)


class Bounded(BytesIO):
    """Bytes that may not become more than `size`; 0 is no limit."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size

    def write(self, data: Any) -> int:
        """Add bytes; raises QueryError where they become too many."""
        if self._size and self.tell() + len(data) > self._size:
            raise QueryError(
                f"the answer is larger than {self._size:,} bytes; ask for less: fewer variables, or a LIMIT"
            )
        return super().write(data)


def _has_any(found: Answer) -> bool:
    return not isinstance(found, ox.QueryBoolean) and next(iter(found), None) is not None


def _chosen(default: Iterable[str], named: Iterable[str]) -> dict[str, list[ox.NamedNode]]:
    """The graphs that a query may see, as Oxigraph takes them: where some are named, no others."""
    try:
        defaults, others = ([ox.NamedNode(iri) for iri in iris] for iris in (default, named))
    except ValueError as error:
        raise QueryError(f"not the IRI of a graph ({error}); give absolute IRIs") from error
    return {"default_graph": defaults, "named_graphs": others} if defaults or others else {}


def _accepted(header: str, formats: Iterable[Format]) -> Format:
    known = {one.media_type.partition(";")[0]: one for one in formats}
    for plain in ("json", "xml"):
        known |= {f"application/{plain}": one for kind, one in known.items() if kind.endswith(f"+{plain}")}
    best = preferred(header, tuple(known))
    return known[best] if best else next(iter(known.values()))


def bound_text(dataset: Dataset, sparql: str, parameters: Mapping[str, Parameter]) -> str:
    """The query with its parameters bound, as it is asked; raises QueryError as `select` does."""
    known = prefixes(dataset)
    tokens = checked(sparql, known)
    return bound(tokens, parameters, known) if parameters else sparql


def _run(dataset: Dataset, sparql: str, parameters: Mapping[str, Parameter], use: Callable[[Answer], T]) -> T:
    return _asked(dataset, bound_text(dataset, sparql, parameters), {}, use)


def _asked(
    dataset: Dataset, text: str, chosen: dict[str, list[ox.NamedNode]], use: Callable[[Answer], T]
) -> T:
    """Ask, and use the answer within the same guard: it is still being computed while it is used."""
    try:
        found = engine(dataset).query(text, prefixes=prefixes(dataset), **chosen)
        return use(found)
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        if isinstance(error.__cause__, QueryError):
            raise error.__cause__ from error
        if (harm := damage(dataset, error)) is not None:
            raise harm from error
        raise QueryError(f"the query cannot be run: {_reason(error, text)}") from error


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
    return f"line {line}, column {column}, after {before!r}: {sentence or 'unexpected input here'}"
