"""What an adverbial phrase ties to the doer: "with the help of France", "in talks with Iran"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Token

from graph.extract.doc_view import DocView
from graph.extract.related import related
from graph.extract.relations import Found
from graph.extract.times import time_of
from graph.grammar.nominals import ADVERBIAL_PHRASE, governing_verb, noun_predicate
from graph.grammar.predicates import Predicate
from graph.grammar.reporting import subject_of
from graph.grammar.words import INDEFINITE_ARTICLES
from graph.ontology import Ontology

POSSESSOR_PREPOSITION = "of"  # the preposition that a possessor or a state's adjective stands for

Adverbial = tuple[str, bool]  # a relation, and whether it leads from what the phrase brings in


@lru_cache(maxsize=4)
def adverbials(ontology: Ontology) -> dict[tuple[str, str], dict[str, Adverbial]]:
    """Cues such as "verb with help of": preposition and noun → the preposition after it → what is stated."""
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
            known = table.get((noun.head.lower_, noun.lemma_.lower()))
            if known is not None:
                yield from _tied(view, noun_predicate(noun), known)
            if noun.head.lower_ == "in":
                yield from _wrote(view, noun)


def _tied(view: DocView, predicate: Predicate, known: dict[str, Adverbial]) -> Iterator[Found]:
    noun = predicate.head
    doers = [a.token for a in predicate.arguments if a.via[0] == ADVERBIAL_PHRASE]
    verb = governing_verb(noun)
    if verb is None:
        return
    subjects, when, phrase = view.all_keys(doers), time_of(view, verb), (noun.head.i, noun.i + 1)
    name = f"adjunct/{noun.lemma_.lower()}"
    for inner, (relation, inverse) in known.items():
        others = predicate.of(inner)
        if not others and inner == POSSESSOR_PREPOSITION:
            others = predicate.of("possessor", "modifier")
        ends = view.all_keys(others)
        yield from related(
            view, subjects, relation, ends, verb, name, phrase=phrase, inverse=inverse, when=when
        )


def _wrote(view: DocView, noun: Token) -> Iterator[Found]:
    """ "warned in a report published in March": whoever says something in a new document has made it.

    A document that is only mentioned in passing ("said in a statement") is left alone.
    """
    making = view.words.frame("making")
    verb = governing_verb(noun) if _new(noun) else None
    if making is None or verb is None or not _reports(view, verb):
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
    """Whether a document is mentioned for the first time, and no one else is named as its author."""
    named = any(c.dep_ == "prep" and c.lower_ in ("by", "from", "of") for c in noun.rights)
    return not named and any(c.lower_ in INDEFINITE_ARTICLES for c in noun.lefts)
