"""Families: the names listed after a noun for relatives ("two children, Ana and Bo"), and couples."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from spacy.tokens import Token

from graph.annotate.refs import Ref
from graph.annotate.roles.phrases import is_person_noun
from graph.extract.doc_view import DocView
from graph.extract.patterns import patterns, reciprocal
from graph.extract.relations import Found
from graph.extract.times import time_of
from graph.grammar.coordination import conjoined
from graph.grammar.verbs import verb_predicate
from graph.grammar.words import PLURAL, PREDICATES
from graph.model import MentionKind

KIN_LIST_OPENERS = frozenset({",", ":", "-", "–", "—", ";", "--"})  # between a kinship noun and its names
KIN_LIST_NAMES = 8  # names of the longest list
SPOUSE_TOKENS = 5  # tokens from "married to" to the name
KIN_NOUN_TOKENS = 16  # tokens from a listed name back to the kinship noun
KIN_LIST_WORDS = frozenset(
    {",", "and", "&", "his", "her", "their", "two", "three", "four", "(", ")", "twin", "young"}
)
THEIR = frozenset({"their", "our"})
KIN_NOUN_TAGS = frozenset({"NN", "NNS", "VB"})


def from_kin(view: DocView) -> Iterator[Found]:
    """Relatives listed by name, and who is married to which person."""
    relation = view.words.frame("kinship")
    for token in view.doc:
        if relation is None or not view.telling[token.i]:
            continue
        if _is_kin(view, token, relation):
            yield from _relatives(view, token, relation)
        elif relation in _joining(view, token):
            yield from _couple(view, token, relation)


def _is_kin(view: DocView, noun: Token, relation: str) -> bool:
    """Whether a token is a noun for relatives; before a name the tagger may take it for an infinitive."""
    return noun.tag_ in KIN_NOUN_TAGS and relation in view.words.roles.get((noun.lemma_.lower(),), ())


# names after a noun


def _relatives(view: DocView, noun: Token, relation: str) -> Iterator[Found]:
    names = _listed(view, noun)
    if not names or (noun.tag_ not in PLURAL and not _shares(noun)):
        return  # one relative with one name has a role
    owners = [k for k in _owners(view, noun) if view.family(k) == "Person"]
    for owner in dict.fromkeys(owners):
        for name in names:
            if name.key != owner:
                phrase = (noun.i, noun.i + 1)
                at = _governing(noun)
                yield Found(owner, relation, name.key, at.i, phrase, "role/kin", structural=at.i == noun.i)


def _governing(noun: Token) -> Token:
    """The verb of having whose modality the relation takes; the noun itself where it belongs to someone."""
    return noun.head if noun.dep_ == "dobj" and noun.head.pos_ in PREDICATES else noun


def _shares(noun: Token) -> bool:
    """Whether a noun has no owner of its own next to it: "his wife Ana and | daughter Bo", "their son"."""
    return not any(c.dep_ == "det" or (c.dep_ == "poss" and c.lower_ not in THEIR) for c in noun.lefts)


def _listed(view: DocView, noun: Token) -> list[Ref]:
    """The people named right after a noun, as far as the list goes."""
    doc, found, i = view.doc, list[Ref](), noun.i + 1
    if i < len(doc) and doc[i].text in KIN_LIST_OPENERS:
        i += 1
    while i < len(doc) and len(found) < KIN_LIST_NAMES:
        name = next((r for r in view.starting.get(i, ()) if _is_name(view, r)), None)
        if name is None:
            break
        found.append(name)
        i = _beyond(view, name.end)
        joined = i
        while joined < len(doc) and doc[joined].lower_ in (",", "and", "&"):
            joined += 1
        if joined == i:
            break
        i = joined
    return found


def _is_name(view: DocView, ref: Ref) -> bool:
    return ref.kind is MentionKind.NAME and view.family(ref.key) == "Person"


def _beyond(view: DocView, i: int) -> int:
    """The token after a bracket that opens here, such as an age, else the token itself."""
    if i < len(view.doc) and view.doc[i].text == "(":
        return next((j + 1 for j in range(i, min(i + 6, len(view.doc))) if view.doc[j].text == ")"), i)
    return i


# whose relatives they are


def _owners(view: DocView, noun: Token) -> list[str]:
    """Whose a relative is: a possessor, whoever "has" them, or whose the one before in the list is."""
    possessor = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    before = _before(view, noun)
    if possessor is not None:
        own = view.keys(possessor)
        if own or possessor.lower_ not in THEIR:
            return own
        return [*_owners(view, before), *_named(view, before)] if before is not None else _pair(view, noun)
    if noun.dep_ == "dobj" and noun.head.lemma_ == "have":
        return view.all_keys(verb_predicate(noun.head).agents)
    after = [c for p in noun.rights if p.dep_ == "prep" and p.lower_ == "of" for c in p.children]
    if after:
        return view.all_keys(t for c in after for t in conjoined(c))
    if before is not None:
        return _owners(view, before)
    if noun.dep_ == "pobj" and noun.head.lower_ == "with" and noun.head.head.pos_ == "VERB":
        return view.all_keys(verb_predicate(noun.head.head).agents)
    return []


def _named(view: DocView, noun: Token) -> list[str]:
    """The one person named after a noun for a relative: "his wife, [Ana Kos]"."""
    return [ref.key for ref in _listed(view, noun)[:1]]


def _before(view: DocView, noun: Token) -> Token | None:
    """The noun for another relative before this one in its list: "his [wife] Ana and two sons"."""
    relation = view.words.frame("kinship") or ""
    for i in range(noun.left_edge.i - 1, max(noun.sent.start - 1, noun.i - KIN_NOUN_TOKENS), -1):
        token = view.doc[i]
        if _is_kin(view, token, relation):
            return token
        if token.lower_ not in KIN_LIST_WORDS and not any(
            _is_name(view, r) for r in view.covering.get(i, ())
        ):
            return None
    return None


def _pair(view: DocView, noun: Token) -> list[str]:
    """The two people named together before in the sentence that "their" means if there is no one else."""
    for token in reversed(list(noun.doc[noun.sent.start : noun.i])):
        if token.dep_ == "conj" or not any(c.dep_ == "conj" for c in token.rights):
            continue
        members = [k for k in view.all_keys(conjoined(token)) if view.family(k) == "Person"]
        if len(members) == 2:
            return members
    return []


# couples


def _joining(view: DocView, token: Token) -> frozenset[str]:
    """The relations that a word states of the two that it joins: "married", as a verb or a participle."""
    if token.tag_ not in ("VBN", "VBD", "JJ"):
        return frozenset()
    told = {reciprocal(view.ontology).get(token.lemma_.lower(), "")}
    stative = (p for p in patterns(view.ontology).get(token.lower_, ()) if p.stative)
    return frozenset(told | {p.relation for p in stative if p.preposition == "to"})


def _couple(view: DocView, token: Token, relation: str) -> Iterator[Found]:
    """The two people of a marriage: "Ana and Bo have been married since …", "is married to the actor Bo"."""
    verb = token.head if token.dep_ == "acomp" else token
    if token.tag_ == "JJ" and token.dep_ != "acomp":
        return
    predicate = verb_predicate(verb)
    those = predicate.subjects() or (predicate.agents if token.dep_ == "acomp" else [])
    bearers = view.all_keys(those)
    other = _after_to(view, token)
    if other is None and not _may_be_couple(view, those, bearers):
        return
    pairs = [(b, other.key) for b in bearers] if other is not None else list(combinations(bearers, 2))
    when, start, end = time_of(view, verb)
    for one, two in pairs:
        if one != two and view.family(one) == view.family(two) == "Person":
            phrase = (token.i, token.i + 1)
            yield Found(one, relation, two, verb.i, phrase, "verb/reciprocal", None, when, start, end)


def _may_be_couple(view: DocView, those: list[Token], bearers: list[str]) -> bool:
    """Whether two are married to each other: not the two of "both sisters, Ana and Eva, were married"."""
    if len(bearers) != 2 or any(t.pos_ == "NOUN" and t.tag_ in PLURAL for t in those):
        return False
    one, other = (view.drafts[key].gender for key in bearers)
    return one is None or one != other


def _after_to(view: DocView, token: Token) -> Ref | None:
    """The person named after "to", beyond what says who they are: "to the actor | Bo Berg"."""
    doc, i = view.doc, token.i + 1
    if i >= len(doc) or doc[i].lower_ not in ("to", "with"):
        return None
    for j in range(i + 1, min(i + SPOUSE_TOKENS, len(doc))):
        name = next((r for r in view.starting.get(j, ()) if view.family(r.key) == "Person"), None)
        if name is not None:
            return name
        word = doc[j]
        if not (
            word.pos_ in ("DET", "ADJ", "PRON") or is_person_noun(word, view.words) or word.pos_ == "VERB"
        ):
            return None
    return None
