"""Evidence from a common noun: the apposition of a name, or the predicate of its clause."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from graph.annotate.lexicon import Lexicon
from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.name_view import NameView
from graph.grammar.tree import objects_of
from graph.grammar.words import MODIFIERS

NO_ENTITY = "NoEntity"  # the class of named things that are no entities: ships, programs


def by_explaining_noun(view: NameView, name: Candidate) -> Mapping[str, float]:
    """ "Mandiant, an Internet security firm"; "Scobell is a political scientist"."""
    lexicon = view.lexicon
    noun = explaining_noun(view.doc[name.head], lexicon)
    if noun is None:
        return {}
    word = noun.lemma_.lower()
    if word in lexicon.role_heads:
        return {"Person": 1.0 if _bodies_may_be(word, lexicon) else 6.0}
    if word in lexicon.kin:
        return {"Person": 6.0}
    if noun.pos_ == "PROPN":
        return {}
    if word in lexicon.words("noun", NO_ENTITY):
        return {NO_ENTITY: 6.0}
    cls = lexicon.head_class(_with_modifier(noun, word), naming=False) or next(
        iter(sorted(lexicon.anaphors.get(word, ()))), None
    )
    if cls is None and (word in lexicon.person_nouns or word in lexicon.gendered):
        return {"Person": 3.0}
    return {cls: 8.0} if cls and lexicon.ontology.is_a(cls, "Entity") else {}


def _with_modifier(noun: Token, word: str) -> list[str]:
    """A noun with the noun right before it: "peacekeeping force", "trade union"."""
    before = [c for c in noun.lefts if c.dep_ in MODIFIERS and c.i == noun.i - 1]
    return [*(c.lower_ for c in before), word]


def _bodies_may_be(role: str, lexicon: Lexicon) -> bool:
    """Whether an organization may have the role as well: "Danone, the owner of Evian"."""
    relations = lexicon.ontology.relations
    terms = [t for t in lexicon.roles.get((role,), ()) if t in relations]
    return any(any(lexicon.ontology.is_a("Organization", d) for d in relations[t].domain) for t in terms)


def explaining_noun(head: Token, words: Lexicon) -> Token | None:
    """The noun that explains a name: its apposition, the predicate of a copula, or what a verb names."""
    said = _predicate(head, words.role_heads)
    for child in head.children:
        if child.dep_ == "appos" and child.pos_ == "NOUN" and (said is None or child.i < said.i):
            return child
    if head.dep_ == "appos" and head.head.pos_ == "NOUN" and head.i > head.head.i:
        if (role := _role_below(head.head, head, words)) is not None:
            return role
        return head.head if head.head.tag_ != "NNS" or any(head.conjuncts) else None
    return said if said is not None else _called(head, words.words("verb", "Naming"))


def _role_below(noun: Token, name: Token, words: Lexicon) -> Token | None:
    """The role that a noun is of, where a name follows both: "the arrest of the head of the bank, X"."""
    if noun.lemma_.lower() in words.role_heads:
        return None
    of = (t for t in objects_of(noun, "of") if t.i < name.i and t.tag_ == "NN")
    return next((t for t in of if t.lemma_.lower() in words.role_heads), None)


def _called(head: Token, naming: frozenset[str]) -> Token | None:
    """The noun that a verb of naming gives a name: "a group that we call X", "a firm known as X"."""
    verb = head.head
    if head.dep_ == "pobj" and head.head.lower_ == "as":
        verb = head.head.head
    elif head.dep_ not in ("oprd", "dobj", "attr", "ccomp"):
        return None
    named = verb.lemma_ in naming and verb.dep_ in ("acl", "relcl") and verb.i < head.i
    return verb.head if named and verb.head.pos_ == "NOUN" else None


def _predicate(head: Token, roles: frozenset[str]) -> Token | None:
    """The noun that a clause says of its subject: "is a scientist", "became Governor"."""
    if head.dep_ == "conj" and head.head.dep_ == "nsubj":
        head = head.head
    if head.dep_ != "nsubj" or head.head.lemma_ not in ("be", "become"):
        return None
    said = next((c for c in head.head.children if c.dep_ == "attr" and c.pos_ in ("NOUN", "PROPN")), None)
    if said is not None and said.pos_ == "PROPN":  # "Professor Emeritus" is a professor
        return next((c for c in said.lefts if c.dep_ == "compound" and c.lower_ in roles), said)
    return said
