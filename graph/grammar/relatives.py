"""What relative clauses and clefts say something of: the antecedent of a pronoun, the noun of a gap."""

from __future__ import annotations

from spacy.tokens import Token

from graph.grammar.tree import has, has_infinitive_to, subject
from graph.grammar.words import INDEFINITE_ARTICLES, NOUNS, PREDICATES, RELATIVE_ADVERBS, RELATIVE_PRONOUNS

DEEPEST = 8  # steps from a pronoun up to its clause, and from a verb up to the relative clause around it
EMBEDDED = frozenset({"conj", "ccomp", "xcomp"})
"""As these a verb may be within a relative clause: "which Egypt said Iran attacked"."""
CONTENT_LABELS = frozenset({"acl", "relcl", "ccomp"})
"""As these a clause may be what its noun says."""
PREPOSED = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})


def antecedent(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun stands for, in a relative clause or a cleft; None for other words."""
    if pronoun.lower_ not in RELATIVE_PRONOUNS or pronoun.dep_ not in PREPOSED:
        return None
    noun = clause_noun(pronoun)
    if noun is None or noun.i > pronoun.i:
        return None
    indefinite = any(c.lower_ in INDEFINITE_ARTICLES for c in noun.lefts)
    described = noun.dep_ == "appos" and noun.head.pos_ == "PROPN" and indefinite
    return noun.head if described else noun  # "Regev, an Israeli who …" says it of Regev


def clause_noun(token: Token) -> Token | None:
    """The noun that the relative clause or cleft around a token says something of."""
    clause = token
    for _ in range(DEEPEST):
        if clause.dep_ == "relcl" or clause.head.i == clause.i or clause.pos_ in PREDICATES:
            break
        clause = clause.head
    for _ in range(DEEPEST):
        if clause.dep_ not in EMBEDDED or clause.head.i == clause.i or cleft_focus(clause) is not None:
            break
        clause = clause.head
    return clause.head if clause.dep_ == "relcl" else cleft_focus(clause)


def cleft_focus(clause: Token) -> Token | None:
    """The noun between "it was" and a clause: Iran in "It was Iran that attacked Iraq"."""
    copula = clause.head
    if clause.dep_ != "ccomp" or copula.lemma_ != "be":
        return None
    it = subject(copula)
    if it is None or it.lower_ != "it":
        return None
    return next((c for c in copula.rights if c.dep_ == "attr" and c.i < clause.i and c.pos_ in NOUNS), None)


def stands_with_copula(clause: Token) -> bool:
    """Whether a relative clause is as certain as the copula above it: a cleft, or "the first to …"."""
    noun = clause.head
    if clause.dep_ != "relcl" or noun.dep_ != "attr":
        return False
    it = subject(noun.head)
    return has_infinitive_to(clause) or (it is not None and it.lower_ == "it")


def gap(verb: Token) -> Token | None:
    """The noun of a relative clause or cleft that lacks its object: "the firm Tata bought"."""
    at = verb
    while at.dep_ == "xcomp" and at.head.pos_ in PREDICATES and not has(at.head, "dobj"):
        at = at.head
    own = subject(at)
    if (
        own is None
        or own.lower_ in RELATIVE_PRONOUNS
        or any(c.lower_ in RELATIVE_ADVERBS for c in at.children)
    ):
        return None
    if at.dep_ == "relcl":
        return at.head if at.head.pos_ in NOUNS else None
    return cleft_focus(at)


def stranded(verb: Token) -> list[Token]:
    """The prepositions of a verb that have no object: "the country Iran agreed [with]"."""
    return [c for c in verb.children if c.dep_ == "prep" and not has(c, "pobj", "pcomp")]


def is_relative_clause(clause: Token) -> bool:
    """Whether a "that" tagged as a conjunction opens a relative clause all the same: its verb has no object.

    "The accord that Egypt and Mali signed in May" says something of the accord, "the report that Egypt
    attacked Mali" tells what is reported.
    """
    own = subject(clause)
    active = own is not None and own.dep_ == "nsubj" and own.lower_ not in RELATIVE_PRONOUNS
    filled = any(
        c.dep_ in ("dobj", "attr", "acomp", "ccomp", "xcomp") and c.i > clause.i for c in clause.children
    )
    return active and clause.pos_ == "VERB" and not filled


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
