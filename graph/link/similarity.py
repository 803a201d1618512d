"""How similar two names are, from 0 to 1, for benchmarks and suggestions."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from graph.link.fold import plain, skeleton, words_of
from graph.link.lexicon import Lexicon, lexicon
from graph.link.person import SHORTEST_TYPO, person_name, same_word
from graph.link.spelling import SHORTEST
from graph.link.words import spellings, word_set
from graph.ontology import default_ontology

WORD_SCORES = {
    "equal": 1.0, "spelling": 0.95, "variant": 0.95, "sound": 0.95, "nickname": 0.9, "typo": 0.9,
    "initial": 0.85,
}  # fmt: skip
LEAST_ALIKE = 60.0  # rapidfuzz ratio of two words with one skeleton: Sergei/Sergey 83, Olga/Oleg 50
LEAST_WORD = 0.72  # words less alike than this are two words
EXTRA = {
    True: 0.2,
    False: 0.55,
}  # the cost of an extra word relative to a common one, in names of persons and organizations
CONFLICT = 1.4  # what a word costs that has another in its place
_NUMBER = re.compile(r"\d+|[ivx]+")


def similarity(cls: str, one: str, other: str) -> float:
    """The similarity of two names of a class; symmetric, 1 for equal names."""
    if plain(one) and plain(one) == plain(other):
        return 1.0
    person = cls == "Person"
    a, b = _words(one, person), _words(other, person)
    if not a or not b:
        return 0.0
    if "".join(a) == "".join(b):
        return 1.0
    matched, left, right = _aligned(a, b)
    if not matched:
        return _whole(a, b)
    gain = sum(score * _weight(x, y) for score, x, y in matched)
    whole = sum(_weight(x, y) for _, x, y in matched)
    clashes = min(len(left), len(right))
    extra = sorted(left + right, key=len)[2 * clashes :]
    lost = sum(CONFLICT * _weight(x, y) for x, y in zip(sorted(left), sorted(right), strict=False))
    lost += sum(EXTRA[person] * _weight(word, word) for word in extra)
    if any(_NUMBER.fullmatch(word) for word in (*left, *right)):
        lost += 2.0
    return max(gain / (whole + lost), _whole(a, b))


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return lexicon(default_ontology())


@lru_cache(maxsize=10_000)
def _words(name: str, person: bool) -> tuple[str, ...]:
    if person:
        return person_name(name).words
    words = tuple(
        spellings().get(word, word) for word in words_of(name) if word not in word_set("stop_words")
    )
    return tuple(word for word in words if word not in _lexicon().forms) or words


def _weight(x: str, y: str) -> float:
    return 0.5 if min(len(x), len(y)) == 1 else min(len(x), len(y), 6) / 6 + 0.4


def _aligned(
    a: tuple[str, ...], b: tuple[str, ...]
) -> tuple[list[tuple[float, str, str]], list[str], list[str]]:
    """The best pairs of words, each word in one, and the words left over on either side."""
    pairs = sorted(
        (-score, abs(i - j), i, j)
        for i, x in enumerate(a)
        for j, y in enumerate(b)
        if (score := _word(x, y)) >= LEAST_WORD
    )
    left, right = dict(enumerate(a)), dict(enumerate(b))
    matched = []
    for score, _, i, j in pairs:
        if i in left and j in right:
            matched.append((-score, left.pop(i), right.pop(j)))
    return matched, list(left.values()), list(right.values())


@lru_cache(maxsize=100_000)
def _word(x: str, y: str) -> float:
    kind = same_word(x, y)
    return max(WORD_SCORES[kind] if kind else 0.0, _alike(x, y))


def _alike(x: str, y: str) -> float:
    """How alike two words look and sound, whether or not they can be one name."""
    shared = float(OSA.normalized_similarity(x, y))
    if min(len(x), len(y)) >= SHORTEST and skeleton(x) == skeleton(y) and ratio(x, y) >= LEAST_ALIKE:
        return WORD_SCORES["spelling"]
    if min(len(x), len(y)) >= SHORTEST_TYPO and OSA.distance(x, y, score_cutoff=1) <= 1:
        return WORD_SCORES["typo"]
    return shared * 0.95


def _whole(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """Names as wholes, for words run together: "VladimirPutin"."""
    return float(OSA.normalized_similarity("".join(a), "".join(b))) ** 2
