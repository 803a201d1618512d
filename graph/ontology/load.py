"""Turtle files → `Ontology`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Literal, Node

from graph.errors import OntologyError
from graph.ontology.terms import WH, Class, Cue, KnownName, Relation

W = Namespace(WH)
OWN_FILES = ("vocabulary.ttl", "cues.ttl", "frames.ttl", "names.ttl")


@dataclass(frozen=True, eq=False)
class Ontology:
    """All that the Turtle says, as plain values; equal files give equal fingerprints.

    Iteration order of every mapping and tuple is by name, so that nothing made from it depends on
    the order of triples.
    """

    classes: Mapping[str, Class]
    relations: Mapping[str, Relation]
    cues: tuple[Cue, ...]
    known: tuple[KnownName, ...]
    fingerprint: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ontology) and self.fingerprint == other.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def is_a(self, cls: str, ancestor: str) -> bool:
        """Whether `cls` is `ancestor` or a kind of it; False for a class that nobody declared."""
        found = self.classes.get(cls)
        return found is not None and ancestor in found.ancestors

    def allows(self, subject_cls: str, relation: str, object_cls: str) -> bool:
        """Whether the relation may lead from the one class to the other, by its domain and range."""
        found = self.relations.get(relation)
        if found is None:
            return False
        return self._fits(subject_cls, found.domain) and self._fits(object_cls, found.range)

    def _fits(self, cls: str, wanted: frozenset[str]) -> bool:
        return not wanted or any(self.is_a(cls, one) for one in wanted)

    def cues_of(self, kind: str) -> tuple[Cue, ...]:
        """The cues of one kind ("verb", "noun", "role", "head" …), sorted by term and words."""
        return self._by_kind.get(kind, ())

    def words_of(self, kind: str, term: str) -> frozenset[str]:
        """The patterns of one kind that signal one term, as they were written."""
        return frozenset(cue.text for cue in self.cues_of(kind) if cue.term == term)

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Cue, ...]]:
        kinds = sorted({cue.kind for cue in self.cues})
        return {kind: tuple(c for c in self.cues if c.kind == kind) for kind in kinds}


@cache
def default_ontology() -> Ontology:
    """The ontology that Whereas brings, read once a process."""
    return load_ontology()


def load_ontology(extra: Iterable[Path] = ()) -> Ontology:
    """The ontology that Whereas brings with a user's own Turtle files read after it, in their order.

    Raises OntologyError when a file is missing, does not parse or breaks a rule of the vocabulary.
    """
    graph, digest = Graph(), hashlib.sha256()
    own = files("graph.ontology")
    for name in OWN_FILES:
        _parse(graph, digest, name, own.joinpath(name).read_text(encoding="utf-8"))
    for path in extra:
        _parse(graph, digest, str(path), _text(path))
    classes = _classes(graph)
    return Ontology(
        classes=MappingProxyType(classes),
        relations=MappingProxyType(_relations(graph, classes)),
        cues=_cues(graph),
        known=_known(graph, classes),
        fingerprint=digest.hexdigest(),
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(
            f"{path}: cannot be read as an ontology ({error}); give a UTF-8 Turtle file"
        ) from error


def _parse(graph: Graph, digest: hashlib._Hash, name: str, text: str) -> None:
    digest.update(text.encode("utf-8"))
    try:
        graph.parse(data=text, format="turtle")
    except Exception as error:  # rdflib raises many kinds
        line = " ".join(str(error).split())[:200]
        raise OntologyError(f"{name}: is not Turtle ({line}); mend the file and build again") from error


def _local(node: Node | None) -> str:
    return re.split(r"[#/]", str(node))[-1]


def _one(graph: Graph, node: Node | None, predicate: URIRef, default: str = "") -> str:
    values = sorted(str(value) for value in graph.objects(node, predicate)) if node is not None else []
    return values[0] if values else default


def _classes(graph: Graph) -> dict[str, Class]:
    nodes = {
        node
        for node in graph.subjects(RDF.type, OWL.Class)
        if isinstance(node, URIRef) and _is_entity(graph, node)
    }
    named: dict[str, Class] = {}
    for node in sorted(nodes):
        ancestors = [a for a in graph.transitive_objects(node, RDFS.subClassOf) if a in nodes]
        depth = max(len(ancestors), 1)
        name, folder = _local(node), _inherited(graph, node, W.folder, _local(node).lower())
        if name in named:
            raise OntologyError(f"two classes are called {name}: {named[name].iri} and {node}; rename one")
        named[name] = Class(
            name=name,
            iri=str(node),
            label=_one(graph, node, RDFS.label, name),
            comment=_one(graph, node, RDFS.comment),
            ancestors=frozenset(_local(a) for a in ancestors),
            folder=_one(graph, node, W.folder, _slug_folder(name)) or folder,
            colour=_inherited(graph, node, W.colour, "#6b7280"),
            shape=_inherited(graph, node, W.shape, "dot"),
            depth=depth,
            outside=tuple(sorted(str(o) for o in graph.objects(node, RDFS.subClassOf) if o not in nodes)),
        )
    return named


def _slug_folder(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def _is_entity(graph: Graph, node: URIRef) -> bool:
    return W.Entity in set(graph.transitive_objects(node, RDFS.subClassOf))


def _inherited(graph: Graph, node: URIRef, predicate: URIRef, default: str) -> str:
    for one in graph.transitive_objects(node, RDFS.subClassOf):
        if value := _one(graph, one, predicate):
            return value
    return default


def _relations(graph: Graph, classes: Mapping[str, Class]) -> dict[str, Relation]:
    nodes = {
        node
        for node in graph.subjects(RDF.type, OWL.ObjectProperty)
        if isinstance(node, URIRef) and W.relatedTo in set(graph.transitive_objects(node, RDFS.subPropertyOf))
    }
    named: dict[str, Relation] = {}
    for node in sorted(nodes):
        name = _local(node)
        if name in named:
            raise OntologyError(f"two relations are called {name}: {named[name].iri} and {node}; rename one")
        parents = sorted(_local(p) for p in graph.objects(node, RDFS.subPropertyOf))
        named[name] = Relation(
            name=name,
            iri=str(node),
            label=_one(graph, node, RDFS.label, name),
            inverse_label=_one(graph, node, W.inverseLabel, _one(graph, node, RDFS.label, name) + " (of)"),
            comment=_one(graph, node, RDFS.comment),
            group=_one(graph, node, W.group, "own"),
            parent=parents[0] if parents else None,
            domain=_members(graph, node, RDFS.domain, classes),
            range=_members(graph, node, RDFS.range, classes),
            symmetric=(node, RDF.type, OWL.SymmetricProperty) in graph,
            close_match=_one(graph, node, SKOS.closeMatch) or None,
        )
    return named


def _members(graph: Graph, node: URIRef, end: URIRef, classes: Mapping[str, Class]) -> frozenset[str]:
    found: set[str] = set()
    for cls in graph.objects(node, end):
        union = graph.value(cls, OWL.unionOf)
        members = list(Collection(graph, union)) if union is not None else [cls]
        found.update(_local(member) for member in members)
    if unknown := sorted(found - set(classes)):
        raise OntologyError(
            f"{_local(node)}: its {_local(end)} names {unknown[0]}, which is no class below wh:Entity; "
            "declare it"
        )
    return frozenset() if "Entity" in found else frozenset(found)


def _cues(graph: Graph) -> tuple[Cue, ...]:
    found: set[Cue] = set()
    for prop in graph.subjects(RDF.type, W.CueProperty):
        for term, value in graph.subject_objects(prop):
            if isinstance(value, Literal):
                found.add(Cue(_local(prop), _local(term), tuple(str(value).split())))
    return tuple(sorted(cue for cue in found if cue.words))


def _known(graph: Graph, classes: Mapping[str, Class]) -> tuple[KnownName, ...]:
    found: list[KnownName] = []
    for name, cls in classes.items():
        for node in graph.subjects(RDF.type, URIRef(cls.iri)):
            label = _one(graph, node, RDFS.label)
            aliases = {str(o) for o in graph.objects(node, SKOS.altLabel)}
            same = {str(o) for p in (OWL.sameAs, SKOS.exactMatch) for o in graph.objects(node, p)}
            country = _one(graph, node, W.country) or None
            peoples = tuple(sorted({str(o) for o in graph.objects(node, W.demonym)}))
            names = tuple(sorted(aliases | {label}))
            found.append(KnownName(name, label, names, country, tuple(sorted(same)), peoples))
    return tuple(sorted(found, key=lambda k: (k.label, k.cls)))
