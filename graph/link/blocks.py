"""The keys under which profiles meet: only those with a key in common are ever compared."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from graph.link.fold import skeleton
from graph.link.lexicon import DESCRIBED
from graph.link.person import PersonName
from graph.link.profile import Name, Profile
from graph.link.records import COUNTRY
from graph.link.title import Title
from graph.link.words import rows

Key = tuple[str, ...]
MOST_NEAR = 8  # neighbours that serve as keys: two of them are enough, and pairs grow with the square
SURNAME = "surname"
BEARERS = 12  # of one surname; with more, the surname alone is ambiguous
CROWDED = 250  # clusters under one key; with more namesakes the key is useless


def blocks(one: Profile) -> Iterator[Key]:
    """The blocking keys of a profile, with repetitions; an uninformative name is blocked by its context."""
    for iri in one.same_as:
        yield ("id", iri)
    if one.family == COUNTRY:
        yield from (("code", code) for code in one.countries)
    for name in one.names:
        if not name.words:
            continue
        if isinstance(name, PersonName):
            yield from _person(name, one)
        else:
            yield from _title(name, one)


def _context(one: Profile) -> Iterator[str]:
    yield from one.countries | one.states
    yield from one.roles
    yield from one.neighbours


def _person(name: PersonName, one: Profile) -> Iterator[Key]:
    yield ("joined", _sound("".join(name.words)))
    if name.is_full:
        for word in name.words:
            rest = list(name.words)
            rest.remove(word)
            if len(word) > 1:
                yield from (("person", _sound(word), _sound(other)[:1]) for other in rest)
                yield ("person", word[:1], *(other for other in rest if len(other) > 1))
        variants = sorted(rows("variant").get(name.words[0], ()))
        yield from (("variant", row, _sound(name.family)) for row in variants)
    for word in {name.family, name.words[0]}:
        yield (SURNAME, word)
        yield from (("person", word, near) for near in _context(one))


def _sound(word: str) -> str:
    """A skeleton in which Gaddafi and Qaddafi meet as well."""
    return skeleton(word).replace("g", "k")


def _title(name: Title, one: Profile) -> Iterator[Key]:
    described = one.family in DESCRIBED
    if not described or name.proper or name.capital_head or name.modifiers > 1:
        yield from _plainly(name, described)
    else:
        yield from (("title", *name.words, *near) for near in _two_signs(name, one))


def _two_signs(name: Title, one: Profile) -> Iterator[Key]:
    """What a bare description must share with another, besides its name, to be the same entity.

    That is its month and a neighbour, or its year and two; with a modifier ("cyber agreement") its year
    alone, or two neighbours.
    """
    near = sorted(one.countries | one.neighbours)[:MOST_NEAR]
    pairs = list(combinations(near, 2))
    for date in sorted(one.dates):
        yield from ((date[:7], one_near) for one_near in near if len(date) > 4)
        yield from ((date[:4], *pair) for pair in pairs)
    if name.modifiers:
        yield from ((year,) for year in sorted({date[:4] for date in one.dates}))
        yield from pairs


def _plainly(name: Title, described: bool) -> Iterator[Key]:
    yield ("title", *name.words)
    yield ("sound", _sound("".join(name.order)))
    if name.acronym:
        yield ("acronym", name.acronym)
    elif len(name.order) > 1:
        yield ("acronym", "".join(word[0] for word in name.order))
        yield ("acronym", "".join(word[0] for word in name.order) + "s")
    if name.core and not described:
        yield ("core", *sorted(name.core))


def specificity(name: Name) -> float:
    """How informative a name is: fuller names start clusters, shorter ones join them."""
    if isinstance(name, PersonName):
        return sum(1.0 if len(word) > 1 else 0.5 for word in name.words)
    return 0.0 if name.acronym else len(name.words) + name.proper / 2
