"""Whether a sentence begins after an abbreviation: "met the U.S. Chile objected", "Acme Inc. President Roe".

The full stop of an abbreviation hides that of its sentence. A capitalised function word after it begins a
sentence. A name does where a clause is complete before the abbreviation and a finite verb follows the name,
and where nothing ties the name to the abbreviation, as an office or a body's own name would.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from graph.annotate.lexicon import Lexicon
from graph.annotate.names.gazetteer import gazetteer
from graph.grammar.words import FINITE_OR_MODAL

DOTTED = re.compile(r"(?:[A-Z]\.){2,}$")
ROMAN_NUMERAL = re.compile(r"(?:I{1,3}|IV|V|VI{1,3}|IX|X)\.$")
CLOCK_TIMES = frozenset({"a.m.", "p.m.", "am.", "pm."})
GENERATIONS = frozenset({"jr.", "sr."})
NAME_TAGS = frozenset({"NNP", "NNPS"})
SUBJECT_TAGS = NAME_TAGS | frozenset("NN NNS JJ CD POS CC DT IN HYPH , PRP$ RB".split())
FUNCTION_TAGS = frozenset("DT PRP PRP$ WRB WP EX CC".split())
CALENDAR_NAMES = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?$"
)
STARTS = 1  # what spaCy stores for a token that begins a sentence
SUBJECT_TOKENS = 9  # tokens of a subject after an abbreviation, up to its verb
SENTENCE_TOKENS = 60  # tokens before an abbreviation in which its sentence has its verb


def begins_after(doc: Doc, i: int, words: Lexicon, starts: Sequence[int]) -> bool | None:
    """Whether the token at `i`, right after an abbreviation, begins a sentence; None where nothing tells.

    `starts` has STARTS for each earlier token that begins one. Needs tags alone, so that it can run before
    the parser.
    """
    kind = _kind(doc[i - 1], words)
    if kind is None or not doc[i].text[:1].isupper():
        return None
    if _begins(doc, i, kind, words, starts):
        return True
    goes_on = CALENDAR_NAMES.match(doc[i].text) or (
        _ties(doc[i].lower_, words) and not _has_verb(doc, i, starts)
    )
    return False if kind == "generation" or goes_on else None


def _begins(doc: Doc, i: int, kind: str, words: Lexicon, starts: Sequence[int]) -> bool:
    first = doc[i]
    if CALENDAR_NAMES.match(first.text):
        return False
    if first.tag_ in FUNCTION_TAGS and not first.is_upper:
        return kind != "roman" and _has_verb(doc, i, starts)
    if kind == "clock" and first.is_upper:  # a time zone
        return False
    return first.tag_ in NAME_TAGS | {"NNS", "JJ", "NN"} and _parts(doc, i, words, starts)


def _kind(stop: Token, words: Lexicon) -> str | None:
    """What an abbreviation is short for: a state, a legal form, a generation, a time, a number; else None."""
    text, lower = stop.text, stop.lower_
    if not text.endswith(".") or len(text) < 2:
        return None
    if lower in CLOCK_TIMES:
        return "clock"
    if lower in GENERATIONS:
        return "generation"
    if lower.rstrip(".") in words.suffixes and text[0].isupper():
        return "form"
    known = gazetteer(words.ontology)
    if DOTTED.match(text):
        key = text if known.state(text) is not None or known.known_body(text) is not None else ""
        placed = stop.i > 0 and stop.doc[stop.i - 1].text == ","  # "Washington, D.C."
        return "acronym" if key or placed else None
    before = stop.doc[stop.i - 1].lower_ if stop.i else ""
    return "roman" if ROMAN_NUMERAL.match(text) and (before,) in words.heads else None


def _parts(doc: Doc, i: int, words: Lexicon, starts: Sequence[int]) -> bool:
    """Whether a name at `i` is the subject of a new sentence and no part of what precedes it."""
    verb = _verb_after(doc, i)
    if verb is None or not _has_verb(doc, i, starts):
        return False
    state = gazetteer(words.ontology).state(doc[i].text) is not None
    if state and doc[i - 1].text != doc[i].text:
        return True
    if _told_next(doc, i, words, starts):  # "said Acme Corp. Holdings rose": the clause is still to come
        return False
    if DOTTED.match(doc[i - 1].text) and not gazetteer(words.ontology).is_given(doc[i].text):
        return False  # "the U.S. Legation": most words that follow a state's name belong to it
    run = [t for t in doc[i:verb] if t.tag_ in NAME_TAGS | {"NN", "NNS"}]
    return not any(_ties(t.lower_, words) for t in run)


def _ties(word: str, words: Lexicon) -> bool:
    """Whether a noun may go on from the abbreviation: an office ("Senator"), a body's or thing's kind."""
    bare = word.rstrip(".")
    return bare in words.role_heads or bare in words.titles or (word,) in words.name_heads


def _verb_after(doc: Doc, i: int) -> int | None:
    """The finite verb after a subject that begins at `i`, None where anything else comes first."""
    for token in doc[i : i + SUBJECT_TOKENS]:
        if token.tag_ in FINITE_OR_MODAL and token.i > i:
            return token.i
        if token.text == "." or (token.tag_ not in SUBJECT_TAGS and not token.text.endswith(".")):
            return None
    return None


def _sentence(doc: Doc, i: int, starts: Sequence[int]) -> int:
    """Where the sentence of the token before `i` begins, as far as marks tell."""
    at = i - 1
    while (
        at > max(0, i - SENTENCE_TOKENS) and doc[at - 1].text not in (".", "!", "?") and starts[at] != STARTS
    ):
        at -= 1
    return at


def _has_verb(doc: Doc, i: int, starts: Sequence[int]) -> bool:
    """Whether the sentence before `i` has a finite verb, so that it may be complete."""
    return any(t.tag_ in FINITE_OR_MODAL for t in doc[_sentence(doc, i, starts) : i])


def _told_next(doc: Doc, i: int, words: Lexicon, starts: Sequence[int]) -> bool:
    """Whether the last verb before `i` is one of saying and its clause still to come."""
    verbs = [t for t in doc[_sentence(doc, i, starts) : i] if t.tag_ in FINITE_OR_MODAL]
    return bool(verbs) and any(_inflected(verbs[-1].lower_, w) for w in words.says)


def _inflected(form: str, lemma: str) -> bool:
    """Whether a form is one of a verb's, as the lemmatizer, which runs later, would find.

    >>> _inflected("said", "say"), _inflected("denied", "deny"), _inflected("met", "say")
    (True, True, False)
    """
    stem = lemma[:-1] if lemma[-1] in "ey" else lemma
    regular = {lemma, lemma + "s", lemma + "ed", stem + "ed", stem + "ied", stem + "ies", stem + "id"}
    return form in regular or (form, lemma) in (("told", "tell"), ("wrote", "write"), ("thought", "think"))
