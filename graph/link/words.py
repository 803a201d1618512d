"""The words that name comparison knows, read once from `words.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from graph.link.fold import words_of


@cache
def _table() -> dict[str, str]:
    text = files("graph.link").joinpath("words.toml").read_text(encoding="utf-8")
    return {name: str(value) for name, value in tomllib.loads(text).items()}


@cache
def word_set(name: str) -> frozenset[str]:
    """The words of one list of `words.toml`, folded."""
    return frozenset(word for part in _table()[name].split() for word in words_of(part))


@cache
def spellings() -> Mapping[str, str]:
    """Each spelling and its canonical spelling."""
    rows = [
        [word.replace("-", "") for word in line.split()]
        for line in _table()["spellings"].splitlines()
        if line
    ]
    return {other: row[0] for row in rows for other in row[1:]}


@cache
def rows(name: str) -> Mapping[str, frozenset[str]]:
    """From a word to the rows of "nickname" or "variant" that have it: names in one row may be one."""
    found: dict[str, set[str]] = {}
    for line in filter(None, _table()[f"{name}s"].splitlines()):
        for word in line.split():
            found.setdefault(word, set()).add(line)
    return {word: frozenset(lines) for word, lines in found.items()}
