"""Relations that nouns tell: "talks between", "China's support for", "the signing of", "a visit to"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from spacy.tokens import Token

from graph.extract.doc_view import DocView
from graph.extract.matching import origin
from graph.extract.patterns import CLAUSE
from graph.extract.relations import Found
from graph.extract.times import NEVER, When, time_of
from graph.grammar.coordination import conjoined, hedge
from graph.grammar.words import BETWEEN, COPULAS
from graph.ontology import Cue, Ontology

CLAUSE_ARGUMENT_LABELS = frozenset({"dobj", "nsubjpass", "nsubj", "attr"})
OPEN = "relatedTo"
STRAY_PHRASE_DEPTH = 3  # phrases one below the other within which a noun's own may have been hung


@lru_cache(maxsize=4)
def noun_cues(ontology: Ontology) -> dict[str, tuple[tuple[Cue, bool], ...]]:
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
        if token.pos_ != "NOUN" or not view.telling[token.i]:
            continue
        cues = {
            **dict(table.get(token.lower_, ())),
            **dict(table.get(token.lemma_.lower(), ())),
        }
        if cues:
            yield from _told(view, token, cues)


def _told(view: DocView, noun: Token, cues: dict[Cue, bool]) -> Iterator[Found]:
    after = _prepositions(noun)
    seen: set[tuple[str, str, str]] = set()
    when = _time(view, noun)
    for cue, inverse in sorted(cues.items(), key=lambda pair: (-len(pair[0].words), pair[0])):
        if len(cue.words) > 2 and not any(c.lower_ == cue.words[-3].casefold() for c in noun.lefts):
            continue
        preposition = cue.words[-1].casefold()
        things = after.get(preposition, [])
        if not things and preposition == "of":
            yield from _possessed(view, noun, cue, inverse=inverse, when=when)
        if not things or (cue.term == OPEN and noun.dep_ == "dobj"):
            continue
        if cue.term in view.words.framed("goods"):
            things = [t for thing in things for t in (thing, *origin(thing))]
        for subject, target in _pairs(view, noun, preposition, things):
            if inverse:
                subject, target = target, subject
            if (subject, cue.term, target) in seen or not view.ontology.allows(
                view.cls(subject), cue.term, view.cls(target)
            ):
                continue
            seen.add((subject, cue.term, target))
            yield Found(
                subject,
                cue.term,
                target,
                noun.i,
                (noun.i, noun.i + 1),
                f"noun/{preposition}",
                label=noun.text if cue.term == OPEN else None,
                when=when[0],
                start=when[1],
                end=when[2],
                hedge=hedge(things[:1]),
            )


def _possessed(view: DocView, noun: Token, cue: Cue, *, inverse: bool, when: When) -> Iterator[Found]:
    """A possessor in place of "of", with the name of what it has: "Luxottica's subsidiary LensCrafters"."""
    owners = [t for c in noun.children if c.dep_ == "poss" for t in conjoined(c)]
    named = [t for c in noun.rights if c.dep_ == "appos" and c.pos_ == "PROPN" for t in conjoined(c)]
    if noun.dep_ == "nsubj" and noun.head.lemma_ in COPULAS:
        named = named or [t for c in noun.head.children if c.dep_ == "attr" for t in conjoined(c)]
    if noun.dep_ == "compound" and noun.head.pos_ == "PROPN" and noun.head.i > noun.i:
        named = conjoined(noun.head)
        owners = owners or [t for c in noun.head.lefts if c.dep_ == "poss" for t in conjoined(c)]
    if noun.dep_ == "conj" and not view.all_keys(owners) and any(t.pos_ == "PRON" for t in owners):
        owners = [noun.head]
    for subject, target in view.pairs(view.all_keys(named), view.all_keys(owners)):
        if inverse:
            subject, target = target, subject
        if view.ontology.allows(view.cls(subject), cue.term, view.cls(target)):
            yield Found(subject, cue.term, target, noun.i, (noun.i, noun.i + 1), "noun/'s", None, *when)


def _mutual(view: DocView, noun: Token) -> bool:
    """Whether the noun tells what its doers do with one another: "a summit with", "talks with"."""
    cues = noun_cues(view.ontology).get(noun.lemma_.lower(), ()) or noun_cues(view.ontology).get(
        noun.lower_, ()
    )
    return any(view.ontology.relations[cue.term].symmetric for cue, _ in cues)


def _pairs(view: DocView, noun: Token, preposition: str, things: list[Token]) -> list[tuple[str, str]]:
    if preposition in BETWEEN:
        return list(combinations(view.all_keys(things), 2))
    return view.pairs(_holder(view, noun, preposition), view.all_keys(things))


def _time(view: DocView, noun: Token) -> When:
    """The date below the noun, else that of the verb whose argument it is."""
    own = time_of(view, noun)
    return own if own != NEVER or noun.dep_ not in CLAUSE_ARGUMENT_LABELS else time_of(view, noun.head)


def _prepositions(noun: Token) -> dict[str, list[Token]]:
    """What each preposition after the noun brings in: its own, else those hung below, else its verb's."""
    found: dict[str, list[Token]] = {}
    for prep in noun.rights:
        if prep.dep_ in ("prep", "agent"):
            _bring(prep, found)
    nested: dict[str, list[Token]] = {}
    for prep in _lower(noun, 0):
        _bring(prep, nested)
    if noun.dep_ in ("dobj", "nsubjpass") or (noun.dep_ == "attr" and noun.head.lemma_ in COPULAS):
        for prep in noun.head.rights:
            if prep.dep_ in ("prep", "dative") and prep.i > noun.i:
                _bring(prep, nested)
    subjects = [
        s
        for c in noun.children
        if c.dep_ in ("acl", "ccomp", "relcl")
        for s in c.children
        if s.dep_ == "nsubj" and _that(c)
    ]
    if subjects:
        found[CLAUSE] = [t for s in subjects for t in conjoined(s)]
    return {**nested, **found}


def _that(clause: Token) -> bool:
    return any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.children)


def _bring(prep: Token, found: dict[str, list[Token]]) -> None:
    found.setdefault(prep.lower_, []).extend(
        t for c in prep.children if c.dep_ == "pobj" for t in conjoined(c)
    )


def _lower(noun: Token, depth: int) -> Iterator[Token]:
    """Prepositions below the noun's own phrases, which the parser may have hung too low."""
    for prep in noun.rights:
        if prep.dep_ == "prep" and depth < STRAY_PHRASE_DEPTH:
            for thing in (c for c in prep.children if c.dep_ == "pobj"):
                for member in (
                    t for t in conjoined(thing) if t.pos_ in ("PROPN", "PRON", "NUM") or prep.lower_ == "of"
                ):
                    yield from (c for c in member.rights if c.dep_ in ("prep", "agent") and c.lower_ != "of")
                    yield from _lower(member, depth + 1)


def _holder(view: DocView, noun: Token, preposition: str) -> list[str]:
    """Whose the noun is: possessor, "by …", state's adjective, "of …", copula's or light verb's subject."""
    for tokens in _holders(view, noun, preposition):
        keys = view.all_keys(tokens)
        if keys:
            return keys
    return []


def _holders(view: DocView, noun: Token, preposition: str) -> Iterator[list[Token]]:
    first = _first(noun)
    if first.dep_ == "attr" and first.head.lemma_ in COPULAS:
        yield view.predicate(first.head).agents
    if first.dep_ == "appos":
        yield [first.head]
    yield [t for c in noun.children if c.dep_ == "poss" for t in conjoined(c)]
    by = [c for c in noun.children if c.dep_ in ("prep", "agent") and c.lower_ == "by"] or [
        c for c in _lower(noun, 0) if c.lower_ == "by"
    ]
    yield [t for p in by for c in p.children if c.dep_ == "pobj" for t in conjoined(c)]
    yield [c for c in noun.lefts if c.dep_ in ("amod", "compound", "nmod") and view.by_head.get(c.i)]
    if preposition != "of":
        yield [
            t
            for c in noun.children
            if c.dep_ == "prep" and c.lower_ == "of"
            for p in c.children
            if p.dep_ == "pobj"
            for t in conjoined(p)
        ]
    yield _lent(view, noun)


def _first(noun: Token) -> Token:
    """The first of the nouns that say the same of somebody: "is a [maker] of cars and a subsidiary of …"."""
    while noun.dep_ in ("conj", "appos") and noun.head.pos_ == "NOUN":
        noun = noun.head
    return noun


def _lent(view: DocView, noun: Token) -> list[Token]:
    """The subject that a light verb or a copula lends to the noun it governs."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun in view.content(noun.head.head):
        noun = noun.head.head
    verb = noun.head
    if noun.dep_ == "attr" and verb.lemma_ in COPULAS:
        return view.predicate(verb).agents
    if noun.dep_ == "pobj" and verb.lower_ == "as" and verb.head.pos_ == "VERB":
        predicate = view.predicate(verb.head)
        return predicate.themes or predicate.agents
    if (
        noun.dep_ == "nsubj"
        and noun.tag_ == "NNS"
        and verb.lemma_.lower() in view.words.words("verb", "Delegation")
    ):
        return view.predicate(verb).themes
    if noun.dep_ == "dobj" and verb.lemma_.lower() in view.words.light_verbs:
        return view.predicate(verb).agents
    if (
        noun.dep_ == "pobj"
        and verb.lower_ in ("in", "for", "on", "during", "with", "into", "under")
        and verb.head.pos_ in ("VERB", "AUX")
    ):
        host = verb.head
        if (
            host.lemma_.lower() in view.words.light_verbs
            or host.lemma_ in COPULAS
            or (verb.lower_ == "for" and _mutual(view, noun))
        ):
            return view.predicate(host).agents
    return []
