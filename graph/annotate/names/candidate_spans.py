"""A stretch of a text that may be a name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacy.tokens import Doc


@dataclass(slots=True)
class Candidate:
    """A stretch of tokens that may be a name, with what its surroundings say of it.

    `label` is the model's, or STATE for a state, CASE for a lawsuit, DATED for an event with its year, SEAT
    for a government named by who leads it, TAILED for a name closed by a noun in small letters (`short` is
    the name without it). `lead` is where the state's name begins that stands before the name.
    `reach` is where a phrase ends that goes on about the name, 0 where none does.
    """

    start: int
    end: int
    head: int
    label: str = ""
    titled: bool = False
    role: tuple[int, int] | None = None
    state: str | None = None
    lead: int | None = None
    short: str | None = None
    reach: int = 0
    written: str = field(default="", repr=False, compare=False)

    def text(self, doc: Doc) -> str:
        """The name as written, quotation marks and line breaks apart."""
        if self.written:
            return self.written
        words = unquoted(doc[self.start : self.end].text).split()
        if words and len(words[-1]) > 4 and words[-1][-1] == "." and words[-1][:-1].isalpha():
            words[-1] = words[-1].rstrip(".")  # the end of the sentence that the tokenizer left on
        self.written = " ".join(words)
        return self.written

    def full(self, doc: Doc) -> str:
        """The name with the state before it where that stands there ("Chinese Foreign Ministry")."""
        if self.lead is None:
            return self.text(doc)
        return " ".join(doc[self.lead : self.end].text.split())


def unquoted(text: str) -> str:
    """A name without quotation marks, but those around a nickname inside it.

    >>> unquoted("“Group of Seven”"), unquoted("Robert “Bob” Dole")
    ('Group of Seven', 'Robert "Bob" Dole')
    """
    plain = text.replace("“", '"').replace("”", '"')
    if re.fullmatch(r'[^"]+\s"\w+"\s[^"]+', plain):
        return plain
    return plain.replace('"', "")
