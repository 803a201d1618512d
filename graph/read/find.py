"""Paths, folders and patterns → the files to read: each once, sorted, with a unique slug."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from graph.errors import InputError
from graph.model import slugify

from .furniture import patterns
from .raw_article import File

Report = Callable[[InputError], None]

OWN = ".whereas"
"""The folder that marks the output of a build; see `graph.pipeline.output_folder`."""


def find(paths: Iterable[str | Path], *, endings: Sequence[str], report: Report) -> list[File]:
    """The files in `paths`, sorted by origin, each file once."""
    given = [paths] if isinstance(paths, str | Path) else paths
    found = [file for path in given for file in _files(str(path), endings, report)]
    once: dict[str, File] = {}
    for file in sorted(found, key=lambda file: (file.origin, os.path.realpath(file.path))):
        once.setdefault(os.path.realpath(file.path), file)
    return _named(once.values())


def _named(files: Iterable[File]) -> list[File]:
    """The files with slugs from the stem, or from the origin if that is taken, or else numbered."""
    taken: set[str] = set()
    return [replace(file, slug=unique(taken, Path(file.origin).stem, file.origin)) for file in files]


def unique(taken: set[str], *names: str) -> str:
    """The slug of the first free name, otherwise of the last name with a number; adds it to `taken`."""
    slugs = [slugify(name) for name in names]
    free = next((slug for slug in slugs if slug not in taken), None)
    number = 2
    while free is None:
        candidate = f"{slugs[-1][:74]}-{number}"
        free = None if candidate in taken else candidate
        number += 1
    taken.add(free)
    return free


def printable(path: str) -> str:
    """A path with escapes for line breaks and for characters that UTF-8 cannot encode.

    >>> printable("a\\nb.txt")
    'a\\\\nb.txt'
    """
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in path)


def _file(path: Path, shown: str, origin: str) -> File:
    return File(path, printable(shown), printable(origin))


def _error(shown: str, problem: str, way_out: str) -> InputError:
    return InputError(printable(shown), problem, way_out)


def _files(given: str, endings: Sequence[str], report: Report) -> Iterator[File]:
    """The files under one given path."""
    path = Path(given)
    try:
        if not given.strip():  # an unset shell variable; `Path("")` is the current folder
            report(_error("''", "is not a path", "name a file or a folder; . is the current folder"))
        elif path.is_dir():
            yield from _some(given, _folder(path, endings, report), endings, report)
        elif path.exists():
            yield from _single(path, given, endings, report)
        elif glob.has_magic(given):
            yield from _some(given, _matches(given, endings, report), endings, report)
        else:
            report(_error(given, "does not exist", "check the spelling and the current folder"))
    except OSError as error:
        report(system_error(given, error))
    except ValueError:  # a NUL in the name
        report(_error(given, "is not a valid path", "give the name of a file or folder"))


def _single(path: Path, given: str, endings: Sequence[str], report: Report) -> Iterator[File]:
    """A file given by name: it must have a known format, and may be hidden or a readme."""
    if not path.is_file():
        report(_error(given, "is neither a file nor a folder", "give a regular file"))
    elif path.suffix.casefold() not in endings:
        problem = f"has an unknown ending ({path.suffix})" if path.suffix else "has no ending"
        report(_error(given, problem, f"supported formats are {', '.join(endings)}"))
    else:
        yield _file(path, given, path.name)


def _some(given: str, files: Iterator[File], endings: Sequence[str], report: Report) -> Iterator[File]:
    """The files, and an error if there are none."""
    empty = True
    for file in files:
        empty = False
        yield file
    if empty:
        report(_error(given, "has no articles", f"supported formats are {', '.join(endings)}"))


def _matches(given: str, endings: Sequence[str], report: Report) -> Iterator[File]:
    """The files that a pattern matches; their origin starts at the pattern."""
    parts = Path(given).parts
    fixed = next(at for at, part in enumerate(parts) if glob.has_magic(part))
    root = Path(*parts[:fixed])
    made = cache(_is_output)
    for match in sorted(glob.glob(given, recursive=True)):
        path = Path(match)
        if any(made(root / part) for part in (path.relative_to(root), *path.relative_to(root).parents[:-1])):
            continue
        if path.is_dir():
            yield from _folder(path, endings, report, root=root)
        elif _is_article(path, endings):
            yield _file(path, match, path.relative_to(root).as_posix())


def _folder(
    folder: Path, endings: Sequence[str], report: Report, *, root: Path | None = None
) -> Iterator[File]:
    """The articles in a folder, recursively; hidden files are skipped, links are followed once."""
    seen: set[str] = set()
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        real = os.path.realpath(here)
        if real in seen:
            continue
        seen.add(real)
        for path in _entries(here, report):
            if _is_output(path):
                continue
            if _is_folder(path, report):
                waiting.append(path)
            elif _is_article(path, endings):
                yield _file(path, str(path), path.relative_to(root or folder).as_posix())


def _is_output(folder: Path) -> bool:
    """Whether the folder is the output of a build, whose texts are not articles."""
    return (folder / OWN).is_dir()


def _entries(folder: Path, report: Report) -> list[Path]:
    """The entries of a folder, by name, without hidden ones."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        report(system_error(str(folder), error))
        return []


def _is_folder(path: Path, report: Report) -> bool:
    """Whether to descend into a path; a link to a folder that contains it is an error."""
    if not path.is_dir():
        return False
    inside = os.path.realpath(path.parent) + os.sep
    if path.is_symlink() and inside.startswith(os.path.realpath(path).rstrip(os.sep) + os.sep):
        report(_error(str(path), "is a link to a folder that contains it (a loop)", "remove the link"))
        return False
    return True


def _is_article(path: Path, endings: Sequence[str]) -> bool:
    """Whether a file in a folder has a known format and is not a readme."""
    return path.suffix.casefold() in endings and not patterns("folder").fullmatch(path.stem)


def system_error(shown: str, error: OSError) -> InputError:
    """An error of the operating system as one line that says what to do."""
    if isinstance(error, PermissionError):
        return _error(shown, "permission denied", "change its permissions")
    if isinstance(error, FileNotFoundError):
        return _error(shown, "does not exist", "check the name, or remove the broken link")
    if re.search("symbolic links", error.strerror or ""):
        return _error(shown, "is a link to itself (a loop)", "remove the link")
    return _error(shown, f"cannot be read ({error.strerror or error})", "copy it to another disk")
