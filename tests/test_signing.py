"""Papers that are agreements by what is done with them: signed by several, or between two."""

from __future__ import annotations

import pytest

from graph.extract import read_all
from graph.model import Source

AGREEMENTS = [
    "Peru and Chile signed a joint declaration on fisheries on 3 May 2004.",
    "Anna Lund signed a memorandum with Karl Brandt on 3 May 2004.",
    "The memorandum between Peru and Chile entered into force in 2009.",
    "The Oslo Declaration was signed by Peru, Chile and Bolivia in 1996.",
    "Denmark signed the Nuuk Declaration with Iceland.",
    "The ministers signed a joint statement in 1999. Peru welcomed the statement.",
    "A Memorandum of Cooperation signed on 13 April 2015 by Anna Lund and Karl Brandt sets up a centre.",
    "Peru and Chile initialled a memorandum in 1998.",
]
PAPERS = [
    "Anna Lund signed the declaration on 3 May 2004.",
    "Anna Lund wrote a memorandum to Karl Brandt on 3 May 2004.",
    "A 1999 statement by Peru and Chile condemned the attack.",
    "Peru and Chile welcomed the declaration of 1998.",
    "Peru and Chile issued a joint statement on 3 May 2004.",
    "Anna Lund and Karl Brandt signed the 2004 report.",
]


@pytest.mark.parametrize(
    ("text", "cls"), [(text, "Agreement") for text in AGREEMENTS] + [(text, "Document") for text in PAPERS]
)
def test_what_several_sign_is_an_agreement(text: str, cls: str) -> None:
    (reading,) = read_all([Source("text", text + "\n")])
    assert {one.cls for one in reading.entities} & {"Agreement", "Document"} == {cls}
