"""Everything that the page shows, as one JSON value: compact, sorted, and the same for the same network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import networkx as nx

from graph.analyse import Measures, sign
from graph.model import Modality
from graph.ontology import BASE, Class, Ontology
from graph.query import saved
from graph.render import drawing
from graph.render.layout import layout
from graph.report.headline import dates, headline, standfirst
from graph.report.summary import community_name, summary

if TYPE_CHECKING:
    from graph.network import Citation, QuotationInfo

AGREEMENT = "Agreement"  # the class whose kinds have a view of their own
ACTOR, PLACE = "Agent", "Place"  # the map shows the former first and the latter last
RANKS = ("degree", "pagerank", "betweenness", "brokerage")


@dataclass(slots=True)
class Table:
    """Values each kept once, and their place in the list."""

    values: list[Any] = field(default_factory=list)
    _at: dict[Any, int] = field(default_factory=dict)

    def add(self, value: Any) -> int:
        """The place of the value, put at the end if it is new."""
        if value not in self._at:
            self._at[value] = len(self.values)
            self.values.append(value)
        return self._at[value]


def page_data(
    network: nx.MultiDiGraph, measures: Measures, ontology: Ontology, *, title: str
) -> dict[str, Any]:
    """The page's data: vocabulary, sources, sentences, nodes, statements, quotations and the drawing.

    Nodes, relations, classes, sources and sentences are referred to by their place in their list;
    phrases by offsets into their sentence in UTF-16 code units, as JavaScript counts.
    """
    names = sorted(network)
    at = {name: i for i, name in enumerate(names)}
    classes, relations, sentences, extractors = Table(), Table(), Table(), Table()
    slugs = sorted(network.graph.get("sources", {}))
    source_at = {slug: i for i, slug in enumerate(slugs)}
    nodes = [_node(network, name, measures, classes, source_at) for name in names]
    statements = [
        _statement(edge, at, relations, _Places(sentences, source_at, extractors))
        for edge in sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3])
    ]
    labels = {name: network.nodes[name]["label"] for name in names}
    return {
        "title": title or headline(network, measures, ontology) or "Relationship map",
        "summary": summary(network, ontology),
        "standfirst": list(standfirst(network, measures, ontology)),
        "dates": dates(network),
        "classes": [_class(name, ontology) for name in classes.values],
        "relations": [_relation(name, ontology) for name in relations.values],
        "modalities": [{"name": str(one), "label": str(one).lower()} for one in Modality],
        "sources": [_source(network.graph["sources"][slug]) for slug in slugs],
        "extractors": extractors.values,
        "sentences": sentences.values,
        "ranks": list(RANKS),
        "sampled": measures.sampled,
        "nodes": nodes,
        "statements": statements,
        "quotations": [
            _quotation(one, at, _Places(sentences, source_at, extractors))
            for one in network.graph.get("quotations", ())
        ],
        "communities": [community_name(group, labels) for group in measures.communities],
        "base": BASE,
        "questions": [{"asks": one.asks, "sparql": one.sparql} for one in saved() if not one.needs],
        "drawing": _drawing(network, names, measures, ontology, labels),
    }


def _node(
    network: nx.MultiDiGraph, name: str, measures: Measures, classes: Table, source_at: dict[str, int]
) -> list[Any]:
    data = network.nodes[name]
    ranks = [getattr(measures, rank).get(name, 0.0) for rank in RANKS]
    sources = sorted(source_at[slug] for slug in data["sources"] if slug in source_at)
    return [
        name, data["label"], classes.add(data["cls"]), list(data["names"]), list(data["roles"]),
        data["mentions"], data["when"], data["country"], list(data["same_as"]), sources,
        measures.community.get(name, 0), ranks, measures.core.get(name, 0),
    ]  # fmt: skip


@dataclass(slots=True)
class _Places:
    sentences: Table
    source_at: dict[str, int]
    extractors: Table

    def citations(self, evidence: Iterable[Citation]) -> list[list[Any]]:
        return [self._citation(one) for one in evidence]

    def _citation(self, one: Citation) -> list[Any]:
        begin = utf16(one.sentence[: max(0, one.phrase_begin - one.begin)])
        end = begin + utf16(one.phrase) if one.phrase_begin >= one.begin else begin
        return [
            self.sentences.add(one.sentence), self.source_at.get(one.source, -1), begin, end,
            round(one.confidence, 3), self.extractors.add(one.extractor), one.begin,
        ]  # fmt: skip


def utf16(text: str) -> int:
    """How many UTF-16 code units a text has.

    >>> utf16("a😀")
    3
    """
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _statement(
    edge: tuple[str, str, str, dict[str, Any]], at: dict[str, int], relations: Table, places: _Places
) -> list[Any]:
    u, v, key, data = edge
    modality = list(Modality).index(Modality(data["modality"]))
    speaker, medium = (at.get(data[role]) if data[role] else None for role in ("speaker", "medium"))
    return [
        key, at[u], relations.add(data["relation"]), at[v], modality, speaker, medium,
        data["when"], data["start"], data["end"], data["label"], data["state"],
        places.citations(data["evidence"]),
    ]  # fmt: skip


def _quotation(one: QuotationInfo, at: dict[str, int], places: _Places) -> list[Any]:
    medium = at.get(one.medium) if one.medium else None
    mentions = [at[id_] for id_ in one.mentions]
    return [one.id, at[one.speaker], medium, mentions, one.when, places.citations(one.evidence)]


def _class(name: str, ontology: Ontology) -> dict[str, Any]:
    found: Class | None = ontology.classes.get(name)
    if found is None:
        return {"name": name, "label": name, "colour": drawing.NO_COLOUR, "shape": "dot", "agreement": False,
                "group": name, "actor": False, "place": False}  # fmt: skip
    return {
        "name": name, "label": found.label, "colour": found.colour, "shape": found.shape,
        "agreement": ontology.is_a(name, AGREEMENT), "group": found.group,
        "actor": ontology.is_a(name, ACTOR), "place": ontology.is_a(name, PLACE),
    }  # fmt: skip


def _relation(name: str, ontology: Ontology) -> dict[str, Any]:
    found = ontology.relations.get(name)
    if found is None:
        return {"name": name, "label": name, "inverse": name, "group": "open", "symmetric": False, "sign": 0}
    return {
        "name": name, "label": found.label, "inverse": found.inverse_label, "group": found.group,
        "symmetric": found.symmetric, "sign": sign(name, ontology),
    }  # fmt: skip


def _source(info: Any) -> list[Any]:
    return [info.slug, info.title, info.published, info.origin, info.publisher]


def _drawing(
    network: nx.MultiDiGraph, names: list[str], measures: Measures, ontology: Ontology, labels: dict[str, str]
) -> dict[str, Any]:
    pairs = sorted({(u, v) if u < v else (v, u) for u, v in network.edges() if u != v})
    graph = nx.Graph()
    graph.add_nodes_from(names)
    graph.add_edges_from(pairs)
    radii = drawing.radii(measures.pagerank, names)
    placed = layout(graph, measures.community, rank=measures.pagerank, labels=labels, radius=radii)
    looks = [_class(network.nodes[name]["cls"], ontology) for name in names]
    at = {name: i for i, name in enumerate(names)}
    return drawing.drawing(
        placed,
        names,
        [look["shape"] for look in looks],
        [look["colour"] for look in looks],
        radii,
        [(at[u], at[v]) for u, v in pairs],
    )
