"""Who people are and where bodies sit: each construction with just the statements that it must give."""

from __future__ import annotations

import pytest

from graph.extract import read_all
from graph.model import Source

TOLD = {
    # roles of a person, one after the other
    "Kinsey Adams was a zoologist at Indiana University and the founder of the Adams Institute.": {
        "Kinsey Adams worksFor Indiana University",
        "Kinsey Adams founded Adams Institute",
    },
    "The chairman of Tufts Medical Center is Michael Wagner.": {"Michael Wagner leads Tufts Medical Center"},
    "Tom Baker co-founded Sempra Inc. in 2000.": {"Tom Baker founded Sempra Inc."},
    # nationality next to a post; none where the adjective is another thing's
    "Maria Kantor is an American physician at Harvard University.": {
        "Maria Kantor citizenOf United States",
        "Maria Kantor worksFor Harvard University",
    },
    "Paul Hartmann was a German-born British illustrator.": {"Paul Hartmann citizenOf United Kingdom"},
    "Maria Kantor was an American ally.": set(),
    # parties after the name
    "Mayor Emmanuel Maliksi of the Liberal Party won.": {"Emmanuel Maliksi memberOf Liberal Party"},
    "Maureen Middleton (Conservative Party) was returned.": {"Maureen Middleton memberOf Conservative Party"},
    # seats
    "The Paris-based Acme Corporation bought Delta Corp.": {
        "Acme Corporation locatedIn Paris",
        "Acme Corporation owns Delta Corp",
    },
    "Targa Resources is a company headquartered in Horsham, Pennsylvania.": {
        "Targa Resources locatedIn Horsham",
        "Targa Resources locatedIn Pennsylvania",
        "Horsham locatedIn Pennsylvania",
    },
    "The agency blocked Delmar Resins, a Delaware company.": {"Delmar Resins locatedIn Delaware"},
    # parts and wholes
    "Vodafone GmbH is a German subsidiary of Vodafone Group plc.": {
        "Vodafone GmbH partOf Vodafone Group",
        "Vodafone GmbH locatedIn Germany",
    },
    "Milwaukee Electric Company operates as a subsidiary of Techtronic Industries.": {
        "Milwaukee Electric Company partOf Techtronic Industries"
    },
    # an active verb is no stative passive: no new member
    "The European Union appointed Michael Wagner to the Red Cross.": {
        "European Union appointed Michael Wagner"
    },
}


def _told(text: str) -> set[str]:
    (reading,) = read_all([Source("s", text)])
    label = {e.key: e.label for e in reading.entities}
    return {
        f"{label[s.subject]} {s.relation} {label[s.object]}"
        for s in reading.statements
        if s.relation != "relatedTo" and s.evidence[0].extractor.split("/")[0] != "gazetteer"
    }


@pytest.mark.parametrize("text", TOLD)
def test_life(text: str) -> None:
    assert _told(text) == TOLD[text]
