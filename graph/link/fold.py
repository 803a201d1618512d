"""Text → the plain form that names are compared in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_APOSTROPHES = re.compile(r"[’‘'`´ʼʻ]")
_POSSESSIVE = re.compile(r"[’‘']s?$")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}|\b(?:[A-Za-z]\.)+[A-Za-z]\b")
_HYPHEN = re.compile(r"(?<=\w)[-‐‑](?=\w)")
_WORD = re.compile(r"[a-z0-9]+")
_TELLING = {ord("+"): " plus ", ord("#"): " sharp "}  # all that tells "C++ Labs" from "C Labs"

# Letters and pairs that transliterations write in several ways, each to one of them; in this order.
_SOUNDS = (
    ("tsch", "c"), ("sch", "s"), ("dzh", "j"), ("tch", "c"), ("kh", "h"), ("gh", "g"), ("ph", "f"),
    ("th", "t"), ("dh", "d"), ("zh", "j"), ("sh", "s"), ("ch", "c"), ("ck", "k"), ("ts", "c"), ("tz", "c"),
    ("ks", "x"),
    ("q", "k"), ("w", "v"), ("z", "s"), ("y", "i"), ("j", "i"),
)  # fmt: skip


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """Lower-case ASCII words, a closing possessive gone and abbreviations closed up.

    >>> plain("The U.S. People’s  Liberation Army")
    'the us peoples liberation army'
    >>> plain("Türkiye's")
    'turkiye'
    """
    text = _POSSESSIVE.sub("", unicodedata.normalize("NFKC", text).strip())
    text = _DOTTED.sub(lambda found: found[0].replace(".", ""), _APOSTROPHES.sub("", text))
    text = text if text.isascii() else anyascii(text)
    return " ".join(_WORD.findall(_APOSTROPHES.sub("", text.casefold()).translate(_TELLING)))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name in their order.

    >>> words_of("China-U.S. cyber agreement")
    ('china', 'us', 'cyber', 'agreement')
    """
    return tuple(plain(text).split())


def joined_words_of(text: str) -> tuple[str, ...]:
    """The words of a person's name: hyphenated words are joined, initials are separate.

    >>> joined_words_of("Jean-Claude J.R. Juncker")
    ('jeanclaude', 'j', 'r', 'juncker')
    """
    return words_of(_HYPHEN.sub("", text).replace(".", ". "))


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """What is left of a word without vowels and with similar consonants alike: transliterations agree in it.

    So do many different names ("Wang", "Wong"): a skeleton finds names to compare and never decides.

    >>> skeleton("mohammed") == skeleton("muhammad") and skeleton("sergei") == skeleton("sergey")
    True
    """
    for old, new in _SOUNDS:
        word = word.replace(old, new)
    first, rest = word[:1], re.sub(r"[aeiouh]", "", word[1:])
    return re.sub(r"(.)\1+", r"\1", ("a" if first in "aeiou" else first) + rest)
