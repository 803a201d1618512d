"""Stretches of a Doc in code points of the source's text."""

from __future__ import annotations

from spacy.tokens import Doc

from graph.model import Span


def token_span(doc: Doc, start: int, end: int) -> Span:
    """The tokens `start` to `end` in code points, without the white space around them."""
    begin, text = doc[start].idx, doc[start:end].text
    lead = len(text) - len(text.lstrip())
    return Span(begin + lead, begin + len(text.rstrip()))


def sentence_span(doc: Doc, i: int) -> Span:
    """The sentence around a token, in code points, without the white space around it."""
    sent = doc[i].sent
    return token_span(doc, sent.start, sent.end)
