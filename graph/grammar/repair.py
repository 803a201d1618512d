"""Arguments that an error of the parser hides: each repair undoes one kind of error and has its sentence."""

from __future__ import annotations

from spacy.tokens import Token

from graph.grammar.constructions import construction
from graph.grammar.coordination import brought, conjoined
from graph.grammar.predicates import Kind
from graph.grammar.tree import has_infinitive_to, subject
from graph.grammar.words import FINITE, PREDICATES

REACH = 16  # tokens after a passive verb within which its "by" phrase may be attached to another word
BELOW_PASSIVE = frozenset({"prep", "prt", "dobj", "oprd", "npadvmod", "advmod", "xcomp"})
"""Dependents of a passive verb below which its "by" phrase may be attached."""


@construction(
    "list in an opening phrase",
    Kind.REPAIR,
    ("agent",),
    yes=("In Rome, Peru, Chile and Cuba signed the pact. | signed: agent Peru, Chile, Cuba",),
    no=("In Rome and Lima, Chile signed the pact. | signed: agent Lima",),
)
def listed_in_opening_phrase(verb: Token) -> list[Token]:
    """A list of subjects read as coordinated with the place before its comma."""
    own = subject(verb)
    for opening in _openings(verb):
        for prep in (p for p in (opening, *opening.rights) if p.dep_ == "prep"):
            joined = own is not None and any(c.dep_ == "cc" and c.i < own.i for c in prep.rights)
            listed = brought(prep)[1:] if own is None or joined else []
            if _after_comma(listed, verb):
                return listed
    return []


@construction(
    "list in an opening clause",
    Kind.REPAIR,
    ("agent",),
    yes=("When Iraq invaded Kuwait, Egypt and Mali met Iran. | met: agent Egypt, Mali; theme Iran",),
    no=("When Iraq invaded Kuwait and Qatar, Mali met Iran. | met: agent Qatar",),
)
def listed_in_opening_clause(verb: Token) -> list[Token]:
    """A list of subjects read as coordinated with the object of the clause before its comma."""
    for opening in _openings(verb) if subject(verb) is None else ():
        for thing in (c for c in opening.rights if c.dep_ == "dobj" and opening.dep_ == "advcl"):
            if _after_comma(listed := conjoined(thing)[1:], verb):
                return listed
    return []


def subjects_in_opening(verb: Token) -> list[Token]:
    """The subjects of a verb, or of the clause that its clause opens, that look like its objects."""
    main = verb.head if verb.dep_ == "advcl" and verb.head.i > verb.i else verb
    return [*listed_in_opening_phrase(main), *listed_in_opening_clause(main)]


def _openings(verb: Token) -> list[Token]:
    """The phrases and clauses that a finite verb's clause begins with."""
    if verb.tag_ not in FINITE:
        return []
    return [c for c in verb.lefts if c.left_edge.i == verb.left_edge.i]


def _after_comma(listed: list[Token], verb: Token) -> bool:
    """Whether a list begins after a comma and ends before the verb."""
    return bool(listed) and listed[0].doc[listed[0].left_edge.i - 1].text == "," and listed[-1].i < verb.i


@construction(
    "displaced agent",
    Kind.REPAIR,
    ("agent",),
    yes=(
        "Iraq was attacked in a raid on Basra by Iran. | attacked: theme Iraq; agent Iran",
        "Berg was elected president by Egypt. | elected: agent Egypt",
    ),
    no=("Iraq was attacked for opposing a raid by Iran. | attacked: agent Iran",),
)
def displaced_agent(verb: Token) -> list[Token]:
    """The agent of a passive whose "by" is attached to a phrase between them."""
    lower = (t for c in verb.rights if c.dep_ in BELOW_PASSIVE for t in c.subtree if t.i - verb.i < REACH)
    by = (t for t in lower if t.lower_ == "by" and t.dep_ in ("prep", "agent") and not _below_verb(t, verb))
    return brought(first) if (first := next(by, None)) is not None else []


def _below_verb(token: Token, verb: Token) -> bool:
    """Whether another verb comes between a token and the verb above it."""
    at = token.head
    while at.i != verb.i:
        if at.pos_ in PREDICATES or at.head.i == at.i:
            return True
        at = at.head
    return False


@construction(
    "displaced phrase",
    Kind.REPAIR,
    ("a preposition",),
    yes=("On May 3 in Basra, Iran attacked Iraq. | attacked: agent Iran; ~in Basra",),
    no=("Iran attacked Iraq in the south of Basra. | attacked: ~of Basra",),
)
def displaced_phrases(thing: Token) -> list[Token]:
    """Prepositions attached to the object of another phrase: "held on Monday in Rome"."""
    return [c for c in thing.children if c.dep_ == "prep" and c.lower_ not in ("of", "by")]


@construction(
    "loose clause",
    Kind.REPAIR,
    ("agent",),
    yes=("Iran left, based on reports by Egypt. | based: theme Iran; on reports",),
    no=("Iran met Egypt; Mali attacked Iraq. | attacked: agent Iran",),
)
def loose_clause(verb: Token) -> list[Token]:
    """The verb whose subject a clause shares that the parser could not attach, or took for a preposition."""
    above = verb.head
    loose = verb.dep_ in ("dep", "parataxis", "prep") and above.pos_ in PREDICATES | {"ADJ", "NOUN"}
    return [above] if loose and above.i != verb.i else []


@construction(
    "infinitive read as a noun",
    Kind.REPAIR,
    ("agent", "theme"),
    yes=("Iran appeared to sanction Iraq. | sanction: agent Iran; theme Iraq",),
    no=("Iran objected to sanctions on Iraq. | sanctions: agent Iran",),
)
def infinitive_read_as_noun(token: Token) -> bool:
    """Whether a noun is really a verb: it has "to" for its auxiliary."""
    return token.pos_ == "NOUN" and has_infinitive_to(token)
