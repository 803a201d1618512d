"""The graph as one object: to ask in SPARQL, to walk, to look up by name, to show."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from functools import cached_property, partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import UnknownTermWarning
from graph.library.lookup import Names
from graph.library.rows import cell, check, edges_of, quotation_rows, row, words
from graph.library.views import EntityView, MapView, StatementView
from graph.model import Modality
from graph.ontology import Ontology, default_ontology, load_ontology

if TYPE_CHECKING:
    import networkx as nx
    from pandas import DataFrame

    from graph.analyse import Measures
    from graph.diff import Changes
    from graph.network import EdgeAttributes
    from graph.query import Parameter
    from graph.store import Dataset
    from graph.store.fill import Filled

NODE_COLUMNS = ("label", "cls", "mentions", "names", "roles", "when", "country", "sources")
STATEMENT_COLUMNS = tuple("id subject relation object modality speaker when sources sentence".split())
QUOTATION_COLUMNS = tuple("id speaker medium words mentions when source sentence".split())
MOST_MENTIONED = 10
"""How many entities a graph shows in a notebook."""


class KnowledgeGraph:
    """A built graph: as RDF (`dataset`, `query`), as a network (`network`), and in words (`entity`).

    Created by `graph.build` or `KnowledgeGraph.open`. It never changes the files of the graph.
    """

    def __init__(self, dataset: Dataset, ontology: Ontology | None = None, *, title: str = "") -> None:
        self.dataset: Dataset = dataset
        self.ontology: Ontology = ontology or default_ontology()
        self.title = title

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        ontology_files: Iterable[str | Path] = (),
        tell: Callable[[str], None] | None = None,
    ) -> KnowledgeGraph:
        """Open an output folder, or one file of a graph (TriG, Turtle, N-Quads, N-Triples, JSON-LD).

        A large graph is indexed when it is first opened (`tell` gets a line); later it opens immediately.
        `ontology_files` are the user's ontology files of the build. Raises StoreError if there is no graph,
        OntologyError for an invalid ontology.
        """
        from graph.store import open_dataset

        files = tuple(Path(file) for file in ontology_files)
        ontology = load_ontology(files) if files else default_ontology()
        return cls(open_dataset(path, ontology, tell=tell), ontology, title=Path(path).resolve().stem)

    @classmethod
    def remote(cls, url: str, *, ontology_files: Iterable[str | Path] = ()) -> KnowledgeGraph:
        """Open the graph on a SPARQL 1.1 server, uploaded by `fill`.

        `query` runs on the server; everything that needs the `network` downloads the graph. Raises
        StoreError if there is no graph or the server does not answer.
        """
        from graph.store.remote import open_remote

        files = tuple(Path(file) for file in ontology_files)
        ontology = load_ontology(files) if files else default_ontology()
        return cls(open_remote(url, ontology), ontology, title=url)

    def fill(self, url: str) -> Filled:
        """Upload this graph to a SPARQL 1.1 server, and return what was sent; see `graph.store.fill`.

        Raises StoreError if the server cannot be reached or refuses.
        """
        from graph.store.fill import fill

        return fill(self.dataset, url)

    @cached_property
    def network(self) -> nx.MultiDiGraph:
        """The entities and statements as a networkx multigraph; see `graph.network.network`."""
        from graph.network import network

        return network(self.dataset, self.ontology)

    def query(self, sparql: str, **parameters: Parameter | EntityView) -> DataFrame:
        """The result of a SPARQL query, as a DataFrame with prefixed names.

        Prefixes such as `wh:` and `country:` are predeclared. Each keyword binds the variable of its name:
        an EntityView to its IRI, a text to a literal; `graph.query.Iri` makes an IRI from a text. Raises
        QueryError for invalid queries, updates and SERVICE; warns about terms that neither the ontology nor
        the graph has.
        """
        from graph.query import Iri, select, unknown_terms

        values = {
            name: Iri(value.iri) if isinstance(value, EntityView) else value
            for name, value in parameters.items()
        }
        found = select(self.dataset, sparql, values)
        for line in unknown_terms(self.dataset, sparql, self.ontology):
            warnings.warn(line, UnknownTermWarning, stacklevel=2)
        return found.frame()

    def entity(self, name: str) -> EntityView:
        """The entity with that name, alias or id, ignoring case; the most mentioned of several.

        Raises QueryError with the closest matches if there is none.
        """
        from graph.store import base_of

        id_ = self._names.find(name)
        near = self._near(id_)
        node = near.nodes[id_]
        views = [self._statement(near, *edge) for edge in edges_of(near, id_)]
        return EntityView(
            id=id_,
            iri=id_ if ":" in id_ else base_of(self.dataset) + id_,
            cls=node["cls"],
            label=node["label"],
            names=node["names"],
            roles=node["roles"],
            mentions=node["mentions"],
            statements=tuple(sorted(views, key=words)),
            quotations=tuple(one for one in near.graph["quotations"] if id_ in (one.speaker, *one.mentions)),
        )

    def entities(self, cls: str | None = None) -> DataFrame:
        """All entities, the most mentioned first; `cls` keeps one class and those below it.

        Raises QueryError for a class that the ontology lacks.
        """
        from pandas import DataFrame

        check("class", cls, self.ontology.classes)
        rows = [
            (id_, *(cell(node[name]) for name in NODE_COLUMNS))
            for id_, node in self.network.nodes(data=True)
            if cls is None or self.ontology.is_a(node["cls"], cls)
        ]
        found = DataFrame(rows, columns=["id", *NODE_COLUMNS])
        return found.sort_values(["mentions", "id"], ascending=[False, True], ignore_index=True)

    def statements(
        self,
        entity: str | EntityView | None = None,
        *,
        relation: str | None = None,
        modality: str | None = None,
        speaker: str | EntityView | None = None,
        source: str | None = None,
    ) -> DataFrame:
        """All statements that fit, a row each, with the first sentence that says them.

        `entity` is either end, `relation` and `modality` are names of the vocabulary ("metWith",
        "Claimed"), `source` is a slug. The column `sources` counts the sources that say it. Raises
        QueryError for an entity, relation, modality or source that does not exist.
        """
        from pandas import DataFrame

        check("relation", relation, self.ontology.relations)
        check("modality", modality, list(Modality))
        if source is not None:
            check("source", source, self.network.graph["sources"])
        of, by = self._id(entity), self._id(speaker)
        near = self._near(of or by)
        rows = []
        for subject, object_, key, edge in near.edges(keys=True, data=True):
            fits = (
                of in (None, subject, object_),
                by in (None, edge["speaker"]),
                relation in (None, edge["relation"]),
                modality in (None, edge["modality"]),
                source is None or any(c.source == source for c in edge["evidence"]),
            )
            if all(fits):
                rows.append(row(self._statement(near, subject, object_, key, edge), source))
        return DataFrame(rows, columns=list(STATEMENT_COLUMNS))

    def quotations(
        self, speaker: str | EntityView | None = None, *, about: str | EntityView | None = None
    ) -> DataFrame:
        """Reported speech, a row per quotation: who says which words, and which entities they mention.

        `speaker` is who says it, `about` an entity that the words mention. Quotations are no statements.
        Raises QueryError for an entity that does not exist.
        """
        from pandas import DataFrame

        by, of = self._id(speaker), self._id(about)
        return DataFrame(quotation_rows(self._near(by or of), by, of), columns=list(QUOTATION_COLUMNS))

    def measures(self) -> DataFrame:
        """Centrality, brokerage and communities: one row per entity, sorted by PageRank.

        All but the last use ties: w(u, v) = Σ over the distinct (relation, source) that bind u and v
        of the greatest certainty said (asserted 1, claimed or planned ½, possible ¼, denied 0).

        * `pagerank`: PR(v) = (1 − d)/n + d Σ_u PR(u)·w(u, v) / Σ_x w(u, x), d = 0.85; sums to 1
          (Brin and Page 1998)
        * `degree`: Σ_u w(u, v); `neighbours`: the number of neighbours
        * `betweenness`: Σ σ(s, t | v) / σ(s, t) over all other pairs s, t, divided by (n−1)(n−2)/2, with
          σ the number of shortest paths; exact to 10,000 entities, above estimated from 500 sources drawn
          with a fixed seed, see `attrs["sampled"]` (Freeman 1977; Brandes 2001; Brandes and Pich 2007)
        * `participation`: 1 − Σ_c (k_vc / k_v)², k_vc the weight of v's ties into community c
          (Guimerà and Amaral 2005)
        * `brokerage`: betweenness · participation, high for nodes that connect communities
        * `core`: the largest k such that v has k neighbours who each have k among them (Seidman 1983)
        * `community`: its number, 0 for the largest, by Louvain's method on the modularity
          Q = Σ_c [ L_c/m − (k_c/2m)² ], the same in every run (Blondel et al. 2008)
        * `support`: the mean over v's signed ties of (s⁺ − s⁻) / (s⁺ + s⁻), from −1 (all accusation) to 1
          (all support), missing without signed ties;  `attrs["balance"]` is the share of triangles
          whose signs multiply to plus, None without triangles (Heider 1946; Cartwright and Harary 1956)
        """
        from graph import analyse
        from graph.library.analysis import measured

        signed = analyse.balance(self.network, self.ontology)
        table = measured(self.network, self._measures, signed.sides)
        table.attrs.update(sampled=self._measures.sampled, balance=signed.share)
        return table

    def paths(self, one: str | EntityView, other: str | EntityView, *, count: int = 10) -> DataFrame:
        """How two entities are connected: at most `count` shortest paths, one row per step.

        Shortest by number of steps along ties (breadth first; Moore 1959), ignoring directions; denied
        statements are not ties. `statements` is the number of statements about a step's two ends, `said` the
        most certain of them and `sentence` its evidence. Sorted by the ids of the path; no rows without a
        path. Raises QueryError for an unknown name.
        """
        from graph.library.analysis import steps

        ends = self._id(one) or "", self._id(other) or ""
        return steps(self.network, *ends, count, partial(self._statement, self.network))

    def timeline(self) -> DataFrame:
        """Every dated statement, a row each, the earliest first: an ISO 8601 date as precise as is known.

        `subject`, `object` and `speaker` are labels; the index is the statement's id.
        """
        from graph import analyse

        labels = dict(self.network.nodes(data="label"))
        table = analyse.timeline(self.network).set_index("statement")
        for end in ("subject", "object", "speaker"):
            table[end] = table[end].map(labels)
        return table

    def matrix(self, relation: str | Iterable[str], *, denied: bool = False) -> DataFrame:
        """The matrix of a relation: rows are subjects, columns objects, cells the number of statements.

        This is the adjacency matrix A of the multigraph of one or several relations: A_uv is the number of
        statements from u to v. Denials count only if `denied`. Rows and columns are the sorted ids of the
        entities with a count. Raises QueryError for an unknown relation.
        """
        from graph import analyse

        wanted = [relation] if isinstance(relation, str) else list(relation)
        for name in wanted:
            check("relation", name, self.ontology.relations)
        return analyse.matrix(self.network, wanted, denied=denied)

    def map(self, *, title: str | None = None, height: int = 720) -> MapView:
        """The interactive map; a notebook shows it in a frame `height` pixels high.

        Its query tab works offline, unless the graph is too large to embed (`graph.render.page.MAX_TURTLE`).
        """
        from graph import render
        from graph.store import serialise

        html = render.page(
            self.network,
            self.ontology,
            title=title or self.title,
            measures=self._measures,
            turtle=serialise(self.dataset, ".ttl"),
        )
        return MapView(html, height)

    def export(self, format: str, target: str | Path) -> tuple[Path, ...]:
        """Export the graph to a file or folder in the format of another tool, and return the paths.

        `format` is one of `graph.export.FORMATS` ("graphml", "csv", "ftm" …). Raises StoreError for an
        unknown format, and if `target` cannot be written.
        """
        from graph import export

        network = None if export.format_of(format).rdf else self.network
        return export.write(format, self.dataset, self.ontology, target, network=network)

    def changes(self, old: KnowledgeGraph) -> Changes:
        """What this graph has that an older one has not, and the other way round; see `graph.diff`."""
        from graph.diff import changes

        return changes(old.network, self.network, self.ontology)

    def __repr__(self) -> str:
        entities, statements, sources = self._counts
        return f"KnowledgeGraph({entities} entities, {statements} statements, {sources} sources)"

    def _repr_html_(self) -> str:
        """A summary for notebooks: counts and the most mentioned entities, without script."""
        first = self._names.first(MOST_MENTIONED)
        nodes = self._some(first).nodes
        rows = "".join(
            f"<tr><td>{escape(nodes[id_]['label'])}</td><td>{escape(nodes[id_]['cls'])}</td>"
            f"<td>{nodes[id_]['mentions']}</td></tr>"
            for id_ in first
        )
        head = "<tr><th>entity</th><th>class</th><th>mentions</th></tr>"
        table = f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>" if rows else ""
        return f"<div><p>{escape(repr(self))}</p>{table}</div>"

    @cached_property
    def _measures(self) -> Measures:
        from graph import analyse

        return analyse.measures(self.network)

    # A large graph's network takes minutes to make: what can do without it asks the store instead.

    @property
    def _is_large(self) -> bool:
        from graph.store import on_disk

        return "network" not in self.__dict__ and on_disk(self.dataset)

    @cached_property
    def _names(self) -> Names:
        from graph.network import named

        return Names.of(named(self.dataset).items() if self._is_large else self.network.nodes(data=True))

    @property
    def _counts(self) -> tuple[int, int, int]:
        from graph.network import counts

        if self._is_large:
            return counts(self.dataset)
        found = self.network
        return found.number_of_nodes(), found.number_of_edges(), len(found.graph["sources"])

    def _near(self, id_: str | None) -> nx.MultiDiGraph:
        """A network with all statements about an entity; without an entity, the whole network."""
        from graph.network import around

        return around(self.dataset, self.ontology, id_) if id_ and self._is_large else self.network

    def _some(self, ids: Iterable[str]) -> nx.MultiDiGraph:
        from graph.network import nodes

        return nodes(self.dataset, self.ontology, ids) if self._is_large else self.network

    def _id(self, entity: str | EntityView | None) -> str | None:
        if isinstance(entity, EntityView):
            return entity.id
        return None if entity is None else self._names.find(entity)

    def _statement(
        self, network: nx.MultiDiGraph, subject: str, object_: str, key: str, edge: EdgeAttributes
    ) -> StatementView:
        nodes = network.nodes
        relation = self.ontology.relations.get(edge["relation"])
        return StatementView(
            id=key,
            subject=nodes[subject]["label"],
            relation=edge["label"] or (relation.label if relation else edge["relation"]),
            object=nodes[object_]["label"],
            modality=edge["modality"],
            speaker=nodes[edge["speaker"]]["label"] if edge["speaker"] else None,
            when=edge["when"],
            evidence=edge["evidence"],
            start=edge["start"],
            end=edge["end"],
            state=edge["state"],
        )
