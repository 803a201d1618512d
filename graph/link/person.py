"""Whether two names can be one person's, and how sure that is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from graph.link.fold import joined_words_of
from graph.link.spelling import are_one_spelling, is_slip, sound_alike
from graph.link.words import rows, word_set

# Below this length a letter more or less makes another name (Chen and Cheng), above it a slip of the pen.
SHORTEST_TYPO = 5
_LOOSE_HYPHEN = re.compile(r"(?<=\b[A-Za-z]{2})-")  # "al-Assad" is two words, "Jin-ping" one


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name without what stands around it: `words` in their order, `generation` as "jr".

    `sex` is "m" or "f" where an honorific shows it ("Mrs Obi").
    """

    words: tuple[str, ...]
    generation: str = ""
    sex: str = ""

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
        """Whether it identifies a person within the family: two words, one of them more than an initial."""
        return len(self.words) > 1 and sum(len(word) > 1 for word in self.words) > 1


@lru_cache(maxsize=200_000)
def person_name(text: str, extra_titles: frozenset[str] = frozenset()) -> PersonName:
    """The name of a person as parts, honorifics, degrees and particles set aside.

    >>> person_name("Dr. Joseph S. Nye Jr.")
    PersonName(words=('joseph', 's', 'nye'), generation='jr', sex='')
    >>> person_name("Obama, Barack").words
    ('barack', 'obama')
    """
    words = list(joined_words_of(_LOOSE_HYPHEN.sub(" ", _turned(text))))
    sex = _sex(words)
    while len(words) > 2 and words[0] in word_set("honorifics") | extra_titles:
        del words[0]
    if len(words) == 2 and words[0] in word_set("honorifics"):  # Dean Acheson was no dean
        del words[0]
    generation = ""
    while len(words) > 1 and (words[-1] in word_set("degrees") or words[-1] in word_set("generations")):
        generation = words[-1] if words[-1] in word_set("generations") else generation
        del words[-1]
    if len(words) == 1 and generation:  # George III is no son of George Washington's
        return PersonName((*words, generation), sex=sex)
    if all(word in word_set("honorifics") | extra_titles for word in words):  # "Secretary of State"
        return PersonName(())
    bare = [word for word in words if word not in word_set("particles")]
    return PersonName(tuple(bare or words), generation, sex)


def _sex(words: list[str]) -> str:
    if len(words) < 2:
        return ""
    return (
        "m"
        if words[0] in word_set("male_honorifics")
        else "f"
        if words[0] in word_set("female_honorifics")
        else ""
    )


def _turned(text: str) -> str:
    """ "Obama, Barack" → "Barack Obama"; a comma before "Jr." does not count."""
    before, comma, after = text.partition(",")
    tail = joined_words_of(after)
    if not comma or not tail or set(tail) <= word_set("generations") | word_set("degrees"):
        return text.replace(",", " ")
    return f"{after} {before}"


def same_word(a: str, b: str) -> str | None:
    """How two words of names agree, or None.

    "equal", "spelling", "variant" (one name in two languages or scripts), "nickname", "initial", "sound"
    (unstressed vowels differ), "typo" (a letter left out or swapped). The last two need other evidence.
    """
    if a == b:
        return "equal"
    if len(a) == 1 or len(b) == 1:
        return "initial" if a[0] == b[0] else None
    if are_one_spelling(a, b):
        return "spelling"
    for kind in ("variant", "nickname"):
        if not rows(kind).get(a, frozenset()).isdisjoint(rows(kind).get(b, frozenset())):
            return kind
    if sound_alike(a, b):
        return "sound"
    return "typo" if _is_typo(a, b) else None


def _is_typo(a: str, b: str) -> bool:
    if min(len(a), len(b)) < SHORTEST_TYPO or OSA.distance(a, b, score_cutoff=1) > 1 or not is_slip(a, b):
        return False
    return len(a) != len(b) or sorted(a) == sorted(b)  # another letter instead makes another name


def relation(a: PersonName, b: PersonName) -> str | None:
    """How two names of persons agree, from "equal" down to "family", or None where they cannot be one.

    "equal", "spelling" (transliteration, joined words), "order", "shorter" (a middle name less),
    "variant" and "nickname" (of the first name), "initials", "sound" (unstressed vowels differ), "typo",
    "family" (only the surname), "given" (only the first name).
    Symmetric.
    """
    if _clash(a.generation, b.generation) or _clash(a.sex, b.sex):
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


def _clash(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def _one_word(short: PersonName, long: PersonName) -> str | None:
    word = short.family
    if len(long.words) == 1:
        return "spelling" if same_word(word, long.family) in ("spelling", "variant") else None
    if word == "".join(long.words) and len(word) >= SHORTEST_TYPO:
        return "spelling"
    if word == long.family or are_one_spelling(word, long.family):
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
    """The agreements of the middle names, the shorter list met in order within the longer.

    Initials count from the first: George W. Bush is not George H. W. Bush. A middle name in full makes
    another name: John Adams is not John Quincy Adams. A patronymic does not.
    """
    if short and min(len(short[0]), len(long[0])) == 1 and same_word(short[0], long[0]) is None:
        return None
    if not short and any(_is_given_name(word) for word in long):
        return None
    found: list[str] = []
    rest = iter(long)
    for word in short:
        kind = next((kind for other in rest if (kind := same_word(word, other))), None)
        if kind is None:
            return None
        found.append(kind)
    return found


def _is_given_name(word: str) -> bool:
    """Whether a middle name is written in full and is no patronymic."""
    return len(word) > 1 and not word.endswith(tuple(word_set("patronymics")))


_STRONGEST_FIRST = ("spelling", "variant", "shorter", "nickname", "initial", "sound", "typo")


def _weakest(found: list[str]) -> str | None:
    if not found:
        return "equal"
    if found.count("typo") + found.count("sound") > 1 and "typo" in found:
        return None  # two slips in one name: another name
    weakest = max(found, key=_STRONGEST_FIRST.index)
    return "initials" if weakest == "initial" else weakest
