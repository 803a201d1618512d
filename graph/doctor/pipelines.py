"""The installed spaCy pipelines, compared with the hashes in their packages."""

from __future__ import annotations

import base64
import csv
import hashlib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from graph.doctor.finding import Finding, State
from graph.doctor.packages import OWN, needs, pip_install

GROUP = "spacy_models"
"""The entry points by which spaCy finds its pipelines."""


def findings(output: Path) -> Iterator[Finding]:
    """Each pipeline; the default one is part of the core, so its absence is an error there."""
    from graph.pipeline.run import MODEL

    found = {one.name: one.dist for one in metadata.entry_points(group=GROUP)}
    if MODEL not in found:
        yield Finding("pipelines", MODEL, State.BAD, "the default pipeline is not installed", _mend(MODEL))
    for name in sorted(found, key=lambda one: (one != MODEL, one)):
        yield _finding(name, found[name], usual=name == MODEL)


def _finding(name: str, dist: metadata.Distribution | None, *, usual: bool) -> Finding:
    if dist is None:
        return Finding("pipelines", name, State.NOTE, "is not part of an installed package")
    told = f"{dist.version}, the default" if usual else f"{dist.version}; use it with --model {name}"
    if changed := _changed(dist):
        problem = f"{dist.version}, but {changed[0]} differs from the package"
        return Finding("pipelines", name, State.BAD if usual else State.NOTE, problem, _again(dist))
    return Finding("pipelines", name, State.GOOD, told)


def _changed(dist: metadata.Distribution) -> list[str]:
    """The files whose bytes are not those that the distribution's own record has a hash of.

    The record is read here: `dist.files` passes over missing files from Python 3.12 on.
    """
    rows = csv.reader((dist.read_text("RECORD") or "").splitlines())
    told = [(row[0], row[1]) for row in rows if len(row) > 1 and row[1]]
    return [path for path, digest in told if not _is_whole(Path(str(dist.locate_file(path))), digest)]


def _is_whole(path: Path, told: str) -> bool:
    """Whether a file has the digest of its record ("sha256=…")."""
    mode, _, value = told.partition("=")
    try:
        digest = hashlib.new(mode, path.read_bytes()).digest()
    except (OSError, ValueError):
        return False
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == value


def _again(dist: metadata.Distribution) -> str:
    return pip_install("--force-reinstall", "--no-deps", f"{dist.name}=={dist.version}")


def _mend(model: str) -> str:
    try:
        asked = [str(one) for one in needs(OWN) if one.name.replace("-", "_") == model]
    except metadata.PackageNotFoundError:
        asked = []
    return pip_install(*asked) if asked else ""
