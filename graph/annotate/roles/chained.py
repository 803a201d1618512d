"""Role phrases that follow one another: "the director and founder of …, a judge, and her party's chair"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from graph.annotate.lexicon import Lexicon
from graph.annotate.refs import drafts
from graph.annotate.roles.phrases import Covering, is_person_noun, nominal, sentence_end
from graph.grammar.words import POSSESSIVE_CLITICS, THIRD_PERSON_POSSESSIVES
from graph.model import MentionKind

ADVERBS = frozenset(
    "now then currently also himself herself formerly once previously today both later".split()
)
PRESENT = frozenset({"now", "currently"})
CHAINED_TITLES = 6  # titles that one name has in a row
PHRASE_TOKENS = 14  # tokens of the longest phrase in a chain of titles


def chained(doc: Doc, noun: int, covering: Covering, words: Lexicon) -> Iterator[int]:
    """The nouns of the roles that go on after a first one, up to one that belongs to another name."""
    at: int | None = noun
    for _ in range(CHAINED_TITLES):
        i = next_post(doc, at, covering, words) if at is not None else None
        at = post_at(doc, i, covering, words) if i is not None and i < len(doc) else None
        if at is None or is_for_next(doc, at, covering):
            return
        yield at


def post_at(doc: Doc, i: int, covering: Covering, words: Lexicon) -> int | None:
    """The person noun that heads the phrase beginning at `i`, if it tells what someone is."""
    stop = min(i + PHRASE_TOKENS, len(doc), sentence_end(doc, min(i, len(doc) - 1)))
    opening = ADVERBS | THIRD_PERSON_POSSESSIVES | words.past
    while i < stop and (doc[i].pos_ == "DET" or doc[i].lower_ in opening):
        i += 1
    last = None
    while i < stop:
        token = doc[i]
        name = next((r for r in covering.get(i, ()) if r.start == i and r.kind is MentionKind.NAME), None)
        if name is not None and drafts(doc)[name.key].family == "Person" and last is not None:
            return None  # a title of the next name
        if name is not None:
            last, i = None, name.end
        elif _in_phrase(doc, i, stop):
            last = i if is_person_noun(token, words) else None
            i += 1
        else:
            break
    return last


def _in_phrase(doc: Doc, i: int, stop: int) -> bool:
    """Whether a token goes on a noun phrase towards its head."""
    token = doc[i]
    participle = token.tag_ in ("VBN", "VBG") and i + 1 < stop and nominal(doc[i + 1])
    return nominal(token) or participle or token.text == "-" or token.text in POSSESSIVE_CLITICS


def next_post(doc: Doc, noun: int, covering: Covering, words: Lexicon) -> int | None:
    """Where a further apposition may begin: right after the phrase of `noun`, beyond "and" or a comma."""
    i = noun + 1
    stop = min(noun + PHRASE_TOKENS, len(doc), sentence_end(doc, noun))
    while i < stop and doc[i].text != "," and doc[i].pos_ not in ("VERB", "AUX", "SCONJ", "PUNCT"):
        if doc[i].lower_ == "and" and post_at(doc, i + 1, covering, words) is not None:
            return i + 1
        i += 1
    if i < stop and doc[i].text == "," and i + 2 < len(doc):
        return i + 2 if doc[i + 1].lower_ == "and" else i + 1
    return None


def is_for_next(doc: Doc, noun: int, covering: Covering) -> bool:
    """Whether a further apposition belongs to a name that follows it: "…, and its chairman, Jan Kos"."""
    for i in range(noun + 1, min(noun + PHRASE_TOKENS, len(doc) - 1)):
        if doc[i].text == ",":
            return any(
                drafts(doc)[r.key].family == "Person" and r.start == i + 1 for r in covering.get(i + 1, ())
            )
        if doc[i].pos_ in ("VERB", "AUX", "PUNCT"):
            return doc[i].pos_ != "PUNCT"
    return False
