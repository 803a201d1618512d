"""All terms of the vocabulary: classes, relations, and the properties of statements."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pyoxigraph as ox

from graph.ontology.terms import WH


@cache
def declared() -> frozenset[str]:
    """The IRIs of the vocabulary's terms, `wh:evidence` and `wh:Denied` among them."""
    text = (files("graph.ontology") / "vocabulary.ttl").read_bytes()
    subjects = (getattr(quad.subject, "value", "") for quad in ox.parse(text, format=ox.RdfFormat.TURTLE))
    return frozenset(iri for iri in subjects if iri.startswith(WH))
