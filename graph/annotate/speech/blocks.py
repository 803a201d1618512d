"""Block quotations: a paragraph without marks after "Ana Ruiz said:"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from graph.annotate.lexicon import Lexicon
from graph.annotate.refs import Speech
from graph.annotate.speech.marks import CLOSING_MARKS, OPENING_MARKS, STRAIGHT_MARK
from graph.grammar.reporting import named_in, subject_of

PARAGRAPH_BREAK = "\n\n"


def blocks(doc: Doc, words: Lexicon) -> Iterator[Speech]:
    """The paragraph after each paragraph that ends in a reporting clause with a colon."""
    for colon in doc[:-2]:
        gap = colon.nbor()
        if colon.text != ":" or PARAGRAPH_BREAK not in gap.text:
            continue
        start, verb = gap.i + 1, _reporting(colon, words)
        speaker = subject_of(verb) if verb is not None else None
        marks = OPENING_MARKS + CLOSING_MARKS + STRAIGHT_MARK
        if verb is None or speaker is None or doc[start].text in marks:
            continue
        breaks = (t.i for t in doc[start:] if t.is_space and PARAGRAPH_BREAK in t.text)
        yield Speech(start, next(breaks, len(doc)), named_in(speaker, verb).i, verb.i, True)


def _reporting(colon: Token, words: Lexicon) -> Token | None:
    """The reporting verb of the clause that a colon closes; one with an object announces a list."""
    verbs = (t for t in colon.sent if t.pos_ == "VERB" and t.i < colon.i and t.lemma_.lower() in words.says)
    return next((v for v in verbs if not any(c.dep_ == "dobj" for c in v.children)), None)
