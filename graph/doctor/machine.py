"""The Python, the machine and the terminal."""

from __future__ import annotations

import locale
import os
import platform
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.specifiers import SpecifierSet

from graph.doctor.finding import Finding, State
from graph.doctor.packages import OWN

ENOUGH_MEMORY = 2.0
"""GiB that a build of some hundred articles takes, with a process on each of two cores."""
SHOWN = "“é”…–"
"""What every answer has: quotation marks, names, an ellipsis."""


def findings(output: Path) -> Iterator[Finding]:
    """Python's version, cores, memory, and whether the terminal can show what is printed."""
    yield _python()
    yield _cores()
    yield from _memory()
    yield _encoding()


def _python() -> Finding:
    told = f"{platform.python_version()} ({platform.python_implementation()}), {sys.executable}"
    try:
        wanted = str(metadata.metadata(OWN).json.get("requires_python", ""))
    except metadata.PackageNotFoundError:
        wanted = ""
    if SpecifierSet(wanted).contains(platform.python_version(), prereleases=True):
        return Finding("machine", "Python", State.GOOD, told)
    return Finding(
        "machine", "Python", State.BAD, f"{told}; Whereas needs {wanted}", "install a supported Python"
    )


def _cores() -> Finding:
    affinity = getattr(os, "sched_getaffinity", None)  # not on every system
    number = len(affinity(0)) if affinity else os.cpu_count() or 1
    return Finding("machine", "cores", State.GOOD, f"{number} for this process, {platform.machine()}")


def _memory() -> Iterator[Finding]:
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    except (AttributeError, OSError, ValueError):
        return  # not on every system
    free = _available()
    told = f"{total:.1f} GiB" + (f", {free:.1f} of them free" if free is not None else "")
    if (total if free is None else free) >= ENOUGH_MEMORY:
        yield Finding("machine", "memory", State.GOOD, told)
    else:
        says = f"{told}; a large build may not fit"
        yield Finding("machine", "memory", State.NOTE, says, "whereas build --jobs 1")


def _available() -> float | None:
    """The available memory in GiB, if the system reports it."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    found = [line.split()[1] for line in lines if line.startswith("MemAvailable:")]
    return int(found[0]) / 2**20 if found and found[0].isdigit() else None


def _encoding() -> Finding:
    told = getattr(sys.stdout, "encoding", None) or locale.getpreferredencoding(False)
    try:
        SHOWN.encode(told)
    except (LookupError, UnicodeEncodeError):
        says = f"{told} cannot display some characters: {SHOWN}"
        return Finding("machine", "encoding", State.NOTE, says, "export PYTHONIOENCODING=utf-8")
    return Finding("machine", "encoding", State.GOOD, told)
