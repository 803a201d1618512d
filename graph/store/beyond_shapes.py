"""The two validity rules that SHACL Core cannot state, for `validate` and for the shape shortcut alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product

import pyoxigraph as ox

from graph.ontology import Ontology
from graph.store.quads import term

_ENDS = tuple(term(f"rdf:{end}") for end in ("subject", "predicate", "object"))
_MODALITY, _ASSERTED = term("wh:modality"), term("wh:Asserted")
_BEGIN, _END, _TEXT = (term(name) for name in ("nif:beginIndex", "nif:endIndex", "nif:anchorOf"))
_INTEGER = term("xsd:integer")
_WHOLE = re.compile(r"[+-]?[0-9]+")

STATEMENT_PROPERTIES = (*_ENDS, _MODALITY)
"""The properties that `unsupported` reads, apart from the relations."""

EVIDENCE_PROPERTIES = (_BEGIN, _END, _TEXT)
"""The properties that `misquoted` reads."""

Triple = tuple[object, ox.NamedNode, object]


def unsupported(triples: Iterable[ox.Triple | ox.Quad], ontology: Ontology) -> Iterator[Triple]:
    """Plain triples without an asserted statement: a claim must never look like a fact."""
    symmetric = {relation.iri: relation.symmetric for relation in ontology.relations.values()}
    ends: dict[object, dict[ox.NamedNode, set[object]]] = {}
    asserted: set[object] = set()
    plain: dict[Triple, None] = {}
    for triple in triples:
        if triple.predicate in _ENDS:
            ends.setdefault(triple.subject, {}).setdefault(triple.predicate, set()).add(triple.object)
        elif triple.predicate == _MODALITY and triple.object == _ASSERTED:
            asserted.add(triple.subject)
        elif triple.predicate.value in symmetric:
            plain[triple.subject, triple.predicate, triple.object] = None
    supported = set()
    for node in asserted & ends.keys():
        for subject, relation, object_ in product(*(ends[node].get(end, ()) for end in _ENDS)):
            supported.add((subject, relation, object_))
            if symmetric.get(getattr(relation, "value", "")):
                supported.add((object_, relation, subject))
    return (one for one in plain if one not in supported)


def misquoted(triples: Iterable[ox.Triple | ox.Quad]) -> Iterator[object]:
    """Evidence whose sentence is not as long as its offsets say, in code points."""
    found: dict[object, dict[ox.NamedNode, list[ox.Literal]]] = {}
    for triple in triples:
        if triple.predicate in EVIDENCE_PROPERTIES and isinstance(triple.object, ox.Literal):
            found.setdefault(triple.subject, {}).setdefault(triple.predicate, []).append(triple.object)
    for node, values in found.items():
        begins, ends = (list(map(int, _integers(values.get(path, ())))) for path in (_BEGIN, _END))
        lengths = {len(text.value) for text in values.get(_TEXT, ())}
        if any(end - begin != length for begin, end, length in product(begins, ends, lengths)):
            yield node


def _integers(literals: Iterable[ox.Literal]) -> Iterator[str]:
    return (one.value for one in literals if one.datatype == _INTEGER and _WHOLE.fullmatch(one.value))


__all__ = ["EVIDENCE_PROPERTIES", "STATEMENT_PROPERTIES", "misquoted", "unsupported"]
