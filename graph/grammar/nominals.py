"""Arguments of nouns: the doer of an attack, its target, and what is called one.

Each construction is a row of the table in `constructions`. They run in the order in which they stand here:
repairs of the parse come after what they repair.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.grammar.constructions import construction
from graph.grammar.coordination import brought, conjoined
from graph.grammar.predicates import Argument, Kind, Predicate
from graph.grammar.tree import dependents, has, possessors, premodifiers
from graph.grammar.verbs import verb_predicate
from graph.grammar.words import COPULAS, PREDICATES

COMPLEMENT, APPOSITION = "complement of a copula", "apposition"
POSSESSOR, PHRASE, PREMODIFIER = "possessor", "prepositional phrase", "premodifier"
LOW, HIGH, PLACE = "phrase attached too low", "phrase attached to the verb", "place of an argument"
OBJECT, VERB_SUBJECT, ADVERBIAL_PHRASE = "object of a verb", "subject of a verb", "adverbial"
AS_PHRASE, PARTICIPLE, CONTENT_CLAUSE = "as-phrase", "participle", "that-clause"
NAMED, TITLE = "name after the noun", "noun as a title"

STRAY_PHRASE_DEPTH = 3  # phrases one below the other within which a noun's own may be attached
ADVERBIAL_HEIGHT = 4  # steps from a phrase up to the verb that it belongs to
ADVERBIAL_HOSTS = frozenset({"dobj", "pobj", "prep", "attr", "npadvmod", "nsubjpass"})
"""What an adverbial may be attached to in place of its verb: "won concessions in talks with Iran"."""
LOCATIVE = frozenset({"in", "at", "near"})


def noun_predicate(noun: Token) -> Predicate:
    """A noun with its arguments, by every construction of nouns; "agent" is what a governing verb lends."""
    return Predicate(noun, Kind.NOUN, tuple(a for row in NOUN_ROWS for a in row(noun)))


def noun_phrase(noun: Token) -> Predicate:
    """A noun with the arguments of its own phrase: quicker where what a verb lends is not used."""
    return Predicate(noun, Kind.NOUN, tuple(a for row in NOUN_ROWS if row not in LENT for a in row(noun)))


def first_of_list(noun: Token) -> Token:
    """The first of the nouns that say the same of someone: "is a [maker] of cars and a subsidiary of …"."""
    while noun.dep_ in ("conj", "appos") and noun.head.pos_ == "NOUN":
        noun = noun.head
    return noun


def _as(role: str, tokens: list[Token], via: str, through: Token | None = None) -> Iterator[Argument]:
    return (Argument(role, token, (via,), through=through) for token in tokens)


# ---------------------------------------------------------------- who is called by the noun


@construction(
    COMPLEMENT,
    Kind.NOUN,
    ("bearer",),
    yes=("The raid was an attack on Iraq. | attack: bearer raid; on Iraq",),
    no=("Iran saw an attack on Iraq. | attack: bearer Iran",),
)
def _complement(noun: Token) -> Iterator[Argument]:
    first = first_of_list(noun)
    if first.dep_ == "attr" and first.head.lemma_ in COPULAS:
        yield from _as("bearer", verb_predicate(first.head).of("agent"), COMPLEMENT, first.head)


@construction(
    APPOSITION,
    Kind.NOUN,
    ("bearer",),
    yes=("Egypt condemned Dawn, an attack on Iraq. | attack: bearer Dawn; on Iraq",),
    no=("Egypt condemned Dawn and an attack on Iraq. | attack: bearer Dawn",),
)
def _apposition(noun: Token) -> Iterator[Argument]:
    first = first_of_list(noun)
    if first.dep_ == "appos":
        yield from _as("bearer", [first.head], APPOSITION)


# ---------------------------------------------------------------- inside the noun phrase


@construction(
    POSSESSOR,
    Kind.NOUN,
    ("possessor",),
    yes=("Iran's attack on Iraq failed. | attack: possessor Iran; on Iraq",),
    no=("The attack on Iran's port failed. | attack: possessor Iran",),
)
def _possessor(noun: Token) -> Iterator[Argument]:
    yield from _as("possessor", possessors(noun), POSSESSOR)


@construction(
    PHRASE,
    Kind.NOUN,
    ("a preposition",),
    yes=(
        "The attack on Iraq by Iran failed. | attack: on Iraq; by Iran",
        "Egypt led talks between Iran and Iraq. | talks: between Iran; between Iraq",
    ),
    no=("Iran attacked on Monday. | Monday: on Iran",),
)
def _phrase(noun: Token) -> Iterator[Argument]:
    for prep in noun.rights:
        if prep.dep_ in ("prep", "agent"):
            yield from _as(prep.lower_, brought(prep), PHRASE)


@construction(
    LOW,
    Kind.NOUN,
    ("a preposition",),
    yes=("The visit of Peru's minister to Chile failed. | visit: of minister; to Chile",),
    no=("The attack on the ruler of Iraq failed. | attack: of Iraq",),
)
def _low(noun: Token) -> Iterator[Argument]:
    """A phrase that the parser attaches to the object of another phrase of the noun."""
    own = {prep.lower_ for prep in noun.rights if prep.dep_ in ("prep", "agent")}
    for prep in _lower(noun, 0):
        if prep.lower_ not in own:
            yield from _as(prep.lower_, brought(prep), LOW)


def _lower(noun: Token, depth: int) -> Iterator[Token]:
    for prep in noun.rights:
        if prep.dep_ != "prep" or depth == STRAY_PHRASE_DEPTH:
            continue
        for thing in (c for c in prep.children if c.dep_ == "pobj"):
            for member in conjoined(thing):
                if member.pos_ in ("PROPN", "PRON", "NUM") or prep.lower_ == "of":
                    yield from (c for c in member.rights if c.dep_ in ("prep", "agent") and c.lower_ != "of")
                    yield from _lower(member, depth + 1)


@construction(
    PLACE,
    Kind.NOUN,
    ("in", "at", "near"),
    yes=("An attack on the embassy in Nairobi failed. | attack: on embassy; in Nairobi",),
    no=("An attack on the embassy of Peru failed. | attack: in Peru",),
)
def _place(noun: Token) -> Iterator[Argument]:
    """Where an argument is: an event that strikes it is there too."""
    for thing in (c for p in noun.rights if p.dep_ in ("prep", "agent") for c in p.children):
        for prep in thing.rights if thing.dep_ == "pobj" else ():
            if prep.dep_ == "prep" and prep.lower_ in LOCATIVE:
                yield from _as(prep.lower_, brought(prep), PLACE)


@construction(
    HIGH,
    Kind.NOUN,
    ("a preposition",),
    yes=("Iran opened talks last week with Iraq. | talks: with Iraq",),
    no=("An attack hit Iran on Monday. | attack: on Monday",),
)
def _high(noun: Token) -> Iterator[Argument]:
    """A phrase of the noun that the parser attaches to the verb before it, also after "there was"."""
    own = {prep.lower_ for prep in noun.rights if prep.dep_ in ("prep", "agent")}
    if noun.dep_ in ("dobj", "nsubjpass") or (noun.dep_ == "attr" and noun.head.lemma_ in COPULAS):
        for prep in noun.head.rights:
            if prep.dep_ in ("prep", "dative") and prep.i > noun.i and prep.lower_ not in own:
                yield from _as(prep.lower_, brought(prep), HIGH)


@construction(
    PREMODIFIER,
    Kind.NOUN,
    ("modifier",),
    yes=("The Iranian attack on Iraq failed. | attack: modifier Iranian; on Iraq",),
    no=("The attack on Iranian ships failed. | attack: modifier Iranian",),
)
def _premodifier(noun: Token) -> Iterator[Argument]:
    yield from _as("modifier", premodifiers(noun), PREMODIFIER)


@construction(
    CONTENT_CLAUSE,
    Kind.NOUN,
    ("that",),
    yes=("The demand that Iran free the crew failed. | demand: that Iran",),
    no=("The demand that Iran made failed. | demand: that Iran",),
)
def _clause(noun: Token) -> Iterator[Argument]:
    """The subject of a clause that tells the content of the noun."""
    for clause in noun.children:
        if clause.dep_ in ("acl", "ccomp", "relcl") and any(
            c.dep_ == "mark" and c.lower_ == "that" for c in clause.children
        ):
            yield from _as("that", dependents(clause, "nsubj"), CONTENT_CLAUSE)


@construction(
    NAMED,
    Kind.NOUN,
    ("name",),
    yes=(
        "Iran's ally, Hamas, left. | ally: possessor Iran; name Hamas",
        "Iran's ally was Hamas. | ally: possessor Iran; name Hamas",
    ),
    no=("Iran's ally and Hamas left. | ally: name Hamas",),
)
def _named(noun: Token) -> Iterator[Argument]:
    """What has the name that stands after the noun, or that a copula gives it."""
    named = [t for c in noun.rights if c.dep_ == "appos" and c.pos_ == "PROPN" for t in conjoined(c)]
    if not named and noun.dep_ == "nsubj" and noun.head.lemma_ in COPULAS:
        named = dependents(noun.head, "attr")
    yield from _as("name", named, NAMED)


@construction(
    TITLE,
    Kind.NOUN,
    ("name", "possessor"),
    yes=("Iran sued Peru's subsidiary Alesco. | subsidiary: possessor Peru; name Alesco",),
    no=("Iran sued the Alesco subsidiary. | subsidiary: name Alesco",),
)
def _title(noun: Token) -> Iterator[Argument]:
    """The name of which the parser makes the noun a part, and the possessor of both."""
    if noun.dep_ == "compound" and noun.head.pos_ == "PROPN" and noun.head.i > noun.i:
        yield from _as("name", conjoined(noun.head), TITLE)
        owners = [t for c in noun.head.lefts if c.dep_ == "poss" for t in conjoined(c)]
        yield from _as("possessor", [] if has(noun, "poss") else owners, TITLE)


# ---------------------------------------------------------------- what a verb lends


@construction(
    AS_PHRASE,
    Kind.NOUN,
    ("described",),
    yes=("Egypt regards the raid as an attack on Iraq. | attack: described raid; on Iraq",),
    no=("Egypt met on an attack on Iraq. | attack: described Egypt",),
)
def _as_phrase(noun: Token) -> Iterator[Argument]:
    prep = noun.head
    if noun.dep_ == "pobj" and prep.lower_ == "as" and prep.head.pos_ == "VERB":
        verb = verb_predicate(prep.head)
        yield from _as("described", verb.of("theme") or verb.of("agent"), AS_PHRASE, prep.head)


@construction(
    VERB_SUBJECT,
    Kind.NOUN,
    ("member",),
    yes=("The parties to the pact included Iran. | parties: to pact; member Iran",),
    no=("Iran met the parties to the pact. | parties: member Iran",),
)
def _subject(noun: Token) -> Iterator[Argument]:
    """The object of the verb whose plural subject the noun is; a member where the verb includes it."""
    if noun.dep_ == "nsubj" and noun.tag_ == "NNS":
        yield from _as("member", verb_predicate(noun.head).of("theme"), VERB_SUBJECT, noun.head)


@construction(
    OBJECT,
    Kind.NOUN,
    ("agent",),
    yes=(
        "Iran launched an attack on Iraq. | attack: on Iraq; agent Iran",
        "An attack on Iraq was launched by Iran. | attack: on Iraq; agent Iran",
    ),
    no=("An attack on Iraq surprised Iran. | attack: agent Iran",),
)
def _object(noun: Token) -> Iterator[Argument]:
    """Who does the verb whose object the noun is, in the active or the passive."""
    if noun.dep_ in ("dobj", "nsubjpass") and noun.head.pos_ in PREDICATES:
        yield from _as("agent", verb_predicate(noun.head).of("agent"), OBJECT, noun.head)


@construction(
    ADVERBIAL_PHRASE,
    Kind.NOUN,
    ("agent",),
    yes=(
        "Iran was in talks with Iraq. | talks: with Iraq; agent Iran",
        "Iran won concessions in talks with Iraq. | talks: with Iraq; agent Iran",
    ),
    no=("Reports of talks with Iraq surprised Iran. | talks: agent Iran",),
)
def _adverbial(noun: Token) -> Iterator[Argument]:
    """Who does the verb that a phrase with the noun belongs to, also where it is attached to an object."""
    verb = governing_verb(noun)
    if verb is not None:
        yield from _as("agent", verb_predicate(verb).of("agent"), ADVERBIAL_PHRASE, verb)


def governing_verb(noun: Token) -> Token | None:
    """The verb that a phrase with the noun belongs to; None for a noun of no phrase."""
    verb = noun.head
    for _ in range(ADVERBIAL_HEIGHT if noun.dep_ == "pobj" else 0):
        verb = verb.head
        if verb.pos_ in PREDICATES:
            return verb
        if verb.dep_ not in ADVERBIAL_HOSTS:
            return None
    return None


@construction(
    PARTICIPLE,
    Kind.NOUN,
    ("agent",),
    yes=("An attack launched by Iran failed. | attack: agent Iran",),
    no=("An attack launched on Monday failed. | attack: agent Monday",),
)
def _participle(noun: Token) -> Iterator[Argument]:
    for verb in noun.rights:
        if verb.dep_ == "acl" and verb.tag_ == "VBN":
            agents = [t for c in verb.children if c.dep_ == "agent" for t in brought(c)]
            yield from _as("agent", agents, PARTICIPLE, verb)


NOUN_ROWS = (
    _complement,
    _apposition,
    _possessor,
    _phrase,
    _low,
    _place,
    _high,
    _premodifier,
    _clause,
    _named,
    _title,
    _as_phrase,
    _subject,
    _object,
    _adverbial,
    _participle,
)
"""The constructions of nouns in the order asked."""
LENT = frozenset({_complement, _as_phrase, _subject, _object, _adverbial})
"""Those that ask for the arguments of a verb."""
