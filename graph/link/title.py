"""Whether two names can be one body's, place's, agreement's, event's or document's."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.link.fold import words_of
from graph.link.lexicon import Lexicon, is_date
from graph.link.spelling import are_one_spelling
from graph.link.words import spellings, word_set

_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,6}")
SHORTEST_SPELLING = 5


@dataclass(frozen=True, slots=True)
class Title:
    """A parsed name of anything but a person.

    `words` are its distinguishing words, sorted; `order` the same as written;  `countries` the codes
    of the states named in it; `proper` counts its capitalised words that are no heads, `modifiers`
    its others; `capital_head` distinguishes "Korean War" from "war in Korea"; `borrowed` means
    that it contains a known organization; `acronym` means that the name is one; `is_bare` that only
    its owner distinguishes it ("Navy"), `is_mission` that its host does as well ("Embassy").
    """

    words: tuple[str, ...]
    order: tuple[str, ...]
    heads: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    proper: int = 0
    modifiers: int = 0
    capital_head: bool = False
    borrowed: bool = False
    acronym: str = ""
    is_bare: bool = False
    is_mission: bool = False

    @property
    def core(self) -> frozenset[str]:
        """The words that are neither heads nor fillers."""
        return frozenset(self.words) - self.heads - word_set("fillers")


def body_title(text: str, lexicon: Lexicon) -> Title:
    """The name of a body or of anything else that is no person, event or paper.

    Legal forms fall away, and so does the one country that it names, unless it is the whole name.
    """
    raw = _spelled(words_of(text))
    words = tuple(word for word in raw if word not in lexicon.forms) or raw
    bare, countries = lexicon.without_countries(words)
    if (
        not bare or len(countries) > 1
    ):  # "China Daily" belongs to China; "U.S.-China Business Council" to no state
        bare, countries = words, frozenset()
    return _title(text, bare, countries, lexicon.heads, lexicon)


def place_title(text: str, lexicon: Lexicon) -> Title:
    """The name of a place or country: every word counts."""
    return _title(text, _spelled(words_of(text)), frozenset(), frozenset(), lexicon)


def described_title(text: str, lexicon: Lexicon) -> Title:
    """The name of an event, agreement or document: dates and countries are set apart from it."""
    bare, countries = lexicon.without_countries(_spelled(words_of(text)))
    return _title(text, tuple(word for word in bare if not is_date(word)), countries, lexicon.papers, lexicon)


def _spelled(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(spellings().get(word, word) for word in words)


def _title(
    text: str, order: tuple[str, ...], countries: frozenset[str], heads: frozenset[str], lexicon: Lexicon
) -> Title:
    order = tuple(word for word in order if word not in word_set("stop_words")) or order
    capitals = {word for part in text.split() if part[:1].isupper() for word in _spelled(words_of(part))}
    common = heads | lexicon.participants | word_set("ordinals")
    telling = set(order) - common
    nouns = set(order) - word_set("fillers") - word_set("class_modifiers")
    plain_acronym = text.replace(".", "").removeprefix("the ").removeprefix("The ")
    return Title(
        words=tuple(sorted(set(order))),
        order=order,
        heads=frozenset(order) & heads,
        countries=countries,
        proper=len(telling & capitals),
        modifiers=len((set(order) - heads) - (telling & capitals)),
        capital_head=bool(capitals & heads & set(order)),
        borrowed=bool(set(order) & lexicon.participants),
        acronym=plain_acronym.casefold() if _ACRONYM.fullmatch(plain_acronym) else "",
        is_bare=bool(order) and len(nouns) < 2 and nouns <= lexicon.kinds,
        is_mission=set(order) <= word_set("missions") and not word_set("mission_heads").isdisjoint(order),
    )


def relation(a: Title, b: Title) -> str | None:
    """How two names agree: "equal", "spelling", "acronym", "core", or None. Symmetric.

    "core" is a name of which one leaves out the head ("Harvard") or a filler ("Foreign Ministry").
    """
    if not a.words or not b.words:
        return None
    if a.words == b.words:
        return "equal"
    if a.acronym or b.acronym:
        return "acronym" if _abbreviates(a, b) or _abbreviates(b, a) else None
    if "".join(a.order) == "".join(b.order) or _spelled_alike(a, b):
        return "spelling"
    if a.core and a.core == b.core and (a.heads == b.heads or not a.heads or not b.heads):
        return None if _has_own_name(a) != _has_own_name(b) else "core"
    return None


def _has_own_name(name: Title) -> bool:
    """Whether the last word of a name is never left out: Grove Records is not Grove."""
    return len(name.order) > 1 and name.order[-1] in word_set("own_names")


def _abbreviates(short: Title, long: Title) -> bool:
    if not short.acronym or len(long.order) < 2:
        return False
    initials = "".join(word[0] for word in long.order)
    return short.acronym in {initials, initials + "s"}


def _spelled_alike(a: Title, b: Title) -> bool:
    if len(a.order) != len(b.order):
        return False
    pairs = [(x, y) for x, y in zip(a.order, b.order, strict=True) if x != y]
    return len(pairs) <= 1 and all(len(x) >= SHORTEST_SPELLING and _alike(x, y) for x, y in pairs)


def _alike(x: str, y: str) -> bool:
    return are_one_spelling(x, y) and not (x.isdigit() or y.isdigit())
