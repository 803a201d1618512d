"""The RDF dataset: compiled from readings, written in a fixed order, opened and validated.

`compile_dataset` compiles it, `write` and `serialise` write it, `open_dataset` opens it, `disk` indexes a
large one on disk, `validate` validates it against the SHACL shapes. `codec` converts readings to JSON for
the cache.
"""

from rdflib import Dataset

from graph.store import codec
from graph.store.dataset import (
    FORMATS,
    GRAPH_FILE,
    base_of,
    compile_dataset,
    damage,
    dataset_of,
    engine,
    on_disk,
    open_dataset,
    oxigraph,
    prefixes,
)
from graph.store.iris import evidence_id, namespaces, shorten, statement_id
from graph.store.quads import quads
from graph.store.serialise import NOT_IN_XML, put, serialise, turtle_of, write
from graph.store.shacl import Violation, shapes, validate
from graph.store.texts import text_of, texts_beside

__all__ = [
    "FORMATS",
    "GRAPH_FILE",
    "NOT_IN_XML",
    "Dataset",
    "Violation",
    "base_of",
    "codec",
    "compile_dataset",
    "damage",
    "dataset_of",
    "engine",
    "evidence_id",
    "namespaces",
    "on_disk",
    "open_dataset",
    "oxigraph",
    "prefixes",
    "put",
    "quads",
    "serialise",
    "shapes",
    "shorten",
    "statement_id",
    "text_of",
    "texts_beside",
    "turtle_of",
    "validate",
    "write",
]
