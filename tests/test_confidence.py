"""The confidence of a rule follows from what was measured, and every rule has one."""

from __future__ import annotations

import pytest

from graph.extract.confidence import PRIOR, Calibration, Measured, calibration, confidence

FEW = Calibration(
    {
        "verb/active": Measured(70, 68),
        "verb/active/cleft subject": Measured(10, 8),
        "verb/passive": Measured(10, 4),
        "name/in": Measured(10, 10),
        "role": Measured(100, 90),
    },
    {"open": 0.5},
)
ALL = 180 / 200
VERB = (80 + PRIOR * ALL) / (90 + PRIOR)
ACTIVE = (76 + PRIOR * VERB) / (80 + PRIOR)


def test_a_rule_is_drawn_towards_the_rule_above_it() -> None:
    """By `PRIOR` statements at each level."""
    assert FEW.confidence("verb/passive") == round((4 + PRIOR * VERB) / (10 + PRIOR), 2)
    assert FEW.confidence("verb/active") == round(ACTIVE, 2)
    assert FEW.confidence("verb/active/cleft subject") == round((8 + PRIOR * ACTIVE) / (10 + PRIOR), 2)


def test_the_counts_of_a_rule_include_those_below_it() -> None:
    """A construction is a case of its voice, and a voice of verbs."""
    assert FEW.counts("verb/active") == Measured(80, 76)
    assert FEW.counts("verb") == Measured(90, 80)
    assert FEW.counts("ver") == Measured(0, 0)
    assert FEW.counts("") == Measured(200, 180)


def test_an_unseen_rule_has_the_figure_of_the_rule_above_it() -> None:
    """Down to one half if nothing was measured."""
    assert FEW.confidence("verb/nominal/by") == round(VERB, 2)
    assert FEW.confidence("kin/list") == round(ALL, 2)
    assert Calibration({}, {}).confidence("kin/list") == 0.5


def test_what_cannot_be_measured_is_set_by_hand() -> None:
    """For a rule or a whole family."""
    assert FEW.confidence("open/verb") == 0.5
    assert Calibration({"open/verb": Measured(9, 9)}, {"open/verb": 0.4}).confidence("open/verb") == 0.4


@pytest.mark.parametrize("rule", sorted(calibration().measured))
def test_a_measured_rule_is_never_certain(rule: str) -> None:
    """Its figure lies between what was seen and what is above it."""
    one = calibration().measured[rule]
    assert 0 <= one.right <= one.seen
    assert one.seen > 0
    assert 0.5 <= confidence(rule) < 1.0
