"""Lemmas that the lemmatizer cuts too short, and forms that it reads rightly."""

from __future__ import annotations

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from graph.grammar.lemmas import repair_lemmas

FORMS = [
    ("hoped", "hop", "hope"),
    ("hoping", "hop", "hope"),
    ("fined", "fin", "fine"),
    ("fining", "fin", "fine"),
    ("rated", "rat", "rate"),
    ("taping", "tap", "tape"),
    ("dined", "din", "dine"),
    ("coded", "cod", "code"),
    ("Hoped", "hop", "hope"),
    ("planed", "plan", "plane"),
]
KEPT = [
    ("hopped", "hop"),
    ("planning", "plan"),
    ("visited", "visit"),
    ("boxing", "box"),
    ("played", "play"),
    ("viewed", "view"),
    ("asked", "ask"),
    ("met", "meet"),
    ("seeing", "see"),
]


def _lemma(form: str, lemma: str, pos: str) -> str:
    doc = Doc(English().vocab, words=[form], lemmas=[lemma], pos=[pos])
    repair_lemmas(list(doc))
    return doc[0].lemma_


@pytest.mark.parametrize(("form", "cut", "lemma"), FORMS)
def test_a_single_consonant_keeps_the_e(form: str, cut: str, lemma: str) -> None:
    assert _lemma(form, cut, "VERB") == lemma


@pytest.mark.parametrize(("form", "lemma"), KEPT)
def test_other_lemmas_stay(form: str, lemma: str) -> None:
    assert _lemma(form, lemma, "VERB") == lemma


def test_only_verbs_are_repaired() -> None:
    assert _lemma("fining", "fin", "NOUN") == "fin"
