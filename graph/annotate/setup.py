"""The ontology that a component works with, by the fingerprint that its configuration names."""

from __future__ import annotations

from graph.ontology import Ontology, default_ontology

_known: dict[str, Ontology] = {}


def register(ontology: Ontology) -> str:
    """Make an ontology known to the components of this process, and give its fingerprint."""
    return _known.setdefault(ontology.fingerprint, ontology).fingerprint


def ontology_of(fingerprint: str) -> Ontology:
    """The registered ontology with this fingerprint; "" is the one that Whereas brings."""
    return _known[fingerprint] if fingerprint else default_ontology()
