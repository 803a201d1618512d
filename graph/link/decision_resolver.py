"""Clusters and decisions → the clusters that a person wants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.errors import InputError
from graph.link.decisions import Decision, Report
from graph.link.fold import plain
from graph.link.profile import Profile
from graph.link.records import Member, Override, Record
from graph.model import Identity
from graph.ontology import Ontology


@dataclass(slots=True)
class DecisionResolver:
    """Applies decisions to clusters: first `different`, then `same`, then names.

    Names refer to the identities before any decision, so that each decision works in every build, whatever
    the others change.
    """

    groups: list[Profile]
    identities: Sequence[Identity]
    alone: Callable[[Record], Profile]
    ontology: Ontology
    report: Report
    overrides: dict[Member, Override] = field(default_factory=dict)
    _of: dict[Member, int] = field(default_factory=dict)
    _apart: dict[tuple[int, int], int] = field(default_factory=dict)
    _named: dict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))
    _records: dict[Member, Record] = field(default_factory=dict)
    _ids: dict[Member, str] = field(default_factory=dict)

    def resolve(self, decisions: Sequence[Decision]) -> tuple[list[Profile], Mapping[Member, Override]]:
        """The clusters after all decisions, and what is overridden for their members."""
        for at, group in enumerate(self.groups):
            for record in group.records:
                self._of[_member(record)] = at
                self._records[_member(record)] = record
                for name in {plain(record.label), *map(plain, record.names)}:
                    self._named[name].append(record)
        self._ids = {member: one.id for one in self.identities for member in one.members}
        steps = {
            "different": self._split,
            "same": self._join,
            "reclass": self._reclass,
            "rename": self._rename,
        }
        for verdict, step in steps.items():
            for one in decisions:
                if one.verdict == verdict:
                    step(one)
        return self._gathered(), self.overrides

    def _split(self, one: Decision) -> None:
        first, second = self._find(one.what, one), self._find(one.to, one)
        if not first or not second:
            return
        a, b = self._at(first), self._at(second)
        if a == b:
            own = [record for record in second if plain(record.label) == plain(one.to)] or second
            rest = [record for record in self._in(a) if record not in own]
            if not rest:
                return self._complain(one, f"{one.what} and {one.to} are the same name", "give two names")
            b = max(self._of.values()) + 1
            self._of.update({_member(record): b for record in own})
        self._apart[min(a, b), max(a, b)] = one.line

    def _join(self, one: Decision) -> None:
        first, second = self._find(one.what, one), self._find(one.to, one)
        if not first or not second:
            return
        a, b = sorted((self._at(first), self._at(second)))
        if a == b:
            return
        if line := self._apart.get((a, b)):
            problem = f"{one.what} and {one.to} cannot be the same: line {line} makes them different"
            return self._complain(one, problem, "remove one of the two lines")
        self._of.update({member: a for member, at in self._of.items() if at == b})
        moved = {
            tuple(sorted(a if at == b else at for at in pair)): line for pair, line in self._apart.items()
        }
        self._apart = {(x, y): line for (x, y), line in moved.items()}

    def _rename(self, one: Decision) -> None:
        self._override(one, Override(label=one.to))

    def _reclass(self, one: Decision) -> None:
        if one.to not in self.ontology.classes:
            return self._complain(one, f"{one.to} is not a class", "`whereas ontology` lists them")
        self._override(one, Override(cls=one.to))

    def _override(self, one: Decision, given: Override) -> None:
        found = self._find(one.what, one)
        for record in self._in(self._at(found)) if found else ():
            old = self.overrides.get(_member(record), Override())
            self.overrides[_member(record)] = Override(given.label or old.label, given.cls or old.cls)

    # ------------------------------------------------------------------ references

    def _find(self, reference: str, one: Decision) -> list[Record]:
        """The records that a reference names; none, and a report, where it names nothing or two things."""
        for identity in self.identities:
            if identity.id == reference:
                return [self._records[member] for member in identity.members]
        found = self._named.get(plain(reference), []) if plain(reference) else []
        named = sorted({self._ids[_member(record)] for record in found})
        if len(named) == 1:
            return found
        if not named:
            problem = f"no entity has the name {reference!r}{self._nearest(reference)}"
            self._complain(one, problem, "fix the name or remove the line")
        else:
            self._complain(one, f"{reference!r} may be {' or '.join(named[:4])}", "give one of these ids")
        return []

    def _nearest(self, reference: str) -> str:
        """The labels closest to an unknown name, or the ids closest to an id."""
        from rapidfuzz import fuzz, process

        called = sorted({one.id if "/" in reference else one.label for one in self.identities})
        close = process.extract(reference, called, scorer=fuzz.WRatio, limit=3, score_cutoff=70)
        return f" (nearest: {', '.join(name for name, _, _ in close)})" if close else ""

    def _at(self, found: Sequence[Record]) -> int:
        places = [self._of[_member(record)] for record in found]
        return min(places, key=lambda at: (-places.count(at), at))

    def _in(self, at: int) -> list[Record]:
        return [self._records[member] for member, place in self._of.items() if place == at]

    def _complain(self, one: Decision, problem: str, way_out: str) -> None:
        self.report(InputError(f"decisions.csv, line {one.line}", problem, way_out))

    def _gathered(self) -> list[Profile]:
        """The clusters as they now are; one that no decision touched is left as it was."""
        members: dict[int, list[Member]] = defaultdict(list)
        for member, at in self._of.items():
            members[at].append(member)
        return [self._summed(at, found) for at, found in sorted(members.items())]

    def _summed(self, at: int, members: Sequence[Member]) -> Profile:
        if at < len(self.groups) and {_member(r) for r in self.groups[at].records} == set(members):
            return self.groups[at]
        first, *others = (self.alone(self._records[member]) for member in sorted(members))
        for other in others:
            first.absorb(other)
        return first


def _member(record: Record) -> Member:
    return record.source, record.key
