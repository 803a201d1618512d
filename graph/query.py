"""SPARQL → tables, on Oxigraph's engine, over the merge of all named graphs (`GRAPH` reaches each one).

A query only reads: updates and calls to other endpoints are refused. The prefixes of the dataset are
known without being declared. Parameters are bound to variables as values, never pasted into the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import Dataset

from graph.errors import QueryError
from graph.ontology import NAMESPACES
from graph.store import oxigraph, prefixes, shorten

if TYPE_CHECKING:
    from pandas import DataFrame

XSD = NAMESPACES["xsd"]
UPDATES = frozenset("INSERT DELETE LOAD CLEAR DROP CREATE ADD MOVE COPY WITH".split())  # noqa: SIM905
WHOLE = frozenset(("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger"))
FRACTIONS = frozenset(("decimal", "double", "float"))


class Iri(str):
    """A string that is an IRI, in full; as a parameter it may also be a prefixed name (`country:china`)."""

    __slots__ = ()


Value = Iri | str | int | float | bool | None
"""A cell: IRIs in full as `Iri`, numbers and truth values as such, all else as text, None where unbound."""

Parameter = str | int | float | bool | date
"""What a variable can be bound to: an `Iri`, or a value that becomes a literal."""


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


def select(dataset: Dataset, sparql: str, parameters: Mapping[str, Parameter] | None = None) -> Table:
    """What a SPARQL query answers; rows come in no order unless the query gives one.

    SELECT gives a column for each variable, ASK one column `answer`, CONSTRUCT and DESCRIBE `subject`,
    `predicate` and `object`. `parameters` binds variables of the pattern, named without `?`. Raises
    QueryError for what is no query, changes the graph, calls another endpoint or fails.
    """
    known = prefixes(dataset)
    text = _bound(_checked(sparql, known), parameters or {}, known)
    try:
        answer = oxigraph(dataset).query(text, prefixes=known)
        return _table(answer, known)
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


# ------------------------------------------------------------------ the text of a query

_TOKEN = re.compile(
    r"""
      (?P<comment> \#[^\n\r]* )
    | (?P<string> \"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
                | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<iri> <[^<>"{}|^`\\\s]*> )
    | (?P<variable> [?$]\w+ )
    | (?P<name> (?:[^\W\d][\w.-]*)?:(?:[\w.:%-]|\\.)* )
    | (?P<word> [^\W\d]\w* )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def _tokens(sparql: str) -> Iterator[_Token]:
    """The query cut into tokens that joined give it back, so that words in strings and IRIs stay apart."""
    for match in _TOKEN.finditer(sparql):
        yield _Token(match.lastgroup or "other", match.group())


def _checked(sparql: str, known: Mapping[str, str]) -> list[_Token]:
    """The query's tokens; raises QueryError where it would change the graph or leave this machine."""
    found = list(_tokens(sparql))
    words = [token.text.upper() for token in found if token.kind == "word"]
    if not words:
        raise QueryError("the query is empty; write one such as SELECT ?person WHERE { ?person a wh:Person }")
    if "SERVICE" in words or any(_hides_service(token) for token in found):
        raise QueryError("the query asks another endpoint (SERVICE); ask about this graph alone")
    verb = next((w for w in words if w not in ("PREFIX", "BASE", "VERSION")), "")
    if verb in UPDATES:
        raise QueryError(
            f"{verb} changes the graph; a query only reads: use SELECT, ASK, CONSTRUCT or DESCRIBE"
        )
    _check_prefixes(found, known)
    return found


def _hides_service(token: _Token) -> bool:
    """Whether what looks like an IRI may be a comparison with a call after it: `FILTER(?a<?b)SERVICE#>`."""
    return token.kind == "iri" and re.search(r"\).*service", token.text, re.IGNORECASE) is not None


def _check_prefixes(tokens: Sequence[_Token], known: Mapping[str, str]) -> None:
    solid = [token for token in tokens if _solid(token)]
    declared = {b.text for a, b in pairwise(solid) if a.text.upper() == "PREFIX"}
    for token in solid:
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in known and f"{prefix}:" not in declared:
            shown = ", ".join(f"{one}:" for one in known)
            raise QueryError(
                f"the query uses {prefix}:, which nobody declared; declare it, or use one of {shown}"
            )


# ------------------------------------------------------------------ parameters


def _bound(tokens: list[_Token], parameters: Mapping[str, Parameter], known: Mapping[str, str]) -> str:
    """The query with `VALUES` for each parameter in every group that names it.

    Oxigraph's own substitution wants the variable among the projected ones; a VALUES block binds it
    before anything is counted, and in a subquery or an OPTIONAL too, where the outer one does not reach.
    """
    values = {
        name: f" VALUES ?{name} {{ {_term(name, value, known)} }} " for name, value in parameters.items()
    }
    named_in = _groups(tokens)
    for name in values:
        if not any(name in names for names in named_in.values()):
            raise QueryError(
                f"the query has no variable ?{name} in its pattern to bind; name it as in the query"
            )
    return "".join(
        token.text + "".join(v for name, v in values.items() if name in named_in.get(index, ()))
        for index, token in enumerate(tokens)
    )


def _groups(tokens: Sequence[_Token]) -> dict[int, set[str]]:
    """For each `{` that opens a pattern, the variables named between it and its `}`."""
    found: dict[int, set[str]] = {}
    opened: list[int | None] = []
    for index, token in enumerate(tokens):
        if token.text == "{":
            opened.append(index if _opens_pattern(tokens, index) else None)
        elif token.text == "}" and opened:
            opened.pop()
        elif token.kind == "variable":
            for start in opened:
                if start is not None:
                    found.setdefault(start, set()).add(token.text[1:])
    return found


def _opens_pattern(tokens: Sequence[_Token], index: int) -> bool:
    """Not the block of a VALUES, the template of a CONSTRUCT, or the brace before a subquery's SELECT."""
    after = next((t.text.upper() for t in tokens[index + 1 :] if _solid(t)), "")
    before = [t for t in tokens[:index] if _solid(t)]
    if after == "SELECT" or (before and before[-1].text.upper() == "CONSTRUCT"):
        return False
    return not _follows_values(before)


def _follows_values(before: Sequence[_Token]) -> bool:
    """Whether only the variables of a VALUES stand between that word and here."""
    for token in reversed(before):
        if token.kind == "word":
            return token.text.upper() == "VALUES"
        if token.kind != "variable" and token.text not in ("(", ")"):
            return False
    return False


def _solid(token: _Token) -> bool:
    return token.kind != "comment" and not token.text.isspace()


def _term(name: str, value: Parameter, known: Mapping[str, str]) -> str:
    """The parameter as SPARQL writes it, quoted and escaped by Oxigraph."""
    try:
        if isinstance(value, Iri):
            return str(ox.NamedNode(_full(value, known)))
        if isinstance(value, date):
            return str(ox.Literal(value.isoformat(), datatype=ox.NamedNode(f"{XSD}date")))
        return str(ox.Literal(value))
    except (ValueError, TypeError) as error:
        raise QueryError(
            f"?{name} cannot be {value!a} ({error}); give a text, a number, a date or an IRI"
        ) from error


def _full(iri: str, known: Mapping[str, str]) -> str:
    prefix, colon, local = iri.partition(":")
    return known[prefix] + local if colon and prefix in known else iri


# ------------------------------------------------------------------ the answer


def _table(
    answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
    known: Mapping[str, str],
) -> Table:
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
