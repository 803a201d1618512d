"""Whether two words of names are one word in two spellings: transliterations, doubled letters, umlauts.

Vowels tell names apart ("Wang Yang", "Wang Yong"; "Hassan", "Hussein"; "Paul", "Paula"). So two words are one
spelling only where letters differ that stand for one sound in romanizations ("Kovalsky", "Kovalskyy"), and
they may be one sound where unstressed vowels alternate as well ("Ahmed", "Ahmad"), which other evidence must
confirm.
"""

from __future__ import annotations

import re
from functools import lru_cache

SHORTEST = 4  # letters; below, each letter makes another name (Kim and Kin)
VOWELS = "aeiou"

# Letters that romanizations write for one consonant, in this order; capitals stand for one sound each.
_CONSONANTS = (
    (r"tsch|tch|ch", "C"), (r"sch|sh", "S"), (r"dzh", "j"), (r"zh", "Z"), (r"kh", "X"),
    (r"gh", "g"), (r"dh", "d"), (r"th", "t"), (r"ph", "f"), (r"ts|tz", "T"), (r"off$", "ov"),
    (r"x", "ks"), (r"ck", "k"), (r"c(?![eiy])", "k"), (r"w", "v"), (r"z", "s"),
    (r"(?<=[^aeiou])[yj](?=[aeou])", "i"), (r"[yj](?=[aeou])", "J"), (r"[yj]", "i"), (r"(?<=[aeiou])h$", ""),
)  # fmt: skip
# Vowels that are written in two ways; umlauts ("Mueller", "Muller") precede a consonant.
_VOWELS = (
    (r"(?<=[^aeiou])([aou])e(?=[^aeiou])(?!l$)", r"\1"), (r"oo|ou", "u"), (r"ee", "i"), (r"ai", "ei"),
)  # fmt: skip
_LONE = ((r"ck", "k"), (r"c(?![eihy])", "k"), (r"ph", "f"))  # in a word of one syllable
_LOOSE = str.maketrans({"X": "h", "Z": "J", "j": "J", "q": "k", "g": "k"})
_ALTERNATE = {
    frozenset(pair.split("/")) for pair in "a/e e/i o/u ei/e ei/i ei/a u/iu o/io e/ie a/ia io/ie io/e".split()
}
_PARTS = re.compile(r"[aeiou]+|[^aeiou]+")


@lru_cache(maxsize=200_000)
def forms(word: str) -> frozenset[str]:
    """A word as its spellings agree: two words with a form in common are one.

    >>> bool(forms("zelensky") & forms("zelenskyy")), bool(forms("qaddafi") & forms("gadhafi"))
    (True, True)
    >>> bool(forms("wang") & forms("wong")), bool(forms("hassan") & forms("hussein"))
    (False, False)
    """
    if len(word) < SHORTEST:
        return frozenset({word})
    if is_short(word):
        return frozenset({_single(_rewritten(word, _LONE))})
    found = _rewritten(word, _CONSONANTS)
    ways = {_single(_rewritten(one, _VOWELS)) for one in (found, found.replace("ae", "ai"))}
    return frozenset(one.replace("q", sound) for one in ways for sound in "kg")


def _single(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


def _rewritten(word: str, rules: tuple[tuple[str, str], ...]) -> str:
    for old, new in rules:
        word = re.sub(old, new, word)
    return word


def is_short(word: str) -> bool:
    """Whether a word has one syllable, whose vowel is all of the name: "Wang", "Peng", "Minh"."""
    return len(re.findall(r"[aeiouy]+", word)) < 2


def are_one_spelling(a: str, b: str) -> bool:
    """Whether two words are one in two spellings."""
    return not forms(a).isdisjoint(forms(b))


@lru_cache(maxsize=200_000)
def sound_alike(a: str, b: str) -> bool:
    """Whether two words may be one name whose unstressed vowels are written differently.

    >>> sound_alike("ahmed", "ahmad"), sound_alike("claudio", "claudia"), sound_alike("zhang", "zheng")
    (True, False, False)
    """
    if min(len(a), len(b)) < SHORTEST:
        return False
    if is_short(a) or is_short(b):
        long_a, long_b = (_rewritten(_rewritten(one, _CONSONANTS), _VOWELS) for one in (a, b))
        return long_a == long_b
    one, other = (_PARTS.findall(min(forms(word)).translate(_LOOSE)) for word in (a, b))
    if len(one) != len(other) or ((_ends_open(a) or _ends_open(b)) and one[-1] != other[-1]):
        return False
    return all(x == y or frozenset({x, y}) in _ALTERNATE for x, y in zip(one, other, strict=True))


def is_slip(a: str, b: str) -> bool:
    """Whether a letter left out, doubled or swapped is more likely than another name.

    Not in a word of one syllable, not the vowel that ends a name and tells its gender, and not "n" for "ng".
    """
    if is_short(a) or is_short(b) or _ending(a) != _ending(b):
        return False
    return {a[-1:], b[-1:]} != {"n", "g"}


def _ends_open(word: str) -> bool:
    return word[-1:] in VOWELS


def _ending(word: str) -> str:
    return word[-1] if _ends_open(word) else ""
