"""An answer as a table of plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph.ontology import NAMESPACES
from graph.store import shorten

if TYPE_CHECKING:
    from pandas import DataFrame

XSD = NAMESPACES["xsd"]
WHOLE = frozenset(("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger"))
FRACTIONS = frozenset(("decimal", "double", "float"))


class Iri(str):
    """A string that is an IRI, in full; as a parameter it may also be a prefixed name (`country:china`)."""

    __slots__ = ()


Value = Iri | str | int | float | bool | None
"""A cell: IRIs in full as `Iri`, numbers and truth values as such, all else as text, None where unbound."""


Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
"""What Oxigraph gives for a query."""


@dataclass(frozen=True, slots=True)
class Table:
    """An answer: the names of its columns and its rows, in the order that the query gives them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    prefixes: Mapping[str, str]

    def short(self) -> Table:
        """The same with IRIs as prefixed names where a prefix fits (`person:xi-jinping`), to be read."""
        namespaces = {namespace: prefix for prefix, namespace in self.prefixes.items()}
        rows = (tuple(shorten(v, namespaces) if isinstance(v, Iri) else v for v in row) for row in self.rows)
        return Table(self.columns, tuple(rows), self.prefixes)

    def frame(self, *, short: bool = True) -> DataFrame:
        """The table as a pandas DataFrame, with prefixed names unless `short` is False."""
        from pandas import DataFrame

        rows = self.short().rows if short else self.rows
        return DataFrame([list(row) for row in rows], columns=list(self.columns))

    def records(self) -> list[dict[str, Value]]:
        """The rows as dictionaries from column to value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def __len__(self) -> int:
        return len(self.rows)


def table_of(answer: Answer, known: Mapping[str, str]) -> Table:
    if isinstance(answer, ox.QueryBoolean):
        return Table(("answer",), ((bool(answer),),), known)
    if isinstance(answer, ox.QueryTriples):
        triples = tuple((_value(t.subject), _value(t.predicate), _value(t.object)) for t in answer)
        return Table(("subject", "predicate", "object"), triples, known)
    columns = tuple(variable.value for variable in answer.variables)
    return Table(columns, tuple(tuple(_value(term) for term in row) for row in answer), known)


def _value(term: object) -> Value:
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        return _plain(term.value, term.datatype.value.removeprefix(XSD))
    return None if term is None else str(term)


def _plain(text: str, kind: str) -> Value:
    """A literal as the Python value of its type; one whose text does not fit its type stays text."""
    try:
        if kind in WHOLE:
            return int(text)
        if kind in FRACTIONS:
            return float(text)
    except ValueError:
        return text
    return text in ("true", "1") if kind == "boolean" else text
