"""The one way from a Doc to a Reading: run the rules, weigh them, keep what is possible, count in text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from spacy.tokens import Doc

from graph.annotate import BATCH, DEFAULT_MODEL, annotate, pipeline
from graph.annotate.described import renamed, shown
from graph.annotate.lexicon import DESCRIBED, lexicon
from graph.annotate.refs import Draft, Ref, drafts, is_provisional, refs
from graph.extract.adjuncts import from_adjuncts
from graph.extract.confidence import confidence
from graph.extract.doc_view import DocView
from graph.extract.events import from_events
from graph.extract.home_state import from_home
from graph.extract.kinship import from_kin
from graph.extract.locations import from_seats
from graph.extract.modality import Stance, voiced, weaker
from graph.extract.nationality import from_natives
from graph.extract.noun_phrases import from_structure
from graph.extract.nouns import from_nouns, standing
from graph.extract.owned_names import from_owned_names
from graph.extract.relations import Found
from graph.extract.roles import from_roles, titles
from graph.extract.sales import from_sales
from graph.extract.signals import signals
from graph.extract.spans import sentence_span
from graph.extract.speech import mentioned, quotations, sayings
from graph.extract.states import TOLD, state_of
from graph.extract.verbs import from_verbs
from graph.model import (
    Entity,
    Evidence,
    Mention,
    Modality,
    Quotation,
    Reading,
    Role,
    Source,
    Span,
    State,
    Statement,
)
from graph.ontology import Ontology, default_ontology

RULES_VERSION = "3"  # raised whenever the rules read a text differently


def read_all(
    sources: Iterable[Source],
    *,
    model: str = DEFAULT_MODEL,
    ontology: Ontology | None = None,
    batch_size: int = BATCH,
    unnamed: bool = False,
) -> Iterator[Reading]:
    """The reading of each source, in order; nothing is kept of a source once its reading is out.

    `unnamed` gives an entity to people that a source mentions by pronouns alone ("He", "I"): annotated sets
    count them as ends of relations, a graph never has them.
    """
    chosen = ontology or default_ontology()
    nlp = pipeline(model, chosen, unnamed=unnamed)
    version_now = reader_version(model, chosen) + (" unnamed" if unnamed else "")
    for source, doc in annotate(sources, nlp, batch_size=batch_size):
        yield reading(source, doc, chosen, reader=version_now)


def reader_version(model: str, ontology: Ontology) -> str:
    """What a reading was made by: program, rules, pipeline with its version, and ontology."""
    program = f"whereas {_version('whereas')} rules {RULES_VERSION}"
    return f"{program} {model} {_version(model)} {ontology.fingerprint[:12]}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "0"


def reading(source: Source, doc: Doc, ontology: Ontology, *, reader: str = "") -> Reading:
    """What a Doc says: its entities, sorted by key, and its statements, in the order of the text."""
    view = DocView(doc, lexicon(ontology))
    weighed = found_with_stance(view)
    heard = {saying: mentioned(view, saying) for saying in sayings(view)}
    kept = _kept(view, weighed, {key for keys in heard.values() for key in keys})
    kept |= {
        k for f, s in weighed if {f.subject, f.object} <= kept for k in (s.speaker, s.medium) if k is not None
    }
    kept |= {saying.speaker for saying in heard}
    names = {key: key for key in drafts(doc)} | dict(renamed(doc))
    statements = _statements(
        view, [(f, s) for f, s in weighed if f.subject in kept and f.object in kept], names
    )
    made = (_entity(view, draft, names, kept) for key, draft in drafts(doc).items() if key in kept)
    entities = tuple(sorted(made, key=lambda e: e.key))
    said = tuple(_renamed(quotation, names) for quotation in quotations(view, heard, kept))
    return Reading(source, entities, statements, reader, said)


def _renamed(quotation: Quotation, names: dict[str, str]) -> Quotation:
    """A quotation with the keys that described entities have in the reading."""
    return replace(
        quotation,
        speaker=names[quotation.speaker],
        medium=names[quotation.medium] if quotation.medium is not None else None,
        mentions=tuple(sorted(names[key] for key in quotation.mentions)),
    )


FAMILIES: tuple[Callable[[DocView], Iterator[Found]], ...] = (
    from_roles,
    from_home,
    from_natives,
    from_kin,
    from_verbs,
    from_seats,
    from_nouns,
    from_adjuncts,
    from_structure,
    from_owned_names,
    from_events,
    from_sales,
)
"""The families of rules; none reads what another found, so that their order changes nothing."""


def found_in(view: DocView) -> Iterator[Found]:
    """What all rules find in a Doc, family by family."""
    for family in FAMILIES:
        yield from family(view)


def found_with_stance(view: DocView) -> list[tuple[Found, Stance]]:
    """What all rules find in a Doc, and how surely each is stated."""
    return [(found, _stance(view, found)) for found in found_in(view)]


def _stance(view: DocView, found: Found) -> Stance:
    if found.structural:
        return Stance(found.hedge or Modality.ASSERTED)
    told = view.stance(view.doc[found.predicate])
    for modality in (Modality.CLAIMED, Modality.DENIED):
        if view.doc[found.predicate].lemma_.lower() in view.words.words("selfVerb", modality.value):
            return Stance(weaker(told.modality, modality), found.subject, told.speaker)
    if found.hedge is None:
        return told
    speaker = told.speaker
    if found.hedge is Modality.CLAIMED and speaker is None:
        speaker = next(iter(view.all_keys(view.predicate(view.doc[found.predicate]).agents)), None)
    return voiced(Stance(weaker(told.modality, found.hedge), speaker, told.medium))


def _kept(view: DocView, weighed: list[tuple[Found, Stance]], spoken: set[str]) -> set[str]:
    """The entities that the graph keeps: the named ones, and described ones that something is said about."""
    named = {r.key for r in refs(view.doc) if not is_provisional(r.key)}
    tied = {k for f, _ in weighed if f.relation != "relatedTo" for k in (f.subject, f.object)}
    said = spoken | {f.object for f, _ in weighed if f.extractor == "open/verb"}
    kept = set(named)
    for key, draft in view.drafts.items():
        if is_provisional(key) and draft.family in DESCRIBED:
            mentions = sum(draft.names.values())
            particular = draft.when is not None or draft.titled or bool(draft.mark.get("makers"))
            if key in tied or particular or (mentions > 1 and key in said):
                kept.add(key)
    lasting = standing(view)
    acting = {k for f, _ in weighed if f.relation not in lasting for k in (f.subject, f.object)} | spoken
    acting |= {s.speaker for _, s in weighed if s.speaker is not None}
    kept |= {k for k in acting if is_provisional(k) and view.drafts[k].family not in DESCRIBED}
    return kept


class StatementKey(NamedTuple):
    """What makes two extracted statements the same: all fields of a `Statement` but its evidence."""

    subject: str
    relation: str
    object: str
    modality: Modality
    speaker: str | None
    medium: str | None
    when: str | None
    start: str | None
    end: str | None
    label: str | None
    state: State | None


def _statements(
    view: DocView, weighed: list[tuple[Found, Stance]], names: dict[str, str]
) -> tuple[Statement, ...]:
    """Each statement once, with all its evidence, in the order of the text.

    Of rules that read the same words in the same sentence, the surest gives the evidence.
    """
    merged: dict[StatementKey, dict[tuple[Span, Span], Evidence]] = {}
    for found, told in weighed:
        one = evidence_of(view, found, told)
        places = merged.setdefault(statement_key(view, found, told, names), {})
        known = places.setdefault((one.sentence, one.phrase), one)
        places[one.sentence, one.phrase] = min(known, one, key=lambda e: (-e.confidence, e.extractor))
    made = [
        Statement(**key._asdict(), evidence=tuple(sorted(evidence.values())))
        for key, evidence in merged.items()
    ]
    return tuple(sorted(made, key=_in_text))


def _in_text(one: Statement) -> tuple[Span, tuple[str, ...]]:
    rest = (one.speaker, one.medium, one.when, one.start, one.end, one.label, one.state)
    ends = (one.subject, one.relation, one.object, one.modality)
    return one.evidence[0].sentence, (*ends, *(part or "" for part in rest))


def statement_key(view: DocView, found: Found, told: Stance, names: dict[str, str]) -> StatementKey:
    """The statement that a rule found; `names` are the keys that entities have in the reading."""
    relation = view.ontology.relations[found.relation]
    state, end = state_of(view, found)
    subject, object_ = relation.canonical_ends(names[found.subject], names[found.object])
    return StatementKey(
        subject=subject,
        relation=found.relation,
        object=object_,
        modality=told.modality,
        speaker=names.get(told.speaker) if told.speaker else None,
        medium=names.get(told.medium) if told.medium else None,
        when=found.when,
        start=found.start,
        end=end,
        label=found.label,
        state=state if told.modality in TOLD else None,
    )


def evidence_of(view: DocView, found: Found, told: Stance) -> Evidence:
    """The place that says what a rule found, with the confidence of its rule and signals."""
    sentence = sentence_span(view.doc, found.predicate)
    first, last = found.phrase
    begin = view.doc[first].idx
    end = view.doc[last - 1].idx + len(view.doc[last - 1].text)
    phrase = Span(begin, end)
    if phrase not in sentence:
        sentence = Span(min(sentence.begin, begin), max(sentence.end, end))
    return Evidence(
        sentence, phrase, confidence(found.extractor, signals(view, found, told)), found.extractor
    )


def _entity(view: DocView, draft: Draft, names: dict[str, str], kept: set[str]) -> Entity:
    mentions = sorted({_mention(view.doc, r) for r in view.refs_of(draft.key)})
    held = titles(view, draft.key)
    roles = sorted(
        {Role(r.title, names.get(r.of) if r.of in kept else None, r.past) for r in held},
        key=lambda r: (r.title, r.of or "", r.past),
    )
    used = {name for name, count in draft.names.items() if name} | {shown(draft)}
    return Entity(
        key=names[draft.key],
        cls=draft.cls,
        label=shown(draft),
        names=tuple(sorted(used)),
        roles=tuple(roles),
        mentions=tuple(mentions),
        country=draft.country if draft.country and len(draft.country) == 2 else None,
        when=draft.when,
        same_as=tuple(sorted(draft.same_as)),
    )


def _mention(doc: Doc, ref: Ref) -> Mention:
    return Mention(Span(doc[ref.start].idx, doc[ref.end - 1].idx + len(doc[ref.end - 1].text)), ref.kind)
