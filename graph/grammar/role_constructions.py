"""Constructions that give a noun a bearer or an owner: one function each, in the order asked.

In "Siemens, the parent of Corus", the bearer of "parent" is what it is said about, Siemens; its owner is
whose it is, Corus.
"""

from __future__ import annotations

from spacy.tokens import Token

from graph.grammar.constructions import construction
from graph.grammar.coordination import brought, conjoined
from graph.grammar.predicates import Kind
from graph.grammar.tree import dependents, has, prepositions
from graph.grammar.verbs import verb_predicate
from graph.grammar.words import COPULAS, MODIFIERS, NOUN_SUBJECTS, PLURAL, PREDICATES

BEARER, OWNER = "bearer", "owner"
STATED = frozenset({"copula", "inverted copula", "one of", "as-phrase", "fronted as-phrase"})
"""Constructions in which a verb states the predication."""

DASHES = frozenset({"–", "—", "--"})
FRONTED = frozenset({"nsubj", "advcl", "npadvmod", "dep", "ccomp", "nsubjpass"})
"""Labels the parser gives to a noun phrase that comes before a comma and the subject it describes."""
AMONG = frozenset({"one", "some", "several", "many", "two", "three"})


# ---------------------------------------------------------------- bearers


@construction(
    "copula",
    Kind.ROLE,
    (BEARER,),
    yes=(
        "Siemens is the owner of Corus. | owner: bearer Siemens; of Corus",
        "Slovakia, which became a member of NATO, left. | member: bearer Slovakia; of NATO",
    ),
    no=("Siemens met the owner of Corus. | owner: bearer Siemens",),
)
def copula(noun: Token) -> list[Token]:
    """The subject of a copula whose complement the noun is."""
    if noun.dep_ != "attr" or noun.head.lemma_ not in COPULAS:
        return []
    return verb_predicate(noun.head).agents


@construction(
    "inverted copula",
    Kind.ROLE,
    (BEARER,),
    yes=("The owner of Corus is Siemens. | owner: bearer Siemens; of Corus",),
    no=("The owner of Corus is rich. | owner: bearer rich",),
)
def inverted_copula(noun: Token) -> list[Token]:
    """The name that a copula gives to the noun, its subject."""
    if noun.dep_ != "nsubj" or noun.head.lemma_ not in COPULAS or noun.tag_ in PLURAL:
        return []
    return [t for t in dependents(noun.head, "attr") if t.pos_ == "PROPN"]


@construction(
    "one of",
    Kind.ROLE,
    (BEARER,),
    yes=("Siemens is one of the owners of Corus. | owners: bearer Siemens; of Corus",),
    no=("Siemens met one of the owners of Corus. | owners: bearer Siemens",),
)
def one_of(noun: Token) -> list[Token]:
    """The bearers of "one", where the noun is what it is one of; "is among the owners" likewise."""
    if noun.dep_ != "pobj" or noun.tag_ not in PLURAL:
        return []
    above = noun.head.head
    if noun.head.lower_ == "of" and above.lower_ in AMONG:
        return copula(above) or apposition(above)
    if noun.head.lower_ == "among" and above.lemma_ in COPULAS:
        return verb_predicate(above).agents
    return []


@construction(
    "fronted as-phrase",
    Kind.ROLE,
    (BEARER,),
    yes=("As the owner of Corus, Siemens met Egypt. | owner: bearer Siemens; of Corus",),
    no=("As the owner of Corus left, Siemens met Egypt. | owner: bearer Siemens",),
)
def fronted_as(noun: Token) -> list[Token]:
    """The subject of the verb that an as-phrase comes before."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "as" or noun.head.i > noun.head.head.i:
        return []
    verb = noun.head.head
    if verb.pos_ not in PREDICATES:
        return []
    predicate = verb_predicate(verb)
    return predicate.subjects() or predicate.agents


@construction(
    "as-phrase",
    Kind.ROLE,
    (BEARER,),
    yes=(
        "Siemens served as owner of Corus. | owner: bearer Siemens; of Corus",
        "Siemens, known as the owner of Corus, left. | owner: bearer Siemens; of Corus",
        "Egypt named Siemens as the owner of Corus. | owner: bearer Siemens; of Corus",
        "France plays a role as a member of NATO. | member: bearer France; of NATO",
    ),
    no=("Siemens is as rich as the owner of Corus. | owner: bearer Siemens",),
)
def as_phrase(noun: Token) -> list[Token]:
    """The object of the verb before an as-phrase, its patient, or the subject where it has neither."""
    prep = noun.head
    if noun.dep_ != "pobj" or prep.lower_ != "as" or prep.dep_ != "prep" or prep.i < prep.head.i:
        return []
    at = prep.head
    if at.pos_ == "PROPN" and at.dep_ == "dobj":
        return [at]
    verb = at.head if at.pos_ == "NOUN" and at.dep_ in ("dobj", "pobj") else at
    if verb.pos_ != "VERB":
        return []
    predicate = verb_predicate(verb)
    if at is not verb:
        return predicate.agents
    return (predicate.subjects() if predicate.passive else predicate.themes) or predicate.agents


@construction(
    "apposition",
    Kind.ROLE,
    (BEARER,),
    yes=(
        "Siemens, the owner of Corus, left. | owner: bearer Siemens; of Corus",
        "Egypt met Siemens and Acme, owners of Corus. | owners: bearer Siemens; bearer Acme; of Corus",
        "Siemens (the owner of Corus) left. | owner: bearer Siemens; of Corus",
    ),
    no=("Siemens, Corus and the owner left. | owner: bearer Siemens",),
)
def apposition(noun: Token) -> list[Token]:
    """What the noun explains after it; a plural noun explains every member of the list before it."""
    if noun.dep_ != "appos" or noun.i < noun.head.i:
        return []
    if noun.tag_ not in PLURAL:
        return [noun.head]
    return sorted((t for t in (noun.head, *noun.head.conjuncts) if t.i < noun.i), key=lambda t: t.i)


@construction(
    "apposition before",
    Kind.ROLE,
    (BEARER,),
    yes=(
        "The owner of Corus, Siemens, left. | owner: bearer Siemens; of Corus",
        "Its owner, Siemens, left. | owner: bearer Siemens; possessor Its",
    ),
    no=("The owner of Corus met Siemens. | owner: bearer Siemens",),
)
def apposition_before(noun: Token) -> list[Token]:
    """The name that explains the noun, after it or after its of-phrase."""
    own = [c for c in noun.rights if c.dep_ == "appos" and c.pos_ == "PROPN" and not has(c, "nummod")]
    low = [
        c
        for thing in (t for prep in prepositions(noun, "of") for t in brought(prep))
        for c in thing.rights
        if c.dep_ == "appos" and c.pos_ == "PROPN" and _closed(c) and not has(c, "appos", "conj")
    ]
    return [t for c in (own or low)[:1] for t in (conjoined(c) if noun.tag_ in PLURAL else [c])]


def _closed(name: Token) -> bool:
    """Whether an apposition is between a comma and a further comma."""
    doc, start, end = name.doc, name.left_edge.i, name.i + 1
    return start > 0 and doc[start - 1].text == "," and end < len(doc) and doc[end].text == ","


@construction(
    "title",
    Kind.ROLE,
    (BEARER,),
    yes=(
        "NATO's member Slovakia left. | member: bearer Slovakia; possessor NATO",
        "NATO member Slovakia left. | member: bearer Slovakia; compound NATO",
    ),
    no=("The Siemens owner left. | owner: bearer Siemens",),
)
def title(noun: Token) -> list[Token]:
    """The name that the noun stands right before."""
    name = noun.head
    if noun.dep_ not in MODIFIERS or name.pos_ != "PROPN" or noun.i > name.i or noun.pos_ != "NOUN":
        return []
    between = noun.doc[noun.i + 1 : name.i]
    return [name] if all(t.pos_ == "PROPN" or t.is_quote for t in between) else []


@construction(
    "bracketed or dashed",
    Kind.ROLE,
    (BEARER,),
    yes=("Anna Berg – a supporter of Greenpeace – left. | supporter: bearer Berg; of Greenpeace",),
    no=("Anna Berg left – a supporter of Iran met Egypt. | supporter: bearer Berg",),
)
def bracketed(noun: Token) -> list[Token]:
    """The name right before a bracket or dash that the noun's phrase follows, however the parser reads it."""
    start = min(
        (c.left_edge.i for c in noun.lefts if c.dep_ in ("det", "amod", "compound", "poss")), default=noun.i
    )
    if start < 2 or noun.pos_ != "NOUN":
        return []
    mark, name = noun.doc[start - 1], noun.doc[start - 2]
    if name.pos_ != "PROPN" or not (mark.text == "(" or mark.text in DASHES):
        return []
    close = ")" if mark.text == "(" else mark.text
    later = noun.doc[noun.i + 1 : noun.sent.end]
    if not any(t.text == close for t in later):
        return []
    while name.dep_ == "compound" and name.head.i < start and name.head.i > name.i:
        name = name.head
    return [name]


@construction(
    "fronted apposition",
    Kind.ROLE,
    (BEARER,),
    yes=(
        "An owner of Corus, Siemens met Egypt. | owner: bearer Siemens; of Corus",
        "A member of NATO, Slovakia met Egypt. | member: bearer Slovakia; of NATO",
    ),
    no=("The owner of Corus said, Siemens met Egypt. | owner: bearer Siemens",),
)
def fronted(noun: Token) -> list[Token]:
    """The subject after the comma that ends the noun's phrase, where that phrase opens the sentence."""
    first = noun.sent[0]
    opening = first.i + 1 if first.lower_ == "as" else first.i
    if noun.dep_ not in FRONTED or noun.left_edge.i != opening:
        return []
    subject = next((c for c in noun.head.lefts if c.dep_ in NOUN_SUBJECTS and c.i > noun.right_edge.i), None)
    if subject is None or noun.doc[subject.left_edge.i - 1].text != ",":
        return []
    return conjoined(subject)


# ---------------------------------------------------------------- owners


@construction(
    "possessor",
    Kind.ROLE,
    (OWNER,),
    yes=("Siemens is Corus's owner. | owner: bearer Siemens; possessor Corus",),
    no=("Siemens is the owner of Corus's plant. | owner: possessor Corus",),
)
def possessive(noun: Token) -> list[Token]:
    """The possessor of the noun, of the name it is the title of, or of the noun coordinated before it."""
    own = dependents(noun, "poss")
    if not own and title(noun):
        own = [t for t in dependents(noun.head, "poss") if t.i < noun.i]
    if not own and noun.dep_ == "conj" and noun.head.pos_ == "NOUN" and not _determined(noun):
        own = dependents(noun.head, "poss")
    return own


def _determined(noun: Token) -> bool:
    return any(c.dep_ == "det" for c in noun.lefts)


@construction(
    "prepositional phrase",
    Kind.ROLE,
    (OWNER,),
    yes=(
        "Siemens is an owner of Corus and of Acme. | owner: of Corus; of Acme",
        "Siemens is the founder and owner of Corus. | founder: of Corus",
    ),
    no=("Siemens is the owner in Corus's eyes. | owner: of Corus",),
)
def prepositional(noun: Token) -> list[Token]:
    """What the noun's prepositions bring in; a noun without any shares those of the one it is joined with."""
    own = [t for prep in prepositions(noun) for t in brought(prep)]
    joined = next((c for c in noun.rights if c.dep_ == "conj" and c.pos_ == "NOUN"), None)
    if own or joined is None or dependents(noun, "poss") or _determined(joined):
        return own
    return prepositional(joined)


@construction(
    "compound",
    Kind.ROLE,
    (OWNER,),
    yes=("Slovakia is a NATO member. | member: bearer Slovakia; compound NATO",),
    no=("The non-NATO member Slovakia left. | member: compound NATO",),
)
def compound(noun: Token) -> list[Token]:
    """Names and adjectives before the noun, or before the title that it is; a hyphen takes them out."""
    before = [c for c in noun.lefts if c.dep_ in MODIFIERS]
    if not before and title(noun):
        before = [c for c in noun.head.lefts if c.dep_ in MODIFIERS and c.i < noun.i]
    return [t for c in before if not _hyphenated(c) for t in conjoined(c)]


def _hyphenated(token: Token) -> bool:
    doc = token.doc
    start, end = token.left_edge.i, token.i + 1
    return (
        token.text == "-"
        or (start > 0 and doc[start - 1].text == "-")
        or (end < len(doc) and doc[end].text == "-")
    )
