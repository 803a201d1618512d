"""Network → sheets of rows and columns: the form that every table and database format shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from graph.ontology import Ontology

if TYPE_CHECKING:
    import networkx as nx

    from graph.network import Citation, EdgeAttributes

Cell = str | int | float | tuple[str, ...] | None
Row = tuple[Cell, ...]

BETWEEN = " | "
"""The separator between several values in a cell."""


class Kind(StrEnum):
    """The type of a column."""

    TEXT = "text"
    TEXTS = "texts"
    WHOLE = "whole"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name and its type."""

    name: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: each row has a cell for each column, None where nothing is known."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def records(self) -> Iterator[dict[str, Cell]]:
        """The rows as dictionaries from column to cell."""
        for row in self.rows:
            yield dict(zip((column.name for column in self.columns), row, strict=True))


NODES = (
    Column("id"),
    Column("label"),
    Column("class"),
    Column("names", Kind.TEXTS),
    Column("roles", Kind.TEXTS),
    Column("mentions", Kind.WHOLE),
    Column("when"),
    Column("country"),
    Column("same_as", Kind.TEXTS),
    Column("sources", Kind.TEXTS),
)
EDGES = (
    Column("id"),
    Column("subject"),
    Column("subject_label"),
    Column("relation"),
    Column("relation_label"),
    Column("object"),
    Column("object_label"),
    Column("modality"),
    Column("speaker"),
    Column("speaker_label"),
    Column("medium"),
    Column("when"),
    Column("start"),
    Column("end"),
    Column("state"),
    Column("phrase"),
    Column("evidence", Kind.WHOLE),
)
EVIDENCE = (
    Column("id"),
    Column("statement"),
    Column("source"),
    Column("sentence"),
    Column("begin", Kind.WHOLE),
    Column("end", Kind.WHOLE),
    Column("phrase"),
    Column("phrase_begin", Kind.WHOLE),
    Column("phrase_end", Kind.WHOLE),
    Column("confidence", Kind.NUMBER),
    Column("extractor"),
)
SOURCES = (Column("id"), Column("title"), Column("published"), Column("origin"), Column("publisher"))


def sheets(network: nx.MultiDiGraph, ontology: Ontology) -> tuple[Sheet, Sheet, Sheet, Sheet]:
    """The network as `nodes`, `edges`, `evidence` and `sources`, in the network's order.

    An edge's `evidence` counts its rows in the sheet of that name; `phrase` is that of an open relation.
    """
    edges = list(network.edges(keys=True, data=True))
    nodes = [_node(id_, told) for id_, told in network.nodes(data=True)]
    said = [_edge(network, ontology, *edge) for edge in edges]
    proof = [row for _, _, key, told in edges for row in _proof(key, told["evidence"])]
    sources = [
        (slug, s.title, s.published, s.origin or None, s.publisher)
        for slug, s in network.graph["sources"].items()
    ]
    return (
        Sheet("nodes", NODES, tuple(nodes)),
        Sheet("edges", EDGES, tuple(said)),
        Sheet("evidence", EVIDENCE, tuple(proof)),
        Sheet("sources", SOURCES, tuple(sources)),
    )


def _node(id_: str, told: dict[str, Cell]) -> Row:
    names = ("label", "cls", "names", "roles", "mentions", "when", "country", "same_as", "sources")
    return (id_, *(told[name] for name in names))


def _edge(
    network: nx.MultiDiGraph, ontology: Ontology, subject: str, object_: str, key: str, told: EdgeAttributes
) -> Row:
    def label(id_: str | None) -> str | None:
        return None if id_ is None else str(network.nodes[id_]["label"])

    return (
        key,
        subject,
        label(subject),
        told["relation"],
        in_words(told, ontology),
        object_,
        label(object_),
        told["modality"],
        told["speaker"],
        label(told["speaker"]),
        told["medium"],
        told["when"],
        told["start"],
        told["end"],
        told["state"],
        told["label"],
        len(told["evidence"]),
    )


def _proof(key: str, evidence: Iterable[Citation]) -> Iterator[Row]:
    for number, one in enumerate(evidence, start=1):
        place = (one.source, one.sentence, one.begin, one.end)
        phrase = (one.phrase, one.phrase_begin, one.phrase_end)
        yield (f"{key}-{number}", key, *place, *phrase, one.confidence, one.extractor)


def in_words(told: EdgeAttributes, ontology: Ontology) -> str:
    """What an edge says, as words: the phrase of an open relation, else the relation's label."""
    relation = ontology.relations.get(told["relation"])
    return told["label"] or (relation.label if relation else told["relation"])


def joined(values: Iterable[str]) -> str:
    r"""Several values in one cell; a bar or backslash in a value is escaped by a backslash.

    >>> joined(["Xi", "Xi | Jinping"])
    'Xi | Xi \\| Jinping'
    """
    return BETWEEN.join(value.replace("\\", "\\\\").replace("|", "\\|") for value in values)
