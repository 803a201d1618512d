"""Kinds of false facts: false reports, near misses, conditions, purposes, misread pronouns and dates.

Each kind has sentences in which the wrong reading must not come out, and neighbours in which it is right.
"""

from __future__ import annotations

from functools import cache

import pytest

from graph.extract import read_all
from graph.model import Modality, Reading, Source

A, C, D, P, M = Modality.ASSERTED, Modality.CLAIMED, Modality.DENIED, Modality.PLANNED, Modality.POSSIBLE
FALSE_REPORTS = [
    "The rumour that Oman attacked Yemen was denied.",
    "The rumor that Oman attacked Yemen was dismissed as nonsense.",
    "Rumours that Oman attacked Yemen were false.",
    "The report that Oman attacked Yemen was wrong.",
    "Claims that Oman attacked Yemen proved untrue.",
    "The claim that Oman attacked Yemen was rejected by Nora Blum.",
    "Suggestions that Oman attacked Yemen were dismissed by the government.",
    "The story that Oman attacked Yemen turned out to be false.",
    "The story that Oman attacked Yemen turned out to be a hoax.",
    "Nora Blum called claims that Oman attacked Yemen false.",
    "Nora Blum refuted the suggestion that Oman had attacked Yemen.",
    "There is no truth to the rumour that Oman attacked Yemen.",
    "The rumour that Oman attacked Yemen is not true.",
    "It is a myth that Oman attacked Yemen.",
    "Nobody believes that Oman attacked Yemen.",
    "Nora Blum does not believe that Oman attacked Yemen.",
]
UNSURE_REPORTS = [
    ("Rumours spread that Oman had attacked Yemen.", {C, M}),
    ("Oman is rumoured to have attacked Yemen.", {C, M}),
    ("The claim that Oman attacked Yemen was repeated by Nora Blum.", {C}),
    ("The claim that Oman attacked Yemen was not denied.", {M}),
    ("The report that Oman attacked Yemen was not surprising.", {M}),
    ("Nora Blum did not say that Oman attacked Yemen.", {M}),
    ("Nora Blum did not deny that Oman attacked Yemen.", {M}),
    ("The fact that Oman attacked Yemen shocked Nora Blum.", {A}),
    ("The news that Oman attacked Yemen shocked Nora Blum.", {A}),
    ("It is true that Oman attacked Yemen.", {A}),
]
NOT_DONE = [
    "Oman came close to attacking Yemen.",
    "Oman got close to attacking Yemen.",
    "Oman nearly attacked Yemen.",
    "Oman almost attacked Yemen.",
    "Oman was about to attack Yemen.",
    "Oman was poised to attack Yemen.",
    "Oman narrowly avoided attacking Yemen.",
    "Had Oman attacked Yemen, Bahrain would have left.",
    "If Oman attacked Yemen, Bahrain would leave.",
    "Bahrain acted as if Oman had attacked Yemen.",
    "Bahrain bought jets so that Oman could attack Yemen.",
    "Oman would have attacked Yemen but for Bahrain.",
    "Bahrain waited for Oman to attack Yemen.",
    "Bahrain vowed to stay until Oman attacked Yemen.",
    "Bahrain will leave once Oman attacks Yemen.",
    "Bahrain will stay until Oman attacks Yemen.",
]
DONE = [
    "Oman managed to attack Yemen.",
    "Oman attacked Yemen, which is close to Bahrain.",
    "Oman attacked Yemen nearly a year later.",
    "Oman attacked Yemen until Bahrain left.",
    "Oman attacked Yemen because Bahrain had left.",
    "Bahrain did not leave until Oman attacked Yemen.",
    "Bahrain may leave after Oman attacked Yemen.",
]
CONDITIONAL_THREATS = [
    "Oman threatened Yemen unless it left Bahrain.",
    "Oman threatened Yemen with war if talks failed.",
    "Oman has threatened Yemen in case it attacks Bahrain.",
]
PRONOUNS = [
    ("Oman proposed a deal. Yemen rejected it.", "rejects", "deal"),
    ("Oman proposed a deal. Yemen rejected it. Qatar supports it.", "endorsed", "deal"),
    ("Kenya proposed the Lamu Pact. Tanzania criticized it.", "criticizes", "Lamu Pact"),
    ("Kenya proposed the Lamu Pact. Ethiopia refused to sign it.", "signed", "Lamu Pact"),
    ("Kenya signed the Lamu Pact in May. Chad ratified it in June.", "ratified", "Lamu Pact"),
    ("Kenya signed the Lamu Pact. It was brokered by Turkey.", "negotiated", "Lamu Pact"),
    ("Kenya published a report on the drought. Uganda criticized it.", "criticizes", "report"),
    ("Ghana drafted a resolution. Mali vetoed it.", "rejects", "resolution"),
    ("The treaty angered Chile. Peru signed it in 1994.", "signed", "treaty"),
    ("Togo wrote a letter to Ghana. Benin signed it.", "authored", "letter"),
]
PRONOUNS_OF_AGENTS: list[tuple[str, str, str | None]] = [
    ("Norway praised Iran. It joined NATO in 1949.", "memberOf", "North Atlantic Treaty Organization"),
    ("The European Union fined Google. It sued the European Commission.", "accuses", "European Commission"),
    ("Iran joined the IAEA. Israel criticized it.", "criticizes", "Iran"),
    ("Peru sued Chile. Bolivia supports it.", "supports", "Peru"),
    ("Peru signed the Oslo Pact. Rather than criticize Iran, Iraq praised it.", "endorsed", None),
    ("The United Nations condemned Peru. Brazil left it.", "withdrewFrom", "United Nations"),
]
DATED = [
    ("The Lima Accord was a peace deal signed on 7 July 1999.", "Lima Accord", "1999-07-07"),
    ("The Lima Accord, signed in May 1994, ended the war.", "Lima Accord", "1994-05"),
    ("The Lima Accord, a 1994 pact, ended the war.", "Lima Accord", "1994"),
    ("The Lima Accord was drafted in Quito and signed in May 1994.", "Lima Accord", "1994-05"),
    ("Yesterday's adoption of the resolution on Crimea was noted.", "resolution", "2024-03-14"),
    ("The talks, which are scheduled to take place in Rome in July, will be hard. The talks matter.",
     "talks", "2024-07"),
    ("The summit in Rome is due to open on Monday. Peru will attend the summit.", "summit", "2024-03-18"),
    ("The 2009 Hungarian Summit was held in Pecs.", "Summit", "2009"),
    ("The treaty of 1648 between Peru and Chile held.", "treaty", "1648"),
    ("Peru and Chile held talks in Lima on 3 May 2011.", "talks", "2011-05-03"),
]  # fmt: skip
UNDATED = [
    "Niger ratified the Accra Pact in July 2021.",
    "Russia suspended the Accra Pact in 2023.",
    "Kenya withdrew from the Accra Pact in 2018.",
    "The court struck down the Media Act on Thursday.",
    "The war between Iran and Iraq ended in 1988.",
    "The September 11 attacks shocked France.",
    "Ghana rejected the treaty before 1990.",
]
NOT_SAID: list[tuple[str, str, str]] = [
    ("Carl Wagner delivered a letter from Aldo Reyes to Ana Ruiz.", "authored", "Carl Wagner"),
    ("Nora Blum carried a message from Carl Wagner to Lima.", "authored", "Nora Blum"),
    ("Carl Wagner presented his letter of credence.", "authored", "Carl Wagner"),
    ("Nora Blum lost her letter of recall.", "authored", "Nora Blum"),
    ("Peru maintained its defensive positions against Chile.", "attacks", "Peru"),
    ("Peru held the line against Chile.", "attacks", "Peru"),
    ("Carl Wagner commands all Peruvian security forces in Lima.", "mobilizesAgainst", "Peru"),
    ("The mission closed after the outbreak of war between Peru and Chile.", "targeted", ""),
    ("The Tacna Airfield near Lima was rebuilt.", "locatedIn", "Tacna Airfield"),
    ("Nora Blum and Carl Wagner agreed that Peru would leave Chile.", "agreesWith", ""),
    ("Carl Wagner was told to negotiate a treaty with Chile.", "agreesWith", ""),
    ("Peru negotiated a treaty with Chile.", "agreesWith", ""),
]
SAID: list[tuple[str, str, str]] = [
    ("Carl Wagner wrote a letter to Ana Ruiz.", "authored", "Carl Wagner"),
    ("Nora Blum signed her letter of resignation.", "authored", "Nora Blum"),
    ("Peru launched an attack against Chile.", "attacks", "Peru"),
    ("Russian troops in Georgia were attacked.", "mobilizesAgainst", "Russia"),
    ("The Tacna Airfield in Lima was rebuilt.", "locatedIn", "Tacna Airfield"),
    ("Peru and Chile agreed that the border would open.", "agreesWith", ""),
    ("Peru signed a treaty with Chile.", "agreesWith", ""),
]


@cache
def _readings() -> dict[str, Reading]:
    """All sentences read once, in one batch."""
    texts = [*FALSE_REPORTS, *NOT_DONE, *DONE, *CONDITIONAL_THREATS, *UNDATED, GOOGLE, *BY_WHOM]
    texts += [row[0] for table in (UNSURE_REPORTS, PRONOUNS, PRONOUNS_OF_AGENTS, DATED) for row in table]
    texts += [text for text, _, _ in (*NOT_SAID, *SAID)]
    sources = (Source(f"t{n}", text, published="2024-03-15") for n, text in enumerate(texts))
    return {reading.source.text: reading for reading in read_all(sources)}


GOOGLE = "Microsoft bought Nokia's phone unit. The European Commission approved it. Google criticized it."
BY_WHOM = {
    "The rumour that Chad sued Mali was denied by Nora Blum.": "Nora Blum",
    "The claim that Chad sued Mali was dismissed by Ghana.": "Ghana",
    "Nora Blum called claims that Ghana had bought Fiat false.": "Nora Blum",
}


def _stances(text: str, relation: str = "attacks") -> set[Modality]:
    return {s.modality for s in _readings()[text].statements if s.relation == relation}


def _label(reading: Reading, key: str | None) -> str | None:
    return next((e.label for e in reading.entities if e.key == key), None)


@pytest.mark.parametrize("text", FALSE_REPORTS)
def test_false_report_is_denied(text: str) -> None:
    assert _stances(text) == {D}


@pytest.mark.parametrize(("text", "expected"), UNSURE_REPORTS)
def test_report_is_as_sure_as_it_is_told(text: str, expected: set[Modality]) -> None:
    assert _stances(text)
    assert _stances(text) <= expected


@pytest.mark.parametrize(("text", "who"), BY_WHOM.items())
def test_who_denies_a_report_speaks(text: str, who: str) -> None:
    reading = _readings()[text]
    denied = [s for s in reading.statements if s.modality is D]
    assert [_label(reading, s.speaker) for s in denied] == [who]


@pytest.mark.parametrize("text", NOT_DONE)
def test_what_was_not_done_is_no_fact(text: str) -> None:
    assert _stances(text)
    assert _stances(text) <= {M, P, D}


@pytest.mark.parametrize("text", DONE)
def test_what_was_done_is_a_fact(text: str) -> None:
    assert _stances(text) == {A}


@pytest.mark.parametrize("text", CONDITIONAL_THREATS)
def test_condition_belongs_to_what_is_threatened(text: str) -> None:
    assert _stances(text, "threatens") == {A}


@pytest.mark.parametrize(("text", "relation", "object_"), PRONOUNS + PRONOUNS_OF_AGENTS)
def test_pronoun_means_what_the_verb_can_take(text: str, relation: str, object_: str | None) -> None:
    reading = _readings()[text]
    last = text[:-1].rindex(". ")
    found = [s for s in reading.statements if s.relation == relation and s.evidence[0].phrase.begin > last]
    assert [_label(reading, s.object) for s in found] == ([object_] if object_ else [])


def test_pronoun_of_an_unnamed_thing_means_nobody_named() -> None:
    assert not [s for s in _readings()[GOOGLE].statements if s.relation == "criticizes"]


@pytest.mark.parametrize(("text", "name", "when"), DATED)
def test_thing_has_the_date_of_what_brings_it_about(text: str, name: str, when: str) -> None:
    told = {e.when for e in _readings()[text].entities if name.casefold() in e.label.casefold()}
    assert told == {when}


@pytest.mark.parametrize("text", UNDATED)
def test_thing_has_no_date_of_what_is_done_to_it(text: str) -> None:
    assert {e.when for e in _readings()[text].entities} <= {None}


def _has(text: str, relation: str, doer: str) -> bool:
    reading = _readings()[text]
    found = (s for s in reading.statements if s.relation == relation and s.modality is not D)
    return any(doer in ("", _label(reading, s.subject)) for s in found)


@pytest.mark.parametrize(("text", "relation", "doer"), NOT_SAID)
def test_relation_that_the_words_do_not_carry(text: str, relation: str, doer: str) -> None:
    assert _readings()[text].entities
    assert not _has(text, relation, doer)


@pytest.mark.parametrize(("text", "relation", "doer"), SAID)
def test_relation_that_the_words_carry(text: str, relation: str, doer: str) -> None:
    assert _has(text, relation, doer)
