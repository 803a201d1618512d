"""Sentences end where paragraphs and datelines end, and no title, initial, comma or bare word ends one."""

from __future__ import annotations

from itertools import pairwise

import numpy
from spacy.language import Language
from spacy.tokens import Doc, Token

from graph.annotate.lexicon import lexicon
from graph.annotate.sentence_ends import GENERATIONS, STARTS, begins_after
from graph.annotate.setup import ontology_of
from graph.annotate.speech.turns import turns
from graph.ontology import Ontology

UNDECIDED, GOES_ON = 0, -1  # what spaCy stores for a token besides STARTS
DATELINE_DASHES = frozenset({"—", "–", "-", "--"})
ACRONYM_LETTERS = 2  # letters of the shortest acronym that may open a sentence
DATELINE_TOKENS = 14  # tokens of the longest dateline: two places, a date, an agency in brackets
ABBREVIATIONS = frozenset(
    [
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "sgt",
        "adm",
        "rev",
        "hon",
        "sen",
        "rep",
        "gov",
        "pres",
        "st",
        "no",
        "vs",
        "fr",
        "sir",
    ]
)


@Language.factory(
    "whereas_paragraphs",
    default_config={"ontology": ""},
    requires=["token.tag"],
    assigns=["token.is_sent_start"],
)
def make_paragraphs(nlp: Language, name: str, ontology: str) -> Paragraphs:
    """The component for a registered ontology."""
    return Paragraphs(ontology_of(ontology))


class Paragraphs:
    """Marks sentence starts before the parser runs, which then keeps to them."""

    def __init__(self, ontology: Ontology) -> None:
        self.lexicon = lexicon(ontology)

    def __call__(self, doc: Doc) -> Doc:
        """Set the starts that are certain and rule out those that cannot be; the parser decides the rest."""
        # all at once: the setter of a token looks through the whole Doc each time
        starts = numpy.array(self._starts(doc), dtype="int64").astype("uint64")
        return doc.from_array(["SENT_START"], starts)  # type: ignore[arg-type]

    def _starts(self, doc: Doc) -> list[int]:
        """For each token, in spaCy's numbers, whether a sentence begins there."""
        starts = [STARTS][: len(doc)]
        told = dateline_end(doc, 0)
        spoken = {turn.start for turn in turns(doc)}
        for before, token in pairwise(doc):
            decided = UNDECIDED
            if before.is_space and "\n" in before.text and not token.is_space:
                decided = STARTS
                told = dateline_end(doc, token.i)
            elif token.i == told or token.i in spoken:
                decided = STARTS
            elif token.is_space or _abbreviates(before) or _goes_on(before):
                decided = GOES_ON
            elif (begins := begins_after(doc, token.i, self.lexicon, starts)) is not None:
                decided = STARTS if begins else GOES_ON
            elif before.lower_ in GENERATIONS:  # in small letters goes on what stood before
                decided = GOES_ON
            starts.append(decided)
        return starts


def dateline_end(doc: Doc, start: int) -> int:
    """The first token after a paragraph's dateline ("NEW YORK, June 21 (Reuters) — "), -1 where it has none.

    A dateline begins with a word in capitals, has nothing but names, numbers and brackets, and ends
    in a dash that no second dash answers.
    """
    while start < len(doc) and doc[start].is_space:
        start += 1
    if start >= len(doc) or not (doc[start].is_upper and len(doc[start].text) > ACRONYM_LETTERS):
        return -1
    for i in range(start + 1, min(start + DATELINE_TOKENS, len(doc) - 1)):
        token = doc[i]
        if token.text in DATELINE_DASHES:
            answered = any(t.text in DATELINE_DASHES for t in doc[i + 1 : i + DATELINE_TOKENS])
            return -1 if answered or doc[i + 1].is_space else i + 1
        if not (token.is_title or token.is_upper or token.is_digit or token.is_punct):
            return -1
    return -1


def _goes_on(before: Token) -> bool:
    """Whether no sentence can begin after a token: a word, number or comma, with no mark or line end."""
    return before.is_alpha or before.is_digit or before.text in (",", "-")


def _abbreviates(token: object) -> bool:
    text = getattr(token, "text", "")
    return text.endswith(".") and len(text) > 1 and text[:-1].casefold() in ABBREVIATIONS
