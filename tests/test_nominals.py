"""What nouns say of bodies: where they are, by the place or state before the noun for their kind."""

from __future__ import annotations

import pytest

from graph.extract import read_all
from graph.model import Source

PLACED = {
    "Codelco, a Chilean mining company, sued Vale Ltd.": {"Codelco Chile"},
    "Vale Ltd sued Codelco, a Chilean mining company.": {"Codelco Chile"},
    "Codelco Inc is a Chilean company that sued Vale Ltd.": {"Codelco Inc Chile"},
    "Vale Ltd sued Northsea Lines, a Norwegian firm.": {"Northsea Lines Norway"},
    "Northsea Lines, a large Norwegian shipping firm, sued Vale Ltd.": {"Northsea Lines Norway"},
    "Northsea Lines Ltd was a Norwegian company.": {"Northsea Lines Ltd Norway"},
    "Vale Ltd bought Delmar Resins, a Delaware company.": {"Delmar Resins Delaware"},
    "Aker Bank, a Norwegian bank, sued Vale Ltd.": {"Aker Bank Norway"},
    "Brinkmann GmbH, a German company, met Vale Ltd.": {"Brinkmann GmbH Germany"},
    "Vale Ltd sued Brinkmann GmbH, a small German company.": {"Brinkmann GmbH Germany"},
    # near neighbours
    "Codelco, a pro-Chilean company, sued Vale Ltd.": set(),
    "Codelco Inc and a Chilean company sued Vale Ltd.": set(),
    "Codelco Inc is not the owner of a Chilean company.": set(),
    "Codelco Inc, a company with Chilean owners, sued Vale Ltd.": set(),
    "Codelco Inc sued a Chilean company, Vale Ltd and Aker Bank.": set(),
}


@pytest.mark.parametrize("text", PLACED)
def test_body_called_by_its_kind_and_place_is_there(text: str) -> None:
    (reading,) = read_all([Source("s", text)])
    label = {e.key: e.label for e in reading.entities}
    found = {
        f"{label[s.subject]} {label[s.object]}"
        for s in reading.statements
        if s.relation == "locatedIn" and s.evidence[0].extractor == "name/kind"
    }
    assert found == PLACED[text]
