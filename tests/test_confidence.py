"""Confidence is the probability that a statement is right: what lowers it, unknown rules, its fit."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.calibrate import WEIGHED, WEIGHTS, as_toml, bins, fitted, wilson
from benchmarks.examples import (
    JUDGED,
    SETS,
    Example,
    examples,
    gold_files,
    is_set_aside,
    judged,
    text_of,
    write,
)
from benchmarks.logistic import cross_validated, fit, shrunk
from graph.extract import read_all
from graph.extract.confidence import HIGHEST, LOWEST, Model, Rule, confidence, families, model
from graph.extract.signals import modality_signal
from graph.model import Evidence, Modality, Source, Statement

FEW = Model(
    1.0, {"verb": Rule(90, 80, 0.5), "verb/active": Rule(80, 76, 0.25)}, {"claimed": -2.0, "states": 0.5}
)


def test_a_rule_has_its_own_weight_and_those_above_it() -> None:
    """One half in odds more is more in probability."""
    assert FEW.confidence("noun", {}) < FEW.confidence("verb", {}) < FEW.confidence("verb/active", {})


@pytest.mark.parametrize(
    ("unknown", "known"),
    [
        ("verb/active/never seen", "verb/active"),
        ("verb/never seen/at all", "verb"),
        ("never seen", "unheard of"),
    ],
)
def test_an_unknown_rule_has_the_figure_of_the_rule_above_it(unknown: str, known: str) -> None:
    """And an unknown family the intercept alone."""
    assert FEW.confidence(unknown, {"claimed": 1.0}) == FEW.confidence(known, {"claimed": 1.0})
    assert confidence(unknown, {}) == confidence(known, {})


def test_an_unknown_signal_changes_nothing() -> None:
    """Signals without a weight are computed for measuring only."""
    assert FEW.confidence("verb", {"never weighed": 9.0}) == FEW.confidence("verb", {})


@given(
    rule=st.sampled_from([*sorted(model().rules), "never/seen"]),
    values=st.dictionaries(st.sampled_from([*WEIGHED, "never weighed"]), st.floats(-50, 50)),
)
def test_nothing_is_certain_or_impossible(rule: str, values: dict[str, float]) -> None:
    """Whatever the signals, and to two places."""
    found = confidence(rule, values)
    assert 0 < LOWEST <= found <= HIGHEST < 1
    assert round(found, 2) == found
    assert found == confidence(rule, dict(reversed(values.items())))


@pytest.mark.parametrize("rule", ["verb/active", "verb/passive", "role/title", "noun", "never seen"])
@pytest.mark.parametrize("signal", ["claimed", "denied", "planned", "possible", "pronouns", "descriptions"])
def test_what_makes_a_statement_less_sure_lowers_its_confidence(rule: str, signal: str) -> None:
    """As measured: a claim is read less surely than a fact, a pronoun's end less surely than a name's."""
    assert confidence(rule, {signal: 1.0}) < confidence(rule, {})


@pytest.mark.parametrize("modality", [one for one in Modality if one is not Modality.ASSERTED])
def test_every_modality_but_asserted_lowers_confidence(modality: Modality) -> None:
    """A new modality needs a weight, or one to share."""
    assert model().signals[modality_signal(modality)] < 0


@pytest.mark.parametrize("rule", sorted(model().rules))
def test_a_shipped_rule_has_counts_and_no_certainty(rule: str) -> None:
    """A rule that was right each time it was seen is not certain, and a family counts what is below it."""
    one = model().rules[rule]
    assert 0 <= one.right <= one.seen
    assert one.seen >= max(
        (m.seen for name, m in model().rules.items() if rule in families(name)[1:]), default=1
    )
    assert 0.4 < confidence(rule, {}) < 0.98


# ------------------------------------------------------------------ statements of a text


def _sure(text: str, relation: str) -> tuple[Statement, Evidence]:
    (found,) = read_all([Source("article", text)])
    one = next(s for s in found.statements if s.relation == relation)
    return one, one.evidence[0]


@pytest.mark.parametrize(
    ("surer", "less", "relation"),
    [
        ("Norway attacked Sweden.", "Norway attacked Sweden, Denmark said.", "attacks"),
        ("Norway attacked Sweden.", "Norway will attack Sweden.", "attacks"),
        ("Norway attacked Sweden.", "Norway did not attack Sweden.", "attacks"),
        ("Maria Keller met John Carter.", "Maria Keller is a lawyer. She met John Carter.", "metWith"),
    ],
)
def test_statements_of_texts_are_weighed_by_their_signals(surer: str, less: str, relation: str) -> None:
    """The same relation of the same ends, said less surely or of a pronoun."""
    (_, first), (_, second) = _sure(surer, relation), _sure(less, relation)
    assert first.extractor.split("/")[0] == second.extractor.split("/")[0]
    assert first.confidence > second.confidence


def test_the_same_text_gets_the_same_confidence_whatever_stands_after_it() -> None:
    """A statement's confidence comes from its own sentence and ends."""
    text = "Norway attacked Sweden. "
    one, first = _sure(text, "attacks")
    other, second = _sure(text + "Peru met Chile.", "attacks")
    assert one.modality is other.modality is Modality.ASSERTED
    assert first == second


# ------------------------------------------------------------------ the fit


def test_the_shipped_weights_are_those_of_the_examples() -> None:
    """`make confidence` writes them; whoever changes the examples runs it."""
    assert as_toml(fitted(examples())) == WEIGHTS.read_text(encoding="utf-8")


def test_the_examples_are_not_written_by_hand(tmp_path: Path) -> None:
    """Writing them again gives the same bytes, in whatever order they were found."""
    again = tmp_path / "again.tsv"
    write(reversed(examples()), again)
    assert examples(again) == sorted(examples())
    assert {one.set for one in examples()} == set(SETS)


def test_articles_set_aside_shape_no_weight() -> None:
    """Turning their verdicts round changes nothing."""
    turned = [
        Example(e.set, e.document, e.statement, e.rule, e.signals, e.right != (e.set == "aside"))
        for e in examples()
    ]
    assert turned != examples()
    assert fitted(turned) == fitted(examples())
    for one in examples():
        assert (one.set == "aside") == (one.set != "judged" and is_set_aside(one.document))


def test_a_signal_of_the_wrong_sign_is_left_out() -> None:
    """If, by chance, statements with pronouns were right more often, pronouns would have no weight."""
    found = [_example(n, right=n % 4 > 0, pronouns=1.0) for n in range(40)]
    found += [_example(n, right=n % 2 > 0) for n in range(40, 80)]
    assert fit(found, ["pronouns"]).signals == {}
    other = [_example(n, right=n % 4 == 0, pronouns=1.0) for n in range(40)] + found[40:]
    assert fit(other, ["pronouns"]).signals["pronouns"] < 0


def test_a_rule_seen_rarely_stays_near_the_rule_above_it() -> None:
    """One wrong statement does not condemn a rule, many do."""
    base = [_example(n, right=n % 10 > 0, rule="verb/active") for n in range(100)]
    once = fit([*base, _example(100, right=False, rule="verb/new")], [])
    often = fit([*base, *(_example(n, right=False, rule="verb/new") for n in range(100, 160))], [])
    assert once.confidence("verb/active", {}) - once.confidence("verb/new", {}) < 0.1
    assert often.confidence("verb/new", {}) < 0.3 < often.confidence("verb/active", {})


def test_cross_validation_tests_documents_that_were_not_fitted() -> None:
    """An example is predicted from the other documents alone."""
    found = [_example(n, right=n < 5, document="one" if n < 5 else "other") for n in range(10)]
    held = cross_validated(found, shrunk)
    apart = {int(hashlib.sha256(d.encode()).hexdigest(), 16) % 10 for d in ("one", "other")}
    assert len(apart) == 2
    assert max(held[:5]) < 0.01 and min(held[5:]) > 0.99


def test_bins_have_their_mean_their_share_and_its_interval() -> None:
    """Wilson's interval contains the share."""
    found = [_example(n, right=n > 0) for n in range(10)]
    ((low, high, count, mean, right, least, most),) = bins(found, [0.85] * 10)
    assert (low, high, count, mean, right) == (0.8, 0.9, 10, pytest.approx(0.85), 0.9)
    assert (least, most) == wilson(9, 10)
    assert least < right < most


def _example(n: int, *, right: bool, rule: str = "verb", document: str = "d", **signals: float) -> Example:
    return Example("judged", document, str(n), rule, tuple(signals.items()), right)


def test_judged_statements_are_of_texts_that_are_there(shared: Path) -> None:
    """And none of them is of a gold article."""
    names = judged(JUDGED)
    assert all(text_of(name, shared).strip() for name in names)
    assert not {path.stem for path in gold_files(shared)} & {name.rsplit("/", 1)[-1] for name in names}
