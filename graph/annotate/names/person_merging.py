"""Pass 4, people: one entity for all names of one person, two for namesakes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.entity_builder import EntityBuilder
from graph.annotate.names.gazetteer import plain
from graph.annotate.names.name_view import NameView
from graph.annotate.names.person_index import PersonIndex
from graph.annotate.names.persons import cluster, parts


def merge_people(
    view: NameView, builder: EntityBuilder, names: Sequence[tuple[Candidate, str]], index: PersonIndex
) -> dict[str, str]:
    """Make people; returns the state of those who are named with one, by each word of their names."""
    full = cluster(Counter(n.text for n, _ in names if len(parts(n.text)) > 1), apart=index.apart)
    people = _People(view, index, full, {n.text: cls for n, cls in names})
    states: dict[str, str] = {}
    for name, _ in names:
        leader = people.meant(name)
        if name.state is not None:
            for word in parts(leader):
                states.setdefault(word, name.state)
        draft = builder.draft(people.classes.get(leader, "Person"), leader)
        draft.gender = draft.gender or people.genders.get(leader)
        builder.refer(name, draft, name.text)
    return states


class _People:
    """The person that each name means, from the first name of the article to the last."""

    def __init__(
        self, view: NameView, index: PersonIndex, full: Mapping[str, str], classes: Mapping[str, str]
    ) -> None:
        self._view, self._index, self._full, self.classes = view, index, full, classes
        self._last_named: dict[str, str] = {}
        self.genders: dict[str, str] = {}

    def meant(self, name: Candidate) -> str:
        """The fullest name of the person that a name means."""
        title, gender = _title(self._view, name)
        leader = self._full.get(name.text) or self._index.siblings.get(name.start)
        if leader is None:
            leader = self._holder(name.text, gender) or name.text
            if gender and self._gender(leader) not in (None, gender):
                known = self.genders.get(name.text) == gender
                leader = name.text if known else f"{title} {name.text}"  # "Mrs Obi", where Obi is a man
        if (told := gender or self._gender(leader)) is not None:
            self.genders.setdefault(leader, told)
        self._last_named.update(dict.fromkeys(parts(leader), leader))
        return leader

    def _holder(self, text: str, gender: str | None) -> str | None:
        """The person that a single name means: the only one who has it, else the one named last before."""
        word = (parts(text) or ("",))[-1]
        found = self._index.named(word)
        if len(found) > 1 and gender:
            found = [one for one in found if self._gender(one) in (None, gender)] or found
        if len(found) == 1:
            return found[0]
        last = self._last_named.get(word)
        return last if last in found or (last is not None and not found) else None

    def _gender(self, leader: str) -> str | None:
        if leader in self.genders:
            return self.genders[leader]
        words, places = parts(leader), self._view.places
        if len(words) < 2 or words[0] in places.family_first:
            return None
        found = places.given_names.get(plain(words[0]))
        return found if found in ("m", "f") else None


def _title(view: NameView, name: Candidate) -> tuple[str, str | None]:
    """The title before a name or at its start that tells whether it is a man's or a woman's."""
    men, women = (view.lexicon.words("noun", term) for term in ("TitleOfMan", "TitleOfWoman"))
    for word in (*([view.doc[name.start - 1]] if name.start else ()), view.doc[name.start]):
        title = word.lower_.rstrip(".")
        if title in men or title in women:
            return word.text, "m" if title in men else "f"
    return "", None
