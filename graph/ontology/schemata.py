"""The mapping of the vocabulary to another model: `followthemoney.ttl` as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pyoxigraph as ox

from graph.ontology.load import Ontology
from graph.ontology.terms import WH
from graph.ontology.triples import Triples, named

FILE = "followthemoney.ttl"
FTM = "https://w3id.org/ftm#"
ANY_CLASS, ANY_RELATION = "Entity", "relatedTo"
"""The default mapping of classes and relations without a closer one."""


@dataclass(frozen=True, slots=True)
class Link:
    """The schema of a relation and the properties for its two ends."""

    schema: str
    subject: str
    object: str


@dataclass(frozen=True, slots=True)
class Schemata:
    """Classes and relations of the vocabulary → schemata; `above` has each schema's ancestors and itself."""

    classes: Mapping[str, str]
    links: Mapping[str, Link]
    above: Mapping[str, frozenset[str]]
    domains: Mapping[str, frozenset[str]]
    ranges: Mapping[str, frozenset[str]]

    def schema_of(self, cls: str, ontology: Ontology) -> str:
        """The schema of a class: its own, else that of the nearest class it is a kind of."""
        found = ontology.classes.get(cls)
        kin = [ontology.classes[name] for name in (found.ancestors if found else ())]
        near = sorted((c for c in kin if c.name in self.classes), key=lambda c: (-c.depth, c.name))
        return self.classes[near[0].name if near else ANY_CLASS]

    def link_of(self, relation: str, ontology: Ontology) -> Link:
        """The link of a relation: its own, else that of the nearest relation it is a kind of."""
        seen: set[str] = set()
        name: str | None = relation
        while name is not None and name not in self.links and name not in seen:
            seen.add(name)
            found = ontology.relations.get(name)
            name = found.parent if found else None
        return self.links.get(name or ANY_RELATION, self.links[ANY_RELATION])

    def fits(self, schema: str, property_: str) -> bool:
        """Whether an entity of the schema may be the value of a property."""
        return bool(self.ranges[property_] & self.above[schema])

    def has(self, schema: str, property_: str) -> bool:
        """Whether entities of the schema have the property."""
        return bool(self.domains.get(property_, frozenset()) & self.above[schema])


@cache
def schemata() -> Schemata:
    """The mapping to FollowTheMoney, read once a process."""
    triples = Triples()
    triples.read(FILE, (files("graph.ontology") / FILE).read_text(encoding="utf-8"))

    def local(predicate: ox.NamedNode) -> dict[str, frozenset[str]]:
        return {
            _local(subject): frozenset(map(_local, values))
            for subject, values in triples.by_subject(predicate)
        }

    match = {name: next(iter(one)) for name, one in local(named("skos:closeMatch")).items()}
    subject, object_ = (local(ox.NamedNode(f"{WH}{end}As")) for end in ("subject", "object"))
    links = {name: Link(match[name], *subject[name], *object_[name]) for name in subject}
    below = named("rdfs:subClassOf")
    known = {one for values in local(below).values() for one in values} | set(local(below))
    above = {name: frozenset(map(_local, triples.closure(ox.NamedNode(FTM + name), below))) for name in known}
    classes = {name: schema for name, schema in match.items() if name not in links}
    return Schemata(classes, links, above, local(named("rdfs:domain")), local(named("rdfs:range")))


def _local(node: object) -> str:
    return getattr(node, "value", "").rpartition("#")[2]
