"""Signals of one statement by which its confidence is weighed: numbers by name, 0 where nothing is unusual.

They are what a reader of the parse can see: how surely the statement is said, how its ends are referred to,
and how hard its sentence is to parse. `confidence.toml` has a weight for each that helps.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from graph.annotate.refs import Ref
from graph.extract.doc_view import DocView
from graph.extract.modality import Stance
from graph.extract.relations import Found
from graph.model import MentionKind, Modality

CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "csubj", "csubjpass"})
HEADLINE = 0.6  # the share of capitalized long words from which a sentence reads like a headline
LONG_WORD = 4  # letters of a word that headlines capitalize and sentences do not
MODEL_TYPES = {
    "Person": frozenset({"PERSON"}),
    "Organization": frozenset({"ORG", "NORP"}),
    "Country": frozenset({"GPE", "NORP", "LOC"}),
    "Place": frozenset({"GPE", "LOC", "FAC"}),
}
"""The types that the model's entity recognizer gives to names of these families."""


def signals(view: DocView, found: Found, told: Stance) -> dict[str, float]:
    """The signals of what a rule found, those that are 0 left out."""
    predicate = view.doc[found.predicate]
    ends = [r for key in (found.subject, found.object) if (r := _nearest(view.refs_of(key), predicate))]
    every = {
        **_of_stance(view, found, told),
        **_of_ends(view, ends, predicate.sent),
        **_of_parse(view, ends, predicate),
    }
    return {name: round(value, 3) for name, value in every.items() if value}


def _nearest(refs: Iterable[Ref], predicate: Token) -> Ref | None:
    """The reference to an end that is closest to the predicate, those in its sentence first."""
    sent = predicate.sent
    return min(
        refs,
        key=lambda r: (not _inside(r, sent), abs(r.head - predicate.i), r.start),
        default=None,
    )


def _inside(ref: Ref, sent: Tokens) -> bool:
    return bool(sent.start <= ref.head < sent.end)


def _of_stance(view: DocView, found: Found, told: Stance) -> dict[str, float]:
    weak = told.modality is not Modality.ASSERTED
    speech = view.speech_at(found.predicate)
    return {
        told.modality.value.lower(): float(weak),
        "nobody's words": float(weak and told.speaker is None),
        "quoted": float(bool(speech) and speech[0].quoted),
        "either of several": float(found.hedge is not None),
    }


def _of_ends(view: DocView, ends: list[Ref], sent: Tokens) -> dict[str, float]:
    names = [r for r in ends if r.kind is MentionKind.NAME]
    states = sum(view.family(r.key) == "Country" for r in ends)
    return {
        "pronouns": float(sum(r.kind is MentionKind.PRONOUN for r in ends)),
        "descriptions": float(sum(r.kind is MentionKind.DESCRIPTION for r in ends)),
        "ends in other sentences": float(sum(not _inside(r, sent) for r in ends)),
        "states": float(states),
        "one-word names": float(sum(r.end - r.start == 1 and view.family(r.key) != "Country" for r in names)),
        "names typed otherwise by the model": float(sum(_typed_otherwise(view, r) for r in names)),
    }


def _typed_otherwise(view: DocView, ref: Ref) -> bool:
    types = MODEL_TYPES.get(view.family(ref.key))
    return types is not None and view.doc[ref.head].ent_type_ not in types


def _of_parse(view: DocView, ends: list[Ref], predicate: Token) -> dict[str, float]:
    sent = predicate.sent
    heads = [view.doc[r.head] for r in ends]
    words = [t.text for t in sent if t.is_alpha and len(t.text) >= LONG_WORD]
    capitals = sum(w[0].isupper() for w in words) / len(words) if words else 0.0
    return {
        "sentence length": math.log2(len(sent)),
        "entities in the sentence": math.log2(1 + _entities(view, sent)),
        "clauses above": float(sum(t.dep_ in CLAUSES for t in _upwards(predicate))),
        "steps to the ends": math.log2(1 + max((_steps(predicate, h) for h in heads), default=0)),
        "words to the ends": math.log2(1 + max((abs(predicate.i - h.i) for h in heads), default=0)),
        "coordinated": float(sum(t.dep_ == "conj" for t in (predicate, *heads))),
        "headline": float(capitals >= HEADLINE),
    }


def _entities(view: DocView, sent: Tokens) -> int:
    return len({r.key for i in range(sent.start, sent.end) for r in view.by_head.get(i, ())})


def _upwards(token: Token) -> list[Token]:
    """The token and those above it, up to the root."""
    return [token, *token.ancestors]


def _steps(one: Token, other: Token) -> int:
    """The steps between two tokens of a tree; for two sentences, those up to both roots."""
    mine = {t.i: n for n, t in enumerate(_upwards(one))}
    above = _upwards(other)
    return next((n + mine[t.i] for n, t in enumerate(above) if t.i in mine), len(mine) + len(above))
