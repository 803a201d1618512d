"""Bodies that a noun and their owner name: which phrases make one, whose it is, and what stays apart."""

from __future__ import annotations

import pytest

from graph.extract import read_all
from graph.link import link
from graph.model import Reading, Source
from graph.ontology import default_ontology


def read(*texts: str) -> list[Reading]:
    """The reading of each text."""
    return list(read_all([Source(f"text{i}", text + "\n") for i, text in enumerate(texts)]))


# a text, and what one of its statements says: label of the subject, relation, label of the object
SAID = [
    (
        "The Peruvian foreign ministry criticized Chile.",
        ("Foreign Ministry (Peru)", "criticizes", "Chile"),
    ),
    (
        "The Serbian parliament ratified the 1999 treaty.",
        ("Parliament (Serbia)", "ratified", "1999 treaty"),
    ),
    ("The German police arrested Karl Brandt.", ("Police (Germany)", "coerces", "Karl Brandt")),
    ("Turin police arrested Karl Brandt.", ("Police (Turin)", "coerces", "Karl Brandt")),
    (
        "Karl Brandt was arrested by the police in Scotland.",
        ("Police (Scotland)", "coerces", "Karl Brandt"),
    ),
    ("Malta's cabinet endorsed Anna Lund.", ("Cabinet (Malta)", "endorsed|supports", "Anna Lund")),
    ("The Danish central bank sued Danske Bank.", ("Central Bank (Denmark)", "accuses", "Danske Bank")),
    ("The Lyon city council sued Uber.", ("City Council (Lyon)", "accuses", "Uber")),
    (
        "The Chinese military and the Russian navy held exercises.",
        ("Military (China)", "cooperatesWith", "Navy (Russia)"),
    ),
    (
        "Colonel Joao Pinto of the Portuguese army gave evidence.",
        ("Joao Pinto", "worksFor", "Army (Portugal)"),
    ),
    (
        "Karl Brandt is a member of the Danish parliament.",
        ("Karl Brandt", "memberOf", "Parliament (Denmark)"),
    ),
    (
        "A spokesman for the Peruvian foreign ministry, Luis Paz, spoke.",
        ("Luis Paz", "spokespersonFor", "Foreign Ministry (Peru)"),
    ),
    ("The Kenyan police arrested Karl Brandt.", ("Police (Kenya)", "agencyOf", "Kenya")),
    (
        "Serbian state television criticized Karl Brandt.",
        ("State Television (Serbia)", "criticizes", "Karl Brandt"),
    ),
]
NO_BODY = [
    "The police arrested Karl Brandt.",
    "The Kenyan parliament building is near Uhuru Park.",
    "Two Kenyan army officers met Karl Brandt.",
    "Every Peruvian city council criticized Chile.",
    "A French parliament would criticize Chile.",
    "The Kenyan delegation met Karl Brandt.",
    "The Chinese and Russian navies held an exercise.",
    "Karl Brandt lives near the Peruvian foreign ministry.",
]


@pytest.mark.parametrize(("text", "wanted"), SAID, ids=[text[:40] for text, _ in SAID])
def test_a_noun_and_its_owner_name_a_body(text: str, wanted: tuple[str, str, str]) -> None:
    (reading,) = read(text)
    labels = {entity.key: entity.label for entity in reading.entities}
    said = {(labels[s.subject], s.relation, labels[s.object]) for s in reading.statements}
    subject, relations, object_ = wanted
    assert said & {(subject, relation, object_) for relation in relations.split("|")}


@pytest.mark.parametrize("text", NO_BODY)
def test_what_makes_no_body(text: str) -> None:
    (reading,) = read(text)
    assert [entity.label for entity in reading.entities if "(" in entity.label] == []


def test_who_an_organ_elects_leads_no_organ() -> None:
    (reading,) = read("The parliament of Latvia elected Anna Lund as president.")
    assert {(s.relation, s.object) for s in reading.statements} == {
        ("agencyOf", "country/latvia"),
        ("appointed", "person/anna-lund"),
    }


def test_bodies_of_one_kind_stay_apart_and_those_of_one_owner_join() -> None:
    readings = read(
        "Turin police arrested Karl Brandt.",
        "Milan police arrested Rosa Lind.",
        "The Italian police arrested Pia Neri.",
        "The police in Turin arrested Ugo Rossi.",
        "Peru's Foreign Ministry criticized Chile.",
        "The Peruvian foreign ministry criticized Bolivia.",
        "The Chilean foreign ministry criticized Bolivia.",
    )
    groups = [sorted(slug for slug, key in one.members if key.startswith("agency/"))
              for one in link(readings, default_ontology())]  # fmt: skip
    assert sorted(filter(None, groups)) == [
        ["text0", "text3"],
        ["text1"],
        ["text2"],
        ["text4", "text5"],
        ["text6"],
    ]
