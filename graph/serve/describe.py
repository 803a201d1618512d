"""What the graph holds about one IRI: as RDF, and as values for its page."""

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
} ORDER BY ?p ?o LIMIT 1000"""
ABOUT = "{ ?s rdf:subject ?x } UNION { ?s rdf:object ?x } UNION { ?s prov:wasAttributedTo ?x }"
IN_SOURCE = "{ ?s wh:evidence/nif:referenceContext ?x }"
ITSELF = "{ ?x a wh:Statement BIND (?x AS ?s) } UNION { ?s wh:evidence ?x }"
COUNT = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ {about} }}"
STATEMENTS = """SELECT ?s ?from ?subject ?p ?words ?to ?object ?modality ?by ?speaker ?when ?sentence ?source
  ?begin ?end ?phraseBegin ?phraseEnd ?confidence
WHERE {{
  {{ SELECT DISTINCT ?s ?p WHERE {{ {about} ?s rdf:predicate ?p }}
     ORDER BY ?p ?s LIMIT {limit} OFFSET {offset} }}
  ?s rdf:subject ?from ; rdf:object ?to ; wh:modality ?modality ; wh:evidence ?e .
  ?e nif:anchorOf ?sentence ; nif:referenceContext ?source ; nif:beginIndex ?begin ; nif:endIndex ?end ;
     wh:phraseBegin ?phraseBegin ; wh:phraseEnd ?phraseEnd ; wh:confidence ?confidence .
  OPTIONAL {{ ?from rdfs:label ?subject }} OPTIONAL {{ ?to rdfs:label ?object }}
  OPTIONAL {{ ?s wh:when ?when }} OPTIONAL {{ ?s rdfs:label ?words }}
  OPTIONAL {{ ?s prov:wasAttributedTo ?by OPTIONAL {{ ?by rdfs:label ?speaker }} }}
}}
ORDER BY ?p ?s ?source ?begin ?end"""
RDF = """CONSTRUCT {{ ?x ?p ?o . ?s ?q ?v }} WHERE {{
  {{ ?x ?p ?o }}
  UNION {{ ?x wh:evidence ?s . ?s ?q ?v }}
  UNION {{
    {{ SELECT DISTINCT ?s WHERE {{ {about} UNION {{ ?s nif:referenceContext ?x }} }} ORDER BY ?s LIMIT 1000 }}
    ?s ?q ?v
  }}
}}"""

Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Described:
    """One IRI: its own values by prefixed property, statements about it, and how many there are in all."""

    iri: str
    own: Mapping[str, tuple[Value, ...]]
    rows: tuple[Row, ...]
    count: int


def described(dataset: Dataset, iri: str, *, page: int = 1, most: int = PAGE) -> Described | None:
    """What is known about an IRI; None where the graph does not have it."""
    x = {"x": Iri(iri)}
    own: dict[str, list[Value]] = {}
    table = select(dataset, OWN, x)
    for (short, _), (_, value) in zip(table.short().rows, table.rows, strict=True):
        own.setdefault(str(short), []).append(value)
    if not own and not _known(dataset, iri):
        return None
    kinds = {str(kind) for kind in own.get("rdf:type", ())}
    about = _about({kind.rpartition("#")[2] for kind in kinds})
    count = select(dataset, COUNT.format(about=about), x).rows[0][0]
    text = STATEMENTS.format(about=about, limit=most, offset=(page - 1) * most)
    rows = tuple(select(dataset, text, x).records())
    return Described(iri, {k: tuple(v) for k, v in own.items()}, rows, count if isinstance(count, int) else 0)


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
    return send(dataset, RDF.format(about=ABOUT), accept=accept, parameters={"x": Iri(iri)}, limits=limits)
