"""The RDF dataset: an Oxigraph store with an rdflib interface, made from quads or opened from a file.

Every named graph has its own triples, and the default graph merges them all. So a triple in three sources is
three quads in the named graphs and one triple by default: SPARQL counts it once without DISTINCT, and
rdflib's `dataset.triples` gives it once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset, URIRef
from rdflib.namespace import NamespaceManager

from graph.errors import StoreError
from graph.model import Identity, Reading
from graph.ontology import BASE, Ontology, default_ontology
from graph.store.disk import Kept, Tell, stored
from graph.store.iris import namespaces
from graph.store.quads import quads, term

MERGE = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"

GRAPH_FILE = "graph.trig"
"""The file of an output folder that `open_dataset` reads."""

FORMATS: Mapping[str, ox.RdfFormat] = {
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
"""The formats that are read and written, by the ending of a file's name."""


def compile_dataset(
    readings: Iterable[Reading],
    identities: Iterable[Identity],
    ontology: Ontology,
    *,
    base: str = BASE,
) -> Dataset:
    """The graph of the readings, as an rdflib Dataset over an Oxigraph store in memory.

    `readings` is iterated once. Raises StoreError if readings, identities and ontology do not match, or if
    a text or IRI is not valid in RDF.
    """
    return dataset_of(quads(readings, identities, ontology, base=base), ontology, base=base)


def dataset_of(found: Iterable[ox.Quad], ontology: Ontology, *, base: str = BASE) -> Dataset:
    """The quads as a Dataset whose default graph merges them all."""
    store = ox.Store()
    store.bulk_extend(found)
    store.update(MERGE)
    return _shown(store, namespaces(ontology, base))


def open_dataset(path: str | Path, ontology: Ontology | None = None, *, tell: Tell | None = None) -> Dataset:
    """A graph as a Dataset: an output folder, or one file in a format of `FORMATS`.

    A large graph of an output folder is a read-only store on disk, built when it is first opened (see
    `graph.store.disk`); `tell` gets a line about it. All other graphs are in memory. Raises StoreError if
    there is no graph or it does not parse.
    """
    file, in_folder = Path(path), Path(path).is_dir()
    if in_folder:
        file /= GRAPH_FILE
    if not file.is_file():
        raise StoreError(f"{path}: has no {GRAPH_FILE}; build the graph first, or give its folder")
    kind = FORMATS.get(file.suffix)
    if kind is None:
        raise StoreError(
            f"{path}: unknown graph format {file.suffix or '(no ending)'}; use one of {', '.join(FORMATS)}"
        )
    try:
        kept = stored(file, tell=tell or _silent, probe=_base_in) if in_folder else None
        store = kept.store if kept else _loaded(file, kind)
        known = namespaces(ontology or default_ontology(), _base_in(store))
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        line = " ".join(str(error).split())[:200]
        raise StoreError(f"{path}: cannot be read as a graph ({line}); build it again") from error
    return _shown(store, known, kept=kept)


def _silent(_: str) -> None:
    return


def _loaded(file: Path, kind: ox.RdfFormat) -> ox.Store:
    store = ox.Store()
    store.bulk_load(path=str(file), format=kind)
    store.update(MERGE)
    return store


def _base_in(store: ox.Store) -> str:
    """The base IRI of the graph's sources; the default base in a graph without sources."""
    for quad in store.quads_for_pattern(None, term("rdf:type"), term("wh:Source"), ox.DefaultGraph()):
        base, found, _ = getattr(quad.subject, "value", "").rpartition("source/")
        if found:
            return base
    return BASE


class _Store(OxigraphStore):
    """Oxigraph with an rdflib interface; locks a store on disk against cleanup while it is open."""

    def __init__(self, *, store: ox.Store, kept: Kept | None) -> None:
        super().__init__(store=store)
        self.kept = kept


def _shown(store: ox.Store, prefixes: Mapping[str, str], *, kept: Kept | None = None) -> Dataset:
    dataset = Dataset(store=_Store(store=store, kept=kept))
    dataset.namespace_manager = NamespaceManager(dataset, bind_namespaces="none")
    for prefix, namespace in prefixes.items():
        dataset.store.bind(prefix, URIRef(namespace))
    return dataset


def oxigraph(dataset: Dataset) -> ox.Store:
    """The pyoxigraph store of a Dataset; raises StoreError for any other store."""
    store = getattr(dataset.store, "_inner", None)
    if not isinstance(store, ox.Store):
        raise StoreError(
            "the dataset is not over an Oxigraph store; make it with compile_dataset or open_dataset"
        )
    return store


def engine(dataset: Dataset) -> Any:
    """The query engine of a dataset: its Oxigraph store, or a server (`graph.store.remote`).

    Both have `query` and `quads_for_pattern`. Raises StoreError for a dataset over any other store.
    """
    return getattr(dataset.store, "engine", None) or oxigraph(dataset)


def on_disk(dataset: Dataset) -> bool:
    """Whether the dataset is a store on disk, because it is large."""
    return getattr(dataset.store, "kept", None) is not None


def damage(dataset: Dataset, error: Exception) -> StoreError | None:
    """The error for a damaged store on disk, from an error of the engine; None for any other error."""
    kept = getattr(dataset.store, "kept", None)
    if not isinstance(kept, Kept) or "orruption" not in str(error):
        return None
    folder = kept.folder.parent
    return StoreError(f"{folder}: damaged; delete {folder}, it will be rebuilt from {GRAPH_FILE}")


def prefixes(dataset: Dataset) -> dict[str, str]:
    """The dataset's prefixes and their namespaces, sorted by prefix."""
    return dict(sorted((prefix, str(namespace)) for prefix, namespace in dataset.store.namespaces()))


def base_of(dataset: Dataset) -> str:
    """The base IRI of the dataset's entities, statements and sources."""
    return prefixes(dataset).get("source", f"{BASE}source/").removesuffix("source/")


__all__ = [
    "FORMATS",
    "GRAPH_FILE",
    "base_of",
    "compile_dataset",
    "damage",
    "dataset_of",
    "engine",
    "on_disk",
    "open_dataset",
    "oxigraph",
    "prefixes",
]
