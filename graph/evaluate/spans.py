"""Spans of a reading's entities in its text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.model import Entity, MentionKind, Reading, Span

ARTICLE = re.compile(r"(the|a|an)\s+", re.IGNORECASE)


def overlap(a: Span, b: Span) -> int:
    """How many code points two spans share.

    >>> overlap(Span(0, 5), Span(3, 9)), overlap(Span(0, 5), Span(5, 9))
    (2, 0)
    """
    return max(0, min(a.end, b.end) - max(a.begin, b.begin))


def jaccard(a: Span, b: Span) -> float:
    """What two spans share of what they cover together, from 0 to 1."""
    shared = overlap(a, b)
    return shared / (a.end - a.begin + b.end - b.begin - shared) if shared else 0.0


def touches(entity: Entity, spans: Iterable[Span]) -> bool:
    """Whether any mention of the entity overlaps any of the spans."""
    spans = tuple(spans)
    return any(overlap(mention.span, span) for mention in entity.mentions for span in spans)


def entity_at(reading: Reading, span: Span) -> str | None:
    """The key of the entity whose mention fits the span best, None where no mention overlaps it."""
    best: tuple[float, str] | None = None
    for entity in reading.entities:
        fit = max((jaccard(mention.span, span) for mention in entity.mentions), default=0.0)
        if fit and (best is None or fit > best[0]):
            best = (fit, entity.key)
    return best[1] if best else None


def without_article(span: Span, text: str) -> Span:
    """The span after a leading article.

    >>> without_article(Span(0, 8), "the king")
    Span(begin=4, end=8)
    """
    match = ARTICLE.match(text, span.begin, span.end)
    return Span(match.end(), span.end) if match else span


def named(reading: Reading, described: frozenset[str] = frozenset()) -> list[tuple[Span, Entity]]:
    """The outermost named mentions of a reading in the order of its text.

    A description counts as a name if the class of its entity is in `described` and the words after the
    article contain a capital letter  ("the 2009 European Parliament election").
    """
    text, found = reading.source.text, []
    for entity in reading.entities:
        for mention in entity.mentions:
            if mention.kind is MentionKind.NAME or (
                mention.kind is MentionKind.DESCRIPTION
                and entity.cls in described
                and without_article(mention.span, text).of(text).lower()
                != without_article(mention.span, text).of(text)
            ):
                found.append((mention.span, entity))
    found.sort(key=lambda pair: (pair[0].begin, -pair[0].end, pair[1].key))
    return _outermost(found)


def _outermost(found: list[tuple[Span, Entity]]) -> list[tuple[Span, Entity]]:
    kept: list[tuple[Span, Entity]] = []
    for span, entity in found:
        if not kept or span not in kept[-1][0]:
            kept.append((span, entity))
    return kept
