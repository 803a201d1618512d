"""Coreference: the entities of pronouns, descriptions and sets; each row is a text a linguist could check."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from graph.annotate import pipeline
from graph.annotate.coreference.gender import given_names
from graph.annotate.coreference.ranker import JUDGED, Ranker, fitted
from graph.annotate.names.persons import cluster, compatible, parts
from graph.annotate.refs import drafts, refs
from graph.grammar.binding import barred, is_pleonastic, role
from graph.model import MentionKind
from graph.ontology import default_ontology


@cache
def read(text: str) -> Doc:
    """The Doc of a short text, once all steps have run."""
    return pipeline(ontology=default_ontology())(text)


def meant(text: str, word: str, nth: int = 0) -> set[str]:
    """The labels of what a word stands for, where it refers by no name; `nth` counts its occurrences."""
    doc = read(text)
    at = [t.i for t in doc if t.text == word][nth]
    here = [r for r in refs(doc) if r.head == at and r.kind is not MentionKind.NAME]
    return {drafts(doc)[r.key].label for r in here}


PRONOUNS = [
    # the subject of the clause before, and gender
    ("Tomas Hruby met Adriana Lopez. He praised the plan.", "He", {"Tomas Hruby"}),
    ("Tomas Hruby met Adriana Lopez. She praised the plan.", "She", {"Adriana Lopez"}),
    ("Peter Mandl told Anna Weiss that he supported Croatia.", "he", {"Peter Mandl"}),
    ("The actress Zarlenga Quist met Marco Polli. She left early.", "She", {"Zarlenga Quist"}),
    # binding: nobody possesses or greets himself by a plain pronoun
    ("Hassan Rahimi met his uncle Karim Rahimi in Cairo.", "his", {"Hassan Rahimi"}),
    # "it" and "they" mean bodies and states where these are clearly the subject
    ("Ford said it bought Jaguar.", "it", {"Ford"}),
    ("France welcomed the deal. It said the text was balanced.", "It", {"France"}),
    ("Pakistan and Nepal signed the charter. They later left.", "They", {"Pakistan", "Nepal"}),
    # what is no entity, and what is nothing, stays unresolved
    ("Ministers from Iran and Iraq met. They shook hands.", "They", set()),
    ("The engine failed in Kenya. It was repaired in an hour.", "It", set()),
    ("France waited. It was clear that nothing would happen.", "It", set()),
    ("She smiled. Nobody knew why.", "She", set()),
    # relatives; a conjunction is none
    ("They met Ana Ruiz, who leads Amnesty International.", "who", {"Ana Ruiz"}),
    ("Ana Ruiz, who said that Peru was right, left.", "that", set()),
]


@pytest.mark.parametrize(("text", "word", "expected"), PRONOUNS, ids=[p[0][:40] for p in PRONOUNS])
def test_pronouns(text: str, word: str, expected: set[str]) -> None:
    assert meant(text, word) == expected


DESCRIPTIONS = [
    ("Eritrea rejected the report. The country later left.", "country", {"Eritrea"}),
    ("Boeing sued Airbus. The company wants damages.", "company", {"Boeing"}),
    ("Chancellor Franz Vranitz visited Israel. The Austrian leader met nobody.", "leader", {"Franz Vranitz"}),
    # sets: as many as the number says
    ("Egypt and Sudan share the Nile. The two countries signed a pact.", "countries", {"Egypt", "Sudan"}),
    ("Iran, Iraq and Syria met. The three countries agreed.", "countries", {"Iran", "Iraq", "Syria"}),
    ("Iran, Iraq and Syria met. The four countries agreed.", "countries", set()),
    ("Egypt waited. The two countries signed a pact.", "countries", set()),
    ("Chile and Peru met. Both armed countries agreed.", "countries", set()),
    (
        "Angela Merkel met Theresa May and Emmanuel Macron. The three leaders left.",
        "leaders",
        {"Angela Merkel", "Theresa May", "Emmanuel Macron"},
    ),
    # what is called so comes first, however far back
    (
        "The European Commission met Halvard Chemicals. Halvard will sell Lakmar. The commission refused.",
        "commission",
        {"European Commission"},
    ),
    (
        "Money went to Bank Sterzing by way of Meltemi Holdings. The bank was not charged.",
        "bank",
        {"Bank Sterzing"},
    ),
    (
        "Police fired on Tanora Party. The party, whose leader fled, agreed.",
        "party",
        {"Tanora Party"},
    ),
    # a state, a seat or a name tells which
    (
        "Halvard Chemicals bought its French rival Corvane. The Dutch company paid.",
        "company",
        {"Halvard Chemicals"},
    ),
    ("Brenner AG criticized Lakmar. The Frankfurt-based company left.", "company", {"Brenner AG"}),
    # what is of another kind is never meant
    ("The Foreign Ministry criticized the ruling. The court had relied on him.", "court", set()),
    ("Standard Mining closed the mine. The army came at night.", "army", set()),
    ("The Security Council met. No member of the alliance came.", "alliance", set()),
    ("They flew to Kok-Tash. The canal was dry.", "canal", set()),
    ("Richard Nixon waited. Luns, the Dutch secretary-general of the bloc, left.", "secretary", set()),
    ("They flew to Almaty. The city was dark.", "city", {"Almaty"}),
    # no entity has the role
    ("Angela Merkel met Theresa May. The spokesman left.", "spokesman", set()),
]


@pytest.mark.parametrize(("text", "word", "expected"), DESCRIPTIONS, ids=[d[0][:40] for d in DESCRIPTIONS])
def test_descriptions(text: str, word: str, expected: set[str]) -> None:
    assert meant(text, word) == expected


FIRST_PERSON = [
    ("“I never met the rebels,” Ana Ruiz said on Monday.", "I", {"Ana Ruiz"}),
    ("“We will never leave,” China’s Foreign Ministry spokesman Hong Lei said.", "We", {"China"}),
    # a professor speaks only for himself
    ("“We have seen much progress,” Joseph Nye, a professor at Harvard University, said.", "We", set()),
]


@pytest.mark.parametrize(("text", "word", "expected"), FIRST_PERSON, ids=[f[0][:40] for f in FIRST_PERSON])
def test_first_person(text: str, word: str, expected: set[str]) -> None:
    assert meant(text, word) == expected


def test_a_speaker_is_not_he_in_own_words() -> None:
    assert "Ana Ruiz" not in meant("Ana Ruiz spoke. “She has lied to us,” Ana Ruiz said on Monday.", "She")


def test_a_pronoun_makes_a_doubtful_name_a_person() -> None:
    doc = read("Kallergis was born in Crete. He studied law, and he later led his party. Kallergis died.")
    people = [d for d in drafts(doc).values() if d.cls == "Person"]
    assert [d.label for d in people] == ["Kallergis"]
    assert all(r.key in drafts(doc) for r in refs(doc))
    assert all(d.key == key for key, d in drafts(doc).items())


@pytest.mark.parametrize(
    ("text", "pronoun", "other", "expected"),
    [
        ("John hurt him.", "him", "John", True),
        ("John hurt himself.", "himself", "John", False),
        ("He met John.", "He", "John", True),
        ("John lost his keys.", "his", "John", False),
        ("John said he left.", "he", "John", False),
        ("He and John left.", "He", "John", True),
    ],
)
def test_binding(text: str, pronoun: str, other: str, expected: bool) -> None:
    doc = read(text)
    one, two = (next(t for t in doc if t.text == word) for word in (pronoun, other))
    assert barred(one, two) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is known that floods come.", True),
        ("It rained in Lagos.", True),
        ("It seems that nobody came.", True),
        ("It signed the treaty.", False),
    ],
)
def test_pleonastic_it(text: str, expected: bool) -> None:
    assert is_pleonastic(read(text)[0]) is expected


def test_role_of_a_conjunct_is_that_of_its_coordination() -> None:
    doc = read("The minister praised France and Chad.")
    assert [role(t) for t in doc if t.text in ("France", "Chad")] == ["object", "object"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Joseph Nye", "Joseph S. Nye Jr.", True),
        ("J. Nye", "Joseph Nye", True),
        ("Al Amiri", "Rashid Al Amiri", True),
        ("van Dyck", "Anna van Dyck", True),
        ("George Johnson", "Jeh Johnson", False),
        ("Rashid Amiri", "Rashid Karim", False),
    ],
)
def test_names_of_one_person(one: str, other: str, expected: bool) -> None:
    assert compatible(parts(one), parts(other)) is expected
    assert compatible(parts(other), parts(one)) is expected


NAMES = st.lists(st.sampled_from(["Ana", "A.", "Ben", "Ruiz", "Al", "Cole", "Jr."]), min_size=1, max_size=4)


@given(st.lists(NAMES.map(" ".join), max_size=12))
def test_every_name_has_a_leader_that_leads_itself(names: list[str]) -> None:
    found = cluster(dict.fromkeys(names, 1))
    assert set(found) == set(names)
    assert all(found[leader] == leader for leader in found.values())


def test_given_names_lean_as_the_lists_do() -> None:
    assert [given_names().get(n) for n in ("emma", "thomas", "xqzt")] == ["f", "m", None]


def test_judged_weights_name_kinds_of_feature_that_a_fit_has_met() -> None:
    """A weight without a feature would be a misspelling."""

    def kind(name: str) -> str:
        return re.split("[=|]", name)[0]

    of_things = {"says", "thing again"}  # features of "it" and "they", which no fit covers
    fitted_kinds = {kind(name) for name in fitted()["he"]} | of_things
    assert {kind(name) for family in JUDGED.values() for name in family} - fitted_kinds == set()


def test_nothing_to_choose_from_is_nothing() -> None:
    assert Ranker({}).probabilities("he", None, []) == {}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    ["", "He", "he he he his her it they who", "\n\n\n", "١٢٣ هو قال", "SHE SAID HE SAID IT. THEY LEFT."],
)
def test_odd_text_resolves_to_nothing(text: str) -> None:
    assert not [r for r in refs(read(text)) if r.kind is MentionKind.PRONOUN]


def test_one_sentence_of_a_thousand_names_is_read() -> None:
    doc = read(", ".join(f"Ana Ruiz and Ben Cole met, and he saw her {n} times" for n in range(150)) + ".")
    assert all(0 <= r.start <= r.head < r.end <= len(doc) for r in refs(doc))
