"""How often each rule is right, measured on annotated texts; made by `benchmarks/calibrate.py`.

Rules have names of several parts ("verb/passive/reduced relative"). The counts of a rule include those of all
rules whose names begin with its own. A rule that was seen rarely is drawn towards the rule above it, and a
family towards all rules, by `PRIOR` statements: (right + PRIOR x figure above) / (seen + PRIOR). A rule that
was never seen has the figure of the rule above it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate

PRIOR = 8.0
UNKNOWN = 0.5  # if nothing at all was measured


def families(rule: str) -> list[str]:
    """A rule and its families, the narrowest first.

    >>> families("verb/passive/cleft object")
    ['verb/passive/cleft object', 'verb/passive', 'verb']
    """
    return list(accumulate(rule.split("/"), lambda above, name: f"{above}/{name}"))[::-1]


@dataclass(frozen=True, slots=True)
class Measured:
    """The number of judged statements of a rule, and of those that were right."""

    seen: int
    right: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """The measured rules by name, and shares assumed for what no annotated text can judge."""

    measured: Mapping[str, Measured]
    assumed: Mapping[str, float]

    def confidence(self, rule: str) -> float:
        """How often a rule is right, to two places."""
        names = families(rule)
        for name in names:
            if name in self.assumed:
                return self.assumed[name]
        every = self.counts("")
        trust = every.right / every.seen if every.seen else UNKNOWN
        for name in reversed(names):
            own = self.counts(name)
            trust = (own.right + PRIOR * trust) / (own.seen + PRIOR)
        return round(trust, 2)

    def counts(self, rule: str) -> Measured:
        """The counts of a rule and of all rules below it; "" for all."""
        below = [m for name, m in self.measured.items() if not rule or f"{name}/".startswith(f"{rule}/")]
        return Measured(sum(one.seen for one in below), sum(one.right for one in below))


def parsed(text: str) -> Calibration:
    """The calibration of a TOML file.

    >>> parsed('[measured]\\n"verb/active" = { seen = 8, right = 8 }').confidence("verb/active")
    1.0
    """
    found = tomllib.loads(text)
    measured = {rule: Measured(**counts) for rule, counts in found.get("measured", {}).items()}
    return Calibration(measured, found.get("assumed", {}))


@cache
def calibration() -> Calibration:
    """The calibration that Whereas has, read once per process."""
    return parsed(files("graph.extract").joinpath("confidence.toml").read_text(encoding="utf-8"))


@cache
def confidence(rule: str) -> float:
    """How often a rule is right by what was measured, see `Calibration`."""
    return calibration().confidence(rule)
