"""Names of one person: full names, surnames, initials, and family names that come first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from graph.annotate.names.gazetteer import plain

NUMERALS = frozenset({"ii", "iii", "iv"})
NAME_SUFFIXES = NUMERALS | {"jr", "sr"}
SURNAME_PARTICLES = frozenset("abu al ben bin da de del den der di dos du el ibn la le ter van von".split())


def parts(name: str) -> tuple[str, ...]:
    """A person's name in lower-case words, without suffixes and dots; the number of a ruler is a word.

    >>> parts("Joseph S. Nye Jr.")
    ('joseph', 's', 'nye')
    >>> parts("George III")
    ('george', 'iii')
    """
    words = _words(name)
    return words if len(words) < 3 and words[-1:] and words[-1] in NUMERALS else _without_suffixes(words)


def _without_suffixes(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in NAME_SUFFIXES)


def _words(name: str) -> tuple[str, ...]:
    """The words of a name without accents: "Walesa" is the surname of Lech Wałęsa."""
    words = (plain(word.strip('.,()"')) for word in name.replace("’s", "").split())
    return tuple(word for word in words if word)


def generation(name: str) -> str:
    """What follows a name to tell a child from its parent.

    >>> generation("Joseph S. Nye Jr."), generation("Joseph Nye")
    ('jr', '')
    """
    return next((word for word in _words(name)[1:] if word in NAME_SUFFIXES), "")


def nickname(name: str) -> str | None:
    """The nickname in quotation marks or brackets inside a name.

    >>> nickname('Robert "Bob" Dole')
    'bob'
    """
    told = re.search(r"\s[\"(](\w+)[\")]\s", name)
    return told.group(1).casefold() if told else None


def is_called(words: Sequence[str], full: str) -> bool:
    """Whether a name is the nickname and surname of a full one: "Bob Dole"."""
    return len(words) > 1 and words[0] == nickname(full) and words[-1] == parts(full)[-1]


def compatible(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names of at least two words can be one person's: same family name, first names that agree.

    >>> compatible(parts("Joseph Nye"), parts("Joseph S. Nye Jr."))
    True
    >>> compatible(parts("George Johnson"), parts("Jeh Johnson"))
    False
    """
    if not one or not other or one[-1] != other[-1]:
        return tuple(sorted(one)) == tuple(sorted(other)) and len(one) > 1
    if is_surname_of(one, other) or is_surname_of(other, one):
        return True
    firsts, others = one[:-1], other[:-1]
    if not firsts or not others or _middle_initials_differ(firsts, others):
        return False
    return _agree(firsts[0], others[0]) and all(
        any(_agree(a, b) for b in others) for a in firsts[1:] if len(firsts) <= len(others)
    )


def _middle_initials_differ(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether initials tell two namesakes apart: George W. and George H. W."""
    initials = len(one) > 1 and len(other) > 1 and min(len(one[1]), len(other[1])) == 1
    return initials and one[1][0] != other[1][0]


def is_surname_of(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether a name is no more than the family name of another, with its particle.

    >>> is_surname_of(("al", "amiri"), ("rashid", "al", "amiri"))
    True
    """
    return len(one) < len(other) and one[0] in SURNAME_PARTICLES and tuple(other[-len(one) :]) == tuple(one)


def _agree(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def cluster(names: Mapping[str, int], *, apart: frozenset[frozenset[str]] = frozenset()) -> dict[str, str]:
    """Each full name to the fullest name of the same person.

    `names` counts how often each is used; `apart` are pairs of names that the article distinguishes.
    """
    leaders: dict[tuple[str, ...], list[str]] = {}
    found: dict[str, str] = {}
    for name in sorted(names, key=lambda n: (-len(parts(n)), -len(n), -names[n], n)):
        words = parts(name)
        alike = [*leaders.get(words[-1:], ()), *leaders.get(tuple(sorted(words)), ())]
        alike = [one for one in alike if frozenset({name, one}) not in apart and _same_generation(name, one)]
        leader = next((one for one in alike if compatible(words, parts(one)) or is_called(words, one)), None)
        if leader is None:
            for key in dict.fromkeys((words[-1:], tuple(sorted(words)))):
                leaders.setdefault(key, []).append(name)
        found[name] = leader or name
    return found


def _same_generation(one: str, other: str) -> bool:
    a, b = generation(one), generation(other)
    return not (a and b) or a == b


def named_people(word: str, leaders: Iterable[str], family_first: frozenset[str]) -> list[str]:
    """The people that a single name may mean: those with that family name, else with that given name.

    In names whose family name comes first ("Xi Jinping") the first word is the family name.
    """
    key, by_family, by_given = plain(word), [], []
    for leader in leaders:
        words = parts(leader)
        family = words[0] if words[0] in family_first and words[-1] not in family_first else words[-1]
        if key == family or ("-" in family and key in family.split("-")):
            by_family.append(leader)
        elif key in (words[0], words[-1]) or (len(words) > 2 and key in words):
            by_given.append(leader)
    return by_family or by_given
