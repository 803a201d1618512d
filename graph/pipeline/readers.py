"""Sources → readings, in one or several processes, always in the order of the sources."""

from __future__ import annotations

import gc
import hashlib
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol

from graph.errors import InputError, ModelError, WhereasError
from graph.model import Reading, Source
from graph.ontology import Ontology, default_ontology, load_ontology

BATCH = 32  # sources per task of a process: enough to fill a spaCy batch
BATCH_CHARACTERS = 2_000_000  # after which a batch is full with fewer, so that whole books do not pile up
AHEAD = 2  # batches that wait for each process, so that none is idle and memory stays bounded
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")
SELDOM = (50_000, 20, 50)  # new objects, and rounds of each generation, from one collection to the next
WORTH_A_PROCESS = 40  # sources below which starting one more process costs more than it saves


@dataclass(frozen=True, slots=True)
class Stored:
    """Instead of a reading: it is in the reading cache already."""


class Reader(Protocol):
    """What turns sources into readings; `version` changes whenever its readings would."""

    @property
    def version(self) -> str:
        """What reads: pipeline, ontology and program version."""

    def read(self, sources: Iterable[Source]) -> Iterator[Reading | Stored | InputError]:
        """For each source, in order: its reading, the fact that it is stored, or the error."""


@dataclass(frozen=True, slots=True)
class SpacyReader:
    """Reads with a spaCy pipeline, in `jobs` processes with a pipeline each."""

    model: str
    ontology: Ontology
    ontology_files: tuple[Path, ...] = ()
    jobs: int = 1

    @property
    def version(self) -> str:
        """What reads: the pipeline, the ontology, and the program's own files; found without spaCy."""
        parts = self.versions
        return f"{self.model} {parts['model']} spacy {parts['spaCy']} {parts['ontology']} {parts['program']}"

    @property
    def versions(self) -> dict[str, str]:
        """The version of each thing that a reading depends on, in words or as a hash."""
        return {
            "program": code_hash("annotate", "extract", "ontology", "model.py"),
            "model": _model_version(self.model),
            "spaCy": metadata.version("spacy"),
            "ontology": self.ontology.fingerprint,
        }

    def read(self, sources: Iterable[Source]) -> Iterator[Reading | InputError]:
        """One reading for each source, in their order; raises ModelError when the model cannot be used."""
        first = list(islice(sources := iter(sources), self.jobs * WORTH_A_PROCESS))
        jobs = min(self.jobs, max(1, len(first) // WORTH_A_PROCESS))
        batches = batches_of(chain(first, sources))
        if jobs > 1:
            yield from self._in_processes(batches, jobs)
        else:
            for batch in batches:
                yield from read_batch(batch, self.model, self.ontology)

    def _in_processes(self, batches: Iterator[list[Source]], jobs: int) -> Iterator[Reading | InputError]:
        waiting: deque[Future[list[Reading | InputError]]] = deque()
        for name in ONE_THREAD:  # the processes use the cores; more threads in each only hinder them
            os.environ.setdefault(name, "1")
        setting = (self.model, self.ontology_files)
        with ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_start, initargs=setting) as pool:
            try:
                while True:
                    for batch in islice(batches, jobs * AHEAD - len(waiting)):
                        waiting.append(pool.submit(_read_here, batch))
                    if not waiting:
                        return
                    yield from waiting.popleft().result()
            except BrokenProcessPool as error:
                raise ModelError(
                    "a reading process was killed, perhaps because it ran out of memory; "
                    "build again with a smaller --jobs (articles read so far are cached)"
                ) from error
            finally:
                pool.shutdown(wait=False, cancel_futures=True)


def code_hash(*parts: str) -> str:
    """A hash of the files of `graph/`, or of parts of it, on which a result depends besides its input."""
    root = Path(__file__).resolve().parent.parent
    return _files_hash(root, [root / part for part in parts])


def _files_hash(root: Path, tops: Sequence[Path] = ()) -> str:
    """A hash of the files below a folder, or of those below some paths in it, with their names."""
    digest = hashlib.sha256()
    for top in tops or [root]:
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and path.suffix != ".pyc":
                digest.update(
                    path.relative_to(root).as_posix().encode("utf-8", "surrogateescape")
                    + b"\0"
                    + path.read_bytes()
                )
    return digest.hexdigest()


def _model_version(model: str) -> str:
    """The version of an installed pipeline; of one in a folder a hash of its files."""
    try:
        return metadata.version(model)
    except (metadata.PackageNotFoundError, ValueError):
        return f"folder {_files_hash(Path(model))}" if Path(model).is_dir() else "of a folder"


def cores() -> int:
    """The processor cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


@contextmanager
def few_collections() -> Iterator[None]:
    """While the block runs, garbage is looked for seldom: there are millions of values and hardly a cycle."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def batches_of(sources: Iterable[Source]) -> Iterator[list[Source]]:
    """The sources in lists: the same ones however many processes there are."""
    batch: list[Source] = []
    for source in sources:
        batch.append(source)
        if len(batch) == BATCH or sum(len(one.text) for one in batch) >= BATCH_CHARACTERS:
            yield batch
            batch = []
    if batch:
        yield batch


def read_batch(batch: Sequence[Source], model: str, ontology: Ontology) -> list[Reading | InputError]:
    """The readings of a batch; an article over which the reader falls costs no other one its reading."""
    from graph.extract import read_all

    try:
        return list(read_all(batch, model=model, ontology=ontology, batch_size=BATCH))
    except WhereasError:
        raise
    except Exception as error:  # whatever it is that this article sets off
        if len(batch) > 1:
            return [found for source in batch for found in read_batch([source], model, ontology)]
        problem = f"cannot be read ({type(error).__name__}: {' '.join(str(error).split())[:120]})"
        return [InputError(batch[0].origin, problem, "report it, or skip the article")]


# ------------------------------------------------------------------ in a separate process

_setting: tuple[str, Ontology] | None = None


def _start(model: str, ontology_files: tuple[Path, ...]) -> None:
    global _setting
    gc.set_threshold(*SELDOM)
    _setting = (model, load_ontology(ontology_files) if ontology_files else default_ontology())


def _read_here(batch: list[Source]) -> list[Reading | InputError]:
    assert _setting is not None  # the pool runs _start first
    return read_batch(batch, *_setting)
