"""The grammatical subject of a verb: its own, or the one that it shares with another word of the sentence.

What lends a subject (control, participles, coordination) may itself share one: each construction asks for the
subject of the verb above and adds its name to the trace.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from graph.grammar.constructions import construction
from graph.grammar.coordination import additions
from graph.grammar.predicates import Argument, Kind
from graph.grammar.relatives import antecedent, cleft_focus
from graph.grammar.repair import listed_in_opening_clause, listed_in_opening_phrase, loose_clause
from graph.grammar.tree import dependents, has, has_infinitive_to, has_modal, is_negated, possessors
from graph.grammar.voice import is_passive
from graph.grammar.words import NOUNS, PREDICATES, SUBJECTS

SUBJECT = "subject"
"""The role of a grammatical subject until the voice of its verb is known."""
DEEPEST = 8  # verbs between a participle or infinitive and the one whose subject it shares
CLAUSE_HOSTS = PREDICATES | {"ADJ", "NOUN"}
"""Parts of speech of what may lend its subject to a clause below it."""
ABOUT_OBJECTS = frozenset({"of", "for", "from", "as", "with"})
"""Prepositions whose gerund is the object's doing: "accused Iran of", not "met Iran after"."""
ASKING = frozenset({"on", "upon", "to", "for", "with"})
"""Prepositions of whoever is asked to do something: "called on Iran to", "agreed with Iran to"."""
FIRST = frozenset({"first", "last", "next", "only"})


def subjects(verb: Token, *, steps: int = 0) -> list[Argument]:
    """The grammatical subjects of a verb, those it has itself or those that the first construction lends."""
    own = _own(verb)
    if own:
        return own if has(verb, "agent") and is_passive(verb) else own + additional_subject(verb)
    if steps < DEEPEST:
        for lend in LENDERS:
            if found := lend(verb, steps):
                return list(found)
    return []


def _own(verb: Token) -> list[Argument]:
    return [
        *_as(listed_in_opening_phrase(verb), "list in an opening phrase"),
        *_as(listed_in_opening_clause(verb), "list in an opening clause"),
        *own_subject(verb),
        *subject_relative(verb),
        *cleft_subject(verb),
    ]


def _as(tokens: Iterable[Token], *via: str) -> list[Argument]:
    return [Argument(SUBJECT, token, via) for token in tokens]


def _lent(verb: Token, steps: int, via: str) -> list[Argument]:
    """The subjects of a verb above, with the construction that lends them."""
    return [replace(found, via=(via, *found.via)) for found in subjects(verb, steps=steps + 1)]


# ---------------------------------------------------------------- a verb's own subject


@construction(
    "subject",
    Kind.VERB,
    ("agent",),
    yes=(
        "Iran attacked Iraq. | attacked: agent Iran",
        "Iran and Egypt attacked Iraq. | attacked: agent Iran, Egypt",
    ),
    no=("Iran attacked Iraq. | attacked: agent Iraq",),
)
def own_subject(verb: Token) -> list[Argument]:
    """The noun that a verb agrees with, or a clause in its place."""
    return _as((t for t in dependents(verb, *SUBJECTS) if antecedent(t) is None), SUBJECT)


@construction(
    "subject relative",
    Kind.VERB,
    ("agent",),
    yes=(
        "Iran, which attacked Iraq, met Egypt. | attacked: agent Iran; theme Iraq",
        "Egypt met the general who attacked Iraq. | attacked: agent general",
    ),
    no=("Iran, which Iraq attacked, met Egypt. | attacked: agent Iran",),
)
def subject_relative(verb: Token) -> list[Argument]:
    """The noun before a relative clause, whose subject is the relative pronoun."""
    found = (antecedent(t) for t in dependents(verb, *SUBJECTS) if cleft_focus(verb) is None)
    return _as((t for t in found if t is not None), "subject relative")


@construction(
    "cleft subject",
    Kind.VERB,
    ("agent",),
    yes=("It was Iran that attacked Iraq. | attacked: agent Iran; theme Iraq",),
    no=("It was clear that Iran attacked Iraq. | attacked: agent clear",),
)
def cleft_subject(verb: Token) -> list[Argument]:
    """The noun in focus: "it was Iran that", "it is Siemens who"."""
    found = (antecedent(t) for t in dependents(verb, *SUBJECTS) if cleft_focus(verb) is not None)
    return _as((t for t in found if t is not None), "cleft subject")


@construction(
    "additional subject",
    Kind.VERB,
    ("agent",),
    yes=("Iran, along with Egypt, attacked Iraq. | attacked: agent Iran, Egypt",),
    no=("Iran attacked Iraq with Egypt in view. | attacked: agent Egypt",),
)
def additional_subject(verb: Token) -> list[Argument]:
    """Those added without agreement: "along with", "together with", "in addition to"."""
    return _as(additions(verb), "additional subject")


# ---------------------------------------------------------------- a subject from elsewhere


@construction(
    "reduced relative",
    Kind.VERB,
    ("theme", "agent"),
    yes=(
        "Iraq, attacked by Iran, protested. | attacked: theme Iraq; agent Iran",
        "The forces attacking Iraq met Egypt. | attacking: agent forces; theme Iraq",
        "The sum to be paid by Iran was agreed. | paid: agent Iran; theme sum",
    ),
    no=("Iran's plan to attack Iraq failed. | attack: agent plan",),
)
def reduced_relative(verb: Token, steps: int) -> list[Argument]:
    """The noun that a participle without a pronoun is attached to."""
    if verb.head.pos_ not in NOUNS:
        return []
    participle = verb.dep_ in ("acl", "amod") and not has_infinitive_to(verb)
    reduced = participle or (verb.dep_ == "relcl" and verb.tag_ == "VBN")
    return _as([verb.head], "reduced relative") if reduced else []


@construction(
    "infinitive of a noun",
    Kind.VERB,
    ("agent",),
    yes=(
        "Iran's plan to attack Iraq failed. | attack: agent Iran; theme Iraq",
        "Iran made an attempt to attack Iraq. | attack: agent Iran; theme Iraq",
    ),
    no=("Iran rejected Egypt's plan to attack Iraq. | attack: agent Iran",),
)
def infinitive_of_noun(verb: Token, steps: int) -> list[Argument]:
    """Whose the noun is that an infinitive is attached to: its possessor's, or its verb's subject."""
    if verb.dep_ != "acl" or verb.head.pos_ not in NOUNS or not has_infinitive_to(verb):
        return []
    return _owner(verb.head, "infinitive of a noun")


@construction(
    "first to do",
    Kind.VERB,
    ("agent",),
    yes=(
        "Iran was the first country to attack Iraq. | attack: agent Iran; theme Iraq",
        "Iran was the only one to attack Iraq. | attack: agent Iran; theme Iraq",
    ),
    no=("Egypt met the first country to attack Iraq. | attack: agent Egypt",),
)
def first_to_do(verb: Token, steps: int) -> list[Argument]:
    """The subject of a copula whose complement is "the first to" or "the only one to"."""
    noun = verb.head
    ordinal = {noun.lower_, *(c.lower_ for c in noun.lefts)} & FIRST
    to_do = verb.dep_ in ("relcl", "acl") and has_infinitive_to(verb)
    if not (ordinal and to_do) or noun.dep_ != "attr" or is_negated(noun.head):
        return []  # whoever was not the first to do it may have done it later
    return _lent(noun.head, steps, "first to do")


@construction(
    "object control",
    Kind.VERB,
    ("agent",),
    yes=(
        "Egypt urged Iran to attack Iraq. | attack: agent Iran; theme Iraq",
        "Egypt told Iran and Mali to attack Iraq. | attack: agent Iran, Mali",
    ),
    no=("Egypt urged Iran to attack Iraq. | attack: agent Egypt",),
)
def object_control(verb: Token, steps: int) -> list[Argument]:
    """The object of the verb above: "urged Iran to attack"."""
    if verb.dep_ != "xcomp" or verb.head.pos_ not in CLAUSE_HOSTS - {"NOUN"}:
        return []
    before = (t for t in dependents(verb.head, "dobj", "dative") if t.i < verb.i and t.pos_ != "ADP")
    return _as(before, "object control")


@construction(
    "oblique control",
    Kind.VERB,
    ("agent",),
    yes=("Egypt called upon Iran to free Iraq. | free: agent Iran; theme Iraq",),
    no=("Egypt relied on Iran in attacking Iraq. | attacking: agent Iran",),
)
def oblique_control(verb: Token, steps: int) -> list[Argument]:
    """Whoever is asked by way of a preposition: "called on Iran to", "appealed to Oslo to"."""
    if verb.dep_ != "xcomp" or not has_infinitive_to(verb):
        return []
    asking = [c for c in verb.head.children if c.dep_ == "prep" and c.i < verb.i and c.lower_ in ASKING]
    return _as((t for p in asking[-1:] for t in dependents(p, "pobj")), "oblique control")


@construction(
    "pseudo-cleft",
    Kind.VERB,
    ("agent",),
    yes=("What Iran did was attack Iraq. | attack: agent Iran; theme Iraq",),
    no=("What Iran saw was Egypt attacking Iraq. | attacking: agent Iran",),
)
def pseudo_cleft(verb: Token, steps: int) -> list[Argument]:
    """The subject of "do" before the copula: "what Iran did was attack Iraq"."""
    if verb.dep_ not in ("xcomp", "ccomp", "acomp") or verb.tag_ != "VB" or verb.head.lemma_ != "be":
        return []
    doing = next((c for c in verb.head.lefts if c.dep_ in SUBJECTS and c.lemma_ == "do"), None)
    done = doing is not None and not has_modal(doing) and not is_negated(doing)
    return _lent(doing, steps, "pseudo-cleft") if doing is not None and done else []


@construction(
    "subject control",
    Kind.VERB,
    ("agent",),
    yes=(
        "Iran decided to attack Iraq. | attack: agent Iran; theme Iraq",
        "Iran appeared to attack Iraq. | attack: agent Iran; theme Iraq",
        "Iran is ready to attack Iraq. | attack: agent Iran; theme Iraq",
        "Iran was said to have attacked Iraq. | attacked: agent Iran; theme Iraq",
    ),
    no=("Egypt said Iran attacked Iraq. | attacked: agent Egypt",),
)
def subject_control(verb: Token, steps: int) -> list[Argument]:
    """The subject of the verb or adjective above; in this tree, raising looks the same."""
    finite = verb.dep_ == "ccomp" and steps == 0 and verb.tag_ not in ("VB", "VBG")
    if finite or verb.dep_ not in ("xcomp", "ccomp") or verb.head.pos_ not in CLAUSE_HOSTS - {"NOUN"}:
        return []
    return _lent(verb.head, steps, "subject control")


@construction(
    "gerund of a noun",
    Kind.VERB,
    ("agent",),
    yes=("Iran's policy of attacking Iraq failed. | attacking: agent Iran; theme Iraq",),
    no=("Iran rejected Egypt's policy of attacking Iraq. | attacking: agent Iran",),
)
def gerund_of_noun(verb: Token, steps: int) -> list[Argument]:
    """Whose the noun is whose preposition brings in a gerund."""
    host = _gerund_host(verb)
    return _owner(host, "gerund of a noun") if host is not None and host.pos_ == "NOUN" else []


@construction(
    "gerund of the object",
    Kind.VERB,
    ("agent",),
    yes=(
        "Egypt accused Iran of attacking Iraq. | attacking: agent Iran; theme Iraq",
        "Iran was condemned for attacking Iraq. | attacking: agent Iran; theme Iraq",
    ),
    no=("Egypt met Iran after attacking Iraq. | attacking: agent Iran",),
)
def gerund_of_object(verb: Token, steps: int) -> list[Argument]:
    """The object that is accused, prevented or praised: what the gerund says is its doing."""
    host = _gerund_host(verb)
    if host is None or host.pos_ == "NOUN" or verb.head.lower_ not in ABOUT_OBJECTS:
        return []
    return _as(
        (t for t in dependents(host, "dobj", "nsubjpass") if t.i < verb.head.i), "gerund of the object"
    )


@construction(
    "gerund after a preposition",
    Kind.VERB,
    ("agent",),
    yes=(
        "After attacking Iraq, Iran met Egypt. | attacking: agent Iran; theme Iraq",
        "Prior to attacking Iraq, Iran met Egypt. | attacking: agent Iran; theme Iraq",
        "For attacking Iraq, Iran was condemned. | attacking: agent Iran; theme Iraq",
    ),
    no=("Iran left after Egypt attacked Iraq. | attacked: agent Iran",),
)
def gerund_after_preposition(verb: Token, steps: int) -> list[Argument]:
    """The subject of the clause that the preposition belongs to."""
    host = _gerund_host(verb)
    if host is None or host.pos_ == "NOUN":
        return []
    return _lent(host, steps, "gerund after a preposition")


@construction(
    "participial clause",
    Kind.VERB,
    ("agent", "theme"),
    yes=(
        "Having attacked Iraq, Iran met Egypt. | attacked: agent Iran; theme Iraq",
        "Iran met Egypt, attacking Iraq. | attacking: agent Iran; theme Iraq",
    ),
    no=("With Iran attacking Iraq, Egypt left. | attacking: agent Egypt",),
)
def participial_clause(verb: Token, steps: int) -> list[Argument]:
    """The subject of the clause that a participle or a purpose clause modifies."""
    return _shared(verb, steps, ("advcl",), "participial clause")


@construction(
    "verb coordination",
    Kind.VERB,
    ("agent",),
    yes=("Iran met Egypt and attacked Iraq. | attacked: agent Iran; theme Iraq",),
    no=("Iran left and Mali attacked Iraq. | attacked: agent Iran",),
)
def verb_coordination(verb: Token, steps: int) -> list[Argument]:
    """The subject of the verb that a verb is coordinated with."""
    return _shared(verb, steps, ("conj",), "verb coordination")


@construction(
    "predicative participle",
    Kind.VERB,
    ("agent", "theme"),
    yes=("Angola remained aligned with Cuba. | aligned: agent Angola; with Cuba",),
    no=("Angola met those aligned with Cuba. | aligned: agent Angola",),
)
def predicative_participle(verb: Token, steps: int) -> list[Argument]:
    """The subject of the copula whose complement a verb or adjective is."""
    return _shared(verb, steps, ("acomp",), "predicative participle")


def _loose(verb: Token, steps: int) -> list[Argument]:
    above = loose_clause(verb)
    return _lent(above[0], steps, "loose clause") if above else []


LENDERS = (
    reduced_relative,
    infinitive_of_noun,
    first_to_do,
    object_control,
    oblique_control,
    pseudo_cleft,
    subject_control,
    gerund_of_noun,
    gerund_of_object,
    gerund_after_preposition,
    participial_clause,
    verb_coordination,
    predicative_participle,
    _loose,
)
"""What lends a subject, in the order asked; of the kinds of control the nearest comes first."""


def _shared(verb: Token, steps: int, labels: tuple[str, ...], via: str) -> list[Argument]:
    above = verb.head
    shares = verb.dep_ in labels and above.pos_ in CLAUSE_HOSTS and above.i != verb.i
    return _lent(above, steps, via) if shares else []


def _gerund_host(verb: Token) -> Token | None:
    """The host of a gerund's preposition, beyond an adverb: "prior to joining Acme, she was …"."""
    prep = verb.head
    if verb.dep_ != "pcomp" or prep.dep_ not in ("prep", "agent"):
        return None
    host = prep.head.head if prep.lower_ == "to" and prep.head.pos_ == "ADV" else prep.head
    return host if host.pos_ in CLAUSE_HOSTS else None


def _owner(noun: Token, via: str) -> list[Argument]:
    """Whose a noun is: its possessors, else the subject of the verb it is the object of."""
    if own := possessors(noun):
        return _as(own, via)
    if noun.dep_ == "dobj" and noun.head.pos_ == "VERB" and not is_passive(noun.head):
        return [replace(found, via=(via, *found.via)) for found in _own(noun.head)]
    return []
