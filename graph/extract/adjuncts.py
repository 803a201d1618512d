"""What an adverbial phrase ties to the doer: "with the help of France", "in talks with Iran"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Token

from graph.annotate.speech.reporting import subject_of
from graph.extract.doc_view import DocView
from graph.extract.governors import GOVERNOR_STEPS
from graph.extract.nouns import noun_cues
from graph.extract.relations import Found
from graph.extract.times import time_of
from graph.grammar.coordination import conjoined
from graph.ontology import Ontology

POSSESSOR_PREPOSITION = "of"  # the preposition that a possessor or a state's adjective stands for
MEETING = frozenset({"in", "during", "at", "for", "after", "before", "following"})

Adverbial = tuple[str, bool]  # a relation, and whether it leads from what the phrase brings in


@lru_cache(maxsize=4)
def adverbials(ontology: Ontology) -> dict[tuple[str, str], dict[str, Adverbial]]:
    """Cues such as "verb with help of": preposition and noun → the preposition after it → what is told."""
    found: dict[tuple[str, str], dict[str, Adverbial]] = {}
    for kind, inverse in (("preposition", False), ("inversePreposition", True)):
        for cue in ontology.cues_of(kind):
            if cue.words[0] == "verb" and len(cue.words) == 4:
                _, outer, noun, inner = cue.words
                found.setdefault((outer, noun), {})[inner] = (cue.term, inverse)
    return found


def from_adjuncts(view: DocView) -> Iterator[Found]:
    """The relations of all adverbial phrases, in the order of the text."""
    table = adverbials(view.ontology)
    for noun in view.doc:
        if noun.dep_ == "pobj" and noun.pos_ == "NOUN" and view.telling[noun.i]:
            told = table.get((noun.head.lower_, noun.lemma_.lower()))
            if told is not None:
                yield from _told(view, noun, told)
            elif noun.head.lower_ in MEETING:
                yield from _met(view, noun)
            if noun.head.lower_ == "in":
                yield from _wrote(view, noun)


def _told(view: DocView, noun: Token, told: dict[str, Adverbial]) -> Iterator[Found]:
    verb = _verb(noun.head)
    if verb is None:
        return
    for inner, (relation, inverse) in told.items():
        yield from _tied(view, verb, noun, relation, _brought(noun, inner), inverse=inverse)


def _met(view: DocView, noun: Token) -> Iterator[Found]:
    """ "flew to Paris for talks with …", "won concessions in talks with …": the doer is one who talks."""
    verb = _verb(noun.head)
    cues = noun_cues(view.ontology)
    if verb is None or any(c.dep_ == "poss" for c in noun.lefts):
        return
    for cue, _ in cues.get(noun.lower_, cues.get(noun.lemma_.lower(), ())):
        mutual = view.ontology.relations[cue.term].symmetric and cue.words[-1] == "with"
        if mutual and len(cue.words) == 2:
            others = _brought(noun, "with")
            yield from _tied(view, verb, noun, cue.term, others, inverse=False, predicate=noun)


def _wrote(view: DocView, noun: Token) -> Iterator[Found]:
    """ "warned in a report published in March": whoever says something in a new document has made it.

    A document that is only mentioned in passing ("said in a statement") is left alone.
    """
    making, verb = view.words.frame("making"), _verb(noun.head)
    if making is None or verb is None or not _reports(view, verb) or not _new(noun):
        return
    subject = subject_of(verb)
    for author, work in view.pairs(view.keys(subject) if subject is not None else (), view.keys(noun)):
        draft = view.drafts[work]
        others = draft.mark.get("makers", frozenset()) - {author}
        told_of = draft.when is not None or draft.titled or sum(draft.names.values()) > 1
        if told_of and not others and view.ontology.allows(view.cls(author), making, view.cls(work)):
            yield Found(author, making, work, noun.i, (verb.i, verb.i + 1), "adjunct/in")


def _reports(view: DocView, verb: Token) -> bool:
    judging = view.words.words("judgingVerb", "Claimed")
    return verb.lemma_.lower() in view.words.says | judging


def _new(noun: Token) -> bool:
    """Whether a document is told of for the first time, and nobody else is named as its author."""
    named = any(c.dep_ == "prep" and c.lower_ in ("by", "from", "of") for c in noun.rights)
    return not named and any(c.lower_ in ("a", "an") for c in noun.lefts)


def _tied(
    view: DocView,
    verb: Token,
    noun: Token,
    relation: str,
    others: list[Token],
    *,
    inverse: bool,
    predicate: Token | None = None,
) -> Iterator[Found]:
    when, start, end = time_of(view, verb)
    phrase = (noun.head.i, noun.i + 1)
    for subject, target in view.pairs(view.all_keys(view.predicate(verb).agents), view.all_keys(others)):
        if inverse:
            subject, target = target, subject
        if view.ontology.allows(view.cls(subject), relation, view.cls(target)):
            place = (predicate or verb).i
            name = f"adjunct/{noun.lemma_.lower()}"
            yield Found(subject, relation, target, place, phrase, name, None, when, start, end)


def _brought(noun: Token, inner: str) -> list[Token]:
    """What the preposition after the noun brings in; for "of" a possessor and a state's adjective too."""
    found = [
        t
        for prep in noun.rights
        if prep.dep_ == "prep" and prep.lower_ == inner
        for c in prep.children
        if c.dep_ == "pobj"
        for t in conjoined(c)
    ]
    if inner == POSSESSOR_PREPOSITION and not found:
        found = [
            t for c in noun.lefts if c.dep_ in ("poss", "amod", "compound", "nmod") for t in conjoined(c)
        ]
    return found


def _verb(preposition: Token) -> Token | None:
    """The verb that a phrase goes with, also where the parser hung it on an object before it."""
    at = preposition
    for _ in range(GOVERNOR_STEPS):
        at = at.head
        if at.pos_ in ("VERB", "AUX"):
            return at
        if at.dep_ not in ("dobj", "pobj", "prep", "attr", "npadvmod", "nsubjpass"):
            return None
    return None
