"""The rules that say how far two profiles are one: each gives points and its reason, or nothing.

Points add up like the logarithms of odds: at THRESHOLD and above the two are taken for one. The
weights are set so that a full name alone is enough, a surname needs one more sign (the country, a
role, two common neighbours), and a description ("the summit") needs its date and a participant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from graph.link.lexicon import DESCRIBED
from graph.link.person import PersonName
from graph.link.person import relation as person_relation
from graph.link.profile import Name, Profile
from graph.link.records import COUNTRY, PERSON, PLACE
from graph.link.title import Title
from graph.link.title import relation as title_relation
from graph.link.words import word_set

THRESHOLD = 3.0
LIFETIME = 80  # years between the acts of two people of one name
ACCESSION = 5  # years in which states sign an agreement one after the other
AGREEMENT = "Agreement"
GENERATION = 20  # the same where one of them is called "Jr."
MARGIN = 0.75
NEVER = -20.0

PERSON_POINTS = {
    "equal": 4.0,
    "spelling": 3.2,
    "shorter": 3.0,
    "variant": 3.0,
    "nickname": 3.0,
    "order": 2.5,
    "initials": 2.5,
    "typo": 2.0,
    "sound": 1.4,  # a state in common does not suffice
    "family": 1.5,
    "given": 1.0,
}
_TURNED = {"given": "family", "family": "given"}  # where the family's name comes first
ACRONYM_ALONE = 1.0  # where both bodies are spelled out, and differently
TITLE_POINTS = {"equal": 4.0, "spelling": 3.0, "core": 2.5, "acronym": 2.5}


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one rule for two profiles: its points, and the details of its reason."""

    rule: str
    points: float
    words: str
    about: tuple[object, ...] = field(default=(), compare=False)

    @property
    def reason(self) -> str:
        """The reason in words, with its details in alphabetical order."""
        return self.words.format(" and ".join(sorted({_shown(one) for one in self.about})))


Rule = Callable[[Profile, Profile], Finding | None]


def findings(a: Profile, b: Profile) -> tuple[Finding, ...]:
    """What all rules say of two profiles, in the order of RULES; the same for (b, a)."""
    if a.family != b.family:
        return (Finding("class", NEVER, "{} are never the same entity", (a.family, b.family)),)
    return tuple(found for rule in RULES if (found := rule(a, b)))


def points(a: Profile, b: Profile) -> float:
    """The sum of all rules' points; no name and no identifier in common is never enough."""
    if a.family != b.family:
        return NEVER
    total, named = 0.0, False
    for rule in RULES:
        found = rule(a, b)
        if found:
            if found.points <= NEVER:
                return NEVER
            total += found.points
            named = named or found.rule in ("name", "identifier")
    return total if named else NEVER


def self_points(one: Profile, name: Name) -> float:
    """The points for name and state alone: from THRESHOLD on, namesakes are the same entity."""
    named = _pair(name, name, one, one)
    office = office_rule(one, one)
    state = 1.0 if one.countries or one.same_as else 0.0
    return (
        (named[0] if named else NEVER)
        + (office.points if office else 0.0)
        + (state if one.family != PERSON else 0.0)
    )


def name_rule(a: Profile, b: Profile) -> Finding | None:
    """The best agreement of any two names; two full names of persons that differ rule each other out."""
    best: Finding | None = None
    for one in a.names:
        for other in b.names:
            scored = _pair(one, other, a, b)
            if scored is None:
                if a.family == PERSON and one.is_full and other.is_full:  # type: ignore[union-attr]
                    return Finding("name", NEVER, "{} are two names", (one, other))
            elif best is None or (scored[0], scored[1]) > (best.points, best.words):
                best = Finding("name", scored[0], f"names agree ({scored[1]}): {{}}", (one, other))
    return best


def _pair(one: object, other: object, a: Profile, b: Profile) -> tuple[float, str] | None:
    if isinstance(one, PersonName) and isinstance(other, PersonName):
        kind = person_relation(one, other)
        if kind in _TURNED and any(
            code.lower() in word_set("family_first")
            for code in a.countries | b.countries | a.states | b.states
        ):
            kind = _TURNED[kind]
        full = one.is_full or other.is_full
        return None if kind is None else (PERSON_POINTS[kind] if full else PERSON_POINTS["family"], kind)
    if isinstance(one, Title) and isinstance(other, Title):
        kind = title_relation(one, other)
        if kind and not _are_qualified_alike(one, other, a, b):
            return None
        if kind and (one.acronym or other.acronym) and _are_spelled_out_apart(a, b):
            return ACRONYM_ALONE, "acronym"
        if (
            kind is None
            or (a.family in DESCRIBED and kind == "core")
            or (a.family == PLACE and kind == "acronym")
        ):
            return None
        if a.family in DESCRIBED:
            recurring = a.recurring or b.recurring
            return min(described_points(one, recurring), described_points(other, recurring)), kind
        return TITLE_POINTS[kind], kind
    return None


def _are_qualified_alike(one: Title, other: Title, a: Profile, b: Profile) -> bool:
    """Whether names that only tell a kind of body have the same owner, and missions the same host."""
    if a.family in DESCRIBED or not (a.same_as.isdisjoint(b.same_as)):
        return True
    if (one.is_mission or other.is_mission) and (not a.hosts or a.hosts != b.hosts):
        return False
    if not (one.is_bare or other.is_bare or one.is_mission or other.is_mission):
        return True
    return not (a.countries or a.homes).isdisjoint(b.countries or b.homes)


def _are_spelled_out_apart(a: Profile, b: Profile) -> bool:
    """Whether both have a name as well as an acronym, and these names share less than half of their words."""
    ours, others = (
        [set(name.words) for name in one.names if isinstance(name, Title) and not name.acronym]
        for one in (a, b)
    )
    pairs = [(x, y) for x in ours for y in others]
    return bool(pairs) and all(2 * len(x & y) < len(x | y) for x, y in pairs)


def described_points(title: Title, recurring: bool) -> float:
    """What an event's or paper's name is worth: 0.5 for a bare head ("summit"), 3 for a proper name.

    "Korean War" and "UN Charter" are proper by their capital heads; "G20 Summit" recurs, so it is not.
    """
    if title.capital_head and (title.countries or title.borrowed) and not recurring:
        return 3.0
    return 0.5 + min(2.5, 2.5 * title.proper + title.modifiers)


def _shown(one: object) -> str:
    if isinstance(one, PersonName | Title):
        return "“" + " ".join(one.words if isinstance(one, PersonName) else one.order) + "”"
    return str(one).split(":", 1)[-1] if isinstance(one, str) and not one.startswith("http") else str(one)


def identifier_rule(a: Profile, b: Profile) -> Finding | None:
    """An outside identifier in common settles it; two of one authority rule it out."""
    if common := a.same_as & b.same_as:
        return Finding("identifier", 6.0, "both are {}", (min(common),))
    hosts = {_host(iri) for iri in a.same_as} & {_host(iri) for iri in b.same_as}
    return Finding("identifier", NEVER, "{} has them as two entities", (min(hosts),)) if hosts else None


def _host(iri: str) -> str:
    return iri.split("/")[2] if iri.count("/") > 1 else iri


def country_rule(a: Profile, b: Profile) -> Finding | None:
    """The state of each; the state of a person's organization can only count for a match, never against."""
    if common := (a.countries | a.states) & (b.countries | b.states):
        gain = {COUNTRY: 5.0, PERSON: 1.5}.get(a.family, 0.75 if a.family in DESCRIBED else 1.0)
        rule = "identifier" if a.family == COUNTRY else "country"
        return Finding(rule, gain, "both belong to {}", (min(common),))
    if not a.countries or not b.countries:
        return None
    return Finding("country", _apart(a, b), "{} are two states", (min(a.countries), min(b.countries)))


def _apart(a: Profile, b: Profile) -> float:
    """What it costs to belong to two states."""
    if a.family in (COUNTRY, PLACE) or a.office or b.office:
        return NEVER
    if a.family in DESCRIBED:
        return 0.0 if _has_own_name(a) and _has_own_name(b) else -1.5
    return -2.5 if a.family == PERSON else -3.0


def office_rule(a: Profile, b: Profile) -> Finding | None:
    """The state distinguishes government bodies: without it, the name counts less.

    The state that the articles are about is then a weak substitute.
    """
    if not (a.office and b.office) or (a.countries and b.countries):
        return None
    lost = -0.5 if a.countries or b.countries else -1.5
    home = (a.countries or a.homes) & (b.countries or b.homes)
    if home:
        return Finding(
            "office", lost + 0.75, "no state is given, but the articles are about {}", (min(home),)
        )
    lost -= 1.0 if (a.countries or a.homes) and (b.countries or b.homes) else 0.0
    return Finding("office", lost, "an office without a state")


def role_rule(a: Profile, b: Profile) -> Finding | None:
    """A role in common."""
    common = a.roles & b.roles
    return Finding("role", 1.5, "both have the name {}", (min(common),)) if common else None


def neighbour_rule(a: Profile, b: Profile) -> Finding | None:
    """Common neighbours; a country counts little, except as a party or participant."""
    common = a.neighbours & b.neighbours
    if not common:
        return None
    light = 0.75 if a.family in DESCRIBED else 0.25
    total = sum(light if one.startswith(f"{COUNTRY}:") else 0.75 for one in common)
    return Finding("neighbours", min(2.25, total), "both occur with {}", tuple(sorted(common)[:3]))


def date_rule(a: Profile, b: Profile) -> Finding | None:
    """The dates of events, agreements and documents: one event has one date."""
    if not a.dates or not b.dates:
        return None
    together = [min(len(x), len(y)) for x in a.dates for y in b.dates if x.startswith(y) or y.startswith(x)]
    shown = (min(a.dates), min(b.dates))
    if together:
        return Finding("date", 2.0 if max(together) > 4 else 1.5, "dates agree: {}", shown)
    near = min(abs(int(x[:4]) - int(y[:4])) for x in a.dates for y in b.dates)
    if not (_has_own_name(a) and _has_own_name(b)) or a.recurring or b.recurring:
        return Finding("date", NEVER, "dates differ: {}", shown)
    if a.family == AGREEMENT and near <= ACCESSION:
        return Finding("date", 0.0, "acts of {}: an agreement lasts", shown)
    # What has a name of its own may last: begun and ended. A yearly report does not.
    return Finding("date", -0.75 if near <= 1 else NEVER, "dates differ: {}", shown)


def _has_own_name(one: Profile) -> bool:
    return any(isinstance(name, Title) and name.capital_head for name in one.names)


def apart_rule(a: Profile, b: Profile) -> Finding | None:
    """An article with both as separate entities, if the names match only loosely."""
    if a.family in DESCRIBED or a.sources.isdisjoint(b.sources):
        return None
    named = name_rule(a, b)
    if named is None or named.points >= THRESHOLD:
        return None
    return Finding("apart", -1.5, "{} distinguishes them", (min(a.sources & b.sources),))


def ends_rule(a: Profile, b: Profile) -> Finding | None:
    """The two ends of one statement are never one: Grove Records sues Grove."""
    if a.others.isdisjoint(b.members):
        return None
    return Finding("ends", NEVER, "a statement has them as its two ends: {}", (min(a.others & b.members)[0],))


def lifetime_rule(a: Profile, b: Profile) -> Finding | None:
    """Acts that lie further apart than a life, or than a generation where one of the two is "Jr."."""
    if a.family != PERSON or not a.years or not b.years:
        return None
    gap = max(a.years[0] - b.years[1], b.years[0] - a.years[1])
    shown = sorted((f"{a.years[0]}–{a.years[1]}", f"{b.years[0]}–{b.years[1]}"))
    most = GENERATION if _generations(a) != _generations(b) else LIFETIME
    return Finding("lifetime", NEVER, "{} are two lives", tuple(shown)) if gap > most else None


def generation_rule(a: Profile, b: Profile) -> Finding | None:
    """A name with "Jr." and one without may be father and son."""
    if a.family != PERSON or _generations(a) == _generations(b) or not (_is_full(a) and _is_full(b)):
        return None
    shown = tuple(_generations(a) ^ _generations(b))
    return Finding("generation", -1.25, "only one is called {}", shown)


def _generations(one: Profile) -> frozenset[str]:
    return frozenset(
        name.generation for name in one.names if isinstance(name, PersonName) and name.generation
    )


def _is_full(one: Profile) -> bool:
    return any(isinstance(name, PersonName) and name.is_full for name in one.names)


RULES: tuple[Rule, ...] = (
    identifier_rule, ends_rule, country_rule, date_rule, lifetime_rule, office_rule, role_rule,
    generation_rule, neighbour_rule, name_rule, apart_rule,
)  # fmt: skip
"""The table of rules; cheap rules that exclude a match come first."""


def reasons(a: Profile, b: Profile) -> Iterator[str]:
    """The findings as lines: the points, signed, and the reason."""
    for one in findings(a, b):
        yield f"{one.points:+.2f} {one.reason}" if one.points > NEVER else f"never: {one.reason}"
