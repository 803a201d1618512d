"""Who says what: each text with the speakers of its speech and the words they say."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from graph.annotate import pipeline
from graph.annotate.refs import drafts, speeches
from graph.annotate.speech.letters import LINE
from graph.annotate.speech.marks import quotations

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
TOGETHER = [  # several who say the same
    ("Ana Ruiz and Luis Soto said that Peru had attacked Chile.", {"Ana Ruiz", "Luis Soto"}),
    ("“Peru attacked Chile in the night,” Ana Ruiz and Luis Soto said.", {"Ana Ruiz", "Luis Soto"}),
    ("Siemens and Alstom announced the closure of their plant in Peru.", {"Siemens", "Alstom"}),
    ("Ana Ruiz and Luis Soto met. They said that Peru had attacked Chile.", {"Ana Ruiz", "Luis Soto"}),
    ("The ministers of Peru and Chile said that the dam had burst.", {"Peru", "Chile"}),
    ("Ana Ruiz or Luis Soto said that Peru had attacked Chile.", {"Ana Ruiz"}),
    ("Ana Ruiz said that Peru and Chile had built the dam.", {"Ana Ruiz"}),
    ("Ana Ruiz, not Luis Soto, said that Peru had attacked Chile.", {"Ana Ruiz"}),
]
DESCRIBED = [  # speakers by their office or place in the sentence
    ("The Green Party leader, Ana Ruiz said in a statement: “Peru is a victim.”", "Ana Ruiz"),
    ("Ana Ruiz, deputy head of Siemens, came. The deputy head of Siemens said that Peru won.", "Ana Ruiz"),
    ("Ana Ruiz came to Lima. According to her words, Peru won the war with Chile.", "Ana Ruiz"),
    ("Chile signed the pact on fishing, announced Ana Ruiz.", "Ana Ruiz"),
    ("Ana Ruiz criticized the new law on fishing. “It will ruin the north of Peru.”", "Ana Ruiz"),
    ("Ana Ruiz praised Luis Soto, in a letter to the board: “He saved the harbour of Lima.”", "Ana Ruiz"),
    ("Peru won the war, a spokesman for the World Bank said.", "World Bank"),
    ("An envoy of Chile said that Peru had won the war.", "Chile"),
    ("A baker of Chile said that Peru had won the war.", None),
    ("Peru welcomes the new pact on fishing. We urge Chile to sign the pact soon.", "Peru"),
]
TRANSCRIPTS = [  # turns with their speakers, and texts that only look like turns
    (
        "ANA RUIZ: Peru attacked Chile. It was night.\n\nLUIS SOTO: That is false.\n\nANA RUIZ: It is.",
        [("ANA RUIZ", "Peru attacked Chile. It was night."), ("LUIS SOTO", "That is false.")],
    ),
    (
        "Ana Ruiz, minister of trade: Peru won.\nReporter: Who lost?\nRuiz: Chile lost the war.",
        [("Ana Ruiz", "Peru won."), (None, "Who lost?"), ("Ana Ruiz", "Chile lost the war.")],
    ),
    (
        "A talk with Ana Ruiz.\n\nQ: Did Peru win?\n\nA: Peru lost.\n\nQ: Why?\n\nA: It was late.",
        [(None, "Did Peru win?"), ("Ana Ruiz", "Peru lost."), ("Ana Ruiz", "It was late.")],
    ),
    ("Date: 3 May 2021\nPlace: Lima\nContact: Ana Ruiz\nPhone: 555", []),
    ("President: Ana Ruiz\nSecretary: Luis Soto\nTreasurer: Eva Marx", []),
    ("Three towns were hit: Lima, Cusco and Puno.\nOne was spared: Tacna.", []),
    ("Lima: the harbour is closed.", []),
    ("Ana Ruiz: born in 1970, minister.\nLuis Soto: born in 1980, judge.", []),
]
OWN = [  # what speakers say of their own saying: nobody else says it
    "“I believe that Peru attacked Chile,” Ana Ruiz said.",
    "“We think that Peru attacked Chile,” Ana Ruiz said.",
    "“We have learned that Peru attacked Chile,” Ana Ruiz told reporters.",
    "Ana Ruiz: I know it.\nReporter: When?\nAna Ruiz: I think that Peru attacked Chile.",
]
LETTERS = [  # letters with those who sign, and texts that are none
    ("Dear Ms Marx,\n\nPeru won the war.\n\nYours sincerely,\n\nAna Ruiz\nMinister of Trade", {"Ana Ruiz"}),
    (
        "Dear friends:\n\nPeru won.\n\nKind regards\nAna Ruiz\nLuis Soto",
        {"Ana Ruiz", "Luis Soto"},
    ),
    ("Dear Ms Marx,\n\nPeru won the war.\n\nRespectfully,\n\nLuis Soto", {"Luis Soto"}),
    ("Dear Ms Marx,\n\nPeru won the war.", set()),
    ("Peru won the war.\n\nYours sincerely,\n\nAna Ruiz", set()),
    ("Dear prices hurt Peru.\n\nAna Ruiz left Lima.", set()),
]
BLOCKS = [  # paragraphs without marks after a reporting clause, and those that are no quotation
    ("Ana Ruiz said:\n\nPeru won the war. Chile lost it.\n\nShe left.", "Ana Ruiz"),
    ("In his letter to the board Luis Soto wrote:\n\n> Peru won the war.\n\nHe left.", "Luis Soto"),
    ("The mayor, Eva Marx, replied in English:\n\nPeru won the war.", "Eva Marx"),
    ("Siemens added:\n\nPeru won the war.\n\nThe share fell.", "Siemens"),
    ("Ana Ruiz built three houses:\n\nPeru won the war.", None),
    ("Ana Ruiz announced three prizes:\n\nPeru won the war.", None),
    ("Ana Ruiz said it.\n\nPeru won the war.", None),
    ("The results:\n\nPeru won the war.", None),
]
NO_ACTS = [
    "Ana Ruiz did not thank Chile for the support of its banks.",
    "Ana Ruiz will urge Bolivia to release all of its prisoners.",
    "Ana Ruiz wants to announce the closure of the plant in Peru.",
    "The plant in Peru was designed to condemn no worker to the night shift.",
    "Ana Ruiz announced it.",
    "Ana Ruiz left Peru for the south of Chile. “It will ruin the north of Peru.”",
    "Ana Ruiz did not criticize the law. “It will ruin the north of Peru.”",
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


@pytest.mark.parametrize(("text", "speakers"), TOGETHER)
def test_all_who_say_it_are_its_speakers(read: object, text: str, speakers: set[str]) -> None:
    assert {who for who, _ in said(read(text))} == speakers  # type: ignore[operator]


@pytest.mark.parametrize(("text", "speaker"), DESCRIBED)
def test_speaker_by_description(read: object, text: str, speaker: str | None) -> None:
    assert said(read(text))[-1][0] == speaker  # type: ignore[operator]


@pytest.mark.parametrize(("text", "turns"), TRANSCRIPTS)
def test_turns_of_a_transcript(read: object, text: str, turns: list[tuple[str | None, str]]) -> None:
    found = said(read(text))  # type: ignore[operator]
    assert [one for one in found if one in turns] == turns
    assert turns or not found


@pytest.mark.parametrize("text", OWN)
def test_what_a_speaker_believes_is_said_by_the_speaker(read: object, text: str) -> None:
    found = said(read(text))  # type: ignore[operator]
    assert {who for who, words in found if "Peru attacked Chile" in words} == {"Ana Ruiz"}


def test_a_line_of_blanks_in_a_letter_costs_no_more_than_its_length() -> None:
    line = "Dear Ana" + " " * 100_000 + "Ruiz"
    assert LINE.findall(f"{line}\n   \nRegards") == [line, "Regards"]


@pytest.mark.parametrize(("text", "signers"), LETTERS)
def test_a_letter_is_said_by_those_who_sign(read: object, text: str, signers: set[str]) -> None:
    assert {who for who, words in said(read(text)) if "Peru won" in words} == signers  # type: ignore[operator]


@pytest.mark.parametrize(("text", "speaker"), BLOCKS)
def test_speaker_of_a_block_quotation(read: object, text: str, speaker: str | None) -> None:
    found = said(read(text))  # type: ignore[operator]
    assert next((who for who, words in found if "Peru won" in words), None) == speaker, found


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
