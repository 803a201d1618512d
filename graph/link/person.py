"""Whether two names can be one person's, and how sure that is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from graph.link.fold import joined_words_of, skeleton
from graph.link.words import nicknames, word_set

# Below these lengths a changed letter makes another name (Kim and Kin), above them a slip of the pen.
SHORTEST_TYPO = 5
SHORTEST_SOUND = 4
_LOOSE_HYPHEN = re.compile(r"(?<=\b[A-Za-z]{2})-")  # "al-Assad" is two words, "Jin-ping" one
LEAST_ALIKE = 60.0  # rapidfuzz ratio of two words with one skeleton: Sergei/Sergey 83, Olga/Oleg 50


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name without what stands around it: `words` in their order, `generation` as "jr"."""

    words: tuple[str, ...]
    generation: str = ""

    @property
    def family(self) -> str:
        """The last word, which in most names is the family's."""
        return self.words[-1] if self.words else ""

    @property
    def given(self) -> tuple[str, ...]:
        """All words but the last."""
        return self.words[:-1]

    @property
    def is_full(self) -> bool:
        """Whether it tells a person from their family: two words, one of them more than an initial."""
        return len(self.words) > 1 and sum(len(word) > 1 for word in self.words) > 1


@lru_cache(maxsize=200_000)
def person_name(text: str, extra_titles: frozenset[str] = frozenset()) -> PersonName:
    """The name of a person as parts, honorifics, degrees and particles set aside.

    >>> person_name("Dr. Joseph S. Nye Jr.")
    PersonName(words=('joseph', 's', 'nye'), generation='jr')
    >>> person_name("Obama, Barack").words
    ('barack', 'obama')
    """
    words = list(joined_words_of(_LOOSE_HYPHEN.sub(" ", _turned(text))))
    while len(words) > 2 and words[0] in word_set("honorifics") | extra_titles:
        del words[0]
    if len(words) == 2 and words[0] in word_set("honorifics"):  # Dean Acheson was no dean
        del words[0]
    generation = ""
    while len(words) > 1 and (words[-1] in word_set("degrees") or words[-1] in word_set("generations")):
        generation = words[-1] if words[-1] in word_set("generations") else generation
        del words[-1]
    if len(words) == 1 and generation:  # George III is no son of George Washington's
        return PersonName((*words, generation))
    if all(word in word_set("honorifics") | extra_titles for word in words):  # "Secretary of State"
        return PersonName(())
    bare = [word for word in words if word not in word_set("particles")]
    return PersonName(tuple(bare or words), generation)


def _turned(text: str) -> str:
    """ "Obama, Barack" → "Barack Obama"; a comma before "Jr." is none of that kind."""
    before, comma, after = text.partition(",")
    tail = joined_words_of(after)
    if not comma or not tail or set(tail) <= word_set("generations") | word_set("degrees"):
        return text.replace(",", " ")
    return f"{after} {before}"


def same_word(a: str, b: str) -> str | None:
    """How two words of names agree: "equal", "nickname", "sound", "typo", "initial", or not at all."""
    if a == b:
        return "equal"
    if len(a) == 1 or len(b) == 1:
        return "initial" if a[0] == b[0] else None
    if nicknames().get(a, frozenset()) & nicknames().get(b, frozenset()):
        return "nickname"
    if min(len(a), len(b)) >= SHORTEST_SOUND and skeleton(a) == skeleton(b) and ratio(a, b) >= LEAST_ALIKE:
        return "sound"
    if min(len(a), len(b)) >= SHORTEST_TYPO and OSA.distance(a, b, score_cutoff=1) <= 1:
        return "typo"
    return None


def relation(a: PersonName, b: PersonName) -> str | None:
    """How two names of persons agree, from "equal" down to "family", or None where they cannot be one.

    "equal", "spelling" (transliteration, joined words), "order", "shorter" (a middle name less),
    "nickname", "initials", "sound" (transliteration of every word), "typo", "family" (only the
    surname), "given" (only the first name).
    Symmetric.
    """
    if a.generation and b.generation and a.generation != b.generation:
        return None
    if a.words == b.words:
        return "equal"
    if len(a.words) == 1 or len(b.words) == 1:
        return _one_word(a, b) if len(a.words) <= len(b.words) else _one_word(b, a)
    if "".join(a.words) == "".join(b.words):
        return "spelling"
    if sorted(a.words) == sorted(b.words):
        return "order"
    return _aligned(a, b)


def _one_word(short: PersonName, long: PersonName) -> str | None:
    word = short.family
    if len(long.words) == 1:
        kind = same_word(word, long.family)
        return "spelling" if kind in ("sound",) else None
    if word == "".join(long.words) and len(word) >= SHORTEST_TYPO:
        return "spelling"
    if word == long.family:
        return "family"
    return "given" if word == long.words[0] and len(word) > 1 else None


def _aligned(a: PersonName, b: PersonName) -> str | None:
    """The weakest agreement of the words, aligned from the family name; None if any disagrees."""
    kinds = [same_word(a.family, b.family), same_word(a.given[0], b.given[0])]
    if None in kinds or kinds[0] in ("initial", "nickname"):
        return None
    short, long = sorted((a.given[1:], b.given[1:]), key=len)
    middle = _middle(short, long)
    if middle is None:
        return None
    found = [kind for kind in (*kinds, *middle) if kind and kind != "equal"]
    if len(short) != len(long):
        found.append("shorter")
    return _weakest(found)


def _middle(short: tuple[str, ...], long: tuple[str, ...]) -> list[str] | None:
    """The agreements of the middle names, the shorter list met in order within the longer."""
    found: list[str] = []
    rest = iter(long)
    for word in short:
        kind = next((kind for other in rest if (kind := same_word(word, other))), None)
        if kind is None:
            return None
        found.append(kind)
    return found


_STRONGEST_FIRST = ("sound", "shorter", "nickname", "initial", "typo")
_NAMED = {"sound": "spelling", "initial": "initials"}


def _weakest(found: list[str]) -> str | None:
    if not found:
        return "equal"
    if found.count("typo") + found.count("sound") > 1 and "typo" in found:
        return None  # two slips in one name: another name
    if found.count("sound") > 1:
        return "sound"  # no word is written alike
    weakest = max(found, key=_STRONGEST_FIRST.index)
    return _NAMED.get(weakest, weakest)
