"""Resolves sets member by member: "the two presidents", "both countries", "the ministers", "the sides"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from spacy.tokens import Token

from graph.annotate.coreference.discourse import Discourse
from graph.annotate.refs import Draft

MEMBER_SENTENCES = 3  # sentences back in which members are looked for
PROMINENT_MENTIONS = 2  # mentions that make a state one of those that an article is about
SET_SIZES = {"both": 2} | {
    word: n for n, word in enumerate("two three four five six seven eight nine ten".split(), start=2)
}
SET_SIZES |= {str(n): n for n in SET_SIZES.values()}
SET_DETERMINERS = frozenset({"the", "both", "these", "those", "all"})


def members(discourse: Discourse, token: Token) -> list[str]:
    """The entities that a plural noun refers to, in the order of their keys; none where unsure.

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
    for fits in _fits(discourse, noun):
        found = _joined(discourse, token, fits, number)
        found = found or (not paired and _guessed(discourse, token, noun, fits, number)) or []
        if not found and number is not None and not paired:
            found = _leading(discourse, fits, number)
        if found:
            return found
    return []


def _only_two(discourse: Discourse, fits: Callable[[Draft], bool]) -> list[str]:
    """The two of all people in an article who fit, where no third does."""
    found = sorted(d.key for d in discourse.people() if fits(d))
    return found if len(found) == 2 else []


def counted(discourse: Discourse, token: Token) -> list[str]:
    """The members that a number alone refers to: "All six", "the two" or "both" of a coordination."""
    number = SET_SIZES.get(token.lower_)
    pointed = token.lower_ == "both" or any(c.lower_ in SET_DETERMINERS for c in token.lefts)
    followed = any(c.dep_ in ("prep", "relcl", "acl") for c in token.rights)
    if number is None or not pointed or followed or token.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj"):
        return []
    return _joined(discourse, token, lambda draft: True, number)


def _guessed(
    discourse: Discourse, token: Token, noun: str, fits: Callable[[Draft], bool], number: int | None
) -> list[str]:
    """Members that no coordination names; never for "each … the other", where an error is too costly."""
    found = _mentioned(discourse, token, fits, number)
    if not found and fits is not _is_person and noun in discourse.lexicon.role_heads and number in (None, 2):
        found = _only_two(discourse, fits)
    return found


def each_of_two(token: Token) -> bool:
    """Whether a noun means each of two: "each side accused the other"."""
    if not any(c.lower_ == "each" for c in token.lefts):
        return False
    after = token.doc[token.i + 1 : token.sent.end]
    return any(t.lower_ == "other" and t.nbor(-1).lower_ == "the" for t in after)


def _leading(discourse: Discourse, fits: Callable[[Draft], bool], number: int) -> list[str]:
    """The states that the article is about: mentioned often, and clearly more often than the others."""
    states = [
        (n, k) for k, n in discourse.frequency.items() if _is_state(discourse, k) and fits(discourse.draft(k))
    ]
    ranked = sorted(states, key=lambda one: (-one[0], one[1]))
    if len(ranked) < number or ranked[number - 1][0] < PROMINENT_MENTIONS:
        return []
    if len(ranked) > number and ranked[number][0] * 2 > ranked[number - 1][0]:
        return []
    return sorted(key for _, key in ranked[:number])


def _is_state(discourse: Discourse, key: str) -> bool:
    return key in discourse.drafts and discourse.draft(key).family == "Country"


def _fits(discourse: Discourse, noun: str) -> Iterator[Callable[[Draft], bool]]:
    """Tests for the members of a set that a noun names, the likeliest first; none where it names no set.

    "The leaders" are those with that title, else the heads of states, else the heads of anything.
    """
    cls = discourse.lexicon.set_nouns.get(noun)
    is_a = discourse.lexicon.ontology.is_a
    if noun not in discourse.lexicon.role_heads and discourse.lexicon.family(cls or "") != "Person":
        if cls is not None:
            yield partial(_is_of, is_a, cls)
        return
    people = discourse.people()
    if any(_holds(noun, d) for d in people):
        yield partial(_holds, noun)
        return
    told = discourse.relations_of(noun)
    tests = (partial(_has_office, discourse, told, True), partial(_has_office, discourse, told, False))
    yield next((fits for fits in tests if any(fits(d) for d in people)), _is_person)


def _is_person(draft: Draft) -> bool:
    return draft.family == "Person"


def _has_office(discourse: Discourse, told: frozenset[str], of_states: bool, draft: Draft) -> bool:
    """Whether a role of a person expresses one of these relations, to a state or to anything."""
    high = {phrase for relation in told for phrase in discourse.lexicon.state_roles.get(relation, ())}
    return draft.family == "Person" and any(
        told & discourse.relations_of(r.title)
        and (
            not of_states or (r.title.casefold() in high if r.of is None else discourse.is_a(r.of, "Country"))
        )
        for r in draft.roles
    )


def _holds(noun: str, draft: Draft) -> bool:
    return draft.family == "Person" and any(noun in r.title.casefold().split() for r in draft.roles)


def _is_of(is_a: Callable[[str, str], bool], cls: str, draft: Draft) -> bool:
    return is_a(draft.cls, cls)


def _joined(
    discourse: Discourse, token: Token, fits: Callable[[Draft], bool], number: int | None
) -> list[str]:
    """The last coordination within reach whose members fit and, with a number, are that many."""
    for one in discourse.within(token, MEMBER_SENTENCES):
        right = len(one.keys) > 1 if number is None else len(one.keys) == number
        if right and one.head < token.i and all(fits(discourse.draft(k)) for k in one.keys):
            return sorted(one.keys)
    return []


def _mentioned(
    discourse: Discourse, token: Token, fits: Callable[[Draft], bool], number: int | None
) -> list[str]:
    """Those mentioned last within reach: exactly as many as the number, or the only two."""
    found = list(dict.fromkeys(_recent(discourse, token, fits)))
    if number is None:
        return sorted(found) if len(found) == 2 else []
    clear = len(found) == number or (number == 2 and len(found) > 2 and _close(discourse, token, found))
    return sorted(found[:number]) if clear else []


def _close(discourse: Discourse, token: Token, found: list[str]) -> bool:
    """Whether the last two were mentioned in one sentence and no third with them."""
    last = {k for one in discourse.within(token, 1) if one.head < token.i for k in one.keys if k in found}
    return len(last) == 2 and last == set(found[:2])


def _recent(discourse: Discourse, token: Token, fits: Callable[[Draft], bool]) -> Iterator[str]:
    for one in discourse.within(token, MEMBER_SENTENCES):
        if one.head < token.i:
            for key in one.keys:
                if fits(discourse.draft(key)):
                    yield key
