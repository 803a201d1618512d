"""The predicate of an adjective: what it is said about, and what its preposition brings in.

In "France is critical of the plan" and "a senator supportive of the deal", the bearer is what the adjective
is said about. The rows that give a bearer are asked in order, and the first that has one counts.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from graph.grammar.constructions import construction
from graph.grammar.coordination import brought
from graph.grammar.phrases import missing_object, relative_phrase
from graph.grammar.predicates import Argument, Kind, Predicate
from graph.grammar.relatives import antecedent, stranded
from graph.grammar.role_constructions import BEARER
from graph.grammar.subjects import subjects
from graph.grammar.tree import prepositions, subject
from graph.grammar.words import COPULAS, NOUNS, PREDICATES

LINKING = COPULAS | {"grow"}
"""Lemmas that tie an adjective to their subject; a noun only as `COPULAS` do."""
COORDINATED = 3  # adjectives from one to the first of its list


def adjective_predicate(adjective: Token) -> Predicate | None:
    """The adjective with its bearers and phrases; None where no construction gives it a bearer."""
    found = _bearers(adjective, 0) if adjective.pos_ == "ADJ" else []
    rows = (own_phrase, phrase_of_linking_verb, stranded_phrase) if found else ()
    phrases = [argument for row in rows for argument in row(adjective)]
    return Predicate(adjective, Kind.ADJECTIVE, (*found, *phrases)) if found else None


def _bearers(adjective: Token, depth: int) -> list[Argument]:
    rows = (linked, after_noun, opening)
    own = next((found for row in rows if (found := row(adjective))), [])
    return own or (coordinated(adjective, depth) if depth < COORDINATED else [])


def _as(tokens: Iterable[Token], *via: str) -> list[Argument]:
    return [Argument(BEARER, token, via) for token in tokens]


@construction(
    "copula",
    Kind.ADJECTIVE,
    (BEARER,),
    yes=(
        "France is critical of Iran. | critical: bearer France; of Iran",
        "Egypt and Mali grew hostile to Iran. | hostile: bearer Egypt, Mali; to Iran",
        "France, which remains loyal to Egypt, left. | loyal: bearer France; to Egypt",
    ),
    no=("France appears critical of Iran. | critical: bearer France",),
)
def linked(adjective: Token) -> list[Argument]:
    """The subject of a copula, or of a verb of becoming, whose complement the adjective is."""
    tied = adjective.dep_ == "acomp" and adjective.head.lemma_ in LINKING
    return _as((a.token for a in subjects(adjective.head)), "copula") if tied else []


@construction(
    "adjective after a noun",
    Kind.ADJECTIVE,
    (BEARER,),
    yes=(
        "Lawmakers critical of Iran met Egypt. | critical: bearer Lawmakers; of Iran",
        "Hamas, hostile to Egypt, met Iran. | hostile: bearer Hamas; to Egypt",
    ),
    no=("The critical minister of Iran left. | critical: bearer minister",),
)
def after_noun(adjective: Token) -> list[Argument]:
    """The noun right before the adjective, without a verb or after a comma."""
    noun = adjective.head
    after = adjective.dep_ in ("amod", "appos", "acl") and noun.i < adjective.i and noun.pos_ in NOUNS
    return _as([noun], "adjective after a noun") if after else []


@construction(
    "fronted adjective",
    Kind.ADJECTIVE,
    (BEARER,),
    yes=("Long critical of Iran, France left the talks. | critical: bearer France; of Iran",),
    no=("Long critical of Iran, France left the talks. | critical: bearer talks",),
)
def opening(adjective: Token) -> list[Argument]:
    """The subject after the comma that ends the adjective's phrase, where the phrase opens the clause."""
    verb = adjective.head
    own = subject(verb) if verb.pos_ in PREDICATES and adjective.left_edge.i == verb.left_edge.i else None
    opens = own is not None and adjective.dep_ in ("advcl", "amod", "dep", "acomp") and adjective.i < own.i
    return _as((a.token for a in subjects(verb)), "fronted adjective") if opens else []


@construction(
    "coordinated adjective",
    Kind.ADJECTIVE,
    (BEARER,),
    yes=("France is supportive of Egypt and critical of Iran. | critical: bearer France; of Iran",),
    no=("France is supportive of Egypt, and Mali is critical of Iran. | critical: bearer France",),
)
def coordinated(adjective: Token, depth: int) -> list[Argument]:
    """The bearer of the adjective that an adjective is coordinated with."""
    first = adjective.head
    joined = adjective.dep_ == "conj" and first.pos_ == "ADJ"
    above = _bearers(first, depth + 1) if joined else []
    return [Argument(BEARER, a.token, ("coordinated adjective", *a.via)) for a in above]


# ---------------------------------------------------------------- phrases


@construction(
    "phrase of the adjective",
    Kind.ADJECTIVE,
    ("a preposition",),
    yes=("France is critical of Iran and of Egypt. | critical: of Iran; of Egypt",),
    no=("France is critical of the ruler of Iran. | critical: of Iran",),
)
def own_phrase(adjective: Token) -> list[Argument]:
    """What the prepositions of the adjective bring in."""
    return [a for prep in prepositions(adjective) for a in _phrase(prep, "phrase of the adjective")]


@construction(
    "phrase of the linking verb",
    Kind.ADJECTIVE,
    ("a preposition",),
    yes=(
        "France is friendly again with Iran. | friendly: bearer France; with Iran",
        "Iran, with which France is friendly, left. | friendly: bearer France; with Iran",
    ),
    no=("France was in May critical of Iran. | critical: in May",),
)
def phrase_of_linking_verb(adjective: Token) -> list[Argument]:
    """A phrase after the adjective that the parser attaches to the verb, or one that opens a relative."""
    own = prepositions(adjective.head) if adjective.dep_ == "acomp" else ()
    near = (p for p in own if p.i > adjective.i or any(antecedent(t) for t in brought(p)))
    return [a for prep in near for a in _phrase(prep, "phrase of the linking verb")]


@construction(
    "stranded preposition",
    Kind.ADJECTIVE,
    ("a preposition",),
    yes=("Egypt met the group France is critical of. | critical: bearer France; of group",),
    no=("Egypt met the group and knew what France is critical of. | critical: of group",),
)
def stranded_phrase(adjective: Token) -> list[Argument]:
    """A preposition without an object takes the noun of its relative clause."""
    missing = missing_object(adjective.head) if adjective.dep_ == "acomp" else []
    pairs = ((prep, noun) for prep in stranded(adjective) for noun in missing)
    return [Argument(prep.lower_, noun, ("stranded preposition",)) for prep, noun in pairs]


def _phrase(prep: Token, via: str) -> list[Argument]:
    """What a preposition brings in; a relative pronoun stands for the noun before its clause."""
    role = prep.lower_
    return [a for t in brought(prep) for a in relative_phrase(t, role) or [Argument(role, t, (via,))]]
