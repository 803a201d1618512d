"""Turtle → triples that can be asked by predicate and subject; a small index, quick to fill."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph.errors import OntologyError
from graph.ontology.terms import NAMESPACES

Node = ox.NamedNode | ox.BlankNode
"""What can be a subject here; objects may be literals too."""

OWN_BASE = "https://w3id.org/whereas/own/"
"""What relative IRIs of a file are resolved against: `<>` in a user's file is a name like any other."""


def named(name: str) -> ox.NamedNode:
    """The IRI of a prefixed name of the standard prefixes, such as `rdf:type`."""
    prefix, _, local = name.partition(":")
    return ox.NamedNode(NAMESPACES[prefix] + local)


TYPE, FIRST, REST, NIL = (named(f"rdf:{local}") for local in ("type", "first", "rest", "nil"))


class Triples:
    """The triples of several files, each once, by predicate and subject; by object only what is typed."""

    def __init__(self) -> None:
        self._objects: dict[ox.NamedNode, dict[Node, dict[object, None]]] = {}

    def read(self, name: str, text: str) -> None:
        """Add a Turtle file's triples; raises OntologyError, naming the file, where it does not parse."""
        try:
            found = ox.parse(
                input=text, format=ox.RdfFormat.TURTLE, base_iri=OWN_BASE, rename_blank_nodes=True
            )
            for quad in found:
                subject, predicate, value = quad.subject, quad.predicate, quad.object
                assert not isinstance(subject, ox.Triple)
                self._objects.setdefault(predicate, {}).setdefault(subject, {})[value] = None
        except (SyntaxError, ValueError) as error:
            line = " ".join(str(error).split())[:200]
            raise OntologyError(f"{name}: invalid Turtle ({line}); fix the file and build again") from error

    def objects(self, subject: Node, predicate: ox.NamedNode) -> Iterator[object]:
        """What the predicate leads to from a subject."""
        return iter(self._objects.get(predicate, {}).get(subject, ()))

    def typed(self, cls: ox.NamedNode) -> list[Node]:
        """What is of a class, in no order."""
        return [node for node, classes in self._objects.get(TYPE, {}).items() if cls in classes]

    def by_subject(self, predicate: ox.NamedNode) -> Iterator[tuple[Node, Iterable[object]]]:
        """Every subject of a predicate with what it leads to."""
        return iter(self._objects.get(predicate, {}).items())

    def closure(self, node: Node, predicate: ox.NamedNode) -> list[Node]:
        """The node and all that the predicate leads to from it, however far, nearest first."""
        found = {node: None}
        queue: list[Node] = [node]
        for one in queue:
            for value in sorted(self.objects(one, predicate), key=str):
                if isinstance(value, ox.NamedNode | ox.BlankNode) and value not in found:
                    found[value] = None
                    queue.append(value)
        return queue

    def members(self, head: object) -> list[object]:
        """The members of an RDF list, in order; each member once for a cyclic list."""
        cells = self.closure(head, REST) if isinstance(head, ox.NamedNode | ox.BlankNode) else []
        return [value for cell in cells if cell != NIL for value in self.objects(cell, FIRST)]
