"""What the network has on its nodes and edges, as values; ids are those below the base."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict


@dataclass(frozen=True, slots=True)
class Citation:
    """One place that says an edge: the slug of its source, its sentence, and the phrase that carries it.

    Offsets count Unicode code points of the source's text, from 0, end exclusive.
    """

    source: str
    sentence: str
    begin: int
    end: int
    phrase: str
    phrase_begin: int
    phrase_end: int
    confidence: float
    extractor: str


@dataclass(frozen=True, slots=True)
class QuotationInfo:
    """A quotation with ids below the base: no edge, and no part of any measure."""

    id: str
    speaker: str
    medium: str | None
    mentions: tuple[str, ...]
    when: str | None
    evidence: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """The metadata of one source; `published` is an ISO 8601 date of any precision."""

    slug: str
    title: str | None = None
    published: str | None = None
    origin: str = ""
    publisher: str | None = None


class EdgeAttributes(TypedDict):
    """The attributes of an edge; see `network`."""

    relation: str
    modality: str
    speaker: str | None
    medium: str | None
    when: str | None
    start: str | None
    end: str | None
    label: str | None
    state: str | None
    evidence: tuple[Citation, ...]


class Named(TypedDict):
    """What an entity is called, and how often it is mentioned."""

    label: str
    names: tuple[str, ...]
    mentions: int


Edge = tuple[str, str, str, EdgeAttributes]
