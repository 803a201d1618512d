"""A ridge logistic model of examples, fitted by Newton's method: the same examples give the same weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import sha256

import numpy as np

from benchmarks.examples import Example
from graph.extract.confidence import Model, Rule, families

RULE_RIDGE = 6.0  # how strongly the weight of a rule is drawn to 0, in squared log odds
SIGNAL_RIDGE = 20.0  # the same for a signal, in units of its standard deviation
RAISING = frozenset({"states"})  # signals that may raise a confidence; all others may only lower it
SMALL = 0.02  # weights nearer to 0 per standard deviation are left out
FOLDS = 10
STEPS = 50
Predict = Callable[[Example], float]


def fit(found: Sequence[Example], names: Sequence[str]) -> Model:
    """The weights of the rules and of those of the named signals that have the expected sign."""
    while True:
        model, wrong = _fit(found, names)
        if not wrong:
            return model
        names = [name for name in names if name not in wrong]


def _fit(found: Sequence[Example], names: Sequence[str]) -> tuple[Model, set[str]]:
    rules = sorted({name for one in found for name in families(one.rule)})
    values = np.array([[dict(one.signals).get(name, 0.0) for name in names] for one in found])
    values = values.reshape(len(found), len(names))
    spread = np.where(values.std(axis=0) > 0, values.std(axis=0), 1.0)
    place = {name: at for at, name in enumerate(rules)}
    of_rules = np.zeros((len(found), len(rules)))
    for at, one in enumerate(found):
        of_rules[at, [place[name] for name in families(one.rule)]] = 1.0
    right = np.array([float(one.right) for one in found])
    x = np.hstack([np.ones((len(found), 1)), of_rules, values / spread])
    ridge = np.array([0.0, *[RULE_RIDGE] * len(rules), *[SIGNAL_RIDGE] * len(names)])
    weights = _newton(x, right, shares(found), ridge)
    seen, hits = of_rules.sum(axis=0), right @ of_rules
    of_rule = weights[1 : 1 + len(rules)]
    scaled = dict(zip(names, weights[1 + len(rules) :], strict=True))
    wrong = {name for name, weight in scaled.items() if weight > 0 and name not in RAISING}
    kept = {name: w / s for (name, w), s in zip(scaled.items(), spread, strict=True) if abs(w) >= SMALL}
    return (
        Model(
            round(float(weights[0]), 3),
            {
                name: Rule(int(seen[at]), int(hits[at]), round(float(of_rule[at]), 3))
                for name, at in place.items()
            },
            {name: round(float(weight), 3) for name, weight in sorted(kept.items())},
        ),
        wrong,
    )


def shares(found: Sequence[Example]) -> np.ndarray:
    """The weight of each example: a statement with several pieces of evidence counts once."""
    times = Counter((one.document, one.statement) for one in found)
    return np.array([1.0 / times[one.document, one.statement] for one in found])


def _newton(x: np.ndarray, right: np.ndarray, share: np.ndarray, ridge: np.ndarray) -> np.ndarray:
    """The weights that maximise the penalized likelihood."""
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        odds = np.clip(x @ weights, -30, 30)
        chance = 1 / (1 + np.exp(-odds))
        slope = x.T @ (share * (right - chance)) - ridge * weights
        curve = (x * (share * chance * (1 - chance))[:, None]).T @ x + np.diag(ridge + 1e-9)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-10:
            break
    return weights


def shrunk(found: Sequence[Example]) -> Predict:
    """What the statement's rule alone says: its share of right ones, drawn to that of the rule above by 8."""
    every = sum(one.right for one in found) / len(found)
    counts = Counter(name for one in found for name in families(one.rule))
    right = Counter(name for one in found if one.right for name in families(one.rule))

    def predict(one: Example) -> float:
        share = every
        for name in reversed(families(one.rule)):
            share = (right[name] + 8 * share) / (counts[name] + 8)
        return share

    return predict


def cross_validated(found: Sequence[Example], make: Callable[[Sequence[Example]], Predict]) -> list[float]:
    """For each example, what is predicted by a model that has seen no example of its document."""
    folds = [int(sha256(one.document.encode()).hexdigest(), 16) % FOLDS for one in found]
    models = {
        fold: make([one for one, at in zip(found, folds, strict=True) if at != fold]) for fold in set(folds)
    }
    return [models[at](one) for one, at in zip(found, folds, strict=True)]
