"""Readings → records: of each entity only what linking needs, so that no text is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.link.fold import plain
from graph.link.person import person_name
from graph.model import Entity, Modality, Reading, Role
from graph.ontology import Ontology

PERSON, COUNTRY, PLACE = "Person", "Country", "Place"


Member = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Override:
    """The label and class that a person gave, None where they gave none."""

    label: str | None = None
    cls: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One entity of one reading.

    `neighbours` are the other ends of its statements; `state` is that of the organization of a person;
    `homes` are the states with the most mentions in its article; `years` are the first and last of its acts;
    `hosts` are the states, or else the places, in which it is; `others` are the keys of the entities of its
    family that statements tell from it.
    """

    source: str
    key: str
    family: str
    cls: str
    label: str
    names: tuple[str, ...]
    roles: tuple[Role, ...]
    country: str | None
    when: str | None
    same_as: tuple[str, ...]
    mentions: int
    neighbours: frozenset[str]
    state: str | None
    homes: frozenset[str]
    years: tuple[int, int] | None = None
    hosts: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


def records(reading: Reading, ontology: Ontology) -> Iterator[Record]:
    """The entities of one reading as records, in their order."""
    kinds = {cls: ontology.family(cls) for cls in {one.cls for one in reading.entities}}
    near = _neighbours(reading, kinds)
    states = _states(reading, kinds, ontology)
    homes = _homes(reading, kinds)
    years = _years(reading)
    hosts, others = _hosts(reading, ontology), _others(reading, kinds)
    for one in reading.entities:
        yield Record(
            source=reading.source.slug,
            key=one.key,
            family=kinds[one.cls],
            cls=one.cls,
            label=one.label,
            names=one.names,
            roles=one.roles,
            country=one.country,
            state=states.get(one.key),
            when=one.when,
            same_as=one.same_as,
            mentions=len(one.mentions),
            neighbours=frozenset(near[one.key]),
            homes=homes,
            years=years.get(one.key),
            hosts=frozenset(hosts.get(one.key, ())),
            others=frozenset(others.get(one.key, ())),
        )


def _neighbours(reading: Reading, kinds: Mapping[str, str]) -> Mapping[str, set[str]]:
    tokens = {one.key: _token(one, kinds[one.cls]) for one in reading.entities}
    near: dict[str, set[str]] = {one.key: set() for one in reading.entities}
    for said in reading.statements:
        ends = [end for end in (said.subject, said.object) if end in near]
        for end in ends:
            near[end].update(token for other in ends if other != end and (token := tokens[other]))
    return near


def _hosts(reading: Reading, ontology: Ontology) -> Mapping[str, set[str]]:
    """From each entity to the codes of the states in which it is, or to the places where these have none."""
    code = {one.key: one.country or plain(one.label) for one in reading.entities}
    found: dict[str, set[str]] = {}
    for said in reading.statements:
        if said.relation in ontology.framed("place") and said.object in code:
            found.setdefault(said.subject, set()).add(code[said.object])
    return found


def _others(reading: Reading, kinds: Mapping[str, str]) -> Mapping[str, set[str]]:
    """From each entity to those of its family at the other end of a statement: two things, not one."""
    family = {one.key: kinds[one.cls] for one in reading.entities}
    found: dict[str, set[str]] = {}
    for said in reading.statements:
        a, b = said.subject, said.object
        if a != b and a in family and family[a] == family.get(b or ""):
            found.setdefault(a, set()).add(b)
            found.setdefault(b, set()).add(a)
    return found


def _token(one: Entity, kind: str) -> str:
    """The key of an entity among the neighbours of others; empty if its name is too vague."""
    if kind == COUNTRY:
        return f"{COUNTRY}:{one.country or plain(one.label)}"
    if kind == PERSON and not person_name(one.label).is_full:
        return ""
    return f"{kind}:{plain(one.label)}"


def _states(reading: Reading, kinds: Mapping[str, str], ontology: Ontology) -> Mapping[str, str]:
    """From each person to the one state that their affiliations lead to; an envoy's role names another."""
    code = {one.key: one.country for one in reading.entities if one.country}
    people = {one.key for one in reading.entities if kinds[one.cls] == PERSON}
    affiliations = ontology.with_kinds(ontology.framed("affiliation"))
    found: dict[str, set[str]] = {key: set() for key in people}
    for said in reading.statements:
        sure = said.modality is Modality.ASSERTED and said.relation in affiliations
        if sure and said.subject in people and said.object in code:
            found[said.subject].add(code[said.object])
    return {key: min(codes) for key, codes in found.items() if len(codes) == 1}


def _years(reading: Reading) -> Mapping[str, tuple[int, int]]:
    """From each entity that acts to the first and last year in which it does, planned acts aside."""
    found: dict[str, list[int]] = {}
    for said in reading.statements:
        if said.modality is not Modality.PLANNED:
            dates = [date for date in (said.when, said.start, said.end) if date]
            found.setdefault(said.subject, []).extend(int(date[:4]) for date in dates)
    return {key: (min(years), max(years)) for key, years in found.items() if years}


def _homes(reading: Reading, kinds: Mapping[str, str]) -> frozenset[str]:
    """The state with the most mentions in a reading, by its name or its places; several for a tie.

    A place that opens the text is where the article was written, and counts once more.
    """
    counts = Counter[str]()
    for one in reading.entities:
        if one.country and kinds[one.cls] in (COUNTRY, PLACE):
            counts[one.country] += len(one.mentions) + any(
                mention.span.begin == 0 for mention in one.mentions
            )
    most = max(counts.values(), default=0)
    return frozenset(code for code, count in counts.items() if count == most)


def by_code(found: Iterable[Record]) -> Mapping[str, str]:
    """The names of the countries in the records, each with its code; ambiguous names are omitted."""
    codes: dict[str, set[str]] = {}
    for one in found:
        if one.family == COUNTRY and one.country:
            for name in (one.label, *one.names):
                codes.setdefault(name, set()).add(one.country)
    return {name: min(both) for name, both in codes.items() if len(both) == 1}
