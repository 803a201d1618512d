"""Legal acts that a verb states alone: who "was arrested" is the target of an arrest."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from graph.annotate.described.doc_index import DocIndex
from graph.annotate.refs import drafts
from graph.grammar.coordination import conjoined
from graph.grammar.predicates import Predicate
from graph.grammar.verbs import verb_predicate

TARGET_FAMILIES = frozenset({"Person", "Organization"})


@dataclass(frozen=True, slots=True)
class Act:
    """A verb's act: the noun for it, its class, and its targets, none where only a pronoun names them."""

    verb: Token
    noun: str
    cls: str
    targets: tuple[str, ...]
    when: str | None


def act(index: DocIndex, verb: Token) -> Act | None:
    """The act that a verb states about a person or body; None for other verbs, and for an act without one."""
    told = index.words.acts.get(verb.lemma_.lower()) if verb.pos_ == "VERB" else None
    if told is None:
        return None
    noun, cls = told
    predicate = verb_predicate(verb)
    by_oneself = verb.lemma_.lower() in index.words.words("verb", "Pleading")
    affected = predicate.agents if by_oneself else predicate.themes
    if by_oneself and not any(c.lower_ in index.words.words("adjective", "Pleading") for c in verb.children):
        return None
    tokens = [one for token in affected for one in conjoined(token)]
    keys = [ref.key for token in tokens for ref in index.headed(token.i)]
    people = [key for key in dict.fromkeys(keys) if drafts(index.doc)[key].family in TARGET_FAMILIES]
    when = index.below(verb)
    concerns = bool(people) or any(token.pos_ == "PRON" for token in tokens)
    if not concerns or not (when or _is_placed(index, predicate)):
        return None
    return Act(verb, noun, cls, tuple(people), when)


def _is_placed(index: DocIndex, predicate: Predicate) -> bool:
    """Whether a name says who does it or where: an act of which only the target is known tells no more."""
    named = [token for role in ("by", "in", "at") for token in predicate.of(role)]
    return any(ref for token in named for ref in index.headed(token.i))
