"""Queries that come with Whereas: each a file of SPARQL whose first comment says what it asks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.errors import QueryError


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query under a name: what it asks in one sentence, and its SPARQL."""

    name: str
    asks: str
    sparql: str


@cache
def saved() -> tuple[SavedQuery, ...]:
    """The queries of the folder `saved`, sorted by name."""
    folder = files("graph.query").joinpath("saved")
    found = [
        (one.name, one.read_text(encoding="utf-8")) for one in folder.iterdir() if one.name.endswith(".rq")
    ]
    return tuple(SavedQuery(name.removesuffix(".rq"), _comment(text), text) for name, text in sorted(found))


def _comment(text: str) -> str:
    return text.partition("\n")[0].removeprefix("#").strip()


def named(name: str) -> SavedQuery:
    """The saved query of that name; raises QueryError, with the names there are, for another."""
    found = next((query for query in saved() if query.name == name), None)
    if found is None:
        raise QueryError(
            f"{name!r}: there is no such saved query; use one of {', '.join(q.name for q in saved())}"
        )
    return found
