"""The profile of an entity for comparison: one entity of a reading, or several together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.link.fold import plain
from graph.link.lexicon import DESCRIBED, Lexicon, years_in
from graph.link.person import PersonName, person_name
from graph.link.person import relation as person_relation
from graph.link.records import COUNTRY, PERSON, PLACE, Member, Record
from graph.link.title import Title, body_title, described_title, place_title
from graph.ontology import Ontology

Name = PersonName | Title


@dataclass(slots=True)
class Profile:
    """The sum of some records; `names` are the parsed names, `countries` ISO codes, `states` those
    of the bodies that a person belongs to, `roles` folded.

    `hosts` are the states or places in which it is, `members` the records, and `others` those that a
    statement tells from it.

    `office` says that a state tells it from its namesakes, `homes` which states its articles are about
    where its own is not told; `recurring` that others of its name will follow; `years` are those of its acts.
    """

    family: str
    names: set[Name]
    countries: set[str]
    states: set[str]
    roles: set[str]
    neighbours: set[str]
    dates: set[str]
    homes: set[str]
    same_as: set[str]
    hosts: set[str]
    members: set[Member]
    others: set[Member]
    office: bool
    recurring: bool
    years: tuple[int, int] | None = None
    records: list[Record] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)

    def absorb(self, other: Profile) -> None:
        """Take in all that is known of the other."""
        self.names |= other.names
        self.countries |= other.countries
        self.states |= other.states
        self.roles |= other.roles
        self.neighbours |= other.neighbours
        self.dates |= other.dates
        self.homes |= other.homes
        self.same_as |= other.same_as
        self.hosts |= other.hosts
        self.members |= other.members
        self.others |= other.others
        self.sources |= other.sources
        self.office |= other.office
        self.recurring |= other.recurring
        known = [*(self.years or ()), *(other.years or ())]
        self.years = (min(known), max(known)) if known else None
        self.records.extend(other.records)


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
    office = record.family not in DESCRIBED and (ontology.is_a(record.cls, "Agency") or _is_plain(main))
    return Profile(
        family=record.family,
        names={main, *others},
        countries=countries,
        states={record.state} if record.state else set(),
        roles={plain(role.title) for role in record.roles},
        neighbours=set(near),
        dates=set(_dates(record)),
        homes=set(record.homes) if office and not countries else set(),
        same_as=set(record.same_as),
        hosts=set(record.hosts),
        members={(record.source, record.key)},
        others={(record.source, key) for key in record.others},
        office=office,
        recurring=ontology.is_a(record.cls, "Meeting"),
        years=record.years if record.family == PERSON else None,
        records=[record],
        sources={record.source},
    )


def _is_plain(name: Name) -> bool:
    """Whether only the state distinguishes an organization: "Bank", without "of China"."""
    return isinstance(name, Title) and (name.is_bare or (len(name.words) == 1 and bool(name.heads)))


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
    found = words.memory.get((kind, text))
    if not isinstance(found, PersonName | Title):
        found = words.memory[kind, text] = _taken_apart(kind, text, words)
    return found


def _taken_apart(kind: str, text: str, words: Lexicon) -> Name:
    if kind == PERSON:
        return person_name(text, words.titles)
    if kind in (PLACE, COUNTRY):
        return place_title(text, words)
    return described_title(text, words) if kind in DESCRIBED else body_title(text, words)


def _counts(name: Name, main: Name) -> bool:
    """Whether another name of a record can mean it in other articles too."""
    if isinstance(name, PersonName):
        return isinstance(main, PersonName) and name.is_full and person_relation(name, main) is not None
    return bool(name.acronym or name.proper or (name.core and name.modifiers))
