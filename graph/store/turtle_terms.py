"""RDF terms and blocks of triples as Turtle text: the one writer of Turtle and TriG.

Plain names and plain texts, nearly all there are, are written here, which is fast for a few triples at a
time; pyoxigraph writes every other term, so that its escapes are the only ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from graph.ontology import NAMESPACES
from graph.store.quads import term

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Rows = Iterable[tuple[str, str]]
"""Predicates and objects as Turtle, equal predicates one after the other."""

_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_PLAIN_TEXT = re.compile(r"[ !#-\[\]-~\u00a1-\u1fff\u2010-\u2027\u2030-\u205e]*")
_XSD = NAMESPACES["xsd"]
_BARE = {"integer": re.compile(r"-?[0-9]+"), "decimal": re.compile(r"-?[0-9]+\.[0-9]+")}
_DATES = frozenset({"date", "gYearMonth", "gYear"})
_PLAIN_DATE = re.compile(r"[0-9-]+")
_A = term("rdf:type")


@dataclass(slots=True)
class TurtleTerms:
    """Terms as Turtle with some prefixes (prefix → namespace); caches the names it has written."""

    prefixes: Mapping[str, str]
    _by_space: dict[str, str] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        spaces = list(self.prefixes.values())
        for prefix, space in self.prefixes.items():
            if sum(one.startswith(space) or space.startswith(one) for one in spaces) == 1:
                self._by_space[space] = prefix

    def header(self) -> str:
        """The prefixes, one per line."""
        return "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in self.prefixes.items())

    def iri(self, iri: str) -> str:
        """An IRI as a subject, an object or a graph name, prefixed where possible."""
        found = self._names.get(iri)
        if found is None:
            cut = max(iri.rfind("/"), iri.rfind("#")) + 1
            prefix, local = self._by_space.get(iri[:cut]), iri[cut:]
            plain = prefix is not None and _PLAIN_NAME.fullmatch(local)
            found = f"{prefix}:{local}" if plain else self._by_pyoxigraph(ox.NamedNode(iri))
            self._names[iri] = found
        return found

    def predicate(self, iri: str) -> str:
        """An IRI as a predicate: `a` for `rdf:type`."""
        return "a" if iri == _A.value else self.iri(iri)

    def term(self, one: Node) -> str:
        """A term as a subject or an object."""
        if isinstance(one, ox.NamedNode):
            return self.iri(one.value)
        return self._literal(one) if isinstance(one, ox.Literal) else self._by_pyoxigraph(one)

    def _literal(self, one: ox.Literal) -> str:
        value, space, kind = one.value, one.datatype.value[: len(_XSD)], one.datatype.value[len(_XSD) :]
        if space == _XSD:
            if kind == "string" and _PLAIN_TEXT.fullmatch(value):
                return f'"{value}"'
            if kind in _BARE and _BARE[kind].fullmatch(value):
                return value
            if kind in _DATES and _PLAIN_DATE.fullmatch(value):
                return f'"{value}"^^{self.iri(one.datatype.value)}'
        return self._by_pyoxigraph(one)

    def _by_pyoxigraph(self, one: Node) -> str:
        """A term as pyoxigraph writes it: the object of a line of Turtle."""
        line = ox.serialize(
            [ox.Triple(_A, _A, one)], format=ox.RdfFormat.TURTLE, prefixes=dict(self.prefixes)
        )
        body = re.sub(rb"\A(?:@prefix [^\n]*\n)*", b"", line or b"").decode("utf-8")
        return body.partition(" a ")[2].removesuffix(" .\n")


def block(subject: str, rows: Rows) -> str:
    """The triples of a subject, ending in a line break; rows of one predicate share it."""
    parts: list[str] = []
    last = ""
    for predicate, value in rows:
        if predicate == last:
            parts.append(f" , {value}")
        else:
            parts.append(f" ;\n    {predicate} {value}" if last else f"{subject} {predicate} {value}")
            last = predicate
    return "".join([*parts, " .\n"])


def named_graph(name: str, blocks: Iterable[str]) -> str:
    """A named graph of some blocks as TriG: every line that is not empty is indented."""
    inner = "\n".join(blocks)[:-1].replace("\n", "\n    ").replace("\n    \n", "\n\n")
    return f"{name} {{\n    {inner}\n}}\n"
