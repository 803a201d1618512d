"""Metonymy: capitals that mean their government ("Beijing said"), unlike those in "met in Beijing"."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from graph.annotate.lexicon import Lexicon
from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.gazetteer import State, name_key
from graph.annotate.names.name_view import NameView
from graph.annotate.names.selectional_preferences import preferences
from graph.grammar.tree import first_conjunct
from graph.grammar.words import BETWEEN


def government(view: NameView, name: Candidate) -> State | None:
    """The state whose government a capital's name means here, None where it means the city."""
    state = view.places.capitals.get(name.key)
    if state is None or name_key(state.label) == name_key(state.capital or ""):
        return None
    head = first_conjunct(view.doc[name.head])
    return state if _acts(head, view.lexicon) or _is_between(head, view.lexicon) else None


def _acts(head: Token, words: Lexicon) -> bool:
    """Whether the word above expects a state there and no place."""
    if any(c.dep_ == "relcl" and any(g.lower_ == "where" for g in c.lefts) for c in head.children):
        return False
    if head.dep_ == "nsubj" and head.head.lemma_ in words.words("verb", "GovernmentAct"):
        return True
    wanted = preferences(words.ontology).of(head)
    fits = words.ontology.is_a
    state = any(fits("Country", one) for one in wanted)
    return state and not any(fits("Place", one) for one in wanted)


def _is_between(head: Token, words: Lexicon) -> bool:
    """ "talks between Washington and Beijing": what lies between is a meeting, an agreement or a relation."""
    if head.dep_ != "pobj" or head.head.lower_ not in BETWEEN or not list(head.conjuncts):
        return False
    noun = head.head.head
    cls = words.heads.get((noun.lemma_.lower(),)) or words.heads.get((noun.lower_,))
    told = cls is not None and any(words.ontology.is_a(cls, one) for one in ("Agreement", "Meeting"))
    return (
        told
        or bool(preferences(words.ontology).nouns.get((noun.lemma_.lower(), head.head.lower_)))
        or noun.lemma_.lower() in words.words("noun", "BetweenStates")
    )


def states_near(view: NameView, names: Iterable[Candidate]) -> frozenset[str]:
    """The codes of states that an article mentions: by name, a large city, or an organization of theirs."""
    places, found = view.places, set[str]()
    for name in names:
        text, key = name.text, name.key
        state, city, known = places.state(text), places.cities.get(key), places.known.get(key)
        if state is not None and state.code:
            found.add(state.code)
        elif city is not None and (city.population > 200_000 or key in places.capitals):
            found.add(city.code)
        elif key in places.us_states:
            found.add("US")
        elif (known is not None and known.country and places.state(text.split()[0]) is not None) or (
            known is not None and known.country and view.lexicon.head_class(text.lower().split()) is None
        ):
            found.add(known.country)
    return frozenset(found)
