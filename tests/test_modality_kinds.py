"""How surely clauses of many kinds are stated, and by whom: tables of sentences, one kind each.

A row gives a sentence, a relation and how it is stated: "A" asserted, "C" claimed, "D" denied, "P" planned,
"M" possible; after a space, the speaker or the date.
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

CONDITIONAL_DENIALS: list[Row] = [
    ("Peru will not sign the Lima Accord unless Norway withdraws.", "signed", "M"),
    ("Unless Norway withdraws, Peru will not sign the Lima Accord.", "signed", "M"),
    ("If Chad attacks Mali, Norway will not recognize Chad.", "supports", "M"),
    ("Fiat will not buy Corus if the price rises.", "owns", "M"),
    ("If the vote fails, Ghana will not join NATO.", "memberOf", "M"),
    ("Oman will not attack Yemen if the talks succeed.", "attacks", "M"),
    ("Unless the price falls, Siemens will not acquire Corus.", "owns", "M"),
    ("Carl Wagner will not visit Kenya if the unrest goes on.", "visited", "M"),
    ("Togo would not bomb Ghana unless Ghana provoked it.", "attacks", "M"),
    ("If Chile refuses, Peru will not sign the Lima Accord.", "signed", "M"),
    # what decides nothing leaves the denial, or the fact, as it is
    ("Peru did not sign the Lima Accord even if Norway had hoped for it.", "signed", "D"),
    ("Peru signed the Lima Accord even if Norway objected.", "signed", "A"),
    ("Peru did not sign the Lima Accord.", "signed", "D"),
    ("Peru attacked Chile even though Norway had warned it.", "attacks", "A"),
    ("Oman did not attack Yemen because the talks succeeded.", "attacks", "D"),
]
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
NOT_UNTIL: list[Row] = [
    ("Peru did not recognize Chile until 1942.", "supports", "A 1942"),
    ("It was not until 1848 that Peru recognized Chile.", "supports", "A 1848"),
    ("Chile was not attacked by Peru until May 1901.", "attacks", "A 1901-05"),
    ("Ghana did not join NATO until 2002.", "memberOf", "A 2002"),
    ("Not until 1990 did Peru recognize Chile.", "supports", "A 1990"),
    ("Fiat did not buy Corus until it had paid Nokia in 1999.", "owns", "A 1999"),
    ("Ana Ruiz did not visit Kenya until June 5, 1942.", "visited", "A 1942-06-05"),
    ("Peru never recognized Chile until 1883.", "supports", "A 1883"),
    ("Mali was not admitted to NATO until 1998.", "memberOf", "A 1998"),
    ("Peru will not recognize Chile until 2030.", "supports", "P 2030"),
    ("Peru did not recognize Chile in 1942.", "supports", "D 1942"),
    ("Peru has not recognized Chile.", "supports", "D"),
    ("Peru did not say that Ghana joined NATO.", "memberOf", "M"),
    ("Ghana was in NATO until 2002 and did not attack Togo.", "attacks", "D"),
    ("Ghana never joined NATO.", "memberOf", "D"),
    ("Peru never joined NATO; thus, it was not until 1921 that Chile left.", "memberOf", "D"),
]
RESULTS: list[Row] = [
    ("Peru appointed Carl Wagner to be its first ambassador to Chile.", "represents", "A"),
    ("Ghana regained its independence only to be invaded by Togo in 1940.", "attacks", "A"),
    ("Peru was elected to serve as a member of NATO.", "memberOf", "A"),
    ("Oman recovered only to attack Yemen again.", "attacks", "A"),
    ("Fiat survived only to be bought by Corus.", "owns", "A"),
    ("Corus and Fiat merged to form Nokia in 1999.", "founded", "A"),
    ("Aldo Reyes rose to become president of Chile.", "leads", "A"),
    ("Corus and Fiat met to form Nokia.", "founded", "P"),
    ("Peru sent its army to attack Chile.", "attacks", "P"),
    ("Nora Blum plans to lead Corus.", "leads", "P"),
    ("Peru will appoint Carl Wagner to be its ambassador to Chile.", "represents", "P"),
    ("Carl Wagner travelled to Lima to sign the Lima Pact.", "signed", "P"),
]
GIVEN: list[Row] = [
    ("Fiat hopes to change its agreement with Corus.", "partyTo", "A"),
    ("Ghana sought to end its occupation of Togo.", "coerces", "A"),
    ("Ghana attempted to remain neutral in the conflict between Peru and Chile.", "relatedTo", "A"),
    ("Fiat intends to buy the six percent of Corus that Ghana currently owns.", "owns", "AP"),
    ("The failure of the Senate to ratify the Lima Treaty with Chile angered Ghana.", "partyTo", "A"),
    ("Peru may leave NATO, which it joined in 1990.", "memberOf", "A"),
    ("Peru did not attend the summit that Ghana hosted in Lima.", "hosted", "A"),
    ("Peru plans to visit Chile after it attacked Ghana.", "attacks", "A"),
    ("Fiat sold part of its stake in Corus.", "owns", "A"),
    ("Fiat sold 80% of its stake in Corus.", "owns", "A"),
    ("Peru plans to sign the treaty with Chile.", "partyTo", "P"),
    ("Peru refused to sign the treaty with Chile.", "signed", "D"),
    ("Nora Blum announced a summit to be held in Lima.", "tookPlaceIn", "P"),
    ("Peru proposed a pact as a bilateral agreement between Peru and Chile.", "partyTo", "P"),
    ("The firm would close if it does not receive a Kenyan contract.", "partyTo", "M"),
]
PREVENTED: list[Row] = [
    ("Fiat sued in an attempt to block Nora Blum from joining NATO.", "memberOf", "M"),
    ("Peru tried to prevent Chile from attacking Ghana.", "attacks", "M"),
    ("Peru wants to stop Chile from attacking Ghana.", "attacks", "M"),
    ("Fiat may refuse to buy Corus.", "owns", "M"),
    ("Mali hopes to keep Togo from joining NATO.", "memberOf", "M"),
    ("Peru prevented Chile from attacking Ghana.", "attacks", "D"),
    ("Fiat refused to buy Corus.", "owns", "D"),
    ("The court barred Togo from joining NATO.", "memberOf", "D"),
]
GIVEN_BY_NOUN_PHRASES: list[Row] = [
    ("Ghana backed attempts to end a brutal war in Chad.", "tookPlaceIn", "A"),
    ("Nora Blum hopes to end the civil war in Chad.", "tookPlaceIn", "A"),
    ("Peru wants to finish a costly war in Bolivia.", "tookPlaceIn", "A"),
    (
        "As one of the authors of the peace process in Kenya, do you still believe in peace?",
        "tookPlaceIn",
        "A",
    ),
    ("Do you still support the war in Chad?", "tookPlaceIn", "A"),
    ("Peru recognized Ghana following Ghana's declaration of independence.", "authored", "A"),
    ("Carl Wagner sent a message of thanks following Chad's declaration of independence.", "authored", "A"),
    ("Carl Wagner will be in Oslo to promote his book.", "authored", "A"),
    ("Mali drew up a plan for talks after the attack on a convoy in Chad.", "tookPlaceIn", "A"),
    ("Nora Blum intends to give up her position as chairwoman of Fiat.", "leads", "A"),
    ("Ghana considers an attack on rebels in Chad.", "tookPlaceIn", "M"),
    ("Peru proposed a conference in Lima.", "tookPlaceIn", "P"),
    ("Nora Blum plans to write her novel.", "authored", "P"),
    ("Is the attack in Chad a fact?", "tookPlaceIn", "M"),
    ("Mali wants to avert a war in Chad.", "tookPlaceIn", "D"),
]
OFFICES_WHATEVER_BECOMES_OF_THEM: list[Row] = [
    ("Nora Blum has chosen to step down from her post as director of Corus.", "leads", "A"),
    ("Carl Wagner decided to resign from his post as ambassador of Peru to Chile.", "represents", "A"),
    ("Carl Wagner arrived in Lima to take up his duties as consul of Chile.", "represents", "A"),
    ("Ben Harlow wanted to step down from his seat as chairman of Corus.", "leads", "A"),
    ("Ana Ruiz plans to retire as president of Chile.", "leads", "A"),
    ("Aldo Reyes may quit as chairman of Fiat.", "leads", "A"),
    ("Nora Blum refused to resign as director of Corus.", "leads", "A"),
    ("Carl Wagner never gave up his role as leader of Corus.", "leads", "A"),
    ("Ana Ruiz is expected to resign from her post as chairwoman of Fiat.", "leads", "A"),
    ("Nora Blum resigned as director of Corus.", "affiliatedWith", "A"),
    ("Nora Blum hopes to serve as director of Corus.", "leads", "P"),
    ("Carl Wagner was proposed as ambassador of Peru.", "represents", "P"),
    ("Nora Blum may become director of Corus.", "leads", "M"),
    ("Aldo Reyes wants to work as chairman of Fiat.", "leads", "P"),
    ("Aldo Reyes did not serve as chairman of Fiat.", "leads", "D"),
]
CAUSED_DEEDS: list[Row] = [
    ("The dispute prompted Peru to sue Chile in 1989.", "accuses", "A 1989"),
    ("The trade prompted Peru to sign a treaty with Chile.", "signed", "A"),
    ("The firm grew, prompting Fiat to file suit against Corus in 1989.", "accuses", "A 1989"),
    ("The defeat caused Peru to leave NATO.", "withdrewFrom", "A"),
    ("The crisis led Fiat to buy Corus in 2001.", "owns", "A 2001"),
    ("Hunger drove Ghana to invade Togo.", "attacks", "A"),
    ("Fear of Mali spurred Chad to join NATO.", "memberOf", "A"),
    ("A bribe induced Fiat to buy Corus.", "owns", "A"),
    ("Nora Blum persuaded Fiat to buy Corus.", "owns", "A"),
    ("Carl Wagner was deputized to act as consul of Peru.", "represents", "A"),
    ("Carl Wagner was commissioned to act as consul of Peru.", "represents", "A"),
    ("Ana Ruiz was delegated to serve as consul of Kenya.", "represents", "A"),
    ("The crisis could prompt Peru to sue Chile.", "accuses", "M"),
    ("The crisis did not lead Fiat to buy Corus.", "owns", "D"),
    ("Nora Blum urged Peru to sue Chile.", "accuses", "P"),
    ("The law allows Peru to sue Chile.", "accuses", "M"),
    ("Carl Wagner will be deputized to act as consul of Peru.", "represents", "P"),
]
BEFORE_AND_AFTER: list[Row] = [
    ("Carl Wagner was charged with taking files after leaving NATO.", "withdrewFrom", "A"),
    ("Ghana is accused of stealing jets after leaving NATO in 1999.", "withdrewFrom", "A 1999"),
    (
        "According to Nora Blum, the files were lost shortly after Ghana left NATO.",
        "withdrewFrom",
        "C Nora Blum",
    ),
    ("Peru wanted to buy jets shortly after Chile joined NATO.", "memberOf", "A"),
    ("The treaty was drafted shortly before Ghana joined NATO.", "memberOf", "A"),
    ("Shortly after Peru attacked Chile, Ghana protested.", "attacks", "A"),
    ("Carl Wagner and Nora Blum agreed to do so during a summit in Lima.", "participatedIn", "A"),
    ("Peru sued Ghana after leaving NATO.", "withdrewFrom", "A"),
    ("Nearly a year after Oman invaded Yemen, the war ended.", "attacks", "A"),
    (
        "Ghana and Togo agreed to establish diplomatic relations on August 12, 1980.",
        "agreesWith",
        "A 1980-08-12",
    ),
    ("Peru and Chile agreed to resume diplomatic relations in 1974.", "agreesWith", "A 1974"),
    ("Peru will leave NATO after attacking Chile.", "attacks", "M"),
    ("Peru may sue Ghana before leaving NATO.", "withdrewFrom", "M"),
    ("Peru will shortly attack Chile.", "attacks", "P"),
    ("Carl Wagner and Nora Blum agreed to attend a summit in Lima.", "participatedIn", "P"),
    ("Peru and Chile will agree to establish diplomatic relations.", "agreesWith", "P"),
]
OPEN_QUESTIONS_AND_WISHES: list[Row] = [
    ("The question whether or not Peru should invade Chile came up.", "attacks", "M"),
    ("Whether or not Peru would join NATO was unclear.", "memberOf", "M"),
    ("Nora Blum debated whether or not Fiat should buy Corus.", "owns", "M"),
    ("It is unknown whether or not Oman attacked Yemen.", "attacks", "M"),
    ("Peru will not allow Chile to attack Ghana.", "attacks", "M"),
    ("Kenya will not let Ghana invade Togo.", "attacks", "M"),
    ("We will not permit Oman to invade Yemen.", "attacks", "M"),
    ("Kenya would not allow Togo to expand its capacity to attack Ghana.", "attacks", "M"),
    (
        "Nora Blum hoped for the establishment of diplomatic relations between Peru and Chile.",
        "relatedTo",
        "M",
    ),
    ("Mali wished for an agreement between Peru and Chile.", "agreesWith", "M"),
    ("Peru did not allow Chile to attack Ghana.", "attacks", "D"),
    ("Kenya did not let Ghana invade Togo.", "attacks", "D"),
    ("Ghana did not make Fiat buy Corus.", "owns", "D"),
    ("Nora Blum hoped to visit Kenya.", "visited", "P"),
    ("Kenya let Ghana invade Togo.", "attacks", "A"),
]
GAMES: list[Row] = [
    ("In the first game of the day, Peru faced Chile in Lima.", "relatedTo", "A"),
    ("In the second game of Group B, Ghana beat Togo.", "relatedTo", "A"),
    ("In the game against Togo, Ana Ruiz replaced Nora Blum.", "succeeded", "A"),
    ("Peru beat Chile in a game played in Lima on May 3.", "relatedTo", "A"),
    ("In a war game, Peru attacked Chile.", "attacks", "M"),
    ("In the video game, Peru attacked Chile.", "attacks", "M"),
    ("In the novel, Peru attacked Chile.", "attacks", "M"),
    ("In a simulation, Peru attacked Chile.", "attacks", "M"),
]
SPEAKING_DOCUMENTS: list[Row] = [
    ("Nora Blum met Carl Wagner in Lima, the release said.", "metWith", "C release"),
    ("Nora Blum met Carl Wagner in Lima, according to the release.", "metWith", "C release"),
    ("According to the release, Corus bought Fiat in 2001.", "owns", "C release"),
    ("The parliament, the release said, had approved the treaty with Chile.", "partyTo", "C release"),
    ("The bulletin reported that Ghana had joined NATO.", "memberOf", "C bulletin"),
    ("Peru attacked Chile, according to a dispatch.", "attacks", "C dispatch"),
    ("The release added that Ana Ruiz visited Kenya.", "visited", "C release"),
    ("The communiqué said that Peru attacked Chile.", "attacks", "C communiqué"),
    (
        'Carl Wagner made this statement:\n\n"Peru attacked Chile."',
        "attacks",
        "C Carl Wagner",
    ),
    ('Nora Blum issued a statement on the deal:\n\n"Corus bought Fiat."', "owns", "C Nora Blum"),
    ('Nora Blum said:\n\n"Corus bought Fiat."', "owns", "C Nora Blum"),
    ("The release of prisoners showed that Peru had attacked Chile.", "attacks", "M"),
    ("A spokesman said that Peru had attacked Chile.", "attacks", "M"),
    ('Nora Blum left a list:\n\n"Corus bought Fiat."', "owns", "M"),
    ("The release of the novel led Corus to buy Fiat.", "owns", "A"),
    ("Corus said the release led Ghana to attack Togo.", "attacks", "C Corus"),
]
WHAT_THE_WRITER_ADDS: list[Row] = [
    ("Nora Blum said Corus, a Peruvian mining company, had lost money.", "locatedIn", "A"),
    ("Nora Blum said she was selling Corus, a Peruvian mining company.", "locatedIn", "A"),
    ("Kenya denied that Corus, a Peruvian firm, owed money.", "locatedIn", "A"),
    ("Ana Ruiz may buy Corus, a Chilean mining company.", "locatedIn", "A"),
    ("Nora Blum said she was taking her family to the NATO headquarters in Brussels.", "locatedIn", "A"),
    ("Carl Wagner wants to visit the NATO headquarters in Brussels.", "locatedIn", "A"),
    ("Nora Blum said that Corus is a Peruvian company.", "locatedIn", "C Nora Blum"),
    ("Nora Blum said that Corus is a Chilean firm.", "locatedIn", "C Nora Blum"),
    ("Nora Blum said that NATO will move its headquarters to Oslo.", "locatedIn", "P Nora Blum"),
]
TABLES = (
    CONDITIONAL_DENIALS,
    NAMELESS_SOURCES,
    NAMED_AS,
    FACTIVE,
    PARTLY_QUOTED,
    NOT_UNTIL,
    RESULTS,
    GIVEN,
    PREVENTED,
    GIVEN_BY_NOUN_PHRASES,
    OFFICES_WHATEVER_BECOMES_OF_THEM,
    CAUSED_DEEDS,
    BEFORE_AND_AFTER,
    OPEN_QUESTIONS_AND_WISHES,
    GAMES,
    SPEAKING_DOCUMENTS,
    WHAT_THE_WRITER_ADDS,
)
ROWS = list(chain.from_iterable(TABLES))


@cache
def _readings() -> dict[str, Reading]:
    """All sentences read once, in one batch."""
    sources = (Source(f"t{n}", text, published="2024-03-15") for n, (text, _, _) in enumerate(ROWS))
    return {reading.source.text: reading for reading in read_all(sources)}


@pytest.mark.parametrize(("text", "relation", "expected"), ROWS)
def test_how_surely_and_by_whom(text: str, relation: str, expected: str) -> None:
    reading = _readings()[text]
    letters, _, rest = expected.partition(" ")
    dated = rest[:1].isdigit()
    labels = {e.key: e.label for e in reading.entities}
    told = [s for s in reading.statements if s.relation == relation]
    assert {s.modality for s in told} == {LETTERS[letter] for letter in letters}
    assert {(s.when if dated else labels.get(s.speaker or "")) or "" for s in told} <= {
        rest
    } or letters == "D"


def test_no_claim_without_a_speaker() -> None:
    claims = [s for reading in _readings().values() for s in reading.statements if s.modality is LETTERS["C"]]
    assert claims
    assert all(s.speaker for s in claims)
