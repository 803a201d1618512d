"""Pass 3, classes: which names are entities, and of which class, from evidence in the whole article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.entity_types import Votes, votes
from graph.annotate.names.gazetteer import name_key
from graph.annotate.names.headings import headings
from graph.annotate.names.list_evidence import common_words, first_words, is_listed_person, listed
from graph.annotate.names.name_evidence import CERTAIN_WEIGHT
from graph.annotate.names.name_view import NameView
from graph.annotate.names.organizations import bracketed, state_of
from graph.annotate.names.person_index import PersonIndex, person_index
from graph.annotate.names.persons import parts


@dataclass(frozen=True, slots=True)
class Classified:
    """The names of an article with their classes, in the order of the text.

    `bare` are capitalised head nouns by themselves ("the Court"), `acronyms` what acronyms in brackets
    shorten, by their text.
    """

    names: tuple[tuple[Candidate, str], ...]
    bare: tuple[Candidate, ...]
    people: PersonIndex
    acronyms: Mapping[str, str]
    votes: Votes


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the classes of single mentions are decided from."""

    votes: Votes
    first_words: Mapping[str, str]
    brackets: Mapping[int, str]
    acronyms: Mapping[str, str]
    people: PersonIndex


def classify(view: NameView, names: Sequence[Candidate]) -> Classified:
    """The class of each name that is an entity's."""
    counted, in_heading = votes(view, names), headings(view.doc)
    brackets = bracketed(view, names)
    evidence = _Evidence(
        counted,
        first_words(view, names, counted),
        brackets,
        {view.doc[i].text: full for i, full in brackets.items() if full},
        person_index(view, names, counted, in_heading),
    )
    kept = _kept(view, names, evidence, in_heading)
    chosen = [(name, cls) for name in kept if (cls := _class_of(view, name, evidence)) is not None]
    bare = [name for name in kept if _is_bare(view, name, evidence)]
    prose = [name for name in names if not in_heading[name.head]]
    more = listed(view, prose, chosen, counted)
    ordered = sorted([*chosen, *more], key=lambda pair: (pair[0].start, -pair[0].end))
    return Classified(tuple(ordered), tuple(bare), evidence.people, evidence.acronyms, counted)


def _kept(
    view: NameView, names: Sequence[Candidate], evidence: _Evidence, in_heading: Sequence[bool]
) -> list[Candidate]:
    """Names without common words, and without those that only headings have."""
    in_prose = {word for name in names if not in_heading[name.head] for word in (name.key, *parts(name.text))}
    common = {
        name_key(view.doc[i].text) for i, full in evidence.brackets.items() if full and _is_common(full)
    } | common_words(view, names)
    kept: list[Candidate] = []
    for name in names:
        key = name.key
        family = evidence.votes.families.get(key)
        heading = in_heading[name.head] and key not in in_prose and not is_listed_person(view, name, family)
        if key not in common and not heading:
            kept.append(name)
    return kept


def _is_common(phrase: str) -> bool:
    """Whether a phrase is of common words: "Intellectual property rights"."""
    return not any(word[0].isupper() for word in phrase.split()[1:])


def _decided(view: NameView, name: Candidate, evidence: _Evidence) -> str | None:
    """The class of a name as a state, as a person, or as an acronym in brackets."""
    if name.label == "STATE":
        return "Country"
    if name.start in evidence.people.siblings:
        return "Person"
    best, certain = _best(view, name, evidence)
    if name.is_single and not name.titled and evidence.people.means_person(name, best, certain=certain):
        return "Person"
    return "Organization" if best is None and evidence.brackets.get(name.head) else None


def _best(view: NameView, name: Candidate, evidence: _Evidence) -> tuple[str | None, bool]:
    """The class that the evidence gives a name, or the name it shortens, and whether that is certain."""
    full, ballots = name_key(evidence.acronyms.get(name.text, "")), evidence.votes.ballots
    key = full if full in ballots else name.key
    best = evidence.votes.best.get(key) or evidence.first_words.get(name.key)
    return best, max(ballots[key].values(), default=0) >= CERTAIN_WEIGHT


def _class_of(view: NameView, name: Candidate, evidence: _Evidence) -> str | None:
    decided = _decided(view, name, evidence)
    if decided is not None or _is_bare(view, name, evidence):
        return decided
    return _best(view, name, evidence)[0]


def _is_bare(view: NameView, name: Candidate, evidence: _Evidence) -> bool:
    """Whether a name is only a head noun: "the Court", "the Summit"."""
    if not name.is_single or name.label in ("PERSON", "STATE"):
        return False
    word = view.doc[name.start].lower_
    if (word,) not in view.lexicon.name_heads and word not in view.lexicon.anaphors:
        return False
    if _decided(view, name, evidence) is not None or _best(view, name, evidence)[1]:
        return False
    return state_of(view, name) is None
