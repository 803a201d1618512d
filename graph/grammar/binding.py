"""Grammatical roles, and the constraints of binding on what a pronoun can mean."""

from __future__ import annotations

from spacy.tokens import Token

from graph.grammar.tree import clause_verb, has, phrase_head
from graph.grammar.words import MODIFIERS, OBJECTS, PREDICATES, REFLEXIVE_ENDINGS, SUBJECTS

REASONS = frozenset({"for", "over"})  # prepositions of what someone is thanked or blamed for
COUNTING_MODIFIERS = MODIFIERS | {"nummod"}


def role(token: Token) -> str:
    """The grammatical role of a noun phrase by its head, in a word ("subject", "object", "possessor")."""
    head = phrase_head(token)
    dep = head.dep_
    if dep in SUBJECTS:
        return "passive" if dep == "nsubjpass" else "subject"
    if dep in OBJECTS:
        return "object"
    if dep == "pobj":
        if head.head.dep_ == "agent":
            return "agent"
        return "oblique" if head.head.head.pos_ in PREDICATES else "complement"
    if dep == "poss":
        return "possessor"
    if dep in COUNTING_MODIFIERS:
        return "modifier"
    return "predicate" if dep == "attr" else "root" if dep == "ROOT" else "other"


def barred(pronoun: Token, other: Token) -> bool:
    """Whether binding keeps a pronoun from meaning the phrase headed by another token of its sentence.

    A pronoun that is no possessive or reflexive does not mean the subject of its own clause (principle B);
    the subject pronoun of a clause means no name inside it (principle C); a possession is not its possessor.
    """
    if pronoun.dep_ == "poss":
        return _is_possessed(pronoun, other) or _coordinated(pronoun, other)
    if _coordinated(pronoun, other):
        return True
    reflexive = pronoun.lower_.endswith(REFLEXIVE_ENDINGS)
    mine, theirs = clause_verb(pronoun), clause_verb(other)
    if mine is not None and theirs is not None and mine.i == theirs.i and not reflexive:
        object_ = pronoun.dep_ in (*OBJECTS, "pobj") and _argument(pronoun, mine)
        if object_ and phrase_head(other).dep_ in SUBJECTS:
            return True
        if pronoun.dep_ in SUBJECTS and _argument(phrase_head(other), mine):
            return True
    return pronoun.dep_ in SUBJECTS and other.i > pronoun.i and (mine is not None) and mine.is_ancestor(other)


def _argument(token: Token, verb: Token) -> bool:
    """Whether a token depends on the verb directly or by one preposition."""
    return token.head.i == verb.i or (token.dep_ == "pobj" and token.head.head.i == verb.i)


def _coordinated(pronoun: Token, other: Token) -> bool:
    return phrase_head(pronoun).i == phrase_head(other).i and pronoun.i != other.i


def _is_possessed(pronoun: Token, other: Token) -> bool:
    """Whether the other phrase is what the pronoun possesses: "his wife Anna", "her father, Philip"."""
    thing = pronoun.head
    at = other
    for _ in range(4):
        if at.i == thing.i:
            return True
        if at.dep_ not in ("appos", "compound", "nmod", "flat") or at.head.i == at.i:
            break
        at = at.head
    return thing.head.i == other.i and thing.dep_ in ("compound", "nmod", "appos")


def is_pleonastic(token: Token) -> bool:
    """Whether "it" refers to a clause or to nothing: "it is believed that", "it was hard to"."""
    if token.dep_ == "expl":
        return True
    verb = token.head
    if token.dep_ not in SUBJECTS:
        return False
    if verb.lemma_ in ("seem", "appear", "happen", "rain", "snow", "matter"):
        return True
    if verb.lemma_ == "be":
        complements = [c for c in verb.children if c.dep_ in ("acomp", "attr")]
        return has(verb, "ccomp", "xcomp", "advcl", "acl", "csubj") or any(
            has(c, "xcomp", "ccomp", "acl", "relcl", "advcl") for c in complements
        )
    return token.dep_ == "nsubjpass" and has(verb, "ccomp")


def reasoned(possessive: Token) -> tuple[Token, list[Token]] | None:
    """A verb that says why, with the possession in its reason, and its object: "thanked Kenya for its help".

    None where the possessive is in no such phrase.
    """
    thing = possessive.head
    if possessive.dep_ != "poss" or thing.dep_ != "pobj" or thing.head.lower_ not in REASONS:
        return None
    verb = thing.head.head
    affected = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.i < possessive.i]
    return (verb, affected) if verb.pos_ in PREDICATES and affected else None
