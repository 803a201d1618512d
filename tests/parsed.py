"""Parsed sentences for the tests of the grammar, and their words."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Token

from graph.annotate import pipeline


@cache
def parse(sentence: str) -> Doc:
    """The sentence, read by the whole pipeline."""
    return pipeline()(sentence)


def word(sentence: str, text: str) -> Token:
    """The first token of a sentence that is written so."""
    return next(token for token in parse(sentence) if token.text == text)
