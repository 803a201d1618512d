"""What runs on a worker: it reads as the client would have, or says why it cannot."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.errors import InputError
from graph.model import Reading, Source
from graph.ontology import Ontology, default_ontology, load_ontology
from graph.pipeline.readers import SpacyReader, Stored, read_batch
from graph.pipeline.reading_cache import ReadingCache
from graph.store import codec

_one_at_a_time = threading.Lock()  # a worker of several threads has one pipeline, which is not made for them


@dataclass(frozen=True, slots=True)
class Order:
    """An order for workers: the pipeline, ontology and program, and where to write readings.

    `ontology` has the texts of the user's own files. `readings_folder` is a folder of readings with the
    same path for client and workers, and `token` a file that proves it; None if readings are sent back.
    """

    model: str
    versions: Mapping[str, str]
    version: str
    ontology: tuple[str, ...] = ()
    readings_folder: Path | None = None
    token: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a worker cannot do what was asked of it."""

    why: str


def refusal(order: Order) -> Refusal | None:
    """Why this worker cannot read for the client; None if it can."""
    own = _versions(order.model, order.ontology)
    for what, wanted in order.versions.items():
        if own[what] != wanted:
            return Refusal(f"has another {what} ({_short(own[what])}, here {_short(wanted)})")
    if order.readings_folder is not None and not (order.readings_folder / order.token).is_file():
        return Refusal(f"does not see {order.readings_folder}")
    return None


def read(batch: Sequence[Source], order: Order) -> list[bytes | Stored | InputError] | Refusal:
    """The readings of a batch as references to stored files, or in place of each that it is there."""
    with _one_at_a_time:
        if told := refusal(order):
            return told
        found = read_batch(batch, order.model, _ontology(order.ontology))
    if order.readings_folder is None:
        return [one if isinstance(one, InputError) else codec.dumps(one) for one in found]
    cache = ReadingCache(order.readings_folder, order.version)
    return [one if isinstance(one, InputError) else _stored(one, cache) for one in found]


def _stored(reading: Reading, cache: ReadingCache) -> Stored:
    cache.put(reading)
    return Stored()


def _short(version: str) -> str:
    """A version as it is, a hash by its beginning."""
    return version[:12] if len(version) == 64 else version


@cache
def _versions(model: str, ontology: tuple[str, ...]) -> Mapping[str, str]:
    """What this process reads with, as it was at first: a program installed since is not what runs here."""
    return SpacyReader(model, _ontology(ontology)).versions


@cache
def _ontology(texts: tuple[str, ...]) -> Ontology:
    """The ontology with the user's own files, whose texts came along; loaded once a process."""
    if not texts:
        return default_ontology()
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{at}.ttl" for at in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            file.write_text(text, encoding="utf-8", newline="")
        return load_ontology(files)
