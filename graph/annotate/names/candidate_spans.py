"""A stretch of a text that may be a name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc

# The number of a footnote at the end ("Kemal,[1"), and an acronym before the number of a unit.
_NOT_WRITTEN = re.compile(r",?\s?\[\w{1,3}\]?$|\s\([A-Z]{2,6}\)(?=\s\d+$)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of tokens that may be a name, with what its surroundings say about it.

    `text` is the name without quotation marks and line breaks, `key` the same as the gazetteer has it.
    `label` is the model's, or STATE for a state, CASE for a lawsuit, DATED for an event with its year, SEAT
    for a government named after its leader, TAILED for a name that ends in a lower-case noun (`short` is the
    name without it). `with_state` is the name with the state before it, if any ("Chinese Foreign Ministry").
    """

    start: int
    end: int
    head: int
    text: str
    key: str
    label: str = ""
    titled: bool = False
    role: tuple[int, int] | None = None
    state: str | None = None
    with_state: str | None = None
    short: str | None = None

    @property
    def is_single(self) -> bool:
        """Whether the name is one token."""
        return self.end - self.start == 1


def written(doc: Doc, start: int, end: int) -> str:
    """The name that tokens write: no quotation marks, no line breaks, no full stop of the sentence."""
    words = unquoted(doc[start:end].text).split()
    if words and len(words[-1]) > 4 and words[-1][-1] == "." and words[-1][:-1].isalpha():
        words[-1] = words[-1].rstrip(".")  # the tokenizer leaves some full stops on the last word
    return _NOT_WRITTEN.sub("", " ".join(words))


def unquoted(text: str) -> str:
    """A name without quotation marks, except those around a nickname inside it.

    >>> unquoted("“Group of Seven”"), unquoted("Robert “Bob” Dole")
    ('Group of Seven', 'Robert "Bob" Dole')
    """
    plain = text.replace("“", '"').replace("”", '"')
    if re.fullmatch(r'[^"]+\s"\w+"\s[^"]+', plain):
        return plain
    return plain.replace('"', "")
