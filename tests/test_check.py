"""Checking only what has changed finds what checking everything finds."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from graph.link import link
from graph.model import Entity, Evidence, Identity, Mention, Reading, Source, Span, Statement
from graph.ontology import default_ontology
from graph.pipeline import check
from graph.store import compile_dataset, validate

ONTOLOGY = default_ontology()


def reading(slug: str, relation: str = "metWith", other: str = "Person") -> Reading:
    """Xi Jinping and another entity that only this source mentions."""
    text = f"Xi Jinping met {slug.title()} Obama."
    whole = Span(0, len(text))
    entities = (
        Entity("xi", "Person", "Xi Jinping", ("Xi Jinping",), mentions=(Mention(Span(0, 10)),)),
        Entity("x", other, f"{slug.title()} Obama", mentions=(Mention(Span(15, len(text) - 1)),)),
    )
    said = Statement("xi", relation, "x", evidence=(Evidence(whole, Span(11, 14), 0.9, "fake"),))
    return Reading(Source(slug, text, origin=f"{slug}.txt"), entities, (said,))


READINGS = [
    reading("anna"),
    reading("berta", "leads"),
    reading("carla", "visited", "Person"),
    reading("dora"),
]


def found(
    readings: Sequence[Reading], known: check.Known | None = None
) -> tuple[dict[str, tuple[str, ...]], set[str], tuple[Identity, ...]]:
    identities = link(readings, ONTOLOGY)
    result = check.start(readings, identities, ONTOLOGY, known or {}).result()
    return result, {line for lines in result.values() for line in lines}, identities


@pytest.mark.parametrize("batch", [1, 2, 60])
def test_parts_find_what_the_whole_finds(monkeypatch: pytest.MonkeyPatch, batch: int) -> None:
    monkeypatch.setattr(check, "BATCH", batch)
    _, lines, identities = found(READINGS)
    whole = validate(compile_dataset(READINGS, identities, ONTOLOGY), ONTOLOGY)
    assert lines == {str(one) for one in whole}
    assert any("source:berta" in line for line in lines)


def test_what_is_known_is_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    look = check._look

    def watched(batch: Sequence[Reading], *rest: Any) -> dict[str, tuple[str, ...]]:
        looked.extend(one.source.slug for one in batch)
        return look(batch, *rest)

    monkeypatch.setattr(check, "_look", watched)
    known, lines, _ = found(READINGS)
    assert looked == ["anna", "berta", "carla", "dora"]
    looked.clear()
    again, same, _ = found(READINGS, known)
    assert (looked, again, same) == ([], known, lines)
    changed = [*READINGS[:2], dataclasses.replace(READINGS[2], statements=()), *READINGS[3:]]
    _, fewer, _ = found(changed, known)
    assert looked == ["carla"]
    assert fewer < lines


def test_a_changed_identity_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    known, _, identities = found(READINGS)
    renamed = tuple(dataclasses.replace(one, label=f"{one.label} II") for one in identities)
    started: list[str] = []
    monkeypatch.setattr(
        check, "_look", lambda batch, *rest: started.extend(one.source.slug for one in batch) or {}
    )
    check.start(READINGS, renamed, ONTOLOGY, known)
    assert started == ["anna", "berta", "carla", "dora"]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"a": 1}', '{"a": null}'])
def test_damaged_memory_is_no_memory(tmp_path: Path, content: str) -> None:
    (tmp_path / "checked.json").write_text(content, encoding="utf-8")
    assert check.load(tmp_path / "checked.json") == {}
    assert check.load(tmp_path / "nowhere.json") == {}
