"""Pass 4, merging: one entity for all names of one thing, and a reference for each mention."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.capitals_as_governments import government, states_near
from graph.annotate.names.classification import Classified
from graph.annotate.names.entity_builder import EntityBuilder
from graph.annotate.names.entity_types import Votes
from graph.annotate.names.gazetteer import State
from graph.annotate.names.name_view import NameView
from graph.annotate.names.organization_merging import Article, merge_organizations
from graph.annotate.names.organizations import words_of
from graph.annotate.names.person_merging import merge_people
from graph.annotate.refs import Draft, Ref

US = "US"  # the state of the places that a state's name follows: "Naples, Florida"
INITIAL = 3  # letters of a word too long to be an initial in a person's name
BARE_NOUN_USES = 3  # uses in the position of a name that make a capitalised head noun a name itself
NOT_BEFORE_NAMES = ("DET", "PRON", "PART", "PUNCT", "ADJ")


@dataclass(frozen=True, slots=True)
class Entities:
    """The entities of an article by key, and their references in the order of the text."""

    drafts: dict[str, Draft]
    refs: list[Ref]


def merge(view: NameView, names: Sequence[Candidate], classified: Classified) -> Entities:
    """The entities of classified names: states, people, organizations, then the rest; `names` are all."""
    builder = EntityBuilder(view.lexicon.ontology)
    near = states_near(view, names)
    of_class = [(name, cls, view.lexicon.family(cls)) for name, cls in classified.names]
    _merge_states(view, builder, [n for n, cls, _ in of_class if cls == "Country"])
    people = [(n, cls) for n, cls, kind in of_class if kind == "Person"]
    article = Article(classified.acronyms, near, merge_people(view, builder, people, classified.people))
    organizations = [(n, cls) for n, cls, kind in of_class if kind == "Organization"]
    merge_organizations(view, builder, organizations, _state_tokens(view, names), article)
    made = ("Organization", "Person")
    rest = [(n, cls) for n, cls, kind in of_class if cls != "Country" and kind not in made]
    _merge_others(view, builder, rest, near)
    _merge_former_states(view, builder, [n for n, cls, _ in of_class if cls == "Country"])
    _merge_bare(view, builder, classified.bare, classified.votes)
    return Entities(builder.drafts, sorted(builder.refs, key=lambda r: (r.start, -r.end, r.key)))


def _state_tokens(view: NameView, names: Iterable[Candidate]) -> dict[int, str]:
    """The state of each token that heads a state's name."""
    found = ((name.head, view.places.state(name.text)) for name in names)
    return {head: state.code or state.label for head, state in found if state is not None}


def _merge_states(view: NameView, builder: EntityBuilder, names: Iterable[Candidate]) -> None:
    for name in names:
        if (state := view.places.state(name.text)) is not None:
            builder.refer(name, builder.state_draft(state), name.text)


def _merge_former_states(view: NameView, builder: EntityBuilder, names: Iterable[Candidate]) -> None:
    """Make states that are not known by what they are called: "Duchy of Arlau", "Orlan Free State"."""
    for name in names:
        if view.places.state(name.text) is not None or not _is_told_as_state(view, name):
            continue
        today = _state_of_today(view, name)
        draft = builder.draft("Country", name.text) if today is None else builder.state_draft(today)
        builder.refer(name, draft, name.text)


def _is_told_as_state(view: NameView, name: Candidate) -> bool:
    """Whether a name opens or ends with the word for a state, and no one's name follows."""
    words, heads = view.spans[name.start, name.end].words, view.lexicon.name_heads
    of = words.index("of") if "of" in words else 0
    told = heads.get((words[of - 1],)) if of else heads.get(words[-2:])
    rest = range(name.start + of + 2, name.end)
    named = any(view.spans[i, i + 1].is_given or len(view.doc[i]) < INITIAL for i in rest)
    return told == "Country" and len(words) > 2 and not (of and named)


def _state_of_today(view: NameView, name: Candidate) -> State | None:
    """The state of today that a name with the word for a state means: "Kingdom of Norway".

    A people is none ("Kingdom of the Franks"): it may be one of several.
    """
    doc, of = view.doc, next((t.i for t in view.doc[name.start : name.end] if t.lower_ == "of"), None)
    if of is None:
        return None
    rest = view.spans[of + 2 if doc[of + 1].lower_ == "the" else of + 1, name.end]
    people = doc[of + 1].lower_ == "the" and rest.state is not None and rest.text != rest.state.label
    return None if people else rest.state


def _merge_others(
    view: NameView,
    builder: EntityBuilder,
    names: Iterable[tuple[Candidate, str]],
    near: frozenset[str],
) -> None:
    """Make places, agreements, events and documents; a capital may mean its government."""
    for name, cls in names:
        after = _state_after_comma(view, name)
        place = view.lexicon.family(cls) == "Place" and after is None
        state = government(view, name) if place else None
        if state is not None:
            builder.refer(name, builder.state_draft(state), None)
            continue
        draft = builder.alike(cls, name.text) or _new_or_known(view, builder, name, cls)
        if draft.family == "Place" and draft.country is None:
            draft.country = after or view.places.state_of_city(name.text, near)
        if name.state is not None and draft.country is None and draft.family != "Place":
            draft.country = name.state
        draft.head = draft.head or view.doc[name.head].lower_
        if name.with_state is not None:
            draft.names[name.with_state] += 0
        builder.refer(name, draft, name.text)


def _state_after_comma(view: NameView, name: Candidate) -> str | None:
    """The code of the state that follows a place: "Santiago, Cuba" is not in Chile."""
    doc, first = view.doc, name.end + 1
    if first >= len(doc) or doc[name.end].text != "," or not doc[first].is_title:
        return None
    listed = name.start > 0 and (doc[name.start - 1].text == "," or doc[name.start - 1].pos_ == "CCONJ")
    if listed or view.places.known.get(name.key) is not None:
        return None
    for stop in (min(first + 2, len(doc)), first + 1):
        facts = view.spans[first, stop]
        if facts.state is not None or facts.key in view.places.us_states:
            more = stop + 1 < len(doc) and doc[stop].text == "," and doc[stop + 1].text[0].isupper()
            listed = more or (stop < len(doc) and doc[stop].pos_ in ("CCONJ", "ADJ", "NOUN"))
            return None if listed else facts.state.code if facts.state is not None else US
    return None


def _new_or_known(view: NameView, builder: EntityBuilder, name: Candidate, cls: str) -> Draft:
    entry = view.places.known.get(name.key)
    if entry is not None and view.lexicon.family(entry.cls) == view.lexicon.family(cls):
        return builder.draft(entry.cls, entry.label)
    return builder.draft(cls, name.text)


def _merge_bare(view: NameView, builder: EntityBuilder, names: Sequence[Candidate], votes: Votes) -> None:
    """A head noun in capitals means the last entity named with it; else it is a name if used often enough."""
    taken = {i for ref in builder.refs for i in range(ref.start, ref.end)}
    free = [name for name in names if name.start not in taken]
    found = _last_named(builder, names)
    alone: dict[str, list[Candidate]] = {}
    for name in free:
        if (draft := found[name.start]) is not None:
            builder.refer(name, draft, None)
        else:
            alone.setdefault(name.key, []).append(name)
    for key, uses in alone.items():
        cls = votes.best.get(key)
        proper = sum(1 + _has_no_determiner(view, name) for name in uses)
        if proper >= BARE_NOUN_USES and cls is not None and votes.families[key] == "Organization":
            for name in uses:
                builder.refer(name, builder.draft(cls, name.text), name.text)


def _last_named(builder: EntityBuilder, names: Sequence[Candidate]) -> dict[int, Draft | None]:
    """For each bare head noun, by its token, the entity before it that was named last with that noun."""
    named = sorted(builder.refs, key=lambda r: r.start)
    found: dict[int, Draft | None] = {}
    last: dict[str, Draft] = {}
    at = 0
    for name in names:
        while at < len(named) and named[at].start < name.start:
            draft = builder.drafts[named[at].key]
            if draft.family not in ("Person", "Country"):
                last.update(dict.fromkeys(words_of(draft.label), draft))
            at += 1
        words = words_of(name.text)
        found[name.start] = last.get(words[0]) if words else None
    return found


def _has_no_determiner(view: NameView, name: Candidate) -> bool:
    """Whether a head noun is where names are: in the middle of a sentence, without a determiner."""
    first = view.doc[name.start]
    return not first.is_sent_start and first.nbor(-1).pos_ not in NOT_BEFORE_NAMES
