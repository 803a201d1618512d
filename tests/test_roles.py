"""Roles: what people are, where, and what that tells; each row is a text a linguist could check."""

from __future__ import annotations

from functools import cache

import pytest

from graph.annotate import pipeline
from graph.annotate.lexicon import lexicon
from graph.annotate.roles.phrases import singular
from graph.extract.reading import reading
from graph.model import Modality, Reading, Source
from graph.ontology import default_ontology


@cache
def read(text: str) -> Reading:
    """The reading of a short text."""
    ontology = default_ontology()
    nlp = pipeline(ontology=ontology)
    return reading(Source("text", text), nlp(text), ontology)


def facts(text: str) -> set[tuple[str, str, str]]:
    """What stands as a fact, by labels, of the relations that tie people to bodies, states and each other."""
    found = read(text)
    labels = {e.key: e.label for e in found.entities}
    affiliations = {r.name for r in default_ontology().relations.values() if r.group == "affiliation"}
    return {
        (labels[s.subject], s.relation, labels[s.object])
        for s in found.statements
        if s.relation in affiliations and s.modality is Modality.ASSERTED
    }


def titles(text: str, person: str) -> set[str]:
    """The titles of a person, past ones after a dagger."""
    entity = next(e for e in read(text).entities if e.label == person)
    return {("†" if role.past else "") + role.title for role in entity.roles}


CASES = [
    # titles before the name
    ("Chinese President Xi Jinping left.", {("Xi Jinping", "leads", "China")}),
    ("French Foreign Minister Alain Morel left.", {("Alain Morel", "represents", "France")}),
    ("French singer Edith Piaf left.", {("Edith Piaf", "citizenOf", "France")}),
    ("The U.S. economist Paul Krugman left.", {("Paul Krugman", "affiliatedWith", "United States")}),
    ("Lebanon-born financier Karim Aziz left.", set()),
    # appositions, before and after
    ("Nigeria's president, Umaru Bello, left.", {("Umaru Bello", "leads", "Nigeria")}),
    ("Hans Maier, chairman and chief executive of Siemens, left.", {("Hans Maier", "leads", "Siemens")}),
    (
        "Fiat's founder and chairman, Sergio Rossi, left.",
        {("Sergio Rossi", "founded", "Fiat"), ("Sergio Rossi", "leads", "Fiat")},
    ),
    (
        "Jacques Santer succeeded Jacques Delors as president of Siemens.",
        {("Jacques Santer", "succeeded", "Jacques Delors"), ("Jacques Santer", "leads", "Siemens")},
    ),
    (
        "Hassan Rahimi succeeded his uncle, Karim Rahimi, as head of Siemens.",
        {
            ("Hassan Rahimi", "succeeded", "Karim Rahimi"),
            ("Hassan Rahimi", "relativeOf", "Karim Rahimi"),
            ("Hassan Rahimi", "leads", "Siemens"),
        },
    ),
    ("Ruth Mwale, a spokeswoman for Greenpeace, left.", {("Ruth Mwale", "spokespersonFor", "Greenpeace")}),
    # a body before a state, the nearer body before the farther
    ("The Danish president of Siemens, Lars Holm, left.", {("Lars Holm", "leads", "Siemens")}),
    # to lead a part, or to stand next to the head, is not to lead
    ("Anna Berg, marketing director of Siemens, left.", {("Anna Berg", "worksFor", "Siemens")}),
    ("Anna Berg, director of research at Siemens, left.", {("Anna Berg", "worksFor", "Siemens")}),
    ("Anna Berg, deputy chairman of Siemens, left.", {("Anna Berg", "worksFor", "Siemens")}),
    # what a role is directed to is not represented
    ("The Mexican ambassador to Peru, Elena Ruiz, left.", {("Elena Ruiz", "represents", "Mexico")}),
    # what is over
    ("Former Enron executive Ray Dalton left.", {("Ray Dalton", "affiliatedWith", "Enron")}),
    ("The ex-head of Interpol, Jackson Mbeya, left.", {("Jackson Mbeya", "affiliatedWith", "Interpol")}),
    ("Tony Hayward resigned as chief executive of Siemens.", {("Tony Hayward", "affiliatedWith", "Siemens")}),
    # predicates
    ("Tom Garrity is chief executive of Siemens.", {("Tom Garrity", "leads", "Siemens")}),
    ("Tom Garrity was named president of Siemens.", {("Tom Garrity", "leads", "Siemens")}),
    ("Tom Garrity is not the president of Siemens.", set()),
    ("Tom Garrity will become president of Siemens.", set()),
    ("Critics claimed that Tom Garrity was the president of Siemens.", set()),
    # lists
    (
        "The presidents of China and Russia, Xi Jinping and Vladimir Putin, left.",
        {("Xi Jinping", "leads", "China"), ("Vladimir Putin", "leads", "Russia")},
    ),
    (
        "Foreign Ministers Sergei Lavrov of Russia and Wang Yi of China left.",
        {("Sergei Lavrov", "represents", "Russia"), ("Wang Yi", "represents", "China")},
    ),
    # kin
    ("Donald Trump and his wife Melania Knauss left.", {("Donald Trump", "relativeOf", "Melania Knauss")}),
    # outside the government of a state
    ("French opposition lawmaker Luc Martel left.", {("Luc Martel", "citizenOf", "France")}),
    ("Kenya's opposition leader Joseph Otieno left.", {("Joseph Otieno", "citizenOf", "Kenya")}),
    ("Kenya's former opposition leader Joseph Otieno left.", {("Joseph Otieno", "citizenOf", "Kenya")}),
    ("Chadian rebel commander Omar Saleh left.", {("Omar Saleh", "citizenOf", "Chad")}),
    ("Iraqi militia leader Hasan Jabri left.", {("Hasan Jabri", "citizenOf", "Iraq")}),
    ("The Polish opposition senator Marek Nowak left.", {("Marek Nowak", "citizenOf", "Poland")}),
    ("Greek church leader Nikos Pavlou left.", {("Nikos Pavlou", "citizenOf", "Greece")}),
    ("Peruvian student leader Elena Ruiz left.", {("Elena Ruiz", "citizenOf", "Peru")}),
    ("Sudanese party chairman Hassan Rahimi left.", {("Hassan Rahimi", "citizenOf", "Sudan")}),
    ("Colombian guerrilla leader Elena Ruiz left.", {("Elena Ruiz", "citizenOf", "Colombia")}),
    ("French lawmaker Luc Martel left.", {("Luc Martel", "represents", "France")}),
    ("Danish leader Lars Holm left.", {("Lars Holm", "leads", "Denmark")}),
    # a field is no body
    ("Pavel Horak, Minister of Rural Affairs, left.", set()),
    ("Pavel Horak, Minister of Women and Youth, left.", set()),
    ("Elena Ruiz, Secretary of Public Health, left.", set()),
    ("Elena Ruiz, Commissioner of Public Safety, left.", set()),
    (
        "The Minister of Digital Affairs of Poland, Pavel Horak, left.",
        {("Pavel Horak", "represents", "Poland")},
    ),
    ("Pavel Horak, Secretary of the Danube Council, left.", {("Pavel Horak", "leads", "Danube Council")}),
    ("Elena Ruiz, Director of the Rural Institute, left.", {("Elena Ruiz", "leads", "Rural Institute")}),
    # a name with its body alone
    ("Rajiv Menon of Harvard University left.", {("Rajiv Menon", "affiliatedWith", "Harvard University")}),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_what_a_role_tells(text: str, expected: set[tuple[str, str, str]]) -> None:
    found = facts(text)
    assert {f for f in found if f[1] not in ("partOf", "locatedIn")} == expected


TARGETS = [
    # a trade has no target
    ("Italian film critic Paolo Ferri left.", {("citizenOf", "Italy")}),
    ("Russian critic Ivan Sorin left.", {("citizenOf", "Russia")}),
    ("American art critic Helen Kaufman left.", {("citizenOf", "United States")}),
    ("Halden Post television critic Helen Kaufman left.", {("worksFor", "Halden Post")}),
    ("Helen Kaufman, the restaurant critic of the Halden Post, left.", {("worksFor", "Halden Post")}),
    ("Helen Kaufman, a theatre critic at the Halden Post, left.", {("worksFor", "Halden Post")}),
    ("The Spanish music critic Elena Ruiz left.", {("citizenOf", "Spain")}),
    ("Egyptian food critic Omar Saleh left.", {("citizenOf", "Egypt")}),
    ("Chinese literary critic Wang Fang left.", {("citizenOf", "China")}),
    ("Film critic Helen Kaufman left.", set()),
    # an opponent has one
    ("Kremlin critic Ivan Sorin left.", {("criticizes", "Kremlin")}),
    ("Hungarian government critic Pavel Horak left.", {("criticizes", "Hungary")}),
    ("The Syrian regime critic Omar Saleh left.", {("criticizes", "Syria")}),
    ("Ivan Sorin, a vocal critic of Russia, left.", {("criticizes", "Russia")}),
    ("Ivan Sorin, an opponent of Chad, left.", {("rejects", "Chad")}),
]


@pytest.mark.parametrize(("text", "expected"), TARGETS)
def test_a_critic_by_trade_has_no_target(text: str, expected: set[tuple[str, str]]) -> None:
    found = read(text)
    labels = {e.key: e.label for e in found.entities}
    assert {(s.relation, labels[s.object]) for s in found.statements if s.relation != "agencyOf"} == expected


def test_a_state_does_not_do_what_its_minister_does() -> None:
    found = read("Ghana's Minister of State Pavel Horak visited Peru.")
    labels = {e.key: e.label for e in found.entities}
    assert [labels[s.subject] for s in found.statements if s.relation == "visited"] == ["Pavel Horak"]


@pytest.mark.parametrize(
    ("text", "person", "expected"),
    [
        ("China's Foreign Ministry spokesman Hong Lei left.", "Hong Lei", {"Foreign Ministry spokesman"}),
        ("Secretary of State John Kerry left.", "John Kerry", {"Secretary of State"}),
        ("Kurt Steiner, a former president of Austria, left.", "Kurt Steiner", {"†president"}),
        ("Then-Senator Paul Brady left.", "Paul Brady", {"†Senator"}),
        ("Presidents Bush and Gorbachev left.", "Gorbachev", {"President"}),
        ("The author and historian John Keegan left.", "John Keegan", {"author", "historian"}),
        ("Donald Trump and his wife Melania Knauss left.", "Melania Knauss", set()),
        ("In addition to Paul Brady, Ana Costa left.", "Paul Brady", set()),
        ("Critics claimed that Tom Garrity was the president of Siemens.", "Tom Garrity", set()),
    ],
)
def test_titles_as_written(text: str, person: str, expected: set[str]) -> None:
    assert titles(text, person) == expected


def test_a_role_that_lasted_has_its_dates() -> None:
    found = read("From 2009 to 2013, Esteban Ruiz was chairman of Siemens.")
    assert [(s.relation, s.start, s.end) for s in found.statements] == [("leads", "2009", "2013")]


def test_evidence_is_the_words_of_the_role() -> None:
    text = "Helen Kaufman, a senior economist at the Kiel Institute, left."
    statement = next(s for s in read(text).statements if s.relation == "worksFor")
    assert statement.evidence[0].phrase.of(text) == "senior economist"
    assert statement.evidence[0].extractor == "role/apposition"


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("Foreign Ministers", "Foreign Minister"),
        ("spokesmen", "spokesman"),
        ("deputies", "deputy"),
        ("boss", "boss"),
    ],
)
def test_a_plural_title_for_one_bearer(plural: str, one: str) -> None:
    assert singular(plural, lexicon(default_ontology())) == one


def test_role_heads_are_people() -> None:
    heads = lexicon(default_ontology()).role_heads
    assert {"president", "minister", "spokesman", "ministers"} <= heads
    assert not heads & {"state", "delegation", "mission", "embassy", "wife", "citizen", "class"}
