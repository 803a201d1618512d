"""Pass 3, classes: the class of each name, decided by the evidence from all its mentions in the article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from graph.annotate.lexicon import Lexicon
from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.context_evidence import by_expectation, by_signing, by_syntax, by_title
from graph.annotate.names.gazetteer import name_key
from graph.annotate.names.name_evidence import (
    CERTAIN_WEIGHT,
    by_form,
    by_gazetteer,
    by_given_name,
    by_head_noun,
    by_legal_form,
    by_model,
)
from graph.annotate.names.name_view import NameView
from graph.annotate.names.noun_evidence import NO_ENTITY, by_explaining_noun
from graph.annotate.names.organization_evidence import by_governing_noun, by_joining
from graph.annotate.names.person_evidence import by_dates, by_kin, by_life
from graph.annotate.names.place_evidence import by_location
from graph.annotate.names.product_evidence import by_product

LEAST = 2.0  # weight below which a name has no class, and makes no node

Ballot = Mapping[str, float]
"""Weights for classes; negative ones count against."""

Scorer = Callable[[NameView, Candidate], Ballot]
"""What one kind of evidence says about one mention of a name."""

SCORERS: tuple[Scorer, ...] = (
    by_kin,
    by_life,
    by_dates,
    by_gazetteer,
    by_head_noun,
    by_legal_form,
    by_title,
    by_given_name,
    by_model,
    by_explaining_noun,
    by_syntax,
    by_location,
    by_form,
    by_signing,
    by_expectation,
    by_governing_noun,
    by_joining,
    by_product,
)
"""All kinds of evidence; weights are summed in this order."""


@dataclass(frozen=True, slots=True)
class Votes:
    """The evidence by name key: all weights, the class with the most, and the family of that class."""

    ballots: Mapping[str, Ballot]
    best: Mapping[str, str]
    families: Mapping[str, str]


def votes(view: NameView, names: Sequence[Candidate]) -> Votes:
    """The evidence for the classes of names, summed over the mentions of each."""
    found: dict[str, defaultdict[str, float]] = {}
    for name in names:
        if name.label == "STATE":
            continue
        short = [name_key(name.short)] if name.label == "TAILED" and name.short else []
        boxes = [found.setdefault(key, defaultdict(float)) for key in (name.key, *short)]
        for scorer in SCORERS:
            for cls, weight in scorer(view, name).items():
                for box in boxes:
                    box[cls] += weight
    winners = ((key, winner(ballot, view.lexicon)) for key, ballot in found.items())
    best = {key: cls for key, cls in winners if cls is not None}
    return Votes(found, best, {key: view.lexicon.family(cls) for key, cls in best.items()})


def winner(ballot: Ballot, lexicon: Lexicon) -> str | None:
    """The class with the most weight: first the family, then the kind within it; None below `LEAST`."""
    families: dict[str, float] = defaultdict(float)
    for cls, weight in ballot.items():
        families[lexicon.family(cls)] += weight
    best = max(sorted(families), key=lambda f: families[f], default=None)
    if best is None or families[best] < LEAST or best == NO_ENTITY:
        return None
    kin = {cls: weight for cls, weight in ballot.items() if lexicon.family(cls) == best}
    kinds = {cls: weight for cls, weight in kin.items() if cls != best or weight >= CERTAIN_WEIGHT}
    return max(sorted(kinds), key=lambda k: kinds[k]) if kinds and max(kinds.values()) > 0 else best
