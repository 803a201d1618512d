"""Why two names are one thing, or why they are not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from graph.errors import QueryError
from graph.link.fold import plain
from graph.link.profile import Profile
from graph.link.records import Record
from graph.link.rules import NEVER, THRESHOLD, Finding, findings
from graph.model import Identity


@dataclass(frozen=True, slots=True)
class Why:
    """The findings about two names: the same entity from THRESHOLD points on, unless others fit too.

    `one` and `other` are the ids that the names came under; `findings` give points and reasons.
    """

    one: str
    other: str
    findings: tuple[Finding, ...]

    @property
    def same(self) -> bool:
        """Whether both names have the same identity."""
        return self.one == self.other

    @property
    def points(self) -> float:
        """The sum of the points, or NEVER if a rule excludes it."""
        total = sum(found.points for found in self.findings)
        return NEVER if any(found.points <= NEVER for found in self.findings) else total

    def lines(self) -> tuple[str, ...]:
        """The explanation in words: the outcome, the points and reason of each rule, and the sum."""
        verdict = f"{self.one}: one entity" if self.same else f"{self.one} and {self.other}: two entities"
        reasons = [f"{_signed(found.points)}  {found.reason}" for found in self.findings]
        if not reasons:
            return verdict, "no rule applies to the two names"
        if self.points <= NEVER:
            return verdict, *reasons
        outcome = "same entity" if self.same else "different entities"
        return verdict, *reasons, f"score {self.points:.2f} (threshold {THRESHOLD:.2f}): {outcome}"


def _signed(points: float) -> str:
    return "never" if points <= NEVER else f"{points:+.2f}"


def explain(
    one: str,
    other: str,
    identities: Sequence[Identity],
    records: Iterable[Record],
    alone: Callable[[Record], Profile],
) -> Why:
    """The findings of the rules about two names or ids; raises QueryError for an unknown name."""
    known = {(record.source, record.key): record for record in records}
    a, b = _bearing(one, identities, known), _bearing(other, identities, known)
    return Why(a[0], b[0], findings(_sum(a[1], alone), _sum(b[1], alone)))


def _bearing(
    name: str, identities: Sequence[Identity], known: dict[tuple[str, str], Record]
) -> tuple[str, list[Record]]:
    """The most frequent id of a name, and its records with the name."""
    best: tuple[int, str, list[Record]] | None = None
    for identity in identities:
        members = [known[member] for member in identity.members]
        bearing = members if identity.id == name else [one for one in members if _bears(one, name)]
        if bearing and (best is None or len(bearing) > best[0] or identity.id == name):
            best = (len(bearing), identity.id, bearing)
        if identity.id == name:
            break
    if best is None:
        raise QueryError(
            f"{name!r}: no entity in the articles has this name; give a name from the articles or an id"
        )
    return best[1], best[2]


def _bears(record: Record, name: str) -> bool:
    return plain(name) in {plain(record.label), *map(plain, record.names)} if plain(name) else False


def _sum(records: Sequence[Record], alone: Callable[[Record], Profile]) -> Profile:
    first, *others = (alone(record) for record in records)
    for one in others:
        first.absorb(one)
    return first
