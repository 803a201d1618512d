"""Links synthetic readings whose identities are known, and prints pairwise F1 and the growth of time.

python -m benchmarks.link --readings 5000 10000
python -m benchmarks.link --readings 2000 --misses 20
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from faker import Faker

from graph.link import link
from graph.model import Entity, Identity, Mention, Reading, Role, Source, Span, Statement
from graph.ontology import default_ontology

COUNTRIES = {
    "US": ("United States", "U.S.", "America"), "CN": ("China", "PRC", "People’s Republic of China"),
    "RU": ("Russia", "Russian Federation"), "GB": ("United Kingdom", "U.K.", "Britain"), "FR": ("France",),
    "DE": ("Germany",), "JP": ("Japan",), "IN": ("India",), "VN": ("Vietnam", "Viet Nam"), "BR": ("Brazil",),
    "AU": ("Australia",), "CA": ("Canada",), "MX": ("Mexico",), "TR": ("Turkey", "Türkiye"), "IR": ("Iran",),
    "EG": ("Egypt",), "NG": ("Nigeria",), "ZA": ("South Africa",), "KE": ("Kenya",), "PL": ("Poland",),
}  # fmt: skip
OFFICES = ("Foreign Affairs", "Defense", "Justice", "Finance", "Health", "Trade", "Agriculture", "Energy")
TITLES = ("minister", "director", "spokesman", "ambassador", "secretary", "general", "adviser", "senator")
LOCALES = ("en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "pl_PL", "it_IT")
NAMESAKES = 0.04  # of the people share the whole name of another, in another country and body
SURNAME_ALONE, INITIAL, NO_MIDDLE, TURNED, TYPO, TITLED = 0.08, 0.04, 0.35, 0.02, 0.015, 0.15
STATE_TOLD, ROLE_TOLD = 0.7, 0.4


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of the made-up world: its true identity is its place in the list of things."""

    number: int
    cls: str
    names: tuple[str, ...]
    country: str | None = None
    role: str | None = None
    body: int | None = None
    when: str | None = None
    others: tuple[int, ...] = ()


class World:
    """A world whose size grows with the number of readings about it, so that namesakes multiply too."""

    def __init__(self, readings: int, seed: int = 7) -> None:
        self.chance = random.Random(seed)
        self.things: list[Thing] = []
        self._fakers = [Faker(locale) for locale in LOCALES]
        for at, faker in enumerate(self._fakers):
            faker.seed_instance(seed + at)
        self.countries = [self._add("Country", names, country=code) for code, names in COUNTRIES.items()]
        self.bodies = [self._office(code, office) for code in COUNTRIES for office in OFFICES]
        self.bodies += [self._company() for _ in range(readings // 20)]
        self.people = [self._person() for _ in range(readings)]
        self.people += [self._namesake(one) for one in self.people[: int(readings * NAMESAKES)]]
        self.events = [self._event() for _ in range(readings // 2)]

    def _add(self, cls: str, names: Sequence[str], **more: object) -> Thing:
        thing = Thing(len(self.things), cls, tuple(names), **more)  # type: ignore[arg-type]
        self.things.append(thing)
        return thing

    def _office(self, code: str, office: str) -> Thing:
        names = (f"Ministry of {office}", f"{office.removesuffix(' Affairs')} Ministry")
        return self._add("Agency", names, country=code)

    def _company(self) -> Thing:
        name = self.chance.choice(self._fakers[:2]).unique.company().replace(",", "")
        return self._add("Company", (name, f"{name} Inc.", f"{name} Corp."), country=None)

    def _person(self) -> Thing:
        faker = self.chance.choice(self._fakers)
        first, middle, last = faker.first_name(), faker.first_name(), faker.last_name().split()[-1]
        return self._placed((f"{first} {middle[0]}. {last}", f"{first} {last}"))

    def _placed(self, names: tuple[str, ...], *, beside: Thing | None = None) -> Thing:
        """A person of those names in a body; a namesake's is in another country."""
        bodies = [one for one in self.bodies if beside is None or one.country not in (None, beside.country)]
        body = self.chance.choice(bodies)
        code = body.country or self.chance.choice(list(COUNTRIES))
        return self._add("Person", names, country=code, role=self.chance.choice(TITLES), body=body.number)

    def _namesake(self, one: Thing) -> Thing:
        return self._placed((one.names[1],), beside=one)

    def _event(self) -> Thing:
        a, b = self.chance.sample(self.countries, 2)
        who = self.chance.sample(self.people, 2)
        when = f"{self.chance.randint(1990, 2020)}-{self.chance.randint(1, 12):02}"
        names = (f"{a.names[0]}-{b.names[0]} summit", "summit")
        others = (a.number, b.number, *(one.number for one in who))
        return self._add("Meeting", names, when=when, others=others)

    def readings(self, number: int) -> Iterator[tuple[Reading, dict[str, int]]]:
        """Readings, each with the true identity of each of its entity keys."""
        weights = [1 / (rank + 10) for rank in range(len(self.people))]
        for at in range(number):
            people = self.chance.choices(self.people, weights, k=4)
            event = self.chance.choice(self.events)
            wanted = {one.number for one in people} | {one.body for one in people} | {event.number}
            wanted |= set(event.others) | {self.chance.choice(self.countries).number}
            yield self._reading(f"s{at:06}", sorted(n for n in wanted if n is not None))

    def _reading(self, slug: str, numbers: Sequence[int]) -> tuple[Reading, dict[str, int]]:
        keys = {number: f"e{at}" for at, number in enumerate(numbers)}
        entities = tuple(self._entity(self.things[number], key) for number, key in keys.items())
        ties = []
        for number in numbers:
            thing = self.things[number]
            ends = [*thing.others, *([thing.body] if thing.body is not None else [])]
            ties += [Statement(keys[end], "relatedTo", keys[number]) for end in ends if end in keys]
        reading = Reading(Source(slug, slug), entities, tuple(ties))
        return reading, {key: number for number, key in keys.items()}

    def _entity(self, thing: Thing, key: str) -> Entity:
        label = self._written(thing)
        told = thing.cls in ("Country", "Agency") or self.chance.random() < STATE_TOLD
        roles = (Role(thing.role),) if thing.role and self.chance.random() < ROLE_TOLD else ()
        country = thing.country if told else None
        return Entity(key, thing.cls, label, (label,), roles, (Mention(Span(0, 1)),), country, thing.when)

    def _written(self, thing: Thing) -> str:
        if thing.cls != "Person":
            return self.chance.choice(thing.names)
        first, *_, last = thing.names[0].split()
        roll = self.chance.random()
        for share, text in (
            (SURNAME_ALONE, last), (INITIAL, f"{first[0]}. {last}"), (TURNED, f"{last}, {first}"),
            (TYPO, f"{first} {_slip(last, self.chance)}"), (NO_MIDDLE, f"{first} {last}"),
        ):  # fmt: skip
            if (roll := roll - share) < 0:
                return text
        return (f"{(thing.role or '').title()} " if self.chance.random() < TITLED else "") + thing.names[0]


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word)) if len(word) > 1 else 0
    return word[:at] + word[at + 1 :] if len(word) > 5 else word


def pairwise(found: Sequence[Identity], truth: dict[tuple[str, str], int]) -> tuple[float, float, float]:
    """Precision, recall and F1 over all pairs of entities that are, or were taken for, one."""

    def pairs(sizes: Counter[object]) -> int:
        return sum(size * (size - 1) // 2 for size in sizes.values())

    said = Counter[object]({one.id: len(one.members) for one in found})
    true = Counter[object](truth.values())
    both = Counter[object]((one.id, truth[member]) for one in found for member in one.members)
    precision, recall = pairs(both) / max(pairs(said), 1), pairs(both) / max(pairs(true), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a row for each number of readings."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--readings", type=int, nargs="+", default=[5000, 10_000])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show N identities that are mixed")
    given = parser.parse_args(arguments)
    link([], default_ontology())  # what is loaded once is no part of the measure
    print("| readings | entities | identities | precision | recall | F1 | of people | CPU s | growth | MB |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    before = 0.0
    for number in given.readings:
        made = list(World(number, given.seed).readings(number))
        truth = {(one.source.slug, key): n for one, keys in made for key, n in keys.items()}
        gc.collect()
        start = time.process_time()
        found = link((one for one, _ in made), default_ontology())
        took = time.process_time() - start
        figures = " | ".join(f"{figure:.3f}" for figure in pairwise(found, truth))
        people = [one for one in found if one.cls == "Person"]
        members = {member for one in people for member in one.members}
        of_people = pairwise(people, {member: truth[member] for member in members})[2]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        growth = f"{took / before:.2f}" if before else "–"
        sizes = f"{number} | {len(truth)} | {len(found)}"
        print(f"| {sizes} | {figures} | {of_people:.3f} | {took:.1f} | {growth} | {peak} |")
        before = took
        _show_mixed(found, truth, given.misses)


def _show_mixed(found: Sequence[Identity], truth: dict[tuple[str, str], int], number: int) -> None:
    mixed = [one for one in found if len({truth[member] for member in one.members}) > 1]
    split = Counter(n for one in found for n in {truth[member] for member in one.members})
    for one in sorted(mixed, key=lambda one: -len(one.members))[:number]:
        print(f"mixed: {one.id} {Counter(truth[m] for m in one.members).most_common(4)} {one.names[:6]}")
    for thing, parts in split.most_common(number):
        ids = sorted(one.id for one in found if any(truth[member] == thing for member in one.members))
        print(f"split: {parts} {ids[:6]}")


if __name__ == "__main__":
    main()
