"""Relations that nouns state: "talks between", "China's support for", "the signing of", "a visit to"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import combinations, groupby, permutations

from spacy.tokens import Token

from graph.extract.aspects import with_owners
from graph.extract.doc_view import DocView
from graph.extract.matching import origin
from graph.extract.patterns import patterns
from graph.extract.related import related
from graph.extract.relations import Found
from graph.extract.states import calls_off
from graph.extract.times import NEVER, When, time_of
from graph.grammar.coordination import hedge
from graph.grammar.nominals import ADVERBIAL_PHRASE, COMPLEMENT, OBJECT, PLACE, noun_phrase, noun_predicate
from graph.grammar.predicates import Argument, Predicate
from graph.grammar.tree import is_definite
from graph.grammar.words import BETWEEN, COPULAS
from graph.ontology import ANY_ORDER, EACH_OTHER, Cue, Ontology

Cues = dict[str, tuple[tuple[Cue, bool], ...]]
DOERS = ("bearer", "possessor", "by", "modifier", "of", "member", "described", "agent")
"""The roles of whoever does what a noun names, the surest first; a later one replaces an earlier one."""
TAKING_PART = frozenset({"in", "during", "at", "for", "after", "before", "following"})
"""Prepositions by which a verb's subject takes part in what is done together: "flew to Oslo for talks"."""
APART = frozenset({"after", "before", "following"})  # what they bring in is not dated by the verb
AFTER_LIGHT_VERBS = frozenset({"in", "for", "on", "during", "into", "under"})
"""Prepositions that may follow a light verb: "came under attack", "entered into talks"."""
CLAUSE_ARGUMENT_LABELS = frozenset({"dobj", "nsubjpass", "nsubj", "attr"})
OPEN = "relatedTo"


@lru_cache(maxsize=4)
def noun_cues(ontology: Ontology) -> Cues:
    """Noun cues by noun, with whether they are inverse."""
    found: dict[str, list[tuple[Cue, bool]]] = {}
    for kind, inverse in (("noun", False), ("inverseNoun", True)):
        for cue in ontology.cues_of(kind):
            if cue.term in ontology.relations and len(cue.words) > 1:
                found.setdefault(cue.words[-2].casefold(), []).append((cue, inverse))
    return {noun: tuple(cues) for noun, cues in found.items()}


def from_nouns(view: DocView) -> Iterator[Found]:
    """Relations of every noun that a cue knows."""
    table = noun_cues(view.ontology)
    for token in view.doc:
        if token.pos_ == "NOUN" and view.telling[token.i]:
            cues = {**dict(table.get(token.lower_, ())), **dict(table.get(token.lemma_.lower(), ()))}
            if cues:
                yield from _stated(view, noun_phrase(token), cues)


def _stated(view: DocView, phrase: Predicate, cues: dict[Cue, bool]) -> Iterator[Found]:
    noun, seen = phrase.head, set[tuple[str, str, str]]()
    for cue, inverse in sorted(cues.items(), key=lambda pair: (-len(pair[0].words), pair[0])):
        if len(cue.words) > 2 and not any(c.lower_ == cue.words[-3].casefold() for c in noun.lefts):
            continue
        if cue.term == OPEN and noun.dep_ == "dobj":
            continue
        things, doers = _ends(view, phrase, cue)
        name = f"noun/{doers[0].via[0] if doers else cue.words[-1]}"
        label = noun.text if cue.term == OPEN else None
        for one, other in _pairs(view, cue, doers, things):
            for found in related(
                view,
                [one],
                cue.term,
                [other],
                noun,
                name,
                inverse=inverse,
                when=_time(view, noun, doers),
                label=label,
            ):
                if (found.subject, found.relation, found.object) not in seen and not _at_home(
                    view, cue, found
                ):
                    seen.add((found.subject, found.relation, found.object))
                    given = cue.term in standing(view) and is_definite(noun) and noun.dep_ != "attr"
                    yield replace(found, hedge=hedge(things[:1]), structural=given)


def _at_home(view: DocView, cue: Cue, found: Found) -> bool:
    """Whether a state has something at home, which is done to no one: "Peruvian troops in Lima"."""
    doer, place = view.drafts[found.subject], view.drafts[found.object]
    inside = doer.country is not None and doer.country == place.country
    return cue.words[-1] == "in" and doer.family == "Country" and place.family == "Place" and inside


def standing(view: DocView) -> frozenset[str]:
    """Relations that last and belong to what a thing is: where it is, whose organ or part."""
    frames = (view.words.frame(name) for name in ("place", "organ", "forename"))
    return frozenset(relation for relation in frames if relation is not None)


def _ends(view: DocView, phrase: Predicate, cue: Cue) -> tuple[list[Token], list[Argument]]:
    """What a cue's preposition brings in, and who does what the noun names."""
    preposition = cue.words[-1].casefold()
    things = [a.token for a in phrase.arguments if a.role == preposition and a.via[0] != PLACE]
    if not things and preposition == "of":
        return _owned(view, phrase)
    if cue.term in view.words.framed("goods"):
        things = [t for thing in things for t in (thing, *origin(thing))]
    things = with_owners(view, things, cue.term)
    alone = not things or _pairs_up(view, cue)
    return things, [] if alone else _doers(view, noun_predicate(phrase.head), cue)


def _owned(view: DocView, phrase: Predicate) -> tuple[list[Token], list[Argument]]:
    """A possessor in place of "of", with the name of what it has: "Luxottica's subsidiary LensCrafters"."""
    noun, owners = phrase.head, phrase.of("possessor")
    if noun.dep_ == "conj" and not view.all_keys(owners) and any(t.pos_ == "PRON" for t in owners):
        owners = [noun.head]
    return owners, [a for a in phrase.arguments if a.role == "name"]


def _pairs_up(view: DocView, cue: Cue) -> bool:
    """Whether what a preposition brings in does it with one another: "talks between A and B"."""
    return cue.words[-1] in BETWEEN and view.ontology.relations[cue.term].pairing in (ANY_ORDER, EACH_OTHER)


def _pairs(view: DocView, cue: Cue, doers: list[Argument], things: list[Token]) -> Iterable[tuple[str, str]]:
    ends = view.all_keys(things)
    if not _pairs_up(view, cue):
        return view.pairs(view.all_keys(a.token for a in doers), ends)
    each = view.ontology.relations[cue.term].pairing == EACH_OTHER
    return permutations(ends, 2) if each else combinations(ends, 2)


def _doers(view: DocView, predicate: Predicate, cue: Cue) -> list[Argument]:
    """Who does what a noun names: the first role that means a person."""
    known = [a for a in predicate.arguments if a.role in DOERS[:-3] and a.role != cue.words[-1]]
    known = [a for a in known if a.role != "modifier" or view.by_head.get(a.token.i)]
    known = sorted(known, key=lambda a: DOERS.index(a.role)) + list(_lent(view, predicate, cue))
    for _, group in groupby(known, key=lambda a: (a.role, a.via)):
        doers = list(group)
        if view.all_keys(a.token for a in doers):
            return doers
    return []


def _lent(view: DocView, predicate: Predicate, cue: Cue) -> Iterator[Argument]:
    """Who a verb makes the doer: the subject of a light verb, or whoever takes part in it by the way."""
    noun, light = predicate.head, view.words.light_verbs
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun in view.content(noun.head.head):
        noun = noun.head.head
        predicate = noun_predicate(noun)
        yield from (a for a in predicate.arguments if a.via[0] == COMPLEMENT)
    for argument in predicate.arguments:
        verb = argument.through.lemma_.lower() if argument.through is not None else ""
        if (
            argument.role == "described"
            or (argument.role == "member" and verb in view.words.words("verb", "Delegation"))
            or (argument.via[0] == OBJECT and verb in light and not _in_verb_cue(view, argument, cue, noun))
            or (argument.via[0] == OBJECT and argument.role == "agent" and _calls_off(view, argument))
            or (argument.via[0] == ADVERBIAL_PHRASE and _takes_part(view, argument, cue, noun))
        ):
            yield argument


def _calls_off(view: DocView, argument: Argument) -> bool:
    """Whether a verb's subject gives up what it planned itself: "cancelled a trip to"."""
    return argument.through is not None and calls_off(view, argument.through)


def _in_verb_cue(view: DocView, argument: Argument, cue: Cue, noun: Token) -> bool:
    """Whether a verb's own cue says the same: "launch attack on" next to "attack on"."""
    verb = argument.through.lemma_.lower() if argument.through is not None else ""
    known = (p for p in patterns(view.ontology).get(verb, ()) if p.relation == cue.term)
    return any(p.noun in (noun.lower_, noun.lemma_.lower()) and p.preposition == cue.words[-1] for p in known)


def _takes_part(view: DocView, argument: Argument, cue: Cue, noun: Token) -> bool:
    """Whether a verb's subject does what a phrase of the verb names: "is in talks", "left for talks"."""
    verb, preposition = argument.through, noun.head
    if (
        view.ontology.relations[cue.term].symmetric
        and cue.words[-1] == "with"
        and preposition.lower_ in TAKING_PART
    ):
        return True
    light = verb is not None and (verb.lemma_.lower() in view.words.light_verbs or verb.lemma_ in COPULAS)
    return light and verb == preposition.head and preposition.lower_ in AFTER_LIGHT_VERBS


def _time(view: DocView, noun: Token, doers: list[Argument]) -> When:
    """The date below the noun, else that of the verb whose argument it is, or in whose phrase it is done."""
    own = time_of(view, noun)
    beside = noun.head.lower_ not in APART
    verb = next((a.through for a in doers if a.via[0] == ADVERBIAL_PHRASE and beside), None)
    verb = noun.head if noun.dep_ in CLAUSE_ARGUMENT_LABELS else verb
    if own != NEVER or verb is None:
        return own
    when, start, end = time_of(view, verb)
    over = verb.lemma_.lower() in view.words.words("verb", "Ending")
    return (None, None, when or end) if over else (when, start, end)
