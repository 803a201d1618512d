"""Relations that verbs tell, matched against the cues: "signed", "hold talks with", "be based in"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from spacy.tokens import Token

from graph.extract.clauses import Frame, predicate_verbs
from graph.extract.coordination import conjoined, hedge
from graph.extract.found import Desk, Found
from graph.extract.patterns import CLAUSE, INFINITIVE, Pattern, breadth, copular, forms, patterns, reciprocal
from graph.extract.times import time_of
from graph.model import Modality

__all__ = ["from_verbs", "patterns", "time_of"]

COPULAS = frozenset({"be", "become", "remain"})
OPEN_SKIP = frozenset(
    "be have do say tell become seem remain include call mean put get take make give let keep want like "
    "think consider regard view describe find rate see know".split()
)
DITRANSITIVE = frozenset({"give", "lend", "grant", "award", "hand"})
GIVING = frozenset({"to", "for"})
MONEY = "money"
OPEN = "relatedTo"
REFLEXIVE = ("self", "selves")

Ends = tuple[list[Token], list[Token], Token]


def from_verbs(desk: Desk) -> Iterator[Found]:
    """Relations of every verb in the Doc; an uncovered verb between two entities gives an open one."""
    for verb in predicate_verbs(token for token in desk.doc if desk.telling[token.i]):
        frame = desk.frame(verb)
        found = list(_best(desk, frame))
        yield from found or _open(desk, frame)


def _best(desk: Desk, frame: Frame) -> Iterator[Found]:
    """For each pair of ends the longest cue's relation; of equals, that which allows the fewest classes."""
    width = breadth(desk.ontology)
    ranked: dict[frozenset[str], tuple[tuple[int, int], Found]] = {}
    for pattern in _fitting(desk, frame):
        ends = _ends(desk, frame, pattern)
        for found in _pair_up(desk, frame, pattern, ends) if ends is not None else ():
            rank = (-pattern.size, width[found.relation])
            pair = frozenset((found.subject, found.object))
            if pair not in ranked or rank < ranked[pair][0]:
                ranked[pair] = (rank, found)
    for _, found in ranked.values():
        yield found
        yield from _bound(desk, found)
    yield from _one_another(desk, frame, set(ranked))
    yield from _site(desk, frame)


def _bound(desk: Desk, found: Found) -> Iterator[Found]:
    """The state of whoever signs for it is party to what they sign."""
    party = desk.words.frame("bound")
    if party is None or found.relation not in desk.words.framed("binding"):
        return
    for state in desk.bound(found.subject):
        if desk.ontology.allows("Country", party, desk.cls(found.object)):
            yield replace(found, subject=state, relation=party, extractor="office/signer")


def _site(desk: Desk, frame: Frame) -> Iterator[Found]:
    """Where an event is that a light verb brings about: "held talks in Geneva"."""
    site = desk.words.frame("site")
    if site is None or frame.verb.lemma_.lower() not in desk.words.light_verbs:
        return
    things = frame.patient if frame.passive else frame.objects
    places = [t for p in ("in", "at", "~in", "~at") for t in frame.prepositions.get(p, ())]
    for event, place in desk.pairs(desk.all_keys(things), desk.all_keys(places)):
        if desk.ontology.is_a(desk.cls(event), "Event") and desk.cls(place) == "Place":
            yield Found(event, site, place, frame.verb.i, _phrase(desk, frame, frame.verb), frame.name)


def _fitting(desk: Desk, frame: Frame) -> Iterator[Pattern]:
    """The patterns whose verb is this one; for a copula, those whose complement stands with it."""
    verb, table = frame.verb, patterns(desk.ontology)
    known = next((table[form] for form in forms(verb) if form in table), ())
    yield from (p for p in known if not p.stative)
    if verb.tag_ in ("VBN", "VBD", "JJ") and (frame.passive or not frame.objects):
        yield from (p for p in table.get(verb.lower_, ()) if p.stative)
    if verb.lemma_.lower() in COPULAS:
        words = [w for t in [*frame.complement, *_governed(verb)] for w in (t.lower_, t.lemma_.lower())]
        for word in dict.fromkeys(words):
            yield from copular(desk.ontology).get(word, ())


def _governed(verb: Token) -> Iterator[Token]:
    """A copula's prepositions and what they bring in: "is behind …", "is in talks with …"."""
    for prep in verb.children:
        if prep.dep_ == "prep":
            yield prep
            yield from (c for c in prep.children if c.dep_ == "pobj")


def _ends(desk: Desk, frame: Frame, pattern: Pattern) -> Ends | None:
    """The argument tokens a pattern ties, and the last token of its phrase; None where it does not match."""
    verb = frame.verb
    if pattern.stative and verb.lemma_.lower() in COPULAS:
        return _copular(desk, frame, pattern)
    subjects = frame.patient if pattern.stative and frame.passive else frame.subjects
    if pattern.noun is not None:
        return _noun_ends(desk, frame, pattern, subjects)
    if pattern.particle is not None and pattern.particle not in frame.particles | _adverbs(verb):
        return None
    last = next((c for c in verb.children if c.lower_ == pattern.particle), verb)
    if pattern.preposition is None:
        return None if pattern.stative or _naming(desk, frame) else (subjects, frame.objects, last)
    if pattern.preposition in (CLAUSE, INFINITIVE):
        objects = _clausal(desk, verb, pattern.preposition)
    else:
        objects = _prepositional(desk, frame, pattern)
    return (subjects, objects, last) if objects else None


def _naming(desk: Desk, frame: Frame) -> bool:
    """Whether the verb says what something is ("called it a success"); naming a person gives an office."""
    named = any(
        c.dep_ == "oprd" or (c.dep_ == "ccomp" and c.pos_ in ("NOUN", "ADJ")) for c in frame.verb.children
    )
    return named and not any(desk.cls(k) == "Person" for k in desk.all_keys(frame.objects))


def _clausal(desk: Desk, verb: Token, kind: str) -> list[Token]:
    """A that-clause's subject ("demanded that Iran …"), or an infinitive's object ("threatened to sue …")."""
    if kind == CLAUSE:
        return [
            t
            for c in verb.children
            if c.dep_ == "ccomp" and wished(c)
            for s in c.children
            if s.dep_ == "nsubj"
            for t in conjoined(s)
        ]
    return [t for c in verb.children if c.dep_ == "xcomp" and c.pos_ == "VERB" for t in desk.frame(c).objects]


def wished(clause: Token) -> bool:
    """Whether a that-clause tells what shall be: its verb is bare or has a modal ("that Iran free him")."""
    return any(c.tag_ == "MD" for c in clause.children) or (
        clause.lower_ == clause.lemma_.lower() and clause.lower_ != "is"
    )


def _prepositional(desk: Desk, frame: Frame, pattern: Pattern) -> list[Token]:
    """The objects of the pattern's preposition, on the verb or, where the sense allows it, on its object."""
    preposition = pattern.preposition or ""
    bare = pattern.size == 2 and not pattern.stative and not pattern.either
    if bare and _has_object(frame) and not _takes_object(desk, frame.verb, pattern):
        return []
    objects = list(frame.prepositions.get(preposition, ()))
    if pattern.particle is not None:
        objects += frame.prepositions.get(f"{pattern.particle} {preposition}", [])
    if not objects and pattern.either and preposition in frame.particles:
        return list(frame.objects)
    if not objects and (pattern.stative or not desk.all_keys(frame.objects)):
        objects = list(frame.prepositions.get("~" + preposition, ()))
    return objects


def _has_object(frame: Frame) -> bool:
    """Whether something else is done to something: "landed a shuttle in Ohio" is no arrival there."""
    return any(not t.lower_.endswith(REFLEXIVE) for t in (frame.patient if frame.passive else frame.objects))


def _takes_object(desk: Desk, verb: Token, pattern: Pattern) -> bool:
    """Whether a verb keeps its sense with an object too: "withdraw troops from", not "submit it to"."""
    known = patterns(desk.ontology).get(verb.lemma_.lower(), ())
    other = any(p.size == 1 and p.relation != pattern.relation for p in known)
    return pattern.relation in desk.words.framed("transitive") and not other


def _adverbs(verb: Token) -> set[str]:
    return {c.lower_ for c in verb.children if c.dep_ in ("advmod", "prt", "prep")}


def _copular(desk: Desk, frame: Frame, pattern: Pattern) -> Ends | None:
    """Subject and object of "be": its complement's preposition, or its own ("is behind the attack")."""
    word = pattern.verb if pattern.verb != "be" else pattern.noun
    objects = list(frame.prepositions.get(pattern.preposition or "", ()))
    if word is None:
        return (frame.subjects, objects, frame.verb) if objects else None
    known = [*frame.complement, *_governed(frame.verb)] if pattern.particle else frame.complement
    noun = next((t for t in known if word.split()[-1] in (t.lower_, t.lemma_.lower())), None)
    if noun is None or (pattern.particle and noun.head.lower_ != pattern.particle):
        return None
    objects = _below(noun, pattern.preposition) or objects
    return (frame.subjects, objects, noun) if objects else None


def _noun_ends(desk: Desk, frame: Frame, pattern: Pattern, subjects: list[Token]) -> Ends | None:
    """Ends of a verb with an object noun: "hold talks with", "give weapons to", "come under attack from"."""
    noun = _object_noun(desk, frame, pattern)
    preposition = pattern.preposition
    if noun is None or preposition is None:
        return None
    objects = (
        _below(noun, preposition)
        or frame.prepositions.get(preposition)
        or frame.prepositions.get("~" + preposition)
        or []
    )
    if not objects and preposition in GIVING:
        objects = frame.patient if frame.passive and noun not in frame.patient else frame.recipients
        if not objects and noun in frame.prepositions.get("with", ()):
            objects = frame.objects
        if not objects and frame.verb.lemma_.lower() in DITRANSITIVE and not frame.passive:
            objects = [c for c in noun.lefts if c.dep_ in ("compound", "nmod") and c.pos_ == "PROPN"]
    return (subjects, list(objects), noun) if objects else None


def _object_noun(desk: Desk, frame: Frame, pattern: Pattern) -> Token | None:
    """The pattern's noun among the verb's objects, below its inner preposition, or of its class."""
    words = (pattern.noun or "").split()
    known = dict(frame.object_nouns)
    for thing in [t for o in frame.object_nouns.values() for t in desk.content(o)]:
        known.setdefault(thing.lower_, thing)
        known.setdefault(thing.lemma_.lower(), thing)
    places = [pattern.particle] if pattern.particle else []
    if pattern.preposition in GIVING and not places:
        places = ["with"]
    for place in places:
        within = frame.prepositions.get(place, [])
        within = [*within, *(t for w in within for t in desk.content(w))]
        for token in [*within, *(c for c in frame.verb.children if c.dep_ == "advmod")]:
            known.setdefault(token.lower_, token)
            known.setdefault(token.lemma_.lower(), token)
    if pattern.particle and pattern.particle not in frame.particles | _adverbs(frame.verb):
        return None
    for form, token in known.items():
        fits = (
            form == words[-1]
            or (words == [MONEY] and _is_money(token))
            or (pattern.cls is not None and _of_class(desk, token, pattern.cls))
        )
        if fits and all(any(c.lower_ == w for c in token.lefts) for w in words[:-1]):
            return token
    return None


def _is_money(token: Token) -> bool:
    return token.ent_type_ == "MONEY" or any(c.is_currency or c.ent_type_ == "MONEY" for c in token.lefts)


def _of_class(desk: Desk, token: Token, cls: str) -> bool:
    if token.lemma_.lower() in desk.words.words("noun", cls):
        return True
    return any(desk.ontology.is_a(desk.cls(key), cls) for key in desk.keys(token))


def _below(noun: Token, preposition: str | None) -> list[Token]:
    return [
        t
        for p in noun.children
        if p.dep_ == "prep" and p.lower_ == preposition
        for c in p.children
        if c.dep_ == "pobj"
        for t in conjoined(c)
    ]


def _pair_up(desk: Desk, frame: Frame, pattern: Pattern, ends: Ends) -> Iterator[Found]:
    subjects, objects, last = ends
    relation = desk.over(pattern.relation, objects)
    phrase = _phrase(desk, frame, last)
    name = frame.name if pattern.noun is None or pattern.stative else "svo/light verb"
    when, start, end = time_of(desk, frame.verb)
    doubt = hedge([*subjects[:1], *objects[:1]])
    if (
        doubt is None
        and pattern.stative
        and frame.verb.lemma_.lower() in desk.words.words("verb", "Alleging")
    ):
        doubt = Modality.CLAIMED
    for subject, target in desk.matched(frame.verb, subjects, objects):
        if pattern.doer is not None and not desk.ontology.is_a(desk.cls(subject), pattern.doer):
            continue
        if pattern.inverse:
            subject, target = target, subject
        subject = desk.doer(subject, relation)
        if desk.ontology.allows(desk.cls(subject), relation, desk.cls(target)):
            label = _words(desk, phrase) if relation == OPEN else None
            desk.made(subject, relation, target)
            yield Found(
                subject, relation, target, frame.verb.i, phrase, name, label, when, start, end, hedge=doubt
            )


def _words(desk: Desk, phrase: tuple[int, int]) -> str:
    return " ".join(desk.doc[phrase[0] : phrase[1]].text.split())


def _one_another(desk: Desk, frame: Frame, taken: set[frozenset[str]]) -> Iterator[Found]:
    """What a plural subject does to one another: "Xi and Obama met", "agreed with each other"."""
    relation = _reciprocal_relation(desk, frame)
    if relation is None:
        return
    subjects = frame.patient if frame.passive else frame.subjects
    when, start, end = time_of(desk, frame.verb)
    for one, other in combinations(desk.all_keys(subjects), 2):
        if frozenset((one, other)) not in taken and desk.ontology.allows(
            desk.cls(one), relation, desk.cls(other)
        ):
            phrase = _phrase(desk, frame, frame.verb)
            yield Found(
                one,
                relation,
                other,
                frame.verb.i,
                phrase,
                "svo/reciprocal",
                when=when,
                start=start,
                end=end,
                hedge=hedge(subjects[:1]),
            )


def _reciprocal_relation(desk: Desk, frame: Frame) -> str | None:
    """The relation of a verb that has no partner; an object noun may tell it ("held talks")."""
    verb = frame.verb
    partner = [t for t in frame.prepositions.get("with", ()) if t.lower_ not in ("other", "another")]
    if partner or frame.passive or len(frame.subjects) + len(desk.all_keys(frame.subjects[:1])) < 3:
        return None
    symmetric = desk.ontology.relations
    for pattern in patterns(desk.ontology).get(verb.lemma_.lower(), ()):
        if (
            pattern.noun
            and pattern.preposition == "with"
            and symmetric[pattern.relation].symmetric
            and not pattern.stative
        ):
            noun = _object_noun(desk, frame, pattern)
            if noun is not None and noun.dep_ == "dobj" and not _below(noun, "with") and not desk.keys(noun):
                return pattern.relation
    if desk.all_keys(frame.objects):
        return None
    mutual = any(
        t.lower_ in ("other", "another")
        for ts in ([*frame.objects, *frame.prepositions.get("with", ())],)
        for t in ts
    )
    if mutual:
        known = [
            p.relation
            for p in patterns(desk.ontology).get(verb.lemma_.lower(), ())
            if p.size < 3 and symmetric[p.relation].symmetric
        ]
        return known[0] if known else None
    mutual_verbs = reciprocal(desk.ontology)
    intended = [c for c in verb.children if c.dep_ == "xcomp" and c.lemma_.lower() not in mutual_verbs]
    return None if intended else mutual_verbs.get(verb.lemma_.lower())


def _phrase(desk: Desk, frame: Frame, last: Token) -> tuple[int, int]:
    """The words that carry the relation: auxiliaries, verb, particle or object noun."""
    verb = frame.verb
    first = min(
        (c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg") and c.i < verb.i), default=verb.i
    )
    if any(desk.by_head.get(i) for i in range(first, verb.i)) or verb.i - first > 4:
        first = verb.i
    stop = last.i + 1 if last.i - verb.i < 6 else verb.i + 1
    return first, max(stop, verb.i + 1)


def _open(desk: Desk, frame: Frame) -> Iterator[Found]:
    """An open relation: a verb that no cue covers, between a subject and an object that are entities."""
    verb = frame.verb
    if verb.lemma_.lower() in OPEN_SKIP or verb.lemma_.lower() in desk.words.says or verb.pos_ != "VERB":
        return
    if any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children) and verb.dep_ != "xcomp":
        return
    phrase = _phrase(desk, frame, verb)
    # a passive is turned round, and so are its words: "joined", not "was joined"
    label = verb.text if frame.passive else _words(desk, phrase)
    doubt = hedge([*frame.subjects[:1], *frame.objects[:1]])
    others = [t for t in frame.objects if not t.lower_.endswith(REFLEXIVE)]
    for subject, target in desk.matched(verb, frame.subjects, others):
        if desk.ontology.is_a(desk.cls(subject), "Agent"):
            yield Found(
                subject,
                OPEN,
                target,
                verb.i,
                phrase,
                "open/verb",
                label=label,
                when=time_of(desk, verb)[0],
                hedge=doubt,
            )
