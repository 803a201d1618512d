"""SHACL shapes compiled to fast checks: whether quads surely satisfy the shapes.

Only "yes" is a final answer. An unknown constraint, an unusual value or a violation gives "not sure", and
then pyshacl validates the quads and explains what is wrong.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pyoxigraph as ox
from rdflib import OWL, RDF, SH, XSD, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Values = Set[Term]
Test = Callable[[Values, "Data"], bool]
Target = tuple[URIRef, str]

_TYPE = str(RDF.type)
_ENDS = tuple(str(end) for end in (RDF.subject, RDF.predicate, RDF.object))
_TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
_ASIDE = frozenset({RDF.type, SH.path, SH.message, *_TARGETS})
_WHOLE = re.compile(r"-?[0-9]+")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_DAY = "-01-01"


class NotSureError(Exception):
    """A shape has a constraint that this module does not implement."""


@dataclass(slots=True)
class Data:
    """Triples by subject and predicate; `types` has the classes of each node, with their superclasses."""

    properties: dict[str, dict[str, set[Term]]] = field(default_factory=dict)
    types: Mapping[str, Set[str]] = field(default_factory=dict)
    own: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    node: str = ""

    def add(self, triple: ox.Triple | ox.Quad) -> None:
        """Add a triple."""
        subject, predicate, value = triple.subject, triple.predicate.value, triple.object
        if not isinstance(subject, ox.NamedNode):
            raise NotSureError
        self.properties.setdefault(subject.value, {}).setdefault(predicate, set()).add(value)
        if predicate == _TYPE:
            self.own[subject.value].add(getattr(value, "value", ""))

    def is_a(self, node: Term | str, cls: str) -> bool:
        """Whether a node is an instance of a class."""
        name = node if isinstance(node, str) else node.value if isinstance(node, ox.NamedNode) else ""
        return cls in self.types.get(name, ()) or cls in self.own.get(name, ())

    def values(self, path: str) -> Values:
        """The values of a property of the current node."""
        return self.properties.get(self.node, {}).get(path, set())


@dataclass(frozen=True, slots=True)
class Rule:
    """A shape: its targets, its property ("" for the node itself) and its constraints."""

    targets: tuple[Target, ...]
    path: str
    tests: tuple[Test, ...]

    def holds(self, node: str, data: Data) -> bool:
        """Whether the node surely satisfies the shape."""
        data.node = node
        values = data.values(self.path) if self.path else {ox.NamedNode(node)}
        return all(test(values, data) for test in self.tests)


Rules = tuple[Rule, ...] | None


def rules(shapes: Graph) -> Rules:
    """The shapes as rules; None if one of them has a constraint that is not implemented here."""
    try:
        return tuple(_rules(shapes))
    except NotSureError:
        return None


def surely(
    triples: Iterable[ox.Triple | ox.Quad],
    told: Rules,
    *,
    types: Mapping[str, Set[str]],
    relations: Set[str],
) -> bool:
    """Whether the triples surely satisfy all rules; False means not sure.

    `types` has the classes of nodes that are described elsewhere, `relations` the IRIs that can be the
    predicate of a statement.
    """
    if told is None:
        return False
    data = Data(types=types)
    try:
        for triple in triples:
            data.add(triple)
        ends = list(_ends(data, relations))
    except NotSureError:
        return False
    aim = _aim(data, ends)
    return all(rule.holds(node, data) for rule in told for one in rule.targets for node in aim.get(one, ()))


def _ends(data: Data, relations: Set[str]) -> Iterator[tuple[str, str, str]]:
    """Subject, relation and object of every plain triple and of every statement, whatever its modality."""
    for subject, properties in data.properties.items():
        for predicate in properties.keys() & relations:
            yield from ((subject, predicate, _iri(value)) for value in properties[predicate])
        parts = [properties.get(end, set()) for end in _ENDS]
        if any(parts):
            one, relation, other = (_iri(_only(part)) for part in parts)
            if relation in relations:
                data.own[relation].add(str(OWL.ObjectProperty))
            yield one, relation, other


def _only(values: Values) -> Term:
    if len(values) != 1:
        raise NotSureError
    return next(iter(values))


def _iri(value: Term) -> str:
    if not isinstance(value, ox.NamedNode):
        raise NotSureError
    return value.value


def _aim(data: Data, ends: Iterable[tuple[str, str, str]]) -> Mapping[Target, Set[str]]:
    """The nodes of each target; for a class, those that the triples describe."""
    found: dict[Target, set[str]] = defaultdict(set)
    for node in data.properties:
        for cls in {*data.own.get(node, ()), *data.types.get(node, ())}:
            found[SH.targetClass, cls].add(node)
    for subject, relation, other in ends:
        found[SH.targetSubjectsOf, relation].add(subject)
        found[SH.targetObjectsOf, relation].add(other)
    return found


# ------------------------------------------------------------------ shapes → rules


def _rules(shapes: Graph) -> Iterator[Rule]:
    for shape in sorted(set(shapes.subjects(SH.targetClass, None)), key=str):
        yield _rule(shapes, shape)
    for kind in _TARGETS[1:]:
        for shape in sorted(set(shapes.subjects(kind, None)), key=str):
            yield _rule(shapes, shape)


def _rule(shapes: Graph, shape: Node) -> Rule:
    paths = list(shapes.objects(shape, SH.path))
    if len(paths) > 1 or not all(isinstance(path, URIRef) for path in paths):
        raise NotSureError
    targets = [(kind, str(one)) for kind in _TARGETS for one in shapes.objects(shape, kind)]
    return Rule(tuple(sorted(targets)), str(paths[0]) if paths else "", tuple(_tests(shapes, shape)))


def _tests(shapes: Graph, shape: Node) -> Iterator[Test]:
    for predicate, given in shapes.predicate_objects(shape):
        if predicate in _ASIDE:
            continue
        maker = _MAKERS.get(predicate)
        if maker is None:
            raise NotSureError
        yield maker(shapes, given)


def _each(holds: Callable[[Term, Data], bool]) -> Test:
    return lambda values, data: all(holds(value, data) for value in values)


def _count(least: int, most: float) -> Test:
    return lambda values, data: least <= len(values) <= most


def _datatype(shapes: Graph, given: Node) -> Test:
    is_written = _FORMS.get(given)
    if is_written is None:
        raise NotSureError
    iri = str(given)
    return _each(
        lambda value, data: (
            isinstance(value, ox.Literal) and value.datatype.value == iri and is_written(value.value)
        )
    )


def _number(value: Term) -> Decimal | None:
    """The value of an integer or decimal literal; None if it is anything else."""
    kinds = (str(XSD.integer), str(XSD.decimal))
    if isinstance(value, ox.Literal) and value.datatype.value in kinds and _NUMBER.fullmatch(value.value):
        return Decimal(value.value)
    return None


def _bound(given: Node, fits: Callable[[Decimal, Decimal], bool]) -> Test:
    if not isinstance(given, Literal) or not _NUMBER.fullmatch(str(given)):
        raise NotSureError
    bound = Decimal(str(given))
    return _each(lambda value, data: (number := _number(value)) is not None and fits(number, bound))


def _compared(given: Node, fits: Callable[[Decimal, Decimal], bool]) -> Test:
    """Compare every value with every value of another property of the node."""
    path = str(given)

    def holds(values: Values, data: Data) -> bool:
        one, other = [_number(v) for v in values], [_number(v) for v in data.values(path)]
        return all(a is not None and b is not None and fits(a, b) for a in one for b in other)

    return holds


def _class(shapes: Graph, given: Node) -> Test:
    cls = str(given)
    return _each(lambda value, data: data.is_a(value, cls))


def _pattern(shapes: Graph, given: Node) -> Test:
    found = re.compile(str(given)).search
    return _each(lambda value, data: isinstance(value, ox.Literal) and found(value.value) is not None)


def _one_of(shapes: Graph, given: Node) -> Test:
    members = list(Collection(shapes, given))
    if not all(isinstance(member, URIRef) for member in members):
        raise NotSureError
    allowed = {str(member) for member in members}
    return _each(lambda value, data: isinstance(value, ox.NamedNode) and value.value in allowed)


def _or(shapes: Graph, given: Node) -> Test:
    choices = [tuple(_tests(shapes, member)) for member in Collection(shapes, given)]
    return _each(lambda value, data: any(all(test({value}, data) for test in tests) for tests in choices))


def _kind(shapes: Graph, given: Node) -> Test:
    if given != SH.IRI:
        raise NotSureError
    return _each(lambda value, data: isinstance(value, ox.NamedNode))


def _length(shapes: Graph, given: Node) -> Test:
    least = int(str(given))
    return _each(lambda value, data: isinstance(value, ox.Literal) and len(value.value) >= least)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


_FORMS: Mapping[Node, Callable[[str], bool]] = {
    XSD.string: lambda text: True,
    XSD.integer: lambda text: _WHOLE.fullmatch(text) is not None,
    XSD.decimal: lambda text: _NUMBER.fullmatch(text) is not None,
    XSD.date: lambda text: re.fullmatch(r"[0-9]{4}(-[0-9]{2}){2}", text) is not None and _is_day(text),
    XSD.gYearMonth: lambda text: (
        re.fullmatch(r"[0-9]{4}-[0-9]{2}", text) is not None and _is_day(text + "-01")
    ),
    XSD.gYear: lambda text: re.fullmatch(r"[0-9]{4}", text) is not None and _is_day(text + _DAY),
}
"""The surely valid lexical forms of each datatype; stricter than XML Schema."""

_MAKERS: Mapping[Node, Callable[[Graph, Node], Test]] = {
    SH.minCount: lambda shapes, given: _count(int(str(given)), float("inf")),
    SH.maxCount: lambda shapes, given: _count(0, int(str(given))),
    SH.datatype: _datatype,
    SH.minInclusive: lambda shapes, given: _bound(given, lambda a, b: a >= b),
    SH.maxInclusive: lambda shapes, given: _bound(given, lambda a, b: a <= b),
    SH.lessThan: lambda shapes, given: _compared(given, lambda a, b: a < b),
    SH.lessThanOrEquals: lambda shapes, given: _compared(given, lambda a, b: a <= b),
    SH["class"]: _class,
    SH.pattern: _pattern,
    SH["in"]: _one_of,
    SH["or"]: _or,
    SH.nodeKind: _kind,
    SH.minLength: _length,
}
