"""Where sentences end when the last word is an abbreviation; "|" marks a sentence start inside the text."""

from __future__ import annotations

import pytest
from spacy.language import Language

from graph.annotate import pipeline

ENDS = [
    "Chile thanked the U.S. | Brazil objected to the plan.",
    "Envoys left for the U.S. | India sent none.",
    "Norway paid the U.N. | Sweden praised Norway.",
    "Halden sued Verdin Corp. | Orsted Inc. bought Halden.",
    "The union struck at Kestrel Ltd. | Ghana backed the union.",
    "The bank lent money to Marlow Co. | Kenya fined the bank.",
    "Peru hired Oscar Leyva Jr. | Chile laughed.",
    "The vote began at 6 p.m. | Togo abstained.",
    "The siege ended at 4 a.m. | Soldiers entered the town.",
    "Romania fought in World War I. | Bulgaria joined later.",
    "The firm moved to the U.S. | It now employs 900 people.",
    "The minister met Daniel Okafor Sr. | The talks lasted an hour.",
]
NO_ENDS = [
    "Reporters met U.S. Senator Clara Holm, who praised Iran.",
    "Verdin Inc. President Nora Blum praised Ghana.",
    "Analysts praised Marlow Co. Chief Executive Jan Roth.",
    "The court said U.S. Central Command had broken the law.",
    "He said Verdin Corp. Chairman Ivo Lund met the king.",
    "The vote began at 6 p.m. Tuesday in Bern.",
    "The call starts at 6 p.m. GMT on Friday.",
    "Samuel I. Roth founded the paper.",
    "She thanked Oscar Leyva Jr. in Lima.",
    "They toured the U.S. Embassy and left.",
    "Verdin Inc. sued Orsted Corp. over a patent.",
    "Dr. Holm praised Mr. Roth.",
    "When the court moved to Bern, the U.S. Legation followed.",
    "Ghana agreed to open talks with the U.S. Legation.",
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    """The whole annotation: the parser has its say too."""
    return pipeline()


@pytest.mark.parametrize("marked", ENDS + NO_ENDS)
def test_sentence_ends_at_an_abbreviation(nlp: Language, marked: str) -> None:
    doc = nlp(marked.replace("| ", ""))
    assert [sent.text.strip() for sent in doc.sents] == [part.strip() for part in marked.split("|")]


def test_name_before_the_last_full_stop_is_an_argument(nlp: Language) -> None:
    (final,) = [t for t in nlp("Halden sued Verdin Corp.") if t.text == "Corp."]
    assert (final.dep_, final.head.text) == ("dobj", "sued")
