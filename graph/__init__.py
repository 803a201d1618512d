"""Whereas builds knowledge graphs from articles; every edge shows its sentence and its speaker.

`build` builds a graph, `KnowledgeGraph` opens, queries and displays one. The values that pass between the
stages (`Source`, `Reading`, `Statement` …) and the errors are here too. Imports are lazy, so `import graph`
is fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.errors import (
        InputError,
        ModelError,
        OntologyError,
        QueryError,
        StoreError,
        WhereasError,
    )
    from graph.library import EntityView, KnowledgeGraph
    from graph.model import (
        Entity,
        Evidence,
        Identity,
        Mention,
        MentionKind,
        Modality,
        Reading,
        Role,
        Source,
        Span,
        Statement,
    )
    from graph.pipeline import build

__all__ = [
    "Entity",
    "EntityView",
    "Evidence",
    "Identity",
    "InputError",
    "KnowledgeGraph",
    "Mention",
    "MentionKind",
    "Modality",
    "ModelError",
    "OntologyError",
    "QueryError",
    "Reading",
    "Role",
    "Source",
    "Span",
    "Statement",
    "StoreError",
    "WhereasError",
    "build",
]

_HOME = {"build": "pipeline", "EntityView": "library", "KnowledgeGraph": "library"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'graph' has no attribute {name!r}")
    home = _HOME.get(name, "errors" if name.endswith("Error") else "model")
    value: object = getattr(import_module(f"graph.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def load_ipython_extension(shell: object) -> None:
    """Give a notebook `%graph` and `%%sparql`; called by `%load_ext graph`."""
    from graph.library.jupyter import load_ipython_extension as load

    load(shell)
