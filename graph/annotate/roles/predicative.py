"""Who is said to be what, by a verb: copulas, verbs of holding, taking and leaving an office."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from spacy.tokens import Doc, Token

from graph.annotate.lexicon import Lexicon
from graph.annotate.roles.phrases import Post, is_person_noun
from graph.grammar.words import COPULAS

Subjects = Callable[[Token], Iterable[Token]]


def own_subjects(token: Token) -> list[Token]:
    """A verb's subject with its conjuncts, or the noun that the verb's relative clause belongs to."""
    wanted = ("nsubj", "nsubjpass")
    for child in token.children:
        if child.dep_ in wanted:
            if child.lower_ in ("who", "that") and token.dep_ == "relcl":
                return [token.head]
            return [child, *child.conjuncts]
    return []


def predicates(doc: Doc, words: Lexicon, subjects: Subjects) -> Iterator[tuple[Token, Post]]:
    """Who is said to be what, by a verb: "is", "became", "served as", "was elected", "resigned as"."""
    for verb in doc:
        if verb.pos_ not in ("VERB", "AUX") or verb.dep_ in ("aux", "auxpass"):
            continue
        over = (verb.dep_ == "xcomp" and verb.head.lemma_ == "use") or any(
            c.dep_ == "advmod" and c.lower_ in words.past for c in verb.children
        )
        for told, how, left, bearers in _told(verb, words, subjects):
            noun = _borne(told, words)
            in_turn = len(bearers) > 1 and any(t.lower_ == "respectively" for t in verb.subtree)
            for index, bearer in enumerate(bearers) if is_person_noun(noun, words) else ():
                place = (index, len(bearers)) if in_turn else None
                several = len(bearers) > 1 or noun.tag_ == "NNS"
                yield bearer, Post(noun.i, how, verb.i, over or left, several, place)


def _borne(noun: Token, words: Lexicon) -> Token:
    """The noun that tells the role: "[professor] emeritus", "one of the [founders] of …"."""
    if noun.lower_ == "one":
        among = [t for p in noun.rights if p.lower_ == "of" for t in p.children if t.tag_ == "NNS"]
        return among[0] if among else noun
    before = noun.doc[noun.i - 1] if noun.i else noun
    tail = noun.lower_ in words.words("noun", "NoBearer")
    return before if tail and before.head.i == noun.i and is_person_noun(before, words) else noun


def _told(verb: Token, words: Lexicon, subjects: Subjects) -> Iterator[tuple[Token, str, bool, list[Token]]]:
    """The nouns that a verb states of someone, how, whether it ends the role, and who has it."""
    lemma = verb.lemma_.lower()
    if lemma in COPULAS:
        bearers = list(subjects(verb))
        yield from ((noun, "copula", False, bearers) for noun in _children(verb, "attr"))
        named = [t for t in _children(verb, "attr") if t.pos_ == "PROPN"]
        turned = _children(verb, "nsubj") if named and not _is_negated(verb) else []
        yield from ((noun, "copula", False, named) for noun in turned if noun.tag_ == "NN")
    elif lemma in words.words("verb", "HoldingOffice") and not _is_passive(verb):
        yield from ((noun, "as", False, list(subjects(verb))) for noun in _as(verb))
    elif lemma in words.words("verb", "LeavingOffice"):
        bearers = (not _is_passive(verb) and _children(verb, "dobj")) or list(subjects(verb))
        yield from ((noun, "as", True, bearers) for noun in _as(verb))
    elif lemma in words.words("verb", "TakingOffice"):
        yield from _given(verb, subjects)


def _given(verb: Token, subjects: Subjects) -> Iterator[tuple[Token, str, bool, list[Token]]]:
    """What someone is made: "was elected president", "named her director"."""
    given = [*_children(verb, "oprd", "attr"), *_as(verb)]
    if _is_passive(verb):
        given, bearers = given or _children(verb, "dobj", "xcomp"), list(subjects(verb))
    else:
        bearers = _children(verb, "dobj", "dative")
    yield from ((noun, "appointment", False, bearers) for noun in given)


def _children(token: Token, *deps: str) -> list[Token]:
    """The dependents of these kinds, each with its conjuncts."""
    return [t for c in token.children if c.dep_ in deps for t in (c, *c.conjuncts)]


def _as(verb: Token) -> list[Token]:
    """What "as" brings in, also after an object: "served as [director]", "succeeded him as [head]"."""
    hosts = [verb, *(c for c in verb.children if c.dep_ in ("dobj", "prep", "prt"))]
    hosts += [t for host in hosts[1:] for t in _children(host, "pobj")]
    preps = [c for host in hosts for c in host.children if c.dep_ == "prep" and c.lower_ == "as"]
    return [t for prep in preps for t in _children(prep, "pobj")]


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)


def _is_negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)


def is_plain(verb: Token) -> bool:
    """Whether a predicate is stated without negation, modal or infinitive, so that it may become a title."""
    if any(c.dep_ == "neg" or (c.dep_ == "aux" and (c.tag_ in ("MD", "TO"))) for c in verb.children):
        return False
    return verb.tag_ in ("VBZ", "VBP", "VBD", "VBN")
