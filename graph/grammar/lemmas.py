"""Lemmas that the rule-based lemmatizer cuts too short: "hoped" is a form of "hope", not of "hop"."""

from __future__ import annotations

import re

from spacy.tokens import Token

SHORT_STEM = re.compile(r"[^aeiou]+[aeiou][^aeiouwxy]")  # a syllable whose consonant doubles before a suffix
SUFFIXES = ("ed", "ing")


def silent_e(token: Token) -> str | None:
    """The lemma of a verb form that kept its consonant single, and so had an "e"; None for others.

    English doubles the last consonant of a short stem ("hopped", "planning"): without it the stem ended in
    "e" ("hoping", "fined").
    """
    stem, word = token.lemma_.lower(), token.lower_
    single = any(word == stem + suffix for suffix in SUFFIXES)
    return f"{stem}e" if single and token.pos_ == "VERB" and SHORT_STEM.fullmatch(stem) else None


def repair_lemmas(tokens: list[Token]) -> None:
    """Give each verb form with a silent "e" its lemma."""
    for token in tokens:
        lemma = silent_e(token)
        if lemma is not None:
            token.lemma_ = lemma
