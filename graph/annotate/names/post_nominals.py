"""Letters after a person's name that are no part of it: degrees, honours, ranks ("K.C.M.G.", "Ph.D.")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from graph.annotate.lexicon import Lexicon


def post_nominals(doc: Doc, words: Lexicon) -> frozenset[int]:
    """The tokens of letters after names.

    Two capitals without dots are letters only right after the name: after a comma they may be a state's code.
    """
    found: set[int] = set()
    known = words.words("noun", "PostNominal")
    for word in _words(doc):
        letters = word.text.strip(",;:)").replace(".", "")
        dotted = "." in word.text or len(letters) > 2
        if letters.casefold() in known and _follows_name(doc, word.start, found, dotted=dotted):
            found.update(t.i for t in word if t.text not in ",;:)")
    return frozenset(found)


def _words(doc: Doc) -> Iterator[Span]:
    """Capitalized stretches of tokens without a space between them: "Ch.B." is one."""
    start = 0
    for token in doc:
        if token.text == "(":
            start = token.i + 1
        elif token.whitespace_ or token.i + 1 == len(doc):
            if doc[start].text[0].isupper():
                yield doc[start : token.i + 1]
            start = token.i + 1


def _follows_name(doc: Doc, start: int, found: set[int], *, dotted: bool) -> bool:
    """Whether a person's name, or letters after one, end before a token, with a comma or bracket between."""
    i = start - 1
    apart = i > 0 and (doc[i].text == "," or doc[i].text == "(")
    i -= apart
    if i < 1 or i in found:
        return i in found
    return _is_capitalized(doc[i]) and _is_capitalized(doc[i - 1]) and (dotted or not apart)


def _is_capitalized(token: Token) -> bool:
    return token.text[0].isupper() and (token.pos_ == "PROPN" or token.ent_type_ == "PERSON")
