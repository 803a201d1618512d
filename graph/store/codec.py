"""Reading ⇄ JSON, for the cache: lossless, and the same reading gives the same bytes.

The JSON is one object: `format` (the number below), `reader`, `source`, `entities`, `statements` and
`quotations`. Spans are pairs of numbers, evidence `[sentence, phrase, confidence, extractor]`; empty
fields are left out.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any, TypeVar

from graph.errors import StoreError
from graph.model import (
    Entity,
    Evidence,
    Mention,
    MentionKind,
    Modality,
    Quotation,
    Reading,
    Role,
    Source,
    Span,
    State,
    Statement,
)

FORMAT = 2
"""Increased whenever an older reading could be misinterpreted."""

T = TypeVar("T")


def dumps(reading: Reading) -> bytes:
    """The reading as one line of JSON in UTF-8, ending in a newline.

    Raises StoreError if a text has a lone surrogate, which UTF-8 cannot encode.
    """
    found = {
        "format": FORMAT,
        "reader": reading.reader,
        "source": _sparse(reading.source),
        "entities": [_entity(entity) for entity in reading.entities],
        "statements": [_cited(statement) for statement in reading.statements],
        "quotations": [_cited(quotation) for quotation in reading.quotations],
    }
    try:
        return (json.dumps(found, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n").encode(
            "utf-8"
        )
    except ValueError as error:
        raise StoreError(
            f"{reading.source.slug}: cannot be stored as JSON ({error}); fix the text"
        ) from error


def loads(content: bytes, *, name: str = "reading") -> Reading:
    """The reading that `dumps` wrote; `name` is for error messages.

    Raises StoreError if the content is truncated, changed or of another format.
    """
    try:
        found = json.loads(content.decode("utf-8"))
        if _Fields(found).number("format") != FORMAT:
            raise ValueError(f"format {found['format']!r}, not {FORMAT}")
        return _reading(_Fields(found))
    except (ValueError, RecursionError) as error:
        line = " ".join(str(error).split())[:200]
        raise StoreError(
            f"{name}: not a reading of this version ({line}); delete it and build again"
        ) from error


def _sparse(value: Any) -> dict[str, Any]:
    """A dataclass of plain values as a dict, without fields that have their default."""
    found = {f.name: getattr(value, f.name) for f in fields(value)}
    return {
        f.name: found[f.name] for f in fields(value) if f.default is MISSING or found[f.name] != f.default
    }


def _span(span: Span) -> list[int]:
    return [span.begin, span.end]


def _entity(entity: Entity) -> dict[str, Any]:
    found = _sparse(entity)
    if entity.roles:
        found["roles"] = [_sparse(role) for role in entity.roles]
    if entity.mentions:
        found["mentions"] = [[*_span(mention.span), mention.kind.value] for mention in entity.mentions]
    return found


def _cited(said: Statement | Quotation) -> dict[str, Any]:
    found = _sparse(said)
    if said.evidence:
        found["evidence"] = [
            [_span(one.sentence), _span(one.phrase), one.confidence, one.extractor] for one in said.evidence
        ]
    return found


class _Fields:
    """A JSON object with typed access to its fields; raises ValueError for a wrong type."""

    def __init__(self, found: object) -> None:
        if not isinstance(found, dict):
            raise ValueError(f"{_shown(found)} instead of an object")
        self._found: Mapping[str, object] = found

    def text(self, name: str, default: str | None = None) -> str:
        return _text(self._found.get(name, default), name)

    def optional(self, name: str) -> str | None:
        return None if self._found.get(name) is None else self.text(name)

    def number(self, name: str) -> int:
        return _number(self._found.get(name), name)

    def flag(self, name: str) -> bool:
        value = self._found.get(name, False)
        if not isinstance(value, bool):
            raise ValueError(f"{name} is {_shown(value)}, not true or false")
        return value

    def each(self, name: str, decode: Callable[[object], T]) -> tuple[T, ...]:
        return tuple(decode(one) for one in _list(self._found.get(name, []), name))

    def texts(self, name: str) -> tuple[str, ...]:
        return self.each(name, lambda one: _text(one, name))

    def inner(self, name: str) -> _Fields:
        return _Fields(self._found.get(name))


def _shown(value: object) -> str:
    return ascii(value)[:40]


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{name} is {_shown(value)}, not a text")
    value.encode("utf-8")  # JSON can escape a lone surrogate; UnicodeEncodeError is a ValueError
    return value


def _number(value: object, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{name} is {_shown(value)}, not a whole number")
    return value


def _list(value: object, name: str, size: int | None = None) -> list[object]:
    if not isinstance(value, list) or size not in (None, len(value)):
        raise ValueError(f"{name} is {_shown(value)}, not a list" + (f" of {size}" if size else ""))
    return value


def _reading(found: _Fields) -> Reading:
    return Reading(
        source=_source(found.inner("source")),
        entities=found.each("entities", _to_entity),
        statements=found.each("statements", _to_statement),
        reader=found.text("reader"),
        quotations=found.each("quotations", _to_quotation),
    )


def _source(found: _Fields) -> Source:
    return Source(
        slug=found.text("slug"),
        text=found.text("text"),
        title=found.optional("title"),
        published=found.optional("published"),
        origin=found.text("origin", ""),
        publisher=found.optional("publisher"),
    )


def _to_entity(value: object) -> Entity:
    found = _Fields(value)
    return Entity(
        key=found.text("key"),
        cls=found.text("cls"),
        label=found.text("label"),
        names=found.texts("names"),
        roles=found.each("roles", _to_role),
        mentions=found.each("mentions", _to_mention),
        country=found.optional("country"),
        when=found.optional("when"),
        same_as=found.texts("same_as"),
    )


def _to_role(value: object) -> Role:
    found = _Fields(value)
    return Role(found.text("title"), found.optional("of"), found.flag("past"))


def _to_mention(value: object) -> Mention:
    begin, end, kind = _list(value, "mention", 3)
    return Mention(_to_span([begin, end]), MentionKind(_text(kind, "kind")))


def _to_span(value: object) -> Span:
    begin, end = _list(value, "span", 2)
    return Span(_number(begin, "begin"), _number(end, "end"))


def _to_statement(value: object) -> Statement:
    found = _Fields(value)
    return Statement(
        subject=found.text("subject"),
        relation=found.text("relation"),
        object=found.text("object"),
        modality=Modality(found.text("modality", Modality.ASSERTED)),
        speaker=found.optional("speaker"),
        medium=found.optional("medium"),
        when=found.optional("when"),
        start=found.optional("start"),
        end=found.optional("end"),
        label=found.optional("label"),
        evidence=found.each("evidence", _to_evidence),
        state=None if (state := found.optional("state")) is None else State(state),
    )


def _to_quotation(value: object) -> Quotation:
    found = _Fields(value)
    return Quotation(
        speaker=found.text("speaker"),
        medium=found.optional("medium"),
        mentions=found.texts("mentions"),
        when=found.optional("when"),
        evidence=found.each("evidence", _to_evidence),
    )


def _to_evidence(value: object) -> Evidence:
    sentence, phrase, confidence, extractor = _list(value, "evidence", 4)
    if (
        not isinstance(confidence, int | float)
        or isinstance(confidence, bool)
        or not math.isfinite(confidence)
    ):
        raise ValueError(f"confidence is {_shown(confidence)}, not a number")
    return Evidence(_to_span(sentence), _to_span(phrase), float(confidence), _text(extractor, "extractor"))
