"""Where quotation marks open and close, and whether what is between them is speech."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

OPENING_MARKS, CLOSING_MARKS, STRAIGHT_MARK = "“«„", "”»", '"'
QUOTATION_WORDS = 4  # words of the shortest quotation with a verb; a shorter one sets a word apart


def quotations(doc: Doc) -> Iterator[tuple[int, int, bool]]:
    """Token ranges inside quotation marks, and whether each goes on from a paragraph left open.

    A quotation that is not closed ends with its paragraph; one that opens the next paragraph then
    continues it.
    """
    start: int | None = None
    left_open = False
    for token in doc:
        text = token.text
        if token.is_space and "\n" in text:
            if start is not None and token.i > start:
                yield start, token.i, False
                left_open = True
            start = None
        elif start is None and (text in OPENING_MARKS or (text == STRAIGHT_MARK)):
            start = token.i + 1
        elif start is not None and (text in CLOSING_MARKS or text == STRAIGHT_MARK):
            if token.i > start:
                yield start, token.i, left_open
            start, left_open = None, False


def only_marks(doc: Doc, start: int, end: int) -> bool:
    """Whether two tokens have nothing but marks and spaces between them."""
    return all(t.is_punct or t.is_quote or t.is_space for t in doc[start:end])


def has_verb(doc: Doc, start: int, end: int) -> bool:
    """Whether a stretch of tokens has a verb."""
    return any(t.pos_ in ("VERB", "AUX") for t in doc[start:end])


def is_speech(doc: Doc, start: int, end: int) -> bool:
    """Whether quoted words are long enough, or set off as speech is, to be more than a word set apart."""
    words = [t for t in doc[start:end] if t.is_alpha]
    if not has_verb(doc, start, end) and sum(t.is_title for t in words) * 2 > len(words):
        return False
    return (
        len(words) >= QUOTATION_WORDS + 2
        or (len(words) >= QUOTATION_WORDS and has_verb(doc, start, end))
        or (start > 1 and doc[start - 2].text in (",", ":") and bool(words))
        or (end < len(doc) and doc[end - 1].text in (",", ".", "?", "!") and has_verb(doc, start, end))
    )
