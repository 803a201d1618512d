"""Relations that are between names: prepositions, possessives, commas, and what names say themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from spacy.tokens import Token

from graph.annotate.lexicon import DESCRIBED
from graph.annotate.names.gazetteer import gazetteer, name_key
from graph.annotate.refs import Ref, refs
from graph.extract.doc_view import DocView
from graph.extract.related import related
from graph.extract.relations import Found
from graph.extract.verbs import time_of
from graph.grammar.coordination import brought, conjoined
from graph.grammar.nominals import PARTICIPLE, PHRASE, PLACE, noun_phrase
from graph.grammar.tree import objects_of, possessors
from graph.grammar.verbs import governing
from graph.grammar.words import MODIFIERS
from graph.model import MentionKind
from graph.ontology import Ontology

Prepositions = dict[str, tuple[tuple[str, str | None, bool], ...]]
GENITIVE, ADJECTIVE, COMPOUND = "'s", "adj", "compound"


@lru_cache(maxsize=4)
def prepositions(ontology: Ontology) -> Prepositions:
    """Preposition cues: preposition → (relation, class of the noun before it or None, inverse)."""
    found: dict[str, list[tuple[str, str | None, bool]]] = {}
    for kind, inverse in (("preposition", False), ("inversePreposition", True)):
        for cue in ontology.cues_of(kind):
            if cue.term in ontology.relations:
                cls = next((w for w in cue.words[:-1] if w in ontology.classes), None)
                word = " ".join(w for w in cue.words if w != cls).casefold()
                found.setdefault(word, []).append((cue.term, cls, inverse))
    return {word: tuple(rows) for word, rows in found.items()}


def from_structure(view: DocView) -> Iterator[Found]:
    """Relations of every reference with what its noun phrase ties to it."""
    table = prepositions(view.ontology)
    for ref in refs(view.doc):
        if ref.kind is not MentionKind.PRONOUN:
            yield from _around(view, ref, table)
    yield from _adjuncts(view, table)
    yield from _cities(view)
    yield from _of_a_state(view)
    yield from _states(view)
    yield from _forenamed(view)


def _around(view: DocView, ref: Ref, table: Prepositions) -> Iterator[Found]:
    """What a reference's noun phrase ties to it: what follows by a preposition, possessors, modifiers."""
    head = view.doc[ref.head]
    if ref.kind is MentionKind.NAME and view.family(ref.key) not in DESCRIBED:
        for word, thing in _following(view, ref):
            yield from _tied(view, ref, word, conjoined(thing), table, f"name/{word}")
    else:
        for word, thing in _attached(view, ref, head):
            yield from _tied(view, ref, word, [thing], table, f"name/{word}")
    owners = possessors(head) if not _is_bestowed(view, head) else []
    yield from _tied(view, ref, GENITIVE, owners, table, "name/possessive")
    inside = [
        view.doc[r.head]
        for i in range(ref.start, ref.end)
        for r in view.covering.get(i, ())
        if r.key != ref.key and r.start >= ref.start and r.end <= ref.end and r.head == i
    ]
    before = [c for c in head.lefts if c.dep_ in MODIFIERS and c.i < ref.start]
    for token in dict.fromkeys(t for t in (*inside, *before) if t.dep_ != "poss"):
        keys = view.keys(token)
        kind = ADJECTIVE if keys and view.family(keys[0]) == "Country" else COMPOUND
        named = ref.kind is MentionKind.NAME and token in inside
        for found in _tied(view, ref, kind, [token], table, f"name/{kind}"):
            yield replace(found, structural=found.structural or named)


def _is_bestowed(view: DocView, noun: Token) -> bool:
    """Whether a document is one that its owner was given: "her letter of credence"."""
    kinds = {f"{noun.lemma_.lower()} of {t.lemma_.lower()}" for t in objects_of(noun, "of")}
    return bool(kinds & view.words.words("noun", "Bestowed"))


def _attached(view: DocView, ref: Ref, head: Token) -> Iterator[tuple[str, Token]]:
    """What is attached to a described thing, by prepositions or as a participle's agent; word and thing."""
    for argument in noun_phrase(head).arguments:
        via, verb = argument.via[0], argument.through
        if via == PHRASE or (via == PLACE and view.family(ref.key) == "Event"):
            yield argument.role, argument.token
        elif via == PARTICIPLE and verb is not None and verb.lemma_ in view.words.light_verbs:
            yield "by", argument.token


def _following(view: DocView, ref: Ref) -> Iterator[tuple[str, Token]]:
    """What stands right after a name: "at the Institute"; ", a think tank in the Ministry"; word and thing.

    The order of the words is surer here than the parser's attachment, which long appositions mislead.
    """
    doc, i = view.doc, ref.end
    if i + 2 < len(doc) and doc[i].text == "(" and doc[i + 2].text == ")":
        i += 3
    if i + 2 < len(doc) and doc[i].text == "," and doc[i + 1].lower_ in ("a", "an", "the", "part"):
        i = _explained(view, i + 1)
    if i >= len(doc) - 1 or doc[i].pos_ not in ("ADP", "SCONJ"):
        return
    for ref_after in (r for j in range(i + 1, min(i + 4, len(doc))) for r in view.starting.get(j, ())):
        if all(
            t.pos_ in ("DET", "ADJ", "PRON") or t.lower_ in ("'s", "’s") for t in doc[i + 1 : ref_after.start]
        ):
            head = doc[ref_after.head]
            if head.dep_ not in MODIFIERS or head.head.i < ref_after.end:  # "in a London court"
                yield doc[i].lower_, head
            return


def _explained(view: DocView, start: int) -> int:
    """The preposition after an explaining noun phrase without a name, a role or a verb; else the end."""
    doc = view.doc
    for i in range(start, min(start + 8, len(doc))):
        if doc[i].pos_ == "ADP" and doc[i].lower_ != "of":
            return (
                i
                if doc[i - 1].pos_ == "NOUN" and doc[i - 1].lemma_.lower() not in view.words.role_heads
                else len(doc)
            )
        if doc[i].pos_ in ("VERB", "AUX", "PUNCT") or view.covering.get(i):
            break
    return len(doc)


def _tied(
    view: DocView, ref: Ref, word: str, others: list[Token], table: Prepositions, name: str
) -> Iterator[Found]:
    for relation, cls, inverse in table.get(word, ()) if others else ():
        if cls is None or view.ontology.is_a(view.cls(ref.key), cls):
            head, other = view.doc[ref.head], others[0].i
            phrase = (min(ref.head, other), max(ref.head, other) + 1)
            for found in related(
                view, [ref.key], relation, view.all_keys(others), head, name, phrase=phrase, inverse=inverse
            ):
                described = {view.family(key) for key in (found.subject, found.object)} & set(DESCRIBED)
                yield replace(found, structural=not described)


def _adjuncts(view: DocView, table: Prepositions) -> Iterator[Found]:
    """Those who act at an event take part in it: "Xi and Obama dealt with it at the summit"."""
    for verb in view.verbs:
        for prep in (c for c in verb.children if c.dep_ == "prep"):
            for relation, cls, _inverse in table.get(f"verb {prep.lower_}", ()):
                events = view.all_keys(brought(prep))
                events = [k for k in events if cls is None or view.ontology.is_a(view.cls(k), cls)]
                doers = view.all_keys(view.predicate(verb).agents) if events else []
                name, done = f"adjunct/{prep.lower_}", governing(verb)
                yield from related(view, doers, relation, events, done, name, when=time_of(view, done))


def _cities(view: DocView) -> Iterator[Found]:
    """ "Antalya, Turkey": a place and, after the comma, where it lies; else by the gazetteer."""
    told: set[tuple[str, str]] = set()
    place_of = view.words.frame("place")
    if place_of is None:
        return
    ordered = [r for r in refs(view.doc) if r.kind is MentionKind.NAME]
    for one, other in pairwise(ordered):
        if (
            view.family(one.key) == "Place"
            and view.family(other.key) in ("Country", "Place")
            and other.start == one.end + 1
            and view.doc[one.end].text == ","
        ):
            after = view.doc[other.end] if other.end < len(view.doc) else None
            if (
                one.key != other.key
                and (
                    after is None
                    or after.text in (",", ".", ";", ")")
                    or after.is_space
                    or after.text in ("in", "on")
                )
                and after is not None
                and after.lower_ != "and"
                and not _goes_on(view, one, other)
            ):
                told.add((one.key, other.key))
                yield Found(
                    one.key,
                    place_of,
                    other.key,
                    one.head,
                    (one.start, other.end),
                    "name/comma",
                    structural=True,
                )
    for key, draft in view.drafts.items():
        if draft.family == "Place" and draft.country:
            states = (k for k, d in view.drafts.items() if d.family == "Country")
            state = next((k for k in states if view.drafts[k].country == draft.country), None)
            first = next((r for r in ordered if r.key == key), None)
            if state is not None and first is not None and (key, state) not in told:
                yield Found(
                    key,
                    place_of,
                    state,
                    first.head,
                    (first.start, first.end),
                    "gazetteer/geonames",
                    structural=True,
                )


def _goes_on(view: DocView, one: Ref, other: Ref) -> bool:
    """Whether two places are members of a longer list: "Bonn, Berlin, Paris, and London"."""
    after, before = view.doc[other.end : other.end + 2], view.doc[max(0, one.start - 2) : one.start]
    more = (
        len(after) == 2
        and after[0].text == ","
        and (after[1].lower_ in ("and", "or") or _is_place(view, after[1].i))
    )
    led = len(before) == 2 and before[1].text == "," and _is_place(view, before[0].i)
    return view.family(other.key) == "Place" and (more or led)


def _is_place(view: DocView, i: int) -> bool:
    return any(view.family(r.key) == "Place" for r in view.covering.get(i, ()))


def _of_a_state(view: DocView) -> Iterator[Found]:
    """A place called by its kind and its state: "the Iraqi city of Mosul", "the U.S. state of Michigan"."""
    relation = view.words.frame("place")
    for noun in view.doc:
        kinds = view.words.anaphors.get(noun.lemma_.lower(), ()) if noun.tag_ == "NN" else ()
        if relation is None or not {"Place", "Country"} & set(kinds) or not view.telling[noun.i]:
            continue
        states = [r for c in noun.lefts for r in view.by_head.get(c.i, ()) if view.family(r.key) == "Country"]
        named = [c for p in noun.rights if p.lower_ == "of" for c in p.children if c.dep_ == "pobj"]
        places = [r for c in named for r in view.by_head.get(c.i, ()) if view.family(r.key) == "Place"]
        for place in places[:1]:
            for state in states[:1]:
                phrase = (state.start, place.end)
                yield Found(place.key, relation, state.key, noun.i, phrase, "name/kind", structural=True)


def _forenamed(view: DocView) -> Iterator[Found]:
    """A body whose name begins with another's is a part of it: "UN Group of Governmental Experts"."""
    part_of, places = view.words.frame("forename"), gazetteer(view.ontology)
    labels = {d.label: k for k, d in view.drafts.items() if d.family == "Organization"}
    for key, draft in view.drafts.items() if part_of is not None else ():
        if draft.family != "Organization":
            continue
        for name in sorted(draft.names):
            known = places.known.get(name_key(name.split()[0])) if " " in name else None
            whole = labels.get(known.label) if known is not None else None
            first = view.firsts.get(key)
            if whole not in (None, key) and first is not None and _is_unit(view, name, whole or ""):
                phrase = (first.start, first.end)
                yield Found(
                    key, part_of or "", whole or "", first.head, phrase, "name/forename", structural=True
                )
                break


def _is_unit(view: DocView, name: str, whole: str) -> bool:
    """Whether a name that begins with a body's may be a unit's; firms and products share names with firms."""
    words = [word.casefold() for word in name.split()[1:]]
    cls = view.words.head_class(words)
    is_body = cls is not None and view.ontology.family(cls) == "Organization"
    firms = set(view.words.suffixes.values())
    return is_body and not any(view.ontology.is_a(view.cls(whole), firm) for firm in firms)


def _states(view: DocView) -> Iterator[Found]:
    """An agency whose state stands with it is an agency of that state."""
    organ_of = view.words.frame("organ")
    if organ_of is None:
        return
    for key, draft in view.drafts.items():
        if draft.family != "Organization" or not draft.country or not view.ontology.is_a(draft.cls, "Agency"):
            continue
        state = next(
            (
                k
                for k, d in view.drafts.items()
                if d.family == "Country" and draft.country in (d.country, d.label)
            ),
            None,
        )
        first = view.firsts.get(key)
        if state is not None and first is not None:
            yield Found(
                key, organ_of, state, first.head, (first.start, first.end), "name/state", structural=True
            )
