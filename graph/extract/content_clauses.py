"""Content clauses of nouns: "the rumour that Oman attacked Yemen", and what is said about the noun.

What a noun's content clause says is as sure as the noun makes it, and as what the sentence says of the noun:
the report may be denied, dismissed or false.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.annotate.lexicon import Lexicon
from graph.grammar.relatives import is_relative_clause
from graph.grammar.tree import is_negated, objects_of, opens_with_that, possessors, subject
from graph.model import Modality

CONTENT_LABELS = frozenset({"acl", "relcl", "ccomp"})
STEPS_TO_NOUN = 6  # from a predicate up to the noun whose content it is


def is_content(clause: Token) -> bool:
    """Whether a clause is what its noun says and tells nothing of the noun: its "that" has no role in it.

    The parser takes such a "that" for an object at times, next to the clause's own object.
    """
    if clause.dep_ not in CONTENT_LABELS or clause.head.pos_ not in ("NOUN", "PROPN"):
        return False
    that = next((c for c in clause.lefts if c.lower_ == "that"), None)
    if that is None or not any(c.dep_ in ("nsubj", "nsubjpass") and c.i != that.i for c in clause.lefts):
        return False
    if that.dep_ == "dobj" and is_relative_clause(clause):
        return False
    return (
        that.dep_ == "mark"
        or that.tag_ == "IN"
        or any(c.dep_ == that.dep_ and c.i != that.i for c in clause.children)
    )


def judged(noun: Token, words: Lexicon) -> Iterator[Modality]:
    """What a sentence says of its subject with a content clause: "… was false", "… proved untrue"."""
    verb = noun.head
    told = [c for c in verb.children if c.dep_ in ("acomp", "attr", "oprd")]
    told += [g for c in verb.children if c.dep_ == "xcomp" and c.lemma_ == "be" for g in c.children]
    negated = is_negated(verb)
    for word in told:
        if _is_false(word, words):
            yield Modality.CLAIMED if negated else Modality.DENIED
        elif negated and word.lower_ in words.words("adjective", "Truth"):
            yield Modality.DENIED


def called_false(clause: Token, words: Lexicon) -> bool:
    """Whether someone calls a content clause false: "called the claim that … untrue".

    The parser hangs the adjective on the clause at times.
    """
    noun = clause.head
    if noun.dep_ not in ("dobj", "nsubj", "nsubjpass"):
        return False
    beside = [c for c in noun.head.children if c.dep_ in ("oprd", "acomp", "ccomp") and c.i > noun.i]
    beside += [c for c in clause.rights if c.tag_ == "JJ"]
    return any(_is_false(c, words) for c in beside)


def _is_false(word: Token, words: Lexicon) -> bool:
    """Whether a noun or adjective says of a report that it is wrong."""
    adjectives = words.words("adjective", "Denied") | words.words("adjective", "Falsehood")
    nouns = words.words("noun", "Denied") | words.words("noun", "Falsehood")
    return word.lower_ in adjectives or word.lemma_.lower() in nouns


def not_denied(noun: Token, words: Lexicon) -> bool:
    """Whether a sentence says that no one denies what a noun says: "the claim was not denied"."""
    verb = noun.head
    denying = noun.dep_ in ("dobj", "nsubjpass") and verb.lemma_.lower() in words.words("verb", "Denied")
    return denying and is_negated(verb)


def denier(predicate: Token, words: Lexicon) -> Token | None:
    """Who denies a content clause: the agent of "… was denied by Oslo", the subject of "called … false"."""
    at = predicate
    for _ in range(STEPS_TO_NOUN):
        if is_content(at):
            verb = at.head.head
            if called_false(at, words):
                return next((c for c in verb.children if c.dep_ == "nsubj"), None)
            if at.head.dep_ != "nsubjpass" or verb.lemma_.lower() not in words.words("verb", "Denied"):
                return None
            agents = (c for c in verb.children if c.dep_ == "agent")
            return next((t for a in agents for t in a.children if t.dep_ == "pobj"), None)
        if at.head.i == at.i:
            break
        at = at.head
    return None


def claimant(predicate: Token) -> Token | None:
    """Whose claim a content clause is: Kenya in "Kenya's claim that …", "Kenya is confident that …"."""
    at = predicate
    for _ in range(STEPS_TO_NOUN):
        if is_content(at):
            repeated = objects_of(at.head.head, "by") if at.head.dep_ == "nsubjpass" else []
            return next(
                iter([*repeated, *possessors(at.head), *objects_of(at.head, "by", "of", "from")]), None
            )
        if at.dep_ == "ccomp" and opens_with_that(at):
            return subject(at.head) or subject(at.head.head)
        if at.head.i == at.i:
            break
        at = at.head
    return None
