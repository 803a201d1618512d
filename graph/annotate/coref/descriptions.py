"""Whom definite descriptions mean: "the company", "the ministry", "the spokesman", "the Chinese president"."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from graph.annotate.classify import family
from graph.annotate.coref.scene import Scene
from graph.annotate.coref.sets import members
from graph.annotate.lexicon import DESCRIBED
from graph.annotate.refs import Draft
from graph.model import MentionKind

REACH = 6  # sentences back in which a body or a country is looked for
ROLE_REACH = 12  # the same for a person by a role, which tells more
DEFINITE = frozenset({"the", "this", "that"})
LEFT = frozenset({"det", "nummod", "amod", "predet", "poss", "compound", "nmod"})


def resolve(scene: Scene, token: Token) -> None:
    """Resolve the noun phrase that a token heads, where it is definite and its antecedent clear."""
    left = [c for c in token.lefts if c.dep_ in LEFT]
    words = {c.lower_ for c in left}
    start = min((c.left_edge.i for c in left), default=token.i)
    if token.tag_ in ("NNS", "NNPS"):
        keys = members(scene, token)
    elif words & DEFINITE and token.tag_ in ("NN", "NNP"):
        keys = _definite(scene, token)
    else:
        return
    scene.add(start, token.i + 1, token.i, keys, MentionKind.DESCRIPTION)


def _definite(scene: Scene, token: Token) -> list[str]:
    noun, words = token.lemma_.lower(), scene.lexicon
    if any(c.dep_ in ("prep", "relcl", "acl", "appos") for c in token.rights):
        return []
    states = {r.key for c in token.lefts for r in scene.at.get(c.i, ()) if scene.draft(r.key).cls == "Country"}
    modifiers = [
        c for c in token.lefts
        if c.dep_ in ("amod", "compound", "poss", "nmod") and not states & {r.key for r in scene.at.get(c.i, ())}
    ]  # fmt: skip
    if noun in words.role_heads or noun in _of_people(scene):
        return _bearer(scene, token, noun, states) if not modifiers else []
    classes = {c for c in words.anaphors.get(noun, ()) if family(c) not in DESCRIBED}
    if not classes or modifiers or states:
        return []
    return _latest(scene, token, lambda d: any(words.ontology.is_a(d.cls, c) for c in classes), REACH)


def _of_people(scene: Scene) -> frozenset[str]:
    return frozenset(noun for noun, classes in scene.lexicon.anaphors.items() if "Person" in classes)


def _bearer(scene: Scene, token: Token, noun: str, states: set[str]) -> list[str]:
    """The person who was last mentioned with this role ("the spokesman", "the Chinese president")."""

    def fits(draft: Draft) -> bool:
        held = [r for r in draft.roles if noun in r.title.casefold().split() or r.title.casefold().endswith(noun)]
        return bool(held) and (not states or any(_of_state(scene, r.of, states) for r in held))

    return _latest(scene, token, fits, ROLE_REACH)


def _of_state(scene: Scene, key: str | None, states: set[str]) -> bool:
    if key is None:
        return False
    body = scene.draft(key)
    return key in states or any(body.country and scene.draft(s).country == body.country for s in states)


def _latest(scene: Scene, token: Token, fits: Callable[[Draft], bool], reach: int) -> list[str]:
    """The entity that was mentioned last within reach and fits."""
    for ref in reversed(scene.seen):
        if scene.sentence[token.i] - scene.sentence[ref.head] > reach:
            break
        if fits(scene.draft(ref.key)):
            return [ref.key]
    return []
