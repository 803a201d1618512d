"""How well the names of a node fit those of a gold entity."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

SMALL_WORDS = frozenset(
    {"a", "an", "and", "by", "for", "in", "of", "on", "that", "the", "this", "to", "with"}
)
ENOUGH = 0.5  # of the words of two descriptions together must be in both


def normal(name: str) -> str:
    """A name for comparing: case, punctuation, possessive and leading article aside.

    >>> normal("The President’s")
    'president'
    """
    plain = unicodedata.normalize("NFKC", name).casefold().replace("’", "'").replace("‘", "'")
    plain = re.sub(r"'s?\b", "", plain)
    return re.sub(r"^(the|a|an) ", "", re.sub(r"[^\w]+", " ", plain).strip())


def _words(name: str) -> set[str]:
    return set(normal(name).split()) - SMALL_WORDS


def closeness(gold: Iterable[str], names: Iterable[str], *, loose: bool) -> float:
    """How well two sets of names agree: above 10 for a name in both, then more names, then longer ones.

    With `loose`, half of the words in common count too, up to 5; 0 is no agreement at all.
    """
    gold, names = list(gold), list(names)
    if same := {normal(name) for name in gold} & {normal(name) for name in names}:
        return 10 + len(same) + max(map(len, same)) / 100
    if not loose:
        return 0.0
    shares = [_share(_words(one), _words(other)) for one in gold for other in names]
    best = max(shares, default=0.0)
    return 5 * best if best >= ENOUGH else 0.0


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
