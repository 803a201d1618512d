"""How likely each antecedent is: a log-linear model over features, whose weights stand in `weights.json`.

P(a | pronoun) = Σ over mentions m of a of exp w·f(m) / (exp w·f(nothing) + Σ over all mentions exp w·f(m));
"nothing" stands for what the text does not name. The weights were fitted by `benchmarks/fit_coref.py`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from graph.annotate.coref.features import Asked, Choice

Weights = Mapping[str, Mapping[str, float]]


@cache
def fitted() -> Weights:
    """The weights by family of pronouns ("he", "it", "they") and feature."""
    text = resources.files("graph.annotate.coref").joinpath("weights.json").read_text("utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


class Ranker:
    """Ranks antecedents by fitted weights."""

    def __init__(self, weights: Weights | None = None) -> None:
        self.weights = fitted() if weights is None else weights

    def probabilities(self, family: str, asked: Asked, choices: Sequence[Choice]) -> dict[str, float]:
        """The probability of each owner of an antecedent; what is missing to 1 is that of nothing named."""
        if not choices:
            return {}
        weights = self.weights.get(family, {})
        scores = [sum(weights.get(name, 0.0) for name in choice.features) for choice in choices]
        nothing = sum(weights.get(name, 0.0) for name in absent(asked, choices))
        top = max([*scores, nothing])
        total = math.exp(nothing - top) + sum(math.exp(score - top) for score in scores)
        found: dict[str, float] = {}
        for choice, score in zip(choices, scores, strict=True):
            owner = choice.antecedent.owner
            found[owner] = found.get(owner, 0.0) + math.exp(score - top) / total
        return found


def absent(asked: Asked, choices: Sequence[Choice]) -> tuple[str, ...]:
    """The features of the pronoun's meaning nothing that was named."""
    subjects = any(c.antecedent.role == "subject" and c.antecedent.head < asked.token.i for c in choices)
    return ("nothing", f"nothing|{asked.case}", f"nothing|{asked.token.lower_}", f"nothing|subject={subjects}")
