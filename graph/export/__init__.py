"""The graph in the formats of other tools: as files whose bytes depend on the graph alone.

`files` gives a format's files by name, `write` puts them in place; `FORMATS` lists what there is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import StoreError
from graph.ontology import Ontology
from graph.store import Dataset, put, serialise

if TYPE_CHECKING:
    import networkx as nx

    Files = dict[str, bytes]
    FromNetwork = Callable[[nx.MultiDiGraph, Ontology], bytes | Files]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, for whom it is, and the ending of its file, None where it is a folder."""

    name: str
    tells: str
    ending: str | None = None
    rdf: bool = False


FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format("turtle", "RDF: the merge of all articles", ".ttl", rdf=True),
        Format("trig", "RDF: a named graph for each article", ".trig", rdf=True),
        Format("nquads", "RDF: a line for each triple and its article", ".nq", rdf=True),
        Format("ntriples", "RDF: a line for each triple", ".nt", rdf=True),
        Format("jsonld", "RDF as JSON, with the named graphs", ".jsonld", rdf=True),
        Format("rdfxml", "RDF as XML, merged", ".rdf", rdf=True),
        Format("graphml", "networks: Cytoscape, yEd, igraph", ".graphml"),
        Format("gexf", "networks: Gephi", ".gexf"),
        Format("csv", "spreadsheets: nodes, edges, evidence and sources"),
        Format("parquet", "data frames: the same with lists as lists; needs whereas[tables]"),
        Format("neo4j", "neo4j-admin database import"),
        Format("ftm", "FollowTheMoney: Aleph and OpenAleph", ".ftm.json"),
    )
}
"""What a graph can be exported to, by name."""


def format_of(name: str) -> Format:
    """The format of that name; raises StoreError, naming those there are, where there is none."""
    found = FORMATS.get(name.casefold())
    if found is None:
        raise StoreError(f"{name}: is no format to export to; use one of {', '.join(FORMATS)}")
    return found


def files(
    name: str, dataset: Dataset, ontology: Ontology, *, network: nx.MultiDiGraph | None = None
) -> dict[str, bytes]:
    """The files of a format: one called `graph` with its ending, or those of its folder.

    `network` is the dataset's own, where it is there already. Raises StoreError for a format that does not
    exist or whose library is missing.
    """
    found = format_of(name)
    if found.rdf and found.ending is not None:
        return {f"graph{found.ending}": serialise(dataset, found.ending)}
    if network is None:
        from graph.network import network as network_of

        network = network_of(dataset, ontology)
    made = _writer(found.name)(network, ontology)
    return {f"graph{found.ending}": made} if isinstance(made, bytes) else made


def _writer(name: str) -> FromNetwork:
    from graph.export import drawn, ftm, tables

    writers: dict[str, FromNetwork] = {
        "graphml": drawn.graphml,
        "gexf": drawn.gexf,
        "csv": tables.csv_files,
        "parquet": tables.parquet_files,
        "neo4j": tables.neo4j_files,
        "ftm": ftm.followthemoney,
    }
    return writers[name]


def write(
    name: str,
    dataset: Dataset,
    ontology: Ontology,
    target: str | Path,
    *,
    network: nx.MultiDiGraph | None = None,
) -> tuple[Path, ...]:
    """Write a format's files and give back their paths, sorted.

    A format of one file goes to the file `target`, or as `graph` with its ending into the folder of that
    name; one of several files makes `target` a folder. Each file is replaced whole or not at all. Raises
    StoreError as `files` does, and where `target` cannot be written.
    """
    found, place = format_of(name), Path(target)
    if found.ending is None and place.exists() and not place.is_dir():
        raise StoreError(f"{place}: is a file, and {found.name} makes several; name a folder")
    made = files(name, dataset, ontology, network=network)
    if found.ending is not None and not place.is_dir():
        return (put(place, *made.values()),)
    return tuple(put(place / name, content) for name, content in sorted(made.items()))
