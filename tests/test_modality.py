"""How surely a verb is stated: one sentence with the verb "attack", and what the article makes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.annotate import pipeline
from graph.annotate.lexicon import lexicon
from graph.extract.doc_view import DocView
from graph.extract.modality import weaker
from graph.model import Modality
from graph.ontology import default_ontology

A, C, D, P, M = Modality.ASSERTED, Modality.CLAIMED, Modality.DENIED, Modality.PLANNED, Modality.POSSIBLE
STANCES = [
    ("Peru attacked Chile.", A),
    ("Peru began to attack Chile.", A),
    ("Peru managed to attack Chile.", A),
    ("Chile was attacked by Peru.", A),
    ("Peru did not attack Chile.", D),
    ("Peru never attacked Chile.", D),
    ("Peru refused to attack Chile.", D),
    ("Peru failed to attack Chile.", D),
    ("Peru left without attacking Chile.", D),
    ("Peru neither attacked Chile nor left.", D),
    ("No soldier attacked Chile.", D),
    ("It is not true that Peru attacked Chile.", D),
    ("Peru will attack Chile.", P),
    ("Peru plans to attack Chile.", P),
    ("Peru is to attack Chile.", P),
    ("Peru agreed to attack Chile.", P),
    ("Peru could attack Chile.", M),
    ("Peru may have attacked Chile.", M),
    ("If Peru attacked Chile, Bolivia would leave.", M),
    ("Peru would attack Chile.", M),
    ("Peru tried to attack Chile.", M),
    ("Did Peru attack Chile?", M),
    ("It is possible that Peru attacked Chile.", M),
    ("In the novel, Peru attacked Chile.", M),
    ("Had Peru attacked Chile, Bolivia would have left.", M),
    ("Peru allegedly attacked Chile.", M),
    ("Ana Ruiz said that Peru attacked Chile.", C),
    ("Ana Ruiz denied that Peru attacked Chile.", D),
    ("Ana Ruiz denied that Peru had not attacked Chile.", C),
    ("Ana Ruiz said that Peru would attack Chile.", M),
]


@pytest.fixture(scope="module")
def nlp() -> object:
    """The whole annotation, loaded once."""
    return pipeline()


@pytest.mark.parametrize(("text", "expected"), STANCES)
def test_stance_of_the_verb(nlp: object, text: str, expected: Modality) -> None:
    doc = nlp(text)  # type: ignore[operator]
    verb = next(token for token in doc if token.lemma_ == "attack")
    assert DocView(doc, lexicon(default_ontology())).stance(verb).modality is expected


@given(st.sampled_from(Modality), st.sampled_from(Modality), st.sampled_from(Modality))
def test_weaker_is_a_meet(one: Modality, other: Modality, third: Modality) -> None:
    assert weaker(one, one) is one
    assert weaker(one, other) is weaker(other, one)
    assert weaker(weaker(one, other), third) is weaker(one, weaker(other, third))
    assert weaker(one, Modality.ASSERTED) is one
    assert weaker(one, Modality.DENIED) is Modality.DENIED
