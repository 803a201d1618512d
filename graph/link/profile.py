"""What is known of somebody or something for comparing it: one entity of a reading, or many at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graph.link.fold import plain
from graph.link.lexicon import DESCRIBED, Lexicon, years_in
from graph.link.person import PersonName, person_name
from graph.link.person import relation as person_relation
from graph.link.title import Title, body_title, described_title, place_title
from graph.model import Entity, Reading, Role
from graph.ontology import Ontology

PERSON, COUNTRY, PLACE = "Person", "Country", "Place"
ABSTRACT = frozenset({"Entity", "Agent"})

Name = PersonName | Title


@dataclass(frozen=True, slots=True)
class Record:
    """One entity of one reading, without its text: all that linking keeps in memory of it."""

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


@dataclass(slots=True)
class Profile:
    """The sum of some records; `names` are the parsed names, `countries` ISO codes, `roles` folded.

    `office` says that a state tells it from its namesakes, `recurring` that others of its name will follow.
    """

    family: str
    names: set[Name]
    countries: set[str]
    roles: set[str]
    neighbours: set[str]
    dates: set[str]
    same_as: set[str]
    office: bool
    recurring: bool
    records: list[Record] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)

    def absorb(self, other: Profile) -> None:
        """Take in all that is known of the other."""
        self.names |= other.names
        self.countries |= other.countries
        self.roles |= other.roles
        self.neighbours |= other.neighbours
        self.dates |= other.dates
        self.same_as |= other.same_as
        self.sources |= other.sources
        self.office |= other.office
        self.recurring |= other.recurring
        self.records.extend(other.records)


def family(cls: str, ontology: Ontology) -> str:
    """The broadest class that tells what something is: only entities of one family can be one thing."""
    found = ontology.classes.get(cls)
    if found is None:
        return cls
    concrete = [name for name in found.ancestors if name not in ABSTRACT and name in ontology.classes]
    return min(concrete, key=lambda name: (ontology.classes[name].depth, name), default=cls)


def records(reading: Reading, ontology: Ontology) -> Iterator[Record]:
    """The entities of one reading, each with the names of those it stands in a statement with."""
    tokens = {one.key: _token(one, ontology) for one in reading.entities}
    near: dict[str, set[str]] = {one.key: set() for one in reading.entities}
    for said in reading.statements:
        ends = [end for end in (said.subject, said.object) if end in near]
        for end in ends:
            near[end].update(token for other in ends if other != end and (token := tokens[other]))
    for one in reading.entities:
        yield Record(
            source=reading.source.slug,
            key=one.key,
            family=family(one.cls, ontology),
            cls=one.cls,
            label=one.label,
            names=one.names,
            roles=one.roles,
            country=one.country,
            when=one.when,
            same_as=one.same_as,
            mentions=len(one.mentions),
            neighbours=frozenset(near[one.key]),
        )


def _token(one: Entity, ontology: Ontology) -> str:
    """What stands for an entity among the neighbours of others; empty where its name says too little."""
    kind = family(one.cls, ontology)
    if kind == COUNTRY:
        return f"{COUNTRY}:{one.country or plain(one.label)}"
    if kind == PERSON and not person_name(one.label).is_full:
        return ""
    return f"{kind}:{plain(one.label)}"


def profile(record: Record, words: Lexicon, ontology: Ontology) -> Profile:
    """The profile of a single record."""
    main, others = _names(record, words)
    named = {code for name in (main, *others) if isinstance(name, Title) for code in name.countries}
    countries = {record.country} if record.country else set()
    if record.family in DESCRIBED:
        near = record.neighbours | {f"{COUNTRY}:{code}" for code in named}
    else:
        near = record.neighbours
        countries |= named if not countries and len(named) == 1 else set()
    return Profile(
        family=record.family,
        names={main, *others},
        countries=countries,
        roles={plain(role.title) for role in record.roles},
        neighbours=set(near),
        dates=set(_dates(record)),
        same_as=set(record.same_as),
        office=ontology.is_a(record.cls, "Agency") or (record.family not in DESCRIBED and _is_plain(main)),
        recurring=ontology.is_a(record.cls, "Meeting"),
        records=[record],
        sources={record.source},
    )


def _is_plain(name: Name) -> bool:
    """Whether nothing but the state tells a body from others: "Bank", once "of China" is set apart."""
    return isinstance(name, Title) and bool(name.heads) and not name.core


def _dates(record: Record) -> Iterable[str]:
    if record.family not in DESCRIBED:
        return ()
    return (record.when,) if record.when else years_in(record.label)[:1]


def main_name(record: Record, words: Lexicon) -> Name:
    """The parsed label of a record."""
    return _parsed(record.family, record.label, words)


def _names(record: Record, words: Lexicon) -> tuple[Name, list[Name]]:
    main = main_name(record, words)
    others = [_parsed(record.family, name, words) for name in record.names if name != record.label]
    return main, [name for name in others if _counts(name, main)]


def _parsed(kind: str, text: str, words: Lexicon) -> Name:
    if kind == PERSON:
        return person_name(text, words.titles)
    if kind in (PLACE, COUNTRY):
        return place_title(text, words)
    return described_title(text, words) if kind in DESCRIBED else body_title(text, words)


def _counts(name: Name, main: Name) -> bool:
    """Whether another name of a record may stand for it elsewhere as well."""
    if isinstance(name, PersonName):
        return isinstance(main, PersonName) and name.is_full and person_relation(name, main) is not None
    return bool(name.acronym or name.proper or (name.core and name.modifiers))


def by_code(found: Iterable[Record]) -> Mapping[str, str]:
    """The names of the countries that the records speak of, each with its code; one with two has none."""
    codes: dict[str, set[str]] = {}
    for one in found:
        if one.family == COUNTRY and one.country:
            for name in (one.label, *one.names):
                codes.setdefault(name, set()).add(one.country)
    return {name: min(both) for name, both in codes.items() if len(both) == 1}
