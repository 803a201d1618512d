"""Which single tokens may be part of a name, by their capitals, their tag and the model's label."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from graph.grammar.words import QUOTATION_MARKS

NAME_LABELS = frozenset(
    {"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT"}
)
PLACE_ARTICLES = frozenset("al el ar ad ash la los las le de".split())  # words that open place names
HONORIFIC = frozenset({"dr", "mr", "mrs", "ms", "prof", "gen", "sen", "president", "former"})
CALENDAR = frozenset(
    "january february march april may june july august september october november december "
    "jan feb sept oct nov dec monday tuesday wednesday thursday friday saturday sunday".split()
)


OPENING_PREPOSITIONS = frozenset(
    "about above across after against along amid among around at before behind below beneath beside besides "
    "between beyond by despite during for from in inside into like near of off on outside over past since "
    "through throughout to toward towards under underneath unlike until upon via with within without".split()
)


@dataclass(frozen=True, slots=True)
class Capitals:
    """For each token whether it may open a name, may go on in one, and opens a sentence."""

    opening: tuple[bool, ...]
    inside: tuple[bool, ...]
    starts: tuple[bool, ...]


def capitals(doc: Doc, *, letters: Set[int] = frozenset()) -> Capitals:
    """The tokens of a Doc that may be part of a name; none opens at `letters` after a name."""
    return Capitals(
        tuple(t.i not in letters and is_name_word(t) for t in doc),
        tuple(is_name_word(t, inside=True) for t in doc),
        tuple(starts_sentence(t) for t in doc),
    )


def is_name_word(token: Token, *, inside: bool = False) -> bool:
    """Whether a token may be part of a name; `inside` says that a name has begun before it."""
    text = token.text
    if not text[0].isupper() and not (
        inside and text[0].isdigit() and token.ent_type_ in ("ORG", "FAC", "EVENT")
    ):
        return False
    if token.pos_ in ("PRON", "DET", "AUX", "CCONJ", "SCONJ", "INTJ") and not _may_be_name(token, inside):
        return False
    if token.ent_type_ in ("DATE", "TIME") and token.pos_ != "PROPN":
        return False
    if token.lower_ in CALENDAR and (not inside or token.ent_type_ == "DATE"):
        return False
    if starts_sentence(token) or _opens_quote(token):
        return token.lower_ not in OPENING_PREPOSITIONS and _opens_sentence(token)
    return token.pos_ not in ("ADP", "ADV", "PART") or token.ent_type_ in NAME_LABELS


def _may_be_name(token: Token, inside: bool) -> bool:
    """Whether what the tagger calls a function word is part of a name: "WHO", "World War I", "Al Asad"."""
    if len(token.text) > 1 and token.text.isupper():
        return True
    if token.text == "I":
        return inside and token.dep_ not in ("nsubj", "nsubjpass") and token.ent_type_ != ""
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    return (
        token.lower_ in PLACE_ARTICLES
        and after is not None
        and after.pos_ == "PROPN"
        and after.text[0].isupper()
    )


def _opens_sentence(token: Token) -> bool:
    """A first word is a name when the tagger or the model says so, a common noun not by the model alone."""
    if token.pos_ == "PROPN" or token.lower_.rstrip(".") in HONORIFIC:
        return True
    if token.ent_type_ not in NAME_LABELS:
        return False
    alone = token.i + 1 >= len(token.doc) or not token.nbor().text[0].isupper()
    return not (
        alone
        and token.pos_ in ("NOUN", "VERB")
        and token.ent_type_ in ("ORG", "PRODUCT", "WORK_OF_ART", "PERSON", "FAC")
    )


def _opens_quote(token: Token) -> bool:
    return (
        token.i > 0
        and token.nbor(-1).text in QUOTATION_MARKS
        and (token.i == 1 or not token.nbor(-2).is_alpha)
    )


def starts_sentence(token: Token) -> bool:
    """Whether a sentence begins here; not right after a word, where only the parser would have it so."""
    return bool(token.is_sent_start) and (token.i == 0 or not token.nbor(-1).is_alpha)
