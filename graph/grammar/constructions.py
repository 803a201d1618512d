"""The table of constructions: each names its roles, an example that has them and one that does not.

A construction is a Python function with metadata, registered by a decorator. The examples are the tests
(`tests/test_constructions.py`) and the documentation (`docs/reference/constructions.md`).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

import graph.grammar
from graph.grammar.predicates import Kind

Function = TypeVar("Function", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Construction:
    """One row of the table.

    `yes` and `no` are sentences with the arguments that must, and must not, come out, written
    "Iraq was attacked by Iran. | attacked: agent Iran; theme Iraq".
    """

    name: str
    kind: Kind
    roles: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    function: Callable[..., Any]


CONSTRUCTIONS: dict[str, Construction] = {}
"""All constructions by kind and name ("verb/passive"), in the order in which their modules are imported."""


def every_construction() -> tuple[Construction, ...]:
    """The rows of all modules of the grammar, sorted by kind and name."""
    for module in pkgutil.iter_modules(graph.grammar.__path__, "graph.grammar."):
        importlib.import_module(module.name)
    return tuple(CONSTRUCTIONS[key] for key in sorted(CONSTRUCTIONS))


def construction(
    name: str, kind: Kind, roles: tuple[str, ...], *, yes: tuple[str, ...], no: tuple[str, ...]
) -> Callable[[Function], Function]:
    """Register a function as the construction of this kind and name; raises ValueError if the name is taken.

    The function asks the table: once its row is removed, it finds nothing wherever it is called.
    """
    key = f"{kind}/{name}"

    def register(function: Function) -> Function:
        if key in CONSTRUCTIONS:
            raise ValueError(f"construction {key!r} is registered twice")

        @wraps(function)
        def asked(*arguments: Any) -> Any:
            return function(*arguments) if key in CONSTRUCTIONS else []

        CONSTRUCTIONS[key] = Construction(name, kind, roles, yes, no, asked)
        return cast(Function, asked)

    return register
