"""A reader whose work is done by the workers of a Dask cluster."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from graph.errors import InputError
from graph.model import Reading, Source
from graph.pipeline.cluster.connection import Answer, Desk, Task, WorkersDied, connected
from graph.pipeline.cluster.worker import Order
from graph.pipeline.readers import SpacyReader, Stored, batches_of
from graph.store import codec

AHEAD = 4  # batches on their way for each worker: none is idle, and what is on its way stays bounded
LEAST_AHEAD = 8  # and for all of them, so that the first of many workers to come find something to do


def _silent(_: object) -> None:
    return


@dataclass(frozen=True, slots=True)
class ClusterReader:
    """Reads as `like` would, on the workers of the scheduler at `address`.

    `readings_folder` is a folder of readings with the same path on the workers: they write readings there
    and send back only file names. `note` gets a line for each skipped worker, `ready` the number of workers
    at the start.
    """

    like: SpacyReader
    address: str
    readings_folder: Path | None = None
    note: Callable[[str], None] = _silent
    ready: Callable[[int], None] = _silent

    @property
    def version(self) -> str:
        """What reads: the same as on one machine."""
        return self.like.version

    def read(self, sources: Iterable[Source]) -> Iterator[Reading | Stored | InputError]:
        """One reading for each source, in their order; raises ClusterError where the cluster fails."""
        batches = batches_of(sources)
        first = next(batches, None)
        if first is None:
            return
        with self._order() as order, connected(self.address) as client:
            desk = Desk(client, self.address, order, self.note)
            self.ready(len(desk.somebody()))
            waiting: deque[Task] = deque()
            for batch in chain([first], batches):
                waiting.append(desk.give(batch))
                while len(waiting) >= max(LEAST_AHEAD, AHEAD * len(desk.workers())):
                    yield from _taken(waiting, desk)
            while waiting:
                yield from _taken(waiting, desk)

    @contextmanager
    def _order(self) -> Iterator[Order]:
        """The order for the workers; meanwhile a file in the shared folder proves that they see it."""
        texts = tuple(path.read_text(encoding="utf-8") for path in self.like.ontology_files)
        order = Order(self.like.model, self.like.versions, self.version, texts)
        if self.readings_folder is None:
            yield order
            return
        folder, token = self.readings_folder.resolve(), f".{secrets.token_hex(8)}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / token).touch()
        try:
            yield replace(order, readings_folder=folder, token=token)
        finally:
            (folder / token).unlink(missing_ok=True)


def _taken(waiting: deque[Task], desk: Desk) -> Iterator[Reading | Stored | InputError]:
    """The results of the oldest batch."""
    task = waiting.popleft()
    try:
        answer = desk.take(task)
    except WorkersDied:
        for other in waiting:  # so that no other article is blamed for a crash
            desk.wait(other)
        answer = [made for source in task.batch for made in _alone(source, desk)]
    for made in answer:
        yield codec.loads(made) if isinstance(made, bytes) else made


def _alone(source: Source, desk: Desk) -> Answer:
    """The result of an article that was alone on the cluster."""
    try:
        return desk.take(desk.give([source]))
    except WorkersDied:
        problem = "crashes every process that reads it, perhaps because it runs out of memory"
        return [InputError(source.origin, problem, "report it, or skip the article")]
