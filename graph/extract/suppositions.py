"""What a sentence only supposes: settings of fiction, conditions, cases to come."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.annotate.lexicon import Lexicon
from graph.model import Modality


def setting(prep: Token, words: Lexicon) -> Iterator[Modality]:
    """A fictional setting: "in the novel", "in a simulation"; what holds "on paper" alone."""
    if prep.lower_ in ("in", "on", "according"):
        for thing in prep.children:
            if thing.dep_ == "pobj" and is_fiction(thing, words):
                yield Modality.POSSIBLE


def is_fiction(noun: Token, words: Lexicon) -> bool:
    """Whether a noun, or its compound, is a work or a setting whose happenings are no facts."""
    kind = noun.lemma_.lower()
    compounds = {f"{c.lower_} {kind}" for c in noun.lefts if c.dep_ in ("compound", "amod")}
    return bool(({kind} | compounds) & words.words("noun", "Fiction"))


def in_case(at: Token) -> bool:
    """Whether a clause begins with "in case"."""
    first = at.left_edge
    return first.lower_ == "case" or (
        first.lower_ == "in" and first.i + 1 < len(first.doc) and first.nbor().lower_ == "case"
    )


def marked(mark: Token, words: Lexicon) -> Iterator[Modality]:
    """What a conjunction makes of its clause: "if", "unless", "rather than"."""
    forms = {mark.lower_, f"{mark.nbor(-1).lower_} {mark.lower_}" if mark.i else ""}
    for modality in (Modality.DENIED, Modality.POSSIBLE):
        if forms & words.words("conjunction", modality.value):
            yield modality
            return
