"""Pass 4 for organizations: known ones first, then the longest names, so that short forms find theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.entity_builder import EntityBuilder
from graph.annotate.names.gazetteer import name_key
from graph.annotate.names.name_view import NameView
from graph.annotate.names.organization_index import OrganizationIndex
from graph.annotate.names.organizations import inherited_state, state_of, words_of
from graph.annotate.names.persons import parts
from graph.annotate.refs import Draft
from graph.ontology import KnownName


@dataclass(frozen=True, slots=True)
class Article:
    """Acronyms with what they shorten, the states that an article mentions, and the states of people."""

    acronyms: Mapping[str, str]
    near: frozenset[str]
    state_of_person: Mapping[str, str]


def merge_organizations(
    view: NameView,
    builder: EntityBuilder,
    names: Sequence[tuple[Candidate, str]],
    states: Mapping[int, str],
    article: Article,
) -> None:
    """Make entities of organizations; `states` gives the state of each token that names one."""
    index = OrganizationIndex(frozenset(w for phrase in view.lexicon.name_heads for w in phrase), view.places)
    states = {**states, **_own_states(view, names, article)}
    made = {
        (name.start, name.end): _merged(view, builder, index, (name, cls), states, article)
        for name, cls in sorted(names, key=lambda pair: _rank(view, pair[0], article))
    }
    for name, _ in names:
        draft = made[name.start, name.end]
        for other in dict.fromkeys((name.with_state or name.text, name.short)):
            if other:
                draft.names[other] += 0
        builder.refer(name, draft, name.text)


def _rank(view: NameView, name: Candidate, article: Article) -> tuple[bool, int, int]:
    known = name.key in view.places.known and name.text not in article.acronyms
    return (not known, -len(words_of(name.text)), name.start)


def _own_states(view: NameView, names: Sequence[tuple[Candidate, str]], article: Article) -> dict[int, str]:
    """The states of organizations that have one by their names, by the tokens of their heads."""
    found: dict[int, str] = {}
    for name, _ in names:
        own = state_of(view, name)
        entry = _known(view, name.text, own, article)
        state = (entry.country if entry else None) or own
        if state is not None:
            found[name.head] = state
    return found


def _merged(
    view: NameView,
    builder: EntityBuilder,
    index: OrganizationIndex,
    named: tuple[Candidate, str],
    states: Mapping[int, str],
    article: Article,
) -> Draft:
    """The draft that a name is one of, by what is known, by the index, or a new one; the name is indexed."""
    name, cls = named
    entry = _known(view, name.text, states.get(name.head), article)
    if entry is not None:
        draft = builder.draft(entry.cls, entry.label)
        agency = states.get(name.head) if view.is_a(entry.cls, "Agency") else None
        draft.country = draft.country or entry.country or agency
        draft.same_as = entry.same_as
        also = [entry.label]
    else:
        state = _state(view, name, cls, states, article)
        found = index.find(name.text, state, article.acronyms)
        if found is not None and found.cls == "Organization" != cls:
            found.cls = cls
        draft = found or builder.draft(cls, name.text, state)
        draft.country = draft.country or state
        also = [name.short] if name.short else []
    for text in (name.text, *also):
        index.add(draft, text)
    return draft


def _known(view: NameView, text: str, state: str | None, article: Article) -> KnownName | None:
    """The organization known by a name; none of another state, nor of one that the article does not mention.

    Many states have a Labour Party, a Senate and a Ministry of Justice.
    """
    entry = view.places.known_body(text) or _known_party(view, text)
    full = article.acronyms.get(text)
    if entry is None or (full is not None and view.places.known_body(full) is not entry):
        return None
    if view.lexicon.family(entry.cls) != "Organization":
        return None
    if entry.country is None or view.lexicon.head_class(text.lower().split()) is None:
        return entry
    return entry if entry.country in article.near and state in (None, entry.country) else None


def _known_party(view: NameView, text: str) -> KnownName | None:
    """The party known by a name without "Party": "Likud Party"."""
    name, _, last = text.rpartition(" ")
    if not name or not view.is_a(view.lexicon.name_heads.get((last.lower(),)), "PoliticalParty"):
        return None
    entry = view.places.known.get(name_key(name))
    return entry if entry is not None and view.is_a(entry.cls, "PoliticalParty") else None


def _state(
    view: NameView, name: Candidate, cls: str, states: Mapping[int, str], article: Article
) -> str | None:
    """The state of an organization of a kind that has one."""
    if name.label == "SEAT":
        people = reversed(parts(name.text)[:-1])
        of_leader = (article.state_of_person[w] for w in people if w in article.state_of_person)
        return name.state or next(of_leader, None)
    if view.is_a(cls, "Agency"):
        return states.get(name.head) or inherited_state(view, name, states)
    return states.get(name.head) if cls == "Organization" or view.is_a(cls, "PoliticalParty") else None
