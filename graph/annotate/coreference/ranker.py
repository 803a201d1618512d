"""Ranks antecedents by a log-linear model over features; its weights are in `weights.json`.

P(a | pronoun) = Σ over mentions m of a of exp w·f(m) / (exp w·f(nothing) + Σ over all mentions exp w·f(m));
"nothing" stands for what the text does not name. The weights were fitted by `benchmarks/fit_coref.py`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from graph.annotate.coreference.features import Anaphor, Option

Weights = Mapping[str, Mapping[str, float]]


@cache
def fitted() -> Weights:
    """The weights by family of pronouns ("he") and feature."""
    text = resources.files("graph.annotate.coreference").joinpath("weights.json").read_text("utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


SALIENCE = {
    "role=subject|near=same": 1.6, "role=subject|near=last": 1.9, "role=subject|near=far": 0.4,
    "role=passive|near=same": 1.3, "role=passive|near=last": 1.6, "role=passive|near=far": 0.2,
    "role=object|near=same": 0.8, "role=object|near=last": 0.9, "role=predicate|near=last": 0.8,
    "role=agent|near=last": 0.6, "role=agent|near=same": 0.6, "role=possessor|near=last": 0.3,
    "role=modifier|near=same": -2.0, "role=modifier|near=last": -2.0, "role=complement|near=last": -0.6,
    "role=subject|case=subject": 0.6, "role=object|case=object": 0.8, "role=subject|case=object": -0.3,
    "near=last|case=possessor": -1.2, "near=same|case=possessor": 0.6, "near=far": -2.4, "near=after": -4.0,
    "main|subject|last": 0.4, "main|passive|last": 0.3, "main|subject|same": 0.4, "front|last": 0.3,
    "clause=same|subject|possessor|same": 1.4, "clause=same|passive|possessor|same": 1.0, "own": 0.5,
    "clause=above|subject|subject|same": 0.8, "clause=above|passive|subject|same": 0.5,
    "again=True|same": 1.2, "again=True|last": 1.2, "again=False|same": -0.6, "again=False|last": -0.3,
    "rank=0": 0.3, "rank=2": -0.3, "rank=3": -0.6, "rank=4": -0.9, "rank=5": -1.2, "rank=6": -1.5,
    "barred elsewhere|subject": -2.0, "barred elsewhere|object": -2.5, "barred elsewhere|oblique": -2.5,
    "paragraph": -0.8, "conjunct": -0.5, "from quotation": -0.8, "out of quotation": -1.2,
}  # fmt: skip
"""What counts for an antecedent whatever the pronoun: Lappin and Leass's factors in the model's own scale."""

JUDGED: Weights = {
    "it": {
        **SALIENCE,
        "cls=Place": -0.8, "cls=Thing": -0.2, "thing again": 2.4, "coordinated": -1.0, "form=weak": -0.2,
        "says=True|Thing": -1.5, "says=True|Place": -1.5, "says=True|Agreement": -2.5,
        "says=True|Event": -2.5, "says=True|Meeting": -2.5, "says=True|Incident": -2.5,
        "says=True|LegalAction": -2.0,
        "nothing": 1.6, "nothing|possessor": -0.6, "nothing|object": -0.6, "nothing|subject=True": -0.2,
        "nothing|says=True": -1.0,
    },
    "they": {
        **SALIENCE,
        "form=pair": 1.2, "plural=True": 0.8, "cls=Country|name": -0.6, "cls=Thing": -0.4,
        "coordinated": -0.6, "says=True|Thing": -1.2, "nothing": 1.4, "nothing|possessor": -0.4,
    },
}  # fmt: skip
"""Weights set by judgement where no annotated news is large enough to fit them: GUM's news has 23 "it" and 16
"they" that mean an entity, and its interviews and courts speak otherwise."""


class Ranker:
    """Ranks antecedents by fitted weights."""

    def __init__(self, weights: Weights | None = None) -> None:
        self.weights = fitted() if weights is None else weights

    def probabilities(self, family: str, anaphor: Anaphor, choices: Sequence[Option]) -> dict[str, float]:
        """The probability of each owner of an antecedent; what is missing to 1 is that of nothing named."""
        if not choices:
            return {}
        weights = JUDGED.get(family) or self.weights.get(family, {})
        scores = [sum(weights.get(name, 0.0) for name in choice.features) for choice in choices]
        nothing = sum(weights.get(name, 0.0) for name in absent(anaphor, choices))
        top = max([*scores, nothing])
        total = math.exp(nothing - top) + sum(math.exp(score - top) for score in scores)
        found: dict[str, float] = {}
        for choice, score in zip(choices, scores, strict=True):
            owner = choice.antecedent.owner
            found[owner] = found.get(owner, 0.0) + math.exp(score - top) / total
        return found


def absent(anaphor: Anaphor, choices: Sequence[Option]) -> tuple[str, ...]:
    """The features of a pronoun that refers to nothing named."""
    subjects = any(c.antecedent.role == "subject" and c.antecedent.head < anaphor.token.i for c in choices)
    names = sum(1 for c in choices if c.antecedent.keys and c.antecedent.head < anaphor.token.i)
    return (
        "nothing",
        f"nothing|{anaphor.case}",
        f"nothing|{anaphor.token.lower_}",
        f"nothing|subject={subjects}",
        f"nothing|names={min(names, 15).bit_length()}",
        f"nothing|choices={min(len(choices), 31).bit_length()}",
        f"nothing|says={anaphor.says}",
    )
