"""Dataset → networkx: entities as nodes, statements as edges, each edge with its evidence.

Every statement is an edge, whatever its modality: who wants facts alone filters by `modality`. Nodes and
edges are inserted sorted, so that what is computed from the network never depends on the order of a store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import networkx as nx
import pyoxigraph as ox
from rdflib import Dataset

from graph.network.values import Citation, Edge, EdgeAttributes, Named, QuotationInfo, SourceInfo
from graph.ontology import BASE, NAMESPACES, WH, Ontology
from graph.store import base_of, engine

Properties = Mapping[str, tuple[str, ...]]
"""The values of one subject by predicate, each sorted; IRIs below the base are cut to ids."""

_NS = NAMESPACES
_TYPE = f"{_NS['rdf']}type"
_LABEL = f"{_NS['rdfs']}label"
_SAME = (f"{_NS['owl']}sameAs", f"{_NS['skos']}exactMatch")
_NIF = _NS["nif"]
_TIES = (
    f"{_NS['rdf']}subject",
    f"{_NS['rdf']}object",
    f"{_NS['prov']}wasAttributedTo",
    f"{WH}reportedBy",
    f"{WH}mentions",
    f"{WH}medium",
    f"{WH}evidence",
)
"""From a statement or quotation to its entities and its evidence."""


def network(dataset: Dataset, ontology: Ontology) -> nx.MultiDiGraph:
    """The graph's entities and statements as a directed multigraph.

    A node is an entity's id below the base ("person/xi-jinping") with `label`, `cls`, `names`, `roles`,
    `mentions`, `when`, `country`, `same_as` and `sources` (slugs). An edge leads from subject to object,
    its key is the statement's id; it has `relation` (local name), `modality`, `speaker` and `medium` (ids),
    `when`, `start`, `end`, `label` (the phrase of an open relation), `state` ("Ended", "Suspended" or None)
    and `evidence`, a tuple of Citation.
    `graph["sources"]` leads from slug to SourceInfo, `graph["quotations"]` is a tuple of QuotationInfo in
    the order of their first evidence. Raises StoreError for a dataset that is not
    over Oxigraph.
    """
    merged = engine(dataset).quads_for_pattern(None, None, None, ox.DefaultGraph())
    return _network(_properties(merged, base_of(dataset)), ontology)


def around(dataset: Dataset, ontology: Ontology, id_: str) -> nx.MultiDiGraph:
    """The part of the network about one entity: its statements and quotations, and their ends.

    The cost depends on the statements about the entity, not on the size of the graph. The `sources` of a node
    are those of this part.
    """
    base, asked = base_of(dataset), engine(dataset)
    me = _iri(id_, base)
    said = {
        quad.subject.value.removeprefix(base)
        for end in (
            f"{_NS['rdf']}subject",
            f"{_NS['rdf']}object",
            f"{_NS['prov']}wasAttributedTo",
            f"{WH}mentions",
        )
        for quad in asked.quads_for_pattern(None, ox.NamedNode(end), me, ox.DefaultGraph())
        if isinstance(quad.subject, ox.NamedNode)
    }
    statements = _properties_of(dataset, {id_, *said})
    tied = {
        one
        for properties in statements.values()
        for predicate in _TIES
        for one in _all(properties, predicate)
    }
    return _network({**statements, **_properties_of(dataset, tied - statements.keys())}, ontology)


def nodes(dataset: Dataset, ontology: Ontology, ids: Iterable[str]) -> nx.MultiDiGraph:
    """Some entities as nodes without edges, and so without `sources`."""
    return _network(_properties_of(dataset, ids), ontology)


def named(dataset: Dataset) -> dict[str, Named]:
    """The names and the number of mentions of every entity that is mentioned, by id."""
    base = base_of(dataset)

    def values(predicate: str) -> Iterator[tuple[str, str]]:
        node = ox.NamedNode(predicate)
        for quad in engine(dataset).quads_for_pattern(None, node, None, ox.DefaultGraph()):
            yield getattr(quad.subject, "value", "").removeprefix(base), getattr(quad.object, "value", "")

    mentions = sorted((id_, int(number)) for id_, number in values(f"{WH}mentionCount"))
    labels: defaultdict[str, list[str]] = defaultdict(list)
    also: defaultdict[str, list[str]] = defaultdict(list)
    for into, predicate in ((labels, _LABEL), (also, f"{_NS['skos']}altLabel")):
        for id_, name in values(predicate):
            into[id_].append(name)
    return {
        id_: _named(min(labels.get(id_, ()), default=id_.rpartition("/")[2]), also.get(id_, ()), number)
        for id_, number in mentions
    }


def _named(label: str, also: Iterable[str], mentions: int) -> Named:
    return {"label": label, "names": tuple(sorted({label, *also})), "mentions": mentions}


def counts(dataset: Dataset) -> tuple[int, int, int]:
    """How many entities are mentioned, how many statements there are, and how many sources."""
    patterns = (f"?x <{WH}mentionCount> ?n", f"?x a <{WH}Statement>", f"?x a <{WH}Source>")
    entities, statements, sources = (
        int(next(iter(engine(dataset).query(f"SELECT (COUNT(DISTINCT ?x) AS ?all) {{ {one} }}")))[0].value)
        for one in patterns
    )
    return entities, statements, sources


def _network(subjects: Mapping[str, Properties], ontology: Ontology) -> nx.MultiDiGraph:
    sources = {i.removeprefix("source/"): p for i, p in sorted(subjects.items()) if _is(p, "Source")}
    infos = [_source(slug, properties) for slug, properties in sources.items()]
    mentioned = {slug: _all(properties, f"{_NS['schema']}mentions") for slug, properties in sources.items()}
    return _assembled(
        infos, mentioned, _edges(subjects, ontology), subjects, ontology, quotations=_quotations(subjects)
    )


def quotations_of(quads: Iterable[ox.Quad], *, base: str = BASE) -> list[QuotationInfo]:
    """The quotations that one source's graph alone has, from its quads."""
    return list(_quotations(_properties(dict.fromkeys(quads), base)))


def edges_of(quads: Iterable[ox.Quad], ontology: Ontology, *, base: str = BASE) -> list[Edge]:
    """The edges that one source's graph alone has, from its quads."""
    return list(_edges(_properties(dict.fromkeys(quads), base), ontology))


def assembled(
    sources: Iterable[SourceInfo],
    mentioned: Mapping[str, Iterable[str]],
    edges: Iterable[Edge],
    entities: Iterable[ox.Quad],
    ontology: Ontology,
    *,
    quotations: Iterable[QuotationInfo] = (),
    base: str = BASE,
) -> nx.MultiDiGraph:
    """The network of edges, each statement once: what `network` gives for the dataset that they all make.

    `mentioned` leads from a source's slug to the ids of its entities, `entities` are the quads that
    describe them.
    """
    infos = sorted(sources, key=lambda one: f"source/{one.slug}")
    subjects = _properties(dict.fromkeys(entities), base)
    return _assembled(infos, mentioned, edges, subjects, ontology, quotations=quotations)


def _assembled(
    sources: Iterable[SourceInfo],
    mentioned: Mapping[str, Iterable[str]],
    said: Iterable[Edge],
    subjects: Mapping[str, Properties],
    ontology: Ontology,
    *,
    quotations: Iterable[QuotationInfo],
) -> nx.MultiDiGraph:
    found = nx.MultiDiGraph()
    found.graph["sources"] = {one.slug: one for one in sources}
    found.graph["quotations"] = tuple(sorted(quotations, key=_quotation_place))
    edges = sorted(said, key=lambda e: e[:3])
    named_in = _named_in(mentioned, edges)
    entities = _entities(subjects, ontology)
    for subject, object_, _, edge in edges:
        for end in (subject, object_, edge["speaker"], edge["medium"]):
            if end is not None:
                entities.setdefault(end, "Entity")
    for one in found.graph["quotations"]:
        for end in (one.speaker, one.medium, *one.mentions):
            if end is not None:
                entities.setdefault(end, "Entity")
    for id_, cls in sorted(entities.items()):
        found.add_node(id_, **_node(id_, cls, subjects.get(id_, {})), sources=tuple(sorted(named_in[id_])))
    for subject, object_, key, edge in edges:
        found.add_edge(subject, object_, key=key, **edge)
    return found


def _properties(quads: Iterable[ox.Quad], base: str) -> dict[str, Properties]:
    """All that some quads say, each of which is there once, by subject and predicate."""
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        _add(found[getattr(quad.subject, "value", "").removeprefix(base)], quad, base)
    return {s: {p: tuple(sorted(values)) for p, values in ps.items()} for s, ps in found.items()}


def _properties_of(dataset: Dataset, ids: Iterable[str]) -> dict[str, Properties]:
    """Those of some subjects alone."""
    base, asked, default = base_of(dataset), engine(dataset), ox.DefaultGraph()
    found: dict[str, Properties] = {}
    for id_ in ids:
        values: defaultdict[str, list[str]] = defaultdict(list)
        for quad in asked.quads_for_pattern(_iri(id_, base), None, None, default):
            _add(values, quad, base)
        if values:
            found[id_] = {p: tuple(sorted(those)) for p, those in values.items()}
    return found


def _iri(id_: str, base: str) -> ox.NamedNode:
    return ox.NamedNode(id_ if ":" in id_ else base + id_)


def _add(into: defaultdict[str, list[str]], quad: ox.Quad, base: str) -> None:
    value = getattr(quad.object, "value", "")
    if isinstance(quad.object, ox.NamedNode):
        value = value.removeprefix(base)
    into[quad.predicate.value].append(value)


def _all(properties: Properties, predicate: str) -> tuple[str, ...]:
    return properties.get(predicate, ())


def _first(properties: Properties, predicate: str) -> str | None:
    return next(iter(properties.get(predicate, ())), None)


def _last(properties: Properties, predicate: str) -> str | None:
    return next(reversed(properties.get(predicate, ())), None)


def _number(properties: Properties, predicate: str) -> int:
    return int(_first(properties, predicate) or 0)


def _is(properties: Properties, cls: str) -> bool:
    return WH + cls in _all(properties, _TYPE)


def _entities(subjects: Mapping[str, Properties], ontology: Ontology) -> dict[str, str]:
    """Each entity with its most specific class; of two as specific, the first by name.

    A class that the ontology lacks (the graph was built with another) goes by its local name.
    """
    named = {cls.iri: cls for cls in ontology.classes.values()}
    found: dict[str, str] = {}
    for id_, properties in subjects.items():
        classes = [named[iri] for iri in _all(properties, _TYPE) if iri in named]
        if foreign := f"{WH}mentionCount" in properties and set(_all(properties, _TYPE)) - set(named):
            found[id_] = _local(min(foreign))
        elif classes:
            found[id_] = min(classes, key=lambda c: (-c.depth, c.name)).name
    return found


def _node(id_: str, cls: str, properties: Properties) -> dict[str, object]:
    label = _first(properties, _LABEL) or id_.rpartition("/")[2]
    return {
        "label": label,
        "cls": cls,
        "names": tuple(sorted({label, *_all(properties, f"{_NS['skos']}altLabel")})),
        "roles": _all(properties, f"{_NS['schema']}jobTitle"),
        "mentions": _number(properties, f"{WH}mentionCount"),
        "when": _first(properties, f"{WH}when"),
        "country": _first(properties, f"{WH}country"),
        "same_as": tuple(sorted(value for predicate in _SAME for value in _all(properties, predicate))),
    }


def _source(slug: str, properties: Properties) -> SourceInfo:
    return SourceInfo(
        slug,
        title=_first(properties, f"{_NS['dcterms']}title"),
        published=_first(properties, f"{_NS['dcterms']}issued"),
        origin=_first(properties, f"{_NS['dcterms']}source") or "",
        publisher=_first(properties, f"{_NS['dcterms']}publisher"),
    )


def _edges(subjects: Mapping[str, Properties], ontology: Ontology) -> Iterable[Edge]:
    named = {relation.iri: relation.name for relation in ontology.relations.values()}
    for id_, properties in subjects.items():
        ends = [_first(properties, f"{_NS['rdf']}{end}") for end in ("subject", "predicate", "object")]
        subject, predicate, object_ = ends
        if subject is None or predicate is None or object_ is None or not _is(properties, "Statement"):
            continue
        relation = named.get(predicate) or _local(predicate)
        yield subject, object_, id_.removeprefix("statement/"), _edge(relation, properties, subjects)


def _quotations(subjects: Mapping[str, Properties]) -> Iterator[QuotationInfo]:
    for id_, properties in subjects.items():
        if not _is(properties, "Quotation"):
            continue
        cited = (_citation(subjects.get(one, {})) for one in _all(properties, f"{WH}evidence"))
        yield QuotationInfo(
            id_.removeprefix("quotation/"),
            speaker=_first(properties, f"{_NS['prov']}wasAttributedTo") or "",
            medium=_first(properties, f"{WH}medium"),
            mentions=_all(properties, f"{WH}mentions"),
            when=_first(properties, f"{WH}when"),
            evidence=tuple(sorted(cited, key=place)),
        )


def _quotation_place(one: QuotationInfo) -> tuple[str, int, int, str]:
    first = one.evidence[0] if one.evidence else None
    return (first.source, first.begin, first.phrase_begin, one.id) if first else ("~", 0, 0, one.id)


def _edge(relation: str, properties: Properties, subjects: Mapping[str, Properties]) -> EdgeAttributes:
    citations = (_citation(subjects.get(e, {})) for e in _all(properties, f"{WH}evidence"))
    return {
        "relation": relation,
        "modality": _local(_first(properties, f"{WH}modality") or "Asserted"),
        "speaker": _first(properties, f"{_NS['prov']}wasAttributedTo"),
        "medium": _first(properties, f"{WH}reportedBy"),
        "when": _first(properties, f"{WH}when"),
        # Sources that bound it differently: the longest time that any of them gives.
        "start": _first(properties, f"{WH}since"),
        "end": _last(properties, f"{WH}until"),
        "label": _first(properties, _LABEL),
        "state": _local(state) if (state := _first(properties, f"{WH}state")) else None,
        "evidence": tuple(sorted(citations, key=place)),
    }


def place(citation: Citation) -> tuple[str, int, int, int, str]:
    """What the citations of a statement are ordered by."""
    return citation.source, citation.begin, citation.end, citation.phrase_begin, citation.extractor


def _citation(properties: Properties) -> Citation:
    return Citation(
        source=(_first(properties, f"{_NIF}referenceContext") or "").removeprefix("source/"),
        sentence=_first(properties, f"{_NIF}anchorOf") or "",
        begin=_number(properties, f"{_NIF}beginIndex"),
        end=_number(properties, f"{_NIF}endIndex"),
        phrase=_first(properties, f"{WH}phrase") or "",
        phrase_begin=_number(properties, f"{WH}phraseBegin"),
        phrase_end=_number(properties, f"{WH}phraseEnd"),
        confidence=float(_first(properties, f"{WH}confidence") or 0),
        extractor=_first(properties, f"{WH}extractor") or "",
    )


def _named_in(mentioned: Mapping[str, Iterable[str]], edges: Iterable[Edge]) -> defaultdict[str, set[str]]:
    """For each entity the sources that mention it: as they list it, and as statements about it show."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for slug, entities in mentioned.items():
        for entity in entities:
            found[entity].add(slug)
    for subject, object_, _, edge in edges:
        for end in (subject, object_):
            found[end].update(citation.source for citation in edge["evidence"])
    return found


def _local(iri: str) -> str:
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
