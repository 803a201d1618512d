"""The RDF dataset: an Oxigraph store under rdflib's face, made from quads or opened from a file.

Every named graph keeps its own triples, and the default graph holds the merge of them all. So a triple
that three sources say is three quads in the named graphs and one triple by default: SPARQL counts it
once without DISTINCT, and rdflib's `dataset.triples` gives it once.
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
from graph.store.names import namespaces
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

    `readings` is gone through once and none is kept. Raises StoreError when readings, identities and
    ontology do not belong together, or when a text or IRI is none that RDF can hold.
    """
    return dataset_of(quads(readings, identities, ontology, base=base), ontology, base=base)


def dataset_of(found: Iterable[ox.Quad], ontology: Ontology, *, base: str = BASE) -> Dataset:
    """The quads as a Dataset whose default graph holds the merge of them all."""
    store = ox.Store()
    store.bulk_extend(found)
    store.update(MERGE)
    return _shown(store, namespaces(ontology, base))


def open_dataset(path: str | Path, ontology: Ontology | None = None, *, tell: Tell | None = None) -> Dataset:
    """A graph as a Dataset: an output folder, or one file in a format of `FORMATS`.

    The graph of an output folder that is large stands in a store on disk, which is made when it is first
    opened and only reads (see `graph.store.disk`); `tell` is told so in a line. All others are held in
    memory. Raises StoreError where there is none or it does not parse.
    """
    file, in_folder = Path(path), Path(path).is_dir()
    if in_folder:
        file /= GRAPH_FILE
    if not file.is_file():
        raise StoreError(f"{path}: holds no {GRAPH_FILE}; build the graph first, or give the folder it is in")
    kind = FORMATS.get(file.suffix)
    if kind is None:
        raise StoreError(
            f"{path}: {file.suffix or 'no ending'} is no format of graphs; give one of {', '.join(FORMATS)}"
        )
    try:
        kept = stored(file, tell=tell or _silent, probe=_base_in) if in_folder else None
        store = kept.store if kept else _loaded(file, kind)
        known = namespaces(ontology or default_ontology(), _base_in(store))
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        line = " ".join(str(error).split())[:200]
        raise StoreError(f"{path}: does not read as a graph ({line}); build it again") from error
    return _shown(store, known, kept=kept)


def _silent(_: str) -> None:
    return


def _loaded(file: Path, kind: ox.RdfFormat) -> ox.Store:
    store = ox.Store()
    store.bulk_load(path=str(file), format=kind)
    store.update(MERGE)
    return store


def _base_in(store: ox.Store) -> str:
    """The base that the graph's sources live below; the default one in a graph without sources."""
    for quad in store.quads_for_pattern(None, term("rdf:type"), term("wh:Source"), ox.DefaultGraph()):
        base, found, _ = getattr(quad.subject, "value", "").rpartition("source/")
        if found:
            return base
    return BASE


class _Store(OxigraphStore):
    """Oxigraph under rdflib; a store on disk is kept from being swept away as long as this lives."""

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
    """The pyoxigraph store under a Dataset; raises StoreError where another store is under it."""
    store = getattr(dataset.store, "_inner", None)
    if not isinstance(store, ox.Store):
        raise StoreError(
            "the dataset is not over an Oxigraph store; make it with compile_dataset or open_dataset"
        )
    return store


def engine(dataset: Dataset) -> Any:
    """What answers a dataset's queries: the Oxigraph store under it, or a server (`graph.store.remote`).

    Either has `query` and `quads_for_pattern`. Raises StoreError for a dataset over something else.
    """
    return getattr(dataset.store, "engine", None) or oxigraph(dataset)


def on_disk(dataset: Dataset) -> bool:
    """Whether the dataset stands in a store on disk, because it is large."""
    return getattr(dataset.store, "kept", None) is not None


def damage(dataset: Dataset, error: Exception) -> StoreError | None:
    """What an engine's error tells about a damaged store on disk; None where it tells nothing of the kind."""
    kept = getattr(dataset.store, "kept", None)
    if not isinstance(kept, Kept) or "orruption" not in str(error):
        return None
    folder = kept.folder.parent
    return StoreError(f"{folder}: is damaged; delete {folder}, it is made anew from {GRAPH_FILE}")


def prefixes(dataset: Dataset) -> dict[str, str]:
    """The dataset's prefixes and their namespaces, sorted by prefix."""
    return dict(sorted((prefix, str(namespace)) for prefix, namespace in dataset.store.namespaces()))


def base_of(dataset: Dataset) -> str:
    """The base that the dataset's entities, statements and sources live below."""
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
