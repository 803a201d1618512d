"""The predicate of a verb: agent, theme, recipient and prepositional phrases in any construction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from graph.grammar.constructions import construction
from graph.grammar.coordination import brought
from graph.grammar.objects import THEME, complements, following_object, objects, recipients, retained_object
from graph.grammar.phrases import hosts_of, missing_object, verb_phrases
from graph.grammar.predicates import Argument, Kind, Predicate
from graph.grammar.repair import displaced_agent, infinitive_read_as_noun, subjects_in_opening
from graph.grammar.subjects import SUBJECT, additional_subject, subjects
from graph.grammar.tree import objects_of, possessors, prepositions
from graph.grammar.voice import voice

AGENT = "agent"


def verb_predicate(verb: Token) -> Predicate:
    """The arguments of a verb: agent, theme, recipient, complement, and one role for each preposition."""
    if verb.pos_ == "NOUN" and not infinitive_read_as_noun(verb):
        return Predicate(verb, Kind.VERB, tuple(gerund_of_possessor(verb)))
    passive = voice(verb)
    found = _passive(verb, passive) if passive is not None else _active(verb)
    taken = {t.i for t in subjects_in_opening(verb)}
    kept = (a for a in found if a.role in KEPT or a.token.i not in taken)
    return Predicate(verb, Kind.VERB, tuple(kept), passive is not None)


KEPT = frozenset({AGENT, "recipient", "complement"})
"""Roles of what stays an argument where a list in an opening is the subject of another verb."""


def _active(verb: Token) -> list[Argument]:
    agents = [replace(a, role=AGENT) for a in subjects(verb)]
    themes = objects(verb)
    hosts = hosts_of(verb, following_object(verb, themes))
    phrases = verb_phrases(verb, hosts, missing_object(verb))
    return [*agents, *themes, *recipients(verb), *complements(verb), *phrases]


def _passive(verb: Token, via: str) -> list[Argument]:
    themes = [replace(a, role=THEME, via=(via, *a.via), is_subject=True) for a in subjects(verb)]
    agents = agent_phrase(verb) or _agents(displaced_agent(verb), "displaced agent")
    if agents:
        agents += [replace(a, role=AGENT) for a in additional_subject(verb)]
    phrases = verb_phrases(verb, hosts_of(verb, ()), [a.token for a in themes])
    return [*agents, *themes, *retained_object(verb), *complements(verb), *phrases]


@construction(
    "agent phrase",
    Kind.VERB,
    (AGENT,),
    yes=(
        "Iraq was attacked by Iran. | attacked: agent Iran; theme Iraq",
        "Iraq was attacked by Iran and by Egypt. | attacked: agent Iran, Egypt",
    ),
    no=("Iraq was attacked near Iran. | attacked: agent Iran",),
)
def agent_phrase(verb: Token) -> list[Argument]:
    """Who does what is done in the passive: what "by" brings in."""
    return _agents((t for prep in prepositions(verb, "by") for t in brought(prep)), "agent phrase")


@construction(
    "gerund of a possessor",
    Kind.VERB,
    (AGENT, THEME),
    yes=("Iran's attacking of Iraq began. | attacking: agent Iran; theme Iraq",),
    no=("Iran's meeting on Iraq began. | meeting: agent Iran; theme Iraq",),
)
def gerund_of_possessor(noun: Token) -> list[Argument]:
    """A verb made a noun, with its agent as possessor and its theme after "of"."""
    if noun.tag_ != "NN" or not noun.lower_.endswith("ing"):
        return []
    agents, themes = possessors(noun), objects_of(noun, "of")
    via = ("gerund of a possessor",)
    pairs = [*((AGENT, t) for t in agents), *((THEME, t) for t in themes)] if agents and themes else []
    return [Argument(role, token, via) for role, token in pairs]


def _agents(tokens: Iterable[Token], via: str) -> list[Argument]:
    return [Argument(AGENT, token, (via,)) for token in tokens]


PLAIN = frozenset(
    {SUBJECT, "additional subject", "direct object", "passive", "agent phrase", "prepositional phrase"}
)
"""Constructions that a clause has anyway: they say nothing that the voice of the verb does not."""


def marked_construction(predicate: Predicate, tokens: Iterable[Token]) -> str | None:
    """The first construction, of agents before others, by which one of the tokens is an argument."""
    among = {token.i for token in tokens}
    traces = (a.via for a in predicate.arguments if a.token.i in among)
    return next((name for via in traces for name in via if name not in PLAIN), None)


def predicate_verbs(tokens: Iterable[Token]) -> Iterator[Token]:
    """Verbs that head a predicate: full verbs, also tagged as auxiliaries when nothing depends on them so."""
    for token in tokens:
        full = token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in ("aux", "auxpass"))
        noun = not full and (token.pos_ == "NOUN" or token.tag_ == "NN")
        if full or (noun and (infinitive_read_as_noun(token) or gerund_of_possessor(token))):
            yield token


def governing(verb: Token) -> Token:
    """The verb above the pro-verb of "agreed to do so", which has its adjuncts; any other verb itself."""
    pro_verb = verb.lemma_ == "do" and any(c.lower_ == "so" for c in verb.children)
    return verb.head if pro_verb and verb.dep_ == "xcomp" else verb
