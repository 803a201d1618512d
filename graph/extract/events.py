"""What holds events together: a verb that tells an event named elsewhere, and who goes with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from functools import lru_cache, partial

from spacy.tokens import Token

from graph.extract.doc_view import DocView
from graph.extract.nouns import noun_cues
from graph.extract.relations import Found
from graph.extract.verbs import patterns, time_of
from graph.grammar.nominals import noun_phrase
from graph.grammar.predicates import Predicate
from graph.grammar.words import BETWEEN
from graph.ontology import Ontology

Rule = Callable[[DocView, Token], Iterator[Found]]
BEHALF_PREPOSITIONS = ("for", "on behalf of")
ISO_DAY_LENGTH = 10  # the length of an ISO date that is known to the day
GOING_TO = ("for", "at", "during")  # the prepositions by which a verb goes with an event
WHERE_CLAUSE_STEPS = 6  # steps from a where-clause up to the event it belongs to


def from_events(view: DocView) -> Iterator[Found]:
    """Participants and places that only the sentences around an event tell."""
    part, place = view.words.frame("participant"), view.words.frame("site")
    if part is None or place is None:
        return
    rules = _by_verb(view, part, place)
    for verb in view.verbs:
        lemma = verb.lemma_.lower()
        for verbs, rule in rules:
            if lemma in verbs:
                yield from rule(view, verb)
    yield from _told_before(view, part, place)
    yield from _struck(view)


def _by_verb(view: DocView, part: str, place: str) -> tuple[tuple[Set[str], Rule], ...]:
    """The rules with the verbs that each of them reads, in the order in which they run."""
    words, consulting = view.words, _consulting(view.ontology)
    return (
        (consulting, partial(_same_day, part=part, place=place)),
        (consulting, partial(_where, part=part)),
        (consulting, partial(_met_at, part=part)),
        (_verbs_of(view.ontology, frozenset({part})), partial(_attended, part=part)),
        (words.words("verb", "Delegation"), partial(_delegation, part=part)),
        (words.dating("Meeting") | words.words("verb", "Arrival"), partial(_held, place=place)),
        (words.light_verbs, partial(_had, part=part)),
        (_signing(view), _signed_for),
        (words.words("verb", "Contest"), partial(_fought_out, part=part)),
        (words.words("verb", "Obligation"), _obliged),
    )


def _held(view: DocView, verb: Token, place: str) -> Iterator[Found]:
    """ "held talks in Geneva", "arrived in Reykjavik for a summit": where the verb is, the event is."""
    predicate = view.predicate(verb)
    near = [*predicate.themes, *(t for p in GOING_TO for t in predicate.of(p))]
    for key in view.all_keys(near):
        if view.ontology.is_a(view.cls(key), "Meeting"):
            yield from _sites(view, predicate, place, key, "event/held")


def _had(view: DocView, verb: Token, part: str) -> Iterator[Found]:
    """ "had a phone conversation with Rojas": the subject of a light verb takes part with its partner."""
    predicate = view.predicate(verb)
    if predicate.passive or not predicate.of("with", "~with"):
        return
    for event in view.all_keys(predicate.themes):
        if view.ontology.is_a(view.cls(event), "Meeting"):
            yield from _joins(view, view.all_keys(predicate.agents), part, event, verb, "event/had with")


@lru_cache(maxsize=4)
def _consulting(ontology: Ontology) -> frozenset[str]:
    return _verbs_of(ontology, ontology.with_kinds(ontology.framed("consultation")))


@lru_cache(maxsize=16)
def _verbs_of(ontology: Ontology, relations: frozenset[str]) -> frozenset[str]:
    """The verbs that alone say one of the relations."""
    return frozenset(
        verb
        for verb, ps in patterns(ontology).items()
        if any(p.relation in relations and p.size == 1 for p in ps)
    )


def _parties(predicate: Predicate) -> list[Token]:
    return [*predicate.agents, *predicate.themes, *predicate.of("with")]


def _joins(
    view: DocView, keys: Iterable[str], relation: str, event: str, verb: Token, name: str
) -> Iterator[Found]:
    for key in dict.fromkeys(keys):
        if key != event and view.ontology.allows(view.cls(key), relation, view.cls(event)):
            when, start, end = time_of(view, verb)
            yield Found(
                key, relation, event, verb.i, (verb.i, verb.i + 1), name, when=when, start=start, end=end
            )


def _sites(view: DocView, predicate: Predicate, place: str, event: str, name: str) -> Iterator[Found]:
    verb = predicate.head
    for preposition in ("in", "at"):
        for key in view.all_keys(predicate.of(preposition)):
            if view.family(key) == "Place":
                yield Found(event, place, key, verb.i, (verb.i, verb.i + 1), name)


def _same_day(view: DocView, verb: Token, part: str, place: str) -> Iterator[Found]:
    """ "… met in Washington on December 1": the meeting that is dated to that day."""
    when = time_of(view, verb)[0]
    if when is None or len(when) < ISO_DAY_LENGTH:
        return
    same = [k for k, d in view.drafts.items() if d.when == when and view.ontology.is_a(d.cls, "Meeting")]
    if len(same) == 1:
        predicate = view.predicate(verb)
        yield from _joins(view, view.all_keys(_parties(predicate)), part, same[0], verb, "event/same day")
        yield from _sites(view, predicate, place, same[0], "event/same day")


def _where(view: DocView, verb: Token, part: str) -> Iterator[Found]:
    """Who meets where: "a summit in Washington, where Xi met with Obama", "to Seattle, where he met …"."""
    where = next((c for c in verb.children if c.dep_ == "advmod" and c.lower_ in ("where", "when")), None)
    if verb.dep_ != "relcl" or where is None:
        return
    predicate, at = view.predicate(verb), verb.head
    for _ in range(WHERE_CLAUSE_STEPS):
        events = [k for k in view.keys(at) if view.ontology.is_a(view.cls(k), "Meeting")]
        if events:
            yield from _joins(view, view.all_keys(_parties(predicate)), part, events[0], verb, "event/where")
            return
        if at.head.i == at.i or at.dep_ not in ("pobj", "prep", "appos"):
            break
        at = at.head
    presence = view.words.frame("presence")
    for subject, target in view.pairs(view.all_keys(predicate.agents), view.keys(verb.head)):
        if (
            presence is not None
            and view.family(target) == "Place"
            and view.ontology.allows(view.cls(subject), presence, "Place")
        ):
            yield Found(subject, presence, target, verb.i, (verb.i, verb.i + 1), "event/where")


def _met_at(view: DocView, verb: Token, part: str) -> Iterator[Found]:
    """ "Albanese met Xi at the summit": both of them took part in it."""
    predicate = view.predicate(verb)
    near = [t for p in ("at", "during", "~at", "~during") for t in predicate.of(p)]
    events = [k for k in view.all_keys(near) if view.ontology.is_a(view.cls(k), "Meeting")]
    for event in events[:1]:
        yield from _joins(view, view.all_keys(_parties(predicate)), part, event, verb, "event/met at")


def _fought_out(view: DocView, verb: Token, part: str) -> Iterator[Found]:
    """ "Albanese defeated Morrison in the election": both of them took part in it."""
    predicate = view.predicate(verb)
    near = [t for p in ("in", "at", "~in", "~at") for t in predicate.of(p)]
    events = [k for k in view.all_keys(near) if view.cls(k) == "Event"]
    for event in events[:1]:
        yield from _joins(view, view.all_keys(_parties(predicate)), part, event, verb, "event/contest")


def _obliged(view: DocView, verb: Token) -> Iterator[Found]:
    """ "In the Four-Power Treaty, Japan agreed to …": whoever takes something on in it is party to it."""
    predicate, party = view.predicate(verb), view.words.frame("bound")
    pacts = view.all_keys(t for p in ("in", "under", "by") for t in predicate.of(p))
    pacts = [k for k in pacts if view.ontology.is_a(view.cls(k), "Agreement")]
    if party is not None and len(pacts) == 1:
        yield from _joins(view, view.all_keys(predicate.agents), party, pacts[0], verb, "event/obliged")


def _signing(view: DocView) -> frozenset[str]:
    """The verbs that by themselves bind who does them: "sign", "initial"."""
    return _verbs_of(view.ontology, view.words.framed("binding"))


def _signed_for(view: DocView, verb: Token) -> Iterator[Found]:
    """ "The pact was signed in Rome. Spender signed for Australia": the agreement told last."""
    predicate, party = view.predicate(verb), view.words.frame("bound")
    states = view.all_keys(t for p in BEHALF_PREPOSITIONS for t in predicate.of(p))
    states = [k for k in states if view.family(k) == "Country"]
    pact = _told_last(view, verb, "Agreement") if states and not predicate.themes else None
    if pact is None or party is None:
        return
    for relation in sorted(view.words.framed("binding")):
        yield from _joins(view, view.all_keys(predicate.agents), relation, pact, verb, "event/signed for")
    yield from _joins(view, states, party, pact, verb, "event/signed for")


def _attended(view: DocView, verb: Token, part: str) -> Iterator[Found]:
    """ "Senegal and Mali attended": the meeting told last."""
    predicate = view.predicate(verb)
    if (
        predicate.themes
        or predicate.passive
        or any(c.dep_ in ("xcomp", "ccomp") or c.lower_ in ("to", "at") for c in verb.children)
    ):
        return
    event = _told_last(view, verb, "Meeting")
    if event is not None:
        yield from _joins(view, view.all_keys(predicate.agents), part, event, verb, "event/attended")


def _delegation(view: DocView, verb: Token, part: str) -> Iterator[Found]:
    """ "The Chinese delegation included representatives from …": they took part in the meeting told last."""
    nouns = view.words.words("noun", "Delegation")
    if not any(c.dep_ == "nsubj" and c.lemma_.lower() in nouns for c in verb.children):
        return
    event = _told_last(view, verb, "Meeting")
    if event is not None:
        sent = view.all_keys(view.predicate(verb).themes)
        yield from _joins(view, sent, part, event, verb, "event/delegation")


def _told_last(view: DocView, verb: Token, cls: str) -> str | None:
    """The thing of a class that was mentioned last, in this sentence or the one before."""
    start = verb.sent.start
    before = view.doc[start - 1].sent.start if start else 0
    for i in range(verb.i, before - 1, -1):
        for ref in view.by_head.get(i, ()):
            if view.ontology.is_a(view.cls(ref.key), cls):
                return ref.key
    return None


def _told_before(view: DocView, part: str, place: str) -> Iterator[Found]:
    """ "Japan and Russia met in Khabarovsk. The meeting …": what the verb says holds of the event."""
    for key, draft in view.drafts.items():
        if draft.verb is None:
            continue
        verb = view.doc[draft.verb]
        predicate = view.predicate(verb)
        parties = view.all_keys(_parties(predicate))
        of_oneself = verb.lemma_.lower() in view.words.words("verb", "Pleading")
        doers = [] if of_oneself else view.all_keys(predicate.agents)
        for relation in (part, view.words.frame("party"), view.words.frame("doer")):
            if relation is not None:
                who = parties if relation != view.words.frame("doer") else doers
                if (relation == part) == view.ontology.is_a(draft.cls, "Meeting"):
                    yield from _joins(view, who, relation, key, verb, "event/told before")
        target = view.words.frame("target")
        hits = predicate.agents if of_oneself else predicate.themes
        for hit in view.all_keys(hits) if target is not None else ():
            if not view.ontology.is_a(draft.cls, "Meeting") and view.ontology.allows(
                draft.cls, target or "", view.cls(hit)
            ):
                yield Found(key, target or "", hit, verb.i, (verb.i, verb.i + 1), "event/told before")
        if draft.family == "Event":
            yield from _sites(view, predicate, place, key, "event/told before")


def _struck(view: DocView) -> Iterator[Found]:
    """ "the invasion of Afghanistan", "opened an investigation into Acme": the target that the noun names."""
    target = view.words.frame("target")
    for noun in view.doc if target is not None else ():
        if noun.pos_ != "NOUN" or not view.by_head.get(noun.i):
            continue
        striking = _striking(view, noun)
        hit = noun_phrase(noun).of(*striking) if striking else ()
        for event, victim in view.pairs(view.keys(noun), view.all_keys(hit)):
            if view.ontology.allows(view.cls(event), target or "", view.cls(victim)):
                yield Found(event, target or "", victim, noun.i, (noun.i, noun.i + 1), "event/struck")


def _striking(view: DocView, noun: Token) -> list[str]:
    """The prepositions that bring in what an event strikes, or what its doer assaults or coerces."""
    harm = view.words.framed("harm") | view.words.framed("target")
    cues = noun_cues(view.ontology).get(noun.lemma_.lower(), ())
    known = {c.words[-1] for c, inverse in cues if c.term in harm and not inverse}
    return sorted(known - BETWEEN)  # both sides of a war take part in it, neither is its victim
