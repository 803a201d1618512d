"""Which class a name is of, decided by the votes of all its mentions in the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from spacy.tokens import Doc, Token

from graph.annotate.gazetteer import Gazetteer, name_key
from graph.annotate.lexicon import Lexicon
from graph.annotate.names import SUFFIXES, Candidate

CERTAIN = 100.0
LEAST = 2.0  # a name with less evidence stays unknown, and makes no node
FAMILY = {
    "Agency": "Organization", "InternationalBody": "Organization", "Company": "Organization",
    "Institute": "Organization", "Media": "Organization", "PoliticalParty": "Organization",
    "ArmedGroup": "Organization", "Meeting": "Event", "Incident": "Event", "LegalAction": "Event",
}
MODEL_VOTES = {
    "PERSON": ("Person", 2.0), "ORG": ("Organization", 2.0), "GPE": ("Place", 2.0), "LOC": ("Place", 2.0),
    "FAC": ("Place", 2.0), "EVENT": ("Event", 2.0), "LAW": ("Document", 1.5), "WORK_OF_ART": ("Document", 0.5),
}


def family(cls: str) -> str:
    """The class that names are told apart by: all bodies are one family, all events another."""
    return FAMILY.get(cls, cls)


def vote(doc: Doc, names: Sequence[Candidate], lexicon: Lexicon, places: Gazetteer) -> dict[str, Counter[str]]:
    """Votes for classes by name key, summed over the mentions of each name."""
    votes: dict[str, Counter[str]] = {}
    for name in names:
        if name.label == "STATE":
            continue
        ballot = votes.setdefault(name_key(name.text(doc)), Counter())
        for scorer in SCORERS:
            for cls, weight in scorer(doc, name, lexicon, places).items():
                ballot[cls] += weight
    return votes


def winner(ballot: Counter[str], lexicon: Lexicon) -> str | None:
    """The class with the most votes: first the family, then the kind within it; None below `LEAST`."""
    families: Counter[str] = Counter()
    for cls, weight in ballot.items():
        families[family(cls)] += weight
    best = max(sorted(families), key=lambda f: families[f], default=None)
    if best is None or families[best] < LEAST:
        return None
    kinds = {cls: w for cls, w in ballot.items() if family(cls) == best and (cls != best or w >= CERTAIN)}
    return max(sorted(kinds), key=lambda k: kinds[k]) if kinds and max(kinds.values()) > 0 else best


Scorer = Callable[[Doc, Candidate, Lexicon, Gazetteer], dict[str, float]]


def _by_gazetteer(doc: Doc, name: Candidate, lexicon: Lexicon, places: Gazetteer) -> dict[str, float]:
    text = name.text(doc)
    key = name_key(text)
    if (known := places.known.get(key)) is not None and (len(key) > 4 or text.replace(".", "").isupper() or text == known.label):
        return {known.cls: CERTAIN}
    if places.state(text) is not None:
        return {"Country": CERTAIN}
    if key in places.us_states:
        return {"Place": 8.0}
    if (city := places.cities.get(key)) is not None:
        return {"Place": 5.0 if city.population > 500_000 or key in places.capitals else 2.0}
    return {}


def _by_head(doc: Doc, name: Candidate, lexicon: Lexicon, places: Gazetteer) -> dict[str, float]:
    words = [t.lower_ for t in doc[name.start : name.end]]
    cls = lexicon.head_class(words)
    if cls is None or (len(words) == 1 and name.label == "PERSON"):
        return {}
    personal = words[0] in places.given_names and len(words) < 4 and name.label == "PERSON"
    if len(words) == 1:
        return {cls: 1.0}
    return {cls: 2.0 if personal else 10.0}


def _by_suffix(doc: Doc, name: Candidate, lexicon: Lexicon, places: Gazetteer) -> dict[str, float]:
    cls = lexicon.suffixes.get(doc[name.end - 1].lower_.replace(".", "")) if name.end - name.start > 1 else None
    return {cls: 20.0} if cls else {}


def _by_title(doc: Doc, name: Candidate, lexicon: Lexicon, places: Gazetteer) -> dict[str, float]:
    if name.titled:
        return {"Person": 12.0}
    if name.role is not None:
        return {"Person": 8.0}
    before = doc[name.start - 1] if name.start else None
    if before is not None and before.lower_ in lexicon.role_heads and before.pos_ in ("NOUN", "PROPN"):
        return {"Person": 8.0}
    return {}


def _by_given_name(doc: Doc, name: Candidate, lexicon: Lexicon, places: Gazetteer) -> dict[str, float]:
    words = [t.lower_ for t in doc[name.start : name.end]]
    if len(words) == 1:
        return {"Person": 0.5} if words[0] in places.given_names else {}
    known = words[0] in places.given_names or words[0] in places.family_first
    last = doc[name.end - 1]
    initials = any(len(w.rstrip(".")) == 1 for w in words[1:-1]) or words[-1].rstrip(".") in SUFFIXES
    plain = 2 <= len(words) <= 4 and last.is_alpha and not any(w in ("of", "and", "for", "the") for w in words)
    return {"Person": (4.0 if known and plain else 0.0) + (5.0 if initials else 0.0)}


def _by_model(doc: Doc, name: Candidate, lexicon: Lexicon, places: Gazetteer) -> dict[str, float]:
    cls, weight = MODEL_VOTES.get(name.label, ("", 0.0))
    return {cls: weight} if cls else {}


def _by_apposition(doc: Doc, name: Candidate, lexicon: Lexicon, places: Gazetteer) -> dict[str, float]:
    """"Mandiant, an Internet security firm"; "Scobell is a political scientist"."""
    noun = explaining_noun(doc[name.head])
    if noun is None:
        return {}
    word = noun.lemma_.lower()
    if word in lexicon.role_heads:
        return {"Person": 6.0}
    cls = lexicon.head_class([word], naming=False) or next(iter(sorted(lexicon.anaphors.get(word, ()))), None)
    return {cls: 8.0} if cls and lexicon.ontology.is_a(cls, "Entity") else {}


def explaining_noun(head: Token) -> Token | None:
    """The common noun that explains a name: its apposition or the predicate of a copula."""
    for child in head.children:
        if child.dep_ == "appos" and child.pos_ == "NOUN":
            return child
    if head.dep_ == "appos" and head.head.pos_ == "NOUN" and head.i > head.head.i:
        return head.head
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        return next((c for c in head.head.children if c.dep_ == "attr" and c.pos_ == "NOUN"), None)
    return None


def _by_syntax(doc: Doc, name: Candidate, lexicon: Lexicon, places: Gazetteer) -> dict[str, float]:
    head = doc[name.head]
    found: Counter[str] = Counter()
    before = doc[name.start - 1] if name.start else None
    if before is not None and before.lower_ in ("the", "a", "an") and name.label != "PERSON":
        found["Person"] -= 5.0
    elif before is not None and before.lower_ == "the":
        found["Person"] -= 2.0
    if head.dep_ == "pobj" and head.head.lower_ in ("in", "near", "outside") and not _is_time(head):
        found["Place"] += 1.5
    if head.dep_ == "nsubj" and head.head.lemma_ in lexicon.says:
        found["Person"] += 1.0 if name.end - name.start < 4 else 0.0
    if any(c.dep_ == "relcl" and any(g.lower_ in ("who", "whose", "whom") for g in c.subtree) for c in head.children):
        found["Person"] += 2.0
    after = doc[name.end] if name.end < len(doc) else None
    if after is not None and after.text == "," and name.end + 1 < len(doc) and places.state(doc[name.end + 1].text):
        found["Place"] += 1.5 if name.label in ("GPE", "LOC") else 0.0
    return dict(found)


def _is_time(head: Token) -> bool:
    return head.ent_type_ in ("DATE", "TIME")


def _by_shape(doc: Doc, name: Candidate, lexicon: Lexicon, places: Gazetteer) -> dict[str, float]:
    text = name.text(doc)
    plain = text.replace(".", "")
    if name.end - name.start == 1 and plain.isupper() and 2 <= len(plain) <= 6 and plain.isalpha():
        return {"Organization": 1.0, "Person": -2.0}
    return {}


SCORERS: tuple[Scorer, ...] = (
    _by_gazetteer, _by_head, _by_suffix, _by_title, _by_given_name, _by_model, _by_apposition, _by_syntax, _by_shape,
)
