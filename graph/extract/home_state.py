"""The state of an office that names none: "President Ruiz" in an article about one state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Token

from graph.annotate.names.english import is_english
from graph.annotate.refs import RoleMention, refs
from graph.extract.doc_view import DocView
from graph.extract.relations import Found
from graph.extract.roles import phrases, relations
from graph.model import MentionKind

MENTIONS = 3  # names of a state in an article about it
HELD_IN = frozenset({"of", "for", "in", "at"})
LISTED = 4  # members of a list, appositions counted, that is hardly of one state's offices
SHARE = 0.8  # of all names of states in the article


def from_home(view: DocView) -> Iterator[Found]:
    """What the bearers of bare state offices are to the state that the article is about."""
    home = _home(view)
    for key, held in view.held.items() if home is not None else ():
        bare = [role for role in held if role.of is None and not role.past and _is_office(view, role)]
        if home is None or not bare or any(role.of is not None for role in held):
            continue
        role = bare[0]
        if _has_complement(view, role) or _is_listed(view, role):
            continue
        for relation in relations(view, role, view.cls(key), view.cls(home))[:1]:
            phrase = (min(role.start, role.noun), max(role.end, role.noun + 1))
            yield Found(key, relation, home, role.noun, phrase, "role/home state", structural=True)


def _home(view: DocView) -> str | None:
    """The state that nearly all names of states mean."""
    named = (r.key for r in refs(view.doc) if r.kind is MentionKind.NAME)
    count = Counter(key for key in named if view.family(key) == "Country")
    for key, often in count.most_common(1):
        if often >= MENTIONS and often >= SHARE * count.total():
            return key
    return None


def _has_complement(view: DocView, role: RoleMention) -> bool:
    """Whether a title says what it is held in, if only by a phrase: "the president of the Molo region"."""
    return any(
        child.dep_ == "prep" and not role.start <= child.i < role.end and child.lower_ in HELD_IN
        for child in view.doc[role.noun].children
    )


def _is_listed(view: DocView, role: RoleMention) -> bool:
    """Whether a title is one of three or more in a list, which may be of another state's court."""
    return any(len(_listed(view.doc[i])) >= LISTED for i in (role.noun, role.bearer))


def _listed(token: Token) -> set[int]:
    """The members of the list that a token is in, appositions among them."""
    while token.dep_ in ("conj", "appos") and token.head.i != token.i:
        token = token.head
    found = [token]
    for one in found:
        found += (child for child in one.children if child.dep_ in ("conj", "appos"))
    return {one.i for one in found}


def _is_office(view: DocView, role: RoleMention) -> bool:
    """Whether a title is one of a state's offices and names no field or region beyond English words."""
    offices = view.words.words("noun", "HomeOffice")
    return any(phrase in offices for phrase in phrases(role.title)) and all(
        is_english(token) for token in view.doc[role.start : role.end]
    )
