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
    """What the rules say of two names: they are one from THRESHOLD points on, unless others fit as well.

    `one` and `other` are the ids that the names came under; `findings` give points and reasons.
    """

    one: str
    other: str
    findings: tuple[Finding, ...]

    @property
    def same(self) -> bool:
        """Whether both names came under one identity."""
        return self.one == self.other

    @property
    def points(self) -> float:
        """The sum of the points, or NEVER where a rule rules it out."""
        total = sum(found.points for found in self.findings)
        return NEVER if any(found.points <= NEVER for found in self.findings) else total

    def lines(self) -> tuple[str, ...]:
        """The explanation in words: the verdict, each rule's points and reason, and the sum."""
        verdict = f"{self.one} is one" if self.same else f"{self.one} and {self.other} are two"
        reasons = [f"{_signed(found.points)}  {found.reason}" for found in self.findings]
        if not reasons:
            return verdict, "no rule has anything to say of the two names"
        if self.points <= NEVER:
            return verdict, *reasons
        return verdict, *reasons, f"{_signed(self.points)}  of {THRESHOLD:.2f} that it takes"


def _signed(points: float) -> str:
    return "never" if points <= NEVER else f"{points:+.2f}"


def explain(
    one: str,
    other: str,
    identities: Sequence[Identity],
    records: Iterable[Record],
    alone: Callable[[Record], Profile],
) -> Why:
    """What the rules say of two names or ids; raises QueryError where nothing bears one of them."""
    known = {(record.source, record.key): record for record in records}
    a, b = _bearing(one, identities, known), _bearing(other, identities, known)
    return Why(a[0], b[0], findings(_sum(a[1], alone), _sum(b[1], alone)))


def _bearing(
    name: str, identities: Sequence[Identity], known: dict[tuple[str, str], Record]
) -> tuple[str, list[Record]]:
    """The id under which a name came most often, and the records that bear it there."""
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
            f"{name!r}: nothing in the articles has this name; give a name or an id as it stands there"
        )
    return best[1], best[2]


def _bears(record: Record, name: str) -> bool:
    return plain(name) in {plain(record.label), *map(plain, record.names)} if plain(name) else False


def _sum(records: Sequence[Record], alone: Callable[[Record], Profile]) -> Profile:
    first, *others = (alone(record) for record in records)
    for one in others:
        first.absorb(one)
    return first
