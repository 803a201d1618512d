"""The order in which the properties of a subject are written: type and label first."""

from __future__ import annotations

from graph.store.quads import term

_PREDICATES = (
    "rdf:type",
    "rdfs:label",
    "skos:altLabel",
    "schema:jobTitle",
    "dcterms:title",
    "rdf:subject",
    "rdf:predicate",
    "rdf:object",
    "wh:modality",
    "prov:wasAttributedTo",
    "wh:reportedBy",
    "wh:when",
    "wh:since",
    "wh:until",
    "wh:state",
    "wh:evidence",
    "nif:referenceContext",
    "nif:beginIndex",
    "nif:endIndex",
    "nif:anchorOf",
    "wh:phrase",
    "wh:phraseBegin",
    "wh:phraseEnd",
    "wh:confidence",
    "wh:extractor",
)
_RANK = {term(name).value: f"{rank:02}" for rank, name in enumerate(_PREDICATES)}


def rank(predicate: str) -> str:
    """Two digits to sort the IRI of a property by; properties that are not listed come last."""
    return _RANK.get(predicate, "99")
