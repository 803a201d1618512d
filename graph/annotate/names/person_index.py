"""The people of one article: whom a single name may mean, and whether it means a person at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from spacy.tokens import Doc

from graph.annotate.lexicon import Lexicon
from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.entity_types import Ballot, winner
from graph.annotate.names.gazetteer import Gazetteer, name_key
from graph.annotate.names.persons import bearers, cluster, parts

LARGE = 500_000  # people; such a city is meant where the model too sees a place


class Crowd:
    """The full names of people in a Doc, where each is first used, and siblings named in one breath."""

    def __init__(
        self,
        doc: Doc,
        names: Sequence[Candidate],
        votes: Mapping[str, Ballot],
        words: Lexicon,
        places: Gazetteer,
        in_heading: Sequence[bool],
    ) -> None:
        self.doc, self.words, self.places = doc, words, places
        families = {key: words.family(winner(ballot, words) or "") for key, ballot in votes.items()}
        full = [
            (n, t)
            for n in names
            if (t := n.text(doc)) and families.get(name_key(t)) == "Person" and len(parts(t)) > 1
        ]
        leaders = cluster(Counter(text for _, text in full))
        self.introduced: dict[str, int] = {}
        for name, text in full:
            if not in_heading[name.head]:
                self.introduced.setdefault(leaders[text], name.start)
        self._by_word: dict[str, list[str]] = {}
        for leader in sorted(set(leaders.values())):
            for word in dict.fromkeys(part for p in parts(leader) for part in (p, *p.split("-"))):
                self._by_word.setdefault(word, []).append(leader)
        self.used: dict[str, int] = {}
        for name in names:
            if not in_heading[name.head]:
                self.used.setdefault(name.text(doc).casefold(), name.start)
        self.siblings = self._siblings(names, {n.start for n, _ in full})

    def bearers_of(self, word: str) -> list[str]:
        """The people whom a single name may mean."""
        near = self._by_word.get(word.casefold(), [])
        return sorted(set(bearers(word, near, self.places.family_first)))

    def means_person(self, name: Candidate, best: str | None, told: bool) -> bool:
        """Whether a single name means somebody who bears it.

        A surname follows the full name: one used before anybody of that name is introduced, and read as
        something else, is that thing.
        """
        text = name.text(self.doc)
        found = self.bearers_of(text)
        kind = self.words.family(best) if best is not None else None
        if not found or (told and (kind == "Country" or name.label != "PERSON")):
            return False
        if kind in (None, "Person") or name.role is not None:
            return True
        city = self.places.cities.get(name_key(text))
        if kind == "Place" and name.label in ("GPE", "LOC") and city is not None and city.population > LARGE:
            return False
        introduced = min((self.introduced.get(one, -1) for one in found), default=-1)
        return introduced < 0 or introduced <= self.used.get(text.casefold(), introduced)

    def _siblings(self, names: Sequence[Candidate], people: set[int]) -> dict[int, str]:
        """Given names that share the surname after "and": "Émile and Gaston Corvane"."""
        found: dict[int, str] = {}
        for one, other in pairwise(names):
            if other.start != one.end + 1 or self.doc[one.end].lower_ != "and" or one.end - one.start > 1:
                continue
            first, text = self.doc[one.start].text, other.text(self.doc)
            shared = (
                other.start in people
                and len(parts(text)) == 2
                and self.places.is_given(self.doc[other.start].text)
            )
            if shared and self.places.is_given(first) and not self.bearers_of(first) and not one.titled:
                found[one.start] = f"{first} {text.split()[-1]}"
        return found
