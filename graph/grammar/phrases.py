"""Prepositional phrases of a verb: what each preposition brings in, by role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from graph.grammar.constructions import construction
from graph.grammar.coordination import brought, conjoined
from graph.grammar.predicates import Argument, Kind
from graph.grammar.relatives import antecedent, gap, stranded
from graph.grammar.repair import displaced_phrases
from graph.grammar.tree import dependents, prepositions
from graph.grammar.words import NOUNS, PREDICATES

BELOW = "~"
"""What the role of a phrase begins with that belongs to an argument of the verb."""
ROLES = ("a preposition",)


def verb_phrases(verb: Token, hosts: Sequence[Token], missing: Sequence[Token]) -> list[Argument]:
    """The prepositional arguments of a verb.

    `hosts` are its objects and complements, `missing` is what a preposition without an object refers to.
    """
    return [
        *phrase(verb),
        *phrase_of_modifier(verb),
        *phrase_of_argument(hosts),
        *stranded_preposition(verb, missing),
        *where_clause(verb),
    ]


def _phrases(host: Token, via: str, mark: str = "") -> Iterator[Argument]:
    """What the prepositions of a word bring in, and the phrases that the parser attached below them."""
    for prep in prepositions(host) if not mark else (c for c in host.children if c.dep_ == "prep"):
        yield from _phrase(prep, via, mark)
        for thing in brought(prep):
            for displaced in displaced_phrases(thing):
                yield from _phrase(displaced, "displaced phrase", BELOW)


def _phrase(prep: Token, via: str, mark: str) -> Iterator[Argument]:
    for token in brought(prep):
        yield from relative_phrase(token, mark + prep.lower_) or [Argument(mark + prep.lower_, token, (via,))]
    yield from compound_preposition(prep, mark)


@construction(
    "prepositional phrase",
    Kind.VERB,
    ROLES,
    yes=(
        "Iran agreed with Iraq and Egypt. | agreed: with Iraq, Egypt",
        "Iran agreed with Iraq and with Egypt. | agreed: with Iraq, Egypt",
    ),
    no=("Iran agreed with Iraq. | agreed: on Iraq",),
)
def phrase(verb: Token) -> list[Argument]:
    """What the prepositions of the verb itself bring in."""
    return list(_phrases(verb, "prepositional phrase"))


@construction(
    "phrase of a modifier",
    Kind.VERB,
    ROLES,
    yes=(
        "Berg lives close to Rome. | lives: to Rome",
        "Iran is close to Egypt. | is: to Egypt",
    ),
    no=("Iran is the capital of Egypt. | is: of Egypt",),
)
def phrase_of_modifier(verb: Token) -> list[Argument]:
    """What belongs to a particle, adverb or adjective of the verb: "is close to", "lives next to"."""
    near = (c for c in verb.children if c.dep_ in ("prt", "advmod", "acomp"))
    return [a for host in near for a in _phrases(host, "phrase of a modifier")]


@construction(
    "phrase of an argument",
    Kind.VERB,
    ("~ and a preposition",),
    yes=("Iran has a border with Egypt. | has: ~with Egypt",),
    no=("Iran met Egypt in May. | met: ~in May",),
)
def phrase_of_argument(hosts: Iterable[Token]) -> list[Argument]:
    """What belongs to an object or complement, or is attached to it in place of the verb."""
    return [a for host in hosts for a in _phrases(host, "phrase of an argument", BELOW)]


@construction(
    "compound preposition",
    Kind.VERB,
    ROLES,
    yes=("Iran withdrew from within Iraq. | withdrew: from within Iraq; within Iraq",),
    no=("Iran withdrew from Iraq in May. | withdrew: from in May",),
)
def compound_preposition(prep: Token, mark: str) -> list[Argument]:
    """What a second preposition below the first brings in, by both of them and by itself."""
    seconds = [c for c in prep.children if c.dep_ == "prep"]
    roles = [(s, role) for s in seconds for role in (f"{prep.lower_} {s.lower_}", s.lower_)]
    return [
        Argument(mark + role, t, ("compound preposition",)) for second, role in roles for t in brought(second)
    ]


@construction(
    "prepositional relative",
    Kind.VERB,
    ROLES,
    yes=("Egypt, with which Iran agreed, met Iraq. | agreed: agent Iran; with Egypt",),
    no=("Egypt, with which Iran agreed, met Iraq. | met: with Egypt",),
)
def relative_phrase(pronoun: Token, role: str) -> list[Argument]:
    """The noun before a relative clause whose preposition brings in the pronoun."""
    noun = antecedent(pronoun)
    return [Argument(role, noun, ("prepositional relative",))] if noun is not None else []


@construction(
    "stranded preposition",
    Kind.VERB,
    ROLES,
    yes=("Egypt is the country Iran agreed with. | agreed: agent Iran; with country",),
    no=("Egypt is the country Iran agreed with Iraq on. | agreed: with country",),
)
def stranded_preposition(verb: Token, missing: Sequence[Token]) -> list[Argument]:
    """A preposition without an object takes the subject of its passive or the noun of its relative clause."""
    return [
        Argument(prep.lower_, token, ("stranded preposition",))
        for prep in stranded(verb)
        for token in missing
    ]


@construction(
    "where-clause",
    Kind.VERB,
    ("at", "in"),
    yes=("Siemens is the firm where Berg worked. | worked: agent Berg; at firm; in firm",),
    no=("Siemens is the firm that Berg left. | left: at firm",),
)
def where_clause(verb: Token) -> list[Argument]:
    """The noun that a clause with "where" says something of: the firm where she works is one she works at."""
    at = verb
    while at.dep_ == "conj" and at.head.pos_ in PREDICATES:
        at = at.head
    where = any(c.lower_ == "where" for c in at.children)
    if at.dep_ != "relcl" or at.head.pos_ not in NOUNS or not where:
        return []
    return [Argument(role, at.head, ("where-clause",)) for role in ("at", "in")]


def missing_object(verb: Token) -> list[Token]:
    """What a stranded preposition of an active verb refers to."""
    noun = gap(verb)
    return [noun] if noun is not None else []


def hosts_of(verb: Token, following: Sequence[Token]) -> list[Token]:
    """The objects and complements of a verb, whose own phrases may be the verb's."""
    return [
        *dependents(verb, "dobj", "attr", "oprd", "nsubjpass"),
        *(t for f in following for t in conjoined(f)),
    ]


def preposition_forms(preposition: Token) -> set[str]:
    """A preposition alone, with the word before it ("instead of"), and with the noun it ends."""
    noun, own = preposition.head, preposition.lower_
    found = {own, *(f"{c.lower_} {own}" for c in preposition.lefts)}
    found.add(f"{noun.lower_} {own}")  # "short of", hung on an adverb
    if noun.dep_ == "pobj":
        found.add(f"{noun.head.lower_} {noun.lower_} {own}")  # "in absence of"
    return found
