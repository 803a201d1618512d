"""Entities with only pronouns: not in a graph, but ends of relations in an evaluation."""

from __future__ import annotations

import pytest

from graph.extract import read_all
from graph.model import MentionKind, Reading, Source

# text, statements about its unnamed entities, and the words that mean them
UNNAMED = [
    (
        "He is the chief executive of Acme Corporation. His wife is Ana Costa.",
        {"he leads Acme Corporation", "Ana Costa relativeOf he"},
        {"he": ["He", "His"]},
    ),
    ("She joined the Kiel Institute in 2004.", {"she memberOf Kiel Institute"}, {"she": ["She"]}),
    ("I founded Acme Corporation with my brother.", {"I founded Acme Corporation"}, {"I": ["I", "my"]}),
    ("It is a subsidiary of Acme Corporation.", {"it partOf Acme Corporation"}, {"it": ["It"]}),
    ("We are based in Oslo.", {"we locatedIn Oslo"}, {"we": ["We"]}),
    # nothing is meant by these
    ("It rained on Acme Corporation's offices in Oslo.", set(), {}),
    # and these mean an entity that the text names
    ("Ana Costa left early. She works for Acme Corporation.", {"Ana Costa worksFor Acme Corporation"}, {}),
]


def _read(text: str, *, unnamed: bool) -> Reading:
    (reading,) = read_all([Source("s", text)], unnamed=unnamed)
    return reading


@pytest.mark.parametrize(("text", "told", "places"), UNNAMED)
def test_the_unnamed_are_entities_where_asked_for(
    text: str, told: set[str], places: dict[str, list[str]]
) -> None:
    reading = _read(text, unnamed=True)
    label = {e.key: e.label for e in reading.entities}
    said = {f"{label[s.subject]} {s.relation} {label[s.object]}" for s in reading.statements}
    assert told <= said
    words = {e.label: [m.span.of(text) for m in e.mentions] for e in reading.entities if "~" in e.key}
    assert words == places


@pytest.mark.parametrize("text", [case[0] for case in UNNAMED])
def test_no_graph_has_a_node_for_nobody(text: str) -> None:
    reading = _read(text, unnamed=False)
    assert all(any(m.kind is not MentionKind.PRONOUN for m in e.mentions) for e in reading.entities)
    assert all("unnamed" not in e.key and "~" not in e.key for e in reading.entities)


def test_a_reading_tells_that_it_kept_the_unnamed() -> None:
    readers = {_read("He left.", unnamed=flag).reader for flag in (True, False)}
    assert len(readers) == 2
