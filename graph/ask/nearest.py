"""Suggested questions: from the names in a question that did not parse, and the statements about them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.ask.entity_names import Names
from graph.ask.grammar import BE, PREPOSITIONS, Slots, readings
from graph.ask.question import Thing
from graph.ask.tokens import ARTICLES, Word, words
from graph.ontology import Relation
from graph.query import Iri, select

MOST = 5
DANGLING = PREPOSITIONS | ARTICLES | BE | {"and"}
"""Words that no question ends in."""
TIES = """
SELECT ?p ?end (COUNT(DISTINCT ?s) AS ?n) WHERE {
  { ?s rdf:object ?x BIND ("object" AS ?end) } UNION { ?s rdf:subject ?x BIND ("subject" AS ?end) }
  ?s rdf:predicate ?p ; wh:modality wh:Asserted .
}
GROUP BY ?p ?end ORDER BY DESC(?n) ?p ?end LIMIT 12
"""


def nearest(asked: Sequence[Word], question: str, names: Names) -> tuple[str, ...]:
    """Up to five questions that the grammar takes and the graph has something to say about."""
    found: dict[str, None] = {}
    for one in _candidates(asked, question, names):
        if one not in found and one.casefold() != question.strip().casefold() and understood(one, names):
            found[one] = None
        if len(found) == MOST:
            break
    return tuple(found)


def understood(question: str, names: Names) -> bool:
    """Whether there is a reading of the question."""
    return bool(readings(words(question), names.phrases, names))


def _candidates(asked: Sequence[Word], question: str, names: Names) -> Iterator[str]:
    yield from _respelled(asked, question, names)
    yield from _reworded(asked, question)
    things = list(_things(asked, names))
    for thing in things[:2]:
        yield from _about(thing, names)
    if len(things) > 1:
        one, other = (names.label(thing.ids[0]) for thing in things[:2])
        yield f"How is {one} connected to {other}?"
        yield f"When did {one} meet {other}?"
    for thing in things[:2]:
        yield f"What is said about {names.label(thing.ids[0])}?"
        yield f"Tell me about {names.label(thing.ids[0])}"
    for entity in sorted(names.entities.values(), key=lambda e: (-e.mentions, e.iri))[:3]:
        yield from _about(names.thing(entity.label, (entity.iri,)), names)


def _things(asked: Sequence[Word], names: Names) -> Iterator[Thing]:
    slots, at = Slots(asked, names.phrases, names), 0
    while at < len(asked):
        end, thing = next(slots.THING(at), (at + 1, None))
        if thing is not None:
            yield thing
        at = end


def _about(thing: Thing, names: Names) -> Iterator[str]:
    """Questions by the relations that the thing has in the graph, the most frequent first."""
    label = names.label(thing.ids[0])
    by_iri = {relation.iri: relation for relation in names.ontology.relations.values()}
    found: list[tuple[bool, str]] = []
    for iri, end, _ in select(names.dataset, TIES, {"x": Iri(thing.ids[0])}).rows:
        relation = by_iri.get(str(iri))
        if relation is not None and relation.parent is not None:
            told, wanted = relation.label, relation.domain
            if end == "subject" and not relation.symmetric:
                told, wanted = relation.inverse_label, relation.range
            agents = wanted and all(names.ontology.is_a(cls, "Agent") for cls in wanted)
            finite = _is_finite(told, relation, names)
            asks = f"{'Who' if agents else 'What'} {'' if finite else 'is '}{told} {label}?"
            found.append((not finite, asks))
    yield from (asks for _, asks in sorted(found, key=lambda one: one[0]))  # with a verb they read better


def _is_finite(label: str, relation: Relation, names: Names) -> bool:
    """Whether the label of a relation is a finite verb: "leads", but not "led by" or "party to"."""
    first = label.split()[0]
    frames = (
        frame
        for frame in names.phrases.verbs.get(first, ())
        if frame.forms.base != first and frame.signal.relation == relation.name
    )
    return not label.endswith(" by") and any(first in f.forms.third | f.forms.past for f in frames)


def _reworded(asked: Sequence[Word], question: str) -> Iterator[str]:
    """The question with another first word, or without its end."""
    if asked and asked[0].folded in ("why", "how", "where"):
        yield re.sub(r"\w+", "When", question, count=1)
    text = question.rstrip(" ?.!")
    for _ in range(min(6, max(0, len(asked) - 3))):
        text = text.rpartition(" ")[0]
        if text.rpartition(" ")[2].casefold() not in DANGLING:
            yield f"{text}?"


def _respelled(asked: Sequence[Word], question: str, names: Names) -> Iterator[str]:
    """The question with an unknown capitalized name replaced by the closest known name."""
    for run in unknown(asked, names):
        for name in names.nearest(run):
            yield re.sub(re.escape(run), lambda _, name=name: name, question, count=1)  # type: ignore[misc]


def unknown(asked: Sequence[Word], names: Names) -> list[str]:
    """The runs of capitalised words, after the first word, that no name of the graph begins in.

    Small words between two capitalised ones belong to the run.
    """
    slots, found, at = Slots(asked, names.phrases, names), list[str](), 1
    while at < len(asked):
        end = next((e for e, _ in slots.THING(at)), at)
        if end == at and asked[at].text[:1].isupper():
            end += 1
            while end < len(asked) and _goes_on(asked, end):
                end += 1
            while at > 1 and asked[at - 1].text[:1].isupper():
                at -= 1  # a first name that is known, before a last one that is not
            found.append(" ".join(word.text for word in asked[at:end]))
        at = max(end, at + 1)
    return found


def _goes_on(asked: Sequence[Word], at: int) -> bool:
    small = asked[at].folded in ("of", "for", "and", "on", "'s") and at + 1 < len(asked)
    return asked[at + small].text[:1].isupper()
