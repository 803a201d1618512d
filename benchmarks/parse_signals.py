"""Signals of speech and parse that were measured for confidence and have no weight, see README.md."""

from __future__ import annotations

import math

from spacy.tokens import Token

from graph.extract.doc_view import DocView
from graph.extract.modality import Stance
from graph.extract.relations import Found
from graph.extract.signals import nearest_ends
from graph.model import Modality

CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "csubj", "csubjpass"})
HEADLINE = 0.6  # the share of capitalized long words from which a sentence reads like a headline
LONG_WORD = 4  # letters of a word that headlines capitalize and sentences do not


def parse_signals(view: DocView, found: Found, told: Stance) -> dict[str, float]:
    """The signals of speech and parse of what a rule found, those that are 0 left out."""
    every = {**_of_speech(view, found, told), **_of_parse(view, found)}
    return {name: round(value, 3) for name, value in every.items() if value}


def _of_speech(view: DocView, found: Found, told: Stance) -> dict[str, float]:
    weak = told.modality is not Modality.ASSERTED
    speech = view.speech_at(found.predicate)
    return {
        "nobody's words": float(weak and told.speaker is None),
        "quoted": float(bool(speech) and speech[0].quoted),
        "either of several": float(found.hedge is not None),
    }


def _of_parse(view: DocView, found: Found) -> dict[str, float]:
    predicate, ends = view.doc[found.predicate], nearest_ends(view, found)
    sent, heads = predicate.sent, [view.doc[ref.head] for ref in ends]
    words = [t.text for t in sent if t.is_alpha and len(t.text) >= LONG_WORD]
    capitals = sum(w[0].isupper() for w in words) / len(words) if words else 0.0
    named = {ref.key for i in range(sent.start, sent.end) for ref in view.by_head.get(i, ())}
    return {
        "ends in other sentences": float(sum(not sent.start <= h.i < sent.end for h in heads)),
        "sentence length": math.log2(len(sent)),
        "entities in the sentence": math.log2(1 + len(named)),
        "clauses above": float(sum(t.dep_ in CLAUSES for t in _upwards(predicate))),
        "steps to the ends": math.log2(1 + max((_steps(predicate, h) for h in heads), default=0)),
        "words to the ends": math.log2(1 + max((abs(predicate.i - h.i) for h in heads), default=0)),
        "coordinated": float(sum(t.dep_ == "conj" for t in (predicate, *heads))),
        "headline": float(capitals >= HEADLINE),
    }


def _upwards(token: Token) -> list[Token]:
    """The token and those above it, up to the root."""
    return [token, *token.ancestors]


def _steps(one: Token, other: Token) -> int:
    """The steps between two tokens of a tree; for two sentences, those up to both roots."""
    mine = {t.i: n for n, t in enumerate(_upwards(one))}
    above = _upwards(other)
    return next((n + mine[t.i] for n, t in enumerate(above) if t.i in mine), len(mine) + len(above))
