"""Relations of adjectives with a preposition, in every construction that gives an adjective a bearer."""

from __future__ import annotations

import pytest

from graph.annotate import pipeline
from graph.extract.reading import reading
from graph.model import Modality, Source
from graph.ontology import default_ontology

STATED = [
    ("France is critical of the Oslo Accord.", "France criticizes Oslo Accords"),
    ("France grew hostile to Iran.", "France rejects Iran"),
    ("Hamas, hostile to Egypt, met Iran.", "Hamas rejects Egypt"),
    ("Senator Anna Berg, supportive of Iran, met Egypt.", "Anna Berg supports Iran"),
    ("Anna Berg, a lawmaker sympathetic to Iran, left Oslo.", "Anna Berg supports Iran"),
    ("The Badr Brigade, a militia loyal to Iran, fought.", "Badr Brigade affiliatedWith Iran"),
    ("France, dismissive of Iran and supportive of Egypt, left.", "France supports Egypt"),
    ("Long critical of Iran, France left Oslo.", "France criticizes Iran"),
    ("Iran, with which Mali is friendly, left Oslo.", "Mali affiliatedWith Iran"),
    ("Iran, which France is sceptical of, left Oslo.", "France criticizes Iran"),
    ("The Green Party, allied with the Labour Party, won.", "Green Party cooperatesWith Labour Party"),
    ("Anna Berg is responsible for the Lima Summit.", "Anna Berg responsibleFor Lima Summit"),
]
"""A sentence and a statement of it, as a fact."""

NOT_STATED = [
    "France appears hostile to Iran.",
    "France is hostile in tone to many in Iran.",
    "A critical France met Iran.",
    "The envoy of Iran was critical, and France left.",
    "France is free of Iran.",
    "Egypt asked whether France was loyal to Iran.",
    "Egypt met France, and Iran was friendly.",
]
"""Sentences in which France is of no opinion about Iran, as far as anyone asserts."""

DENIED = [
    "France is not critical of Iran.",
    "France, not critical of Iran, left Oslo.",
    "France was neither critical of Iran nor supportive of Egypt.",
]


def read(text: str) -> set[tuple[str, Modality]]:
    """The statements of a text by the labels of their ends, with their modality."""
    ontology = default_ontology()
    found = reading(Source("s", text), pipeline(ontology=ontology)(text), ontology)
    labels = {entity.key: entity.label for entity in found.entities}
    return {(f"{labels[s.subject]} {s.relation} {labels[s.object]}", s.modality) for s in found.statements}


@pytest.mark.parametrize(("sentence", "statement"), STATED)
def test_adjective_states_its_relation(sentence: str, statement: str) -> None:
    assert (statement, Modality.ASSERTED) in read(sentence)


@pytest.mark.parametrize("sentence", NOT_STATED)
def test_adjective_states_nothing_of_others(sentence: str) -> None:
    about = {text for text, modality in read(sentence) if modality is Modality.ASSERTED}
    assert not {text for text in about if "France" in text and "Iran" in text and "metWith" not in text}


@pytest.mark.parametrize("sentence", DENIED)
def test_negated_adjective_is_denied(sentence: str) -> None:
    assert ("France criticizes Iran", Modality.DENIED) in read(sentence)
    assert ("France criticizes Iran", Modality.ASSERTED) not in read(sentence)
