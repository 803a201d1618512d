"""Who says what: each text with the speakers of its speech and the words they say."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from graph.annotate import pipeline
from graph.annotate.refs import drafts, speeches
from graph.annotate.speech.quotations import quotations

SPOKEN = [
    ("“Peru is a victim of attacks,” said Ana Ruiz.", "Ana Ruiz", "Peru is a victim"),
    ("Ana Ruiz said: “Peru is a victim of attacks.”", "Ana Ruiz", "Peru is a victim"),
    ('"Peru," Ana Ruiz said on Monday, "will never attack Chile."', "Ana Ruiz", "will never attack"),
    ("“Peru attacked Chile,” Ana Ruiz said. “It was at night.”", "Ana Ruiz", "It was at night"),
    ("Ana Ruiz said that Peru had attacked Chile.", "Ana Ruiz", "had attacked"),
    ("Peru, Ana Ruiz said, had attacked Chile.", "Ana Ruiz", "had attacked"),
    ("According to Ana Ruiz, Peru attacked Chile.", "Ana Ruiz", "attacked"),
    ("Peru attacked Chile, according to Ana Ruiz.", "Ana Ruiz", "attacked"),
    ("In the view of Ana Ruiz, Peru won the war.", "Ana Ruiz", "won"),
    ("A spokeswoman for Peru, Ana Ruiz, denied that Peru had attacked Chile.", "Ana Ruiz", "had attacked"),
    ("Ana Ruiz accused Peru of attacking Chile.", "Ana Ruiz", "attacking Chile"),
    ("El País quoted Ana Ruiz as saying that Peru had attacked Chile.", "Ana Ruiz", "had attacked"),
    ("Ana Ruiz called the arrest “a kidnapping” on Monday.", "Ana Ruiz", "a kidnapping"),
]
ACTS = [  # what an act of speech is about, with no clause for it
    ("Ana Ruiz thanked Chile for the generous support of its banks.", "Ana Ruiz", "the generous support"),
    ("The Red Cross urged Bolivia to release all of its prisoners.", "Red Cross", "to release all"),
    ("Ana Ruiz noted the growing role of Peru in world trade.", "Ana Ruiz", "the growing role"),
    ("Ana Ruiz informed Luis Soto about the state of the harbour in Lima.", "Ana Ruiz", "the state of the"),
    ("Siemens announced the closure of its last plant in Peru.", "Siemens", "the closure of its"),
    ("Chile condemned Bolivia for the arrest of three journalists.", "Chile", "the arrest of three"),
    ("Ana Ruiz expressed hope that the talks in Lima would end soon.", "Ana Ruiz", "that the talks in Lima"),
    ("Bolivia was asked by Chile to hand over the old maps.", "Chile", "to hand over the old"),
    ("Chile reacted by proposing new rules for the mines of Bolivia.", "Chile", "new rules for the"),
    ("Peru issued a warning that the dam above Cusco could burst.", "Peru", "the dam above Cusco"),
    ("The warning by Peru that the dam above Cusco could burst came late.", "Peru", "the dam above"),
    ("Ana Ruiz described the verdict of the court as a disgrace.", "Ana Ruiz", "the court as a disgrace"),
    ("Ana Ruiz called for an end to the fighting in Bolivia.", "Ana Ruiz", "an end to the fighting"),
]
NO_ACTS = [
    "Ana Ruiz did not thank Chile for the support of its banks.",
    "Ana Ruiz will urge Bolivia to release all of its prisoners.",
    "Ana Ruiz wants to announce the closure of the plant in Peru.",
    "The plant in Peru was designed to condemn no worker to the night shift.",
    "Ana Ruiz announced it.",
    "Ana Ruiz left Chile for the warm beaches of the north.",
    "Bolivia was asked to hand over the old maps.",
]
NOT_SPOKEN = [
    "The so-called “Model Treaty” protected trade.",
    "The “U.S.-China High-Level Dialogue on Cybercrime and Related Issues” was set up.",
    "Ana Ruiz visited Chile.",
]
QUOTED = [
    ("“One.” Two “three.”", ["One.", "three."]),
    ('He said "one" and "two".', ["one", "two"]),
    ("«Un», dit-il.", ["Un"]),
    ("“Left open\n\n“and gone on.”", ["Left open", "and gone on."]),
    ("No quotation here.", []),
]


@pytest.fixture(scope="module")
def read() -> object:
    """The whole annotation, loaded once."""
    return pipeline()


def said(doc: Doc) -> list[tuple[str | None, str]]:
    """Speakers, by label, with the words they say."""
    known = drafts(doc)
    return [(known[s.key].label if s.key else None, doc[s.start : s.end].text) for s in speeches(doc)]


@pytest.mark.parametrize(("text", "speaker", "words"), SPOKEN)
def test_speaker_of_the_words(read: object, text: str, speaker: str, words: str) -> None:
    found = said(read(text))  # type: ignore[operator]
    assert any(who == speaker and words in what for who, what in found), found


@pytest.mark.parametrize(("text", "speaker", "words"), ACTS)
def test_speaker_of_an_act_of_speech(read: object, text: str, speaker: str, words: str) -> None:
    found = said(read(text))  # type: ignore[operator]
    assert any(who == speaker and words in what for who, what in found), found


@pytest.mark.parametrize("text", NO_ACTS)
def test_what_is_only_done_is_no_act_of_speech(read: object, text: str) -> None:
    assert [words for who, words in said(read(text)) if who] == []  # type: ignore[operator]


@pytest.mark.parametrize("text", NOT_SPOKEN)
def test_what_nobody_says_is_no_speech(read: object, text: str) -> None:
    assert said(read(text)) == []  # type: ignore[operator]


@pytest.mark.parametrize(("text", "expected"), QUOTED)
def test_quotation_marks_pair(read: object, text: str, expected: list[str]) -> None:
    doc = read.make_doc(text)  # type: ignore[attr-defined]
    assert [doc[start:end].text for start, end, _ in quotations(doc)] == expected
