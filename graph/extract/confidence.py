"""How sure a statement is: a logistic model over its rule and its signals.

The log odds of being right are the sum of an intercept, a weight for the rule and each rule above it in its
name ("verb/passive/reduced relative", "verb/passive", "verb"), and a weight for each signal of the statement.
Weights are drawn towards 0, so that a rule seen rarely keeps the figure of the rule above it; an unseen rule
has that figure, and an unseen family the intercept alone. `confidence.toml` has the weights and the counts
behind them; `benchmarks/calibrate.py` fits them.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate

LOWEST, HIGHEST = 0.01, 0.99  # nothing read by a program is certain


def families(rule: str) -> list[str]:
    """A rule and its families, the narrowest first.

    >>> families("verb/passive/cleft object")
    ['verb/passive/cleft object', 'verb/passive', 'verb']
    """
    return list(accumulate(rule.split("/"), lambda above, name: f"{above}/{name}"))[::-1]


@dataclass(frozen=True, slots=True)
class Rule:
    """What was counted of a rule and the rules below it, and its weight.

    `seen` is the number of judged statements, `right` the number of those that were right.
    """

    seen: int
    right: int
    weight: float


@dataclass(frozen=True, slots=True)
class Model:
    """The weights in log odds: `intercept` is that of a statement of an unknown rule without any signal."""

    intercept: float
    rules: Mapping[str, Rule]
    signals: Mapping[str, float]

    def confidence(self, rule: str, signals: Mapping[str, float]) -> float:
        """The probability that a statement of a rule with these signals is right, to two places."""
        odds = self.intercept + sum(self.rules[name].weight for name in families(rule) if name in self.rules)
        odds += sum(self.signals.get(name, 0.0) * value for name, value in sorted(signals.items()))
        return min(max(round(_probability(odds), 2), LOWEST), HIGHEST)


def _probability(odds: float) -> float:
    """The probability of log odds, for any of their size.

    >>> _probability(0.0), _probability(-1000.0), _probability(1000.0)
    (0.5, 0.0, 1.0)
    """
    grown = math.exp(-abs(odds))
    return grown / (1 + grown) if odds < 0 else 1 / (1 + grown)


def parsed(text: str) -> Model:
    """The model in a TOML text.

    >>> parsed('intercept = 2.0\\n[rules]\\n[signals]\\nclaimed = -2.0').confidence("verb", {"claimed": 1.0})
    0.5
    """
    found = tomllib.loads(text)
    rules = {name: Rule(**one) for name, one in found["rules"].items()}
    return Model(found["intercept"], rules, found["signals"])


@cache
def model() -> Model:
    """The model that Whereas ships, read once per process."""
    return parsed(files("graph.extract").joinpath("confidence.toml").read_text(encoding="utf-8"))


def confidence(rule: str, signals: Mapping[str, float]) -> float:
    """The probability that a statement of a rule with these signals is right, by the shipped model."""
    return model().confidence(rule, signals)
