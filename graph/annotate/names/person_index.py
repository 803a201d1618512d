"""The people of one article: the holders of a single name, and whether it means a person at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from graph.annotate.lexicon import Lexicon
from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.entity_types import Votes
from graph.annotate.names.gazetteer import Gazetteer, plain
from graph.annotate.names.name_view import NameView
from graph.annotate.names.persons import cluster, compatible, generation, named_people, parts

LARGE = 500_000  # people; the name of a larger city means the city where the model sees a place


@dataclass(frozen=True, slots=True)
class PersonIndex:
    """The full names of people in an article.

    `introduced` is the token at which each is first used in full, `used` the token of the first use of any
    name, by its text in lower case; headings do not count. `siblings` gives the full name of a given name
    that shares a surname, by its token; `apart` are full names of father and son.
    """

    lexicon: Lexicon
    places: Gazetteer
    by_word: Mapping[str, Sequence[str]]
    introduced: Mapping[str, int]
    used: Mapping[str, int]
    siblings: Mapping[int, str]
    apart: frozenset[frozenset[str]]

    def named(self, word: str) -> list[str]:
        """The people that a single name may mean."""
        return _named(word, self.by_word, self.places)

    def means_person(self, name: Candidate, best: str | None, *, certain: bool) -> bool:
        """Whether a single name means a person who has it; `best` is its class by other evidence.

        A surname follows the full name: one used before anyone of that name is introduced, and read as
        something else, is that thing.
        """
        found = self.named(name.text)
        family = self.lexicon.family(best) if best is not None else None
        if not found or (certain and (family == "Country" or name.label != "PERSON")):
            return False
        if family in (None, "Person") or name.role is not None:
            return True
        city = self.places.cities.get(name.key)
        if (
            family == "Place"
            and name.label in ("GPE", "LOC")
            and city is not None
            and city.population > LARGE
        ):
            return False
        introduced = min((self.introduced.get(one, -1) for one in found), default=-1)
        return introduced < 0 or introduced <= self.used.get(name.text.casefold(), introduced)


def person_index(
    view: NameView,
    names: Sequence[Candidate],
    votes: Votes,
    in_heading: Sequence[bool],
) -> PersonIndex:
    """The index of the people among names; `in_heading` says for each token whether it is in a heading."""
    full = [n for n in names if votes.families.get(n.key) == "Person" and len(parts(n.text)) > 1]
    apart = _told_apart(view, full)
    leaders = cluster(Counter(n.text for n in full), apart=apart)
    by_word: dict[str, list[str]] = {}
    for leader in sorted(set(leaders.values())):
        for word in dict.fromkeys(part for p in parts(leader) for part in (p, *p.split("-"))):
            by_word.setdefault(word, []).append(leader)
    introduced: dict[str, int] = {}
    used: dict[str, int] = {}
    for name in full:
        if not in_heading[name.head]:
            introduced.setdefault(leaders[name.text], name.start)
    for name in names:
        if not in_heading[name.head]:
            used.setdefault(name.text.casefold(), name.start)
    siblings = _siblings(view, names, {n.start for n in full}, by_word)
    return PersonIndex(view.lexicon, view.places, by_word, introduced, used, siblings, apart)


def _named(word: str, by_word: Mapping[str, Sequence[str]], places: Gazetteer) -> list[str]:
    return sorted(set(named_people(word, by_word.get(plain(word), []), places.family_first)))


def _told_apart(view: NameView, full: Sequence[Candidate]) -> frozenset[frozenset[str]]:
    """Pairs of full names with and without "Jr." in one sentence, which would name one person once."""
    by_sentence: dict[int, list[str]] = {}
    for name in full:
        by_sentence.setdefault(view.doc[name.start].sent.start, []).append(name.text)
    return frozenset(
        frozenset({one, other})
        for texts in by_sentence.values()
        for one, other in combinations(texts, 2)
        if generation(one) != generation(other) and compatible(parts(one), parts(other))
    )


def _siblings(
    view: NameView,
    names: Sequence[Candidate],
    people: set[int],
    by_word: Mapping[str, Sequence[str]],
) -> dict[int, str]:
    """Given names that share the surname after "and": "Émile and Gaston Corvane"."""
    found: dict[int, str] = {}
    for one, other in pairwise(names):
        if other.start != one.end + 1 or view.doc[one.end].lower_ != "and" or not one.is_single or one.titled:
            continue
        if other.start not in people or len(parts(other.text)) != 2:
            continue
        first, given = view.spans[one.start, one.end], view.spans[other.start, other.start + 1].is_given
        if given and first.is_given and not _named(first.text, by_word, view.places):
            found[one.start] = f"{first.text} {other.text.split()[-1]}"
    return found
