"""A spaCy pipeline's own components, made quicker without a change in what they say.

A word of one tag has one lemma, and meets one set of rules: what depends on nothing else is remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token
from thinc.api import NumpyOps

OF_THE_WORD = frozenset({"LOWER", "TAG", "IS_SPACE"})
"""What a rule may ask of a token that follows from its lower-case form and its tag."""

MOST = 500_000  # words remembered: some 60 MB, which a corpus of millions of articles would pass

Match = tuple[int, int, int, int]
"""The number of a rule, its name, and the half-open stretch of tokens, as AttributeRuler orders them."""


def quicken(nlp: Language) -> None:
    """Quicken what is known here of a pipeline's components, and leave all others as they are."""
    for _, pipe in nlp.pipeline:
        _use_openblas(pipe)
        if type(pipe) is EnglishLemmatizer and pipe.mode == "rule":
            _index_lemmas(pipe)
            pipe.lemmatize = Lemmas(pipe).of
        elif type(pipe) is AttributeRuler:
            pipe.match = Rules(pipe).match  # type: ignore[method-assign]


def _use_openblas(pipe: Any) -> None:
    """OpenBLAS rather than blis, whose wheel picks a slow kernel on current processors."""
    network = getattr(pipe, "model", None)
    if network is not None and isinstance(getattr(network, "ops", None), NumpyOps):
        for node in network.walk():
            node.ops = NumpyOps(use_blis=False)


def _index_lemmas(pipe: EnglishLemmatizer) -> None:
    """Make sets of the lists of known lemmas, which the rules only ask whether they contain a form."""
    table = pipe.lookups.get_table("lemma_index")
    for part_of_speech, lemmas in list(table.items()):
        table[part_of_speech] = frozenset(lemmas)


class Lemmas:
    """The lemmas of a rule lemmatizer, which follow from a token's text, part of speech and morphology.

    The lemmatizer itself remembers only those that it had to work for.
    """

    def __init__(self, pipe: EnglishLemmatizer) -> None:
        self._find = pipe.rule_lemmatize
        self._known: dict[tuple[int, int, int], list[str]] = {}

    def of(self, token: Token) -> list[str]:
        """The lemmas of a token, the first being the one that counts."""
        key = (token.orth, token.pos, token.morph.key)  # type: ignore[attr-defined]
        found = self._known.get(key)
        if found is None:
            if len(self._known) > MOST:
                self._known.clear()
            found = self._known[key] = self._find(token)
        return found


class Rules:
    """The matches of an attribute ruler: those of single words remembered, those of several looked for."""

    def __init__(self, pipe: AttributeRuler) -> None:
        numbered: list[tuple[int, Any]] = [
            (number, one["patterns"]) for number, one in enumerate(pipe.patterns)
        ]
        self._single = _matcher(pipe, ((n, those) for n, those in numbered if _is_of_the_word(those)))
        self._others = _matcher(pipe, ((n, those) for n, those in numbered if not _is_of_the_word(those)))
        self._strings = pipe.vocab.strings
        self._known: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {}

    def match(self, doc: Doc) -> list[Match]:
        """All matches, sorted: what `AttributeRuler.match` gives."""
        found = self._numbered(self._others(doc, allow_missing=True, as_spans=False))
        for i, token in enumerate(doc):
            key = (token.lower, token.tag)
            rules = self._known.get(key)
            if rules is None:
                rules = self._known[key] = self._look(doc, i)
            for number, name in rules:
                found.append((number, name, i, i + 1))
        found.sort()
        if len(self._known) > MOST:
            self._known.clear()
        return found

    def _look(self, doc: Doc, i: int) -> tuple[tuple[int, int], ...]:
        matches = self._single(doc[i : i + 1], allow_missing=True, as_spans=False)
        return tuple((number, name) for number, name, _, _ in self._numbered(matches))

    def _numbered(self, matches: Iterable[tuple[int, int, int]]) -> list[Match]:
        return [(int(self._strings[name]), name, start, end) for name, start, end in matches]


def _is_of_the_word(patterns: Sequence[Sequence[Mapping[str, object]]]) -> bool:
    """Whether all patterns of a rule are of one token and ask for nothing but its word and tag."""
    return all(len(one) == 1 and one[0].keys() <= OF_THE_WORD for one in patterns)


def _matcher(pipe: AttributeRuler, rules: Iterable[tuple[int, Any]]) -> Matcher:
    made = Matcher(pipe.vocab, validate=False)
    for number, patterns in rules:
        made.add(str(number), patterns)
    return made
