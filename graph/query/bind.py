"""Parameters → `VALUES` blocks in the query, each value quoted by Oxigraph itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pyoxigraph as ox

from graph.errors import QueryError
from graph.query.table import XSD, Iri
from graph.query.text import Token, solid

Value = str | int | float | bool | date
Parameter = Value | tuple[Value, ...]
"""What a variable can be bound to: an `Iri`, a value that becomes a literal, or several of them."""


def bound(tokens: list[Token], parameters: Mapping[str, Parameter], known: Mapping[str, str]) -> str:
    """The query with `VALUES` for each parameter in every group that names it.

    Oxigraph's own substitution wants the variable among the projected ones; a VALUES block binds it
    before anything is counted, and in a subquery or an OPTIONAL too, where the outer one does not reach.
    """
    values = {
        name: f" VALUES ?{name} {{ {_terms(name, value, known)} }} " for name, value in parameters.items()
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


def _groups(tokens: Sequence[Token]) -> dict[int, set[str]]:
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


def _opens_pattern(tokens: Sequence[Token], index: int) -> bool:
    """Not the block of a VALUES, the template of a CONSTRUCT, or the brace before a subquery's SELECT."""
    after = next((t.text.upper() for t in tokens[index + 1 :] if solid(t)), "")
    before = [t for t in tokens[:index] if solid(t)]
    if after == "SELECT" or (before and before[-1].text.upper() == "CONSTRUCT"):
        return False
    return not _follows_values(before)


def _follows_values(before: Sequence[Token]) -> bool:
    """Whether only the variables of a VALUES clause are between that word and here."""
    for token in reversed(before):
        if token.kind == "word":
            return token.text.upper() == "VALUES"
        if token.kind != "variable" and token.text not in ("(", ")"):
            return False
    return False


def _terms(name: str, value: Parameter, known: Mapping[str, str]) -> str:
    return " ".join(_term(name, one, known) for one in (value if isinstance(value, tuple) else (value,)))


def _term(name: str, value: Value, known: Mapping[str, str]) -> str:
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
