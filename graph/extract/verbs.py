"""Relations of verbs and adjectives by their cues: "signed", "hold talks with", "loyal to"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace

from spacy.tokens import Token

from graph.extract.aspects import with_owners
from graph.extract.doc_view import DocView
from graph.extract.locations import with_region
from graph.extract.matching import Ends, ends_of, governed, phrase_of
from graph.extract.patterns import Pattern, breadth, copular, forms, patterns
from graph.extract.reciprocals import one_another
from graph.extract.relations import Found
from graph.extract.states import calls_off
from graph.extract.times import time_of
from graph.grammar.adjectives import adjective_predicate
from graph.grammar.coordination import hedge
from graph.grammar.predicates import Kind, Predicate
from graph.grammar.predications import stating
from graph.grammar.tree import has_infinitive_to, objects_of
from graph.grammar.verbs import marked_construction
from graph.grammar.words import COPULAS, REFLEXIVE_ENDINGS
from graph.model import Modality

__all__ = ["from_verbs", "patterns", "time_of"]

OPEN = "relatedTo"


def from_verbs(view: DocView) -> Iterator[Found]:
    """Relations of every verb and adjective; an uncovered verb between two entities gives an open one."""
    made, cues = _makers(view), copular(view.ontology)
    verbs = (view.predicate(verb) for verb in view.telling_verbs)
    telling = (token for token in view.doc if view.telling[token.i])
    adjectives = (adjective_predicate(token) for token in telling if token.lower_ in cues)
    for predicate in (*verbs, *(found for found in adjectives if found is not None)):
        found = list(_best(view, predicate, made))
        yield from with_region(view, found or _open(view, predicate))


def _makers(view: DocView) -> Mapping[str, Set[str]]:
    """Who is said to have made each document, so that what it says is known to be theirs."""
    making, found = view.words.framed("making"), dict[str, set[str]]()
    for verb in view.telling_verbs:
        predicate = view.predicate(verb)
        for pattern in _fitting(view, predicate):
            ends = ends_of(view, predicate, pattern) if pattern.relation in making else None
            for one in _pair_up(view, predicate, pattern, ends, {}) if ends is not None else ():
                found.setdefault(one.object, set()).add(one.subject)
    return found


def _best(view: DocView, predicate: Predicate, made: Mapping[str, Set[str]]) -> Iterator[Found]:
    """For each pair of ends the longest cue's relation; of equals, that which allows the fewest classes."""
    width = breadth(view.ontology)
    ranked: dict[frozenset[str], tuple[tuple[int, int], Found]] = {}
    for pattern in _fitting(view, predicate):
        ends = ends_of(view, predicate, pattern)
        for found in _pair_up(view, predicate, pattern, ends, made) if ends is not None else ():
            rank = (-pattern.size, width[found.relation])
            pair = frozenset((found.subject, found.object))
            if pair not in ranked or rank < ranked[pair][0]:
                ranked[pair] = (rank, found)
    for _, found in ranked.values():
        yield found
        yield from _bound(view, found)
    yield from one_another(view, predicate, set(ranked))
    yield from _site(view, predicate)


def _bound(view: DocView, found: Found) -> Iterator[Found]:
    """The state of whoever signs for it is party to what they sign."""
    party = view.words.frame("bound")
    if party is None or found.relation not in view.words.framed("binding"):
        return
    for state in view.bound(found.subject):
        if view.ontology.allows("Country", party, view.cls(found.object)):
            yield replace(found, subject=state, relation=party, extractor="office/signer")


def _site(view: DocView, predicate: Predicate) -> Iterator[Found]:
    """Where an event is that a light verb brings about: "held talks in Geneva"."""
    site = view.words.frame("site")
    if site is None or predicate.head.lemma_.lower() not in view.words.light_verbs:
        return
    things = predicate.subjects() if predicate.passive else predicate.themes
    places = [t for p in ("in", "at", "~in", "~at") for t in predicate.of(p)]
    for event, place in view.pairs(view.all_keys(things), view.all_keys(places)):
        if view.ontology.is_a(view.cls(event), "Event") and view.family(place) == "Place":
            yield Found(
                event,
                site,
                place,
                predicate.head.i,
                phrase_of(view, predicate.head, predicate.head),
                rule_name(predicate, [*things, *places]),
            )


def _fitting(view: DocView, predicate: Predicate) -> Iterator[Pattern]:
    """The patterns whose verb or adjective is this one; for a copula, those of its complement."""
    verb, table = predicate.head, patterns(view.ontology)
    if predicate.kind is Kind.ADJECTIVE:
        yield from copular(view.ontology).get(verb.lower_, ())
        return
    known = next((table[form] for form in forms(verb) if form in table), ())
    yield from (p for p in known if not p.stative)
    if verb.tag_ in ("VBN", "VBD", "JJ") and (predicate.passive or not predicate.themes):
        yield from (p for p in table.get(verb.lower_, ()) if p.stative)
    if verb.lemma_.lower() in COPULAS:
        nouns = [t for t in predicate.of("complement") if t.pos_ != "ADJ"]
        for word in dict.fromkeys(w for t in [*nouns, *governed(verb)] for w in (t.lower_, t.lemma_.lower())):
            yield from copular(view.ontology).get(word, ())


def _pair_up(
    view: DocView, predicate: Predicate, pattern: Pattern, ends: Ends, made: Mapping[str, Set[str]]
) -> Iterator[Found]:
    subjects, objects, last = ends
    subjects = _newcomers(view, predicate, pattern) or subjects
    objects = with_owners(view, objects, pattern.relation)
    verb = stating(predicate)
    relation = _over(view, pattern.relation, objects)
    phrase = phrase_of(view, verb, last)
    name = rule_name(predicate, [*subjects, *objects], light=pattern.noun is not None and not pattern.stative)
    when, start, end = time_of(view, verb)
    doubt = hedge([*subjects[:1], *objects[:1]])
    if (
        doubt is None
        and pattern.stative
        and predicate.head.lemma_.lower() in view.words.words("verb", "Alleging")
    ):
        doubt = Modality.CLAIMED
    for subject, target in view.matched(predicate.head, subjects, objects):
        if pattern.doer is not None and not view.ontology.is_a(view.cls(subject), pattern.doer):
            continue
        if pattern.inverse:
            subject, target = target, subject
        subject = _doer(view, subject, relation, made)
        if relation in view.words.framed("making") and _is_from_another(view, objects, subject):
            continue
        if view.ontology.allows(view.cls(subject), relation, view.cls(target)):
            label = _words(view, phrase) if relation == OPEN else None
            yield Found(
                subject,
                relation,
                target,
                predicate.head.i,
                phrase,
                name,
                label,
                when,
                start,
                end,
                hedge=doubt,
            )


def _newcomers(view: DocView, predicate: Predicate, pattern: Pattern) -> list[Token]:
    """Whoever a verb above gives an office, where the participle tells the old holder.

    "Named Ruiz chief executive, replacing Berg": Ruiz replaced Berg.
    """
    verb, giving = predicate.head, view.words.words("verb", "TakingOffice")
    above = verb.head
    if verb.tag_ != "VBG" or above.lemma_.lower() not in giving or above.i > verb.i:
        return []
    if pattern.relation not in view.words.framed("succession"):
        return []
    bearers = (role.bearer for _, role in view.roles if role.verb == above.i)
    return [view.doc[i] for i in dict.fromkeys(bearers)][:1] or view.predicate(above).themes


def _is_from_another(view: DocView, things: Iterable[Token], doer: str) -> bool:
    """Whether a document comes from someone else than whoever brings it: "delivered a letter from Ruiz"."""
    senders = view.all_keys(t for thing in things for t in objects_of(thing, "from"))
    return any(view.family(k) in ("Person", "Organization") and k != doer for k in senders)


def rule_name(predicate: Predicate, tokens: Iterable[Token], *, light: bool = False) -> str:
    """The name of the rule that ties the tokens: "verb/active", "verb/passive/reduced relative"."""
    if predicate.kind is Kind.ADJECTIVE:
        return f"adjective/{predicate.arguments[0].via[0]}"
    kind = "light verb" if light else "passive" if predicate.passive else "active"
    marked = marked_construction(predicate, tokens)
    return "/".join(("verb", kind, marked) if marked else ("verb", kind))


def _doer(view: DocView, key: str, relation: str, made: Mapping[str, Set[str]]) -> str:
    """Who does what a document does in words: its one maker, for the relations that words can do."""
    makers = view.makers(key, made.get(key, frozenset())) if relation in view.words.framed("word") else []
    return makers[0] if len(makers) == 1 else key


def _over(view: DocView, relation: str, objects: Iterable[Token]) -> str:
    """The relation as it holds of these: who leads a state's delegation represents the state only."""
    sent = view.words.words("noun", "Delegation")
    part = any(t.pos_ == "NOUN" and t.lemma_.lower() in sent for t in objects)
    leads = relation in view.words.framed("headship")
    return (view.words.frame("office") or relation) if leads and part else relation


def _words(view: DocView, phrase: tuple[int, int]) -> str:
    return " ".join(view.doc[phrase[0] : phrase[1]].text.split())


def _open(view: DocView, predicate: Predicate) -> Iterator[Found]:
    """An open relation: a verb that no cue covers, between a subject and an object that are entities."""
    verb = predicate.head
    silent = view.words.words("verb", "Unspecific") | view.words.words("verb", "Sale") | view.words.says
    if verb.lemma_.lower() in silent or verb.pos_ != "VERB" or calls_off(view, verb):
        return
    if has_infinitive_to(verb) and verb.dep_ != "xcomp":
        return
    phrase = phrase_of(view, verb, verb)
    # a passive is turned round, and so are its words: "joined", not "was joined"
    label = verb.text if predicate.passive else _words(view, phrase)
    doubt = hedge([*predicate.agents[:1], *predicate.themes[:1]])
    others = [t for t in predicate.themes if not t.lower_.endswith(REFLEXIVE_ENDINGS)]
    for subject, target in view.matched(verb, predicate.agents, others):
        if view.ontology.is_a(view.cls(subject), "Agent"):
            yield Found(
                subject,
                OPEN,
                target,
                verb.i,
                phrase,
                "open/verb",
                label=label,
                when=time_of(view, verb)[0],
                hedge=doubt,
            )
