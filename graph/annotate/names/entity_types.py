"""Which class a name is of, decided by the votes of all its mentions in the article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache

from spacy.tokens import Doc, Token

from graph.annotate.lexicon import Lexicon
from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.english import is_english
from graph.annotate.names.gazetteer import Gazetteer, name_key
from graph.annotate.names.gazetteer import plain as plain_key
from graph.annotate.names.noun_evidence import NO_ENTITY, by_apposition
from graph.annotate.names.organization_evidence import by_joining, by_neighbours
from graph.annotate.names.person_evidence import by_dates, by_kin, by_life
from graph.annotate.names.place_evidence import by_whereabouts
from graph.annotate.names.segmentation import SUFFIXES
from graph.annotate.names.selectional_preferences import preferences
from graph.ontology import KnownName, Ontology

CERTAIN_WEIGHT = 100.0
FIXED = {"DATED": "Event", "CASE": "LegalAction", "SEAT": "Agency"}
LEAST = 2.0  # a name with less evidence stays unknown, and makes no node
MODEL_VOTES = {
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

Ballot = dict[str, float]
"""Votes for classes; negative ones count against."""


def vote(doc: Doc, names: Sequence[Candidate], lexicon: Lexicon, places: Gazetteer) -> dict[str, Ballot]:
    """Votes for classes by name key, summed over the mentions of each name."""
    votes: dict[str, Ballot] = {}
    for name in names:
        if name.label == "STATE":
            continue
        ballot = votes.setdefault(name_key(name.text(doc)), defaultdict(float))
        short = (
            votes.setdefault(name_key(name.short), defaultdict(float))
            if name.label == "TAILED" and name.short
            else None
        )
        for scorer in SCORERS:
            for cls, weight in scorer(doc, name, lexicon, places).items():
                ballot[cls] += weight
                if short is not None:
                    short[cls] += weight
    return votes


def winner(ballot: Ballot, lexicon: Lexicon) -> str | None:
    """The class with the most votes: first the family, then the kind within it; None below `LEAST`."""
    families: Ballot = defaultdict(float)
    for cls, weight in ballot.items():
        families[lexicon.family(cls)] += weight
    best = max(sorted(families), key=lambda f: families[f], default=None)
    if best is None or families[best] < LEAST or best == NO_ENTITY:
        return None
    kin = {cls: weight for cls, weight in ballot.items() if lexicon.family(cls) == best}
    kinds = {cls: weight for cls, weight in kin.items() if cls != best or weight >= CERTAIN_WEIGHT}
    return max(sorted(kinds), key=lambda k: kinds[k]) if kinds and max(kinds.values()) > 0 else best


Scorer = Callable[[Doc, Candidate, Lexicon, Gazetteer], dict[str, float]]


def _by_gazetteer(doc: Doc, name: Candidate, lexicon: Lexicon, places: Gazetteer) -> dict[str, float]:
    text = name.text(doc)
    key = name_key(text)
    known = places.known.get(key)
    if known is not None and _is_meant(doc, name, text, known, place=places.is_place(known)):
        return {known.cls: CERTAIN_WEIGHT}
    if places.state(text) is not None:
        return {"Country": CERTAIN_WEIGHT}
    if key in places.us_states:
        return {"Place": 8.0}
    compass, _, rest = key.partition(" ")
    if compass in COMPASS and (rest in places.cities or rest in places.states or rest in places.us_states):
        return {"Place": 10.0}
    if (city := places.city(text)) is not None:
        large = city.population > 500_000 or key in places.capitals
        return {"Place": (2.0 if name.label == "PERSON" else 5.0) if large else 2.0}
    return {}


def _is_meant(doc: Doc, name: Candidate, text: str, known: KnownName, *, place: bool) -> bool:
    """Whether a known name is meant: "Time", "the Atlantic" and "Shell" are words of the language too."""
    if len(name_key(text)) <= 4 and not text.replace(".", "").isupper() and text != known.label:
        return False
    if name.end - name.start > 1 or text.isupper():
        return True
    first, before = doc[name.start], doc[name.start - 1] if name.start else None
    article = before is not None and before.lower_ == "the"
    if any(other.casefold() == f"the {text.casefold()}" for other in (known.label, *known.names)):
        modifies = first.dep_ in ("compound", "amod", "nmod") and first.head.text.islower()
        return not (
            modifies
            or not article
            or (before is not None and before.text == "the" and first.ent_type_ in ("LOC", "GPE"))
        )
    if first.is_sent_start and first.pos_ != "PROPN":
        return False
    if (
        place
        and not article
        and any(other.casefold().startswith(text.casefold() + " ") for other in known.names)
    ):
        return first.head.lower_ in ("in", "across", "near")
    return True


def _by_head(doc: Doc, name: Candidate, lexicon: Lexicon, places: Gazetteer) -> dict[str, float]:
    if name.label in FIXED:
        return {FIXED[name.label]: CERTAIN_WEIGHT}
    if doc[name.start].text in _written(lexicon.ontology, "prefix"):
        return {NO_ENTITY: CERTAIN_WEIGHT}
    if name.end - name.start == 1 and doc[name.start].text in _written(lexicon.ontology, "name"):
        return {NO_ENTITY: CERTAIN_WEIGHT}
    if name.end - name.start > 1 and (cls := lexicon.prefixes.get(doc[name.start].lower_)) is not None:
        return {cls: 8.0}
    words = [t.lower_ for t in doc[name.start : name.end]]
    while len(words) > 1 and words[-1].replace("/", "").isdigit():
        words.pop()
    if name.label == "TAILED":
        return {"Organization": 4.0, lexicon.head_class(words) or "Organization": 8.0}
    cls = lexicon.head_class(words)
    if cls is None or (len(words) == 1 and name.label == "PERSON"):
        return {}
    family_name = plain_key(words[-1]) in places.family_names and len(words) == 2
    given = places.is_given(words[0]) or words[0] in places.family_first
    personal = given and len(words) < 4 and (name.label == "PERSON" or family_name)
    if len(words) == 1:
        return {cls: 10.0 if name.end - name.start > 1 else 1.0}  # "Unit 61398" is no bare "Unit"
    if name.titled or name.role is not None:
        return {}
    return {cls: 2.0 if personal else 10.0}


@lru_cache(maxsize=8)
def _written(ontology: Ontology, kind: str) -> frozenset[str]:
    """Words by which a name is nobody's, as written: "HMS" and no "Hms"."""
    return ontology.words_of(kind, NO_ENTITY)


def _by_suffix(doc: Doc, name: Candidate, lexicon: Lexicon, places: Gazetteer) -> dict[str, float]:
    cls = (
        lexicon.suffixes.get(doc[name.end - 1].lower_.replace(".", "")) if name.end - name.start > 1 else None
    )
    return {cls: 20.0} if cls else {}


def _by_title(doc: Doc, name: Candidate, lexicon: Lexicon, places: Gazetteer) -> dict[str, float]:
    if name.titled:
        return {"Person": 12.0}
    if name.role is not None:
        return {"Person": 8.0}
    before = doc[name.start - 1] if name.start else None
    if before is not None and before.lower_ in lexicon.role_heads and before.pos_ in ("NOUN", "PROPN"):
        return {"Person": 8.0}
    if before is not None and before.pos_ == "NOUN" and before.lower_ in lexicon.person_nouns - lexicon.kin:
        return {"Person": 3.0}
    return {}


def _by_given_name(doc: Doc, name: Candidate, lexicon: Lexicon, places: Gazetteer) -> dict[str, float]:
    words = [t.lower_ for t in doc[name.start : name.end] if t.is_alpha or len(t.text) > 1]
    if not words or name.label in FIXED:
        return {}
    if len(words) == 1:
        return {"Person": 0.5} if places.is_given(words[0]) else {}
    given, family_first = places.is_given(words[0]), words[0] in places.family_first
    last = doc[name.end - 1]
    initials = any(len(w.rstrip(".")) == 1 for w in words[:-1]) or words[-1].rstrip(".") in SUFFIXES
    plain = 2 <= len(words) <= 5 and last.is_alpha and not any(w in NOT_IN_PERSONS for w in words)
    if not plain or lexicon.head_class(words) is not None:
        return {"Person": 1.0} if initials and plain else {}
    if given and name.label == "ORG" and _is_thing(last, places):
        return {"Person": 1.0}  # "Kelly Services", "Cole Carbide"
    initials = initials and (given or name_key(doc[name.start].text) not in places.cities)
    particle = words[0] in ARABIC or any(t.text in PERSON_PARTICLES for t in doc[name.start : name.end])
    known = 4.0 if given else 2.0 if family_first else 0.0
    return {
        "Person": known
        + (1.0 if given and plain_key(words[-1]) in places.family_names else 0.0)
        + (4.0 if initials else 0.0)
        + (2.0 if particle else 0.0)
    }


def _is_thing(last: Token, places: Gazetteer) -> bool:
    """Whether the last word of a name is of the language and nobody's surname."""
    return is_english(last) and plain_key(last.text) not in places.family_names and len(last.text) > 2


def _by_model(doc: Doc, name: Candidate, lexicon: Lexicon, places: Gazetteer) -> dict[str, float]:
    if name.label == "DATE":
        return {NO_ENTITY: 3.0}
    cls, weight = MODEL_VOTES.get(name.label, ("", 0.0))
    if cls == "Person" and not name.titled:
        weight = _person_weight(doc, name, places)
    elif name.label == "GPE" and name_key(name.text(doc)) not in places.cities:
        weight = 1.5
    return {cls: weight} if cls else {}


def _person_weight(doc: Doc, name: Candidate, places: Gazetteer) -> float:
    """How far to trust the model on a person: a single unknown word or a place before it is doubtful."""
    first = doc[name.start].text
    if name.end - name.start == 1:
        key = plain_key(first)
        told = key in places.family_names or key in places.family_first or places.is_given(first)
        return 2.0 if told else 1.2
    known = places.known.get(name_key(first))
    place = name_key(first) in places.cities or places.state(first) is not None
    place = place or (known is not None and places.is_place(known))
    place = place and first.casefold() not in ARABIC
    personal = places.is_given(first) or first.casefold() in places.family_first
    things = all(_is_thing(t, places) for t in doc[name.start : name.end])  # "Copper Heron"
    return 1.0 if (place or things) and not personal else 2.0


def _by_syntax(doc: Doc, name: Candidate, lexicon: Lexicon, places: Gazetteer) -> dict[str, float]:
    head = doc[name.head]
    found: Ballot = defaultdict(float)
    before = doc[name.start - 1] if name.start else None
    if (
        before is not None
        and before.lower_ in ("the", "a", "an")
        and head.dep_ not in ("compound", "nmod", "amod", "poss")
    ):
        found["Person"] -= 5.0 if name.label != "PERSON" else 2.0
    if any(c.dep_ == "det" and c.lower_ in COUNTING_DETERMINERS for c in head.children) or (
        head.tag_ == "NNPS" and len(head.text) < 8 and head.text[:-1].isupper()
    ):
        found[NO_ENTITY] += 6.0
    if head.dep_ == "nsubj" and head.head.lemma_ in lexicon.says:
        found["Person"] += 1.0 if name.end - name.start < 4 else 0.0
    if any(c.lower_.endswith(OWNED) for c in head.lefts if c.dep_ in ("amod", "compound")):
        found["Organization"] += 2.0
    who = {g.lower_ for c in head.children if c.dep_ == "relcl" for g in c.lefts}
    if who & {"who", "whose", "whom"}:
        found["Person"] += 2.0
    elif "which" in who:
        found["Person"] -= 3.0
    elif "where" in who:
        found["Place"] += 2.0
    return dict(found)


def _by_expectation(doc: Doc, name: Candidate, lexicon: Lexicon, places: Gazetteer) -> dict[str, float]:
    """What the verb or noun above expects: who buys, buys a body; who accuses is no place."""
    ontology = lexicon.ontology
    wanted = preferences(ontology).of(doc[name.head])
    if not wanted:
        return {}
    families = sorted(set(ontology.families.values()) - ontology.abstract)
    fitting = [one for one in families if any(ontology.is_a(one, w) or ontology.is_a(w, one) for w in wanted)]
    if len(fitting) == 1:
        return {fitting[0]: 2.5}
    if "Place" in fitting:
        return {}
    alone = name.end - name.start == 1 and name.label == "" and doc[name.head].pos_ == "PROPN"
    return {
        "Place": -1.0,
        "Organization": 1.0 if alone and not places.is_given(doc[name.start].text) else 0.0,
    }


OWNED = ("owned", "listed", "backed", "funded")
COUNTING_DETERMINERS = frozenset({"a", "an", "another", "each", "every", "any", "two", "three", "several"})
NOT_IN_PERSONS = frozenset({"of", "and", "for", "the", "&", "on"})
COMPASS = frozenset("north south east west northern southern eastern western central upper lower".split())
ARABIC = frozenset({"abu", "abd", "umm", "ibn", "bin", "abdel", "abdul"})
PERSON_PARTICLES = frozenset(
    {"bin", "bint", "ibn", "van", "von", "abu", "dos", "del", "al", "el", "de", "da"}
)


def _is_time(head: Token) -> bool:
    return head.ent_type_ in ("DATE", "TIME")


def _by_shape(doc: Doc, name: Candidate, lexicon: Lexicon, places: Gazetteer) -> dict[str, float]:
    text = name.text(doc)
    plain = text.replace(".", "")
    if name.end - name.start == 1 and plain.isupper() and len(plain) > 1 and plain.isalpha():
        return {"Organization": 1.0, "Person": -2.0}
    humped = any(_is_humped(t.text) for t in doc[name.start : name.end])
    return {"Organization": 1.0, "Person": -1.0} if humped else {}


def _is_humped(word: str) -> bool:
    """Whether a word has capitals inside as brands have: "LivePlanet", but neither "McKay" nor "DeSantis"."""
    inner = [i for i, c in enumerate(word) if i and c.isupper() and word[i - 1].islower()]
    return bool(inner) and word.isalpha() and (len(inner) > 1 or inner[0] > 3)


SCORERS: tuple[Scorer, ...] = (
    by_kin,
    by_life,
    by_dates,
    _by_gazetteer,
    _by_head,
    _by_suffix,
    _by_title,
    _by_given_name,
    _by_model,
    by_apposition,
    _by_syntax,
    by_whereabouts,
    _by_shape,
    _by_expectation,
    by_neighbours,
    by_joining,
)
