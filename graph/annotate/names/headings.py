"""Tokens whose capitals are no evidence of a name: headings, and sentences in capitals."""

from __future__ import annotations

from itertools import islice

from spacy.tokens import Doc

HEADING_WORDS = 18  # words of the longest heading; a longer paragraph is prose
CAPITALS = 0.6  # the share of capitalised words that makes a line a heading
LOUD = 0.7  # the share of words in capitals that makes a sentence shouted
SHOUTED_WORDS = 5  # words in capitals that make a heading; fewer may be a name


def headings(doc: Doc) -> list[bool]:
    """For each token whether its paragraph is a heading: short, unpunctuated, mostly capitals.

    A byline ("By Jane Doe") is no heading: its capitals are names.
    """
    found = [False] * len(doc)
    start = 0
    for end in [*(t.i for t in doc if t.is_space and "\n" in t.text), len(doc)]:
        if _is_heading(doc, start, end):
            found[start:end] = [True] * (end - start)
        start = end + 1
    return found


def shouted(doc: Doc) -> list[bool]:
    """For each token whether its sentence is written in capitals."""
    found = [False] * len(doc)
    for sent in doc.sents:
        words = [t.text for t in sent if t.is_alpha and len(t.text) > 1]
        if len(words) >= SHOUTED_WORDS and sum(w.isupper() for w in words) / len(words) >= LOUD:
            found[sent.start : sent.end] = [True] * (sent.end - sent.start)
    return found


def _is_dated(doc: Doc, start: int, end: int) -> bool:
    """Whether a line ends like an entry of a chronicle: "Recognition of the Republic, 1993."."""
    tail = [t.text for t in doc[max(start, end - 3) : end]]
    return len(tail) == 3 and tail[0] == "," and tail[1].isdigit() and len(tail[1]) == 4 and tail[2] == "."


def _is_heading(doc: Doc, start: int, end: int) -> bool:
    words = list(islice((t for t in doc[start:end] if t.is_alpha), HEADING_WORDS + 1))
    if not words or len(words) > HEADING_WORDS or words[0].lower_ == "by":
        return False
    if doc[end - 1].text in '.!?”"’:' and not _is_dated(doc, start, end):
        return False
    if start == 0 and end == len(doc):
        return False
    long = [t for t in words if len(t) > 3]
    return bool(long) and sum(t.text[0].isupper() for t in long) / len(long) >= CAPITALS
