"""What holds events together: a verb that tells an event named elsewhere, and who goes with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from spacy.tokens import Token

from graph.annotate.classify import family
from graph.extract.clauses import Frame, predicate_verbs
from graph.extract.coordination import brought
from graph.extract.found import Desk, Found
from graph.extract.nouns import noun_cues
from graph.extract.verbs import patterns, time_of
from graph.ontology import Ontology

FOR = ("for", "on behalf of")
DAY = 10  # the length of an ISO date that is known to the day
GOING_TO = ("for", "at", "during")  # the prepositions by which a verb goes with an event
CLIMB = 6  # steps from a where-clause up to the event it belongs to


def from_events(desk: Desk) -> Iterator[Found]:
    """Participants and places that only the sentences around an event tell."""
    part, place = desk.words.frame("participant"), desk.words.frame("site")
    if part is None or place is None:
        return
    consulting = _consulting(desk.ontology)
    dating = desk.words.dating("Event") | desk.words.words("verb", "Arrival")
    attending = _verbs_of(desk.ontology, frozenset({part}))
    signing, contests = _signing(desk), desk.words.words("verb", "Contest")
    obliging = desk.words.words("verb", "Obligation")
    for verb in predicate_verbs(iter(desk.doc)):
        lemma = verb.lemma_.lower()
        if lemma in consulting:
            yield from _same_day(desk, verb, part, place)
            yield from _where(desk, verb, part)
            yield from _met_at(desk, verb, part)
        if lemma in attending:
            yield from _attended(desk, verb, part)
        if lemma in desk.words.words("verb", "Delegation"):
            yield from _delegation(desk, verb, part)
        if lemma in dating:
            yield from _held(desk, verb, place)
        if lemma in signing:
            yield from _signed_for(desk, verb)
        if lemma in contests:
            yield from _fought_out(desk, verb, part)
        if lemma in obliging:
            yield from _obliged(desk, verb)
    yield from _told_before(desk, part, place)
    yield from _struck(desk)


def _held(desk: Desk, verb: Token, place: str) -> Iterator[Found]:
    """ "held talks in Geneva", "arrived in Reykjavik for a summit": where the verb is, the event is."""
    frame = desk.frame(verb)
    near = [*frame.objects, *frame.patient, *(t for p in GOING_TO for t in frame.prepositions.get(p, ()))]
    for key in desk.all_keys(near):
        if desk.ontology.is_a(desk.cls(key), "Meeting"):
            yield from _sites(desk, frame, place, key, "event/held")


@lru_cache(maxsize=4)
def _consulting(ontology: Ontology) -> frozenset[str]:
    consult = (r.name for r in ontology.relations.values() if (r.close_match or "").endswith("CONSULT"))
    return _verbs_of(ontology, frozenset(consult))


@lru_cache(maxsize=16)
def _verbs_of(ontology: Ontology, relations: frozenset[str]) -> frozenset[str]:
    """The verbs that alone say one of the relations."""
    return frozenset(
        verb
        for verb, ps in patterns(ontology).items()
        if any(p.relation in relations and p.size == 1 for p in ps)
    )


def _parties(frame: Frame) -> list[Token]:
    return [*frame.subjects, *frame.objects, *frame.prepositions.get("with", ())]


def _joins(
    desk: Desk, keys: Iterable[str], relation: str, event: str, verb: Token, name: str
) -> Iterator[Found]:
    for key in dict.fromkeys(keys):
        if key != event and desk.ontology.allows(desk.cls(key), relation, desk.cls(event)):
            when, start, end = time_of(desk, verb)
            yield Found(
                key, relation, event, verb.i, (verb.i, verb.i + 1), name, when=when, start=start, end=end
            )


def _sites(desk: Desk, frame: Frame, place: str, event: str, name: str) -> Iterator[Found]:
    verb = frame.verb
    for preposition in ("in", "at"):
        for key in desk.all_keys(frame.prepositions.get(preposition, ())):
            if family(desk.cls(key)) == "Place":
                yield Found(event, place, key, verb.i, (verb.i, verb.i + 1), name)


def _same_day(desk: Desk, verb: Token, part: str, place: str) -> Iterator[Found]:
    """ "… met in Washington on December 1": the meeting that is dated to that day."""
    when = time_of(desk, verb)[0]
    if when is None or len(when) < DAY:
        return
    same = [k for k, d in desk.drafts.items() if d.when == when and desk.ontology.is_a(d.cls, "Meeting")]
    if len(same) == 1:
        frame = desk.frame(verb)
        yield from _joins(desk, desk.all_keys(_parties(frame)), part, same[0], verb, "event/same day")
        yield from _sites(desk, frame, place, same[0], "event/same day")


def _where(desk: Desk, verb: Token, part: str) -> Iterator[Found]:
    """Who meets where: "a summit in Washington, where Xi met with Obama", "to Seattle, where he met …"."""
    where = next((c for c in verb.children if c.dep_ == "advmod" and c.lower_ in ("where", "when")), None)
    if verb.dep_ != "relcl" or where is None:
        return
    frame, at = desk.frame(verb), verb.head
    for _ in range(CLIMB):
        events = [k for k in desk.keys(at) if desk.ontology.is_a(desk.cls(k), "Meeting")]
        if events:
            yield from _joins(desk, desk.all_keys(_parties(frame)), part, events[0], verb, "event/where")
            return
        if at.head.i == at.i or at.dep_ not in ("pobj", "prep", "appos"):
            break
        at = at.head
    presence = desk.words.frame("presence")
    for subject, target in desk.pairs(desk.all_keys(frame.subjects), desk.keys(verb.head)):
        if (
            presence is not None
            and desk.cls(target) == "Place"
            and desk.ontology.allows(desk.cls(subject), presence, "Place")
        ):
            yield Found(subject, presence, target, verb.i, (verb.i, verb.i + 1), "event/where")


def _met_at(desk: Desk, verb: Token, part: str) -> Iterator[Found]:
    """ "Albanese met Xi at the summit": both of them took part in it."""
    frame = desk.frame(verb)
    near = [t for p in ("at", "during", "~at", "~during") for t in frame.prepositions.get(p, ())]
    events = [k for k in desk.all_keys(near) if desk.ontology.is_a(desk.cls(k), "Meeting")]
    for event in events[:1]:
        yield from _joins(desk, desk.all_keys(_parties(frame)), part, event, verb, "event/met at")


def _fought_out(desk: Desk, verb: Token, part: str) -> Iterator[Found]:
    """ "Albanese defeated Morrison in the election": both of them took part in it."""
    frame = desk.frame(verb)
    near = [t for p in ("in", "at", "~in", "~at") for t in frame.prepositions.get(p, ())]
    events = [k for k in desk.all_keys(near) if desk.cls(k) == "Event"]
    for event in events[:1]:
        yield from _joins(desk, desk.all_keys(_parties(frame)), part, event, verb, "event/contest")


def _obliged(desk: Desk, verb: Token) -> Iterator[Found]:
    """ "In the Four-Power Treaty, Japan agreed to …": whoever takes something on in it is party to it."""
    frame, party = desk.frame(verb), desk.words.frame("bound")
    pacts = desk.all_keys(t for p in ("in", "under", "by") for t in frame.prepositions.get(p, ()))
    pacts = [k for k in pacts if desk.ontology.is_a(desk.cls(k), "Agreement")]
    if party is not None and len(pacts) == 1:
        yield from _joins(desk, desk.all_keys(frame.subjects), party, pacts[0], verb, "event/obliged")


def _signing(desk: Desk) -> frozenset[str]:
    """The verbs that by themselves bind who does them: "sign", "initial"."""
    binding = desk.words.framed("binding")
    return frozenset(
        verb
        for verb, ps in patterns(desk.ontology).items()
        if any(p.relation in binding and p.size == 1 for p in ps)
    )


def _signed_for(desk: Desk, verb: Token) -> Iterator[Found]:
    """ "The pact was signed in Rome. Spender signed for Australia": the agreement told last."""
    frame, party = desk.frame(verb), desk.words.frame("bound")
    states = desk.all_keys(t for p in FOR for t in frame.prepositions.get(p, ()))
    states = [k for k in states if desk.cls(k) == "Country"]
    pact = _told_last(desk, verb, "Agreement") if states and not frame.objects else None
    if pact is None or party is None:
        return
    for relation in sorted(desk.words.framed("binding")):
        yield from _joins(desk, desk.all_keys(frame.subjects), relation, pact, verb, "event/signed for")
    yield from _joins(desk, states, party, pact, verb, "event/signed for")


def _attended(desk: Desk, verb: Token, part: str) -> Iterator[Found]:
    """ "Senegal and Mali attended": the meeting told last."""
    frame = desk.frame(verb)
    if (
        frame.objects
        or frame.name == "svo/passive"
        or any(c.dep_ in ("xcomp", "ccomp") or c.lower_ in ("to", "at") for c in verb.children)
    ):
        return
    event = _told_last(desk, verb, "Meeting")
    if event is not None:
        yield from _joins(desk, desk.all_keys(frame.subjects), part, event, verb, "event/attended")


def _delegation(desk: Desk, verb: Token, part: str) -> Iterator[Found]:
    """ "The Chinese delegation included representatives from …": they took part in the meeting told last."""
    nouns = desk.words.words("noun", "Delegation")
    if not any(c.dep_ == "nsubj" and c.lemma_.lower() in nouns for c in verb.children):
        return
    event = _told_last(desk, verb, "Meeting")
    if event is not None:
        sent = desk.all_keys(desk.frame(verb).objects)
        yield from _joins(desk, sent, part, event, verb, "event/delegation")


def _told_last(desk: Desk, verb: Token, cls: str) -> str | None:
    """The thing of a class that was mentioned last, in this sentence or the one before."""
    start = verb.sent.start
    before = desk.doc[start - 1].sent.start if start else 0
    for i in range(verb.i, before - 1, -1):
        for ref in desk.by_head.get(i, ()):
            if desk.ontology.is_a(desk.cls(ref.key), cls):
                return ref.key
    return None


def _told_before(desk: Desk, part: str, place: str) -> Iterator[Found]:
    """ "Japan and Russia met in Khabarovsk. The meeting …": what the verb says holds of the event."""
    for key, draft in desk.drafts.items():
        if draft.verb is None:
            continue
        verb = desk.doc[draft.verb]
        frame = desk.frame(verb)
        parties = desk.all_keys(_parties(frame))
        for relation in (part, desk.words.frame("party"), desk.words.frame("doer")):
            if relation is not None:
                who = parties if relation != desk.words.frame("doer") else desk.all_keys(frame.subjects)
                if (relation == part) == desk.ontology.is_a(draft.cls, "Meeting"):
                    yield from _joins(desk, who, relation, key, verb, "event/told before")
        target = desk.words.frame("target")
        for hit in desk.all_keys(frame.objects) if target is not None else ():
            if not desk.ontology.is_a(draft.cls, "Meeting") and desk.ontology.allows(
                draft.cls, target or "", desk.cls(hit)
            ):
                yield Found(key, target or "", hit, verb.i, (verb.i, verb.i + 1), "event/told before")
        if family(draft.cls) == "Event":
            yield from _sites(desk, frame, place, key, "event/told before")


def _struck(desk: Desk) -> Iterator[Found]:
    """ "the invasion of Afghanistan", "the assassination of Calderon": the victim that the noun names."""
    target = desk.words.frame("target")
    for noun in desk.doc if target is not None else ():
        if noun.pos_ != "NOUN" or not desk.by_head.get(noun.i):
            continue
        hit = [t for p in noun.rights if p.dep_ == "prep" and _suffers(desk, noun, p) for t in brought(p)]
        for event, victim in desk.pairs(desk.keys(noun), desk.all_keys(hit)):
            if desk.ontology.allows(desk.cls(event), target or "", desk.cls(victim)):
                yield Found(event, target or "", victim, noun.i, (noun.i, noun.i + 1), "event/struck")


def _suffers(desk: Desk, noun: Token, preposition: Token) -> bool:
    """Whether what a preposition brings in is what the noun's doer assaults or coerces."""
    harm = desk.words.framed("harm")
    cues = noun_cues(desk.ontology).get(noun.lemma_.lower(), ())
    return any(c.term in harm and not inverse and c.words[-1] == preposition.lower_ for c, inverse in cues)
