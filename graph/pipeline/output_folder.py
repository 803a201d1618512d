"""The output folder: one build at a time, all of its files in place or none."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from graph.errors import StoreError

OWN = ".whereas"


@contextlib.contextmanager
def locked_output(output: Path) -> Iterator[OutputFolder]:
    """The output folder, created if necessary and locked while the block runs.

    The work of a build that was killed is finished, or removed. Raises StoreError if the folder cannot be
    written or another build is running.
    """
    try:
        (output / OWN).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"{output}: cannot be written ({error.strerror}); choose another folder with -o"
        ) from error
    with _locked(output / OWN / "lock", output):
        settle(output)
        shutil.rmtree(output / OWN / "new", ignore_errors=True)
        yield OutputFolder(output)


def settle(output: Path) -> None:
    """Finish moving the files of a build that was interrupted while it moved them."""
    journal = output / OWN / "moving.json"
    try:
        plan = json.loads(journal.read_text(encoding="utf-8"))
        moves, gone = ([str(name) for name in plan[part]] for part in ("move", "remove"))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return
    _move(output, moves, gone)


class OutputFolder:
    """A locked output folder: files are staged next to the old ones and then replace them."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.own = output / OWN
        self._staged = self.own / "new"
        self._names: list[str] = []

    def stage(self, name: str) -> Path:
        """The path for writing the new file `name`, relative to the output folder."""
        path = self._staged / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self._names.append(name)
        return path

    def staged(self, name: str) -> Path:
        """Where a staged file lies until it is published."""
        return self._staged / name

    def holds(self, name: str, content: bytes) -> bool:
        """Whether the output has that very file already."""
        path = self.output / name
        try:
            return path.stat().st_size == len(content) and path.read_bytes() == content
        except OSError:
            return False

    def sizes(self, names: Iterable[str], *, staged: bool = True) -> dict[str, int]:
        """The sizes in bytes of the named files that will exist after publishing."""
        folders = (self._staged, self.output) if staged else (self.output,)
        found = {name: next((f / name for f in folders if (f / name).is_file()), None) for name in names}
        return {name: path.stat().st_size for name, path in found.items() if path is not None}

    def publish(self, *, gone: Iterable[str] = ()) -> None:
        """Let the staged files take their places and remove those of `gone`; a kill is made good later."""
        plan = {"move": self._names, "remove": sorted(gone)}
        journal = self.own / "moving.json"
        temporary = journal.with_suffix(".tmp")
        temporary.write_text(json.dumps(plan), encoding="utf-8")
        os.replace(temporary, journal)
        _move(self.output, plan["move"], plan["remove"])
        self._names = []


def _move(output: Path, moves: Iterable[str], gone: Iterable[str]) -> None:
    staged = output / OWN / "new"
    for name in filter(_is_below, moves):
        if (staged / name).exists():
            (output / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(staged / name, output / name)
    for name in filter(_is_below, gone):
        (output / name).unlink(missing_ok=True)
    (output / OWN / "moving.json").unlink(missing_ok=True)
    shutil.rmtree(staged, ignore_errors=True)


def _is_below(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


@contextlib.contextmanager
def _locked(path: Path, output: Path) -> Iterator[None]:
    """A lock that the system lifts when its holder dies."""
    with path.open("a", encoding="utf-8") as file:
        try:
            _take(file.fileno())
        except OSError as error:
            raise StoreError(
                f"{output}: another build is writing here; wait for it, or choose another folder with -o"
            ) from error
        yield


def _take(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
