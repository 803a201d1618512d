"""Where a verb fits a cue's pattern: the tokens that it ties, and the words that carry the relation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from graph.extract.doc_view import DocView
from graph.extract.patterns import CLAUSE, INFINITIVE, Pattern, patterns
from graph.grammar.coordination import conjoined
from graph.grammar.predicates import Kind, Predicate
from graph.grammar.tree import dependents, particles
from graph.grammar.words import COPULAS, REFLEXIVE_ENDINGS

GIVING = frozenset({"to", "for"})
MONEY = "money"

Ends = tuple[list[Token], list[Token], Token]


def ends_of(view: DocView, predicate: Predicate, pattern: Pattern) -> Ends | None:
    """The argument tokens a pattern ties, and the last token of its phrase; None where it does not match."""
    verb = predicate.head
    if predicate.kind is Kind.ADJECTIVE:
        return _adjectival(predicate, pattern)
    if pattern.stative and verb.lemma_.lower() in COPULAS:
        return _copular(view, predicate, pattern)
    subjects = predicate.subjects() if pattern.stative and predicate.passive else predicate.agents
    if pattern.noun is not None:
        return _noun_ends(view, predicate, pattern, subjects)
    if pattern.particle is not None and pattern.particle not in _adverbs(verb):
        return None
    last = next((c for c in verb.children if c.lower_ == pattern.particle), verb)
    if pattern.preposition is None:
        return None if pattern.stative or _naming(view, predicate) else (subjects, _themes(predicate), last)
    if pattern.preposition in (CLAUSE, INFINITIVE):
        objects = _clausal(view, verb, pattern.preposition)
    else:
        objects = _prepositional(view, predicate, pattern)
    return (subjects, objects, last) if objects else None


def _themes(predicate: Predicate) -> list[Token]:
    """What is done to, whoever pays where that is a sum: "fined Acme 30 million euros"."""
    themes = predicate.themes
    paid = bool(themes) and all(_is_money(t) or any(c.dep_ == "nummod" for c in t.lefts) for t in themes)
    return predicate.of("recipient") or themes if paid else themes


def _naming(view: DocView, predicate: Predicate) -> bool:
    """Whether the verb says what something is ("called it a success"); naming a person gives an office."""
    named = any(
        c.dep_ == "oprd" or (c.dep_ == "ccomp" and c.pos_ in ("NOUN", "ADJ")) for c in predicate.head.children
    )
    return named and not any(view.family(k) == "Person" for k in view.all_keys(predicate.themes))


def _clausal(view: DocView, verb: Token, kind: str) -> list[Token]:
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
    return [
        t for c in verb.children if c.dep_ == "xcomp" and c.pos_ == "VERB" for t in view.predicate(c).themes
    ]


def wished(clause: Token) -> bool:
    """Whether a that-clause tells what shall be: its verb is bare or has a modal ("that Iran free him")."""
    return any(c.tag_ == "MD" for c in clause.children) or (
        clause.lower_ == clause.lemma_.lower() and clause.lower_ != "is"
    )


def _prepositional(view: DocView, predicate: Predicate, pattern: Pattern) -> list[Token]:
    """The objects of the pattern's preposition, on the verb or, where the sense allows it, on its object."""
    preposition = pattern.preposition or ""
    bare = pattern.size == 2 and not pattern.stative and not pattern.either
    if bare and _has_object(predicate) and not _takes_object(view, predicate.head, pattern):
        return []
    objects = predicate.of(preposition)
    if pattern.particle is not None:
        objects += predicate.of(f"{pattern.particle} {preposition}")
    if not objects and pattern.either and preposition in particles(predicate.head):
        return predicate.themes
    if not objects and (pattern.stative or not view.all_keys(predicate.themes)):
        objects = predicate.of("~" + preposition)
    return objects


def _has_object(predicate: Predicate) -> bool:
    """Whether something else is done to something: "landed a shuttle in Ohio" is no arrival there."""
    done = predicate.subjects() if predicate.passive else predicate.themes
    return any(not t.lower_.endswith(REFLEXIVE_ENDINGS) for t in done)


def _takes_object(view: DocView, verb: Token, pattern: Pattern) -> bool:
    """Whether a verb keeps its sense with an object too: "withdraw troops from", not "submit it to"."""
    known = patterns(view.ontology).get(verb.lemma_.lower(), ())
    other = any(p.size == 1 and p.relation != pattern.relation for p in known)
    return pattern.relation in view.words.framed("transitive") and not other


def _adverbs(verb: Token) -> set[str]:
    return {c.lower_ for c in verb.children if c.dep_ in ("advmod", "prt", "prep")}


def _adjectival(predicate: Predicate, pattern: Pattern) -> Ends | None:
    """Bearers of an adjective and what its preposition brings in: "France, critical of the accord"."""
    objects = [] if pattern.noun or pattern.particle else predicate.of(pattern.preposition or "")
    return (predicate.of("bearer"), objects, predicate.head) if objects else None


def _copular(view: DocView, predicate: Predicate, pattern: Pattern) -> Ends | None:
    """Subject and object of "be": its complement's preposition, or its own ("is behind the attack")."""
    word = pattern.verb if pattern.verb != "be" else pattern.noun
    objects = predicate.of(pattern.preposition or "")
    if word is None:
        return (predicate.agents, objects, predicate.head) if objects else None
    known = (
        [*predicate.of("complement"), *governed(predicate.head)]
        if pattern.particle
        else predicate.of("complement")
    )
    noun = next((t for t in known if word.split()[-1] in (t.lower_, t.lemma_.lower())), None)
    if noun is None or (pattern.particle and noun.head.lower_ != pattern.particle):
        return None
    objects = below(noun, pattern.preposition) or objects
    return (predicate.agents, objects, noun) if objects else None


def governed(verb: Token) -> Iterator[Token]:
    """A copula's prepositions and what they bring in: "is behind …", "is in talks with …"."""
    for prep in verb.children:
        if prep.dep_ == "prep":
            yield prep
            yield from (c for c in prep.children if c.dep_ == "pobj")


def _noun_ends(view: DocView, predicate: Predicate, pattern: Pattern, subjects: list[Token]) -> Ends | None:
    """Ends of a verb with an object noun: "hold talks with", "give weapons to", "come under attack from"."""
    preposition = pattern.preposition
    if preposition is None:
        return _predicative(view, predicate, pattern, subjects)
    noun = object_noun(view, predicate, pattern)
    if noun is None:
        return None
    objects = below(noun, preposition) or predicate.of(preposition) or predicate.of("~" + preposition) or []
    if not objects and preposition in GIVING:
        objects = (
            predicate.subjects()
            if predicate.passive and noun not in predicate.subjects()
            else predicate.of("recipient")
        )
        if not objects and noun in predicate.of("with"):
            objects = predicate.themes
        gives = predicate.head.lemma_.lower() in view.words.words("verb", "Giving")
        if not objects and gives and not predicate.passive:
            objects = [c for c in noun.lefts if c.dep_ in ("compound", "nmod") and c.pos_ == "PROPN"]
    if pattern.relation in view.words.framed("goods"):
        objects = [t for o in objects for t in (o, *origin(o))]
    return (subjects, list(objects), noun) if objects else None


def _predicative(view: DocView, predicate: Predicate, pattern: Pattern, subjects: list[Token]) -> Ends | None:
    """Ends of a verb that makes its object something: "found him guilty", "took them hostage"."""
    if pattern.noun not in view.words.words("adjective", "Predicative"):
        return None
    for word in predicate.head.children:
        if pattern.noun not in (word.lower_, word.lemma_.lower()):
            continue
        if word.dep_ == "oprd" or (word.dep_ == "dobj" and predicate.passive):
            return subjects, [t for t in predicate.themes if t.i != word.i], word
        if word.dep_ == "ccomp":
            return subjects, [t for c in word.lefts if c.dep_ == "nsubj" for t in conjoined(c)], word
        if word.dep_ == "dobj":  # "took two Americans hostage", read as one noun phrase
            return subjects, [c for c in word.lefts if c.dep_ in ("compound", "nmod")], word
    return None


def origin(goods: Token) -> list[Token]:
    """Whose goods these are: "Australian barley", "barley from Australia"."""
    before = [c for c in goods.lefts if c.dep_ in ("amod", "compound", "nmod")]
    after = [p for p in goods.rights if p.dep_ == "prep" and p.lower_ == "from"]
    return [t for c in (*before, *(c for p in after for c in p.children)) for t in conjoined(c)]


def object_noun(view: DocView, predicate: Predicate, pattern: Pattern) -> Token | None:
    """The pattern's noun among the verb's objects, below its inner preposition, or of its class."""
    words = (pattern.noun or "").split()
    objects = predicate.of("theme", "complement")
    known = _by_form([*objects, *(t for o in objects for t in view.content(o))])
    places = [pattern.particle] if pattern.particle else []
    if pattern.preposition in GIVING and not places:
        places = ["with"]
    for place in places:
        within = predicate.of(place)
        within = [*within, *(t for w in within for t in view.content(w))]
        known = _by_form([*known.values(), *within, *dependents(predicate.head, "advmod")])
    if pattern.particle and pattern.particle not in _adverbs(predicate.head):
        return None
    for form, token in known.items():
        fits = (
            form == words[-1]
            or (words == [MONEY] and _is_money(token))
            or (pattern.cls is not None and _of_class(view, token, pattern.cls))
        )
        if fits and all(any(c.lower_ == w for c in token.lefts) for w in words[:-1]):
            return token
    return None


def _by_form(tokens: Iterable[Token]) -> dict[str, Token]:
    """Tokens by form and by lemma, the first of each."""
    found: dict[str, Token] = {}
    for token in tokens:
        found.setdefault(token.lower_, token)
        found.setdefault(token.lemma_.lower(), token)
    return found


def _is_money(token: Token) -> bool:
    return token.ent_type_ == "MONEY" or any(c.is_currency or c.ent_type_ == "MONEY" for c in token.lefts)


def _of_class(view: DocView, token: Token, cls: str) -> bool:
    if token.lemma_.lower() in view.words.words("noun", cls):
        return True
    return any(view.ontology.is_a(view.cls(key), cls) for key in view.keys(token))


def below(noun: Token, preposition: str | None) -> list[Token]:
    return [
        t
        for p in noun.children
        if p.dep_ == "prep" and p.lower_ == preposition
        for c in p.children
        if c.dep_ == "pobj"
        for t in conjoined(c)
    ]


def phrase_of(view: DocView, verb: Token, last: Token) -> tuple[int, int]:
    """The words that carry the relation: auxiliaries, verb, particle, adjective or object noun."""
    first = min(
        (c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg") and c.i < verb.i), default=verb.i
    )
    if any(view.by_head.get(i) for i in range(first, verb.i)) or verb.i - first > 4:
        first = verb.i
    stop = last.i + 1 if last.i - verb.i < 6 else verb.i + 1
    return first, max(stop, verb.i + 1)
