"""Kinds of ordinary news English: each with sentences that state the relation and neighbours that do not.

A row is a text and what it states, as "subject relation object", with the modality where it is no fact and
"ended" for what is over. A neighbour names what must not come out.
"""

from __future__ import annotations

from functools import cache

import pytest

from graph.extract import read_all
from graph.model import Modality, Reading, Source, State

Rows = list[tuple[str, str]]

ASPECTS: Rows = [
    ("Oman supports Yemen's independence.", "Oman supports Yemen"),
    ("Oman backs the territorial integrity of Yemen.", "Oman supports Yemen"),
    ("Oman reaffirmed its support for Yemen's sovereignty.", "Oman supports Yemen"),
    ("Yemen's independence was recognized by Oman in 1970.", "Oman supports Yemen"),
    ("Oman's unwavering support for the unity of Yemen is well known.", "Oman supports Yemen"),
    ("Nora Blum criticized Oman's decision to leave.", "Nora Blum criticizes Oman"),
    ("Delta Labs denounced the treatment of workers and the policies of Oman.", "Delta Labs criticizes Oman"),
    ("Oman condemned Yemeni interference in the vote.", "Oman criticizes Yemen"),
    ("Oman rejected Yemen's demands.", "Oman rejects Yemen"),
    ("Oman turned down an offer by Yemen.", "Oman rejects Yemen"),
    ("Oman threatened the security of Yemen.", "Oman threatens Yemen"),
    ("Nora Blum praised Jonas Falk's efforts.", "Nora Blum supports Jonas Falk"),
]
NO_ASPECTS: Rows = [
    ("Oman supports Yemen's rivals.", "Oman supports Yemen"),
    ("Oman criticized Yemen's neighbours.", "Oman criticizes Yemen"),
    ("Oman rejected the invoice of Delta Labs.", "Oman rejects Delta Labs"),
    ("Oman supports the rebels in Yemen.", "Oman supports Yemen"),
    ("Oman condemned the attack on Yemen.", "Oman criticizes Yemen"),
]

REASONS: Rows = [
    ("Oman thanked Yemen for its support of Qatar.", "Yemen supports Qatar"),
    ("Oman criticized Yemen for its attacks on Qatar.", "Yemen attacks Qatar"),
    ("Oman condemned Delta Labs for its support of Qatar.", "Delta Labs supports Qatar"),
    ("Oman praised Jonas Falk for his support of Qatar.", "Jonas Falk supports Qatar"),
    ("Nora Blum was criticized for her support of Qatar by Oman.", "Nora Blum supports Qatar"),
    ("Oman blamed Yemen for its attack on Qatar.", "Yemen attacks Qatar"),
]
NO_REASONS: Rows = [
    ("Oman thanked Yemen for its support of Qatar.", "Oman supports Qatar"),
    ("Oman criticized Yemen for its attacks on Qatar.", "Oman attacks Qatar"),
    ("Oman met Yemen after its attack on Qatar was criticized.", "Yemen criticizes Qatar"),
    ("Nora Blum praised Jonas Falk for his support of Qatar.", "Nora Blum supports Qatar"),
    ("Oman invaded Yemen over its support of Qatar.", "Qatar supports Oman"),
]

AFFILIATED: Rows = [
    ("Dr Nora Blum from the World Bank spoke.", "Nora Blum affiliatedWith World Bank"),
    (
        "Nora Blum from Oman's Sultan Qaboos University led it.",
        "Nora Blum affiliatedWith Sultan Qaboos University",
    ),
    ("Jonas Falk from Delta Labs asked for help.", "Jonas Falk affiliatedWith Delta Labs"),
    ("It was written by Jonas Falk from Delta Labs.", "Jonas Falk affiliatedWith Delta Labs"),
    ("Delta Motors said its managing director Nora Blum would leave.", "Nora Blum leads Delta Motors"),
    ("Delta Airlines said its chief engineer Nora Blum left.", "Nora Blum worksFor Delta Airlines"),
    ("Delta Labs and its managing director Nora Blum left.", "Nora Blum leads Delta Labs"),
    ("Delta Industries said its chairman, Nora Blum, would stay.", "Nora Blum leads Delta Industries"),
    (
        "Jonas Falk met Secretary General of the Council of the Arab Sea Union (CASU) Nora Blum.",
        "Nora Blum leads Council of the Arab Sea Union",
    ),
    (
        "Nora Blum leads the Assembly of the Gulf Trade Union (AGTU). Oman thanked the AGTU.",
        "Oman supports Assembly of the Gulf Trade Union",
    ),
]
NOT_AFFILIATED: Rows = [
    ("Oman freed Nora Blum from the Red Brigade.", "Nora Blum affiliatedWith Red Brigade"),
    ("Oman banned Nora Blum from the World Bank.", "Nora Blum affiliatedWith World Bank"),
    ("Reports from the World Bank surprised Nora Blum.", "Nora Blum affiliatedWith World Bank"),
    ("Jonas Falk asked Nora Blum about a loan from the World Bank.", "Nora Blum affiliatedWith World Bank"),
    ("The Office of the Council (CASU) met Nora Blum.", "Nora Blum leads Council"),
]

TOGETHER: Rows = [
    ("President Nora Blum had a phone call with Jonas Falk.", "Nora Blum participatedIn phone call"),
    (
        "Nora Blum had a telephone conversation with Jonas Falk.",
        "Nora Blum participatedIn telephone conversation",
    ),
    ("Nora Blum and Jonas Falk met on Monday.", "Nora Blum metWith Jonas Falk"),
    ("Nora Blum and Jonas Falk spoke with each other.", "Nora Blum metWith Jonas Falk"),
    ("Nora Blum and Jonas Falk talked on Monday.", "Nora Blum metWith Jonas Falk"),
]
NOT_TOGETHER: Rows = [
    ("Nora Blum and Jonas Falk spoke to reporters.", "Nora Blum metWith Jonas Falk"),
    ("Nora Blum and Jonas Falk talked about the war.", "Nora Blum metWith Jonas Falk"),
    ("Nora Blum and Jonas Falk spoke against the law.", "Nora Blum metWith Jonas Falk"),
    ("Jonas Falk and Nora Blum talked to the police.", "Nora Blum metWith Jonas Falk"),
    ("A phone call by Nora Blum surprised Jonas Falk.", "Nora Blum metWith Jonas Falk"),
]

QUALIFIED: Rows = [
    ("Nora Blum, the future president of Oman, left.", "Nora Blum leads Oman Planned"),
    ("Nora Blum, the designated president of Oman, left.", "Nora Blum leads Oman Planned"),
    ("Nora Blum, the incoming head of Delta Labs, left.", "Nora Blum leads Delta Labs Planned"),
    ("Jonas Falk left. His proposed successor is Nora Blum.", "Nora Blum succeeded Jonas Falk Planned"),
    ("Nora Blum, a possible successor to Jonas Falk, left.", "Nora Blum succeeded Jonas Falk Possible"),
    ("Nora Blum, the alleged leader of the Red Brigade, left.", "Nora Blum leads Red Brigade Possible"),
    ("Nora Blum, the suspected leader of the Red Brigade, left.", "Nora Blum leads Red Brigade Possible"),
    ("Delta Labs, a potential ally of Oman, left.", "Delta Labs cooperatesWith Oman Possible"),
    ("Nora Blum, the would-be owner of Delta Labs, left.", "Nora Blum owns Delta Labs Possible"),
    ("Nora Blum, the nominated head of Delta Labs, left.", "Nora Blum leads Delta Labs Planned"),
]
QUALIFIED += [
    ("Jonas Falk met Nora Blum, the president-elect of Oman.", "Nora Blum leads Oman Planned"),
    ("President-elect Nora Blum of Oman left.", "Nora Blum leads Oman Planned"),
]
UNQUALIFIED: Rows = [
    ("Nora Blum, the new president of Oman, left.", "Nora Blum leads Oman"),
    ("Nora Blum, the popular head of Delta Labs, left.", "Nora Blum leads Delta Labs"),
    ("Nora Blum, the acting president of Oman, left.", "Nora Blum leads Oman"),
    ("Nora Blum, leader of the alleged gang, is president of Oman.", "Nora Blum leads Oman"),
    ("Nora Blum, the elected president of Oman, left.", "Nora Blum leads Oman"),
]

SALES: Rows = [
    ("Delta Corp sold Echo Corp to Falcon Bank in 2004.", "Falcon Bank owns Echo Corp"),
    ("Delta Corp sold Echo Corp to Falcon Bank.", "Delta Corp owns Echo Corp ended"),
    ("Delta Corp sold its stake in Echo Corp to Falcon Bank.", "Falcon Bank owns Echo Corp"),
    ("Delta Corp sold its stake in Echo Corp to Falcon Bank.", "Delta Corp owns Echo Corp ended"),
    ("Echo Corp was sold by Delta Corp to Falcon Bank.", "Falcon Bank owns Echo Corp"),
    ("Echo Corp was sold to Falcon Bank.", "Falcon Bank owns Echo Corp"),
    ("Delta Corp will sell Echo Corp to Falcon Bank.", "Falcon Bank owns Echo Corp Planned"),
    ("Nora Blum holds 20 percent of Echo Corp.", "Nora Blum owns Echo Corp"),
    ("Echo Corp is 40 percent owned by Delta Corp.", "Delta Corp owns Echo Corp"),
    ("Echo Corp is owned by the Blum family.", "Blum family owns Echo Corp"),
]
NO_SALES: Rows = [
    ("Delta Corp sold Echo Corp to Falcon Bank.", "Delta Corp owns Echo Corp Denied"),
    ("Delta Corp will sell Echo Corp to Falcon Bank.", "Delta Corp owns Echo Corp ended"),
    ("Delta Corp sold software to Falcon Bank.", "Falcon Bank owns Delta Corp"),
    ("Delta Corp sold 20 jets to Oman.", "Oman owns Delta Corp"),
    ("Delta Corp did not sell Echo Corp to Falcon Bank.", "Falcon Bank owns Echo Corp"),
]

AUTHORS: Rows = [
    ("Oman welcomes the report. We urge Yemen to free the crew.", "Oman requests Yemen"),
    ("The Omani Government welcomes the report. We thank Yemen for its help.", "Oman supports Yemen"),
    ("Delta Corp welcomes the ruling. We condemn the attack. We support Oman.", "Delta Corp supports Oman"),
]
NO_AUTHORS: Rows = [
    ("Nora Blum welcomed the report. We urge Yemen to free the crew.", "Nora Blum requests Yemen"),
    ("The report names Oman. We urge Yemen to free the crew.", "Oman requests Yemen"),
    ('Oman welcomed Nora Blum. "We urge Yemen to free the crew," Nora Blum said.', "Oman requests Yemen"),
]

ACTS: Rows = [
    (
        "Jonas Falk was arrested in Aden on 4 May 2020.",
        "May 4, 2020 arrest of Jonas Falk targeted Jonas Falk",
    ),
    ("Jonas Falk was arrested in Aden.", "arrest of Jonas Falk tookPlaceIn Aden"),
    ("Jonas Falk was sentenced by Judge Nora Blum.", "Nora Blum responsibleFor sentencing of Jonas Falk"),
    ("Oman extradited Jonas Falk to Yemen in 2019.", "2019 extradition of Jonas Falk targeted Jonas Falk"),
    ("Jonas Falk was indicted in May 2019.", "May 2019 indictment of Jonas Falk targeted Jonas Falk"),
    ("Jonas Falk was acquitted in Aden.", "acquittal of Jonas Falk targeted Jonas Falk"),
    (
        "Delta Labs was convicted by a court in Aden in 2019.",
        "2019 conviction of Delta Labs targeted Delta Labs",
    ),
    ("Jonas Falk pleaded guilty in 2019.", "2019 plea of Jonas Falk targeted Jonas Falk"),
    (
        "Jonas Falk may be extradited to Yemen in 2030.",
        "2030 extradition of Jonas Falk targeted Jonas Falk Possible",
    ),
    ("Jonas Falk was arrested in Aden. The arrest angered Oman.", "arrest of Jonas Falk targeted Jonas Falk"),
]
NO_ACTS: Rows = [
    (
        "Jonas Falk was indicted.",
        "indictment of Jonas Falk targeted Jonas Falk",
    ),  # it tells no more than that
    ("Jonas Falk pleaded with Oman in 2019.", "2019 plea of Jonas Falk targeted Jonas Falk"),
    ("The rise in prices was arrested in 2019.", "2019 arrest targeted Jonas Falk"),
    ("Jonas Falk arrested Nora Blum in 2019.", "2019 arrest of Nora Blum targeted Jonas Falk"),
    ("Jonas Falk was not arrested in 2019.", "2019 arrest of Jonas Falk targeted Jonas Falk"),
]

GIVEN: Rows = [
    ("Delta Labs named Nora Blum chief executive.", "Nora Blum leads Delta Labs"),
    ("Delta Labs named Nora Blum chief executive, replacing Jonas Falk.", "Nora Blum succeeded Jonas Falk"),
    ("Delta Labs appointed Nora Blum as chairman, succeeding Jonas Falk.", "Nora Blum succeeded Jonas Falk"),
    ("Delta Labs has elected Nora Blum chairwoman.", "Nora Blum leads Delta Labs"),
    ("President Jonas Falk of Oman named Nora Blum finance minister.", "Nora Blum represents Oman"),
    ("Nora Blum was named chief executive by Delta Labs.", "Nora Blum leads Delta Labs"),
    ("Oman appointed Nora Blum ambassador to Yemen.", "Oman appointed Nora Blum"),
]
NOT_GIVEN: Rows = [
    ("Jonas Falk called Nora Blum a leader.", "Nora Blum leads Jonas Falk"),
    ("Delta Labs named Nora Blum in a lawsuit.", "Nora Blum leads Delta Labs"),
    ("Delta Labs fined Nora Blum, replacing Jonas Falk.", "Nora Blum succeeded Jonas Falk"),
    ("Delta Labs sued Nora Blum, chief executive of Echo Corp.", "Nora Blum leads Delta Labs"),
    ("Delta Labs will name Nora Blum chief executive.", "Nora Blum leads Delta Labs"),
]

STUDIES: Rows = [
    ("Nora Blum studied law at the University of Aden.", "Nora Blum studiedAt University of Aden"),
    ("Nora Blum graduated from Sultan Qaboos University.", "Nora Blum studiedAt Sultan Qaboos University"),
    ("Nora Blum received her doctorate from Uppsala University.", "Nora Blum studiedAt Uppsala University"),
    ("Nora Blum, a graduate of Uppsala University, left.", "Nora Blum studiedAt Uppsala University"),
    ("Educated at Uppsala University, Nora Blum left.", "Nora Blum studiedAt Uppsala University"),
]
NO_STUDIES: Rows = [
    ("Nora Blum taught at Uppsala University.", "Nora Blum studiedAt Uppsala University"),
    ("Nora Blum studied a report by Uppsala University.", "Nora Blum studiedAt Uppsala University"),
    ("Nora Blum visited Uppsala University.", "Nora Blum studiedAt Uppsala University"),
]

HELD: Rows = [
    ("Yemen captured Mosul in 2014.", "Yemen controls Mosul"),
    ("Mosul was occupied by Yemen.", "Yemen controls Mosul"),
    ("Yemen conquered Mosul in 2014.", "Yemen controls Mosul"),
    ("Yemen seized control of Mosul.", "Yemen controls Mosul"),
    (
        "The European Commission fined Delta Corp 30 million euros.",
        "European Commission sanctions Delta Corp",
    ),
    ("Oman condemned the attack on Yemen.", "Oman criticizes attack"),
    ("Oman rejected the election in Yemen.", "Oman rejects election"),
]
NOT_HELD: Rows = [
    ("Yemen captured Jonas Falk in Mosul.", "Yemen controls Mosul"),
    ("Yemen held talks in Mosul.", "Yemen controls Mosul"),
    ("Delta Corp sued Echo Corp in a London court.", "Echo Corp locatedIn London"),
    ("Delta Corp met Echo Corp in a Paris hotel.", "Echo Corp locatedIn Paris"),
]

STATED = [
    *ASPECTS,
    *REASONS,
    *AFFILIATED,
    *TOGETHER,
    *QUALIFIED,
    *UNQUALIFIED,
    *SALES,
    *AUTHORS,
    *ACTS,
    *GIVEN,
    *STUDIES,
    *HELD,
]
UNSTATED = [
    *NO_ASPECTS,
    *NO_REASONS,
    *NOT_AFFILIATED,
    *NOT_TOGETHER,
    *NO_SALES,
    *NO_AUTHORS,
    *NO_ACTS,
    *NOT_GIVEN,
    *NO_STUDIES,
    *NOT_HELD,
]


@cache
def _readings() -> dict[str, Reading]:
    texts = dict.fromkeys(text for text, _ in (*STATED, *UNSTATED))
    sources = [Source(str(n), text, published="2024-03-15") for n, text in enumerate(texts)]
    return {reading.source.text: reading for reading in read_all(sources)}


def _told(text: str) -> set[str]:
    """What a text states, each statement as the rows write it."""
    reading = _readings()[text]
    names = {entity.key: entity.label for entity in reading.entities}
    found = set[str]()
    for s in reading.statements:
        ends = [names[s.subject], names[s.object]]
        suffix = "" if s.modality is Modality.ASSERTED else f" {s.modality.value}"
        suffix += " ended" if s.state is State.ENDED else ""
        symmetric = s.relation in ("metWith", "cooperatesWith")
        for one, other in (ends, ends[::-1]) if symmetric else (ends,):
            found.add(f"{one} {s.relation} {other}{suffix}")
    return found


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_what_ordinary_english_states_is_read(text: str, expected: str) -> None:
    assert expected in _told(text)


@pytest.mark.parametrize(("text", "wrong"), UNSTATED)
def test_what_a_neighbour_does_not_state_is_not_read(text: str, wrong: str) -> None:
    assert wrong not in _told(text)
