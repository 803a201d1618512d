"""What has become of a relation: plans that were called off, offices and alliances that are over."""

from __future__ import annotations

from functools import cache

import pytest

from graph.extract import read_all
from graph.link import link
from graph.model import Modality, Reading, Source, State, Statement
from graph.network import network
from graph.ontology import default_ontology
from graph.query import named, select
from graph.report.phrasing import claim
from graph.store import compile_dataset

CALLED_OFF = [
    ("Oman cancelled its visit to Yemen.", "visited"),
    ("Oman called off its talks with Yemen.", "negotiatesWith"),
    ("The summit between Oman and Yemen was cancelled.", "metWith"),
    ("The talks between Oman and Yemen were called off on Monday.", "negotiatesWith"),
    ("Nora Blum cancelled a trip to Yemen.", "visited"),
    ("Nora Blum called off a meeting with Jonas Falk.", "metWith"),
    ("A meeting between Nora Blum and Jonas Falk was scrapped.", "metWith"),
    ("Oman scrapped plans to bomb Yemen.", "attacks"),
    ("Oman's cancelled visit to Yemen angered Qatar.", "visited"),
    ("The cancellation of the summit between Oman and Yemen angered Qatar.", "metWith"),
    ("Oman and Yemen scrapped their plan to sign the Aden Treaty.", "signed"),
    ("Nora Blum said that Oman had cancelled its visit to Yemen.", "visited"),
]
NOT_CALLED_OFF = [
    ("Oman did not cancel its visit to Yemen.", "visited", Modality.PLANNED),
    ("Oman may cancel its visit to Yemen.", "visited", Modality.PLANNED),
    ("Oman threatened to call off its visit to Yemen.", "visited", Modality.PLANNED),
    ("Oman postponed its visit to Yemen.", "visited", Modality.PLANNED),
    ("Oman's visit to Yemen ended.", "visited", Modality.ASSERTED),
    ("Oman refused to attack Yemen.", "attacks", Modality.DENIED),
]
OVER = [
    ("Former finance minister Nora Blum of Oman met Jonas Falk.", "affiliatedWith", State.ENDED, None),
    ("Ex-president Nora Blum of Oman met Jonas Falk.", "affiliatedWith", State.ENDED, None),
    ("The late Omani prime minister Nora Blum founded Delta Labs.", "affiliatedWith", State.ENDED, None),
    ("Nora Blum served as president of Oman from 2004 to 2010.", "leads", State.ENDED, "2010"),
    ("Nora Blum was chief executive of Delta Labs until 2011.", "leads", State.ENDED, "2011"),
    ("Nora Blum, who was president of Oman until 2011, met Jonas Falk.", "leads", State.ENDED, "2011"),
    ("Nora Blum resigned as president of Oman on 5 May 2023.", "leads", State.ENDED, "2023-05-05"),
    ("Nora Blum stepped down as chief executive of Delta Labs in 2019.", "leads", State.ENDED, "2019"),
    ("Nora Blum was ousted as president of Oman.", "affiliatedWith", State.ENDED, None),
    ("Nora Blum formerly worked for Delta Labs.", "worksFor", State.ENDED, None),
    ("Oman put its aid to Yemen on hold.", "aids", State.SUSPENDED, None),
    ("Oman's membership in the Arab League was put on hold.", "memberOf", State.SUSPENDED, None),
    ("Oman's cooperation with Yemen has been put on hold.", "cooperatesWith", State.SUSPENDED, None),
    ("The Aden Treaty between Oman and Yemen was put on ice.", "partyTo", State.SUSPENDED, None),
    ("Oman ended its cooperation with Yemen.", "cooperatesWith", State.ENDED, None),
    ("The alliance between Oman and Yemen collapsed.", "cooperatesWith", State.ENDED, None),
    ("The Aden Treaty between Oman and Yemen expired in 2019.", "partyTo", State.ENDED, "2019"),
    ("Delta Labs was owned by Echo Corp. until 2015.", "owns", State.ENDED, "2015"),
    ("Delta Labs is a former subsidiary of Echo Corp.", "partOf", State.ENDED, None),
    ("Oman suspended its membership in the Arab League.", "memberOf", State.SUSPENDED, None),
    ("Oman suspended the Aden Treaty.", "partyTo", State.SUSPENDED, None),
    ("Oman suspended its participation in the Cyber Working Group.", "memberOf", State.SUSPENDED, None),
    ("Oman was suspended from the Arab League.", "memberOf", State.SUSPENDED, None),
    ("Oman froze its cooperation with Yemen.", "cooperatesWith", State.SUSPENDED, None),
]
LASTING = [
    ("Nora Blum, president of Oman, met Jonas Falk.", "leads"),
    ("Acting president Nora Blum of Oman met Jonas Falk.", "leads"),
    ("Nora Blum, interim head of Delta Labs, met Jonas Falk.", "leads"),
    ("Nora Blum has led Delta Labs since 2015.", "leads"),
    ("Oman will suspend its cooperation with Yemen.", "cooperatesWith"),
    ("Oman refused to end its cooperation with Yemen.", "cooperatesWith"),
    ("Nora Blum will be president of Oman until 2030.", "leads"),
    ("Oman put cooperation with Yemen on its agenda.", "cooperatesWith"),
    ("Nora Blum used drones to support Yemen.", "supports"),
    ("Once it had joined the Arab League, Oman met Yemen.", "memberOf"),
]


@cache
def _readings() -> dict[str, Reading]:
    texts = [row[0] for rows in (CALLED_OFF, NOT_CALLED_OFF, OVER, LASTING) for row in rows]
    sources = [Source(str(n), text, published="2024-03-15") for n, text in enumerate(texts)]
    return {reading.source.text: reading for reading in read_all(sources)}


def _told(text: str, relation: str) -> list[Statement]:
    return [s for s in _readings()[text].statements if s.relation == relation]


@pytest.mark.parametrize(("text", "relation"), CALLED_OFF)
def test_what_was_called_off_is_cancelled(text: str, relation: str) -> None:
    assert {s.modality for s in _told(text, relation)} == {Modality.CANCELLED}
    assert not [s for s in _readings()[text].statements if s.relation in ("rejects", "relatedTo")]


@pytest.mark.parametrize(("text", "relation", "expected"), NOT_CALLED_OFF)
def test_what_was_not_called_off_is_not(text: str, relation: str, expected: Modality) -> None:
    assert {s.modality for s in _told(text, relation)} == {expected}


@pytest.mark.parametrize(("text", "relation", "state", "until"), OVER)
def test_what_is_over_says_so(text: str, relation: str, state: State, until: str | None) -> None:
    assert {(s.modality, s.state, s.end) for s in _told(text, relation)} == {
        (Modality.ASSERTED, state, until)
    }


@pytest.mark.parametrize(("text", "relation"), LASTING)
def test_what_lasts_has_no_state(text: str, relation: str) -> None:
    assert {s.state for s in _told(text, relation)} <= {None}


def test_what_is_over_is_no_fact_of_the_graph() -> None:
    """The statement, its end and a title that says "former" are in the graph, the plain triple is not."""
    text = "Nora Blum, the former finance minister of Oman, was chief executive of Delta Labs until 2011."
    (made,) = read_all([Source("a", text, published="2024-03-15")])
    ontology = default_ontology()
    dataset = compile_dataset([made], link([made], ontology), ontology)
    held = "?s wh:state wh:Ended ; wh:until ?d ; rdf:predicate wh:leads"
    ask = f"ASK {{ {held} FILTER NOT EXISTS {{ ?x wh:leads ?y }} }}"
    assert dataset.query(ask).askAnswer
    assert dataset.query('ASK { ?x schema:jobTitle "former finance minister" }').askAnswer
    over = select(dataset, named("over").sparql).short()
    assert [row[:4] for row in over.rows] == [
        ("Nora Blum", "affiliatedWith", "Oman", "ended"),
        ("Nora Blum", "leads", "Delta Labs", "ended"),
    ]
    found = network(dataset, ontology)
    said = [claim(found, one, ontology) for one in found.edges(keys=True, data=True)]
    assert "**Nora Blum** leads **Delta Labs** (until 2011)" in said
    assert "**Nora Blum** affiliated with **Oman** (ended)" in said
