"""The triples about one IRI: as RDF, and as values for its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.query import Iri, Limits, Sent, Value, select, send
from graph.store import Dataset

PAGE = 50
"""Statements on one page."""

OWN = """SELECT ?p ?o WHERE {
  VALUES ?p { rdf:type rdfs:label skos:altLabel schema:jobTitle wh:country wh:when wh:mentionCount owl:sameAs
    skos:exactMatch dcterms:title dcterms:issued dcterms:source dcterms:publisher nif:anchorOf nif:beginIndex
    nif:referenceContext wh:phrase }
  ?x ?p ?o
}"""
MOST_OWN = 1_000
"""The literal values on the page of an IRI."""
ABOUT = "{ ?s rdf:subject ?x } UNION { ?s rdf:object ?x } UNION { ?s prov:wasAttributedTo ?x }"
IN_SOURCE = "{ ?s wh:evidence/nif:referenceContext ?x }"
ITSELF = "{ ?x a wh:Statement BIND (?x AS ?s) } UNION { ?s wh:evidence ?x }"
FOUND = "SELECT ?p ?s WHERE {{ {about} ?s rdf:predicate ?p }}"
STATEMENTS = """SELECT ?s ?from ?subject ?p ?words ?to ?object ?modality ?by ?speaker ?when ?since
  ?until ?state ?sentence ?source ?begin ?end ?phraseBegin ?phraseEnd ?confidence
WHERE {
  ?s rdf:predicate ?p ; rdf:subject ?from ; rdf:object ?to ; wh:modality ?modality ; wh:evidence ?e .
  ?e nif:anchorOf ?sentence ; nif:referenceContext ?source ; nif:beginIndex ?begin ; nif:endIndex ?end ;
     wh:phraseBegin ?phraseBegin ; wh:phraseEnd ?phraseEnd ; wh:confidence ?confidence .
  OPTIONAL { ?from rdfs:label ?subject } OPTIONAL { ?to rdfs:label ?object }
  OPTIONAL { ?s wh:when ?when } OPTIONAL { ?s wh:since ?since } OPTIONAL { ?s wh:until ?until }
  OPTIONAL { ?s wh:state ?state } OPTIONAL { ?s rdfs:label ?words }
  OPTIONAL { ?s prov:wasAttributedTo ?by OPTIONAL { ?by rdfs:label ?speaker } }
}"""
AROUND = "SELECT ?s WHERE {{ {about} UNION {{ ?s nif:referenceContext ?x }} }}"
EVIDENCE = "SELECT ?e WHERE { ?x wh:evidence ?e }"
RDF = "CONSTRUCT { ?x ?p ?o } WHERE { ?x ?p ?o }"
MOST_AROUND = 1_000
"""Statements, or pieces of evidence, whose triples come with those of an IRI."""

Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Described:
    """One IRI: its own values by prefixed property, statements about it, and how many there are in all."""

    iri: str
    own: Mapping[str, tuple[Value, ...]]
    rows: tuple[Row, ...]
    count: int


def described(dataset: Dataset, iri: str, *, page: int = 1, most: int = PAGE) -> Described | None:
    """The description of an IRI; None if the graph does not have it."""
    x = {"x": Iri(iri)}
    own: dict[str, list[Value]] = {}
    table = select(dataset, OWN, x)
    values = sorted(zip(table.short().rows, table.rows, strict=True), key=str)
    for (short, _), (_, value) in values[:MOST_OWN]:
        own.setdefault(str(short), []).append(value)
    if not own and not _known(dataset, iri):
        return None
    kinds = {str(kind) for kind in own.get("rdf:type", ())}
    about = _about({kind.rpartition("#")[2] for kind in kinds})
    # Sorted here: Oxigraph reads both terms from the store again for each comparison.
    found = sorted(set(select(dataset, FOUND.format(about=about), x).rows), key=_as_text)
    shown = tuple(s for _, s in found[(page - 1) * most : page * most] if isinstance(s, Iri))
    rows = select(dataset, STATEMENTS, {"s": shown}).records() if shown else []
    ordered = tuple(sorted(rows, key=_place))
    return Described(iri, {k: tuple(v) for k, v in own.items()}, ordered, len({s for _, s in found}))


def _as_text(row: tuple[Value, ...]) -> tuple[str, ...]:
    return tuple(map(str, row))


def _place(row: Row) -> tuple[str, str, str, int, int]:
    """By relation and statement, then by the position of the evidence."""
    begin, end = (value if isinstance(value, int) else 0 for value in (row["begin"], row["end"]))
    return str(row["p"]), str(row["s"]), str(row["source"]), begin, end


def _about(kinds: set[str]) -> str:
    if "Source" in kinds:
        return IN_SOURCE
    return ITSELF if kinds & {"Statement", "Evidence"} else ABOUT


def _known(dataset: Dataset, iri: str) -> bool:
    return bool(select(dataset, "ASK { { ?x ?p ?o } UNION { ?s ?p ?x } }", {"x": Iri(iri)}).rows[0][0])


def as_rdf(dataset: Dataset, iri: str, accept: str, limits: Limits) -> Sent | None:
    """The IRI's triples and those of the statements about it, at most 1,000; None for an unknown IRI."""
    if not _known(dataset, iri):
        return None
    x = {"x": Iri(iri)}
    around = {row[0] for row in select(dataset, AROUND.format(about=ABOUT), x).rows}
    nodes = {row[0] for row in select(dataset, EVIDENCE, x).rows}.union(sorted(around, key=str)[:MOST_AROUND])
    iris = (x["x"], *sorted(node for node in nodes if isinstance(node, Iri)))
    return send(dataset, RDF, accept=accept, parameters={"x": iris}, limits=limits)
