"""Who is who across articles: tables of names, small corpora, and properties over random ones."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.link import link, similarity
from graph.link.fold import plain, words_of
from graph.link.lexicon import lexicon
from graph.link.person import person_name
from graph.link.person import relation as person_relation
from graph.link.profile import Profile, profile
from graph.link.records import by_code, records
from graph.link.rules import THRESHOLD, findings, points
from graph.link.title import body_title, described_title
from graph.link.title import relation as title_relation
from graph.model import Entity, Identity, Mention, Reading, Role, Source, Span, Statement
from graph.ontology import default_ontology

ONTOLOGY = default_ontology()
Spec = tuple[str, str] | tuple[str, str, dict[str, Any]]


def reading(slug: str, *entities: Spec, ties: tuple[tuple[int, int], ...] = ()) -> Reading:
    """A reading of entities (class, label, more) and ties between their places in the list."""
    made = []
    for at, (cls, label, *rest) in enumerate(entities):
        more = dict(rest[0]) if rest else {}
        more["roles"] = tuple(Role(title) for title in more.get("roles", ()))
        more["names"] = tuple(sorted({label, *more.get("names", ())}))
        made.append(Entity(f"e{at}", cls, label, mentions=(Mention(Span(0, 1)),), **more))
    said = tuple(Statement(f"e{a}", "relatedTo", f"e{b}") for a, b in ties)
    return Reading(Source(slug, f"The text of {slug}."), tuple(made), said)


def linked(*readings: Reading) -> list[set[tuple[str, str]]]:
    """The groups of (source, key) that were taken for one."""
    return [set(one.members) for one in link(readings, ONTOLOGY)]


def are_one(a: Spec, b: Spec, *others: Spec) -> bool:
    """Whether entities of two articles become one, others standing in further articles."""
    more = [reading(f"other-{at}", spec) for at, spec in enumerate(others)]
    return {("a", "e0"), ("b", "e0")} <= next(
        group for group in linked(reading("a", a), reading("b", b), *more) if ("a", "e0") in group
    )


# ------------------------------------------------------------------ names


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("The U.S. People’s  Liberation Army", "the us peoples liberation army"),
        ("China’s", "china"),
        ("Łódź", "lodz"),
        ("Türkiye", "turkiye"),
        ("Владимир Путин", "vladimir putin"),
        ("", ""),
        ("…", ""),
    ],
)
def test_plain(text: str, folded: str) -> None:
    assert plain(text) == folded


@given(st.text())
def test_plain_is_idempotent(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert " ".join(words_of(text)) == plain(text)


PERSONS = [
    ("Joseph S. Nye Jr.", "Joseph Nye", "shorter"),
    ("James R. Clapper", "James Clapper", "shorter"),
    ("J. Clapper", "James R. Clapper", "initials"),
    ("J.R. Clapper", "James R. Clapper", "initials"),
    ("Dr. Teng Jianqun", "Teng Jianqun", "equal"),
    ("President Barack Obama", "Barack Obama", "equal"),
    ("Xi Jin-ping", "Xi Jinping", "equal"),
    ("Obama, Barack", "Barack Obama", "equal"),
    ("Xi Jinping", "Jinping Xi", "order"),
    ("Bill Gates", "William Gates", "nickname"),
    ("Sergei Lavrov", "Sergey Lavrov", "spelling"),
    ("Muammar Gaddafi", "Moammar Gadhafi", "variant"),
    ("Osama bin Laden", "Usama ibn Ladin", "sound"),
    ("Bashar al-Assad", "Bashar Assad", "equal"),
    ("Angela Merkel", "Angela Merkell", "spelling"),
    ("Vladimir Putin", "Vladimir Putkin", "typo"),
    ("Obama", "Barack Obama", "family"),
    ("von der Leyen", "Ursula von der Leyen", "family"),
    ("Barack", "Barack Obama", "given"),
    ("Jeh Johnson", "Boris Johnson", None),
    ("Bashar al-Assad", "Hafez al-Assad", None),
    ("James R. Clapper", "James P. Clapper", None),
    ("George Bush Sr.", "George Bush Jr.", None),
    ("Kim Il-sung", "Kim Jong-il", None),
    ("Hu Jintao", "Hu Yaobang", None),
    ("Johnson", "Lynch", None),
    ("George III", "George Washington", None),
    ("George III", "George II", None),
    ("George III", "King George III", "equal"),
]


@pytest.mark.parametrize(("a", "b", "kind"), PERSONS)
def test_names_of_persons(a: str, b: str, kind: str | None) -> None:
    assert person_relation(person_name(a), person_name(b)) == kind
    assert person_relation(person_name(b), person_name(a)) == kind


LEXICON = lexicon(ONTOLOGY, [("China", "CN"), ("Chinese", "CN"), ("U.S.", "US"), ("United States", "US")])

BODIES = [
    ("Department of State", "State Department", "equal"),
    ("U.S. Department of State", "the State Department", "equal"),
    ("International Labour Organisation", "International Labor Organization", "equal"),
    ("Rand Corp.", "RAND Corporation", "equal"),
    ("Ministry of Foreign Affairs", "Foreign Ministry", "core"),
    ("Harvard", "Harvard University", "core"),
    ("PLA", "People’s Liberation Army", "acronym"),
    ("Central Intelligence Agency", "C.I.A.", "acronym"),
    ("Al Qaeda", "Al-Qaida", "spelling"),
    ("People’s Liberation Army", "People’s Liberation Army Navy", None),
    ("Harvard University", "Harvard Kennedy School", None),
    ("Ministry of Defense", "Ministry of Justice", None),
    ("CIA", "FBI", None),
]


@pytest.mark.parametrize(("a", "b", "kind"), BODIES)
def test_names_of_bodies(a: str, b: str, kind: str | None) -> None:
    assert title_relation(body_title(a, LEXICON), body_title(b, LEXICON)) == kind
    assert title_relation(body_title(b, LEXICON), body_title(a, LEXICON)) == kind


def test_described_name_sets_date_and_countries_apart() -> None:
    title = described_title("September 2015 U.S.-China summit", LEXICON)
    assert title.order == ("summit",)
    assert title.countries == {"CN", "US"}
    assert title.proper == 0


# ------------------------------------------------------------------ pairs

US, CN, VN = {"country": "US"}, {"country": "CN"}, {"country": "VN"}

SAME: list[tuple[Spec, Spec]] = [
    (("Person", "Barack Obama"), ("Person", "President Barack Obama")),
    (("Person", "James R. Clapper"), ("Person", "James Clapper", US)),
    (("Person", "Jinping Xi", CN), ("Person", "Xi Jinping", CN)),
    (("Person", "Xi", CN), ("Person", "Xi Jinping", CN | {"roles": ("President",)})),
    (("Person", "Obama", {"roles": ("President",)}), ("Person", "Barack Obama", {"roles": ("president",)})),
    (("Country", "China", CN), ("Country", "People’s Republic of China", CN)),
    (("Country", "Yugoslavia"), ("Country", "Yugoslavia")),
    (("Agency", "Ministry of Foreign Affairs", CN), ("Agency", "Foreign Ministry", CN)),
    (("Organization", "Department of State", US), ("Agency", "State Department", US)),
    (("Company", "Mandiant"), ("Company", "Mandiant Corp.")),
    (("Agency", "PLA", CN), ("Agency", "People’s Liberation Army", CN)),
    (("Place", "Geneva"), ("Place", "Geneva", {"country": "CH"})),
    (
        ("Agreement", "Treaty of Paris", {"when": "1783"}),
        ("Agreement", "Treaty of Paris", {"when": "1783-09-03"}),
    ),
    (("Agreement", "Paris Agreement"), ("Agreement", "the Paris Agreement")),
    (("Agreement", "UN Charter"), ("Agreement", "UN Charter")),
    (("Event", "Korean War"), ("Event", "the Korean War")),
    (("Meeting", "Sunnylands Summit"), ("Meeting", "Sunnylands Summit", {"when": "2013-06"})),
]

APART: list[tuple[Spec, Spec]] = [
    (("Person", "Jeh Johnson"), ("Person", "Boris Johnson")),
    (("Person", "Johnson"), ("Person", "Jeh Johnson")),
    (("Person", "Johnson", {"country": "GB"}), ("Person", "Jeh Johnson", US)),
    (("Person", "John Smith", {"country": "AU"}), ("Person", "John Smith", {"country": "GB"})),
    (("Person", "Washington"), ("Place", "Washington")),
    (("Agency", "Ministry of Foreign Affairs", CN), ("Agency", "Ministry of Foreign Affairs", VN)),
    (("Agency", "Ministry of Foreign Affairs"), ("Agency", "Ministry of Foreign Affairs")),
    (("Country", "Georgia", {"country": "GE"}), ("Place", "Georgia", US)),
    (("Country", "North Korea", {"country": "KP"}), ("Country", "South Korea", {"country": "KR"})),
    (("Agreement", "agreement"), ("Agreement", "agreement")),
    (("Agreement", "cyber agreement"), ("Agreement", "cyber agreement")),
    (("Meeting", "summit"), ("Meeting", "summit")),
    (("Meeting", "G20 summit", {"when": "2015"}), ("Meeting", "G20 summit", {"when": "2016"})),
    (("Agreement", "Treaty of Paris", {"when": "1763"}), ("Agreement", "Treaty of Paris", {"when": "1783"})),
    (("Document", "2013 report", {"when": "2013"}), ("Document", "report")),
    (
        ("Person", "John Smith", {"same_as": ("http://www.wikidata.org/entity/Q1",)}),
        ("Person", "John Smith", {"same_as": ("http://www.wikidata.org/entity/Q2",)}),
    ),
]


def _named(case: object) -> str | None:
    return f"{case[0]} {case[1]}" if isinstance(case, tuple) else None


@pytest.mark.parametrize(("a", "b"), SAME, ids=_named)
def test_one_thing(a: Spec, b: Spec) -> None:
    assert are_one(a, b)
    assert are_one(b, a)


@pytest.mark.parametrize(("a", "b"), APART, ids=_named)
def test_two_things(a: Spec, b: Spec) -> None:
    assert not are_one(a, b)
    assert not are_one(b, a)


def test_surname_joins_nobody_where_two_bear_it() -> None:
    johnson: Spec = ("Person", "Johnson", US)
    assert are_one(johnson, ("Person", "Jeh Johnson", US))
    assert not are_one(johnson, ("Person", "Jeh Johnson", US), ("Person", "Lyndon Johnson", US))


def test_a_role_tells_two_bearers_of_a_surname_apart() -> None:
    johnson: Spec = ("Person", "Johnson", US | {"roles": ("secretary of homeland security",)})
    jeh: Spec = ("Person", "Jeh Johnson", US | {"roles": ("Secretary of Homeland Security",)})
    assert are_one(johnson, jeh, ("Person", "Lyndon Johnson", US | {"roles": ("president",)}))


def test_surname_alone_joins_the_one_bearer_whom_many_articles_name() -> None:
    obama: Spec = ("Person", "Obama")
    barack: Spec = ("Person", "Barack Obama")
    assert not are_one(obama, barack, barack)
    assert are_one(obama, barack, barack, barack)
    assert not are_one(obama, barack, barack, barack, ("Person", "Michelle Obama"))


def test_state_of_a_person_is_that_of_their_body() -> None:
    kerry = Entity("k", "Person", "Kerry", ("Kerry",))
    state = Entity("s", "Agency", "Department of State", ("Department of State",), country="US")
    told = Reading(Source("a", "text"), (kerry, state), (Statement("k", "leads", "s"),))
    full = reading("b", ("Person", "John Kerry", US))
    assert {("a", "k"), ("b", "e0")} in linked(told, full)


def test_office_without_a_state_is_that_of_the_state_which_the_article_is_about() -> None:
    office: Spec = ("Agency", "Congress")
    america: Spec = ("Country", "United States", US)
    china: Spec = ("Country", "China", CN)
    first, second = reading("a", office, america), reading("b", office, america)
    assert {("a", "e0"), ("b", "e0")} in linked(first, second)
    assert {("a", "e0")} in linked(first, reading("b", office, china))
    assert {("a", "e0")} in linked(reading("a", office), reading("b", office))


def test_initial_joins_nobody_where_two_fit() -> None:
    short: Spec = ("Person", "J. Clapper", US)
    assert are_one(short, ("Person", "James Clapper", US))
    assert not are_one(short, ("Person", "James Clapper", US), ("Person", "John Clapper", US))


def test_office_without_a_state_joins_by_whom_it_stands_with() -> None:
    china = reading(
        "china", ("Agency", "Ministry of Foreign Affairs", CN), ("Person", "Hong Lei"), ties=((0, 1),)
    )
    vietnam = reading(
        "vietnam", ("Agency", "Ministry of Foreign Affairs", VN), ("Person", "Pham Binh"), ties=((0, 1),)
    )
    bare = reading("bare", ("Agency", "Ministry of Foreign Affairs"), ("Person", "Hong Lei"), ties=((0, 1),))
    groups = linked(china, vietnam, bare)
    assert {("bare", "e0"), ("china", "e0")} in groups
    assert {("vietnam", "e0")} in groups


def test_described_events_join_by_date_and_participants() -> None:
    people: tuple[Spec, ...] = (("Person", "Xi Jinping", CN), ("Person", "Barack Obama", US))
    ties = ((0, 1), (0, 2))
    first = reading("a", ("Meeting", "September 2015 summit", {"when": "2015-09"}), *people, ties=ties)
    second = reading("b", ("Meeting", "summit", {"when": "2015-09-25"}), *people, ties=ties)
    other_year = reading("c", ("Meeting", "summit", {"when": "2016-09"}), *people, ties=ties)
    groups = linked(first, second, other_year)
    assert {("a", "e0"), ("b", "e0")} in groups
    assert {("c", "e0")} in groups


def test_described_agreement_joins_by_its_parties() -> None:
    parties: tuple[Spec, ...] = (("Country", "China", CN), ("Country", "United States", US))
    ties = ((1, 0), (2, 0))
    groups = linked(
        reading("a", ("Agreement", "cyber agreement"), *parties, ties=ties),
        reading("b", ("Agreement", "cyber agreement"), *parties, ties=ties),
        reading(
            "c", ("Agreement", "cyber agreement"), ("Country", "Japan", {"country": "JP"}), ties=((1, 0),)
        ),
    )
    assert {("a", "e0"), ("b", "e0")} in groups
    assert {("c", "e0")} in groups


# ------------------------------------------------------------------ identities


def identity_of(found: tuple[Identity, ...], source: str, key: str = "e0") -> Identity:
    return next(one for one in found if (source, key) in one.members)


def test_ids_tell_states_apart() -> None:
    name = "Ministry of Foreign Affairs"
    found = link([reading("a", ("Agency", name, CN)), reading("b", ("Agency", name, VN))], ONTOLOGY)
    assert [one.id for one in found] == [
        "agency/ministry-of-foreign-affairs-cn",
        "agency/ministry-of-foreign-affairs-vn",
    ]


def test_ids_tell_years_and_sources_apart() -> None:
    specs: list[Spec] = [("Meeting", "summit", {"when": "2015"}), ("Meeting", "summit", {"when": "2016-07"})]
    found = link(
        [reading(f"s{at}", spec) for at, spec in enumerate([*specs, ("Meeting", "summit")])], ONTOLOGY
    )
    assert [one.id for one in found] == ["meeting/summit", "meeting/summit-2015", "meeting/summit-2016"]
    found = link([reading("a", ("Meeting", "summit")), reading("b", ("Meeting", "summit"))], ONTOLOGY)
    assert [one.id for one in found] == ["meeting/summit-a", "meeting/summit-b"]


def test_special_class_and_fullest_name_win() -> None:
    found = link(
        [
            reading("a", ("Organization", "Department of State", US)),
            reading("b", ("Agency", "State Department", US)),
            reading("c", ("Organization", "Department of State", US)),
        ],
        ONTOLOGY,
    )
    assert [(one.cls, one.id, one.names) for one in found] == [
        ("Agency", "agency/department-of-state", ("Department of State", "State Department"))
    ]


def test_rare_longer_name_does_not_become_the_label() -> None:
    often = [reading(f"s{at}", ("Person", "Xi Jinping", CN)) for at in range(9)]
    odd = reading("odd", ("Person", "Xi Jinping Ping", CN))
    assert identity_of(link([*often, odd], ONTOLOGY), "s0").label == "Xi Jinping"


def test_role_names_the_identity_that_it_is_held_in() -> None:
    one = Entity("p", "Person", "Hong Lei", ("Hong Lei",), roles=(Role("spokesman", of="m"),))
    body = Entity("m", "Agency", "Foreign Ministry", ("Foreign Ministry",), country="CN")
    found = link([Reading(Source("a", "text"), (body, one))], ONTOLOGY)
    assert identity_of(found, "a", "p").roles == (Role("spokesman", of="agency/foreign-ministry"),)


def test_class_that_no_ontology_declares_is_its_own_family() -> None:
    assert are_one(("Ship", "Ever Given"), ("Ship", "the Ever Given"))
    assert not are_one(("Ship", "Ever Given"), ("Company", "Ever Given"))


def test_names_without_a_letter_do_no_harm() -> None:
    found = link([reading("a", ("Person", "…"), ("Agency", "—"), ("Meeting", ""))], ONTOLOGY)
    assert len(found) == 3
    assert len({one.id for one in found}) == 3


def test_no_readings_no_identities() -> None:
    assert link([], ONTOLOGY) == ()


# ------------------------------------------------------------------ properties

LABELS = {  # each a name that may or may not be one with another
    "Person": [
        "Xi Jinping",
        "Xi",
        "Jinping Xi",
        "President Xi",
        "James Clapper",
        "James R. Clapper",
        "J. Clapper",
        "John Clapper",
        "Clapper",
        "Sergei Lavrov",
        "Sergey Lavrov",
        "Lavrov",
        "Sergey Lavrow",
    ],
    "Agency": [
        "Ministry of Foreign Affairs",
        "Foreign Ministry",
        "MFA",
        "State Department",
        "Department of State",
    ],
    "Organization": [
        "Harvard",
        "Harvard University",
        "PLA",
        "People’s Liberation Army",
        "Department of State",
    ],
    "Country": ["China", "Chinese", "Vietnam", "United States"],
    "Meeting": ["summit", "G20 summit", "Sunnylands Summit", "2015 summit", "High-Level Dialogue"],
    "Agreement": ["agreement", "cyber agreement", "Treaty of Paris", "Paris Agreement"],
}


@st.composite
def specs(draw: st.DrawFn) -> Spec:
    cls = draw(st.sampled_from(sorted(LABELS)))
    label = draw(st.sampled_from(LABELS[cls]))
    more: dict[str, Any] = {"country": draw(st.sampled_from([None, "CN", "US", "VN"]))}
    if cls in ("Meeting", "Agreement"):
        more["when"] = draw(st.sampled_from([None, "2015", "2015-09", "2016", "1783"]))
    if cls == "Person":
        more["roles"] = draw(st.sampled_from([(), ("president",), ("director",)]))
    return cls, label, more


@st.composite
def corpora(draw: st.DrawFn) -> list[Reading]:
    made = []
    for at in range(draw(st.integers(1, 6))):
        entities = draw(st.lists(specs(), min_size=1, max_size=6))
        pair = st.tuples(st.integers(0, len(entities) - 1), st.integers(0, len(entities) - 1))
        made.append(reading(f"s{at}", *entities, ties=tuple(draw(st.lists(pair, max_size=5)))))
    return made


@given(corpora(), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_order_and_repetition_make_no_difference(readings: list[Reading], chance: random.Random) -> None:
    found = link(readings, ONTOLOGY)
    shuffled = list(readings)
    chance.shuffle(shuffled)
    assert link(shuffled, ONTOLOGY) == found
    assert link(readings + shuffled, ONTOLOGY) == found


@given(corpora())
@settings(max_examples=60)
def test_every_entity_has_one_identity_and_every_identity_an_id(readings: list[Reading]) -> None:
    found = link(readings, ONTOLOGY)
    members = [member for one in found for member in one.members]
    assert sorted(members) == sorted(
        (one.source.slug, entity.key) for one in readings for entity in one.entities
    )
    assert [one.id for one in found] == sorted({one.id for one in found})


@given(corpora())
@settings(max_examples=60)
def test_countries_never_flow_together(readings: list[Reading]) -> None:
    country = {
        (one.source.slug, e.key): e.country for one in readings for e in one.entities if e.cls == "Agency"
    }
    for one in link(readings, ONTOLOGY):
        assert len({country[member] for member in one.members if country.get(member)}) <= 1


def _profiles(readings: list[Reading]) -> list[Profile]:
    found = [record for one in readings for record in records(one, ONTOLOGY)]
    words = lexicon(ONTOLOGY, by_code(found).items())
    return [profile(record, words, ONTOLOGY) for record in found]


@given(corpora())
@settings(max_examples=60)
def test_rules_are_symmetric(readings: list[Reading]) -> None:
    profiles = _profiles(readings)
    for a in profiles:
        for b in profiles:
            assert findings(a, b) == findings(b, a)
            assert {one.rule for one in findings(a, b)} == {one.rule for one in findings(b, a)}
            assert points(a, b) == points(b, a)


def test_findings_give_their_reasons() -> None:
    a, b = _profiles([reading("a", ("Person", "Xi Jinping", CN)), reading("b", ("Person", "Xi", CN))])
    assert [one.rule for one in findings(a, b)] == ["country", "name"]
    assert "xi jinping" in findings(a, b)[1].reason
    assert points(a, b) == THRESHOLD


# ------------------------------------------------------------------ names alone


@given(st.sampled_from(sorted(LABELS)), st.text(max_size=20), st.text(max_size=20))
def test_similarity_is_symmetric_and_bounded(cls: str, a: str, b: str) -> None:
    value = similarity(cls, a, b)
    assert value == pytest.approx(similarity(cls, b, a))
    assert 0.0 <= value <= 1.0
    assert similarity(cls, a, a) == (1.0 if plain(a) else 0.0)


def test_similarity_on_name_pairs_beats_the_plain_ratio(shared: Path) -> None:
    from graph.evaluate.bench import name_pairs

    pairs = name_pairs.load(shared / "bench")
    ours = name_pairs.score(pairs, similarity).rows[0].f1 or 0.0
    plain_ratio = name_pairs.score(pairs, name_pairs.plain_ratio).rows[0].f1 or 1.0
    assert ours >= plain_ratio + 0.05


@pytest.mark.slow
def test_made_up_readings_with_known_identities() -> None:
    from benchmarks.link import World, pairwise

    made = list(World(600).readings(600))
    truth = {(one.source.slug, key): number for one, keys in made for key, number in keys.items()}
    found = link((one for one, _ in made), ONTOLOGY)
    assert pairwise(found, truth)[2] >= 0.95
    people = [one for one in found if one.cls == "Person"]
    members = {member for one in people for member in one.members}
    assert pairwise(people, {member: truth[member] for member in members})[2] >= 0.95
