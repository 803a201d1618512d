"""A graph in a SPARQL 1.1 server, with the same interface as a graph in memory.

The server has a named graph per source, and one that merges them all, which queries see as their default
graph, because the default graph of servers differs. One more graph, the manifest, lists all these with their
hashes and names the current merge.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

import pyoxigraph as ox
from rdflib import Dataset, URIRef
from rdflib.namespace import NamespaceManager
from rdflib.store import Store

from graph.errors import QueryError, StoreError
from graph.ontology import BASE, Ontology
from graph.store.http import AwayError, RefusedError, Server, first_line
from graph.store.iris import namespaces
from graph.store.quads import term

MANIFEST = "graph/manifest"
"""The manifest's name, below the base."""

RESULTS, TRIPLES = "application/sparql-results+json", "application/n-triples"
CUT = "X-SPARQL-MaxRows"
"""Virtuoso's header on an answer that it has cut short."""

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_FORM = re.compile(
    r"#[^\n]*|<[^<>\s]*>|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|[?$:]\w+|\w+:\w*|\b(\w+)\b"
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The state of a graph on a server: the hash of each complete named graph, and the current merge.

    `members` has all graphs that may exist, including incomplete ones.
    """

    base: str
    merge: str | None = None
    members: frozenset[str] = frozenset()
    hashes: Mapping[str, str] = field(default_factory=dict)

    @property
    def iri(self) -> str:
        """The IRI of the manifest's own graph."""
        return self.base + MANIFEST

    def sources(self) -> list[str]:
        """The named graphs that a query may see, sorted."""
        return sorted((self.members - {self.merge}) & self.hashes.keys())


@dataclass(slots=True)
class Remote:
    """A server as the engine of a dataset: `query` and `quads_for_pattern` as pyoxigraph's store has them."""

    server: Server
    endpoint: str
    manifest: Manifest

    def query(
        self,
        text: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        default_graph: Iterable[ox.NamedNode] = (),
        named_graphs: Iterable[ox.NamedNode] = (),
    ) -> Answer:
        """What the server answers; raises QueryError for what it takes for no query."""
        words = _words(text)
        chosen = [one.value for one in default_graph], [one.value for one in named_graphs]
        dataset = chosen if any(chosen) else self._dataset(words)
        declared = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in (prefixes or {}).items())
        return asked(self.server, self.endpoint, declared + text, dataset, triples=_is_graph(words))

    def _dataset(self, words: list[str]) -> tuple[list[str], list[str]]:
        """The graphs of a query: the merge by default, the sources where it asks for graphs by name."""
        if "FROM" in words or self.manifest.merge is None:
            return [], []
        return [self.manifest.merge], self.manifest.sources() if "GRAPH" in words else []

    def quads_for_pattern(
        self, subject: object, predicate: object, object_: object, graph: object = None
    ) -> Iterator[ox.Quad]:
        """The triples of the merge, or of a named graph, that fit; None fits all."""
        given = zip((subject, predicate, object_), "spo", strict=True)
        ends = [f"?{name}" if one is None else str(one) for one, name in given]
        pattern = " ".join(ends)
        names = [] if graph is None or isinstance(graph, ox.DefaultGraph) else [cast(ox.NamedNode, graph)]
        found = self.query(f"CONSTRUCT {{ {pattern} }} WHERE {{ {pattern} }}", default_graph=names)
        for triple in cast(ox.QueryTriples, found):
            yield ox.Quad(triple.subject, triple.predicate, triple.object)


def _words(text: str) -> list[str]:
    return [match[1].upper() for match in _FORM.finditer(text) if match[1]]


def _is_graph(words: list[str]) -> bool:
    return next((w for w in words if w in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")), "") in (
        "CONSTRUCT",
        "DESCRIBE",
    )


# ------------------------------------------------------------------ one question over HTTP


def asked(
    server: Server,
    endpoint: str,
    text: str,
    dataset: tuple[list[str], list[str]] = ([], []),
    *,
    triples: bool = False,
) -> Answer:
    """What an endpoint answers; raises QueryError where the query is at fault, else StoreError."""
    default, named = dataset
    form = [("query", text)]
    form += [("default-graph-uri", iri) for iri in default] + [("named-graph-uri", iri) for iri in named]
    found = server.request("POST", endpoint, data=form, headers={"Accept": TRIPLES if triples else RESULTS})
    if found.status_code == 400:
        raise QueryError(f"the store cannot run the query ({first_line(found.text)})")
    if found.status_code != 200:
        raise server.refusal(found, "a query")
    if CUT in found.headers:
        raise QueryError(
            f"the store truncates answers after {found.headers[CUT]} rows; use LIMIT, or raise its limit"
        )
    try:
        return _graph(found.content) if triples else _rows(found.content)
    except (ValueError, SyntaxError, LookupError, TypeError) as error:
        kind = found.headers.get("Content-Type", "nothing said")
        raise StoreError(
            f"{server.url}: not a SPARQL result ({kind}: {first_line(found.text) or 'empty'}); "
            "give the URL of a SPARQL 1.1 store"
        ) from error


def _rows(body: bytes) -> Answer:
    found = json.loads(body)
    if found["head"].get("vars") == ["__ASK_RETVAL"]:  # Virtuoso 7.2.5 answers ASK with a row
        yes = any(row["__ASK_RETVAL"]["value"] == "1" for row in found["results"]["bindings"])
        body = json.dumps({"head": {}, "boolean": yes}).encode()
    elif "boolean" not in found and not isinstance(found["results"]["bindings"], list):
        raise ValueError("neither rows nor a truth value")
    return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)


def _graph(body: bytes) -> Answer:
    """Triples as pyoxigraph's own answer to a CONSTRUCT."""
    store = ox.Store()
    store.bulk_load(body, format=ox.RdfFormat.N_TRIPLES)
    return store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")


# ------------------------------------------------------------------ where a server is asked


def connect(server: Server) -> str:
    """The query URL, at or below the given URL; raises StoreError if there is none."""
    problems: list[StoreError] = []
    for address in (server.url, f"{server.url}/query", f"{server.url}/sparql"):
        try:
            if isinstance(asked(server, address, "ASK {}"), ox.QueryBoolean):
                return address
        except (AwayError, RefusedError):
            raise
        except QueryError:
            continue
        except StoreError as error:
            problems.append(error)
    if problems:
        raise problems[0]
    raise StoreError(f"{server.url}: no SPARQL endpoint; give the URL of a SPARQL 1.1 store")


def manifest_of(server: Server, endpoint: str, base: str) -> Manifest:
    """The manifest of the graph below a base; empty if the server has none."""
    empty = Manifest(base)
    found = asked(server, endpoint, "SELECT ?s ?p ?o WHERE { ?s ?p ?o }", ([empty.iri], []))
    rows = [tuple(getattr(one, "value", "") for one in row) for row in cast(ox.QuerySolutions, found)]
    member, hashed, current = (term(n).value for n in ("prov:hadMember", "wh:sha256", "dcterms:references"))
    return Manifest(
        base,
        next((o for _, p, o in rows if p == current), None),
        frozenset(o for _, p, o in rows if p == member),
        {s: o for s, p, o in rows if p == hashed},
    )


def _bases(server: Server, endpoint: str) -> list[str]:
    """The bases of the graphs on a server, sorted."""
    found = asked(
        server,
        endpoint,
        f"SELECT DISTINCT ?m WHERE {{ GRAPH ?m {{ ?m {term('dcterms:references')} ?merge }} }}",
    )
    iris = (getattr(row[0], "value", "") for row in cast(ox.QuerySolutions, found))
    return sorted(iri.removesuffix(MANIFEST) for iri in iris if iri.endswith(MANIFEST))


def open_remote(url: str, ontology: Ontology, *, base: str | None = None) -> Dataset:
    """The graph on a server, as a Dataset for queries.

    `base` is only needed if the server has several graphs. Raises StoreError if there is none, or if the
    server cannot be reached, refuses, or does not answer with SPARQL results.
    """
    server = Server(url)
    endpoint = connect(server)
    bases = _bases(server, endpoint) if base is None else [base]
    if len(bases) > 1:
        raise StoreError(f"{url}: has several graphs; name the base of one: {', '.join(bases)}")
    manifest = manifest_of(server, endpoint, bases[0] if bases else BASE)
    if manifest.merge is None:
        raise StoreError(f"{url}: has no graph; upload one with whereas build … --store {url}")
    return remote_dataset(Remote(server, endpoint, manifest), ontology)


class _Face(Store):
    """rdflib's view of a server: its prefixes alone; queries go to the engine under it."""

    context_aware = True
    graph_aware = True

    def __init__(self, engine: Remote) -> None:
        super().__init__()
        self.engine = engine
        self._iris: dict[str, URIRef] = {}

    def bind(self, prefix: str, namespace: URIRef, override: bool = True) -> None:
        """Give a namespace a prefix."""
        if override or prefix not in self._iris:
            self._iris[prefix] = namespace

    def namespaces(self) -> Iterator[tuple[str, URIRef]]:
        """The prefixes and their namespaces."""
        return iter(self._iris.items())

    def namespace(self, prefix: str) -> URIRef | None:
        """The namespace of a prefix."""
        return self._iris.get(prefix)

    def prefix(self, namespace: URIRef) -> str | None:
        """The prefix of a namespace."""
        return next((prefix for prefix, iri in self._iris.items() if iri == namespace), None)


def remote_dataset(engine: Remote, ontology: Ontology) -> Dataset:
    """A Dataset over a server, with the prefixes of every graph."""
    dataset = Dataset(store=_Face(engine))
    dataset.namespace_manager = NamespaceManager(dataset, bind_namespaces="none")
    for prefix, namespace in namespaces(ontology, engine.manifest.base).items():
        dataset.store.bind(prefix, URIRef(namespace))
    return dataset
