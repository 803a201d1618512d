"""Who "the two presidents", "both countries", "the ministers" and "the sides" are, member by member."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from spacy.tokens import Token

from graph.annotate.coreference.discourse import Scene
from graph.annotate.refs import Draft

MEMBER_SENTENCES = 3  # sentences back in which members are looked for
PROMINENT_MENTIONS = 2  # mentions that make a state one of those that an article is about
SET_SIZES = {"both": 2} | {
    word: n for n, word in enumerate("two three four five six seven eight nine ten".split(), start=2)
}
SET_SIZES |= {str(n): n for n in SET_SIZES.values()}
SET_DETERMINERS = frozenset({"the", "both", "these", "those", "all"})


def members(scene: Scene, token: Token) -> list[str]:
    """The entities that a plural noun stands for, in the order of their keys; none where unsure.

    A number asks for exactly that many, joined in one coordination or mentioned last within reach;
    without a number there must be a coordination, or two who alone fit.
    """
    left = list(token.lefts)
    words = {c.lower_ for c in left}
    paired = each_of_two(token)
    if not (words & SET_DETERMINERS or paired) or any(
        c.dep_ in ("prep", "relcl", "acl") for c in token.rights
    ):
        return []
    if any(c.dep_ in ("amod", "compound", "poss", "nmod") and c.lower_ not in SET_SIZES for c in left):
        return []
    numbers = [c.lower_ for c in left if c.dep_ in ("nummod", "det", "predet") and c.lower_ in SET_SIZES]
    if any(c.dep_ == "nummod" and c.lower_ not in SET_SIZES for c in left):
        return []
    number = SET_SIZES[numbers[0]] if numbers else 2 if paired else None
    noun = token.lemma_.lower()
    for fits in _fits(scene, noun):
        found = _joined(scene, token, fits, number)
        found = found or (not paired and _guessed(scene, token, noun, fits, number)) or []
        if not found and number is not None and not paired:
            found = _leading(scene, fits, number)
        if found:
            return found
    return []


def _only_two(scene: Scene, fits: Callable[[Draft], bool]) -> list[str]:
    """The two of all people in an article who fit, where no third does."""
    found = sorted(d.key for d in scene.people() if fits(d))
    return found if len(found) == 2 else []


def counted(scene: Scene, token: Token) -> list[str]:
    """Whom a number alone stands for: "All six", "the two" or "both" of a coordination before it."""
    number = SET_SIZES.get(token.lower_)
    pointed = token.lower_ == "both" or any(c.lower_ in SET_DETERMINERS for c in token.lefts)
    followed = any(c.dep_ in ("prep", "relcl", "acl") for c in token.rights)
    if number is None or not pointed or followed or token.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj"):
        return []
    return _joined(scene, token, lambda draft: True, number)


def _guessed(
    scene: Scene, token: Token, noun: str, fits: Callable[[Draft], bool], number: int | None
) -> list[str]:
    """Members that no coordination names; what "each" does to "the other" is too grave for that."""
    found = _mentioned(scene, token, fits, number)
    if not found and fits is not _is_person and noun in scene.lexicon.role_heads and number in (None, 2):
        found = _only_two(scene, fits)
    return found


def each_of_two(token: Token) -> bool:
    """Whether a noun means each of two: "each side accused the other"."""
    if not any(c.lower_ == "each" for c in token.lefts):
        return False
    after = token.doc[token.i + 1 : token.sent.end]
    return any(t.lower_ == "other" and t.nbor(-1).lower_ == "the" for t in after)


def _leading(scene: Scene, fits: Callable[[Draft], bool], number: int) -> list[str]:
    """The states that the article is about: mentioned often, and clearly more often than the others."""
    states = [(n, k) for k, n in scene.frequency.items() if _is_state(scene, k) and fits(scene.draft(k))]
    ranked = sorted(states, key=lambda one: (-one[0], one[1]))
    if len(ranked) < number or ranked[number - 1][0] < PROMINENT_MENTIONS:
        return []
    if len(ranked) > number and ranked[number][0] * 2 > ranked[number - 1][0]:
        return []
    return sorted(key for _, key in ranked[:number])


def _is_state(scene: Scene, key: str) -> bool:
    return key in scene.drafts and scene.draft(key).family == "Country"


def _fits(scene: Scene, noun: str) -> Iterator[Callable[[Draft], bool]]:
    """Who may be a member of a set that this noun names, the likeliest first; none where it names no set.

    "The leaders" are those who are called so, else those at the head of states, else of anything.
    """
    cls = scene.lexicon.set_nouns.get(noun)
    is_a = scene.lexicon.ontology.is_a
    if noun not in scene.lexicon.role_heads and scene.lexicon.family(cls or "") != "Person":
        if cls is not None:
            yield partial(_is_of, is_a, cls)
        return
    people = scene.people()
    if any(_holds(noun, d) for d in people):
        yield partial(_holds, noun)
        return
    told = scene.relations_of(noun)
    tests = (partial(_has_office, scene, told, True), partial(_has_office, scene, told, False))
    yield next((fits for fits in tests if any(fits(d) for d in people)), _is_person)


def _is_person(draft: Draft) -> bool:
    return draft.family == "Person"


def _has_office(scene: Scene, told: frozenset[str], of_states: bool, draft: Draft) -> bool:
    """Whether a role of somebody tells one of these relations, over a state or over anything."""
    high = {phrase for relation in told for phrase in scene.lexicon.state_roles.get(relation, ())}
    return draft.family == "Person" and any(
        told & scene.relations_of(r.title)
        and (not of_states or (r.title.casefold() in high if r.of is None else scene.is_a(r.of, "Country")))
        for r in draft.roles
    )


def _holds(noun: str, draft: Draft) -> bool:
    return draft.family == "Person" and any(noun in r.title.casefold().split() for r in draft.roles)


def _is_of(is_a: Callable[[str, str], bool], cls: str, draft: Draft) -> bool:
    return is_a(draft.cls, cls)


def _joined(scene: Scene, token: Token, fits: Callable[[Draft], bool], number: int | None) -> list[str]:
    """The last coordination within reach whose members fit and, with a number, are that many."""
    for one in scene.within(token, MEMBER_SENTENCES):
        right = len(one.keys) > 1 if number is None else len(one.keys) == number
        if right and one.head < token.i and all(fits(scene.draft(k)) for k in one.keys):
            return sorted(one.keys)
    return []


def _mentioned(scene: Scene, token: Token, fits: Callable[[Draft], bool], number: int | None) -> list[str]:
    """Those mentioned last within reach: exactly as many as the number, or the only two."""
    found = list(dict.fromkeys(_recent(scene, token, fits)))
    if number is None:
        return sorted(found) if len(found) == 2 else []
    clear = len(found) == number or (number == 2 and len(found) > 2 and _close(scene, token, found))
    return sorted(found[:number]) if clear else []


def _close(scene: Scene, token: Token, found: list[str]) -> bool:
    """Whether the last two were mentioned in one sentence and no third with them."""
    last = {k for one in scene.within(token, 1) if one.head < token.i for k in one.keys if k in found}
    return len(last) == 2 and last == set(found[:2])


def _recent(scene: Scene, token: Token, fits: Callable[[Draft], bool]) -> Iterator[str]:
    for one in scene.within(token, MEMBER_SENTENCES):
        if one.head < token.i:
            for key in one.keys:
                if fits(scene.draft(key)):
                    yield key
