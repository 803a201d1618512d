"""Papers that are agreements by what is done with them: two sign them, or they are between two."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from graph.annotate.lexicon import Lexicon
from graph.grammar.verbs import verb_predicate
from graph.grammar.words import PLURAL

BETWEEN_TOKENS = 4  # tokens from a paper's noun to "between": "Memorandum of Mutual Cooperation between"


def signed_class(head: Token, words: Lexicon, *, within: Sequence[Token] = ()) -> str | None:
    """The class of a paper that parties sign: "a memorandum signed by Peru and Chile"; None for another.

    `within` are the tokens of a name, on each of which the parser may hang what follows it.
    """
    cls = words.signed_heads.get((head.lemma_.lower(),))
    return cls if cls is not None and (_is_between(head) or _is_signed(head, words, within)) else None


def _is_between(head: Token) -> bool:
    """Whether it is between several, right after its noun and not after that of another paper."""
    near = [p for p in head.rights if p.lower_ == "between" and p.i - head.i <= BETWEEN_TOKENS]
    things = [c for p in near for c in p.children if c.dep_ == "pobj"]
    return any(_several(thing) for thing in things)


def _is_signed(head: Token, words: Lexicon, within: Sequence[Token]) -> bool:
    """Whether several sign it: as its doers, or one "with" another."""
    verbs = [c for token in (head, *within) for c in token.rights if c.dep_ == "acl" and c.tag_ == "VBN"]
    verbs += [head.head] if head.dep_ in ("dobj", "nsubjpass") or _is_misread(head) else []
    return any(
        verb.lemma_.lower() in words.signing and verb.pos_ == "VERB" and _is_shared(verb, head)
        for verb in verbs
    )


def _is_misread(head: Token) -> bool:
    """Whether a participle with its doers after "by" was read as a verb: "the note signed by X and Y is"."""
    return head.dep_ == "nsubj" and bool(_doers_after(head.head))


def _is_shared(verb: Token, head: Token) -> bool:
    """Whether several sign."""
    said = verb_predicate(verb)
    if said.of("with") or any(p.lower_ == "with" for p in head.rights):
        return True
    return any(_several(one) for one in _doers_after(verb) or said.agents)


def _doers_after(verb: Token) -> list[Token]:
    return [c for p in verb.children if p.dep_ == "agent" for c in p.children if c.dep_ == "pobj"]


def _several(head: Token) -> bool:
    return head.tag_ in PLURAL or any(head.conjuncts)
