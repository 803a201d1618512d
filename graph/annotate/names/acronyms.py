"""Acronyms of names: which letters a name gives, function words counted or not."""

from __future__ import annotations

import re

NAME_FUNCTION_WORDS = frozenset("of the for and on in to & 's ’s at a an".split())  # acronyms leave them out


def initials(name: str) -> str:
    """The letters an acronym of the name would have.

    >>> initials("Group of Governmental Experts")
    'GGE'
    """
    return "".join(w[0].upper() for w in _split(name) if w.casefold() not in NAME_FUNCTION_WORDS)


def all_initials(name: str) -> str:
    """The letters of an acronym that counts function words too.

    >>> all_initials("Department of Defense")
    'DOD'
    """
    return "".join(w[0].upper() for w in _split(name))


def _split(name: str) -> list[str]:
    return [w for w in re.split(r"\W+", name) if w]


def is_acronym_of(short: str, name: str) -> bool:
    """Whether `short` is made of the name's initials, function words counted or not."""
    letters = short.replace(".", "").upper()
    return len(letters) > 1 and letters in (initials(name), all_initials(name))
