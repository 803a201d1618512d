"""Relations that verbs tell, matched against the cues: "signed", "hold talks with", "be based in"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from graph.annotate.refs import Time, times
from graph.annotate.speech import innermost
from graph.extract.clauses import Frame, frames, predicate_verbs
from graph.extract.found import Desk, Found
from graph.ontology import Cue, Ontology

PREPOSITIONS = frozenset(
    "of in on at to with for from by against about into over through under between among after before during "
    "toward towards upon behind around near within without as out off across".split()
)
PARTICLES = frozenset("up out off down away back over in on forward aside through together around apart along".split())
OPEN_SKIP = frozenset("be have do say tell become seem remain include call mean".split())


@dataclass(frozen=True, slots=True)
class Pattern:
    """A verb cue taken apart: verb lemma or stative participle, particle, object noun, preposition."""

    relation: str
    verb: str
    size: int
    stative: bool = False
    particle: str | None = None
    noun: str | None = None
    preposition: str | None = None
    inverse: bool = False


def parse(cue: Cue, *, inverse: bool = False) -> Pattern:
    """Take a verb cue apart.

    >>> parse(Cue("verb", "metWith", ("hold", "talks", "with"))).noun
    'talks'
    """
    words = list(cue.words)
    stative = words[0] == "be" and len(words) > 1
    if stative:
        words = words[1:]
    verb, rest = words[0].casefold(), [w.casefold() for w in words[1:]]
    preposition = None
    if len(rest) >= 2 and rest[-2] in ("out", "away", "off") and rest[-1] in PREPOSITIONS:
        preposition = rest.pop()
    elif rest and rest[-1] in PREPOSITIONS and (len(rest) > 1 or rest[-1] not in PARTICLES or rest[-1] in ("in", "on", "over", "through")):
        preposition = rest.pop()
    particle = rest.pop(0) if rest and rest[0] in PARTICLES else None
    noun = " ".join(rest) or None
    return Pattern(cue.term, verb, len(cue.words), stative, particle, noun, preposition, inverse)


@lru_cache(maxsize=4)
def patterns(ontology: Ontology) -> dict[str, tuple[Pattern, ...]]:
    """Verb patterns by verb, the longest first."""
    found: dict[str, list[Pattern]] = {}
    for kind, inverse in (("verb", False), ("inverseVerb", True)):
        for cue in ontology.cues_of(kind):
            if cue.term in ontology.relations:
                pattern = parse(cue, inverse=inverse)
                found.setdefault(pattern.verb, []).append(pattern)
    return {verb: tuple(sorted(ps, key=lambda p: (-p.size, p.relation, p.inverse))) for verb, ps in found.items()}


def from_verbs(desk: Desk) -> Iterator[Found]:
    """Relations of every verb in the Doc; an uncovered verb between two entities gives an open one."""
    table = patterns(desk.ontology)
    for verb in predicate_verbs(iter(desk.doc)):
        if not _worth(desk, verb):
            continue
        frame = frames(verb)
        found = list(_matches(desk, frame, table))
        yield from found
        if not found:
            yield from _open(desk, frame)


def _worth(desk: Desk, verb: Token) -> bool:
    return verb.lemma_ not in ("be",) or any(c.dep_ in ("attr", "prep", "acomp") for c in verb.children)


def _matches(desk: Desk, frame: Frame, table: dict[str, tuple[Pattern, ...]]) -> Iterator[Found]:
    verb = frame.verb
    forms = {verb.lemma_.lower(): False, verb.lower_: True}
    taken: dict[tuple[str, str], int] = {}
    for form, as_written in forms.items():
        for pattern in table.get(form, ()):
            if pattern.stative != as_written and not (pattern.stative is False and form == verb.lemma_.lower()):
                continue
            ends = _ends(frame, pattern)
            if ends is None:
                continue
            subjects, objects, last = ends
            for found in _pair_up(desk, frame, pattern, subjects, objects, last):
                pair = (found.subject, found.object)
                if taken.get(pair, pattern.size) <= pattern.size:
                    taken.setdefault(pair, pattern.size)
                    yield found


def _ends(frame: Frame, pattern: Pattern) -> tuple[list[Token], list[Token], Token] | None:
    """The argument tokens a pattern ties, and the last token of its phrase; None where it does not match."""
    verb = frame.verb
    last = verb
    if pattern.particle is not None:
        if pattern.particle not in frame.particles and pattern.particle not in _adverbs(verb):
            return None
        last = next((c for c in verb.children if c.lower_ == pattern.particle), verb)
    if pattern.stative:
        subjects = frame.patient if frame.name == "svo/passive" else frame.subjects
        if verb.tag_ not in ("VBN", "VBD", "JJ"):
            return None
    else:
        subjects = frame.subjects
    if pattern.noun is not None:
        noun = _object_noun(frame, pattern.noun)
        if noun is None:
            return None
        last = noun if noun.i > last.i else last
        if pattern.preposition is None:
            return None
        objects = _below(noun, pattern.preposition) or frame.prepositions.get(pattern.preposition, [])
        objects = objects or _below_plain(verb, pattern.preposition)
        if not objects:
            return None
        return subjects, objects, last
    if pattern.preposition is not None:
        objects = list(frame.prepositions.get(pattern.preposition, ()))
        if pattern.particle is not None:
            objects += frame.prepositions.get(f"{pattern.particle} {pattern.preposition}", [])
        if not pattern.stative and frame.name == "svo/passive":
            return None if not frame.subjects else (frame.subjects, objects, last) if objects else None
        if not objects and pattern.preposition in frame.particles and frame.objects:
            objects = list(frame.objects)
        return (subjects, objects, last) if objects else None
    if pattern.stative:
        return None
    return subjects, frame.objects, last


def _adverbs(verb: Token) -> set[str]:
    return {c.lower_ for c in verb.children if c.dep_ in ("advmod", "prt", "prep")}


def _object_noun(frame: Frame, noun: str) -> Token | None:
    words = noun.split()
    for form, token in frame.object_nouns.items():
        if form == words[-1]:
            if len(words) == 1 or all(any(c.lower_ == w for c in token.lefts) for w in words[:-1]):
                return token
    return None


def _below(noun: Token, preposition: str) -> list[Token]:
    from graph.extract.clauses import conjoined

    return [t for p in noun.children if p.dep_ == "prep" and p.lower_ == preposition for c in p.children if c.dep_ == "pobj" for t in conjoined(c)]


def _below_plain(verb: Token, preposition: str) -> list[Token]:
    if preposition == "to":
        return [c for c in verb.children if c.dep_ == "dative" and c.pos_ in ("NOUN", "PROPN", "PRON")]
    return []


def _pair_up(desk: Desk, frame: Frame, pattern: Pattern, subjects: list[Token], objects: list[Token], last: Token) -> Iterator[Found]:
    relation = desk.ontology.relations[pattern.relation]
    left, right = desk.all_keys(subjects), desk.all_keys(objects)
    phrase = _phrase(desk, frame, last)
    name = frame.name if pattern.noun is None else "svo/light verb"
    if relation.symmetric and not right and pattern.preposition is None and len(left) > 1 and not frame.objects:
        pairs = [(a, b) for n, a in enumerate(left) for b in left[n + 1 :]]
        name = "svo/reciprocal"
    else:
        pairs = desk.pairs(left, right)
    when, start, end = time_of(desk, frame.verb)
    for subject, target in pairs:
        if pattern.inverse:
            subject, target = target, subject
        if desk.ontology.allows(desk.cls(subject), relation.name, desk.cls(target)):
            yield Found(subject, relation.name, target, frame.verb.i, phrase, name, when=when, start=start, end=end)


def _phrase(desk: Desk, frame: Frame, last: Token) -> tuple[int, int]:
    """The words that carry the relation: auxiliaries, verb, particle or object noun."""
    verb = frame.verb
    first = min((c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg") and c.i < verb.i), default=verb.i)
    if any(desk.by_head.get(i) for i in range(first, verb.i)) or verb.i - first > 4:
        first = verb.i
    stop = last.i + 1 if last.i - verb.i < 6 else verb.i + 1
    return first, max(stop, verb.i + 1)


def time_of(desk: Desk, verb: Token) -> tuple[str | None, str | None, str | None]:
    """When a verb's clause happens: a date that hangs on it, or on the verb it depends on."""
    at, steps = verb, 0
    dated = _dated(desk)
    while steps < 3:
        for child in at.children:
            things = [child, *(c for c in child.children if child.dep_ == "prep" and c.dep_ == "pobj")]
            for thing in things:
                time = dated.get(thing.i)
                if time is not None and child.dep_ in ("prep", "npadvmod", "advmod", "tmod", "pobj", "nummod"):
                    if time.until or time.edge:
                        return None, time.value if time.edge != "until" else None, time.until or (time.value if time.edge == "until" else None)
                    return time.value, None, None
        if at.dep_ in ("xcomp", "advcl", "conj") and at.head.pos_ in ("VERB", "AUX") and not innermost_differs(desk, at):
            at, steps = at.head, steps + 1
            continue
        break
    return None, None, None


def innermost_differs(desk: Desk, token: Token) -> bool:
    """Whether a token and its head stand in different stretches of speech."""
    return innermost(desk.doc, token.i)[:1] != innermost(desk.doc, token.head.i)[:1]


def _dated(desk: Desk) -> dict[int, Time]:
    cached = desk.doc.user_data.get("whereas_dated")
    if cached is None:
        cached = {i: t for t in times(desk.doc) for i in range(t.start, t.end)}
        desk.doc.user_data["whereas_dated"] = cached
    return cached  # type: ignore[no-any-return]


def _open(desk: Desk, frame: Frame) -> Iterator[Found]:
    """An open relation: a verb that no cue covers, between a subject and an object that are entities."""
    verb = frame.verb
    if verb.lemma_.lower() in OPEN_SKIP or verb.lemma_.lower() in desk.words.says or verb.pos_ != "VERB":
        return
    left, right = desk.all_keys(frame.subjects), desk.all_keys(frame.objects)
    phrase = _phrase(desk, frame, verb)
    label = " ".join(desk.doc[phrase[0] : phrase[1]].text.split())
    for subject, target in desk.pairs(left, right):
        if desk.ontology.is_a(desk.cls(subject), "Agent"):
            yield Found(subject, "relatedTo", target, verb.i, phrase, "open/verb", label=label, when=time_of(desk, verb)[0])
