"""Saved queries with what an asker gives for their parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from graph.ask.entity_names import Names, names_of
from graph.ask.phrases import phrases
from graph.errors import QueryError
from graph.ontology import Ontology
from graph.query import Iri, Parameter, SavedQuery, Slot, Table, bound_text, select
from graph.store import Dataset, prefixes


def filled(
    query: SavedQuery, given: Mapping[str, str], dataset: Dataset, names: Callable[[], Names]
) -> dict[str, Parameter]:
    """The values of a saved query's parameters; a name means all entities with this name.

    `names` gives the names of the graph, and is called only if needed. Raises QueryError for an unknown or
    missing parameter, and for an unknown name.
    """
    slots = {slot.name: slot for slot in query.parameters}
    if unknown := sorted(set(given) - set(slots)):
        takes = ", ".join(f"--{name}" for name in slots) or "nothing"
        raise QueryError(f"{query.name} has no parameter {unknown[0]!r}; it takes {takes}")
    if missing := [slot for slot in query.needs if not given.get(slot.name)]:
        slot = missing[0]
        raise QueryError(f"{query.name} needs --{slot.name} ({slot.says})")
    return {name: _value(slots[name], text, dataset, names) for name, text in given.items() if text}


def _value(slot: Slot, text: str, dataset: Dataset, names: Callable[[], Names]) -> Parameter:
    if slot.kind == "text":
        return text
    prefix, colon, _ = text.partition(":")
    if "://" in text or (colon and prefix in prefixes(dataset)):
        return Iri(text)
    return tuple(Iri(iri) for iri in names().find(text).ids)


def run_saved(
    query: SavedQuery, given: Mapping[str, str], dataset: Dataset, ontology: Ontology
) -> tuple[Table, str]:
    """What a saved query answers with the parameters that are given, and its SPARQL with them bound."""
    values = filled(query, given, dataset, lambda: names_of(dataset, ontology, phrases(ontology)))
    return select(dataset, query.sparql, values), bound_text(dataset, query.sparql, values)


def options(words: Sequence[str]) -> dict[str, str]:
    """`--name value` and `--name=value` as a dict; raises QueryError for anything else.

    >>> options(["--person", "Xi Jinping", "--month=2015-09"])
    {'person': 'Xi Jinping', 'month': '2015-09'}
    """
    found: dict[str, str] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, equals, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or not name:
            raise QueryError(
                f"unexpected {word!r}; write parameters as --name value, and put a question in quotes"
            )
        if not equals and not rest:
            raise QueryError(f"--{name} has no value; write --{name} value")
        found[name] = value if equals else rest.pop(0)
    return found
