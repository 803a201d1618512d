"""Lemmas of verb forms that the model's rules cut short: "hoped" is of "hope", not of "hop"."""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.tokens import Token

SHORT_STEM = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
"""A stem of one vowel and one last consonant, which "-ed" and "-ing" would double: "hop", "hopped"."""
ENDINGS = ("ed", "ing", "es")
SIBILANTS = ("s", "z")


def lengthen(nlp: Language) -> None:
    """Give the rule lemmatizers of a pipeline the final "e" of short verbs; others stay as they are."""
    for _, pipe in nlp.pipeline:
        if type(pipe) is EnglishLemmatizer and pipe.mode == "rule":
            pipe.lemmatize = _lengthening(pipe.lemmatize)  # type: ignore[assignment]


def _lengthening(find: Callable[[Token], list[str]]) -> Callable[[Token], list[str]]:
    def lemmas(token: Token) -> list[str]:
        found = find(token)
        return [whole(token.lower_, found[0]), *found[1:]] if token.pos_ == "VERB" and found else found

    return lemmas


def whole(form: str, lemma: str) -> str:
    """The lemma with its final "e" where the form has one consonant before its ending.

    >>> whole("hoped", "hop"), whole("hopes", "hop"), whole("hopped", "hop"), whole("visited", "visit")
    ('hope', 'hope', 'hop', 'visit')
    """
    short = SHORT_STEM.fullmatch(lemma) is not None and not lemma.endswith(SIBILANTS)
    return lemma + "e" if short and any(form == lemma + ending for ending in ENDINGS) else lemma
