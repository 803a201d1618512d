"""The owner as the object of a deed: "supports Peru's independence" is support for Peru."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from graph.extract.doc_view import DocView
from graph.grammar.nominals import noun_predicate

OWNERS = ("possessor", "of", "by", "modifier")
"""The roles of the owner of an aspect, the surest first: "Peru's remarks", "the remarks by Peru"."""


def with_owners(view: DocView, tokens: Iterable[Token], relation: str) -> list[Token]:
    """The tokens, each nameless noun for an aspect of the relation's object replaced by its owner."""
    aspects = view.words.words("aspect", relation)
    found = list(tokens)
    return [one for token in found for one in _reached(view, token, aspects)] if aspects else found


def _reached(view: DocView, token: Token, aspects: frozenset[str]) -> Iterator[Token]:
    if token.pos_ != "NOUN" or token.lemma_.lower() not in aspects or view.keys(token):
        yield token
        return
    predicate = noun_predicate(token)
    owned = (predicate.of(role) for role in OWNERS)
    yield from next((owners for owners in owned if view.all_keys(owners)), [token])
