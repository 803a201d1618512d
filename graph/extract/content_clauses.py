"""Content clauses of nouns: "the rumour that Oman attacked Yemen", and what is said about the noun.

What a noun's content clause says is as sure as the noun makes it, and as what the sentence says of the noun:
the report may be denied, dismissed or false.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.annotate.lexicon import Lexicon
from graph.grammar.governors import Governor, Tie, governor, governors
from graph.grammar.tree import is_negated, object_predicatives, objects_of, possessors, predicatives, subject
from graph.model import Modality

STEPS_TO_NOUN = 6  # from a predicate up to the noun whose content it is
DONE_TO = frozenset({Tie.OBJECT, Tie.PASSIVE_SUBJECT})


def judged(noun: Token, words: Lexicon) -> Iterator[Modality]:
    """What a sentence says of its subject with a content clause: "… was false", "… proved untrue"."""
    verb = noun.head
    negated = is_negated(verb)
    for word in predicatives(verb):
        if _is_false(word, words):
            yield Modality.CLAIMED if negated else Modality.DENIED
        elif negated and word.lower_ in words.words("adjective", "Truth"):
            yield Modality.DENIED


def called_false(content: Governor, words: Lexicon) -> bool:
    """Whether someone calls a content clause false: "called the claim that … untrue"."""
    above = governor(content.word)
    called = above.tie is Tie.SUBJECT or above.tie in DONE_TO
    return called and any(_is_false(t, words) for t in object_predicatives(content.word, content.below))


def _is_false(word: Token, words: Lexicon) -> bool:
    """Whether a noun or adjective says of a report that it is wrong."""
    adjectives = words.words("adjective", "Denied") | words.words("adjective", "Falsehood")
    nouns = words.words("noun", "Denied") | words.words("noun", "Falsehood")
    return word.lower_ in adjectives or word.lemma_.lower() in nouns


def not_denied(noun: Governor, words: Lexicon) -> bool:
    """Whether a sentence says that no one denies what a noun says: "the claim was not denied"."""
    return noun.tie in DONE_TO and noun.lemma in words.words("verb", "Denied") and is_negated(noun.word)


def denier(predicate: Token, words: Lexicon) -> Token | None:
    """Who denies a content clause: the agent of "… was denied by Oslo", the subject of "called … false"."""
    content = next((g for g in governors(predicate, STEPS_TO_NOUN) if g.tie is Tie.CONTENT), None)
    if content is None:
        return None
    noun = governor(content.word)
    if called_false(content, words):
        return subject(noun.word)
    denied = noun.tie is Tie.PASSIVE_SUBJECT and noun.lemma in words.words("verb", "Denied")
    return next(iter(objects_of(noun.word, "by")), None) if denied else None


def claimant(predicate: Token) -> Token | None:
    """Whose claim a content clause is: Kenya in "Kenya's claim that …", "Kenya is confident that …"."""
    for link in governors(predicate, STEPS_TO_NOUN):
        if link.tie is Tie.CONTENT:
            noun = governor(link.word)
            repeated = objects_of(noun.word, "by") if noun.tie is Tie.PASSIVE_SUBJECT else []
            own = [*possessors(link.word), *objects_of(link.word, "by", "of", "from")]
            return next(iter([*repeated, *own]), None)
        if link.tie in (Tie.CLAUSE, Tie.PREDICATED) and link.that:
            return subject(link.word) or subject(link.word.head)
    return None
