"""Scores a graph against a gold graph: entities, relations, modality, classes, dates, claims and evidence.

An entity is found when a node of its top class has one of its names. One node answers for one gold
entity: a second node for the same one is a duplicate, and a node that matches none is spurious; both
lower precision. A relation is found when both its ends are and an asserted statement has one of its
predicates; one with a speaker, when a statement of that speaker has it; one that is not asserted, when a
statement of its modality has it. What the gold has only as a claim, a denial, a plan or a possibility is
wrong as a plain triple. Optional and inferred relations count for precision and not for recall.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import InputError
from graph.evaluate.claims import claim_misses, date_misses, exact_evidence
from graph.evaluate.figures import Row, f1, ratio
from graph.evaluate.mapping import table
from graph.evaluate.name_matching import closeness
from graph.evaluate.values import Edge, Graph, Node, from_network
from graph.model import Modality
from graph.ontology import Ontology

Triple = tuple[str, str, str]
Gold = Mapping[str, Any]
Relation = list[Any]
"""Subject, predicates, object, and options: modality, by, when, evidence, optional, inferred."""


@dataclass(frozen=True, slots=True)
class Score:
    """The rows of figures, and for each area what was missed or too much, in the order of the gold."""

    rows: tuple[Row, ...]
    misses: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Alignment:
    """The node of each gold entity, and the nodes without a gold entity."""

    node_of: Mapping[str, str]
    id_of: Mapping[str, str]
    duplicates: tuple[str, ...]
    spurious: tuple[str, ...]


def load_gold(path: Path) -> Gold:
    """The gold graph in a JSON file.

    Raises InputError when the file cannot be read, is not JSON, or lacks entities or relations.
    """
    way_out = "give a gold file as benchmarks/README.md describes it"
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(str(path), f"cannot be read as a gold file ({error})", way_out) from error
    if not isinstance(gold, dict) or not {"entities", "relations"} <= gold.keys():
        raise InputError(str(path), "has no entities and relations", way_out)
    return gold


def score_file(gold: Path, graph: Path, ontology: Ontology) -> Score:
    """The figures of a graph against a gold file: an output folder, or a file with `texts/` next to it.

    Raises InputError for a gold file, and StoreError for a graph, that cannot be read.
    """
    from graph.network import network
    from graph.store import open_dataset, texts_beside

    wanted = load_gold(gold)
    files = sorted(texts_beside(graph).glob("*.txt"))
    texts = {one.stem: one.read_bytes().decode("utf-8") for one in files}
    found = from_network(network(open_dataset(graph, ontology), ontology))
    return score(wanted, found, ontology, texts=texts)


def score(gold: Gold, graph: Graph, ontology: Ontology, *, texts: Mapping[str, str] | None = None) -> Score:
    """The figures of `graph` against `gold`; `texts` maps the slug of a source to its text."""
    found = align(gold["entities"], graph.nodes, ontology)
    entities, missed = _entities(gold, found)
    relations, relation_misses, unsupported = _relations(gold, graph, found, ontology)
    dates, claims = date_misses(gold, graph, found.node_of), claim_misses(gold, graph, found.node_of)
    good, places = exact_evidence(graph, texts or {})
    return Score(
        rows=(
            entities,
            relations,
            _modality(gold, graph, found, ontology),
            _classes(gold, graph, found, ontology),
            _recall("dates", gold.get("dates", []), dates),
            _recall("claims", gold.get("claims", []), claims),
            Row("evidence exact", ratio(good, places) if places else None, None, None, 0, places),
        ),
        misses={
            "entities": missed,
            "duplicates": _shown(graph, found.duplicates),
            "spurious": _shown(graph, found.spurious),
            "relations": relation_misses,
            "unsupported": unsupported,
            "dates": dates,
            "claims": claims,
        },
    )


def align(entities: Iterable[Mapping[str, Any]], nodes: Mapping[str, Node], ontology: Ontology) -> Alignment:
    """The best one-to-one match of gold entities and nodes, the closest names first."""
    fits: list[tuple[float, str, str]] = []
    for entity in entities:
        described = entity["type"] in table("gold")["described"]
        names = [entity["name"], *entity.get("aliases", [])]
        for node in nodes.values():
            if ontology.is_a(node.cls, entity["type"]) and (
                fit := closeness(names, node.names, loose=described)
            ):
                fits.append((fit, entity["id"], node.id))
    node_of: dict[str, str] = {}
    id_of: dict[str, str] = {}
    for _, one, node_id in sorted(fits, key=lambda fit: (-fit[0], fit[1], fit[2])):
        if one not in node_of and node_id not in id_of:
            node_of[one], id_of[node_id] = node_id, one
    close = {node_id for _, _, node_id in fits}
    duplicates = tuple(sorted(close - id_of.keys()))
    return Alignment(node_of, id_of, duplicates, tuple(sorted(nodes.keys() - close)))


def _entities(gold: Gold, found: Alignment) -> tuple[Row, tuple[str, ...]]:
    must = [entity["id"] for entity in gold["entities"] if not entity.get("optional")]
    missed = tuple(one for one in must if one not in found.node_of)
    nodes = len(found.id_of) + len(found.duplicates) + len(found.spurious)
    precision, recall = ratio(len(found.id_of), nodes), ratio(len(must) - len(missed), len(must))
    return Row("entities", precision, recall, f1(precision, recall), len(must), nodes), missed


def _relations(
    gold: Gold, graph: Graph, found: Alignment, ontology: Ontology
) -> tuple[Row, tuple[str, ...], tuple[str, ...]]:
    needed = [one for one in gold["relations"] if not (option(one, "optional") or option(one, "inferred"))]
    missed = [one for one in needed if not _is_carried(one, graph, found, ontology)]
    facts = [one for one in gold["relations"] if expected(one) == Modality.ASSERTED]
    allowed = {triple for one in facts for triple in readings_of(one, ontology)}
    asserted = _triples(edge for edge in graph.edges if edge.modality == Modality.ASSERTED)
    stated = _once(_on_entities(asserted, found), ontology)
    precision = ratio(len(stated & allowed), len(stated))
    recall = ratio(len(needed) - len(missed), len(needed))
    row = Row("relations", precision, recall, f1(precision, recall), len(needed), len(stated))
    return (
        row,
        tuple(_shown_relation(one) for one in missed),
        tuple(" ".join(t) for t in sorted(stated - allowed)),
    )


def _is_carried(relation: Relation, graph: Graph, found: Alignment, ontology: Ontology) -> bool:
    """Whether a statement of the relation's speaker, else one of its modality, says it."""
    wanted = {_on_nodes(triple, found) for triple in readings_of(relation, ontology)} - {None}
    speaker, modality = option(relation, "by"), expected(relation)
    if speaker:
        node = found.node_of.get(speaker)
        fitting = (edge for edge in graph.edges if edge.speaker is not None and edge.speaker == node)
    else:
        fitting = (edge for edge in graph.edges if edge.modality == modality)
    return not wanted.isdisjoint(_triples(fitting))


def expected(relation: Relation) -> str:
    """The modality of a gold relation: as given, otherwise Claimed with a speaker and Asserted without."""
    default = Modality.CLAIMED if option(relation, "by") else Modality.ASSERTED
    return str(option(relation, "modality") or default)


def _modality(gold: Gold, graph: Graph, found: Alignment, ontology: Ontology) -> Row:
    """Of the gold relations that the graph has in any modality, how many it has in the right one."""
    by_triple: defaultdict[Triple, set[str]] = defaultdict(set)
    for edge in graph.edges:
        by_triple[edge.subject, edge.relation, edge.object].add(edge.modality)
    right = count = 0
    for one in gold["relations"]:
        ways = {way for triple in readings_of(one, ontology) if (way := _on_nodes(triple, found))}
        got = set().union(*(by_triple.get(way, ()) for way in ways))
        count += bool(got)
        right += expected(one) in got
    return Row("modality right", ratio(right, count) if count else None, None, None, 0, count)


def _classes(gold: Gold, graph: Graph, found: Alignment, ontology: Ontology) -> Row:
    """Of the matched entities whose narrowest class the gold gives, how many are of that class."""
    known = [one for one in gold["entities"] if "class" in one and one["id"] in found.node_of]
    right = sum(ontology.is_a(graph.nodes[found.node_of[one["id"]]].cls, one["class"]) for one in known)
    return Row("class right", ratio(right, len(known)) if known else None, None, None, 0, len(known))


def _triples(edges: Iterable[Edge]) -> set[Triple]:
    return {(edge.subject, edge.relation, edge.object) for edge in edges}


def _once(triples: set[Triple], ontology: Ontology) -> set[Triple]:
    """The triples without the second direction of a symmetric relation."""
    symmetric = {one.name for one in ontology.relations.values() if one.symmetric}
    return {(s, p, o) for s, p, o in triples if p not in symmetric or s <= o or (o, p, s) not in triples}


def option(relation: Relation, name: str) -> Any:
    """One of the options of a gold relation, None where it is not given."""
    return relation[3].get(name) if len(relation) > 3 else None


def readings_of(relation: Relation, ontology: Ontology) -> set[Triple]:
    """All triples between gold entities that satisfy a gold relation."""
    predicates = set(relation[1])
    if "affiliatedWith" in predicates:
        predicates |= set(table("gold")["affiliation"])
    out = {(relation[0], predicate, relation[2]) for predicate in predicates}
    turned = {one for one in predicates if one in ontology.relations and ontology.relations[one].symmetric}
    return out | {(relation[2], predicate, relation[0]) for predicate in turned}


def _on_nodes(triple: Triple, found: Alignment) -> Triple | None:
    ends = found.node_of.get(triple[0]), found.node_of.get(triple[2])
    return (ends[0], triple[1], ends[1]) if ends[0] and ends[1] else None


def _on_entities(triples: Iterable[Triple], found: Alignment) -> set[Triple]:
    loose = set(table("gold")["loose"])
    return {
        (found.id_of[s], p, found.id_of[o])
        for s, p, o in triples
        if s in found.id_of and o in found.id_of and p not in loose
    }


def _shown_relation(relation: Relation) -> str:
    notes = [f"said by {speaker}"] if (speaker := option(relation, "by")) else []
    notes += [modality] if (modality := option(relation, "modality")) else []
    notes += [f"“{words}”"] if (words := option(relation, "evidence")) else []
    return f"{relation[0]} {'|'.join(relation[1])} {relation[2]}" + (
        f" ({', '.join(notes)})" if notes else ""
    )


def _recall(name: str, wanted: list[Any], missed: tuple[str, ...]) -> Row:
    recall = ratio(len(wanted) - len(missed), len(wanted)) if wanted else None
    return Row(name, None, recall, None, len(wanted), len(wanted) - len(missed))


def _shown(graph: Graph, ids: Iterable[str]) -> tuple[str, ...]:
    nodes = [graph.nodes[one] for one in ids]
    return tuple(sorted(f"{min(node.names)} [{node.cls}] {node.id}" for node in nodes))
