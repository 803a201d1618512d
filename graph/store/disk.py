"""The store of a large graph on disk: built once by Oxigraph, read by any number of processes.

The stores of an output folder are in `.whereas/store/`, each in a folder named by a hash of the graph file
and of the program versions. A store in place is complete and never changes. The file remains the graph:
stores can be deleted at any time, and a missing, damaged or outdated store is rebuilt.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from graph.store import blocks
from graph.store.lock import locked

HOME = Path(".whereas", "store")
"""Where an output folder has its stores."""

WORTH_A_STORE = 16_000_000
"""Bytes of TriG from which a graph is kept on disk: about 400,000 triples, which take memory 2 s to load
each time and a store 5 s once. Smaller ones open faster than a store would be made."""

ROOM = 16
"""Bytes that must be free for each byte of TriG: a store takes up to 8, and twice that while it is made."""

VERSION = f"1 {ox.__version__}"
DATA, LOCK, GRAPHS, STATE = "data", "lock", "graphs.json", "state.json"
TRIES = 3

Tell = Callable[[str], None]
"""Called with one line when something takes long or cannot be done as usual."""

Probe = Callable[[ox.Store], object]
"""Reads from a store; an error of Oxigraph means that the store is damaged."""


class Changed(Exception):
    """The graph file was replaced while it was read."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A store opened for reading; `held` is the lock that protects it from cleanup."""

    folder: Path
    store: ox.Store
    held: IO[bytes]


def stored(file: Path, *, tell: Tell, probe: Probe) -> Kept | None:
    """The store of an output folder's graph file, built if there is none.

    None if the graph should be loaded into memory: it is small, or no store can be written (`tell` gets a
    line). A store that fails the `probe` is damaged and rebuilt. Raises SyntaxError if the file does not
    parse.
    """
    if file.stat().st_size < WORTH_A_STORE:
        return None
    home = file.parent / HOME
    try:
        return _opened(home / _key(file, home), probe) or _made(file, home, tell, probe)
    except Changed:
        tell(f"{file}: changes while it is read; using memory this time")
    except (OSError, RuntimeError) as error:
        line = " ".join(str(getattr(error, "strerror", None) or error).split())[:100]
        tell(f"{home}: cannot be written ({line}); using memory, which is slower")
    return None


# ------------------------------------------------------------------ which store is the file's


def _stamp(file: Path) -> list[int]:
    """Identifies a state of a file without reading it: every build writes a new file."""
    found = file.stat()
    return [found.st_size, found.st_mtime_ns, found.st_ino]


def _key(file: Path, home: Path) -> str:
    """The name of the file's store; hashes the file only if it has changed since the last time."""
    stamp = _stamp(file)
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        state = json.loads((home / STATE).read_text(encoding="utf-8"))
        if state["stamp"] == stamp and state["version"] == VERSION:
            return str(state["key"]).replace("/", "")
    digest = hashlib.sha256(VERSION.encode())
    with file.open("rb") as content:
        while part := content.read(1 << 20):
            digest.update(part)
    if _stamp(file) != stamp:
        raise Changed
    key = digest.hexdigest()[:24]
    if home.is_dir():
        with contextlib.suppress(OSError):
            _put(home / STATE, {"stamp": stamp, "version": VERSION, "key": key})
    return key


def _put(path: Path, value: object) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(value, file)
    os.chmod(temporary, 0o644)
    os.replace(temporary, path)


def _opened(folder: Path, probe: Probe) -> Kept | None:
    """The store in a folder; None if it is missing or damaged."""
    with contextlib.ExitStack() as stack:
        try:
            held = stack.enter_context((folder / LOCK).open("rb"))
            if not locked(held, shared=True):
                return None  # it is being swept away
            store = ox.Store.read_only(str(folder / DATA))
            probe(store)
        except (OSError, RuntimeError, ValueError):
            return None
        stack.pop_all()  # keep the lock as long as the store
        return Kept(folder, store, held)


# ------------------------------------------------------------------ making one


def _made(file: Path, home: Path, tell: Tell, probe: Probe) -> Kept | None:
    """Make the file's store, unless another process does that now: then wait for its store."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / LOCK).open("ab") as lock:
        if not locked(lock):
            tell(f"{file}: another process is indexing it; waiting")
            locked(lock, wait=True)
        for attempt in range(TRIES):
            try:
                folder = home / _key(file, home)
                kept = _opened(folder, probe)
                if kept is None:
                    _build(file, folder, tell)
                    kept = _opened(folder, probe)
                _sweep(home, folder)
                return kept
            except Changed:
                if attempt == TRIES - 1:
                    raise
        return None


def _build(file: Path, folder: Path, tell: Tell) -> None:
    """Build a store in a temporary folder and move it into place when it is complete."""
    stamp, home = _stamp(file), folder.parent
    if shutil.disk_usage(home).free < ROOM * stamp[0]:
        raise OSError(28, "too little disk space")
    for old in home.glob("new-*"):
        shutil.rmtree(old, ignore_errors=True)
    new = Path(tempfile.mkdtemp(prefix="new-", dir=home))
    try:
        os.chmod(new, 0o755)
        (new / LOCK).touch()
        found = blocks.of_file(file)
        if found is None or not any(_grown(old, new, file, found) for old in _others(home, folder)):
            tell(f"{file}: indexing on disk; this happens once, later it opens immediately")
            _filled(file, new)
        if found is not None:
            _put(new / GRAPHS, found.hashes)
        if _stamp(file) != stamp:
            raise Changed
        shutil.rmtree(folder, ignore_errors=True)  # a damaged one
        os.replace(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _filled(file: Path, new: Path) -> None:
    store = ox.Store(str(new / DATA))
    store.bulk_load(path=str(file), format=ox.RdfFormat.TRIG)
    store.bulk_extend(blocks.merged(ox.parse(path=str(file), format=ox.RdfFormat.TRIG)))
    store.optimize()  # one look-up in a store of 5 M triples takes a third of the time then
    store.flush()


def _others(home: Path, folder: Path) -> list[Path]:
    """The stores of earlier states of the graph that record their blocks, the newest first."""
    found = [path.parent for path in home.glob(f"*/{GRAPHS}") if path.parent not in (folder,)]
    kept = [path for path in found if not path.name.startswith("new-")]
    return sorted(kept, key=lambda path: (-path.stat().st_mtime_ns, path.name))


def _grown(old: Path, new: Path, file: Path, found: blocks.Blocks) -> bool:
    """Build the store from an older one plus changes; False if they are too many or it fails."""
    try:
        known = {str(k): str(v) for k, v in json.loads((old / GRAPHS).read_text(encoding="utf-8")).items()}
        return blocks.update(old / DATA, new / DATA, file, found, known)
    except (OSError, RuntimeError, ValueError, AttributeError):
        shutil.rmtree(new / DATA, ignore_errors=True)
        return False


def _sweep(home: Path, current: Path) -> None:
    """Remove the stores of other states that no process uses."""
    for folder in home.iterdir():
        if folder == current or not folder.is_dir():
            continue
        with contextlib.suppress(OSError):
            lock = folder / LOCK
            if lock.is_file():
                with lock.open("ab") as held:
                    if not locked(held):
                        continue
            shutil.rmtree(folder, ignore_errors=True)


__all__ = ["HOME", "WORTH_A_STORE", "Kept", "Tell", "stored"]
