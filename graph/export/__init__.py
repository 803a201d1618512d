"""The graph in the formats of other tools: the same graph gives the same bytes.

`files` gives the files of a format by name, `write` writes them to disk; `FORMATS` lists the formats.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import StoreError
from graph.export import drawn, ftm, tables
from graph.ontology import Ontology
from graph.store import Dataset, put, serialise

if TYPE_CHECKING:
    import networkx as nx

Files = dict[str, bytes]
FromNetwork = Callable[["nx.MultiDiGraph", Ontology], bytes | Files]


@dataclass(frozen=True, slots=True)
class Format:
    """An export format: its name, its description, the ending of its file, and its writer.

    `ending` is None for a format of several files in a folder. `write` gives the bytes of the file, or of
    each file by name; it is None for RDF, which `graph.store` writes by the ending.
    """

    name: str
    description: str
    ending: str | None = None
    write: FromNetwork | None = None

    @property
    def rdf(self) -> bool:
        """Whether the format is RDF, which needs no network."""
        return self.write is None


FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format("turtle", "RDF: all articles merged into one graph", ".ttl"),
        Format("trig", "RDF: one named graph per article", ".trig"),
        Format("nquads", "RDF: one line per triple and article", ".nq"),
        Format("ntriples", "RDF: one line per triple", ".nt"),
        Format("jsonld", "RDF as JSON, with named graphs", ".jsonld"),
        Format("rdfxml", "RDF as XML, merged", ".rdf"),
        Format("graphml", "networks: Cytoscape, yEd, igraph", ".graphml", drawn.graphml),
        Format("gexf", "networks: Gephi", ".gexf", drawn.gexf),
        Format("csv", "spreadsheets: nodes, edges, evidence and sources", None, tables.csv_files),
        Format("parquet", "data frames, with lists; needs whereas[tables]", None, tables.parquet_files),
        Format("neo4j", "neo4j-admin database import", None, tables.neo4j_files),
        Format("ftm", "FollowTheMoney: Aleph and OpenAleph", ".ftm.json", ftm.followthemoney),
    )
}
"""All export formats, by name."""


def format_of(name: str) -> Format:
    """The format of that name; raises StoreError with the list of formats if there is none."""
    found = FORMATS.get(name.casefold())
    if found is None:
        raise StoreError(f"{name}: unknown export format; use one of {', '.join(FORMATS)}")
    return found


def files(
    name: str, dataset: Dataset, ontology: Ontology, *, network: nx.MultiDiGraph | None = None
) -> dict[str, bytes]:
    """The files of a format by name: `graph` with its ending, or the files of its folder.

    `network` is the network of the dataset, if you have it already. Raises StoreError for an unknown
    format or if its library is missing.
    """
    found = format_of(name)
    if found.write is None:
        return {f"graph{found.ending}": serialise(dataset, found.ending or "")}
    if network is None:
        from graph.network import network as network_of

        network = network_of(dataset, ontology)
    made = found.write(network, ontology)
    return {f"graph{found.ending}": made} if isinstance(made, bytes) else made


def write(
    name: str,
    dataset: Dataset,
    ontology: Ontology,
    target: str | Path,
    *,
    network: nx.MultiDiGraph | None = None,
) -> tuple[Path, ...]:
    """Write the files of a format and return their paths, sorted.

    A format of one file is written to the file `target`, or as `graph` with its ending if `target` is a
    folder; a format of several files makes `target` a folder. Each file is replaced atomically. Raises
    StoreError as `files` does, and if `target` cannot be written.
    """
    found, place = format_of(name), Path(target)
    if found.ending is None and place.exists() and not place.is_dir():
        raise StoreError(f"{place}: is a file, but {found.name} writes several; name a folder")
    made = files(name, dataset, ontology, network=network)
    if found.ending is not None and not place.is_dir():
        return (put(place, *made.values()),)
    return tuple(put(place / name, content) for name, content in sorted(made.items()))
