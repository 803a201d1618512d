"""Upload of a Dataset to a SPARQL 1.1 server: one named graph at a time, in chunks, and only changes.

It uses the Graph Store Protocol if the server has it, otherwise SPARQL Update. Readers see the previous merge
until the new one is complete; then the manifest points to it, and unused graphs are dropped. After an
interrupted upload the manifest lists the graphs that may be incomplete, and the next upload repeats them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

import pyoxigraph as ox
from rdflib import Dataset

from graph.errors import StoreError
from graph.store.dataset import base_of, oxigraph
from graph.store.http import AwayError, RefusedError, Server
from graph.store.quads import term
from graph.store.remote import Manifest, asked, connect, manifest_of

Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph

CHUNK = 5_000
"""How many triples go in one request, about a megabyte: servers limit the size of one."""

Progress = Callable[[int, int], None]
"""Called with how many named graphs were sent, and how many there are to send."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What a filling did: the server's named graphs, how many were sent and dropped, the merge's triples."""

    graphs: int
    sent: int
    dropped: int
    triples: int


def fill(dataset: Dataset, url: str, *, on_progress: Progress | None = None) -> Filled:
    """Upload a dataset to a server; other graphs on the server stay untouched.

    Raises StoreError if the server cannot be reached, refuses, or does not have all triples afterwards.
    """
    server, base = Server(url), base_of(dataset)
    endpoint = connect(server)
    old = manifest_of(server, endpoint, base)
    named = {name.value: name for name in oxigraph(dataset).named_graphs()}
    hashes = {name: _hash(_triples(dataset, graph))[0] for name, graph in named.items()}
    digest, triples = _hash(_triples(dataset, ox.DefaultGraph()))
    merge = f"{base}graph/merge-{digest[:12]}"
    hashes[merge] = digest
    changed = [name for name in sorted(hashes) if old.hashes.get(name) != hashes[name]]
    gone = sorted(old.members - hashes.keys())
    if changed or gone or old.merge != merge:
        writer = _writer(server, endpoint, base)
        every = old.members | hashes.keys()
        kept = {name: value for name, value in old.hashes.items() if name not in changed}
        writer.replace(old.iri, _lines(replace(old, members=every, hashes=kept)))
        for number, name in enumerate(changed):
            writer.replace(name, _triples(dataset, named.get(name, ox.DefaultGraph())))
            if on_progress:
                on_progress(number + 1, len(changed))
        _check(server, endpoint, merge, triples)
        writer.replace(old.iri, _lines(Manifest(base, merge, every, hashes)))
        for name in gone:
            writer.drop(name)
        writer.replace(old.iri, _lines(Manifest(base, merge, frozenset(hashes), hashes)))
    return Filled(len(named), len(set(changed) - {merge}), len(set(gone) - {old.merge}), triples)


def _triples(dataset: Dataset, graph: Graph) -> Iterator[ox.Triple]:
    return (quad.triple for quad in oxigraph(dataset).quads_for_pattern(None, None, None, graph))


def _hash(triples: Iterable[ox.Triple]) -> tuple[str, int]:
    """The sum of the triples' hashes, which does not depend on their order, and their number."""
    total = number = 0
    for triple in triples:
        total += int.from_bytes(hashlib.sha256(str(triple).encode()).digest())
        number += 1
    return f"{total % 2**256:064x}", number


def _lines(manifest: Manifest) -> list[ox.Triple]:
    node = ox.NamedNode(manifest.iri)
    found = [ox.Triple(node, term("rdf:type"), term("prov:Collection"))]
    found += [ox.Triple(node, term("prov:hadMember"), ox.NamedNode(name)) for name in manifest.members]
    found += [
        ox.Triple(ox.NamedNode(n), term("wh:sha256"), ox.Literal(h)) for n, h in manifest.hashes.items()
    ]
    if manifest.merge is not None:
        found.append(ox.Triple(node, term("dcterms:references"), ox.NamedNode(manifest.merge)))
    return found


def _check(server: Server, endpoint: str, graph: str, count: int) -> None:
    """Check that the server has the triples: some servers accept every request."""
    found = asked(server, endpoint, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", ([graph], []))
    assert isinstance(found, ox.QuerySolutions)
    arrived = int(getattr(next(iter(found))[0], "value", 0))
    if arrived != count:
        raise StoreError(
            f"{server.url}: has {arrived:,} of {count:,} triples sent; check its log, then upload again"
        )


# ------------------------------------------------------------------ writing to a server


@dataclass(frozen=True, slots=True)
class _Protocol:
    """The Graph Store HTTP Protocol at a URL."""

    server: Server
    address: str

    def replace(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        for number, chunk in enumerate(_chunks(triples)):
            self._send("POST" if number else "PUT", graph, chunk)

    def drop(self, graph: str) -> None:
        self._send("DELETE", graph)

    def _send(self, method: str, graph: str, data: bytes | None = None) -> None:
        found = self.server.request(
            method,
            self.address,
            params={"graph": graph},
            data=data,
            headers={"Content-Type": "application/n-triples"},
        )
        if not found.ok and not (method == "DELETE" and found.status_code == 404):
            raise self.server.refusal(found, "writing")


@dataclass(frozen=True, slots=True)
class _Update:
    """SPARQL Update at a URL."""

    server: Server
    address: str

    def replace(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        self.drop(graph)
        for chunk in _chunks(triples):
            self._send(b"INSERT DATA { GRAPH <%s> {\n%s} }" % (graph.encode(), chunk))

    def drop(self, graph: str) -> None:
        self._send(b"DROP SILENT GRAPH <%s>" % graph.encode())

    def _send(self, update: bytes) -> None:
        headers = {"Content-Type": "application/sparql-update; charset=utf-8"}
        found = self.server.request("POST", self.address, data=update, headers=headers)
        if not found.ok:
            raise self.server.refusal(found, "an update")


def _chunks(triples: Iterable[ox.Triple]) -> Iterator[bytes]:
    """The triples as pieces of N-Triples; no triples are one empty piece."""
    left = iter(triples)
    piece = list(islice(left, CHUNK))
    yield ox.serialize(piece, format=ox.RdfFormat.N_TRIPLES) or b""
    while piece := list(islice(left, CHUNK)):
        yield ox.serialize(piece, format=ox.RdfFormat.N_TRIPLES) or b""


LAYOUTS = (
    (r"(.*)/sparql", ("sparql-graph-crud-auth", "data"), ("update", "sparql-auth")),
    (r"(.*)/query", ("store", "data"), ("update",)),
    (r"(.*/repositories/[^/]+)", ("rdf-graphs/service",), ("statements",)),
    (r"(.*)", (), ("", "update")),
)
"""By the pattern of its query URL: the paths of a server's Graph Store Protocol and of its updates.

Virtuoso, and Fuseki with queries at `sparql`; Oxigraph and Fuseki; GraphDB and RDF4J; QLever. Only these are
tried: some servers never answer requests to unknown paths.
"""


def _writer(server: Server, endpoint: str, base: str) -> _Protocol | _Update:
    """The way to write to the server: the first URL that accepts a graph and drops it again.

    Raises StoreError if there is none, with the reason of the first refusal.
    """
    probe = f"{base}graph/probe"
    triple = ox.Triple(ox.NamedNode(probe), term("rdf:type"), term("prov:Collection"))
    problems: list[StoreError] = []
    for writer in _writers(server, endpoint):
        try:
            writer.replace(probe, [triple])
            writer.drop(probe)
            return writer
        except AwayError:
            raise
        except StoreError as error:
            problems.append(error)
    raise next((one for one in problems if isinstance(one, RefusedError)), problems[0])


def _writers(server: Server, endpoint: str) -> Iterator[_Protocol | _Update]:
    for pattern, protocols, updates in LAYOUTS:
        if found := re.fullmatch(pattern, endpoint):
            yield from (_Protocol(server, f"{found[1]}/{name}") for name in protocols)
            yield from (_Update(server, f"{found[1]}/{name}".rstrip("/")) for name in updates)
            return
