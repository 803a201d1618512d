"""Network → GraphML and GEXF, for Gephi, Cytoscape, yEd and other network tools.

Both have plain values only: lists are joined, and an edge has its evidence twice, as text to read
(`evidence`) and as JSON for programs (`citations`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict
from io import BytesIO
from typing import TYPE_CHECKING

from graph.export.sheets import Cell, in_words, joined, sheets
from graph.ontology import Ontology
from graph.store import NOT_IN_XML

if TYPE_CHECKING:
    import networkx as nx

    from graph.network import Citation, SourceInfo

CLOCK = re.compile(rb' lastmodifieddate="[^"]*"')


def graphml(network: nx.MultiDiGraph, ontology: Ontology) -> bytes:
    """The network as GraphML; the graph attribute `sources` has the sources as JSON."""
    found = plain(network, ontology)
    sources = {slug: asdict(info) for slug, info in network.graph["sources"].items()}
    found.graph["sources"] = as_json(sources)
    out = BytesIO()
    from networkx import write_graphml

    write_graphml(found, out, named_key_ids=True)
    return out.getvalue()


def gexf(network: nx.MultiDiGraph, ontology: Ontology) -> bytes:
    """The network as GEXF 1.2."""
    out = BytesIO()
    from networkx import write_gexf

    write_gexf(plain(network, ontology), out)
    return CLOCK.sub(b"", out.getvalue()) + b"\n"


def plain(network: nx.MultiDiGraph, ontology: Ontology) -> nx.MultiDiGraph:
    """The network with only texts and numbers as attributes; unknown values are omitted.

    `label` is the text to show on a node or an edge, `weight` the number of pieces of evidence; `since` and
    `until` limit an edge in time (`start` and `end` have another meaning in GEXF).
    """
    nodes, edges, _, _ = sheets(network, ontology)
    from networkx import MultiDiGraph

    found = MultiDiGraph()
    for told in nodes.records():
        found.add_node(_clean(str(told.pop("id"))), **_known(told))
    for subject, object_, key, edge in network.edges(keys=True, data=True):
        told = {
            "label": in_words(edge, ontology),
            "relation": edge["relation"],
            "modality": edge["modality"],
            "speaker": edge["speaker"],
            "medium": edge["medium"],
            "when": edge["when"],
            "since": edge["start"],
            "until": edge["end"],
            "state": edge["state"],
            "phrase": edge["label"],
            "weight": len(edge["evidence"]),
            "evidence": _to_read(edge["evidence"], network.graph["sources"]),
            "citations": as_json([asdict(one) for one in edge["evidence"]]),
        }
        found.add_edge(_clean(subject), _clean(object_), key=key, id=key, **_known(told))
    assert len(edges.rows) == found.number_of_edges()
    return found


def as_json(value: object) -> str:
    """The value as JSON in ASCII, with control characters escaped."""
    return json.dumps(value, separators=(",", ":"))


def _known(told: dict[str, Cell]) -> dict[str, str | int | float]:
    values = {name: joined(v) if isinstance(v, tuple) else v for name, v in told.items()}
    return {n: _clean(v) if isinstance(v, str) else v for n, v in values.items() if v not in (None, "")}


def _clean(text: str) -> str:
    """The text without characters that XML does not allow."""
    return NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _to_read(evidence: Iterable[Citation], sources: dict[str, SourceInfo]) -> str:
    return "\n".join(f"“{one.sentence}” [{_named(one.source, sources)}]" for one in evidence)


def _named(slug: str, sources: dict[str, SourceInfo]) -> str:
    info = sources.get(slug)
    told = (info.title, info.publisher, info.published) if info else ()
    return ", ".join(one for one in told if one) or slug
