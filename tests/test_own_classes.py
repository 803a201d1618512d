"""A class of a user's own behaves like the class above it, everywhere that a text is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.extract import read_all
from graph.model import Reading, Source
from graph.ontology import Ontology, load_ontology

PREFIXES = """
@prefix wh: <https://w3id.org/whereas#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix my: <https://example.org/own#> .
"""

# A user's class, the class above it, and the words or the names by which something is of it.
OWN = (
    ("Shipyard", "Company", "shipworks"),
    ("Faction", "PoliticalParty", "slate"),
    ("Bureau", "Agency", "inspectorate"),
    ("Militia", "ArmedGroup", "warband"),
    ("Lodge", "Organization", "lodge"),
    ("Harbour", "Place", "roadstead"),
    ("Congress", "Meeting", "colloquy"),
    ("Mishap", "Incident", "derailment"),
    ("Compact", "Agreement", "concordat"),
    ("Memorial", "Document", "memorial"),
)
NAMED = (("Politician", "Person", "Greta Halvorsen"), ("Headland", "Place", "Skarvneset"))

TEXTS = (
    "The Norwegian Maritime Shipworks (NMS) was founded by Erik Dahl. NMS sued Orkla.",
    "Aegean Shipworks acquired Delmar Shipworks. The company is based in Athens.",
    "Anna Berg, the chief executive of Halden Shipworks, resigned. The company hired Kari Moe.",
    "Siemens sold Halden Shipworks to Orkla. Halden Shipworks opposed the sale, the company said.",
    "Halden Shipworks, Orkla and Siemens signed the Bergen Concordat in May 1999.",
    "The Progress Slate defeated the Labour Party. Olav Lie is the leader of the Progress Slate.",
    "Olav Lie of the Progress Slate met Anna Berg. He left the party in 2011.",
    "The Norwegian Fisheries Inspectorate fined Halden Shipworks. The agency said that Orkla had lied.",
    "The Northern Warband attacked Halden. Its commander, Ali Hassan, joined the Northern Warband in 2003.",
    "The Masonic Lodge hired Erik Dahl. Siemens is a member of the Masonic Lodge.",
    "Siemens is based in Falmouth Roadstead. Anna Berg was born in Falmouth Roadstead.",
    "Norway and Sweden met at the Oslo Colloquy. The colloquy was hosted by Finland.",
    "The Asta Derailment killed Erik Dahl. Norway investigated the derailment.",
    "Norway and Sweden signed the concordat on 3 May 1999. Finland rejected the concordat.",
    "Orkla published the Bergen Memorial in 2004. The memorial accused Siemens of fraud.",
    "Greta Halvorsen, the president of Orkla, met Erik Dahl. She works for Siemens.",
    "President Greta Halvorsen visited Skarvneset. Orkla is located in Skarvneset.",
    "Greta Halvorsen is married to Erik Dahl. Halvorsen said that Siemens attacked Orkla.",
)


def own_classes() -> str:
    """Classes of a user's own, with the words and names that tell them."""
    heads = (
        f'my:{own} a owl:Class ; rdfs:subClassOf wh:{parent} ; rdfs:label "{own.lower()}" ;'
        f' rdfs:comment "Own." ; wh:head "{word}" .'
        for own, parent, word in OWN
    )
    named = (
        f'my:{own} a owl:Class ; rdfs:subClassOf wh:{parent} ; rdfs:label "{own.lower()}" ;'
        f' rdfs:comment "Own." .\nmy:one{own} a my:{own} ; rdfs:label "{name}" .'
        for own, parent, name in NAMED
    )
    return "\n".join((PREFIXES, *heads, *named))


def same_words() -> str:
    """The same words and names, given to the classes above."""
    heads = (f'wh:{parent} wh:head "{word}" .' for _, parent, word in OWN)
    named = (f'my:one{own} a wh:{parent} ; rdfs:label "{name}" .' for own, parent, name in NAMED)
    return "\n".join((PREFIXES, *heads, *named))


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Ontology, list[Reading]]]:
    """Reads the texts with a user's Turtle."""

    def reading(turtle: str) -> tuple[Ontology, list[Reading]]:
        path = tmp_path_factory.mktemp("own") / "own.ttl"
        path.write_text(turtle, encoding="utf-8")
        ontology = load_ontology([path])
        sources = [Source(f"text-{i}", text) for i, text in enumerate(TEXTS)]
        return ontology, list(read_all(sources, ontology=ontology))

    return reading


def said(reading: Reading) -> list[tuple[object, ...]]:
    """The statements of a reading, with labels for keys: a class of one's own has a folder of its own."""
    labels = {entity.key: entity.label for entity in reading.entities}

    def label(key: str | None) -> str:
        return labels.get(key or "", key or "")

    return sorted(
        (label(s.subject), s.relation, label(s.object), s.modality, label(s.speaker), s.when or "")
        for s in reading.statements
    )


def test_a_users_class_reads_like_the_class_above(
    read: Callable[[str], tuple[Ontology, list[Reading]]],
) -> None:
    """Statements, names and roles are the same; only the class is narrower."""
    ontology, own = read(own_classes())
    _, above = read(same_words())
    parents = {name: parent for name, parent, _ in (*OWN, *NAMED)}
    narrower: set[str] = set()
    for mine, theirs in zip(own, above, strict=True):
        assert said(mine) == said(theirs), mine.source.text
        told = sorted((e.label, parents.get(e.cls, e.cls), e.names, len(e.mentions)) for e in mine.entities)
        assert told == sorted((e.label, e.cls, e.names, len(e.mentions)) for e in theirs.entities)
        assert {r.title for e in mine.entities for r in e.roles} == {
            r.title for e in theirs.entities for r in e.roles
        }
        narrower |= {e.cls for e in mine.entities} & set(parents)
    assert narrower == set(parents), "every class of one's own is met"
    assert sum(len(said(one)) for one in own) > 30
    assert all(ontology.family(name) == ontology.family(parent) for name, parent in parents.items())


def test_families_follow_from_subclasses_and_abstract_classes_head_none(tmp_path: Path) -> None:
    """A class right below an abstract one heads a family of its own."""
    own = PREFIXES + (
        'my:Vessel a owl:Class ; rdfs:subClassOf wh:Entity ; rdfs:label "vessel" ; rdfs:comment "Ships." .\n'
        'my:Tug a owl:Class ; rdfs:subClassOf my:Vessel ; rdfs:label "tug" ; rdfs:comment "Tugs." .\n'
        'my:Craft a owl:Class ; rdfs:subClassOf wh:Entity ; wh:abstract true ; rdfs:label "craft" ;'
        ' rdfs:comment "All that moves." .\n'
        'my:Kite a owl:Class ; rdfs:subClassOf my:Craft ; rdfs:label "kite" ; rdfs:comment "Kites." .\n'
    )
    (tmp_path / "own.ttl").write_text(own, encoding="utf-8")
    found = load_ontology([tmp_path / "own.ttl"])
    families = {one: found.family(one) for one in ("Tug", "Vessel", "Kite", "Company", "Meeting", "Country")}
    assert families == {
        "Tug": "Vessel",
        "Vessel": "Vessel",
        "Kite": "Kite",
        "Company": "Organization",
        "Meeting": "Event",
        "Country": "Country",
    }
    assert found.abstract == {"Entity", "Agent", "Craft"}
    assert found.family("NoSuchClass") == "NoSuchClass"
