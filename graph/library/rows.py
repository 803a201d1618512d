"""Edges and views as rows of tables, and the error for an unknown name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from graph.errors import QueryError

if TYPE_CHECKING:
    import networkx as nx

    from graph.library.views import StatementView
    from graph.network import EdgeAttributes


def edges_of(network: nx.MultiDiGraph, id_: str) -> Iterator[tuple[str, str, str, EdgeAttributes]]:
    """The edges that an entity is subject, object or speaker of: their ends, key and attributes."""
    for subject, object_, key, edge in network.edges(keys=True, data=True):
        if id_ in (subject, object_, edge["speaker"]):
            yield subject, object_, key, edge


def check(kind: str, name: str | None, known: Iterable[str]) -> None:
    """Raise QueryError for a name that is given and none of those known."""
    names = list(known)
    if name is not None and name not in names:
        raise QueryError(f"{name!r}: unknown {kind}; use one of {', '.join(names) or 'none'}")


def words(view: StatementView) -> tuple[str, ...]:
    """What statements are sorted by."""
    return view.subject, view.relation, view.object, view.modality, view.id


def cell(value: object) -> object:
    """A value as a table has it: several of them in one line."""
    return "; ".join(value) if isinstance(value, tuple) else value


def quotation_rows(
    network: nx.MultiDiGraph, speaker: str | None, about: str | None
) -> Iterator[tuple[object, ...]]:
    """A row for each quotation of a speaker and about an entity, either None for any."""
    label = {id_: data["label"] for id_, data in network.nodes(data=True)}
    for one in network.graph["quotations"]:
        if speaker in (None, one.speaker) and (about is None or about in one.mentions):
            first = one.evidence[0] if one.evidence else None
            yield (
                one.id,
                label[one.speaker],
                label[one.medium] if one.medium else None,
                " […] ".join(cited.phrase for cited in one.evidence),
                "; ".join(label[id_] for id_ in one.mentions),
                one.when,
                first.source if first else None,
                first.sentence if first else None,
            )


def row(view: StatementView, source: str | None) -> tuple[object, ...]:
    """A statement's row; its sentence is the first of the wanted source."""
    sentence = next((c.sentence for c in view.evidence if source in (None, c.source)), None)
    sources = len({citation.source for citation in view.evidence})
    ends = (view.id, view.subject, view.relation, view.object)
    return (*ends, view.modality, view.speaker, view.when, sources, sentence)
