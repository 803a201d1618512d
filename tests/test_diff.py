"""What changed between two graphs: found, told in words, as JSON and as RDF."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
from networks import cyber, generated, hostile
from rdflib import Graph, URIRef
from readings import COMPLEX, IDENTITIES, SEQUEL, VISIT
from test_cli import whereas

from graph import KnowledgeGraph, Modality, Reading
from graph.diff import Changes, Side, as_dict, changes, turtle, words
from graph.model import Identity
from graph.ontology import BASE, default_ontology
from graph.store import compile_dataset, write

ONTOLOGY = default_ontology()


def compiled(readings: Iterable[Reading], identities: Iterable[Identity] = IDENTITIES) -> KnowledgeGraph:
    """The graph of some readings, with the identities that they mention."""
    found = tuple(readings)
    slugs = {reading.source.slug for reading in found}
    kept = [
        replace(one, members=members)
        for one in identities
        if (members := tuple(m for m in one.members if m[0] in slugs))
    ]
    return KnowledgeGraph(compile_dataset(found, kept, ONTOLOGY))


def with_modality(reading: Reading, relation: str, modality: Modality) -> Reading:
    """The reading with the statements of one relation said otherwise."""
    said = (replace(s, modality=modality) if s.relation == relation else s for s in reading.statements)
    return replace(reading, statements=tuple(said))


# ------------------------------------------------------------------ what is found


def test_the_same_graph_has_not_changed() -> None:
    for network in (cyber(), hostile(), generated(30, 60)):
        assert not changes(network, network, ONTOLOGY)
        assert list(words(changes(network, network, ONTOLOGY))) == ["Nothing has changed."]


def test_another_article_brings_what_it_says() -> None:
    found = compiled(COMPLEX).changes(compiled([SEQUEL]))
    assert [thing.id for thing in found.new_entities] == [
        "agency/office-of-personnel-management",
        "media/the-daily",
        "person/hong-lei",
        "person/james-r-clapper",
        "place/washington",
    ]
    told = [str(said) for said in found.new_statements]
    assert "China attacks Office of Personnel Management (claimed by James R. Clapper)" in told
    assert not [one for one in told if "met with" in one]  # said before already, if from one article
    assert found.gone_entities == found.gone_statements == ()


def test_the_other_way_round_everything_is_gone() -> None:
    there, back = (
        compiled(COMPLEX).changes(compiled([SEQUEL])),
        compiled([SEQUEL]).changes(compiled(COMPLEX)),
    )
    assert back.gone_entities == there.new_entities
    assert back.gone_statements == there.new_statements
    assert back.new_entities == back.new_statements == ()


@pytest.mark.parametrize(
    ("before", "after", "asserted_in", "denied_in"),
    [
        (Modality.ASSERTED, Modality.DENIED, Side.OLD, Side.NEW),
        (Modality.DENIED, Modality.ASSERTED, Side.NEW, Side.OLD),
    ],
)
def test_asserted_here_denied_there(
    before: Modality, after: Modality, asserted_in: Side, denied_in: Side
) -> None:
    old, new = (compiled([with_modality(VISIT, "metWith", m)]) for m in (before, after))
    (found,) = new.changes(old).contradicted
    assert (found.asserted.relation, found.denied.relation) == ("metWith", "metWith")
    assert (found.asserted.modality, found.denied.modality) == ("Asserted", "Denied")
    assert (found.asserted_in, found.denied_in) == (asserted_in, denied_in)


def test_a_contradiction_of_old_is_no_change_and_one_within_the_new_graph_is() -> None:
    both = [VISIT, with_modality(SEQUEL, "metWith", Modality.DENIED)]
    assert compiled(both).changes(compiled(both)).contradicted == ()
    (found,) = compiled(both).changes(compiled([VISIT])).contradicted
    assert (found.asserted_in, found.denied_in) == (Side.BOTH, Side.NEW)


@pytest.mark.parametrize("modality", [Modality.CLAIMED, Modality.PLANNED, Modality.POSSIBLE])
def test_only_an_assertion_is_contradicted(modality: Modality) -> None:
    old, new = (compiled([with_modality(VISIT, "metWith", m)]) for m in (modality, Modality.DENIED))
    assert new.changes(old).contradicted == ()


def test_a_longer_name_is_no_other_person() -> None:
    short = replace(IDENTITIES[8], id="person/xi", label="Xi", names=("Xi",))
    assert IDENTITIES[8].id == "person/xi-jinping"
    old = compiled(COMPLEX, (*IDENTITIES[:8], short, *IDENTITIES[9:]))
    found = compiled(COMPLEX).changes(old)
    assert [(one.old.id, one.new.id) for one in found.renamed] == [("person/xi", "person/xi-jinping")]
    assert found == Changes(renamed=found.renamed)


def test_a_namesake_from_another_article_is_somebody_else() -> None:
    old, new = nx.MultiDiGraph(sources={}), nx.MultiDiGraph(sources={})
    told = {"label": "Li Wei", "cls": "Person", "names": ("Li Wei",), "roles": (), "mentions": 1}
    old.add_node("person/li-wei", **told, sources=("one",))
    new.add_node("person/li-wei-2", **told, sources=("two",))
    found = changes(old, new, ONTOLOGY)
    assert found.renamed == ()
    assert [one.id for one in found.new_entities] == ["person/li-wei-2"]
    assert [one.id for one in found.gone_entities] == ["person/li-wei"]


# ------------------------------------------------------------------ the output formats


@pytest.fixture(scope="module")
def pair() -> tuple[KnowledgeGraph, KnowledgeGraph]:
    return compiled([SEQUEL]), compiled([VISIT, with_modality(SEQUEL, "metWith", Modality.DENIED)])


def test_in_words(pair: tuple[KnowledgeGraph, KnowledgeGraph]) -> None:
    lines = list(words(pair[1].changes(pair[0])))
    assert lines[0] == "Contradicted: 1"
    assert lines[1] == "  ! asserted in both graphs: Barack Obama met with Xi Jinping"
    assert lines[2].startswith("      “") and lines[2].endswith("]")
    assert lines[3] == "  ! denied in the new graph: Barack Obama met with Xi Jinping (denied)"
    assert "  + Hong Lei (Person, person/hong-lei)" in lines


def test_as_json(pair: tuple[KnowledgeGraph, KnowledgeGraph]) -> None:
    found = pair[1].changes(pair[0])
    told = json.loads(json.dumps(as_dict(found)))
    assert [one["id"] for one in told["entities"]["new"]] == [one.id for one in found.new_entities]
    assert [one["text"] for one in told["statements"]["new"]] == [str(one) for one in found.new_statements]
    assert told["statements"]["contradicted"][0]["denied_in"] == "new"
    assert told["statements"]["new"][0]["evidence"][0]["sentence"]


def test_as_rdf(pair: tuple[KnowledgeGraph, KnowledgeGraph]) -> None:
    old, new = pair
    found = new.changes(old)
    made = turtle(found, old.dataset, new.dataset)
    assert made == turtle(new.changes(old), old.dataset, new.dataset)
    graph = Graph().parse(data=made, format="turtle")
    prov, cito = "http://www.w3.org/ns/prov#", "http://purl.org/spar/cito/"
    generated_ = {str(o) for o in graph.objects(None, URIRef(f"{prov}generated"))}
    assert generated_ == {BASE + thing.id for thing in found.new_entities} | {
        f"{BASE}statement/{said.id}" for said in found.new_statements
    }
    (dispute,) = graph.subject_objects(URIRef(f"{cito}disputes"))
    assert [str(one).rpartition("/")[2] for one in dispute] == [
        found.contradicted[0].denied.id,
        found.contradicted[0].asserted.id,
    ]
    described = {str(s) for s in graph.subjects(URIRef("https://w3id.org/whereas#modality"))}
    assert described == {f"{BASE}statement/{s.id}" for s in found.new_statements} | {
        str(one) for one in dispute
    }
    facts = [p for s, p, o in graph if str(s).startswith(f"{BASE}person/") and "whereas#" in str(p)]
    assert facts == []


def test_the_command(tmp_path: Path, pair: tuple[KnowledgeGraph, KnowledgeGraph]) -> None:
    old, new = (write(one.dataset, tmp_path / f"{name}.trig") for name, one in zip("ab", pair, strict=True))
    text = whereas("diff", old, new)
    assert (text.exit_code, text.stderr) == (0, "")
    assert text.stdout.splitlines() == list(words(pair[1].changes(pair[0])))
    assert json.loads(whereas("diff", old, new, "--format", "json").stdout)["statements"]["contradicted"]
    assert whereas("diff", old, new, "-f", "ttl").stdout.startswith("@prefix ")
    assert whereas("diff", old, old).stdout == "Nothing has changed.\n"
    missing = whereas("diff", old, tmp_path / "none")
    assert missing.exit_code == 2
    assert len(missing.stderr.splitlines()) == 1 and "none" in missing.stderr
