"""What the form of a clause says of its truth: facts from a point in time on, results of an infinitive."""

from __future__ import annotations

from spacy.tokens import Token

from graph.grammar.tree import has, has_infinitive_to, is_negated
from graph.grammar.words import COPULAS

UNTIL = frozenset({"until", "till"})


def turning_point(verb: Token) -> Token | None:
    """The "until" from which on a negated clause is a fact, or its clause's verb, None in other clauses.

    "Peru did not recognize Chile until 1942" and "it was not until 1942 that Peru recognized Chile" have it.
    """
    below = verb.dep_ in ("ccomp", "advcl", "csubj", "relcl") and verb.head.i < verb.i
    cleft = below and verb.head.lemma_ == "be" and not is_negated(verb)
    for clause in (verb, verb.head) if cleft else (verb,):
        for child in clause.children:
            mark = (
                child if child.dep_ == "prep" else next((c for c in child.children if c.dep_ == "mark"), None)
            )
            until = mark is not None and child.dep_ in ("prep", "advcl") and mark.lower_ in UNTIL
            if until and (is_negated(clause) or is_negated(child)):
                return child
    return None


def is_result(infinitive: Token) -> bool:
    """Whether an infinitive tells what came of it by its form: "recovered only to be overrun"."""
    only = any(c.dep_ == "advmod" and c.lower_ == "only" and c.i < infinitive.i for c in infinitive.children)
    past = infinitive.head.tag_ in ("VBD", "VBN") and not has(infinitive.head, "neg")
    return infinitive.dep_ in ("advcl", "xcomp") and has_infinitive_to(infinitive) and only and past


def is_copular_infinitive(verb: Token) -> bool:
    """Whether a verb is "to be", "to become" or "to serve as"."""
    as_phrase = any(c.dep_ == "prep" and c.lower_ == "as" for c in verb.children)
    return has_infinitive_to(verb) and (verb.lemma_ in COPULAS or as_phrase)


def is_to_be_done(clause: Token) -> bool:
    """Whether a clause of a noun tells what is still to come: "a summit to be held in May"."""
    return clause.dep_ in ("relcl", "acl") and has_infinitive_to(clause) and has(clause, "auxpass")


def measures_time(adverb: Token) -> bool:
    """Whether an adverb says how long before or after something is: "shortly after it left"."""
    return adverb.i + 1 < len(adverb.doc) and adverb.nbor().lower_ in ("after", "before", "afterwards")
