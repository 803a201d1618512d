"""Sentences end where paragraphs end, and no title or initial ends one."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

ABBREVIATIONS = frozenset(
    ["dr", "mr", "mrs", "ms", "prof", "gen", "lt", "col", "maj", "capt", "sgt", "adm", "rev", "hon", "sen", "rep", "gov", "pres", "st", "jr", "sr", "no", "vs", "fr", "sir"]
)


@Language.component("whereas_paragraphs", assigns=["token.is_sent_start"])
def paragraphs(doc: Doc) -> Doc:
    """Mark sentence starts before the parser runs, which then keeps to them."""
    for token in doc[1:]:
        before = doc[token.i - 1]
        if before.is_space and "\n" in before.text and not token.is_space:
            token.is_sent_start = True
        elif token.is_space or _abbreviates(before):
            token.is_sent_start = False
    return doc


def _abbreviates(token: object) -> bool:
    text = getattr(token, "text", "")
    return text.endswith(".") and len(text) > 1 and text[:-1].casefold() in ABBREVIATIONS
