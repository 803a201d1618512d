"""Evidence from family, life and office: who is a person, and what is an organization and no person."""

from __future__ import annotations

from functools import cache

import pytest
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from graph.annotate.names.english import is_english
from graph.annotate.names.gazetteer import gazetteer
from graph.annotate.pipeline import pipeline
from graph.annotate.refs import drafts, refs
from graph.model import MentionKind
from graph.ontology import default_ontology


@cache
def _nlp() -> Language:
    return pipeline()


def classes(text: str) -> dict[str, str]:
    """The class of each name in a text."""
    doc = _nlp()(text)
    named = (ref for ref in refs(doc) if ref.kind is MentionKind.NAME)
    return {doc[ref.start : ref.end].text: drafts(doc)[ref.key].cls for ref in named}


# who is a person although the name alone does not tell: text, names
PEOPLE = [
    # family: before the name, in a list, after it
    ("Dan and his wife Carol moved to Ohio.", ["Dan", "Carol"]),
    ("He thanked their daughter, Kadyn, for her help.", ["Kadyn"]),
    ("They have two sons, Adam and Ben.", ["Adam", "Ben"]),
    ("She lives in Leeds with her children Tarek (9), Austin and Milind.", ["Tarek", "Austin", "Milind"]),
    ("Hobel's daughter runs the shop.", ["Hobel"]),
    ("He is the son of Merchelm.", ["Merchelm"]),
    # what only people do
    ("Hayes grew up in Massachusetts.", ["Hayes"]),
    ("Hamilton was born in Pittsburgh.", ["Hamilton"]),
    ("Larry served as treasurer of the club.", ["Larry"]),
    ("Clapp earned his degree in 1951.", ["Clapp"]),
    ("Born in Osaka, Tamvuri moved away.", ["Tamvuri"]),
    ("A native of Oslo, Varnholt wrote the report.", ["Varnholt"]),
    # at the start of a sentence, where the tagger sees a common word
    ("Iain was formerly chief executive officer of the bank.", ["Iain"]),
    # birth and death
    ("Umed Sharvipov (born 4 October 1991) plays well.", ["Umed Sharvipov"]),
    ("Dagvan Hauge (14 July 1908 – 14 March 2007) wrote it.", ["Dagvan Hauge"]),
    # nicknames and maiden names inside a name, and people called like states
    ('Harold "Bobo" Boland was a shearer.', ['Harold "Bobo" Boland']),
    ("Robert (Bob) Dole lost, and Cindy (Brown) Curtis won.", ["Robert (Bob) Dole", "Cindy (Brown) Curtis"]),
    ("They arrested Jordan Belfort.", ["Jordan Belfort"]),
    # the family married into
    ("He is happily married to Mariyamma.", ["Mariyamma"]),
    ("The shop was opened by Wallom and his wife.", ["Wallom"]),
    # what a person is
    ("A girl named Malvora spoke.", ["Malvora"]),
    ("A doctor at the hospital in Batken, Aizada Toktogulova, said that she left.", ["Aizada Toktogulova"]),
    ("Annike Petrov is the Chairman of Nordsee Shipping, a company in Oslo.", ["Annike Petrov"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), PEOPLE, ids=[text[:40] for text, _ in PEOPLE])
def test_family_life_and_office_tell_people(text: str, names: list[str]) -> None:
    found = classes(text)
    assert {name: found.get(name) for name in names} == dict.fromkeys(names, "Person")


# what is a body and no person: text, name
BODIES = [
    ("She was the Chief Executive Officer of Maroc Telecom.", "Maroc Telecom"),
    ("He is Chairman of Equiniti.", "Equiniti"),
    ("She is CEO of Barco.", "Barco"),
    ("He became chief executive officer of Sanofi in 2015.", "Sanofi"),
    ("Egan Concepts is headquartered in Ireland.", "Egan Concepts"),
    ("Trix Records was set up in 1972.", "Trix Records"),
    ("He was President & CEO of Sabex.", "Sabex"),
    ("A group that we call Copper Heron has spied on oil companies.", "Copper Heron"),
    ("He founded a firm known as Silver Lining.", "Silver Lining"),
    ("She joined Timbercreek in 2012.", "Timbercreek"),
    ("Veldora is headquartered in Arusha.", "Veldora"),
    ("Besides Adidas CEO Herbert Hainer, the board includes Toby Hoare.", "Adidas"),
    ("She is Operations Manager at Farleigh Consultants Ltd in York.", "Farleigh Consultants Ltd"),
    ("Kijenge is a company in Arusha.", "Kijenge"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), BODIES, ids=[name for _, name in BODIES])
def test_offices_tell_bodies(text: str, name: str) -> None:
    found = classes(text)
    assert found.get(name) in ("Organization", "Company"), found
    assert not any("Officer" in one or "Chairman" in one for one in found)


SCHOOLS = [
    ("An alumna of St. Xavier's College, she left.", "St. Xavier's College"),
    ("He studied at King's College London.", "King's College London"),
    ("She taught at the Universidad de Chile.", "Universidad de Chile"),
]


@pytest.mark.parametrize(("text", "name"), SCHOOLS, ids=[name for _, name in SCHOOLS])
def test_schools_called_after_somebody_or_in_another_language(text: str, name: str) -> None:
    assert classes(text).get(name) == "Institute"


# no entity may be named
NOBODY = [
    "The Director of Photography and the Vice President of Sales left.",
    "Cybersecurity was born in the seventies.",
    "Children grew up fast.",
    "His wife, however, left.",
    "Blockchain was invented in the nineties.",
]


@pytest.mark.parametrize("text", NOBODY)
def test_common_words_are_no_names(text: str) -> None:
    assert not classes(text)


# places stay places next to words of family and life
PLACES = [
    ("After he left his wife, London became his home.", "London"),
    ("She lived in Paris.", "Paris"),
    ("He flew to St. Petersburg on Monday.", "St. Petersburg"),
    ("He was born in Massachusetts and moved to New York.", "Massachusetts"),
    ("Alvar is a resident of Katikavi.", "Katikavi"),
    ("She lives in Ridgevale, CT, with her dog.", "Ridgevale"),
    ("The firm is based in Brisbane, Queensland, Australia.", "Queensland"),
    ("Near Palmyra, one strike destroyed a tank.", "Palmyra"),
    ("Outside Karabilah, five strikes hit trucks.", "Karabilah"),
    ("The sons of Boston marched.", "Boston"),
]


@pytest.mark.parametrize(("text", "name"), PLACES)
def test_places_stay_places(text: str, name: str) -> None:
    assert classes(text)[name] == "Place"


@pytest.mark.parametrize("name", ["Boland", "Bobo", "Harold Boland", "Bobo Boland"])
def test_a_nickname_is_another_name_of_one_person(name: str) -> None:
    doc = _nlp()(f'Harold "Bobo" Boland was born in Perth. {name} died in Oslo.')
    people = [draft for draft in drafts(doc).values() if draft.cls == "Person"]
    assert [draft.label for draft in people] == ['Harold "Bobo" Boland']
    assert name in people[0].names


@pytest.mark.parametrize(
    ("name", "state"), [("St. Petersburg", "RU"), ("Saint Petersburg", "RU"), ("Leeds", "GB")]
)
def test_the_state_of_a_city_called_after_a_saint(name: str, state: str) -> None:
    assert gazetteer(default_ontology()).state_of_city(name, ()) == state


def test_every_word_counts_as_english_where_no_words_are_known() -> None:
    assert is_english(Doc(Vocab(), words=["Crombac"])[0])


@pytest.mark.parametrize(("word", "known"), [("houses", True), ("Crombac", False), ("Marketing", True)])
def test_words_of_the_language(word: str, known: bool) -> None:
    assert is_english(_nlp()(word)[0]) is known
