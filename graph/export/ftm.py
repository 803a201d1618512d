"""Network → FollowTheMoney entities as JSON lines, for Aleph and OpenAleph.

Each entity, statement and source becomes an FtM entity; statements refer to their sources as proof. Only
asserted statements become interests (Ownership, Directorship …). FtM has no field for the speaker, so
claimed, denied, planned and possible statements become an UnknownLink with their modality in `role` and
`status`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graph.export.sheets import in_words
from graph.model import period
from graph.ontology import Ontology
from graph.ontology.schemata import Link, Schemata, schemata

if TYPE_CHECKING:
    import networkx as nx

    from graph.network import EdgeAttributes, SourceInfo

Properties = Mapping[str, Iterable[str | None]]
Entity = dict[str, Any]

BREAKS = {ord(ch): f"\\u{ord(ch):04x}" for ch in "\x85\u2028\u2029"}
"""What JSON allows within a string, and some readers take for the end of a line."""

ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?")
"""What FollowTheMoney takes for the id of an entity."""

WEB = re.compile(r"https?://[^\s\"<>\\^`{|}]+")
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
COUNTRY = re.compile(r"[A-Z]{2}")
WIKIDATA = re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q[1-9]\d*)")


def followthemoney(network: nx.MultiDiGraph, ontology: Ontology) -> bytes:
    """The network as FollowTheMoney entities, one a line: sources, then entities, then statements."""
    lines = (json.dumps(one, ensure_ascii=False, sort_keys=True) for one in entities(network, ontology))
    return "".join(f"{line.translate(BREAKS)}\n" for line in lines).encode("utf-8")


def entities(network: nx.MultiDiGraph, ontology: Ontology) -> Iterator[Entity]:
    """The entities as `id`, `schema` and `properties`: what FollowTheMoney's `from_dict` takes."""
    known = schemata()
    for slug, info in network.graph["sources"].items():
        yield _entity(known, f"source/{slug}", known.classes["Source"], _source(info))
    schema: dict[str, str] = {}
    for id_, told in network.nodes(data=True):
        schema[id_] = known.schema_of(told["cls"], ontology)
        yield _entity(known, id_, schema[id_], _node(told, network))
    for subject, object_, key, edge in network.edges(keys=True, data=True):
        link = _link(known, edge, ontology, schema[subject], schema[object_])
        ends = {link.subject: [entity_id(subject)], link.object: [entity_id(object_)]}
        told = _statement(key, edge, network, ontology, ends=(subject, object_))
        yield _entity(known, f"statement/{key}", link.schema, {**ends, **told})


def entity_id(id_: str) -> str:
    """The id below the base as FollowTheMoney allows it: `person/xi-jinping` → `person.xi-jinping`."""
    found = id_.replace("/", ".")
    hashed = hashlib.sha256(id_.encode("utf-8")).hexdigest()[:24]
    return found if ID.fullmatch(found) and len(found) < 200 and id_.count("/") == 1 else f"id.{hashed}"


def _entity(known: Schemata, id_: str, schema: str, told: Properties) -> Entity:
    values = {name: sorted({v for v in found if v}) for name, found in told.items()}
    ends = {name for name in values if name in known.ranges}
    kept = {n: v for n, v in values.items() if v and (n in ends or known.has(schema, n))}
    return {"id": entity_id(id_), "schema": schema, "properties": kept}


def _source(info: SourceInfo) -> Properties:
    web = WEB.fullmatch(info.origin)
    return {
        "name": [info.title or info.slug],
        "title": [info.title],
        "fileName": [info.slug if web else info.origin or info.slug],
        "sourceUrl": [info.origin if web else None],
        "publishedAt": [_date(info.published)],
        "publisher": [info.publisher],
    }


def _node(told: Mapping[str, Any], network: nx.MultiDiGraph) -> Properties:
    country, known = told["country"], network.graph["sources"]
    return {
        "name": [told["label"]],
        "alias": [name for name in told["names"] if name != told["label"]],
        "country": [country.lower() if country and COUNTRY.fullmatch(country) else None],
        "position": told["roles"],
        "full": [told["label"]],
        "title": [told["label"]],
        "fileName": [told["label"]],
        "date": [_date(told["when"])],
        "wikidataId": [found[1] for iri in told["same_as"] if (found := WIKIDATA.fullmatch(iri))],
        "proof": [entity_id(f"source/{slug}") for slug in told["sources"] if slug in known],
    }


def _date(text: str | None) -> str | None:
    return text if text and DATE.fullmatch(text) else None


def _link(known: Schemata, edge: EdgeAttributes, ontology: Ontology, subject: str, object_: str) -> Link:
    """The link of an edge's relation if it is asserted and its ends fit, otherwise the general one."""
    link = known.link_of(edge["relation"], ontology)
    fits = known.fits(subject, link.subject) and known.fits(object_, link.object)
    return link if fits and edge["modality"] == "Asserted" else known.links["relatedTo"]


def _statement(
    key: str, edge: EdgeAttributes, network: nx.MultiDiGraph, ontology: Ontology, *, ends: tuple[str, str]
) -> Properties:
    sources = network.graph["sources"]
    slugs = sorted({one.source for one in edge["evidence"]} & set(sources))
    words = in_words(edge, ontology)
    said = "" if edge["modality"] == "Asserted" else f"{edge['modality'].lower()}: "
    speaker = network.nodes[edge["speaker"]]["label"] if edge["speaker"] else None
    subject, object_ = (network.nodes[end]["label"] for end in ends)
    return {
        "role": [said + words],
        "relationship": [words],
        "status": [edge["modality"]],
        "summary": [f"{subject} {words} {object_}" + _notes(said, speaker, edge)],
        "description": [f"“{one.sentence}” [{one.source}]" for one in edge["evidence"]],
        "date": [_date(edge["when"])],
        "startDate": [_date(edge["start"])],
        "endDate": [_date(edge["end"])],
        "recordId": [key],
        "proof": [entity_id(f"source/{slug}") for slug in slugs],
        "publisher": [sources[slug].publisher for slug in slugs],
        "sourceUrl": [sources[slug].origin for slug in slugs if WEB.fullmatch(sources[slug].origin)],
    }


def _notes(said: str, speaker: str | None, edge: EdgeAttributes) -> str:
    modality = said.removesuffix(": ")
    by = f"{modality or 'said'} by {speaker}" if speaker else modality
    notes = ", ".join(
        note for note in (by, period(edge["when"], edge["start"], edge["end"], edge["state"])) if note
    )
    return f" ({notes})" if notes else ""
