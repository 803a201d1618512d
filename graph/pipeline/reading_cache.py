"""The readings of an output folder: kept by what was read and by what read it, so that none is made twice."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from graph.errors import StoreError
from graph.model import Reading, Source
from graph.store import codec

READINGS = "readings"
LATEST = 60  # seconds until a file from another machine appears: twice the delay of NFS


def folder_of(reader: str) -> str:
    """The name of the folder with the readings of a reader."""
    return hashlib.sha256(reader.encode("utf-8")).hexdigest()[:12]


class ReadingCache:
    """A folder of readings; the key covers everything in a source that a reading depends on.

    The files are `<reader>/<two digits of the key>/<the others>.json`, because a folder with a million
    files is slow on many disks. Slug and origin are not part of the key: they are filled in when a reading
    is loaded.
    """

    def __init__(self, folder: Path, reader: str) -> None:
        self.folder = folder
        self.reader = reader
        self._here = folder / folder_of(reader)
        self._used: set[Path] = set()

    @property
    def is_outdated(self) -> bool:
        """Whether there are readings, but all of them by another reader."""
        return not self._here.is_dir() and any(self._folders())

    def get(self, source: Source) -> Reading | None:
        """The reading of a source; None if it is missing or damaged."""
        path = self._path(source)
        try:
            reading = codec.loads(path.read_bytes(), name=str(path))
        except (OSError, StoreError):
            return None
        if reading.source.text != source.text:
            return None
        self._used.add(path)
        return replace(reading, source=source)

    def take(self, source: Source) -> Reading:
        """The reading that another machine has just written; raises StoreError if it does not appear."""
        for _ in range(LATEST):
            if reading := self.get(source):
                return reading
            time.sleep(1)  # a network disk shows a new file with a delay
        raise StoreError(
            f"{self._here}: does not have the files that the workers wrote; build again without --shared"
        )

    def put(self, reading: Reading) -> Reading:
        """Store a reading and return it; raises OSError if it cannot be written."""
        path = self._path(reading.source)
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{secrets.token_hex(4)}.tmp")  # two machines may write the same one
        temporary.write_bytes(codec.dumps(reading))
        os.replace(temporary, path)
        self._used.add(path)
        return reading

    def path_of(self, source: Source) -> str:
        """The path of the reading of a source, relative to the folder."""
        return self._path(source).relative_to(self.folder).as_posix()

    def prune(self) -> None:
        """Delete readings that no source of this build uses."""
        for folder in self._folders():
            if folder != self._here:
                shutil.rmtree(folder, ignore_errors=True)
        for path in self._here.rglob("*"):
            if path not in self._used and not path.is_dir():
                path.unlink(missing_ok=True)

    def _folders(self) -> Iterable[Path]:
        return sorted(path for path in self.folder.iterdir() if path.is_dir()) if self.folder.is_dir() else ()

    def _path(self, source: Source) -> Path:
        parts = (source.text, source.title or "", source.published or "", source.publisher or "")
        digest = hashlib.sha256()
        for part in parts:
            data = part.encode("utf-8", "surrogatepass")
            digest.update(len(data).to_bytes(8, "big") + data)
        key = digest.hexdigest()
        return self._here / key[:2] / f"{key[2:]}.json"
