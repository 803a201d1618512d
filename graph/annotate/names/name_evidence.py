"""Evidence from a name itself: gazetteer, head noun, legal form, given names, form, the model's label."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from spacy.tokens import Token

from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.english import is_english
from graph.annotate.names.gazetteer import Gazetteer
from graph.annotate.names.gazetteer import plain as plain_key
from graph.annotate.names.name_view import NameView
from graph.annotate.names.noun_evidence import NO_ENTITY
from graph.annotate.names.persons import NAME_SUFFIXES
from graph.grammar.words import POSSESSIVE_CLITICS
from graph.ontology import KnownName, Ontology

CERTAIN_WEIGHT = 100.0  # outweighs all other evidence together
LARGE_CITY = 500_000  # people; the name of a smaller city is weak evidence
SHORT_NAME_LETTERS = 4  # letters up to which a known name must be in capitals or spelled as known: "Time"
MODEL_WEIGHTS = {
    "PERSON": ("Person", 2.0),
    "ORG": ("Organization", 2.0),
    "GPE": ("Place", 2.0),
    "LOC": ("Place", 2.0),
    "FAC": ("Place", 2.0),
    "EVENT": ("Event", 2.0),
    "LAW": ("Document", 1.5),
    "NORP": ("NoEntity", 2.0),
    "WORK_OF_ART": ("Document", 0.5),
}
FIXED = {"DATED": "Event", "CASE": "LegalAction", "SEAT": "Agency"}
DETERMINING = POSSESSIVE_CLITICS | {"the", "a", "an", "his", "her", "its", "their", "our"}
NOT_IN_PERSONS = frozenset({"of", "and", "for", "the", "&", "on"})
_DESIGNATION = re.compile(r"[A-Z][A-Za-z]{0,2}-\d{1,3}[A-Z]?\s")  # of an aircraft: "F-22 Raptor"
COMPASS = frozenset("north south east west northern southern eastern western central upper lower".split())
ARABIC = frozenset({"abu", "abd", "umm", "ibn", "bin", "abdel", "abdul"})
PERSON_PARTICLES = frozenset(
    {"bin", "bint", "ibn", "van", "von", "abu", "dos", "del", "al", "el", "de", "da"}
)


def by_gazetteer(view: NameView, name: Candidate) -> Mapping[str, float]:
    """Known names, states, U.S. states and cities."""
    places, key = view.places, name.key
    if (known := places.known.get(key)) is not None and _is_meant(view, name, known):
        return {known.cls: CERTAIN_WEIGHT}
    if places.state(name.text) is not None:
        return {"Country": CERTAIN_WEIGHT}
    if key in places.us_states:
        return {"Place": 8.0}
    compass, _, rest = key.partition(" ")
    if compass in COMPASS and (rest in places.cities or rest in places.states or rest in places.us_states):
        return {"Place": 10.0}
    if (city := places.city(name.text)) is not None:
        large = city.population > LARGE_CITY or key in places.capitals
        return {"Place": (2.0 if name.label == "PERSON" else 5.0) if large else 2.0}
    return {}


def _is_meant(view: NameView, name: Candidate, known: KnownName) -> bool:
    """Whether words mean the known name: "Time", "the Atlantic" and "Shell" are English words too."""
    text = name.text
    if len(name.key) <= SHORT_NAME_LETTERS and not text.replace(".", "").isupper() and text != known.label:
        return False
    if not name.is_single or text.isupper():
        return True
    first, before = view.doc[name.start], view.doc[name.start - 1] if name.start else None
    names = [other.casefold() for other in (known.label, *known.names)]
    if f"the {text.casefold()}" in names:
        return _has_article_of_its_own(first, before)
    if first.is_sent_start and first.pos_ != "PROPN":
        return False
    article = before is not None and before.lower_ == "the"
    longer = any(other.startswith(text.casefold() + " ") for other in names[1:])
    if view.places.is_place(known) and not article and longer:
        return first.head.lower_ in ("in", "across", "near")
    return True


def _has_article_of_its_own(first: Token, before: Token | None) -> bool:
    """Whether "the" before a name is part of it: the magazine "The Atlantic", not "the Atlantic"."""
    if before is None or before.lower_ != "the":
        return False
    modifies = first.dep_ in ("compound", "amod", "nmod") and first.head.text.islower()
    return not modifies and not (before.text == "the" and first.ent_type_ in ("LOC", "GPE"))


def by_head_noun(view: NameView, name: Candidate) -> Mapping[str, float]:
    """The head noun of a name, words that open names, and forms that decide: cases, dated events, seats."""
    lexicon, doc = view.lexicon, view.doc
    first = doc[name.start]
    if name.label in FIXED:
        return {FIXED[name.label]: CERTAIN_WEIGHT}
    if first.text in _no_entity_words(lexicon.ontology, "prefix"):
        return {NO_ENTITY: CERTAIN_WEIGHT}
    if name.is_single and first.text in _no_entity_words(lexicon.ontology, "name"):
        return {NO_ENTITY: CERTAIN_WEIGHT}
    if not name.is_single and (cls := lexicon.prefixes.get(first.lower_)) is not None:
        return {cls: 8.0}
    end = name.end
    while end - name.start > 1 and doc[end - 1].text.replace("/", "").isdigit():
        end -= 1
    cls = view.spans[name.start, end].head
    if name.label == "TAILED":
        return {"Organization": 4.0, cls or "Organization": 8.0}
    if cls is None or (end - name.start == 1 and name.label == "PERSON"):
        return {}
    if end - name.start == 1:
        return {cls: 1.0 if name.is_single else 10.0}  # "Unit 61398" says more than "Unit"
    if name.titled or name.role is not None:
        return {}
    return {cls: 2.0 if _may_be_personal(view, name, end) else 10.0}


def _may_be_personal(view: NameView, name: Candidate, end: int) -> bool:
    """Whether a name with a head noun may be a person's: "Grant Bank", "Dolly Court"."""
    words = view.spans[name.start, end].words
    given = view.spans[name.start, name.start + 1].is_given or words[0] in view.places.family_first
    surname = plain_key(words[-1]) in view.places.family_names and len(words) == 2
    return given and len(words) < 4 and (name.label == "PERSON" or surname)


@lru_cache(maxsize=8)
def _no_entity_words(ontology: Ontology, kind: str) -> frozenset[str]:
    """Words that make a name none of an entity, as written: "HMS", not "Hms"."""
    return ontology.words_of(kind, NO_ENTITY)


def by_legal_form(view: NameView, name: Candidate) -> Mapping[str, float]:
    """The legal form at the end of a name: "Corp.", "GmbH"."""
    written = view.doc[name.end - 1].text.replace(".", "")
    last = written.lower()
    surname = written.istitle() and written not in view.lexicon.written_suffixes  # "Se", not "SE"
    cls = None if name.is_single or surname else view.lexicon.suffixes.get(last)
    weak = view.lexicon.weak_suffixes.get(last)
    if weak is not None and not name.is_single and _has_weak_suffix(view, name, weak):
        cls = weak
    return {cls: 20.0} if cls else {}


def _has_weak_suffix(view: NameView, name: Candidate, cls: str) -> bool:
    """Whether what is before the suffix is a name of the class or no English: not "Marine Corps"."""
    first, known = view.doc[name.start], view.spans[name.start, name.end - 1].known
    if known is not None:
        return view.is_a(known.cls, cls)
    return name.end - name.start == 2 and first.is_title and not is_english(first)


def by_given_name(view: NameView, name: Candidate) -> Mapping[str, float]:
    """Given names, initials, particles and family names."""
    places, tokens = view.places, view.doc[name.start : name.end]
    words = [t.lower_ for t in tokens if t.is_alpha or len(t.text) > 1]
    if not words or name.label in FIXED:
        return {}
    given, family_first = places.is_given(words[0]), words[0] in places.family_first
    if len(words) == 1:
        return {"Person": 0.5} if given else {}
    initials = any(len(w.rstrip(".")) == 1 for w in words[:-1]) or words[-1].rstrip(".") in NAME_SUFFIXES
    if not (2 <= len(words) <= 5 and tokens[-1].is_alpha and not any(w in NOT_IN_PERSONS for w in words)):
        return {}
    if view.lexicon.head_class(words) is not None:
        return {"Person": 1.0} if initials else {}
    owned = name.start > 0 and view.doc[name.start - 1].lower_ in DETERMINING and name.label != "PERSON"
    if given and (name.label == "ORG" or owned) and _is_thing(tokens[-1], places):
        return {"Person": 1.0}  # "Kelly Services", "the Grant Plan"
    weight = 4.0 if given else 2.0 if family_first else 0.0
    if given and plain_key(words[-1]) in places.family_names:
        weight += 1.0
    if initials and (given or not view.spans[name.start, name.start + 1].is_city):
        weight += 4.0
    if words[0] in ARABIC or any(t.text in PERSON_PARTICLES for t in tokens):
        weight += 2.0
    return {"Person": weight}


def _is_thing(last: Token, places: Gazetteer) -> bool:
    """Whether the last word of a name is English and no surname."""
    return is_english(last) and plain_key(last.text) not in places.family_names and len(last.text) > 2


def by_model(view: NameView, name: Candidate) -> Mapping[str, float]:
    """The entity label of the spaCy model."""
    if name.label == "DATE":
        return {NO_ENTITY: 3.0}
    cls, weight = MODEL_WEIGHTS.get(name.label, ("", 0.0))
    if cls == "Person" and not name.titled:
        weight = _person_weight(view, name)
    elif name.label == "GPE" and name.key not in view.places.cities:
        weight = 1.5
    return {cls: weight} if cls else {}


def _person_weight(view: NameView, name: Candidate) -> float:
    """How far to trust the model on a person: a single unknown word, or a place first, is doubtful."""
    places, facts = view.places, view.spans[name.start, name.start + 1]
    first = facts.text.casefold()
    personal = facts.is_given or first in places.family_first
    if name.is_single:
        plain = plain_key(facts.text)
        return 2.0 if facts.is_given or plain in places.family_names or plain in places.family_first else 1.2
    known_place = facts.known is not None and places.is_place(facts.known)
    place = (facts.is_city or facts.state is not None or known_place) and first not in ARABIC
    things = all(_is_thing(t, places) for t in view.doc[name.start : name.end])  # "Copper Heron"
    return 1.0 if (place or things) and not personal else 2.0


def by_form(view: NameView, name: Candidate) -> Mapping[str, float]:
    """Acronyms, and capitals inside words."""
    plain = name.text.replace(".", "")
    if _DESIGNATION.match(name.text):
        return {NO_ENTITY: 6.0}
    if name.is_single and plain.isupper() and len(plain) > 1 and plain.isalpha():
        return {"Organization": 1.0, "Person": -2.0}
    if any(_is_camel_case(t.text) for t in view.doc[name.start : name.end]):
        return {"Organization": 1.0, "Person": -1.0}
    return {}


def _is_camel_case(word: str) -> bool:
    """Whether a word has capitals inside as brands have: "LivePlanet", but neither "McKay" nor "DeSantis"."""
    inner = [i for i, c in enumerate(word) if i and c.isupper() and word[i - 1].islower()]
    return bool(inner) and word.isalpha() and (len(inner) > 1 or inner[0] > 3)
