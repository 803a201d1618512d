"""Relations that roles tell: a title, an apposition or a predicate, with the body it is held in."""

from __future__ import annotations

from collections.abc import Iterator

from graph.annotate.lexicon import PREPOSITIONS
from graph.annotate.refs import RoleDraft
from graph.extract.found import Desk, Found


def from_roles(desk: Desk) -> Iterator[Found]:
    """Relations of every role that the article states of a person."""
    for key, draft in list(desk.drafts.items()):
        for role in draft.roles:
            if role.of is not None and role.of != key:
                yield from _told(desk, key, role)


def _told(desk: Desk, person: str, role: RoleDraft) -> Iterator[Found]:
    of = role.of or ""
    for relation in relations(desk, role.title, desk.cls(person), desk.cls(of)):
        subject, target = (of, person) if _inverse(desk, role.title, relation) else (person, of)
        if desk.ontology.allows(desk.cls(subject), relation, desk.cls(target)):
            head = min(role.end - 1, role.start + 3)
            yield Found(subject, relation, target, head, (role.start, role.end), "role", past=role.past, structural=True)
            return


def phrases(title: str) -> Iterator[str]:
    """The phrases of a role from the longest: its words up to the head noun, then the head noun's tail.

    >>> list(phrases("senior deputy director"))
    ['senior deputy director', 'deputy director', 'director']
    """
    words = title.casefold().replace("-", " - ").split()
    whole = " ".join(words).replace(" - ", "-")
    core = next((words[:i] for i, w in enumerate(words) if i and w in PREPOSITIONS), words)
    yield from dict.fromkeys([whole, *(" ".join(core[i:]).replace(" - ", "-") for i in range(len(core)))])


def relations(desk: Desk, title: str, person: str, body: str) -> list[str]:
    """The relations a role may tell between classes, by its longest known phrase; then what is left.

    A role that leads a body need not lead a state: for states the phrase must be one of the
    relation's state roles. What no phrase tells is an affiliation of no known kind.
    """
    for phrase in phrases(title):
        known = desk.words.roles.get(tuple(phrase.split()), ())
        fitting = [r for r in known if _fits(desk, r, phrase, person, body)]
        if fitting:
            return fitting
    if (fallback := desk.words.frame("office")) is not None and body == "Country":
        return [fallback]
    return [r for r in (desk.words.frame("position"), desk.words.frame("affiliation")) if r and _fits(desk, r, "", person, body)]


def _fits(desk: Desk, relation: str, phrase: str, person: str, body: str) -> bool:
    limited = desk.words.state_roles.get(relation)
    if body == "Country" and limited is not None and phrase not in limited:
        return False
    return desk.ontology.allows(person, relation, body) or desk.ontology.allows(body, relation, person)


def _inverse(desk: Desk, title: str, relation: str) -> bool:
    return any(cue.term == relation and cue.text.casefold() in phrases(title) for cue in desk.ontology.cues_of("inverseRole"))
