"""Described agreements, events and documents: which phrases make one, which mean the same, its label."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from graph.annotate import pipeline
from graph.annotate.described import spoken_date
from graph.annotate.refs import drafts, refs
from graph.model import MentionKind

# a text, and for each described thing the phrases that mean it
SAME_THING = [
    (
        "Peru and Chile reached an agreement. The agreement ends a dispute.",
        [["an agreement", "The agreement"]],
    ),
    (
        "Peru and Chile reached a trade agreement. The deal ends a dispute.",
        [["a trade agreement", "The deal"]],
    ),
    ("A summit meeting opened. The summit ended in a row.", [["A summit meeting", "The summit"]]),
    ("A report came out in 2013. The 2013 report blamed Peru.", [["A report", "The 2013 report"]]),
]
OTHER_THING = [
    "Peru and Chile reached a trade agreement. The border agreement is older.",
    "The 1992 summit failed. The 1995 summit did not.",
    "A meeting took place on May 3. A second meeting followed.",
    "The first dialogue ended. The second dialogue began.",
]
NO_THING = [
    "No agreement was reached.",
    "Any treaty needs a signature.",
    "Agreements are hard.",
    "Every summit has a host.",
]
EVENTS_IN_THE_PLURAL = [
    ("The elections were held in March 2014.", ["The elections"]),
    ("The March 2014 elections were won by the Greens.", ["The March 2014 elections"]),
    ("Monday's talks failed.", ["Monday's talks"]),
    ("The protests spread to Lima on May 3, 2011.", ["The protests"]),
    ("Those riots began in Oslo.", ["Those riots"]),
    ("The opening ceremonies took place in Accra.", ["The opening ceremonies"]),
    ("Peru's protests were peaceful.", ["Peru's protests"]),
    ("The high-level bilateral meetings took place in Beijing.", ["The high-level bilateral meetings"]),
    ("The violence broke out in 2008.", ["The violence"]),
    ("He was stopped on May 19 during a customs check.", ["a customs check"]),
    # … and what is no such thing
    ("Elections are held in May.", []),
    ("They won elections.", []),
    ("Three explosions were heard.", []),
    ("Both elections were free.", []),
    ("The treaties are old.", []),
    ("Any strikes will be punished.", []),
]
LABELS = [
    ("They held a follow-up meeting on December 1, 2015.", "December 1, 2015 follow-up meeting"),
    ("A 2014 study by Teng Jianqun was read.", "2014 study by Teng Jianqun"),
    ("The summit of July 2015 was held in Antalya.", "July 2015 summit"),
]


@pytest.fixture(scope="module")
def read() -> object:
    """The whole annotation, loaded once."""
    return pipeline()


def described(doc: Doc) -> list[list[str]]:
    """The phrases of each described thing, in the order of the text."""
    found: dict[str, list[str]] = {}
    for ref in refs(doc):
        if ref.kind is MentionKind.DESCRIPTION and "#" in ref.key:
            found.setdefault(ref.key, []).append(doc[ref.start : ref.end].text)
    return list(found.values())


@pytest.mark.parametrize(("text", "expected"), SAME_THING)
def test_phrases_mean_one_thing(read: object, text: str, expected: list[list[str]]) -> None:
    assert described(read(text)) == expected  # type: ignore[operator]


@pytest.mark.parametrize("text", OTHER_THING)
def test_what_differs_is_another_thing(read: object, text: str) -> None:
    assert len(described(read(text))) == 2  # type: ignore[operator]


@pytest.mark.parametrize("text", NO_THING)
def test_generic_phrase_makes_nothing(read: object, text: str) -> None:
    assert described(read(text)) == []  # type: ignore[operator]


@pytest.mark.parametrize(("text", "expected"), EVENTS_IN_THE_PLURAL)
def test_events_told_as_one(read: object, text: str, expected: list[str]) -> None:
    found = described(read(text))  # type: ignore[operator]
    assert [phrase for phrases in found for phrase in phrases] == expected


@pytest.mark.parametrize(("text", "label"), LABELS)
def test_label_is_what_a_person_would_say(read: object, text: str, label: str) -> None:
    doc = read(text)  # type: ignore[operator]
    assert label in [draft.label for draft in drafts(doc).values()]


@pytest.mark.parametrize(
    ("value", "words"), [("2015", "2015"), ("2015-09", "September 2015"), ("2015-12-01", "December 1, 2015")]
)
def test_dates_are_spoken_as_precisely_as_known(value: str, words: str) -> None:
    assert spoken_date(value) == words
