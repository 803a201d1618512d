"""Dataset → violations of the SHACL shapes of the ontology and of the two rules in `beyond_shapes`.

`shapes.ttl` is the only statement of the shapes: `graph.store.conform` compiles it to fast checks, and
pyshacl explains what these do not find valid. pyshacl runs on rdflib's memory graph, ten times as fast as
on one over Oxigraph, and on the graphs of the sources in batches, so that nothing copies the whole graph.
It takes about 45 µs per triple.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import cast

import pyoxigraph as ox
from rdflib import OWL, RDF, SH, BNode, Dataset, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from graph.errors import StoreError
from graph.ontology import WH, Ontology
from graph.store import conform
from graph.store.beyond_shapes import EVIDENCE_PROPERTIES, STATEMENT_PROPERTIES, misquoted, unsupported
from graph.store.dataset import base_of, oxigraph, prefixes
from graph.store.iris import ENTITIES, LINKS, shorten
from graph.store.quads import term

BATCH = 20_000
"""The number of triples per batch: large enough that the time to read the shapes does not matter."""

ENTITY = URIRef(f"{WH}Entity")
ENTITY_SHAPE = URIRef(f"{WH}EntityShape")


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A violated rule: the node, what it must be, and the property and value in question.

    All are prefixed names where possible. `source` is the named graph with the violation, None if it
    concerns the whole dataset.
    """

    source: str | None
    node: str
    message: str
    path: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        """One line for a person."""
        at = f" ({self.path}: {self.value})" if self.path and self.value else ""
        return f"{self.node} {self.message}{at}" + (f" in {self.source}" if self.source else "")


def shapes(ontology: Ontology) -> Graph:
    """The shapes of `shapes.ttl`, and a shape for each end of each relation, from its domain and range."""
    found = Graph()
    found.parse(
        data=files("graph.ontology").joinpath("shapes.ttl").read_text(encoding="utf-8"), format="turtle"
    )
    for relation in ontology.relations.values():
        ends = (("from", SH.targetSubjectsOf, relation.domain), ("to", SH.targetObjectsOf, relation.range))
        for word, target, classes in ends:
            if classes:
                shape = URIRef(f"{relation.iri}-{word}")
                found.add((shape, RDF.type, SH.NodeShape))
                found.add((shape, target, URIRef(relation.iri)))
                names = " or ".join(sorted(classes))
                message = Literal(f"must lead {word} {names}, as {relation.name} does")
                found.add((shape, SH.message, message))
                _one_of(found, shape, sorted(URIRef(ontology.classes[name].iri) for name in classes))
    return found


def _one_of(found: Graph, shape: URIRef, classes: list[URIRef]) -> None:
    if len(classes) == 1:
        found.add((shape, SH["class"], classes[0]))
        return
    members: list[Node] = [BNode() for _ in classes]
    for member, cls in zip(members, classes, strict=True):
        found.add((member, SH["class"], cls))
    found.add((shape, SH["or"], Collection(found, BNode(), members).uri))


def _flat(found: Graph) -> Graph:
    """The same shapes, each property shape with the targets of its node shape.

    pyshacl evaluates such a shape once for all nodes rather than once per node and property, which is
    four times as fast.
    """
    for node, inner in list(found.subject_objects(SH.property)):
        found.add((inner, RDF.type, SH.PropertyShape))
        for class_ in found.objects(node, SH.targetClass):
            found.add((inner, SH.targetClass, class_))
        found.remove((node, SH.property, inner))
    return found


def shape_graphs(ontology: Ontology) -> tuple[Graph, Graph]:
    """The shapes for graphs of sources, which do not describe the entities they name, and for any graph."""
    of_sources = shapes(ontology)
    of_entities = _flat(of_sources + Graph())
    of_sources.remove((ENTITY_SHAPE, SH.targetClass, None))
    return _flat(of_sources), of_entities


def validate(dataset: Dataset, ontology: Ontology) -> tuple[Violation, ...]:
    """The violations in a dataset, sorted by source and node; empty if it is valid.

    The domain and range of a relation apply to every statement, whatever its modality. Raises StoreError
    if the dataset is not over Oxigraph.
    """
    of_sources, of_entities = shape_graphs(ontology)
    known = _Known.of(oxigraph(dataset), ontology)
    found: set[Violation] = set()
    for graphs, shape_graph in _batches(dataset, of_sources, of_entities):
        found |= set(_violations(dataset, graphs, shape_graph, known))
    found |= set(_beyond_shapes(dataset, ontology))
    return tuple(
        sorted(found, key=lambda v: (v.source or "", v.node, v.message, v.path or "", v.value or ""))
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What the graph of a source needs from elsewhere: the classes of entities, and the relations."""

    classes: Mapping[str, frozenset[str]]
    relations: frozenset[str]

    @classmethod
    def of(cls, store: ox.Store, ontology: Ontology) -> _Known:
        above = {
            c.iri: frozenset(ontology.classes[a].iri for a in c.ancestors) for c in ontology.classes.values()
        }
        classes: dict[str, frozenset[str]] = {}
        for quad in store.quads_for_pattern(None, term("rdf:type"), None, ox.DefaultGraph()):
            subject, class_ = cast(ox.NamedNode, quad.subject).value, cast(ox.NamedNode, quad.object).value
            if class_ in above:
                classes[subject] = classes.get(subject, frozenset()) | above[class_]
        return cls(classes, frozenset(relation.iri for relation in ontology.relations.values()))


Graphs = list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]


def _batches(dataset: Dataset, of_sources: Graph, of_entities: Graph) -> Iterator[tuple[Graphs, Graph]]:
    """The graphs of entities and links with their shapes, then the graphs of sources in batches.

    A dataset without named graphs, such as one from Turtle, is one batch under all shapes.
    """
    store, base = oxigraph(dataset), base_of(dataset)
    named = sorted(store.named_graphs(), key=lambda g: g.value)
    if not named:
        yield [ox.DefaultGraph()], of_entities
        return
    entities = {base + ENTITIES, base + LINKS}
    yield [g for g in named if g.value in entities], of_entities
    batch: Graphs = []
    size = 0
    for graph in named:
        if graph.value not in entities:
            batch.append(graph)
            size += sum(1 for _ in store.quads_for_pattern(None, None, None, graph))
        if size > BATCH:
            yield batch, of_sources
            batch, size = [], 0
    if batch:
        yield batch, of_sources


def _violations(dataset: Dataset, graphs: Graphs, shape_graph: Graph, known: _Known) -> Iterator[Violation]:
    quads = (q for g in graphs for q in oxigraph(dataset).quads_for_pattern(None, None, None, g))
    if conform.surely(quads, conform.rules(shape_graph), types=known.classes, relations=known.relations):
        return
    from pyshacl import validate as pyshacl_validate  # takes a second to import

    data, place = _copy(oxigraph(dataset), graphs, known)
    try:
        _, report, _ = pyshacl_validate(data, shacl_graph=shape_graph, inference="none", inplace=True)
    except Exception as error:  # pyshacl raises many kinds of error
        raise StoreError(f"the graph cannot be validated ({' '.join(str(error).split())[:200]})") from error
    short = {namespace: prefix for prefix, namespace in prefixes(dataset).items()}
    assert isinstance(report, Graph)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        message = str(report.value(result, SH.resultMessage))
        for node, path, value in _blamed(data, report, result):
            source = place.get(str(node))
            yield Violation(
                source=source and shorten(source, short),
                node=shorten(str(node), short),
                message=message,
                path=None if path is None else shorten(str(path), short),
                value=None if value is None else shorten(str(value), short),
            )


Blame = tuple[Node | None, Node | None, Node | None]


def _blamed(data: Graph, report: Graph, result: Node) -> Iterator[Blame]:
    """Node, path and value of a result; for an end that its relation forbids, those of the statements."""
    node = report.value(result, SH.focusNode)
    relation, _, word = str(report.value(result, SH.sourceShape)).rpartition("-")
    end = {"from": RDF.subject, "to": RDF.object}.get(word)
    guilty = data.subjects(RDF.predicate, URIRef(relation)) if end is not None else ()
    statements = [statement for statement in guilty if (statement, end, node) in data]
    if statements:
        yield from ((statement, end, node) for statement in statements)
    else:
        yield node, report.value(result, SH.resultPath), report.value(result, SH.value)


def _copy(store: ox.Store, graphs: Graphs, known: _Known) -> tuple[Graph, dict[str, str]]:
    """The triples as an rdflib graph, with what the shapes need, and the graph that describes each node.

    Each statement is added as a plain triple, so that domain and range apply to claims as well.
    """
    data = Graph()
    place: dict[str, str] = {}
    ends: dict[str, dict[str, URIRef]] = {}
    parts = {term(f"rdf:{part}").value: part for part in ("subject", "predicate", "object")}
    for graph in graphs:
        for quad in store.quads_for_pattern(None, None, None, graph):
            subject, predicate = cast(ox.NamedNode, quad.subject).value, quad.predicate.value
            if not isinstance(graph, ox.DefaultGraph):
                place.setdefault(subject, graph.value)
            data.add((URIRef(subject), URIRef(predicate), _rdflib(quad.object)))
            if predicate in parts and isinstance(quad.object, ox.NamedNode):
                ends.setdefault(subject, {})[parts[predicate]] = URIRef(quad.object.value)
    for end in ends.values():
        if len(end) == len(parts):
            data.add((end["subject"], end["predicate"], end["object"]))
    _describe(data, known)
    return data, place


def _describe(data: Graph, known: _Known) -> None:
    """Add the classes of the entities that the graph names, and mark predicates that are relations."""
    for node in {str(n) for n in data.all_nodes() if isinstance(n, URIRef)}:
        for class_ in known.classes.get(node, ()):
            data.add((URIRef(node), RDF.type, URIRef(class_)))
    for relation in set(data.objects(None, RDF.predicate)):
        if str(relation) in known.relations:
            data.add((relation, RDF.type, OWL.ObjectProperty))


def _rdflib(node: object) -> Node:
    if isinstance(node, ox.Literal):
        return Literal(
            node.value, lang=node.language, datatype=None if node.language else URIRef(node.datatype.value)
        )
    return URIRef(cast(ox.NamedNode, node).value)


def _beyond_shapes(dataset: Dataset, ontology: Ontology) -> Iterator[Violation]:
    """The violations of the rules that the shapes cannot state, over the merge of all graphs."""
    short = {namespace: prefix for prefix, namespace in prefixes(dataset).items()}

    def shown(node: object) -> str:
        return shorten(str(getattr(node, "value", node)), short)

    relations = [ox.NamedNode(relation.iri) for relation in ontology.relations.values()]
    for subject, relation, object_ in unsupported(
        _with_properties(dataset, (*STATEMENT_PROPERTIES, *relations)), ontology
    ):
        message = "must have an asserted statement for this relation"
        yield Violation(None, shown(subject), message, shown(relation), shown(object_))
    for node in misquoted(_with_properties(dataset, EVIDENCE_PROPERTIES)):
        yield Violation(None, shown(node), "must have a sentence as long as its offsets say")


def _with_properties(dataset: Dataset, properties: Iterable[ox.NamedNode]) -> Iterator[ox.Quad]:
    """The quads of the default graph with one of some properties."""
    store = oxigraph(dataset)
    for one in properties:
        yield from store.quads_for_pattern(None, one, None, ox.DefaultGraph())
