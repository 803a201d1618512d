"""Nationality next to a person's role: "is an American physician at …", "Kos, a Polish sculptor,"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from spacy.tokens import Token

from graph.annotate.names.gazetteer import gazetteer, name_key
from graph.annotate.refs import Ref
from graph.annotate.roles.phrases import is_person_noun
from graph.extract.doc_view import DocView
from graph.extract.relations import Found
from graph.grammar.predications import predication, stating
from graph.grammar.role_constructions import BEARER
from graph.grammar.words import ARTICLES

OCCUPATION_ENDINGS = (
    "er",
    "or",
    "eer",
    "man",
    "woman",
    "ist",
    "ian",
)
"""Endings of nouns for what people do ("illustrator")."""
SAYING = frozenset({"copula", "apposition", "coordination", "bracketed or dashed", "fronted apposition"})
"""Constructions that say a nationality; a title before the name may belong to a state's office."""
NATIONALITY_LINKS = frozenset({"and", "/", "-"})
WIDE = 12  # tokens from the article of a phrase to its noun
SHORT = 5  # letters of a noun too short to tell by its ending


def from_natives(view: DocView) -> Iterator[Found]:
    """The states whose people someone is said to be one of."""
    relation = view.words.frame("nationality")
    if relation is None:
        return
    yield from _one_of_a_people(view, relation)
    states_at = sorted(
        i for i, here in view.starting.items() if any(view.family(r.key) == "Country" for r in here)
    )
    for noun in view.doc:
        if noun.tag_ != "NN" or not view.telling[noun.i] or not _follows(states_at, noun.i):
            continue
        if not _names_people(view, noun):
            continue
        states = _states(view, noun)
        for bearer, at in _bearers(view, noun) if states else ():
            for state in states:
                if view.ontology.allows(view.cls(bearer), relation, view.cls(state.key)):
                    phrase = (state.start, noun.i + 1)
                    yield Found(bearer, relation, state.key, at.i, phrase, "role/native")


def _follows(starts: list[int], i: int) -> bool:
    """Whether one of the sorted places stands so close before a token that its phrase may hold it."""
    at = bisect_left(starts, i)
    return at > 0 and i - starts[at - 1] <= WIDE


def _one_of_a_people(view: DocView, relation: str) -> Iterator[Found]:
    """Who is called by a people's name alone: "Kos is an American", "Kos, an Iraqi American, …"."""
    demonyms = gazetteer(view.ontology).demonyms
    for i, here in sorted(view.by_head.items()):
        token = view.doc[i]
        own = next((r for r in here if view.family(r.key) == "Country" and r.end == i + 1), None)
        article = _article(view, token) if own is not None and token.dep_ in ("attr", "appos") else None
        if own is None or article is None or view.doc[article].lower_ == "the":
            continue
        peoples = [r for j in range(article + 1, i + 1) for r in view.starting.get(j, ())]
        if any(name_key(view.doc[r.start : r.end].text) not in demonyms for r in peoples):
            continue
        for bearer, at in _bearers(view, token):
            for state in dict.fromkeys(r.key for r in peoples):
                yield Found(bearer, relation, state, at.i, (article, i + 1), "role/native")


def _names_people(view: DocView, noun: Token) -> bool:
    """Whether a noun tells what someone is, and is no office of the state itself."""
    word = noun.lemma_.lower()
    if word in view.words.state_offices:
        return False
    if is_person_noun(noun, view.words):
        return True
    return len(word) > SHORT and word.endswith(OCCUPATION_ENDINGS) and word not in view.words.anaphors


def _states(view: DocView, noun: Token) -> list[Ref]:
    """The peoples that a phrase begins with: "a [Soviet and Russian] physicist", "an [American] writer"."""
    start = _article(view, noun)
    if start is None:
        return []
    demonyms = gazetteer(view.ontology).demonyms
    found: list[Ref] = []
    i = start + 1
    while i < noun.i:
        ref = next((r for r in view.starting.get(i, ()) if view.family(r.key) == "Country"), None)
        if ref is not None and name_key(view.doc[ref.start : ref.end].text) in demonyms:
            born = view.doc[ref.end].text == "-" and view.doc[ref.end + 1].tag_ == "VBN"
            found += [] if born else [ref]
            i = ref.end + 2 if born else ref.end
        elif view.doc[i].pos_ in ("ADJ", "ADV") or (found and view.doc[i].lower_ in NATIONALITY_LINKS):
            i += 1
        else:
            break
    return found


def _article(view: DocView, noun: Token) -> int | None:
    """Where the article of a noun's phrase stands."""
    for i in range(noun.i - 1, max(noun.i - WIDE, noun.sent.start - 1, -1), -1):
        token = view.doc[i]
        if token.lower_ in ARTICLES:
            return i
        if token.pos_ in ("ADP", "AUX", "SCONJ") or (token.pos_ == "VERB" and token.tag_ != "VBN"):
            return None
        if token.text == ",":
            return None
    return None


def _bearers(view: DocView, noun: Token) -> Iterator[tuple[str, Token]]:
    """The people that a phrase describes, with the token that states it: a subject, or a name explained."""
    said = predication(noun)
    for argument in said.arguments if said is not None else ():
        if said is not None and argument.role == BEARER and argument.via[0] in SAYING:
            at = stating(said)
            yield from ((k, at) for k in view.keys(argument.token) if view.family(k) == "Person")
