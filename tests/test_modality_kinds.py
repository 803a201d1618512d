"""How surely clauses of many kinds are stated, and by whom: tables of sentences, one kind each.

A row gives a sentence, a relation and how it is stated: "A" asserted, "C" claimed, "D" denied, "P" planned,
"M" possible; after a space, the speaker.
"""

from __future__ import annotations

from functools import cache
from itertools import chain

import pytest

from graph.extract import read_all
from graph.model import Modality, Reading, Source

LETTERS = {
    "A": Modality.ASSERTED,
    "C": Modality.CLAIMED,
    "D": Modality.DENIED,
    "P": Modality.PLANNED,
    "M": Modality.POSSIBLE,
}
Row = tuple[str, str, str]

NAMELESS_SOURCES: list[Row] = [
    ("Critics argued that Peru attacked Chile.", "attacks", "M"),
    ("U.S. media reported that Oman had bought Corus.", "owns", "M"),
    ("Ghana allegedly bombed Togo.", "attacks", "M"),
    ("It could be argued that Fiat acquired Corus in 1961.", "owns", "M"),
    ("It was reported that Carl Wagner visited Kenya.", "visited", "M"),
    ("Peru is said to have invaded Chile.", "attacks", "M"),
    ("Rumours spread that Oman had invaded Yemen.", "attacks", "M"),
    ("Observers believed that Mali had joined NATO.", "memberOf", "M"),
    ("The idea that Peru attacked Chile is old.", "attacks", "M"),
    ("Some say that Nora Blum founded Corus.", "founded", "M"),
    ("Nora Blum argued that Peru attacked Chile.", "attacks", "C Nora Blum"),
    ("Kenya's claim that Peru had attacked Chile shocked Togo.", "attacks", "C Kenya"),
    ("Kenya is confident that Ghana joined NATO.", "memberOf", "C Kenya"),
    ("A letter from Nora Blum said that Peru attacked Chile.", "attacks", "C Nora Blum"),
    ("According to a State Department notice, Fiat bought Corus.", "owns", "C State Department"),
    ("According to Nora Blum's office, Peru invaded Chile.", "attacks", "C Nora Blum"),
]
NAMED_AS: list[Row] = [
    ("Peru designated Carl Wagner as its ambassador to Chile.", "represents", "A"),
    ("In July the board commissioned Ben Harlow as Peruvian envoy to Chile.", "represents", "A"),
    ("Ghana accepted the Green League as the representative of Togo.", "represents", "A"),
    ("Carl Wagner was recognized as the first Peruvian ambassador to Chile.", "represents", "A"),
    ("The firm Corus announced Nora Blum as its new president.", "leads", "A"),
    ("The generals installed Aldo Reyes as president of Chile.", "leads", "A"),
    ("Voters chose Aldo Reyes as president of Chile.", "leads", "A"),
    ("The board confirmed Nora Blum as director of Corus.", "leads", "A"),
    ("Corus hired Nora Blum as chairwoman of Fiat.", "leads", "A"),
    ("Aldo Reyes was sworn in as president of Chile.", "leads", "A"),
    ("Peru regards Carl Wagner as the leader of Chile.", "leads", "C Peru"),
    ("Carl Wagner is described as the founder of Corus.", "founded", "M"),
    ("Peru proposed Carl Wagner as president of Chile.", "leads", "P"),
    ("Peru will install Carl Wagner as president of Chile.", "leads", "P"),
    ("Peru did not accept Carl Wagner as president of Chile.", "leads", "D"),
]
FACTIVE: list[Row] = [
    ("Many leaders were angry that Peru had attacked Chile in 1994.", "attacks", "A"),
    ("Shareholders were glad that Fiat bought Corus.", "owns", "A"),
    ("It is important to note that Ana Ruiz visited Peru.", "visited", "A"),
    ("It is worth noting that Ghana joined NATO.", "memberOf", "A"),
    ("It is worth remembering that Peru attacked Chile.", "attacks", "A"),
    ("It should be noted that Fiat acquired Corus.", "owns", "A"),
    ("It became apparent that Peru had attacked Chile.", "attacks", "A"),
    ("It is clear that Oman invaded Yemen.", "attacks", "A"),
    ("It turned out that Nora Blum had founded Corus.", "founded", "A"),
    ("The treaty that Peru and Chile concluded in 1778 was based on a draft.", "partyTo", "A"),
    ("It is likely that Peru attacked Chile.", "attacks", "M"),
    ("It is doubtful whether Peru attacked Chile.", "attacks", "M"),
    ("It is false that Peru attacked Chile.", "attacks", "D"),
    ("It is hoped that Ana Ruiz will visit Peru.", "visited", "P"),
    ("Peru was happy that Kenya had not attacked Chile.", "attacks", "D"),
]
PARTLY_QUOTED: list[Row] = [
    ('Throughout the "undeclared war" between Oman and Yemen, Peru maintained its mission.', "attacks", "A"),
    ('During the "cod war" between Oman and Yemen, Peru announced a truce.', "attacks", "A"),
    ('In May 1895 Carl Wagner still "officially served as the ambassador of Peru."', "represents", "A"),
    ('Although Oman "invaded and burned the ports of Yemen", Peru said nothing.', "attacks", "A"),
    ('Peru maintained that Oman "invaded and burned the ports of Yemen".', "attacks", "C Peru"),
    ('Nora Blum said, "Oman invaded Yemen."', "attacks", "C Nora Blum"),
    ('"Oman invaded Yemen," Nora Blum said.', "attacks", "C Nora Blum"),
]
TABLES = (NAMELESS_SOURCES, NAMED_AS, FACTIVE, PARTLY_QUOTED)
ROWS = list(chain.from_iterable(TABLES))


@cache
def _readings() -> dict[str, Reading]:
    """All sentences read once, in one batch."""
    sources = (Source(f"t{n}", text, published="2024-03-15") for n, (text, _, _) in enumerate(ROWS))
    return {reading.source.text: reading for reading in read_all(sources)}


@pytest.mark.parametrize(("text", "relation", "expected"), ROWS)
def test_how_surely_and_by_whom(text: str, relation: str, expected: str) -> None:
    reading = _readings()[text]
    letter, _, speaker = expected.partition(" ")
    labels = {e.key: e.label for e in reading.entities}
    told = [s for s in reading.statements if s.relation == relation]
    assert {s.modality for s in told} == {LETTERS[letter]}
    assert {labels[s.speaker] if s.speaker else "" for s in told if letter in "AMPC"} <= {speaker}


def test_no_claim_without_a_speaker() -> None:
    claims = [s for reading in _readings().values() for s in reading.statements if s.modality is LETTERS["C"]]
    assert claims
    assert all(s.speaker for s in claims)
