"""Sources → readings: in this process, or in several at once, always in the order of the sources."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from importlib import metadata
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol

from graph.errors import ModelError
from graph.model import Reading, Source
from graph.ontology import Ontology, default_ontology, load_ontology

BATCH = 32  # sources that travel to a process at once: enough to fill a spaCy batch
AHEAD = 2  # batches that wait for each process, so that none is idle and memory stays bounded
WORTH_A_PROCESS = 40  # sources below which starting one more process costs more than it saves


class Reader(Protocol):
    """What turns sources into readings; `version` changes whenever its readings would."""

    @property
    def version(self) -> str:
        """What reads: pipeline, ontology and program version."""

    def read(self, sources: Iterable[Source]) -> Iterator[Reading]:
        """One reading for each source, in their order, streaming."""


@dataclass(frozen=True, slots=True)
class SpacyReader:
    """Reads with a spaCy pipeline; `jobs` processes, each with a pipeline of its own."""

    model: str
    ontology: Ontology
    ontology_files: tuple[Path, ...] = ()
    jobs: int = 1

    @property
    def version(self) -> str:
        """What reads: the pipeline, the ontology, and the program's own files; found without spaCy."""
        try:
            model = metadata.version(self.model)
        except (metadata.PackageNotFoundError, ValueError):
            model = "of a folder"
        program = code_hash("annotate", "extract", "ontology", "model.py")
        return f"{self.model} {model} spacy {metadata.version('spacy')} {self.ontology.fingerprint} {program}"

    def read(self, sources: Iterable[Source]) -> Iterator[Reading]:
        """One reading for each source, in their order; raises ModelError when the model cannot be used."""
        first = list(islice(sources := iter(sources), self.jobs * WORTH_A_PROCESS))
        jobs = min(self.jobs, max(1, len(first) // WORTH_A_PROCESS))
        if jobs == 1:
            yield from _read(_chain(first, sources), self.model, self.ontology)
        else:
            yield from self._in_processes(_chain(first, sources), jobs)

    def _in_processes(self, sources: Iterator[Source], jobs: int) -> Iterator[Reading]:
        waiting: deque[Future[list[Reading]]] = deque()
        with ProcessPoolExecutor(
            jobs,
            mp_context=get_context("spawn"),
            initializer=_start,
            initargs=(self.model, self.ontology_files),
        ) as pool:
            try:
                while True:
                    while len(waiting) < jobs * AHEAD and (batch := list(islice(sources, BATCH))):
                        waiting.append(pool.submit(_read_batch, batch))
                    if not waiting:
                        return
                    yield from waiting.popleft().result()
            except BrokenProcessPool as error:
                raise ModelError(
                    "a reading process was stopped from outside, perhaps for want of memory; "
                    "build again with a smaller --jobs (what was read so far is kept)"
                ) from error
            finally:
                pool.shutdown(wait=False, cancel_futures=True)


def code_hash(*parts: str) -> str:
    """A hash of the files of `graph/`, or of those parts of it: what a result depends on beside its input."""
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for top in [root / part for part in parts] or [root]:
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def cores() -> int:
    """The processor cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def _chain(first: Sequence[Source], rest: Iterator[Source]) -> Iterator[Source]:
    yield from first
    yield from rest


def _read(sources: Iterable[Source], model: str, ontology: Ontology) -> Iterator[Reading]:
    from graph.extract import read_all

    return read_all(sources, model=model, ontology=ontology, batch_size=BATCH)


# ------------------------------------------------------------------ in a process of its own

_setting: tuple[str, Ontology] | None = None


def _start(model: str, ontology_files: tuple[Path, ...]) -> None:
    global _setting
    _setting = (model, load_ontology(ontology_files) if ontology_files else default_ontology())


def _read_batch(batch: list[Source]) -> list[Reading]:
    assert _setting is not None  # the pool runs _start first
    return list(_read(batch, *_setting))
