"""What one noun phrase says of a described thing: head, words, states, makers, date."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from graph.annotate.described.dating import date_of_description, hangs
from graph.annotate.described.doc_index import DocIndex
from graph.annotate.lexicon import DESCRIBED, Lexicon
from graph.annotate.signing import signed_class
from graph.grammar.nominals import PARTICIPLE, PHRASE, noun_phrase
from graph.grammar.tree import is_definite
from graph.grammar.words import LEFT_MODIFIERS, PLURAL

DESCRIBING_LABELS = LEFT_MODIFIERS | {"nummod"}
PARTICIPANT_PREPOSITIONS = frozenset({"of", "by", "between", "with", "from", "among", "against"})
HEAD_JOINTS = frozenset({"of", "-"})
"""What joins a head to the words of its phrase that follow it: "code of conduct"."""
HeadPhrase = tuple[str, tuple[str, ...]]


@dataclass(slots=True)
class Description:
    """A noun phrase with a telling head, and what it says of the thing."""

    head: Token
    start: int
    end: int
    cls: str
    heads: frozenset[str]
    determiner: str | None
    words: tuple[str, ...] = ()
    states: frozenset[str] = frozenset()
    makers: tuple[str, ...] = ()
    places: frozenset[str] = frozenset()
    when: str | None = None
    dated: bool = False
    quoted: bool = False

    @property
    def anchored(self) -> bool:
        """Whether the phrase itself ties it to a particular thing.

        The date of its verb, or one between commas, only tells more of a thing that is known already.
        """
        return bool(self.states or self.makers or self.dated)

    @property
    def marks(self) -> dict[str, frozenset[str]]:
        """What a later description must agree with."""
        return {
            "heads": self.heads,
            "words": frozenset(self.words),
            "states": self.states,
            "makers": frozenset(self.makers),
            "places": self.places,
        }


def head_phrase(doc: Doc, token: Token, words: Lexicon) -> HeadPhrase | None:
    """The class and the words of a described thing's head at this token ("code of conduct" at "code")."""
    if token.i + 1 < len(doc) and doc[token.i + 1].lower_ in HEAD_JOINTS:
        following = tuple(t.lower_ for t in doc[token.i : token.i + 4])
        for size in (4, 3, 2):
            if len(following) >= size and following[:size] in words.heads:
                return _described(words, following[:size])
    if token.lower_ in words.phrase_ends:
        before = tuple(t.lower_ for t in doc[max(0, token.i - 2) : token.i + 1])
        for size in (3, 2):
            if len(before) >= size and before[-size:] in words.heads and "of" not in before[-size:]:
                return _described(words, before[-size:])
    forms = (token.lower_, token.lemma_.lower()) if token.tag_ in ("NN", "NNP") else (token.lower_,)
    found = next((_described(words, (form,)) for form in forms if (form,) in words.heads), None)
    return found or _several(token, words)


def _several(token: Token, words: Lexicon) -> HeadPhrase | None:
    """Several events named as one: "the elections", "the riots"; not those that are counted."""
    cls = words.heads.get((token.lemma_.lower(),), "") if token.tag_ in PLURAL else ""
    if words.family(cls) != "Event" or any(c.dep_ in ("nummod", "predet") for c in token.lefts):
        return None
    return cls, (token.lower_,)


def _described(words: Lexicon, phrase: tuple[str, ...]) -> HeadPhrase | None:
    cls = words.heads[phrase]
    return (cls, phrase) if any(words.ontology.is_a(cls, one) for one in DESCRIBED) else None


def describe(index: DocIndex, head: Token, phrase: HeadPhrase) -> Description | None:
    """What the noun phrase around a head says; None for a generic one or a modifier of another noun."""
    cls, heads = phrase
    cls = signed_class(head, index.words) or cls
    left = [c for c in head.lefts if c.dep_ in DESCRIBING_LABELS or c.dep_ == "det"]
    determiner = next((c.lower_ for c in left if c.dep_ == "det"), None)
    if _is_generic(head, left, determiner, index.words):
        return None
    start = min([c.left_edge.i for c in left], default=head.i)
    size = len(heads)
    end = head.i + (size if size > 1 and head.lower_ == heads[0] else 1)
    named = _head_names(heads, head.lower_, cls, index.words)
    found = Description(head, start, end, cls, named, determiner, quoted=_is_quoted(index.doc, start, head.i))
    _modifiers(index, found)
    _attachments(index, found)
    dating = index.words.dating(cls)
    after = index.after(found.end) if hangs(head, dating) else None
    found.dated = found.dated or after is not None
    certain = found.dated or is_definite(head)
    if head.tag_ in PLURAL and (head.lower_,) not in index.words.heads and not certain:
        return None  # plurals mean certain events where they are definite or have their date with them
    found.when = found.when or after or date_of_description(index, head, dating)
    return found


def _head_names(phrase: tuple[str, ...], noun: str, cls: str, words: Lexicon) -> frozenset[str]:
    """By which heads the thing may be meant again: the phrase, and its noun alone.

    Not the noun of "summit meeting", which is meant again as "the summit".
    """
    twofold = any(w != noun and _same_family(words, w, cls) for w in phrase)
    return frozenset({" ".join(phrase)}) if twofold else frozenset({" ".join(phrase), noun})


def _is_quoted(doc: Doc, start: int, head: int) -> bool:
    """Whether a quotation opens right before the phrase or inside it: a title, or someone's word for it."""
    return any(t.text in '“"«‘' for t in doc[max(0, start - 1) : head])


def _is_generic(head: Token, left: list[Token], determiner: str | None, words: Lexicon) -> bool:
    if head.pos_ == "PROPN" and not head.is_sent_start and determiner is None:
        return True
    if head.dep_ == "npadvmod" or (head.dep_ == "compound" and head.head.i > head.i):
        return True
    return determiner in words.generic or any(c.lower_ in words.generic for c in left)


def _modifiers(index: DocIndex, found: Description) -> None:
    """Dates, states, makers and plain words before the head."""
    kept: list[str] = []
    states: set[str] = set()
    makers: list[str] = []
    for token in index.doc[found.start : found.head.i]:
        if token.i in index.dated:
            found.when = found.when or index.date(token.i)
        elif token.i in index.covering:
            states.update(r.key for r in index.covering[token.i] if index.is_state(r))
            makers.extend(r.key for r in index.headed(token.i) if not index.is_state(r))
        elif token.pos_ in ("ADJ", "NOUN", "PROPN", "VERB") and token.dep_ != "det":
            kept.append(token.lower_)
            if token.dep_ == "compound" and _same_family(index.words, token.lower_, found.cls):
                found.heads |= {token.lower_}
    found.dated = found.when is not None
    found.words, found.states, found.makers = tuple(kept), frozenset(states), tuple(makers)


def _same_family(words: Lexicon, word: str, cls: str) -> bool:
    return words.family(words.heads.get((word,), "")) == words.family(cls)


def _attachments(index: DocIndex, found: Description) -> None:
    """Dates, makers and parties that follow the head: "of the GGE", "by Mandiant", "on December 1"."""
    for argument in noun_phrase(found.head).arguments:
        thing, verb = argument.token, argument.through
        if argument.via[0] == PHRASE and argument.role in PARTICIPANT_PREPOSITIONS:
            _parties(index, found, () if thing.i in index.dated else (thing,))
        elif argument.via[0] == PHRASE and argument.role in ("in", "at"):
            found.places |= {r.key for r in index.headed(thing.i) if index.draft(r).family == "Place"}
        elif argument.via[0] == PARTICIPLE and verb is not None and _makes(index.words, verb, found):
            _parties(index, found, (thing,))
    for child in found.head.rights:
        known = found.when
        if child.dep_ == "prep":
            dates = [index.date(c.i) for c in child.children if c.dep_ == "pobj"]
            found.when = found.when or next((date for date in dates if date), None)
        elif child.dep_ == "acl" and child.tag_ == "VBN":
            found.when = found.when or _participle_date(index, found, child)
        elif child.dep_ in ("npadvmod", "nummod"):
            found.when = found.when or index.date(child.i)
        found.dated = found.dated or (found.when != known and not adds(child))


def _participle_date(index: DocIndex, found: Description, participle: Token) -> str | None:
    """The date of a participle that brings the thing about: "talks held in May"."""
    telling = participle.lemma_.lower() in index.words.dating(found.cls)
    return index.below(participle) if telling else None


def adds(child: Token) -> bool:
    """Whether what follows a noun stands after a comma, and so only tells more of it."""
    return child.left_edge.i > 0 and child.left_edge.nbor(-1).text == ","


def _makes(words: Lexicon, participle: Token, found: Description) -> bool:
    """Whether the doer of a participle is a maker: of a letter "written by", not of one "seen by"."""
    if words.family(found.cls) != "Document":
        return True
    making = words.light_verbs.union(*(words.words("verb", term) for term in words.framed("making")))
    return participle.lemma_.lower() in making


def _parties(index: DocIndex, found: Description, things: tuple[Token, ...]) -> None:
    """Add the states and the makers that the things name."""
    for thing in things:
        for ref in index.headed(thing.i):
            if index.is_state(ref):
                found.states |= {ref.key}
            elif ref.key not in found.makers:
                found.makers += (ref.key,)
