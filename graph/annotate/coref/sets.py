"""Who "the two presidents", "both countries", "the ministers" and "the sides" are, member by member."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from graph.annotate.coref.scene import Scene
from graph.annotate.refs import Draft

REACH = 3  # sentences back in which members are looked for
NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6}
POINTING = frozenset({"the", "both", "these", "those", "all"})


def members(scene: Scene, token: Token) -> list[str]:
    """The entities that a plural noun stands for, in the order of their keys; none where unsure.

    A number asks for exactly that many, joined in one coordination or mentioned last within reach;
    without a number there must be a coordination, or two who alone fit.
    """
    left = list(token.lefts)
    words = {c.lower_ for c in left}
    if not words & POINTING or any(c.dep_ in ("prep", "relcl", "acl") for c in token.rights):
        return []
    if any(c.dep_ in ("amod", "compound", "poss", "nmod") and c.lower_ not in NUMBERS for c in left):
        return []
    fits = _fits(scene, token.lemma_.lower())
    if fits is None:
        return []
    numbers = [c.lower_ for c in left if c.dep_ in ("nummod", "det", "predet") and c.lower_ in NUMBERS]
    if any(c.dep_ == "nummod" and c.lower_ not in NUMBERS for c in left):
        return []
    number = NUMBERS[numbers[0]] if numbers else None
    return _joined(scene, token, fits, number) or _mentioned(scene, token, fits, number)


def _fits(scene: Scene, noun: str) -> Callable[[Draft], bool] | None:
    """Who may be a member of a set that this noun names; None where it names no set."""
    cls = scene.lexicon.set_nouns.get(noun)
    is_a = scene.lexicon.ontology.is_a
    if noun in scene.lexicon.role_heads or cls == "Person":
        held = lambda d: any(noun in r.title.casefold().split() for r in d.roles)  # noqa: E731
        known = any(held(d) for d in scene.people())
        return lambda d: d.cls == "Person" and (not known or held(d))
    return (lambda d: is_a(d.cls, cls)) if cls is not None else None


def _joined(scene: Scene, token: Token, fits: Callable[[Draft], bool], number: int | None) -> list[str]:
    """The last coordination within reach whose members fit and, with a number, are that many."""
    for one in scene.within(token, REACH):
        if one.head < token.i and len(one.keys) > 1 and all(fits(scene.draft(k)) for k in one.keys):
            if number is None or len(one.keys) == number:
                return sorted(one.keys)
    return []


def _mentioned(scene: Scene, token: Token, fits: Callable[[Draft], bool], number: int | None) -> list[str]:
    """Those mentioned last within reach: exactly as many as the number, or the only two."""
    found = list(dict.fromkeys(_recent(scene, token, fits)))
    if number is None:
        return sorted(found) if len(found) == 2 else []
    return sorted(found[:number]) if len(found) == number or (number == 2 and len(found) > 2 and _close(scene, token, found)) else []


def _close(scene: Scene, token: Token, found: list[str]) -> bool:
    """Whether the last two were mentioned in one sentence and no third with them."""
    last = {k for one in scene.within(token, 1) if one.head < token.i for k in one.keys if k in found}
    return len(last) == 2 and last == set(found[:2])


def _recent(scene: Scene, token: Token, fits: Callable[[Draft], bool]) -> Iterator[str]:
    for one in scene.within(token, REACH):
        if one.head < token.i:
            for key in one.keys:
                if fits(scene.draft(key)):
                    yield key
