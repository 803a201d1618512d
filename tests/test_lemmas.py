"""Lemmas that the lemmatizer cuts too short, and forms that it reads rightly."""

from __future__ import annotations

import pytest

from graph.annotate.lemmas import whole

FORMS = [
    ("hoped", "hop", "hope"),
    ("hoping", "hop", "hope"),
    ("fined", "fin", "fine"),
    ("fining", "fin", "fine"),
    ("rated", "rat", "rate"),
    ("taping", "tap", "tape"),
    ("dined", "din", "dine"),
    ("coded", "cod", "code"),
    ("hopes", "hop", "hope"),
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


@pytest.mark.parametrize(("form", "cut", "lemma"), FORMS)
def test_a_single_consonant_keeps_the_e(form: str, cut: str, lemma: str) -> None:
    assert whole(form, cut) == lemma


@pytest.mark.parametrize(("form", "lemma"), KEPT)
def test_other_lemmas_stay(form: str, lemma: str) -> None:
    assert whole(form, lemma) == lemma
