"""Readings and identities → violations of the shapes; only changes are validated, in parallel to other work.

The graph of each source can be validated alone, with the entities that it names. Results are cached under a
digest of everything that they depend on.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from pathlib import Path

from graph.model import Identity, Reading
from graph.ontology import Ontology, default_ontology, load_ontology
from graph.pipeline.readers import code_hash

BATCH = 60  # readings checked at a time: fewer cost more than their share, more leave a process idle

Known = Mapping[str, Sequence[str]]
"""Cached results: the violations by digest, empty if valid."""


Members = Mapping[str, Sequence[tuple[int, str]]]
"""The entities of each source, by its slug: the index of the identity, and the key."""


@dataclass(slots=True)
class Check:
    """A running validation: `found` has the results so far, `waiting` the pending batches."""

    ends: Mapping[str, str]
    found: dict[str, tuple[str, ...]]
    waiting: list[Future[dict[str, tuple[str, ...]]]] = field(default_factory=list)

    def result(self) -> dict[str, tuple[str, ...]]:
        """The violations of each reading and identity by digest; waits for all batches."""
        for batch in self.waiting:
            self.found |= batch.result()
        self.found |= {digest: () for digest in self.ends if digest not in self.found}
        return self.found


@dataclass(frozen=True, slots=True)
class Digests:
    """The digests of the readings, by the slug of the source, and of the identities, by id."""

    readings: Mapping[str, str]
    identities: Mapping[str, str]


def digests(readings: Iterable[Reading], identities: Iterable[Identity], ontology: Ontology) -> Digests:
    """A digest of everything that the graph of a source depends on, and one per identity."""
    salt = code_hash("store", "ontology", "network.py") + ontology.fingerprint
    identities = tuple(identities)
    ids = {member: one.id for one in identities for member in one.members}
    return Digests(
        {one.source.slug: _of_reading(one, ids, salt) for one in readings},
        {one.id: _digest(salt, _told(one)) for one in identities},
    )


def start(
    readings: Sequence[Reading],
    identities: Sequence[Identity],
    ontology: Ontology,
    known: Known,
    *,
    files: tuple[Path, ...] = (),
    pool: Executor | None = None,
    named: Digests | None = None,
) -> Check:
    """Start to validate everything that is not in `known`, in the processes of `pool`, or right away.

    `named` are the `digests` of readings and identities, if you have them already.
    """
    named = named or digests(readings, identities, ontology)
    own, of_readings = named.identities, named.readings
    current = {*own.values(), *of_readings.values()}
    check = Check(dict.fromkeys(current, ""), {d: tuple(known[d]) for d in current if d in known})
    again = {one.members[0][0] for one in identities if own[one.id] not in known}
    todo = [one for one in readings if of_readings[one.source.slug] not in known or one.source.slug in again]
    members = _members(identities) if todo else {}
    for batch in (todo[at : at + BATCH] for at in range(0, len(todo), BATCH)):
        spoken = _named_in(batch, identities, members)
        names = [of_readings[one.source.slug] for one in batch]
        if pool is None:
            check.found |= _look(batch, spoken, names, ontology)
        else:
            check.waiting.append(pool.submit(_look_there, batch, spoken, names, files))
    return check


def load(path: Path) -> Known:
    """The cached results; empty if the file is missing or damaged."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {str(key): tuple(map(str, value)) for key, value in found.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def _told(one: Identity) -> str:
    return repr(replace(one, members=()))


def _of_reading(one: Reading, ids: Mapping[tuple[str, str], str], salt: str) -> str:
    about = one.source
    ends = sorted((entity.key, ids[about.slug, entity.key], len(entity.mentions)) for entity in one.entities)
    told = (about.slug, about.sha256, about.title, about.published, about.origin, about.publisher)
    return _digest(salt, repr(told), repr(ends), repr(one.statements))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _members(identities: Iterable[Identity]) -> Members:
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for at, one in enumerate(identities):
        for slug, key in one.members:
            found[slug].append((at, key))
    return found


def _named_in(batch: Sequence[Reading], identities: Sequence[Identity], members: Members) -> list[Identity]:
    """The identities in a batch, with only their members in it."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for slug in (one.source.slug for one in batch):
        for at, key in members.get(slug, ()):
            found[at].append((slug, key))
    return [replace(identities[at], members=tuple(sorted(found[at]))) for at in sorted(found)]


def _look(
    batch: Sequence[Reading], identities: Sequence[Identity], names: Sequence[str], ontology: Ontology
) -> dict[str, tuple[str, ...]]:
    """The violations of a batch, each under the digest of its source's reading."""
    from graph.store import compile_dataset, validate

    found = validate(compile_dataset(batch, identities, ontology), ontology)
    lines: dict[str, list[str]] = {name: [] for name in names}
    place = {f"source:{one.source.slug}": name for one, name in zip(batch, names, strict=True)}
    for violation in found:
        lines[place.get(violation.source or "", names[0])].append(str(violation))
    return {name: tuple(told) for name, told in lines.items()}


def _look_there(
    batch: Sequence[Reading], identities: Sequence[Identity], names: Sequence[str], files: tuple[Path, ...]
) -> dict[str, tuple[str, ...]]:
    return _look(batch, identities, names, load_ontology(files) if files else default_ontology())
