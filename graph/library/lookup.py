"""Names → entities, ignoring case, and the closest matches of an unknown name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.errors import QueryError

if TYPE_CHECKING:
    from graph.network import Named

NEAREST = 5
"""The number of suggestions for an unknown name."""

CUTOFF = 70
"""How near they must be, of 100 (rapidfuzz' WRatio); below that a name is no help."""


@dataclass(frozen=True, slots=True)
class Names:
    """From each id, label and alias, in folded case, to an entity's id; `labels` as they are written."""

    ids: Mapping[str, str]
    labels: Mapping[str, str]

    @classmethod
    def of(cls, entities: Iterable[tuple[str, Named]]) -> Names:
        """The names of entities: ids go before labels, labels before aliases, then who is mentioned more."""
        nodes = sorted(entities, key=lambda n: (-n[1]["mentions"], n[0]))
        ids = {id_.casefold(): id_ for id_, _ in nodes}
        for id_, node in nodes:
            ids.setdefault(node["label"].casefold(), id_)
        for id_, node in nodes:
            for name in node["names"]:
                ids.setdefault(name.casefold(), id_)
        return cls(ids, {id_: node["label"] for id_, node in nodes})

    def first(self, count: int) -> tuple[str, ...]:
        """The ids of those mentioned most."""
        return tuple(self.labels)[:count]

    def find(self, name: str) -> str:
        """The id of the entity with that name, or of the only one with these words in its name ("Merkel").

        Raises QueryError with the closest matches if there is none.
        """
        wanted = name.strip().casefold()
        found = self.ids.get(wanted) or self._only(wanted)
        if found is None:
            raise QueryError(f"{name!r}: no entity has this name; {self._nearest(wanted)}")
        return found

    def _only(self, wanted: str) -> str | None:
        """The only entity with all the words in its name; None if there are several."""
        words = set(wanted.split())
        found = {id_ for name, id_ in self.ids.items() if words and words <= set(name.split())}
        return found.pop() if len(found) == 1 else None

    def _nearest(self, wanted: str) -> str:
        from rapidfuzz import fuzz, process

        names = sorted(name for name, id_ in self.ids.items() if name != id_)
        close = process.extract(wanted, names, scorer=fuzz.WRatio, limit=NEAREST, score_cutoff=CUTOFF)
        labels = dict.fromkeys(self.labels[self.ids[name]] for name, _, _ in close)
        return (
            f"the closest matches are {', '.join(labels)}"
            if labels
            else "the list of all entities has every name"
        )
