"""The distributions that the core and each extra ask for, read from their own metadata."""

from __future__ import annotations

import json
import shlex
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from graph.doctor.finding import Finding, State

SHOWN = 3
"""How many of the packages that are missing are named; the command names them all."""
OWN, PROJECT = "whereas", "pyproject.toml"


def pip_install(*requirements: str) -> str:
    """The command that installs them for the Python that runs this."""
    return shlex.join([sys.executable, "-m", "pip", "install", *requirements])


@dataclass
class Installed:
    """What is installed here, looked up once each, and what is missing below it."""

    _versions: dict[str, str | None] = field(default_factory=dict)
    _lacks: dict[tuple[str, frozenset[str]], tuple[Requirement, ...]] = field(default_factory=dict)

    def version(self, name: str) -> str | None:
        """The version of a distribution; None if it is not installed."""
        if name not in self._versions:
            try:
                self._versions[name] = metadata.version(name)
            except (metadata.PackageNotFoundError, ValueError):
                self._versions[name] = None
        return self._versions[name]

    def fits(self, wanted: Requirement) -> bool:
        """Whether it is installed, in a version that is asked for."""
        version = self.version(wanted.name)
        return version is not None and wanted.specifier.contains(version, prereleases=True)

    def lacks(self, wanted: Requirement) -> tuple[Requirement, ...]:
        """What is missing of a requirement: itself, or what it needs in turn, however deep."""
        if not self.fits(wanted):
            return (wanted,)
        key = canonicalize_name(wanted.name), frozenset(wanted.extras)
        if key not in self._lacks:
            self._lacks[key] = ()  # for those that need one another
            below = [one for need in needs(wanted.name, wanted.extras) for one in self.lacks(need)]
            self._lacks[key] = tuple({str(one): one for one in below}.values())
        return self._lacks[key]


def needs(name: str, extras: set[str] | frozenset[str] = frozenset()) -> list[Requirement]:
    """What a distribution asks for on this machine, with some of its extras; sorted by name."""
    found = []
    for text in metadata.requires(name) or ():
        try:
            one = Requirement(text)
        except InvalidRequirement:
            continue
        chosen = [{"extra": extra} for extra in ("", *extras)]
        if one.marker is None or any(one.marker.evaluate(extra) for extra in chosen):
            found.append(one)
    return sorted(found, key=lambda one: canonicalize_name(one.name))


def extras(name: str = OWN) -> Mapping[str, list[Requirement]]:
    """Each extra of a distribution with what it asks for beyond the core."""
    named = metadata.metadata(name).get_all("Provides-Extra") or []
    return {extra: _beyond(name, {extra}, set()) for extra in sorted(named)}


def _beyond(name: str, chosen: set[str], seen: set[str]) -> list[Requirement]:
    """The requirements of extras; an extra that combines other extras is expanded."""
    core = {str(one) for one in needs(name)}
    found: list[Requirement] = []
    for one in needs(name, chosen):
        if canonicalize_name(one.name) == canonicalize_name(name):
            new = one.extras - seen
            found += _beyond(name, new, seen | new) if new else []
        elif str(one) not in core:
            found.append(one)
    return list({str(one): one for one in found}.values())


def findings(output: Path) -> Iterator[Finding]:
    """The program itself, each distribution of the core, and each extra."""
    installed = Installed()
    if (version := installed.version(OWN)) is None:
        mend = pip_install("--editable", ".")
        yield Finding("core", OWN, State.BAD, "runs from a folder and is not installed", mend)
        return
    if (checkout := _outgrown()) is not None:
        says = f"{version}, installed before {checkout / PROJECT} changed its dependencies"
        yield Finding("core", OWN, State.NOTE, says, pip_install("--editable", str(checkout)))
    else:
        yield Finding("core", OWN, State.GOOD, version)
    for wanted in needs(OWN):
        yield _core(wanted, installed)
    for extra, asked in extras().items():
        yield _extra(extra, asked, installed)


def _outgrown() -> Path | None:
    """The checkout that was installed in place, if it asks for other packages than it did then."""
    try:
        told = json.loads(metadata.distribution(OWN).read_text("direct_url.json") or "{}")
        checkout = Path(url2pathname(urlsplit(told["url"]).path)) if told["dir_info"]["editable"] else None
        if checkout is None:
            return None
        project = tomllib.loads((checkout / PROJECT).read_text(encoding="utf-8"))["project"]
        asked = {_plain(one) for one in project["dependencies"]}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    then = {_plain(one) for one in metadata.requires(OWN) or () if "extra ==" not in one}
    return None if asked == then else checkout


def _plain(requirement: str) -> str:
    """A requirement in canonical form; unchanged if it cannot be parsed."""
    try:
        return str(Requirement(requirement))
    except InvalidRequirement:
        return requirement


def _core(wanted: Requirement, installed: Installed) -> Finding:
    missing = installed.lacks(wanted)
    if not missing:
        return Finding("core", wanted.name, State.GOOD, installed.version(wanted.name) or "")
    return Finding("core", wanted.name, State.BAD, _told(missing, installed), _mend(missing))


def _extra(extra: str, asked: list[Requirement], installed: Installed) -> Finding:
    missing = {str(lack): lack for one in asked for lack in installed.lacks(one)}
    if missing:
        told = _told(tuple(missing.values()), installed)
        return Finding("extras", extra, State.MISSING, told, _mend(tuple(missing.values())))
    has = ", ".join(f"{one.name} {installed.version(one.name)}" for one in asked)
    return Finding("extras", extra, State.GOOD, has or "needs nothing more")


def _told(missing: tuple[Requirement, ...], installed: Installed) -> str:
    told = [
        f"{one.name} is not installed"
        if (version := installed.version(one.name)) is None
        else f"{one.name} is {version}, needs {one.specifier}"
        for one in missing
    ]
    more = [f"{len(told) - SHOWN} more"] if len(told) > SHOWN + 1 else told[SHOWN:]
    return ", ".join((*told[:SHOWN], *more))


def _mend(missing: tuple[Requirement, ...]) -> str:
    """The command that installs what is missing; what is an extra of ours is asked for by its parts."""
    plain = {str(Requirement(f"{one.name}{_of(one)}{one.specifier}")) for one in missing}
    return pip_install(*sorted(plain))


def _of(one: Requirement) -> str:
    return f"[{','.join(sorted(one.extras))}]" if one.extras else ""
