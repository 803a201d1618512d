"""What grammar says of two places in a sentence: clauses, grammatical roles, and who cannot be whom."""

from __future__ import annotations

from spacy.tokens import Token

from graph.grammar.words import MODIFIERS, OBJECTS, SUBJECTS

COUNTING_MODIFIERS = MODIFIERS | {"nummod"}
DEPTH = 12  # steps up a tree at most: deeper parses are noise, and cost stays linear


def clause_verb(token: Token) -> Token | None:
    """The nearest verb above a token, or itself where it is the root and a verb."""
    at = token
    for _ in range(DEPTH):
        if at.head.i == at.i:
            break
        at = at.head
        if at.pos_ in ("VERB", "AUX"):
            return at
    return at if at.pos_ in ("VERB", "AUX") else None


def above(verb: Token | None, other: Token | None) -> str | None:
    """How a clause hangs below another: the dependency of the outermost clause between, None if not below."""
    at = other
    for _ in range(DEPTH):
        if verb is None or at is None or at.head.i == at.i:
            return None
        if at.head.i == verb.i:
            return at.dep_
        at = at.head
    return None


def first_conjunct(token: Token) -> Token:
    """The first member of the coordination that a token stands in, by heads; itself where in none."""
    at = token
    for _ in range(DEPTH):
        if at.dep_ not in ("conj", "appos") or at.head.i == at.i or at.head.pos_ in ("VERB", "AUX"):
            return at
        at = at.head
    return at


def role(token: Token) -> str:
    """The grammatical role of a noun phrase by its head, in a word ("subject", "object", "possessor")."""
    head = first_conjunct(token)
    dep = head.dep_
    if dep in SUBJECTS:
        return "passive" if dep == "nsubjpass" else "subject"
    if dep in OBJECTS:
        return "object"
    if dep == "pobj":
        if head.head.dep_ == "agent":
            return "agent"
        return "oblique" if head.head.head.pos_ in ("VERB", "AUX") else "complement"
    if dep == "poss":
        return "possessor"
    if dep in COUNTING_MODIFIERS:
        return "modifier"
    return "predicate" if dep == "attr" else "root" if dep == "ROOT" else "other"


def barred(pronoun: Token, other: Token) -> bool:
    """Whether binding keeps a pronoun from meaning the phrase headed by another token of its sentence.

    A pronoun that is no possessive or reflexive is not its own clause's subject (principle B); a name
    is nobody whom a pronoun commands from the subject of its clause (principle C); what somebody
    possesses is not the possessor.
    """
    if pronoun.dep_ == "poss":
        return _is_possessed(pronoun, other) or _coordinated(pronoun, other)
    if _coordinated(pronoun, other):
        return True
    reflexive = pronoun.lower_.endswith(("self", "selves"))
    mine, theirs = clause_verb(pronoun), clause_verb(other)
    if mine is not None and theirs is not None and mine.i == theirs.i and not reflexive:
        object_ = pronoun.dep_ in (*OBJECTS, "pobj") and _argument(pronoun, mine)
        if object_ and first_conjunct(other).dep_ in SUBJECTS:
            return True
        if pronoun.dep_ in SUBJECTS and _argument(first_conjunct(other), mine):
            return True
    return pronoun.dep_ in SUBJECTS and other.i > pronoun.i and (mine is not None) and mine.is_ancestor(other)


def _argument(token: Token, verb: Token) -> bool:
    """Whether a token hangs on the verb directly or by one preposition."""
    return token.head.i == verb.i or (token.dep_ == "pobj" and token.head.head.i == verb.i)


def _coordinated(pronoun: Token, other: Token) -> bool:
    return first_conjunct(pronoun).i == first_conjunct(other).i and pronoun.i != other.i


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
    """Whether "it" stands for a clause or for nothing: "it is believed that", "it was hard to"."""
    if token.dep_ == "expl":
        return True
    verb = token.head
    if token.dep_ not in SUBJECTS:
        return False
    if verb.lemma_ in ("seem", "appear", "happen", "rain", "snow", "matter"):
        return True
    clauses = any(c.dep_ in ("ccomp", "xcomp", "advcl", "acl", "csubj") for c in verb.children)
    if verb.lemma_ == "be":
        return clauses or any(
            c.dep_ in ("acomp", "attr")
            and any(g.dep_ in ("xcomp", "ccomp", "acl", "relcl", "advcl") for g in c.children)
            for c in verb.children
        )
    return token.dep_ == "nsubjpass" and any(c.dep_ == "ccomp" for c in verb.children)
