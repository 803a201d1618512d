"""A question → SPARQL with variables, and the values bound to them: no word of the asker's in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.ask.entity_names import Names
from graph.ask.question import NO_TAIL, Question, Signal, Thing, Wanted
from graph.ask.tokens import stem
from graph.ontology import Ontology
from graph.query import Iri, Parameter, named

STATEMENT = """SELECT DISTINCT
  ?a ?b ?by ?s ?subject ?p ?words ?object ?modality ?speaker ?when
  ?since ?until ?state ?told ?sentence ?source
WHERE {{
{patterns}
  ?s rdf:predicate ?p ; rdf:subject ?from ; rdf:object ?to ; wh:modality ?modality ; wh:evidence ?e .
  ?from rdfs:label ?subject . ?to rdfs:label ?object .
  ?e nif:anchorOf ?sentence ; nif:referenceContext ?source .
  OPTIONAL {{ ?e wh:phrase ?told }}
  OPTIONAL {{ ?s wh:when ?when }}
  OPTIONAL {{ ?s wh:since ?since }}
  OPTIONAL {{ ?s wh:until ?until }}
  OPTIONAL {{ ?s wh:state ?state }}
  OPTIONAL {{ ?s rdfs:label ?words }}
  OPTIONAL {{ ?s prov:wasAttributedTo ?by . ?by rdfs:label ?speaker }}
{filters}
}}
ORDER BY ?modality ?when ?subject ?object ?source ?sentence
LIMIT 1000"""
ENTITY = """SELECT DISTINCT ?a ?name ?mentions
WHERE {{
  ?a rdfs:label ?name ; wh:mentionCount ?mentions .
{patterns}
{filters}
}}
ORDER BY DESC(?mentions) ?name
LIMIT 1000"""
BOTH_ENDS = "  { ?s rdf:subject ?a ; rdf:object ?b } UNION { ?s rdf:subject ?b ; rdf:object ?a }"
EITHER_WAY = "  {{ ?s rdf:subject ?{0} }} UNION {{ ?s rdf:object ?{0} }}"


@dataclass(frozen=True, slots=True)
class Compiled:
    """SPARQL and what is bound in it."""

    sparql: str
    parameters: Mapping[str, Parameter]


def ties(ontology: Ontology) -> frozenset[str]:
    """The relations by which something is "of" a country or body."""
    return ontology.with_kinds(ontology.framed("affiliation") | ontology.framed("belonging"))


class _Query:
    """Patterns, filters and values, gathered piece by piece."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.ontology: Ontology = names.ontology
        self.patterns: list[str] = []
        self.filters: list[str] = []
        self.values: dict[str, Parameter] = {}

    def bind(self, name: str, values: Iterable[Parameter]) -> None:
        found = tuple(one for value in values for one in (value if isinstance(value, tuple) else (value,)))
        self.values[name] = found

    def end(self, name: str, end: Thing | Wanted | None) -> None:
        """What the question says of one end."""
        if isinstance(end, Thing):
            self.bind(name, map(Iri, end.ids))
        elif isinstance(end, Wanted):
            self._wanted(name, end)

    def _wanted(self, name: str, wanted: Wanted) -> None:
        if wanted.cls is not None:
            below = [c.iri for c in self.ontology.classes.values() if self.ontology.is_a(c.name, wanted.cls)]
            kind = f"?{name} a ?{name}Class FILTER (?{name}Class IN ({_iris(below)}))"
            self.filters.append(f"  FILTER EXISTS {{ {kind} }}")
        if wanted.of is not None:
            self._of(name, wanted.of)
        if wanted.noun is not None:
            self.values[f"{name}Noun"] = wanted.noun
            test = f"CONTAINS(LCASE(?{name}Name), ?{name}Noun)"
            called = f"?{name} rdfs:label|skos:altLabel ?{name}Name FILTER ({test})"
            self.filters.append(f"  FILTER EXISTS {{ {called} }}")
        if wanted.role is not None:
            self.values[f"{name}Role"] = wanted.role
            test = f"CONTAINS(LCASE(?{name}Title), ?{name}Role)"
            self.filters.append(f"  FILTER EXISTS {{ ?{name} schema:jobTitle ?{name}Title FILTER ({test}) }}")

    def _of(self, name: str, owner: Thing) -> None:
        known = self.ontology.relations
        self.bind(f"{name}Tie", (Iri(known[tie].iri) for tie in sorted(ties(self.ontology))))
        self.bind(f"{name}Of", map(Iri, owner.ids))
        countries = (self.names.entities[i] for i in owner.ids)
        codes = sorted({e.country for e in countries if e.country and "Country" in e.classes})
        way = f"{{ ?{name} ?{name}Tie ?{name}Of }}"
        if codes:
            self.bind(f"{name}Country", codes)
            way += f" UNION {{ ?{name} wh:country ?{name}Country }}"
        self.patterns.append(f"  {way}")

    def signals(self, signals: Sequence[Signal]) -> None:
        """The relations, each the way round that it leads, with all that are kinds of it."""
        forward, backward = set[str](), set[str]()
        for signal in signals:
            for name in _below(self.ontology, signal.relation):
                relation = self.ontology.relations[name]
                if relation.symmetric or not signal.inverse:
                    forward.add(relation.iri)
                if relation.symmetric or signal.inverse:
                    backward.add(relation.iri)
        phrases = {signal.phrase for signal in signals if signal.phrase is not None}
        if phrases:
            self.bind("words", sorted(phrases))
            self.patterns.append("  ?s rdfs:label ?words .")
        ways = [
            f"{{ ?s rdf:subject ?{ends[0]} ; rdf:object ?{ends[1]} ; rdf:predicate ?p "
            f"FILTER (?p IN ({_iris(found)})) }}"
            for found, ends in ((forward, "ab"), (backward, "ba"))
            if found
        ]
        self.patterns.append("  " + " UNION ".join(ways))

    def role(self, role: str) -> None:
        """A role by its words: in those that carry the relation, or among what the person is called."""
        self.values["role"] = role
        self.patterns.append("  ?s wh:evidence/wh:phrase ?phrase .")
        title = "EXISTS { ?a schema:jobTitle ?title FILTER (CONTAINS(LCASE(?title), ?role)) }"
        self.filters.append(f"  FILTER (CONTAINS(LCASE(?phrase), ?role) || {title})")

    def tail(self, question: Question) -> None:
        """Times and words of the sentence."""
        tail = question.tail
        for name, value, test in (
            ("in", tail.when, "STRSTARTS(STR(?when), ?in)"),
            ("after", tail.after, "STR(?when) >= ?after"),
            ("before", tail.before, "STR(?when) < ?before"),
        ):
            if value is not None:
                self.values[name] = value
                self.filters.append(f"  FILTER ({test})")
        for number, word in enumerate(tail.topic):
            self.values[f"topic{number}"] = stem(word)
            self.filters.append(f"  FILTER (CONTAINS(LCASE(?sentence), ?topic{number}))")

    def text(self, frame: str) -> Compiled:
        filled = frame.format(patterns="\n".join(self.patterns), filters="\n".join(self.filters))
        return Compiled("\n".join(line for line in filled.split("\n") if line.strip()), self.values)


def compiled(question: Question, names: Names) -> Compiled:
    """The question as SPARQL."""
    if question.kind == "paths":
        ends = {"from": question.a, "to": question.b}
        values = {k: tuple(map(Iri, end.ids)) for k, end in ends.items() if isinstance(end, Thing)}
        return Compiled(named("paths").sparql, values)
    return (_entities if question.kind == "members" else _statements)(question, _Query(names))


def _entities(question: Question, query: _Query) -> Compiled:
    query.end("a", question.a)
    if question.tail != NO_TAIL:
        query.patterns.append(EITHER_WAY.format("a"))
        query.patterns.append("  ?s wh:evidence/nif:anchorOf ?sentence . OPTIONAL { ?s wh:when ?when }")
    query.tail(question)
    return query.text(ENTITY)


def _statements(question: Question, query: _Query) -> Compiled:
    if question.signals:
        query.signals(question.signals)
    elif question.kind == "between":
        query.patterns.append(BOTH_ENDS)
    elif question.b is not None:
        spoken = "" if question.kind == "said" else " UNION { ?s prov:wasAttributedTo ?b }"
        query.patterns.append(EITHER_WAY.format("b") + spoken)
    if question.kind == "said" or question.speaker is not None:
        query.patterns.append("  ?s prov:wasAttributedTo ?by .")
    if question.kind == "time" or (question.kind == "when" and not question.signals):
        query.patterns.append("  ?s wh:when ?when .")
    for name, end in (("a", question.a), ("b", question.b), ("by", question.speaker)):
        query.end(name, end)
    if question.modality is not None:
        query.values["modality"] = Iri(f"wh:{question.modality}")
    if question.role is not None:
        query.role(question.role)
    query.tail(question)
    return query.text(STATEMENT)


def _iris(iris: Iterable[str]) -> str:
    """IRIs of the ontology, as a filter takes them: as VALUES they would keep Oxigraph from its indexes."""
    return ", ".join(f"<{iri}>" for iri in sorted(iris) if not re.search(r"[\x00-\x20<>\"{}|^`\\]", iri))


def _below(ontology: Ontology, name: str) -> list[str]:
    """The relation and its subrelations; the top relation only means itself."""
    found = [name]
    for one in found:
        if ontology.relations[one].parent is not None or one == name:
            found += [
                r.name for r in ontology.relations.values() if r.parent == one and r.parent != _top(ontology)
            ]
    return found


def _top(ontology: Ontology) -> str | None:
    return next((r.name for r in ontology.relations.values() if r.parent is None), None)
