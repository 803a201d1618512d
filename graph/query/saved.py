"""Saved queries: SPARQL files with comments for their title, description and parameters.

The first line is the title, the next lines are the description, and `# @param name kind: what it is` declares
a parameter, a variable that can be bound: an `entity` is given by name or id, a `text` as it is. `required`
may follow the kind; other parameters are optional.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from graph.errors import QueryError

_PARAMETER = re.compile(r"@param\s+(\w+)\s+(entity|text)(\s+required)?\s*:\s*(.+)")


@dataclass(frozen=True, slots=True)
class Slot:
    """A variable of a saved query that can be bound; `kind` is "entity" or "text"."""

    name: str
    kind: str
    says: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query under a name: what it asks in one sentence, its SPARQL, more about it, and what it takes."""

    name: str
    asks: str
    sparql: str
    description: str = ""
    parameters: tuple[Slot, ...] = ()

    @property
    def needs(self) -> tuple[Slot, ...]:
        """The parameters that it cannot be asked without."""
        return tuple(slot for slot in self.parameters if slot.required)


@cache
def saved() -> tuple[SavedQuery, ...]:
    """The queries that come with Whereas, sorted by name."""
    folder = files("graph.query").joinpath("saved")
    found = [(one.name, one.read_text("utf-8")) for one in folder.iterdir() if one.name.endswith(".rq")]
    return tuple(_read(name.removesuffix(".rq"), text) for name, text in sorted(found))


def saved_in(*folders: Path) -> tuple[SavedQuery, ...]:
    """The built-in queries and the user's own `.rq` files in folders, sorted by name.

    A file with the name of another query replaces it; later folders have priority. Missing folders are
    ignored. Raises QueryError for a file that is not UTF-8 text.
    """
    found = {query.name: query for query in saved()}
    for folder in folders:
        for path in sorted(folder.glob("*.rq")) if folder.is_dir() else ():
            try:
                found[path.stem] = _read(path.stem, path.read_text("utf-8-sig"))
            except (OSError, UnicodeDecodeError) as error:
                problem = getattr(error, "strerror", None) or "is not UTF-8 text"
                raise QueryError(
                    f"{path}: cannot be read as a query ({problem}); fix or remove it"
                ) from error
    return tuple(found[name] for name in sorted(found))


def _read(name: str, text: str) -> SavedQuery:
    head = [line[1:].strip() for line in _comments(text)]
    slots = [Slot(m[1], m[2], m[4].strip(), bool(m[3])) for line in head if (m := _PARAMETER.match(line))]
    words = [line for line in head if line and not line.startswith("@")]
    return SavedQuery(name, words[0] if words else name, text, " ".join(words[1:]), tuple(slots))


def _comments(text: str) -> list[str]:
    """The lines of the comment that the text begins with."""
    lines = text.splitlines()
    end = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return lines[:end]


def named(name: str, among: tuple[SavedQuery, ...] | None = None) -> SavedQuery:
    """The saved query of that name, among those of Whereas unless others are given.

    Raises QueryError, with the names there are, for another.
    """
    queries = saved() if among is None else among
    found = next((query for query in queries if query.name == name), None)
    if found is None:
        raise QueryError(f"{name!r}: unknown saved query; use one of {', '.join(q.name for q in queries)}")
    return found
