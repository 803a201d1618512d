"""Second names that a phrase gives: which are one thing with the first, and which are another's."""

from __future__ import annotations

import pytest

from graph.extract import read_all
from graph.model import Source

ONE = [
    (
        "Bethesda Game Studios (formerly Escalation Studios) grew.",
        "Bethesda Game Studios",
        "Escalation Studios",
    ),
    ("Hugh Marsh (born 1935), better known as Patrick Marsh, spoke.", "Hugh Marsh", "Patrick Marsh"),
    (
        "Acme Corporation, now known as Delta Industries, sued Vodafone.",
        "Acme Corporation",
        "Delta Industries",
    ),
]
TWO = [
    ("Ana Costa, formerly of Acme Corporation, met Tom Berg.", "Ana Costa", "Acme Corporation"),
    (
        "Acme Corporation, formerly Delta Industries\u2019 rival, sued Vodafone.",
        "Acme Corporation",
        "Delta Industries",
    ),
    ("Ana Costa met Tom Berg, known as a friend of Acme Corporation.", "Tom Berg", "Acme Corporation"),
    ("Acme Corporation and Delta Industries, known as rivals, met.", "Acme Corporation", "Delta Industries"),
]


def _same(text: str, one: str, other: str) -> bool:
    (reading,) = read_all([Source("s", text)])
    return any({one, other} <= set(entity.names) for entity in reading.entities)


@pytest.mark.parametrize(("text", "one", "other"), ONE)
def test_two_names_of_one_thing(text: str, one: str, other: str) -> None:
    assert _same(text, one, other)


@pytest.mark.parametrize(("text", "one", "other"), TWO)
def test_two_things(text: str, one: str, other: str) -> None:
    assert not _same(text, one, other)
