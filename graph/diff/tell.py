"""Changes → lines to read, and plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from graph.diff.compare import Changes, Contradiction, Said, Side, Thing

GRAPHS = {Side.OLD: "the old graph", Side.NEW: "the new graph", Side.BOTH: "both graphs"}


def words(found: Changes) -> Iterator[str]:
    """The changes as lines, what is contradicted first; each statement with its first sentence."""
    if not found:
        yield "Nothing has changed."
    yield from _part("Contradicted", found.contradicted, _contradiction)
    yield from _part("New statements", found.new_statements, lambda one: _statement("+", one))
    yield from _part("Gone statements", found.gone_statements, lambda one: _statement("-", one))
    yield from _part("New entities", found.new_entities, lambda one: [f"+ {_entity(one)}"])
    yield from _part("Gone entities", found.gone_entities, lambda one: [f"- {_entity(one)}"])
    yield from _part(
        "Renamed", found.renamed, lambda one: [f"~ {_entity(one.old)} is now {_entity(one.new)}"]
    )


def _part(title: str, found: Sequence[Any], tell: Any) -> Iterator[str]:
    if found:
        yield f"{title}: {len(found):,}"
        for one in found:
            yield from (f"  {line}" for line in tell(one))


def _entity(thing: Thing) -> str:
    return f"{thing.label} ({thing.cls}, {thing.id})"


def _statement(sign: str, said: Said) -> Iterator[str]:
    yield f"{sign} {said}"
    yield from _quote(said)


def _quote(said: Said) -> Iterator[str]:
    for one in said.evidence[:1]:
        yield f"    “{one.sentence}” [{one.source}]"


def _contradiction(found: Contradiction) -> Iterator[str]:
    for what, said, where in (
        ("asserted", found.asserted, found.asserted_in),
        ("denied", found.denied, found.denied_in),
    ):
        yield f"! {what} in {GRAPHS[where]}: {said}"
        yield from _quote(said)


def as_dict(found: Changes) -> dict[str, Any]:
    """The changes as dictionaries and lists of plain values."""
    return {
        "entities": {
            "new": [asdict(one) for one in found.new_entities],
            "gone": [asdict(one) for one in found.gone_entities],
            "renamed": [asdict(one) for one in found.renamed],
        },
        "statements": {
            "new": _plain(found.new_statements),
            "gone": _plain(found.gone_statements),
            "contradicted": [
                {
                    "asserted": _one(one.asserted),
                    "asserted_in": one.asserted_in.value,
                    "denied": _one(one.denied),
                    "denied_in": one.denied_in.value,
                }
                for one in found.contradicted
            ],
        },
    }


def _plain(found: Iterable[Said]) -> list[dict[str, Any]]:
    return [_one(said) for said in found]


def _one(said: Said) -> dict[str, Any]:
    return {"text": str(said), **asdict(said)}
