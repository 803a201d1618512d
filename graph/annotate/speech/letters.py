"""Letters: what is between "Dear …" and "Yours sincerely" is said by whoever signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from graph.annotate.lexicon import Lexicon
from graph.annotate.refs import Speech, drafts, refs

LINE = re.compile(r"(?m)^.*\S.*$")
OPENING_WORDS, CLOSING_WORDS = 12, 5  # words of the longest line that opens or closes a letter
SIGNED_LINES = 4  # lines after the closing in which those who sign are named


def written(doc: Doc, words: Lexicon) -> Iterator[Speech]:
    """The body of each letter, once for each of those who sign it."""
    lines = [(m.start(), m.end(), re.findall(r"\w+", m[0].casefold())) for m in LINE.finditer(doc.text)]
    start: int | None = None
    for n, (begin, end, said) in enumerate(lines):
        if said[:1] and said[0] in words.words("adjective", "Salutation") and len(said) <= OPENING_WORDS:
            start = end
        elif start is not None and len(said) <= CLOSING_WORDS and _closes(said, words):
            last = lines[min(n + SIGNED_LINES, len(lines) - 1)][1]
            yield from _signed(doc, (start, begin), (end, last))
            start = None


def _closes(said: list[str], words: Lexicon) -> bool:
    closing = words.words("adverb", "Closing") | words.words("noun", "Closing")
    return bool(closing & set(said))


def _signed(doc: Doc, body: tuple[int, int], below: tuple[int, int]) -> Iterator[Speech]:
    text = doc.text[slice(*body)]
    first, end = body[0] + len(text) - len(text.lstrip(" ,:\n")), body[0] + len(text.rstrip())
    said = doc.char_span(first, end, alignment_mode="contract")
    signers = [r for r in refs(doc) if below[0] <= doc[r.start].idx < below[1]]
    people = [r for r in signers if drafts(doc)[r.key].family == "Person"]
    for ref in people or [r for r in signers if drafts(doc)[r.key].family == "Organization"][:1]:
        if said is not None:
            yield Speech(said.start, said.end, ref.head, -1, True)
