"""What relative clauses and clefts say something of: the antecedent of a pronoun, the noun of a gap."""

from __future__ import annotations

from spacy.tokens import Token

from graph.grammar.tree import has, subject
from graph.grammar.words import NOUNS, PREDICATES, RELATIVE_ADVERBS, RELATIVE_PRONOUNS

DEEPEST = 8  # steps from a pronoun up to its clause, and from a verb up to the relative clause around it
EMBEDDED = frozenset({"conj", "ccomp", "xcomp"})
"""As these a verb may be within a relative clause: "which Egypt said Iran attacked"."""
PREPOSED = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})


def antecedent(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun stands for, in a relative clause or a cleft; None for other words."""
    if pronoun.lower_ not in RELATIVE_PRONOUNS or pronoun.dep_ not in PREPOSED:
        return None
    noun = clause_noun(pronoun)
    return noun if noun is not None and noun.i < pronoun.i else None


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
