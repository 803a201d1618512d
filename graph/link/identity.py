"""Clusters → identities: their class, label and a slug of their own."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from graph.link.blocks import specificity
from graph.link.lexicon import Lexicon
from graph.link.profile import Profile, main_name
from graph.link.records import COUNTRY, Member, Override, Record
from graph.model import Identity, Role, slugify
from graph.ontology import Ontology

NONE: Mapping[Member, Override] = MappingProxyType({})
COMMON = 5  # a fuller name counts when it is used at least a fifth as often as the most used one


def identities(
    found: Sequence[Profile],
    words: Lexicon,
    ontology: Ontology,
    overrides: Mapping[Member, Override] = NONE,
) -> tuple[Identity, ...]:
    """One identity for each cluster, sorted by id; ids are unique and depend on the content alone.

    `overrides` gives members, and so the identities that they are of, another label or class.
    """
    drafts = sorted(
        (_draft(one, words, ontology, overrides) for one in found), key=lambda one: (one.id, one.members)
    )
    named = _distinct(drafts)
    ids = {member: one.id for one in named for member in one.members}
    roles = {(record.source, record.key): record.roles for one in found for record in one.records}
    return tuple(sorted((_with_roles(one, roles, ids) for one in named), key=lambda one: one.id))


def _draft(
    one: Profile, words: Lexicon, ontology: Ontology, overrides: Mapping[Member, Override]
) -> Identity:
    given = [overrides[member] for r in one.records if (member := (r.source, r.key)) in overrides]
    cls = next((over.cls for over in given if over.cls), None) or _class(one.records, ontology)
    label = next((over.label for over in given if over.label), None) or _label(one, words, ontology)
    folder = ontology.classes[cls].folder if cls in ontology.classes else slugify(cls)
    return Identity(
        id=f"{folder}/{slugify(label)}",
        cls=cls,
        label=label,
        names=tuple(
            sorted({name for record in one.records for name in (record.label, *record.names)} | {label})
        ),
        country=_most(record.country for record in one.records)
        or (min(one.countries) if one.countries else None),
        when=_when(one.records),
        same_as=tuple(sorted(one.same_as)),
        members=tuple(sorted((record.source, record.key) for record in one.records)),
    )


def _class(records: Sequence[Record], ontology: Ontology) -> str:
    """The class that most mentions vote for; a general class yields to any kind of it."""
    votes = Counter[str]()
    for record in records:
        votes[record.cls] += max(record.mentions, 1)
    special = [cls for cls in votes if not any(other != cls and ontology.is_a(other, cls) for other in votes)]
    return min(special, key=lambda cls: (-votes[cls], cls))


def _label(one: Profile, words: Lexicon, ontology: Ontology) -> str:
    """The fullest of the names that are used often; a country's as the ontology has it."""
    code = _most(record.country for record in one.records)
    if one.family == COUNTRY and code:
        for known in ontology.known:
            if known.cls == COUNTRY and known.country == code:
                return known.label
    used = Counter(record.label for record in one.records)
    often = max(used.values()) / COMMON
    sample = {record.label: record for record in one.records}
    return min(
        (label for label in used if used[label] >= often),
        key=lambda label: (-specificity(main_name(sample[label], words)), -used[label], len(label), label),
    )


def _most(values: Iterable[str | None]) -> str | None:
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None


def _when(records: Iterable[Record]) -> str | None:
    """The most used date, made precise by any other that agrees with it."""
    dates = Counter(record.when for record in records if record.when)
    if not dates:
        return None
    year = _most(date[:4] for date in dates.elements())
    inside = {date: count for date, count in dates.items() if date[:4] == year}
    return min(inside, key=lambda date: (-len(date), -inside[date], date))


def _with_roles(
    one: Identity, roles: Mapping[tuple[str, str], tuple[Role, ...]], ids: Mapping[tuple[str, str], str]
) -> Identity:
    """The roles of all members, with the ids of their organizations."""
    found: set[Role] = set()
    for source, key in one.members:
        held = roles[source, key]
        found |= {replace(role, of=ids.get((source, role.of)) if role.of else None) for role in held}
    return replace(one, roles=tuple(sorted(found, key=lambda role: (role.title, role.of or "", role.past))))


_MARKS: tuple[Callable[[Identity], str], ...] = (
    lambda one: (one.country or "").lower(),
    lambda one: (one.when or "")[:4],
    lambda one: one.when or "",
    lambda one: one.members[0][0],
    lambda one: "-".join(slugify(part) for part in one.members[0]),
)


def _distinct(drafts: Sequence[Identity]) -> list[Identity]:
    """Namesakes get a distinguishing suffix: the state, the date or the first source, in this order."""
    taken: dict[str, list[Identity]] = defaultdict(list)
    for one in drafts:
        taken[one.id].append(one)
    bare = {one_id for one_id, group in taken.items() if len(group) == 1}
    done = [group[0] for group in taken.values() if len(group) == 1]
    for one_id in sorted(set(taken) - bare):
        done += _told_apart(taken[one_id], bare)
    return done


def _told_apart(group: list[Identity], used: set[str]) -> list[Identity]:
    left, done = group, []
    for mark in _MARKS:
        marks = Counter(mark(one) for one in left)
        rest: list[Identity] = []
        for one in left:
            new = f"{one.id}-{mark(one)}" if mark(one) else one.id
            if marks[mark(one)] > 1 or new in used:
                rest.append(one)
            else:
                used.add(new)
                done.append(replace(one, id=new))
        left = rest
    for one in left:
        new = next(name for name in _by_content(one) if name not in used)
        used.add(new)
        done.append(replace(one, id=new))
    return done


def _by_content(one: Identity) -> Iterator[str]:
    """Ids with longer and longer suffixes made of the members alone, which no other cluster shares."""
    digest = hashlib.sha256("\n".join("\t".join(member) for member in one.members).encode()).hexdigest()
    return (f"{one.id}-{digest[:size]}" for size in range(6, len(digest) + 1))
