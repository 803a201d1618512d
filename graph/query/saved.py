"""Saved queries: each a file of SPARQL whose comments say what it asks and what it can be given.

The first line is the question, those after it describe it, and `# @param name kind: what it is` declares
a variable that can be bound: an `entity` is given by name or id, a `text` as it is. After the kind may
stand `required`; any other parameter that is not given leaves the variable free.
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
    """The queries that come with Whereas and a user's own `.rq` files in folders, sorted by name.

    A file named like another query takes its place; of two, that of the later folder. A folder that is
    not there holds none. Raises QueryError for a file that is no UTF-8 text.
    """
    found = {query.name: query for query in saved()}
    for folder in folders:
        for path in sorted(folder.glob("*.rq")) if folder.is_dir() else ():
            try:
                found[path.stem] = _read(path.stem, path.read_text("utf-8-sig"))
            except (OSError, UnicodeDecodeError) as error:
                problem = getattr(error, "strerror", None) or "is not UTF-8 text"
                raise QueryError(
                    f"{path}: cannot be read as a query ({problem}); mend or remove it"
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
        raise QueryError(
            f"{name!r}: there is no such saved query; use one of {', '.join(q.name for q in queries)}"
        )
    return found
