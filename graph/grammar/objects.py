"""Objects of a verb: theme, recipient, and what its subject or object is said to be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from graph.grammar.constructions import construction
from graph.grammar.predicates import Argument, Kind
from graph.grammar.relatives import antecedent, gap, stranded
from graph.grammar.tree import dependents, has
from graph.grammar.words import NOUN_SUBJECTS

THEME = "theme"
FILLED = frozenset({"dobj", "ccomp", "xcomp", "acomp", "attr"})
"""Objects and complements of a verb that lacks none."""


def objects(verb: Token) -> list[Argument]:
    """The objects of an active verb, by the first construction that has any."""
    own = [*direct_object(verb), *object_relative(verb)]
    return own or next(filter(None, (find(verb) for find in WITHOUT_OBJECT)), [])


def _as(tokens: Iterable[Token | None], via: str, role: str = THEME) -> list[Argument]:
    return [Argument(role, token, (via,)) for token in tokens if token is not None]


@construction(
    "direct object",
    Kind.VERB,
    (THEME,),
    yes=("Iran attacked Egypt and Iraq. | attacked: theme Egypt, Iraq",),
    no=("Iran attacked in May. | attacked: theme May",),
)
def direct_object(verb: Token) -> list[Argument]:
    """What is done, in the active."""
    return _as((t for t in dependents(verb, "dobj") if antecedent(t) is None), "direct object")


@construction(
    "object relative",
    Kind.VERB,
    (THEME,),
    yes=(
        "Iraq, which Iran attacked, met Egypt. | attacked: agent Iran; theme Iraq",
        "The man whom Iran arrested left. | arrested: theme man",
    ),
    no=("Iraq, which attacked Iran, met Egypt. | attacked: theme Iraq",),
)
def object_relative(verb: Token) -> list[Argument]:
    """The noun before a relative clause or cleft whose object is the pronoun."""
    return _as((antecedent(t) for t in dependents(verb, "dobj")), "object relative")


@construction(
    "right node raising",
    Kind.VERB,
    (THEME,),
    yes=("Iran met and attacked Iraq. | met: agent Iran; theme Iraq",),
    no=("Iran met with Egypt and attacked Iraq. | met: theme Iraq",),
)
def right_node_raising(verb: Token) -> list[Argument]:
    """The object of a later verb that a verb is coordinated with."""
    if has(verb, "prep", "xcomp", "ccomp", "prt"):
        return []
    later = (v for v in verb.conjuncts if v.i > verb.i and v.pos_ == "VERB" and not has(v, *NOUN_SUBJECTS))
    shared = next(filter(None, (dependents(v, "dobj") for v in later)), [])
    return _as(shared, "right node raising")


@construction(
    "bare object relative",
    Kind.VERB,
    (THEME,),
    yes=(
        "Iraq is the country Iran attacked. | attacked: agent Iran; theme country",
        "Iraq is the country Iran decided to attack. | attack: agent Iran; theme country",
    ),
    no=("Iraq left on the day Iran attacked Iraq. | attacked: theme day",),
)
def bare_object_relative(verb: Token) -> list[Argument]:
    """The noun before a relative clause that has neither pronoun nor object."""
    lacks = verb.dep_ != "ccomp" and not has(verb, *FILLED) and not stranded(verb)
    return _as([gap(verb)], "bare object relative") if lacks else []


@construction(
    "cleft object",
    Kind.VERB,
    (THEME,),
    yes=("It was Iraq that Iran supported. | supported: agent Iran; theme Iraq",),
    no=("It was true that Iran supported Iraq. | supported: theme true",),
)
def cleft_object(verb: Token) -> list[Argument]:
    """The noun in focus, where "that" is read as a conjunction."""
    lacks = verb.dep_ == "ccomp" and not has(verb, *FILLED) and not stranded(verb)
    return _as([gap(verb)], "cleft object") if lacks else []


@construction(
    "recipient as object",
    Kind.VERB,
    (THEME,),
    yes=("In 1784 Morris sent the ship Empress of China for the first voyage of trade. | sent: theme ship",),
    no=("Egypt gave Iran weapons. | gave: theme Iran",),
)
def recipient_as_object(verb: Token) -> list[Argument]:
    """An indirect object without a direct one."""
    return _as(_recipients(verb), "recipient as object")


WITHOUT_OBJECT = (right_node_raising, bare_object_relative, cleft_object, recipient_as_object)


@construction(
    "indirect object",
    Kind.VERB,
    ("recipient",),
    yes=("Egypt gave Iran weapons. | gave: agent Egypt; recipient Iran; theme weapons",),
    no=("Egypt sold weapons to Iran. | sold: recipient weapons",),
)
def recipients(verb: Token) -> list[Argument]:
    """The recipient without a preposition."""
    return _as(_recipients(verb), "indirect object", "recipient")


def _recipients(verb: Token) -> list[Token]:
    return [t for t in dependents(verb, "dative") if t.pos_ != "ADP"]


@construction(
    "retained object",
    Kind.VERB,
    (THEME,),
    yes=("Iran was given weapons by Egypt. | given: agent Egypt; theme Iran, weapons",),
    no=("Iran was given to Egypt. | given: theme Egypt",),
)
def retained_object(verb: Token) -> list[Argument]:
    """The object that a passive keeps."""
    found = (antecedent(t) or t for t in dependents(verb, "dobj", "oprd"))
    return _as(found, "retained object")


@construction(
    "complement",
    Kind.VERB,
    ("complement",),
    yes=(
        "Egypt is a member of NATO. | is: agent Egypt; complement member",
        "Egypt is ready. | is: agent Egypt; complement ready",
    ),
    no=("Egypt saw a member of NATO. | saw: complement member",),
)
def complements(verb: Token) -> list[Argument]:
    """What the subject or the object is said to be."""
    return _as(dependents(verb, "attr", "acomp", "oprd"), "complement", "complement")


def following_object(verb: Token, found: Sequence[Argument]) -> list[Token]:
    """The first object after a verb that another construction than the plain one gives it."""
    if has(verb, "dobj"):
        return []
    return [a.token for a in found if a.role == THEME and a.token.i > verb.i][:1]
